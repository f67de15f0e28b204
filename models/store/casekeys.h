// Cases by their row numbers, shared by the repositories of a connection: one decision asks for the same case again and again.
// Rows of cases are never renamed or removed; only a transaction that is undone takes back those it added.
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <optional>

namespace countersign::store {

class Database;
class TeamKeys;

// Belongs to one connection and its thread.
class CaseKeys {
public:
    CaseKeys(Database &database, TeamKeys &teams) : m_database(database), m_teams(teams) {}

    // Nothing when there is no such case.
    core::Result<std::optional<qint64>> find(const core::CaseId &id, const core::TeamId &team);
    // NoSuchCase when there is none.
    core::Result<qint64> keyOf(const core::CaseId &id, const core::TeamId &team);
    // What a query has just found.
    void remember(const core::CaseId &id, const core::TeamId &team, qint64 key);

private:
    bool isRemembered(const core::CaseId &id, const core::TeamId &team) const;

    Database &m_database;
    TeamKeys &m_teams;
    core::CaseId m_id; // the last one asked for
    core::TeamId m_team;
    qint64 m_key = 0;
    quint64 m_write = 0; // the write transaction it was asked in
    bool m_writing = false;
};

} // namespace countersign::store
