// The common tail of every signed statement: who signed, by which key, as what, where and when.
#pragma once

#include "core/ids.h"
#include "ledger/lines.h"

#include <QDateTime>

namespace countersign::ledger {

enum class SigningMode { Light, Part11First, Part11Next, Strict };
QByteArrayView signingModeName(SigningMode mode); // "light", "part11-first", "part11-next", "strict"
std::optional<SigningMode> signingModeFromName(QByteArrayView name);

// Size and root of the last checkpoint this workstation verified.
struct Basis {
    quint64 size = 0;
    Hash root = emptyRoot();
    bool operator==(const Basis &) const = default;
};

struct Attestation {
    SigningMode auth = SigningMode::Light;
    QString meaning;                   // free text, shown to the person when signing
    core::PersonId actor;
    Hash key;                          // F, the SHA-256 of the public key
    QString name;                      // printed name, as enrolled
    QByteArray device;                 // 32 lower-case hex digits: this installation or workspace
    quint64 deviceSeq = 1;             // from 1
    std::optional<Hash> devicePrevious; // SHA-256 of the whole previous note of this device; none for the first
    QDateTime claimed;                 // this device's clock, UTC, whole milliseconds
    Basis basis;
    QString software;                  // "Countersign 0.1.0"
    bool operator==(const Attestation &) const = default;
};

// Lines auth … software.
void write(LineWriter &out, const Attestation &attestation);
Attestation readAttestation(LineReader &in);

// 32 lower-case hex digits.
bool isDeviceId(QByteArrayView text);

} // namespace countersign::ledger
