// A log that is the store's but for one node: what is proven with it is not.
#pragma once

#include "ledger/hash.h"
#include "ledger/ledgerstorage.h"

namespace countersign::testsupport {

class LyingLedger : public ledger::LedgerStorage {
public:
    LyingLedger(ledger::LedgerStorage &truth, quint64 leaf) : m_truth(truth), m_leaf(leaf) {}

    core::Result<QList<ledger::Hash>> nodes(const QList<ledger::NodeAddress> &addresses) const override
    {
        return m_truth.nodes(addresses).map([&](QList<ledger::Hash> hashes) {
            for (qsizetype i = 0; i < addresses.size(); ++i)
                if (addresses[i].level == 0 && addresses[i].index == m_leaf)
                    hashes[i] = ledger::sha256("a lie");
            return hashes;
        });
    }
    core::Result<ledger::TreeHead> head() const override { return m_truth.head(); }
    bool sequencesLater() const override { return m_truth.sequencesLater(); }
    core::Result<quint64> waiting() const override { return m_truth.waiting(); }
    bool withholds() const override { return m_truth.withholds(); }
    core::Result<void> append(const QList<ledger::LogRow> &rows, const ledger::TreeHead &newHead) override { return m_truth.append(rows, newHead); }
    core::Result<ledger::LogRow> row(quint64 index) const override { return m_truth.row(index); }
    core::Result<void> scan(quint64 from, quint64 to, const ledger::RowVisitor &visit) const override { return m_truth.scan(from, to, visit); }
    core::Result<void> scanKinds(const QList<ledger::StatementKind> &kinds, quint64 from, quint64 to, const ledger::RowVisitor &visit) const override
    {
        return m_truth.scanKinds(kinds, from, to, visit);
    }
    core::Result<QList<ledger::Hash>> leaves(quint64 from, quint64 to) const override { return m_truth.leaves(from, to); }
    core::Result<std::optional<quint64>> indexOf(const core::StatementId &statement) const override { return m_truth.indexOf(statement); }
    core::Result<std::optional<ledger::DeviceHead>> deviceHead(QByteArrayView device, quint64 before) const override
    {
        return m_truth.deviceHead(device, before);
    }
    core::Result<void> saveCheckpoint(quint64 size, const QByteArray &note) override { return m_truth.saveCheckpoint(size, note); }
    core::Result<std::optional<QByteArray>> loadCheckpoint(quint64 atMost) const override { return m_truth.loadCheckpoint(atMost); }

private:
    ledger::LedgerStorage &m_truth;
    quint64 m_leaf;
};

} // namespace countersign::testsupport
