// A prepared statement on the handle of Qt's driver; Qt SQL itself is too slow for a store's inner loop (names and variants for each value).
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace countersign::store {

class Database;

// One execution. Resets and gives its statement back when it goes out of scope. Bound texts and blobs must outlive the steps.
class NativeStatement {
public:
    // `inUse`: the mark of the connection's own copy, set for as long as this lives; null for a statement of one's own.
    NativeStatement(Database &database, sqlite3_stmt *statement, bool *inUse, const QByteArray &name);
    // One that could not be prepared: every step fails with this.
    NativeStatement(Database &database, core::Error broken);
    ~NativeStatement();
    NativeStatement(const NativeStatement &) = delete;
    NativeStatement &operator=(const NativeStatement &) = delete;

    // In the order of the parameters ?1, ?2, …
    NativeStatement &bind(qint64 number);
    NativeStatement &bindReal(double number);
    NativeStatement &bindText(QByteArrayView utf8);
    NativeStatement &bindBlob(QByteArrayView bytes);
    NativeStatement &bindNull();

    // Steps once: whether there is a row. The store's failures else.
    core::Result<bool> next();
    // Steps to the end and makes ready for the next binding.
    core::Result<void> run();
    // Done with these rows: ready for the next binding.
    void again();
    // Rows that the last run() changed.
    int changed() const;

    qint64 number(int column) const;
    double real(int column) const;
    QString text(int column) const;
    // Points into the row: valid until the next step.
    QByteArrayView bytes(int column) const;
    bool isNull(int column) const;

private:
    Database &m_database;
    sqlite3_stmt *m_statement;
    bool *m_inUse;
    QByteArray m_name;
    std::optional<core::Error> m_broken;
    int m_bound = 0;
};

} // namespace countersign::store
