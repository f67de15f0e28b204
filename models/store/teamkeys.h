// Teams by their row numbers, which the queue's indexes carry. Rows of teams are never removed.
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QHash>
#include <QList>
#include <optional>

namespace countersign::store {

class Database;

// Belongs to one connection and its thread.
class TeamKeys {
public:
    explicit TeamKeys(Database &database) : m_database(database) {}

    // Nothing for a team nobody has named yet.
    core::Result<std::optional<qint64>> keyOf(const core::TeamId &team);
    // Makes the team known; inside a write transaction.
    core::Result<qint64> ensure(const core::TeamId &team);
    // The known ones among these.
    core::Result<QList<qint64>> keysOf(const QList<core::TeamId> &teams);
    // The same as a list for json_each(): "[1,2]".
    core::Result<QByteArray> listOf(const QList<core::TeamId> &teams);
    // StoreDamaged for a key that is not there.
    core::Result<core::TeamId> idOf(qint64 key);

private:
    core::Result<void> refresh(bool missed);

    Database &m_database;
    QHash<core::TeamId, qint64> m_keys;
    QHash<qint64, core::TeamId> m_ids;
    quint64 m_addedIn = 0; // the write transaction that added one and may yet take it back; 0: none
    bool m_isRead = false;
};

} // namespace countersign::store
