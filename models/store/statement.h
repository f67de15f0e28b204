// A prepared statement, kept by the connection and borrowed for one execution. Keeps what is bound to it; NativeStatement, below it, borrows.
#pragma once

#include "store/nativestatement.h"

#include <QVariant>
#include <array>

namespace countersign::store {

// One execution. Resets and gives its statement back when it goes out of scope: a SELECT left open would hold its snapshot.
class Statement {
public:
    // As NativeStatement's.
    Statement(Database &database, sqlite3_stmt *statement, bool *inUse, const QByteArray &name) : m_statement(database, statement, inUse, name) {}
    Statement(Database &database, core::Error broken) : m_statement(database, std::move(broken)) {}

    // In the order of the parameters ?1, ?2, …
    Statement &bind(const QString &text);      // a null string is an empty one
    Statement &bind(const QByteArray &bytes);  // the same
    Statement &bind(qint64 number);
    Statement &bind(int number) { return bind(qint64(number)); }
    Statement &bind(bool mark) { return bind(qint64(mark ? 1 : 0)); }
    Statement &bind(double number);
    Statement &bindValue(const QVariant &value); // QString, QByteArray or qint64
    Statement &bindNull();
    template <typename Value>
    Statement &bindOrNull(const std::optional<Value> &value)
    {
        return value ? bind(*value) : bindNull();
    }

    // Whether there is a (next) row.
    core::Result<bool> next() { return m_statement.next(); }
    // Done with these rows: ready for the next binding.
    void again();
    // Executes a statement whose rows do not matter and makes ready for the next binding. How many rows it changed.
    core::Result<int> run();

    QString text(int column) const { return m_statement.text(column); }
    QByteArray bytes(int column) const { return m_statement.bytes(column).toByteArray(); }
    qint64 number(int column) const { return m_statement.number(column); }
    double real(int column) const { return m_statement.real(column); }
    bool isNull(int column) const { return m_statement.isNull(column); }

private:
    const QByteArray &keep(QByteArray bytes);

    NativeStatement m_statement;
    std::array<QByteArray, 32> m_kept; // bound values live until the last step
    size_t m_keeps = 0;
};

// Only whether a run() went well, however many rows it changed.
inline core::Result<void> done(const core::Result<int> &changed)
{
    return changed ? core::Result<void>() : core::Result<void>(tl::unexpected(changed.error()));
}

} // namespace countersign::store
