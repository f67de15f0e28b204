#include "store/postgresql/columnbatch.h"

#include "store/nativestatement.h"

namespace countersign::store {

namespace {

constexpr qsizetype mostRows = 2000;
constexpr qint64 mostBytes = 8 << 20;

} // namespace

ColumnBatch::ColumnBatch(QByteArray types) : m_types(std::move(types)), m_columns(m_types.size()) {}

ColumnBatch::Column &ColumnBatch::next()
{
    Column &column = m_columns[m_at];
    if (++m_at == m_types.size()) {
        m_at = 0;
        ++m_rows;
    }
    return column;
}

ColumnBatch &ColumnBatch::number(qint64 value)
{
    m_size += qint64(sizeof value);
    next().numbers.append(value);
    return *this;
}

ColumnBatch &ColumnBatch::text(const QString &value)
{
    m_size += value.size();
    next().texts.append(value);
    return *this;
}

ColumnBatch &ColumnBatch::bytes(const QByteArray &value)
{
    m_size += value.size();
    next().bytes.append(value);
    return *this;
}

void ColumnBatch::take(const NativeStatement &row, qsizetype columns)
{
    for (int i = 0; i < columns; ++i) {
        const char type = m_types[m_at];
        if (type == 'n')
            number(row.number(i));
        else if (type == 't')
            text(row.text(i));
        else if (row.isNull(i))
            bytes(QByteArray());
        else
            bytes(QByteArray("").append(row.bytes(i)));
    }
}

bool ColumnBatch::isFull() const
{
    return m_rows >= mostRows || m_size >= mostBytes;
}

PgValues ColumnBatch::values() const
{
    PgValues values;
    for (qsizetype i = 0; i < m_types.size(); ++i) {
        const Column &column = m_columns[i];
        if (m_types[i] == 'n')
            values.numbers(column.numbers);
        else if (m_types[i] == 't')
            values.texts(column.texts);
        else
            values.byteLists(column.bytes);
    }
    return values;
}

void ColumnBatch::clear()
{
    m_columns = QList<Column>(m_types.size());
    m_rows = 0;
    m_size = 0;
}

} // namespace countersign::store
