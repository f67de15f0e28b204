// A WHERE that grows with its values.
#pragma once

#include "store/postgresql/pgvalues.h"

namespace countersign::store {

class PgConditions {
public:
    void require(const QByteArray &condition) { m_sql += (m_hasWhere ? " AND " : " WHERE ") + condition, m_hasWhere = true; }
    void append(const QByteArray &sql) { m_sql += sql; }

    // Each adds a value and names its parameter.
    QByteArray text(const QString &value) { return m_values.text(value), name("::text"); }
    QByteArray number(qint64 value) { return m_values.number(value), name("::bigint"); }
    QByteArray texts(const QStringList &values) { return m_values.texts(values), name(""); }

    const QByteArray &sql() const { return m_sql; }
    const PgValues &values() const { return m_values; }

private:
    QByteArray name(const char *type) const { return '$' + QByteArray::number(m_values.all().size()) + type; }

    QByteArray m_sql;
    PgValues m_values;
    bool m_hasWhere = false;
};

} // namespace countersign::store
