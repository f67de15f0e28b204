#include "store/queuesql.h"

#include "store/queueorder.h"
#include "store/searchtext.h"

#include <algorithm>

namespace countersign::store {

using core::QueueFilter;

namespace {

QByteArray collated(const QueueColumn &column)
{
    return QByteArray(column.name) + (qstrcmp(column.name, "title") == 0 ? " COLLATE NOCASE" : "");
}

// The covering index that has the waiting cases in this order.
QByteArray indexOf(QueueFilter::Order order)
{
    switch (order) {
    case QueueFilter::Order::Urgency:
        return "queue_by_urgency";
    case QueueFilter::Order::Newest:
    case QueueFilter::Order::Oldest:
        return "queue_by_arrival";
    case QueueFilter::Order::Title:
        return "queue_by_title";
    case QueueFilter::Order::Kind:
        return "queue_by_kind";
    case QueueFilter::Order::Risk:
        return "queue_by_risk";
    case QueueFilter::Order::Due:
        return "queue_by_due";
    }
    return "queue_by_urgency";
}

class Composer {
public:
    Composer(const QueueFilter &filter, const QByteArray &teams) : m_filter(filter), m_teams(teams) {}

    QueueQuery compose(const QString &now, qint64 after, qsizetype limit)
    {
        from();
        // The unary plus keeps the planner from walking by team and sorting afterwards.
        require("+c.team IN (SELECT value FROM json_each(" + value(QString::fromLatin1(m_teams)) + "))");
        states();
        if (!m_filter.kind.isEmpty())
            require("+c.kind = " + value(m_filter.kind));
        if (m_filter.risk)
            require("+c.risk = " + value(qint64(*m_filter.risk)));
        if (!m_filter.claimedBy.isEmpty())
            require("EXISTS (SELECT 1 FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.holder = "
                    + value(m_filter.claimedBy.value) + " AND s.expires > " + value(now) + ")");
        if (after != 0)
            require(behind(value(after)));
        const QByteArray limited = limit > 0 ? " LIMIT " + value(qint64(limit)) : QByteArray();
        return {m_sql + m_where + orderBy() + limited, m_values};
    }

private:
    bool onlyWaiting() const
    {
        return !m_filter.states.isEmpty() && std::all_of(m_filter.states.begin(), m_filter.states.end(), core::awaitsDecision);
    }

    void from()
    {
        const QString words = searchQuery(m_filter.text);
        if (!words.isEmpty()) {
            m_isSearch = true;
            m_sql = "SELECT c.key FROM case_search f CROSS JOIN cases c ON c.version_key = f.rowid";
            require("f.case_search MATCH " + value(words));
        } else {
            m_sql = "SELECT c.key FROM cases c" + (onlyWaiting() ? " INDEXED BY " + indexOf(m_filter.order) : QByteArray());
        }
    }

    void states()
    {
        if (m_filter.states.isEmpty())
            return;
        if (onlyWaiting()) // to the letter what the partial indexes say
            require("(c.state = 'open' OR c.state = 'escalated' OR c.state = 'disputed')");
        QByteArrayList names;
        for (const core::CaseState state : m_filter.states)
            names.append('\'' + core::stateName(state).toLatin1() + '\'');
        require("+c.state IN (" + names.join(", ") + ')');
    }

    QByteArray behind(const QByteArray &key) const
    {
        return behindRow(queueColumns(m_filter.order), key, [](const QueueColumn &column) { return "+c." + collated(column); },
                         [](const QueueColumn &column) { return QByteArray(column.name); });
    }

    QByteArray orderBy() const
    {
        QByteArrayList terms;
        for (const QueueColumn &column : queueColumns(m_filter.order)) {
            // The search index walks its own rows in either direction without sorting.
            const bool isRow = m_isSearch && qstrcmp(column.name, "version_key") == 0;
            terms.append((isRow ? QByteArray("f.rowid") : "c." + collated(column)) + (column.descending ? " DESC" : ""));
        }
        return " ORDER BY " + terms.join(", ");
    }

    QByteArray value(const QVariant &value)
    {
        m_values.append(value);
        return '?' + QByteArray::number(m_values.size());
    }

    void require(const QByteArray &condition) { m_where += (m_where.isEmpty() ? " WHERE " : " AND ") + condition; }

    const QueueFilter &m_filter;
    const QByteArray &m_teams;
    QByteArray m_sql;
    QByteArray m_where;
    QVariantList m_values;
    bool m_isSearch = false;
};

} // namespace

QueueQuery queueQuery(const QueueFilter &filter, const QByteArray &teams, const QString &now, qint64 after, qsizetype limit)
{
    return Composer(filter, teams).compose(now, after, limit);
}

} // namespace countersign::store
