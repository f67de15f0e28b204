// Check-outs and what comes back from them, on a server: each is one call of its functions.
#pragma once

#include "sync/storedesk.h"

namespace countersign::store {

class PgConnection;

class PgStoreDesk final : public sync::StoreDesk {
public:
    explicit PgStoreDesk(PgConnection &connection) : m_connection(connection) {}

    core::Result<sync::Offer> offer(const core::TeamId &team, const QList<core::CaseId> &cases) override;
    core::Result<QHash<core::CaseId, sync::CaseCopy>> copies(const QList<core::TeamId> &teams, const QList<core::CaseId> &cases,
                                                             const core::PersonId &person) override;
    core::Result<QList<core::StoredBlob>> blobs(const QStringList &digests, qint64 bytes) override;
    core::Result<quint64> bytesOf(const QStringList &digests) override;
    core::Result<sync::Remote> view(const sync::ViewQuestion &question) override;
    core::Result<QList<sync::PlannedStatement>> takeIn(const QByteArray &device, const QList<sync::Arriving> &statements) override;
    core::Result<QHash<core::StatementId, sync::LogPlace>> places(const QList<core::StatementId> &statements) override;
    core::Result<void> giveBack(const core::StatementId &checkout) override;
    core::Result<QList<sync::KnownCheckout>> checkouts() override;

private:
    PgConnection &m_connection;
};

} // namespace countersign::store
