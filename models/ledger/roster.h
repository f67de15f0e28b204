// Who may sign what at a log index: keys and roles as the entries before it made them.
#pragma once

#include "ledger/ledgerstorage.h"
#include "ledger/signednote.h"

#include <QHash>

namespace countersign::ledger {

// A key with the time it counts for, in log indices.
struct RosterKey {
    EnrolledKey enrolled;
    quint64 since = 0;                    // index of the enrolment
    std::optional<quint64> revoked;       // index of the revocation
    bool operator==(const RosterKey &) const = default;
};

// A value; one thread at a time.
class Roster {
public:
    // Takes in a statement whose signatures were checked; only those about keys, roles and epochs change anything.
    void apply(const Statement &statement, quint64 index);

    const core::StoreId &store() const { return m_store; } // empty until store.created
    quint64 epoch() const { return m_epoch; }              // 1, and one more with every restore
    // Nothing for a key never enrolled.
    std::optional<RosterKey> key(const Hash &fingerprint) const;
    QList<RosterKey> keys() const;
    // 32 bytes, empty for a key never enrolled.
    QByteArray publicKey(const Hash &fingerprint) const;
    bool hasRole(const core::PersonId &person, core::Role role, const core::TeamId &team) const;
    bool hasOneOf(const core::PersonId &person, std::initializer_list<core::Role> roles, const core::TeamId &team) const;
    bool hasRoleAnywhere(const core::PersonId &person, core::Role role) const;

    // Why this signed statement may not be made by its actor now: the store, the key, its owner, the printed name, the role FORMAT.md asks
    // for. Empty if it may, else a short technical phrase. `quarantined`: of a decision, whose key or role may have been taken away meanwhile.
    QString whyNotAllowed(const Statement &statement, bool quarantined = false) const;

private:
    QString whyKeyNotAllowed(const Statement &statement, bool excuseKey) const;

    core::StoreId m_store;
    quint64 m_epoch = 1;
    QHash<Hash, RosterKey> m_keys;
    QHash<QString, QList<core::RoleGrant>> m_roles;
};

// The key a statement brings in; null for one that brings in none. Lives as long as the statement.
const EnrolledKey *broughtIn(const Statement &statement);

// "device:" and the device id: the owner of a workstation's key, never a person's id.
core::PersonId workstationOwner(QByteArrayView device);

struct NoteSigner {
    QByteArray name;
    QByteArray publicKey; // empty: not known
    bool operator==(const NoteSigner &) const = default;
};

// Exactly who must have signed: the actor, and for enrolments the new key. `publicKey` looks a fingerprint up.
QList<NoteSigner> signersOf(const Statement &statement, const std::function<QByteArray(const Hash &)> &publicKey);
// Exactly these have signed, and every signature is right.
bool signedBy(const SignedNote &note, const QList<NoteSigner> &signers);

// The roster after the first `size` entries, from the entries about keys, roles and epochs alone. StoreDamaged (where: the index) if one cannot be read.
core::Result<Roster> loadRoster(const LedgerStorage &storage, quint64 size);
// For a note received from elsewhere: canonical, allowed now, every signature right. Malformed, or VerificationFailed with the reason.
core::Result<Statement> checkNote(const Roster &roster, const SignedNote &note, bool quarantined = false);

} // namespace countersign::ledger
