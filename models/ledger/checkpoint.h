// Checkpoints (C2SP tlog-checkpoint) and their cosignatures (C2SP tlog-cosignature): the log at one size, vouched for by workstations.
#pragma once

#include "ledger/signednote.h"

namespace countersign::ledger {

struct Checkpoint {
    core::StoreId store;
    quint64 epoch = 1;
    quint64 size = 0;
    Hash root = emptyRoot();
    bool operator==(const Checkpoint &) const = default;
};

// Three lines: "countersign/<uuid>/e<epoch>", size, base64 root.
QByteArray write(const Checkpoint &checkpoint);
core::Result<Checkpoint> parseCheckpoint(QByteArrayView text);

// Adds this workstation key's cosignature at this time to a note whose text is a checkpoint.
void cosign(SignedNote &note, const core::StoreId &store, const UnlockedKey &workstation, qint64 unixSeconds);
// The time of the cosignature under `name` if it is this key's, else nothing.
std::optional<qint64> cosignedAt(const SignedNote &note, QByteArrayView name, QByteArrayView publicKey);

} // namespace countersign::ledger
