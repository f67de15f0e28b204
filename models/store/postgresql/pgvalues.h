// The values of a statement's parameters $1, $2, …, in order.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace countersign::store {

// Empty where it is null: a null QByteArray is NULL in a list.
inline QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

// 2000-01-01 00:00:00 UTC, from where PostgreSQL counts microseconds.
inline constexpr qint64 pgEpochMilliseconds = 946'684'800'000;

class PgValues {
public:
    PgValues &text(const QString &value);              // also where a timestamp or an enumeration is asked for
    PgValues &utf8(const QByteArray &value);
    PgValues &bytes(const QByteArray &value);          // bytea
    PgValues &number(qint64 value);
    PgValues &real(double value);
    PgValues &flag(bool value);
    PgValues &time(const QDateTime &value);            // timestamptz; NULL for an invalid one
    PgValues &null();
    PgValues &bytesOrNull(const std::optional<QByteArray> &value) { return value ? bytes(*value) : null(); }
    PgValues &numberOrNull(const std::optional<qint64> &value) { return value ? number(*value) : null(); }

    // Arrays; an element without a value is NULL.
    PgValues &texts(const QStringList &values);        // text[]
    PgValues &utf8s(const QList<QByteArray> &values);     // text[]; a null QByteArray is NULL
    PgValues &byteLists(const QList<QByteArray> &values); // bytea[]; a null QByteArray is NULL
    PgValues &vectors(const QList<QByteArray> &values);   // tsvector[], each as it travels; a null QByteArray is NULL
    PgValues &numbers(const QList<qint64> &values);    // bigint[]
    PgValues &flags(const QList<bool> &values);        // boolean[]
    PgValues &times(const QList<QDateTime> &values);   // timestamptz[]; invalid ones are NULL

    struct Value {
        quint32 type = 0;  // 0: as the statement asks for
        bool isBinary = false;
        bool isNull = false;
        QByteArray bytes;
    };
    const QList<Value> &all() const { return m_values; }

private:
    PgValues &lists(quint32 elementType, quint32 type, const QList<QByteArray> &values);

    QList<Value> m_values;
};

} // namespace countersign::store
