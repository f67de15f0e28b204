// The queue's queries, composed from a filter: the only SQL that is not a file, because every filter is another statement.
#pragma once

#include "core/caserepository.h"

#include <QByteArray>
#include <QList>
#include <QVariant>

namespace countersign::store {

struct QueueQuery {
    QByteArray sql;
    QVariantList values; // QString, qint64 or QByteArray, in the order ?1, ?2, …
};

// Keys in order. `teams`: as TeamKeys::listOf. `after`: the key of the case to go on behind, 0 for none. `limit` 0: all.
QueueQuery queueQuery(const core::QueueFilter &filter, const QByteArray &teams, const QString &now, qint64 after, qsizetype limit);

} // namespace countersign::store
