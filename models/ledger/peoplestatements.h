// Statements about people, their keys and their roles. Each counts for log indices after its own.
#pragma once

#include "core/reviewer.h"
#include "ledger/lines.h"

namespace countersign::ledger {

enum class KeyUse { Person, Workstation };

struct EnrolledKey {
    QByteArray publicKey;      // Ed25519, 32 bytes
    core::PersonId owner;      // workstation: "device:" and its device id
    QString ownerName;         // free text: printed name, or the machine's
    KeyUse use = KeyUse::Person;
    bool operator==(const EnrolledKey &) const = default;
    Hash fingerprint() const { return sha256(publicKey); }
};

// Signed by the new key and by an administrator (person), or by the workstation's new key and a person at it.
struct KeyEnrolled {
    EnrolledKey enrolled;
    bool operator==(const KeyEnrolled &) const = default;
};

// Signed by an administrator, or by the owner with another or the same key.
struct KeyRevoked {
    Hash revoked;              // F
    QString reason;            // token: lost, left, compromised, …
    bool operator==(const KeyRevoked &) const = default;
};

// Signed by an administrator of the team or of team "main".
struct RoleGranted {
    core::PersonId person;
    core::TeamId team;
    QList<core::Role> roles;   // at least one; any order, written sorted by name
    bool operator==(const RoleGranted &) const = default;
};

struct RoleWithdrawn {
    core::PersonId person;
    core::TeamId team;
    QList<core::Role> roles;
    QString reason;            // token
    bool operator==(const RoleWithdrawn &) const = default;
};

void write(LineWriter &out, const EnrolledKey &key);
void write(LineWriter &out, const KeyEnrolled &body);
void write(LineWriter &out, const KeyRevoked &body);
void write(LineWriter &out, const RoleGranted &body);
void write(LineWriter &out, const RoleWithdrawn &body);
void read(LineReader &in, EnrolledKey &key);
void read(LineReader &in, KeyEnrolled &body);
void read(LineReader &in, KeyRevoked &body);
void read(LineReader &in, RoleGranted &body);
void read(LineReader &in, RoleWithdrawn &body);

} // namespace countersign::ledger
