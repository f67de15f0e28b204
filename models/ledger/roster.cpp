#include "ledger/roster.h"

#include "ledger/signingrules.h"

namespace countersign::ledger {

const EnrolledKey *broughtIn(const Statement &statement)
{
    if (const auto *created = std::get_if<StoreCreated>(&statement.body))
        return &created->enrolled;
    if (const auto *enrolled = std::get_if<KeyEnrolled>(&statement.body))
        return &enrolled->enrolled;
    return nullptr;
}

void Roster::apply(const Statement &statement, quint64 index)
{
    if (const EnrolledKey *key = broughtIn(statement))
        m_keys.insert(key->fingerprint(), {*key, index, std::nullopt});
    if (const auto *created = std::get_if<StoreCreated>(&statement.body)) {
        m_store = statement.store;
        m_roles[created->enrolled.owner.value] += {core::Role::Administrator, core::TeamId(QStringLiteral("main"))};
    } else if (const auto *revoked = std::get_if<KeyRevoked>(&statement.body)) {
        if (const auto found = m_keys.find(revoked->revoked); found != m_keys.end() && !found->revoked)
            found->revoked = index;
    } else if (const auto *granted = std::get_if<RoleGranted>(&statement.body)) {
        for (const core::Role role : granted->roles)
            if (!hasRole(granted->person, role, granted->team))
                m_roles[granted->person.value] += {role, granted->team};
    } else if (const auto *withdrawn = std::get_if<RoleWithdrawn>(&statement.body)) {
        for (const core::Role role : withdrawn->roles)
            m_roles[withdrawn->person.value].removeAll({role, withdrawn->team});
    } else if (const auto *restore = std::get_if<Restore>(&statement.body)) {
        m_epoch = restore->oldEpoch + 1;
    }
}

std::optional<RosterKey> Roster::key(const Hash &fingerprint) const
{
    const auto found = m_keys.constFind(fingerprint);
    return found == m_keys.constEnd() ? std::nullopt : std::optional(*found);
}

QList<RosterKey> Roster::keys() const
{
    return m_keys.values();
}

QByteArray Roster::publicKey(const Hash &fingerprint) const
{
    const auto found = m_keys.constFind(fingerprint);
    return found == m_keys.constEnd() ? QByteArray() : found->enrolled.publicKey;
}

bool Roster::hasRole(const core::PersonId &person, core::Role role, const core::TeamId &team) const
{
    const auto grants = m_roles.constFind(person.value);
    return grants != m_roles.constEnd() && grants->contains(core::RoleGrant{role, team});
}

bool Roster::hasOneOf(const core::PersonId &person, std::initializer_list<core::Role> roles, const core::TeamId &team) const
{
    const auto grants = m_roles.constFind(person.value);
    return grants != m_roles.constEnd() && std::any_of(grants->begin(), grants->end(), [&](const core::RoleGrant &grant) {
               return std::find(roles.begin(), roles.end(), grant.role) != roles.end() && grant.team == team;
           });
}

bool Roster::hasRoleAnywhere(const core::PersonId &person, core::Role role) const
{
    const auto grants = m_roles.constFind(person.value);
    return grants != m_roles.constEnd()
           && std::any_of(grants->begin(), grants->end(), [&](const core::RoleGrant &grant) { return grant.role == role; });
}

QString Roster::whyKeyNotAllowed(const Statement &statement, bool excuseKey) const
{
    const Attestation &by = *statement.by;
    const auto found = m_keys.constFind(by.key);
    if (found == m_keys.constEnd())
        return QStringLiteral("key not enrolled");
    if (found->revoked && !excuseKey)
        return QStringLiteral("key revoked");
    if (found->enrolled.use != KeyUse::Person)
        return QStringLiteral("workstation key");
    if (found->enrolled.owner != by.actor)
        return QStringLiteral("actor is not the key's owner");
    if (found->enrolled.ownerName != by.name)
        return QStringLiteral("printed name is not the enrolled one");
    return {};
}

QString Roster::whyNotAllowed(const Statement &statement, bool quarantined) const
{
    const bool excused = quarantined && std::holds_alternative<Decision>(statement.body); // nothing else could be set aside
    if (!m_store.isEmpty() && statement.store != m_store)
        return QStringLiteral("another store");
    const EnrolledKey *key = broughtIn(statement);
    if (key && m_keys.contains(key->fingerprint()))
        return QStringLiteral("key enrolled before");
    if (std::holds_alternative<StoreCreated>(statement.body)) {
        if (key->fingerprint() != statement.by->key || key->owner != statement.by->actor || key->ownerName != statement.by->name)
            return QStringLiteral("store not created by its own key");
    } else if (const QString why = whyKeyNotAllowed(statement, excused); !why.isEmpty()) {
        return why;
    }
    return excused || roleAllows(*this, statement) ? QString() : QStringLiteral("role");
}

core::PersonId workstationOwner(QByteArrayView device)
{
    return core::PersonId(QStringLiteral("device:") + QString::fromLatin1(device));
}

QList<NoteSigner> signersOf(const Statement &statement, const std::function<QByteArray(const Hash &)> &publicKey)
{
    const Attestation &by = *statement.by;
    const EnrolledKey *key = broughtIn(statement);
    const bool byItself = key && key->fingerprint() == by.key;
    QList<NoteSigner> signers{{signerName(statement.store, by.actor, by.key), byItself ? key->publicKey : publicKey(by.key)}};
    if (key && !byItself)
        signers += {signerName(statement.store, key->owner, key->fingerprint()), key->publicKey};
    return signers;
}

bool signedBy(const SignedNote &note, const QList<NoteSigner> &signers)
{
    return note.signatures.size() == signers.size() && std::all_of(signers.begin(), signers.end(), [&](const NoteSigner &one) {
               return verifies(note, one.name, one.publicKey);
           });
}

core::Result<Roster> loadRoster(const LedgerStorage &storage, quint64 size)
{
    Roster roster;
    std::optional<core::Error> bad;
    const auto scanned = storage.scanKinds(
        {StatementKind::StoreCreated, StatementKind::KeyEnrolled, StatementKind::KeyRevoked, StatementKind::RoleGranted,
         StatementKind::RoleWithdrawn, StatementKind::Restore},
        0, size, [&](const LogRow &row) {
            const auto statement = parseEntry(row.entry).and_then(statementOf);
            if (statement)
                roster.apply(*statement, row.index);
            else
                bad = core::Error{core::ErrorKind::StoreDamaged, QString::number(row.index), statement.error().detail};
            return statement.has_value();
        });
    if (!scanned)
        return tl::unexpected(scanned.error());
    if (bad)
        return tl::unexpected(*bad);
    return roster;
}

core::Result<Statement> checkNote(const Roster &roster, const SignedNote &note, bool quarantined)
{
    auto statement = parseSigned(note.text);
    if (!statement)
        return statement;
    if (const QString why = roster.whyNotAllowed(*statement, quarantined); !why.isEmpty())
        return core::fail(core::ErrorKind::VerificationFailed, statement->id.value, why);
    const auto signers = signersOf(*statement, [&](const Hash &fingerprint) { return roster.publicKey(fingerprint); });
    if (!signedBy(note, signers))
        return core::fail(core::ErrorKind::VerificationFailed, statement->id.value, QStringLiteral("signature"));
    return statement;
}

} // namespace countersign::ledger
