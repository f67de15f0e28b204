#include "store/postgresql/pgrows.h"

#include "store/postgresql/pgvalues.h"

#include <QtEndian>
#include <bit>
#include <cstdlib>
#include <libpq-fe.h>

namespace countersign::store {

namespace {

qint64 floorDivided(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

} // namespace

PgRows::PgRows(pg_result *result) : m_result(result, PQclear) {}

int PgRows::size() const
{
    return m_result ? PQntuples(m_result.get()) : 0;
}

int PgRows::changed() const
{
    return m_result ? std::atoi(PQcmdTuples(m_result.get())) : 0;
}

bool PgRows::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) != 0;
}

QByteArrayView PgRows::view(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column)};
}

QString PgRows::text(int row, int column) const
{
    const QByteArrayView bytes = view(row, column);
    return QString::fromUtf8(bytes.data(), bytes.size());
}

qint64 PgRows::number(int row, int column) const
{
    const QByteArrayView bytes = view(row, column);
    switch (bytes.size()) {
    case 2:
        return qFromBigEndian<qint16>(bytes.data());
    case 4:
        return qFromBigEndian<qint32>(bytes.data());
    case 8:
        return qFromBigEndian<qint64>(bytes.data());
    default:
        return 0;
    }
}

bool PgRows::flag(int row, int column) const
{
    const QByteArrayView bytes = view(row, column);
    return bytes.size() == 1 && bytes[0] != 0;
}

double PgRows::real(int row, int column) const
{
    return std::bit_cast<double>(number(row, column));
}

QDateTime PgRows::time(int row, int column) const
{
    if (isNull(row, column))
        return {};
    return QDateTime::fromMSecsSinceEpoch(pgEpochMilliseconds + floorDivided(number(row, column), 1000), Qt::UTC);
}

QList<QByteArray> PgRows::list(int row, int column) const
{
    // array_send: dimensions, has-null flag, element type, then length and lower bound, then each element behind its length.
    const QByteArrayView bytes = view(row, column);
    constexpr qsizetype head = 20;
    if (bytes.size() < head || qFromBigEndian<qint32>(bytes.data()) != 1)
        return {};
    const qint32 count = qFromBigEndian<qint32>(bytes.data() + 12);
    QList<QByteArray> values;
    qsizetype at = head;
    for (qint32 i = 0; i < count && at + 4 <= bytes.size(); ++i) {
        const qint32 length = qFromBigEndian<qint32>(bytes.data() + at);
        at += 4;
        values.append(length > 0 ? bytes.sliced(at, length).toByteArray() : QByteArray());
        at += length > 0 ? length : 0;
    }
    return values;
}

} // namespace countersign::store
