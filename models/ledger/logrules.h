// The rules between entries: order, tree, keys, roles, devices, what a release follows from; private to this library.
#pragma once

#include "ledger/entrycheck.h"

namespace countersign::ledger {

// Takes checked entries in order. One thread.
class LogRules {
public:
    // Continues after the head's last entry with the roster of that moment.
    LogRules(const LedgerStorage &storage, TreeHead head, Roster roster, core::StoreId expectedStore);

    // Why this entry, the next one, is wrong; empty if it is right, and then it counts from here on. Errors only from reading the storage.
    core::Result<QString> take(const CheckedEntry &checked);
    const TreeHead &head() const { return m_head; }
    const Roster &roster() const { return m_roster; }

private:
    struct Decided {
        core::StatementId id;
        CaseRef ref;
        Hash caseDigest;
        quint64 slot = 1;
        core::PersonId actor;
        std::optional<Hash> outcome;
    };

    core::Result<QString> takeWithheld(const CheckedEntry &checked);
    core::Result<std::optional<DeviceHead> *> deviceBefore(const QByteArray &device);
    QString whyTreeWrong(const CheckedEntry &checked);
    core::Result<QString> whySignedWrong(const CheckedEntry &checked);
    core::Result<QString> whyDeviceWrong(const CheckedEntry &checked);
    core::Result<QString> whyBasisWrong(const Basis &basis);
    core::Result<QString> whyFollowsWrong(const Statement &statement);
    core::Result<QString> whyReleaseWrong(const Release &release);
    core::Result<QString> whyRecallWrong(const Recall &recall);
    core::Result<std::optional<Decided>> decided(const core::StatementId &id);
    core::Result<std::optional<Statement>> earlier(quint64 index) const;
    void remember(const Statement &statement);

    const LedgerStorage &m_storage;
    quint64 m_start;                           // entries below were verified before
    TreeHead m_head;
    Roster m_roster;
    core::StoreId m_expectedStore;
    QHash<QByteArray, std::optional<DeviceHead>> m_devices;
    std::vector<Decided> m_recent;             // the newest decisions, round and round
    size_t m_newest = 0;
    Basis m_basis;                             // the last one found right: most statements share theirs with the one before
};

} // namespace countersign::ledger
