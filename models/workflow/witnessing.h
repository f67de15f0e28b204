// This workstation as a witness: it cosigns the log where the log continues what it saw before (ledger.md, "Witnesses").
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/trustfile.h"
#include "workflow/actingperson.h"

#include <functional>

namespace countersign::workflow {

struct Cosigned {
    ledger::Checkpoint checkpoint;
    QByteArray note;          // the checkpoint with this workstation's cosignature
    bool operator==(const Cosigned &) const = default;
};

// The log as it stands, cosigned by this installation. Nothing is kept: see remember(). NotAllowed (detail: workstation) where this
// installation's key is not enrolled or was revoked; HistoryRewritten as demandConsistency says.
core::Result<Cosigned> cosignHead(const Ports &ports, const QString &keyringFolder);
// A checkpoint that was verified just now, cosigned by this installation and kept in the store. Where this installation is not enrolled yet,
// `enrolling` does that first; without them NotAllowed (detail: workstation).
core::Result<void> witnessVerified(const Ports &ports, const QString &keyringFolder, const ledger::Checkpoint &verified,
                                   const ActingPerson *enrolling = nullptr);
// Outside the store, that this checkpoint was seen. Not before the transaction that made it is on disk.
core::Result<void> remember(const QString &keyringFolder, const ledger::Checkpoint &checkpoint);

// Records a statement inside the running write; its id.
using FirstStatement = std::function<core::Result<core::StatementId>()>;

// Enrols this installation's key where needed, by the person's signature and its own; records `first` where there is one, cosigns, keeps the
// note in the store and remembers it outside.
core::Result<Cosigned> witnessLog(const Ports &ports, const ActingPerson &acting,
                                  const FirstStatement &first = {});

// What somebody else needs to check a bundle of this store: its id, its first key and the log as it stands. Remembers the checkpoint.
core::Result<ledger::TrustFile> trustFile(const Ports &ports, const QString &keyringFolder);

// How firmly an entry stands, as far as the store can show it.
struct ProofState {
    quint64 size = 0;                    // of the log it was looked for in
    bool included = false;               // its bytes lead to the root of the log as it stands
    std::optional<QDateTime> witnessed;  // when a workstation last signed a log that has this entry and that this log continues
    QString witness;                     // that workstation's name
    bool operator==(const ProofState &) const = default;
};
// StoreDamaged where there is no such entry or the tree cannot be read.
core::Result<ProofState> proofState(const Ports &ports, quint64 seq);

} // namespace countersign::workflow
