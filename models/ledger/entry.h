// An entry: what the store puts around a note (or around lines of its own). Its bytes are a leaf of the log.
#pragma once

#include "ledger/statement.h"

namespace countersign::ledger {

// In ascending order of their names.
enum class Flag { Clock, Disputed, Late, Quarantined };
QByteArrayView flagName(Flag flag); // "clock", "disputed", "late", "quarantined"

struct Entry {
    StatementKind kind = StatementKind::Decision;
    QDateTime arrived;          // the database's clock
    QString session;            // login role, or "local"
    QList<Flag> flags;          // any order; written sorted, each once
    QByteArray content;         // a note, or the store's own lines
    bool operator==(const Entry &) const = default;

    // Whether the content is a note. The store's own lines have no blank line among them.
    bool isSigned() const;
};

// BadValue (where: the line's key) for an invalid time or an empty session.
core::Result<QByteArray> write(const Entry &entry);
// Malformed for anything write() would not have written. The content is not looked into.
core::Result<Entry> parseEntry(QByteArrayView bytes);

// The statement inside; refuses one whose kind is not the entry's, or that is signed where it may not be, or the other way round.
core::Result<Statement> statementOf(const Entry &entry);

} // namespace countersign::ledger
