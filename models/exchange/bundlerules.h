// The rules between the entries of a bundle: those of the log, as far as what is left out lets them be checked. Internal to exchange.
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/roster.h"

#include <QSet>

namespace countersign::exchange {

using ConsistencyProofs = QMap<quint64, QList<ledger::Hash>>; // by old size

// Takes entries in ascending order of index. One thread.
class BundleRules {
public:
    // The proofs lead to `checkpoint` and must outlive this object.
    BundleRules(const ledger::Checkpoint &checkpoint, bool whole, const ConsistencyProofs &proofs)
        : m_checkpoint(checkpoint), m_whole(whole), m_proofs(proofs)
    {
    }

    // Why this entry is wrong; empty if it is right, and then it counts from here on.
    QString take(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement);
    // Makes the tree of a whole bundle grow.
    void grow(const ledger::Hash &leaf);

    const ledger::Roster &roster() const { return m_roster; }
    const ledger::Hash &genesisKey() const { return m_genesisKey; }
    bool someBasisUnproven() const { return m_basisUnproven; }
    // The size up to which the log still is the one of this epoch.
    quint64 commonSize(quint64 epoch) const;
    // Whether the first `size` entries had this root; nothing where this bundle cannot show it.
    std::optional<bool> hadRoot(quint64 size, const ledger::Hash &root) const;
    // Of a whole bundle, after its last entry: whether the tree has the checkpoint's root, and whether the proof from this size is right.
    bool hasRoot() const { return m_roots.last() == m_checkpoint.root; }
    bool provesConsistent(quint64 size) const;

private:
    struct Decided {
        ledger::CaseRef ref;
        ledger::Hash caseDigest;
        quint64 slot = 1;
        core::PersonId actor;
        std::optional<ledger::Hash> outcome;
    };

    QString whySignedWrong(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement);
    QString whyDeviceWrong(const ledger::Entry &entry, const ledger::Attestation &by);
    QString whyHistoryWrong(quint64 index, const ledger::Statement &statement);
    QString whyFollowsWrong(quint64 index, const ledger::Statement &statement) const;
    QString whyReleaseWrong(const ledger::Release &release) const;
    bool wasImported(const ledger::CaseRef &ref, const ledger::Hash &digest) const;
    void remember(quint64 index, const ledger::Statement &statement);

    const ledger::Checkpoint &m_checkpoint;
    bool m_whole;
    const ConsistencyProofs &m_proofs;
    ledger::Roster m_roster;
    ledger::Hash m_genesisKey;
    ledger::TreeHead m_head;
    QList<ledger::Hash> m_roots{ledger::emptyRoot()}; // by size, of a whole bundle
    QHash<QByteArray, ledger::DeviceHead> m_devices;
    QHash<QString, Decided> m_decisions;
    QHash<quint64, ledger::CaseRef> m_releases;
    QSet<QByteArray> m_imported;
    QList<std::pair<quint64, quint64>> m_restores; // index, old epoch
    bool m_basisUnproven = false;
};

} // namespace countersign::exchange
