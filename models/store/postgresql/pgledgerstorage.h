// LedgerStorage on a server: signed entries are handed over at the end of the write, the store's own are the server's to make; places in
// the log come from the sequencer, later.
#pragma once

#include "ledger/ledgerstorage.h"

namespace countersign::store {

class PgConnection;
class PgOutbox;
class PgRows;

// Outside of a transaction, what waits gets its place in the log; inside one nothing happens. DiskFull (detail: waiting): all of it waits on.
core::Result<void> moveWaiting(PgConnection &connection);

// One object per connection, in its thread. An entry whose bytes one may not read has none: its leaf is there all the same.
class PgLedgerStorage final : public ledger::LedgerStorage {
public:
    PgLedgerStorage(PgConnection &connection, PgOutbox &outbox) : m_connection(connection), m_outbox(outbox) {}

    bool sequencesLater() const override { return true; }
    core::Result<quint64> waiting() const override;
    bool withholds() const override { return true; }
    core::Result<ledger::TreeHead> head() const override;
    core::Result<void> append(const QList<ledger::LogRow> &rows, const ledger::TreeHead &newHead) override;
    core::Result<ledger::LogRow> row(quint64 index) const override;
    core::Result<void> scan(quint64 from, quint64 to, const ledger::RowVisitor &visit) const override;
    core::Result<void> scanKinds(const QList<ledger::StatementKind> &kinds, quint64 from, quint64 to, const ledger::RowVisitor &visit) const override;
    core::Result<QList<ledger::Hash>> leaves(quint64 from, quint64 to) const override;
    core::Result<QList<ledger::Hash>> nodes(const QList<ledger::NodeAddress> &addresses) const override;
    // Outside of a transaction what waits is moved into the log first.
    core::Result<std::optional<quint64>> indexOf(const core::StatementId &statement) const override;
    // Asked for the place of the next statement inside a write, the device's own line is held until the end: one after the other.
    core::Result<std::optional<ledger::DeviceHead>> deviceHead(QByteArrayView device, quint64 before) const override;
    core::Result<void> saveCheckpoint(quint64 size, const QByteArray &note) override;
    core::Result<std::optional<QByteArray>> loadCheckpoint(quint64 atMost) const override;

private:
    core::Result<std::optional<quint64>> placeOf(const core::StatementId &statement) const;
    // Rows in order until `visit` has enough; the index behind the last one seen.
    core::Result<quint64> visitRows(quint64 from, quint64 to, const QStringList *kinds, const ledger::RowVisitor &visit, bool &stopped) const;

    PgConnection &m_connection;
    PgOutbox &m_outbox;
};

} // namespace countersign::store
