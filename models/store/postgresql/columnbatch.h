// Rows gathered column by column, to be handed to a statement as arrays.
#pragma once

#include "store/postgresql/pgvalues.h"

namespace countersign::store {

class NativeStatement;

// Of each column its type: 'n' number, 't' text, 'b' bytes or nothing. Values come in the order of the columns, row after row.
class ColumnBatch {
public:
    explicit ColumnBatch(QByteArray types);

    ColumnBatch &number(qint64 value);
    ColumnBatch &text(const QString &value);
    ColumnBatch &bytes(const QByteArray &value); // a null one is NULL
    // The first columns, as the row of a query has them.
    void take(const NativeStatement &row, qsizetype columns);

    qsizetype rows() const { return m_rows; }
    bool isFull() const; // a statement's worth
    PgValues values() const;
    void clear();

private:
    struct Column {
        QList<qint64> numbers;
        QStringList texts;
        QList<QByteArray> bytes;
    };
    Column &next();

    QByteArray m_types;
    QList<Column> m_columns;
    qsizetype m_at = 0;
    qsizetype m_rows = 0;
    qint64 m_size = 0;
};

} // namespace countersign::store
