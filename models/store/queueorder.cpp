#include "store/queueorder.h"

namespace countersign::store {

using core::QueueFilter;

QList<QueueColumn> queueColumns(QueueFilter::Order order)
{
    switch (order) {
    case QueueFilter::Order::Urgency:
        return {{"priority", true}, {"due", false}, {"risk", true}, {"arrived", false}, {"key", false}};
    case QueueFilter::Order::Newest:
        return {{"version_key", true}};
    case QueueFilter::Order::Oldest:
        return {{"version_key", false}};
    case QueueFilter::Order::Title:
        return {{"title", false}, {"key", false}};
    case QueueFilter::Order::Kind:
        return {{"kind", false}, {"key", false}};
    case QueueFilter::Order::Risk:
        return {{"risk", true}, {"key", false}};
    case QueueFilter::Order::Due:
        return {{"due", false}, {"key", false}};
    }
    return {{"key", false}};
}

QByteArray behindRow(const QList<QueueColumn> &columns, const QByteArray &key, const SpelledColumn &mine, const SpelledColumn &theirs)
{
    QByteArray condition;
    for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
        const QByteArray here = mine(*column);
        const QByteArray there = "(SELECT " + theirs(*column) + " FROM cases WHERE key = " + key + ')';
        const QByteArray further = here + (column->descending ? " < " : " > ") + there;
        condition = condition.isEmpty() ? further : '(' + further + " OR (" + here + " = " + there + " AND " + condition + "))";
    }
    return condition;
}

} // namespace countersign::store
