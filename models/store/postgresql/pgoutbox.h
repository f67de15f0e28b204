// What one write has gathered for the server. People change nothing by themselves: at the end of the transaction every signed statement is
// handed to the server's functions with the blobs it names, and the server derives all the rest from it.
#pragma once

#include "core/blobrepository.h"
#include "ledger/ledgerstorage.h"
#include "store/postgresql/pgnewcase.h"

#include <QHash>

namespace countersign::store {

class PgConnection;

// Belongs to one connection and its thread.
class PgOutbox {
public:
    explicit PgOutbox(PgConnection &connection) : m_connection(connection) {}

    void add(const core::StoredBlob &blob) { m_blobs.insert(blob.digest, blob); }
    void add(const core::StatementId &importedIn, const std::shared_ptr<const PgNewCase> &newCase) { m_cases[importedIn.value].append(newCase); }
    void addStatement(const ledger::LogRow &row) { m_statements.append(row); }
    void addLogin(const QString &person, const QByteArray &verifier) { m_logins.append({person, verifier}); }

    std::optional<core::StoredBlob> blob(const QString &digest) const;
    core::StoredBlob takeBlob(const QString &digest) { return m_blobs.take(digest); }
    const QList<ledger::LogRow> &statements() const { return m_statements; }

    // Hands everything over, in order. A refusal that the server recorded is no failure of the transaction: refusal() then.
    core::Result<void> send();
    void clear();
    std::optional<core::Error> takeRefusal() { return std::exchange(m_refusal, std::nullopt); }
    // Whether statements went to the server since this was asked last: they wait for the sequencer.
    bool takeHandedOver() { return std::exchange(m_handedOver, false); }

private:
    core::Result<void> record(const ledger::LogRow &row, const QByteArray &note);
    core::Result<void> import(const ledger::LogRow &row, const QByteArray &note);
    core::Result<void> answered(const class PgRows &rows, const QString &statement);

    PgConnection &m_connection;
    QHash<QString, core::StoredBlob> m_blobs;
    QHash<QString, QList<std::shared_ptr<const PgNewCase>>> m_cases; // by the statement that imports them
    QList<ledger::LogRow> m_statements;
    QList<std::pair<QString, QByteArray>> m_logins;
    std::optional<core::Error> m_refusal;
    bool m_handedOver = false;
};

} // namespace countersign::store
