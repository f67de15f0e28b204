#include "store/postgresql/pgvalues.h"

#include "core/clock.h"
#include "store/postgresql/bigendian.h"

namespace countersign::store {

namespace {

// Type numbers of pg_type that never change.
namespace oid {
constexpr quint32 boolean = 16, bytea = 17, bigint = 20, text = 25, timestamptz = 1184, tsvector = 3614;
constexpr quint32 booleans = 1000, byteas = 1001, texts = 1009, bigints = 1016, timestamps = 1185, tsvectors = 3643;
}

// array_recv: one dimension, from 1.
class ArrayWriter {
public:
    // `size`: of all elements together
    ArrayWriter(quint32 elementType, qsizetype count, qsizetype size)
    {
        m_bytes.reserve(headSize + count * qsizetype(sizeof(qint32)) + size);
        appendBigEndian<qint32>(m_bytes, count > 0 ? 1 : 0);
        appendBigEndian<qint32>(m_bytes, 1); // there may be NULLs
        appendBigEndian<quint32>(m_bytes, elementType);
        if (count > 0) {
            appendBigEndian<qint32>(m_bytes, qint32(count));
            appendBigEndian<qint32>(m_bytes, 1);
        }
    }
    void null() { appendBigEndian<qint32>(m_bytes, -1); }
    void add(QByteArrayView bytes)
    {
        appendBigEndian<qint32>(m_bytes, qint32(bytes.size()));
        m_bytes.append(bytes);
    }
    void add(qint64 number)
    {
        appendBigEndian<qint32>(m_bytes, 8);
        appendBigEndian(m_bytes, number);
    }
    QByteArray finish() { return std::move(m_bytes); }

private:
    static constexpr qsizetype headSize = 20;
    QByteArray m_bytes;
};

} // namespace

PgValues &PgValues::text(const QString &value)
{
    return utf8(value.toUtf8());
}

PgValues &PgValues::utf8(const QByteArray &value)
{
    m_values.append({0, false, false, value});
    return *this;
}

PgValues &PgValues::bytes(const QByteArray &value)
{
    m_values.append({oid::bytea, true, false, value});
    return *this;
}

PgValues &PgValues::number(qint64 value)
{
    return utf8(QByteArray::number(value));
}

PgValues &PgValues::real(double value)
{
    return utf8(QByteArray::number(value, 'g', 17));
}

PgValues &PgValues::flag(bool value)
{
    return utf8(value ? QByteArray("t") : QByteArray("f"));
}

PgValues &PgValues::time(const QDateTime &value)
{
    return value.isValid() ? text(core::timeText(value)) : null();
}

PgValues &PgValues::null()
{
    m_values.append({0, false, true, {}});
    return *this;
}

PgValues &PgValues::texts(const QStringList &values)
{
    QList<QByteArray> all;
    for (const QString &value : values)
        all.append(value.isEmpty() ? QByteArray("") : value.toUtf8());
    return utf8s(all);
}

PgValues &PgValues::lists(quint32 elementType, quint32 type, const QList<QByteArray> &values)
{
    qsizetype size = 0;
    for (const QByteArray &value : values)
        size += value.size();
    ArrayWriter out(elementType, values.size(), size);
    for (const QByteArray &value : values) {
        if (value.isNull())
            out.null();
        else
            out.add(value);
    }
    m_values.append({type, true, false, out.finish()});
    return *this;
}

PgValues &PgValues::utf8s(const QList<QByteArray> &values)
{
    return lists(oid::text, oid::texts, values);
}

PgValues &PgValues::byteLists(const QList<QByteArray> &values)
{
    return lists(oid::bytea, oid::byteas, values);
}

PgValues &PgValues::vectors(const QList<QByteArray> &values)
{
    return lists(oid::tsvector, oid::tsvectors, values);
}

PgValues &PgValues::numbers(const QList<qint64> &values)
{
    ArrayWriter out(oid::bigint, values.size(), values.size() * qsizetype(sizeof(qint64)));
    for (const qint64 value : values)
        out.add(value);
    m_values.append({oid::bigints, true, false, out.finish()});
    return *this;
}

PgValues &PgValues::flags(const QList<bool> &values)
{
    ArrayWriter out(oid::boolean, values.size(), values.size());
    for (const bool value : values)
        out.add(QByteArrayView(value ? "\1" : "\0", 1));
    m_values.append({oid::booleans, true, false, out.finish()});
    return *this;
}

PgValues &PgValues::times(const QList<QDateTime> &values)
{
    ArrayWriter out(oid::timestamptz, values.size(), values.size() * qsizetype(sizeof(qint64)));
    for (const QDateTime &value : values) {
        if (value.isValid())
            out.add((value.toMSecsSinceEpoch() - pgEpochMilliseconds) * 1000);
        else
            out.null();
    }
    m_values.append({oid::timestamps, true, false, out.finish()});
    return *this;
}

} // namespace countersign::store
