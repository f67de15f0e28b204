// Proofs as texts that travel: of inclusion (c2sp.org/tlog-proof@v1) and of consistency. FORMAT.md, "Proofs and trust". Pure; any thread.
#pragma once

#include "core/result.h"
#include "ledger/hash.h"

#include <QList>

namespace countersign::ledger {

struct TlogProof {
    quint64 index = 0;
    QList<Hash> hashes;     // from the leaf's sibling up
    QByteArray checkpoint;  // a checkpoint's note with its cosignatures, not looked into
    bool operator==(const TlogProof &) const = default;
};

QByteArray write(const TlogProof &proof);
// Malformed with where "line N" for anything write() would not have written.
core::Result<TlogProof> parseTlogProof(QByteArrayView text);

// One hash a line, base64. A proof has at most 63 or, of consistency, 64 of them.
QByteArray writeHashes(const QList<Hash> &hashes);
core::Result<QList<Hash>> parseHashes(QByteArrayView text);

} // namespace countersign::ledger
