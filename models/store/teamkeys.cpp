#include "store/teamkeys.h"

#include "store/database.h"

namespace countersign::store {

using core::Result;
using core::TeamId;

Result<void> TeamKeys::refresh(bool missed)
{
    const bool isFirm = m_addedIn == 0 || m_addedIn == m_database.writeNumber();
    if (m_isRead && isFirm && !missed)
        return {};
    if (!isFirm)
        m_addedIn = 0;
    m_keys.clear();
    m_ids.clear();
    m_isRead = false;
    Statement teams = m_database.statement("people/teams");
    for (;;) {
        const Result<bool> row = teams.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        const TeamId id(teams.text(1));
        m_keys.insert(id, teams.number(0));
        m_ids.insert(teams.number(0), id);
    }
    m_isRead = true;
    return {};
}

Result<std::optional<qint64>> TeamKeys::keyOf(const TeamId &team)
{
    if (auto done = refresh(!m_keys.contains(team)); !done)
        return tl::unexpected(done.error());
    const auto found = m_keys.constFind(team);
    return found == m_keys.constEnd() ? std::nullopt : std::optional<qint64>(*found);
}

Result<qint64> TeamKeys::ensure(const TeamId &team)
{
    const auto known = keyOf(team);
    if (!known)
        return tl::unexpected(known.error());
    if (*known)
        return **known;
    if (const auto added = m_database.statement("people/addTeam").bind(team.value).run(); !added)
        return tl::unexpected(added.error());
    m_addedIn = m_database.writeNumber(); // may be taken back with that transaction
    const auto key = keyOf(team);
    if (!key)
        return tl::unexpected(key.error());
    return key->value();
}

Result<QList<qint64>> TeamKeys::keysOf(const QList<TeamId> &teams)
{
    QList<qint64> keys;
    for (const TeamId &team : teams) {
        const auto key = keyOf(team);
        if (!key)
            return tl::unexpected(key.error());
        if (*key)
            keys.append(**key);
    }
    return keys;
}

Result<QByteArray> TeamKeys::listOf(const QList<TeamId> &teams)
{
    return keysOf(teams).map([](const QList<qint64> &keys) {
        QByteArray list;
        for (const qint64 key : keys)
            list += (list.isEmpty() ? "" : ",") + QByteArray::number(key);
        return '[' + list + ']';
    });
}

Result<TeamId> TeamKeys::idOf(qint64 key)
{
    if (auto done = refresh(!m_ids.contains(key)); !done)
        return tl::unexpected(done.error());
    const auto found = m_ids.constFind(key);
    if (found == m_ids.constEnd())
        return core::fail(core::ErrorKind::StoreDamaged, QStringLiteral("team"), QString::number(key));
    return *found;
}

} // namespace countersign::store
