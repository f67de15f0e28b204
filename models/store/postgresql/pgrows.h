// What a statement answered: rows in PostgreSQL's binary form, read by column number.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <memory>

struct pg_result;

namespace countersign::store {

// Owns its rows: they stay when the connection goes on. Views point into them.
class PgRows {
public:
    PgRows() = default;
    explicit PgRows(pg_result *result);

    int size() const;
    int changed() const; // rows that an INSERT, UPDATE or DELETE touched
    bool isNull(int row, int column) const;
    QString text(int row, int column) const;
    QByteArrayView view(int row, int column) const;                  // bytea or text
    QByteArray bytes(int row, int column) const { return view(row, column).toByteArray(); }
    qint64 number(int row, int column) const;                        // smallint, integer, bigint; 0 for NULL
    bool flag(int row, int column) const;
    double real(int row, int column) const;                          // double precision
    QDateTime time(int row, int column) const;                       // timestamptz, UTC, whole milliseconds; invalid for NULL
    QList<QByteArray> list(int row, int column) const;               // text[] or bytea[] of one dimension

private:
    std::shared_ptr<pg_result> m_result;
};

} // namespace countersign::store
