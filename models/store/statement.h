// A prepared Qt SQL statement, kept by the connection and borrowed for one execution.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QSqlQuery>
#include <QString>
#include <QVariant>
#include <memory>
#include <optional>

namespace countersign::store {

class Database;

// One execution. Finishes and gives its query back when it goes out of scope: a SELECT left open would hold its snapshot.
class Statement {
public:
    // `inUse`: the mark of the connection's own copy, set for as long as this lives; null for a query of one's own.
    Statement(Database &database, std::shared_ptr<QSqlQuery> query, bool *inUse, const QByteArray &name);
    // One that could not be prepared: every step fails with this.
    Statement(Database &database, core::Error broken);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    // In the order of the parameters ?1, ?2, …
    Statement &bind(const QString &text);      // a null string is an empty one
    Statement &bind(const QByteArray &bytes);  // the same
    Statement &bind(qint64 number);
    Statement &bind(int number) { return bind(qint64(number)); }
    Statement &bind(bool mark) { return bind(qint64(mark ? 1 : 0)); }
    Statement &bind(double number);
    Statement &bindNull();
    template <typename Value>
    Statement &bindOrNull(const std::optional<Value> &value)
    {
        return value ? bind(*value) : bindNull();
    }

    // Whether there is a (next) row; executes at the first call.
    core::Result<bool> next();
    // Done with these rows: ready for the next binding.
    void again();
    // Executes a statement whose rows do not matter and makes ready for the next binding. How many rows it changed.
    core::Result<int> run();

    QString text(int column) const { return m_query->value(column).toString(); }
    QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }
    qint64 number(int column) const { return m_query->value(column).toLongLong(); }
    double real(int column) const { return m_query->value(column).toDouble(); }
    bool isNull(int column) const { return m_query->isNull(column); }

private:
    core::Result<void> execute();
    Statement &add(const QVariant &value);

    Database &m_database;
    std::shared_ptr<QSqlQuery> m_query;
    bool *m_inUse;
    QByteArray m_name;
    std::optional<core::Error> m_broken;
    int m_bound = 0;
    bool m_executed = false;
};

} // namespace countersign::store
