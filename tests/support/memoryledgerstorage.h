// A ledger kept in memory, for tests. It can be tampered with, and can fail on demand.
#pragma once

#include "ledger/ledgerstorage.h"

#include <QHash>
#include <QMap>

namespace countersign::tests {

class MemoryLedgerStorage : public ledger::LedgerStorage, public ledger::PendingStorage {
public:
    core::Result<ledger::TreeHead> head() const override;
    core::Result<void> append(const QList<ledger::LogRow> &rows, const ledger::TreeHead &newHead) override;
    core::Result<ledger::LogRow> row(quint64 index) const override;
    core::Result<void> scan(quint64 from, quint64 to, const ledger::RowVisitor &visit) const override;
    core::Result<void> scanKinds(const QList<ledger::StatementKind> &kinds, quint64 from, quint64 to,
                                 const ledger::RowVisitor &visit) const override;
    core::Result<QList<ledger::Hash>> leaves(quint64 from, quint64 to) const override;
    core::Result<QList<ledger::Hash>> nodes(const QList<ledger::NodeAddress> &addresses) const override;
    core::Result<std::optional<quint64>> indexOf(const core::StatementId &statement) const override;
    core::Result<std::optional<ledger::DeviceHead>> deviceHead(QByteArrayView device, quint64 before) const override;
    core::Result<void> saveCheckpoint(quint64 size, const QByteArray &note) override;
    core::Result<std::optional<QByteArray>> loadCheckpoint(quint64 atMost) const override;

    core::Result<void> addPending(const ledger::Entry &entry) override;
    core::Result<QList<ledger::PendingEntry>> pending(int limit) const override;
    core::Result<void> removePending(const QList<quint64> &numbers) override;

    // Open for tampering.
    QList<ledger::LogRow> rows;
    ledger::TreeHead storedHead;
    QMap<quint64, QByteArray> checkpoints;
    QList<ledger::PendingEntry> waiting;
    bool failing = false;          // every call answers StoreUnreachable

private:
    QHash<QString, quint64> m_statements;
    QHash<QByteArray, QList<quint64>> m_devices;
    quint64 m_nextPending = 1;
};

} // namespace countersign::tests
