// LedgerStorage and PendingStorage on SQL.
#pragma once

#include "ledger/ledgerstorage.h"

#include <optional>

namespace countersign::store {

class Database;
class NativeStatement;

// One object per connection, in its thread. append, saveCheckpoint and the pending calls need a UnitOfWork::write (WrongCall else; the
// checkpoint opens one by itself). A row that is not what the columns can hold is StoreDamaged with its index.
class SqlLedgerStorage final : public ledger::LedgerStorage, public ledger::PendingStorage {
public:
    explicit SqlLedgerStorage(Database &database) : m_database(database) {}

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

private:
    core::Result<void> insert(NativeStatement &insert, const ledger::LogRow &row);
    core::Result<void> visitAll(NativeStatement &rows, std::optional<quint64> next, const ledger::RowVisitor &visit) const;
    core::Result<ledger::Hash> node(const ledger::NodeAddress &address) const;

    // What the last append left, as long as nobody else writes.
    struct Known {
        quint64 generation = 0;
        ledger::TreeHead head;
        QByteArray device;
        ledger::DeviceHead deviceHead;
    };
    const Known *known() const;
    void remember(const QList<ledger::LogRow> &rows, const ledger::TreeHead &head);

    Database &m_database;
    std::optional<Known> m_known;
};

} // namespace countersign::store
