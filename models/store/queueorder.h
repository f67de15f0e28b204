// How the queue is sorted: the columns of an order, and the condition that pages through it. A server says the same in search_cases.
#pragma once

#include "core/caserepository.h"

#include <QByteArray>
#include <functional>

namespace countersign::store {

// A column of `cases`.
struct QueueColumn {
    const char *name;
    bool descending;
};

// As the partial indexes of the waiting cases stand; the last column tells every two cases apart.
QList<QueueColumn> queueColumns(core::QueueFilter::Order order);

// Keyset paging: strictly behind the row whose key `key` stands for (a parameter), whatever has become of that one. `mine` and `theirs` say
// how an engine spells a column of the row looked at and of that row, so that their values compare as the order does.
using SpelledColumn = std::function<QByteArray(const QueueColumn &)>;
QByteArray behindRow(const QList<QueueColumn> &columns, const QByteArray &key, const SpelledColumn &mine, const SpelledColumn &theirs);

} // namespace countersign::store
