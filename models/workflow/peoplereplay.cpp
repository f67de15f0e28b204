#include "workflow/peoplereplay.h"

#include "core/reviewer.h"
#include "ledger/text.h"

namespace countersign::workflow {

namespace {

QString grantKey(const core::TeamId &team, core::Role role)
{
    return team.value + u'\n' + core::roleName(role);
}

} // namespace

void PeopleReplay::take(const ledger::VerifiedEntry &entry)
{
    const ledger::Body &body = entry.statement.body;
    if (const auto *created = std::get_if<ledger::StoreCreated>(&body)) {
        enrol(entry.index, created->enrolled);
        grant(entry.index, created->enrolled.owner, core::TeamId(QStringLiteral("main")), {core::Role::Administrator}, true);
    } else if (const auto *enrolled = std::get_if<ledger::KeyEnrolled>(&body)) {
        enrol(entry.index, enrolled->enrolled);
    } else if (const auto *revoked = std::get_if<ledger::KeyRevoked>(&body)) {
        revoke(entry.index, revoked->revoked);
    } else if (const auto *granted = std::get_if<ledger::RoleGranted>(&body)) {
        grant(entry.index, granted->person, granted->team, granted->roles, true);
    } else if (const auto *withdrawn = std::get_if<ledger::RoleWithdrawn>(&body)) {
        grant(entry.index, withdrawn->person, withdrawn->team, withdrawn->roles, false);
    }
}

void PeopleReplay::enrol(quint64 index, const ledger::EnrolledKey &key)
{
    if (key.use != ledger::KeyUse::Person)
        return;
    Someone &person = m_people[key.owner.value];
    person.name = key.ownerName;
    person.keys.append(key.fingerprint());
    person.lastIndex = index;
}

void PeopleReplay::revoke(quint64 index, const ledger::Hash &key)
{
    for (Someone &person : m_people)
        if (person.keys.removeAll(key) > 0)
            person.lastIndex = index;
}

void PeopleReplay::grant(quint64 index, const core::PersonId &id, const core::TeamId &team, const QList<core::Role> &roles, bool given)
{
    Someone &person = m_people[id.value];
    for (const core::Role role : roles) {
        if (given)
            person.grants.insert(grantKey(team, role));
        else
            person.grants.remove(grantKey(team, role));
    }
    person.lastIndex = index;
}

core::Result<std::optional<ledger::FirstBad>> PeopleReplay::compare(core::PeopleRepository &people) const
{
    const auto rows = people.people();
    if (!rows)
        return tl::unexpected(rows.error());
    std::optional<ledger::FirstBad> first;
    const auto note = [&first](quint64 seq, const QString &id) {
        if (!first || seq < first->seq)
            first = ledger::FirstBad{seq, QStringLiteral("person-row ") + id};
    };
    QMap<QString, core::Person> there;
    for (const core::Person &row : *rows)
        there.insert(row.id.value, row);
    for (auto known = m_people.cbegin(); known != m_people.cend(); ++known) {
        const core::Person row = there.take(known.key());
        QSet<QString> grants;
        for (const core::RoleGrant &one : row.roles)
            grants.insert(grantKey(core::TeamId(ledger::normalised(one.team.value)), one.role));
        const QString key = known->keys.isEmpty() ? QString() : QString::fromLatin1(known->keys.last().hex());
        const bool disabled = known->keys.isEmpty() && known->grants.isEmpty();
        const QString name = ledger::normalised(row.printedName);
        if (row.id.value != known.key() || name != known->name || row.key != key || grants != known->grants || row.disabled != disabled)
            note(known->lastIndex, known.key());
    }
    for (auto unknown = there.cbegin(); unknown != there.cend(); ++unknown)
        note(0, unknown.key());
    return first;
}

} // namespace countersign::workflow
