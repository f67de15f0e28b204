#include "store/casekeys.h"

#include "store/database.h"
#include "store/teamkeys.h"

namespace countersign::store {

using core::CaseId;
using core::Result;
using core::TeamId;

bool CaseKeys::isRemembered(const CaseId &id, const TeamId &team) const
{
    return m_key != 0 && m_write == m_database.writeNumber() && m_writing == m_database.isWriting() && m_id == id && m_team == team;
}

void CaseKeys::remember(const CaseId &id, const TeamId &team, qint64 key)
{
    m_id = id;
    m_team = team;
    m_key = key;
    m_write = m_database.writeNumber();
    m_writing = m_database.isWriting();
}

Result<std::optional<qint64>> CaseKeys::find(const CaseId &id, const TeamId &team)
{
    if (isRemembered(id, team))
        return std::optional(m_key);
    const auto teamKey = m_teams.keyOf(team);
    if (!teamKey)
        return tl::unexpected(teamKey.error());
    if (!*teamKey)
        return std::optional<qint64>();
    Statement row = m_database.statement("cases/keyOf");
    const Result<bool> found = row.bind(**teamKey).bind(id.value).next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::optional<qint64>();
    remember(id, team, row.number(0));
    return std::optional(m_key);
}

Result<qint64> CaseKeys::keyOf(const CaseId &id, const TeamId &team)
{
    return find(id, team).and_then([&](const std::optional<qint64> &key) {
        return key ? Result<qint64>(*key) : Result<qint64>(core::fail(core::ErrorKind::NoSuchCase, id.value));
    });
}

} // namespace countersign::store
