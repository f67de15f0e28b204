// CaseRepository on a server: cases and slots (pgcaserepository.cpp), the queue (pgqueue.cpp), claims, drafts and words (pgclaims.cpp).
//
// Whoever is logged in is who asks and who claims; the person given is not believed. The server's clock is the store's clock. Case rows,
// states and slots follow from signed statements: adding a case gathers it for its case.imported, the other changes only demand a write.
// What a person may not see yet (another slot's open work) is no row, and no decision in slotsOf.
#pragma once

#include "core/casecolumns.h"
#include "core/knowncases.h"

namespace countersign::store {

class PgConnection;
class PgOutbox;
class PgRows;

// One object per connection, in its thread; interrupt() from any.
class PgCaseRepository final : public core::CaseRepository, public core::KnownCases, public core::CaseColumns {
public:
    PgCaseRepository(PgConnection &connection, PgOutbox &outbox) : m_connection(connection), m_outbox(outbox) {}

    core::Result<void> addCase(const core::NewCase &newCase) override;
    core::Result<std::optional<core::StoredCase>> findCase(const core::CaseId &id, const QList<core::TeamId> &teams) override;
    core::Result<QStringList> knownAmong(const QStringList &ids) override;
    core::Result<std::shared_ptr<const core::ReadyCase>> ready(const core::NewCase &newCase, const QList<core::StoredBlob> &blobs) const override;
    core::Result<void> addReady(const core::StatementId &importedIn, const std::shared_ptr<const core::ReadyCase> &ready) override;
    core::Result<std::optional<core::CaseVersion>> caseVersion(const core::CaseId &id, const core::TeamId &team, int version) override;
    core::Result<QList<core::Seat>> seats(const core::CaseId &id, const core::TeamId &team) override;
    core::Result<bool> hasSentinels(const core::TeamId &team) override;
    core::Result<bool> isSentinel(const core::CaseId &id, const core::TeamId &team) override;
    core::Result<void> setState(const core::CaseId &id, const core::TeamId &team, core::CaseState state) override;
    core::Result<QList<core::Slot>> slotsOf(const core::CaseId &id, const core::TeamId &team) override;
    core::Result<void> addSlot(const core::CaseId &id, const core::TeamId &team, int slot, core::Stage stage) override;

    core::Result<void> reopenSlots(const core::CaseId &id, const core::TeamId &team) override;
    core::Result<void> dropClaims(const core::CaseId &id, const core::TeamId &team) override;
    core::Result<core::CaseBlobs> caseBlobs(const core::CaseId &id, const core::TeamId &team) override;
    core::Result<void> forgetTexts(const core::CaseId &id, const core::TeamId &team, const QMap<int, QString> &searchTexts) override;

    core::Result<QList<qint64>> queueKeys(const core::QueueFilter &filter, qsizetype limit, const core::CaseId &after) override;
    core::Result<QList<core::QueueRow>> queueRows(const QList<qint64> &keys, const core::PersonId &asker) override;
    core::Result<core::QueueCounts> queueCounts(const QList<core::TeamId> &teams, const core::PersonId &asker) override;
    // Also moves what waits into the log, whoever left it there.
    core::Result<qint64> changeMark() override;
    void interrupt() override;

    core::Result<core::Claim> claimCase(const core::CaseId &id, const core::Person &person, int minutes) override;
    core::Result<std::optional<core::Claim>> claimNext(const core::Person &person, const QString &kind, int minutes) override;
    core::Result<void> releaseClaim(const core::CaseId &id, const core::Person &person) override;
    core::Result<std::optional<core::Claim>> claimOf(const core::CaseId &id, const core::Person &person) override;

    core::Result<void> saveDraft(const core::Draft &draft) override;
    core::Result<std::optional<core::Draft>> loadDraft(const core::CaseId &id, const core::PersonId &person) override;
    core::Result<void> removeDraft(const core::CaseId &id, const core::PersonId &person) override;

    core::Result<void> saveFirstAnswer(const core::Claim &claim, const QString &blob, const QDateTime &given) override;
    core::Result<QString> firstAnswer(const core::CaseId &id, const core::TeamId &team, const core::PersonId &person) override;
    core::Result<QList<core::Wording>> wordings(const std::optional<QString> &kind) override;
    core::Result<void> saveWordings(const QList<core::Wording> &wordings) override;

private:
    struct Known {
        qint64 key = 0;
        int version = 1;
    };
    core::Result<void> readEvidence(core::StoredCase &stored);
    core::Result<Known> known(const core::CaseId &id, const core::TeamId &team);
    core::Result<QHash<qint64, core::DecisionRow>> decisionsIn(const core::CaseId &id, const core::TeamId &team);

    PgConnection &m_connection;
    PgOutbox &m_outbox;
};

} // namespace countersign::store
