// CaseRepository on SQL: cases and slots (sqlcaserepository.cpp), the queue (sqlqueue.cpp), claims (sqlclaims.cpp), drafts (sqldrafts.cpp),
// recall, withdrawal and redaction (sqlcasemoves.cpp).
//
// addCase makes the case's slots 1 … route.reviewers of stage review; an automatic one starts as released and has none. A record with
// a higher version than the store's makes a new version of an open case, with slots of its own; StaleVersion for a lower one,
// ContentDiffers for the same one, MoveNotAllowed when the case is no longer open. addSlot of a slot that is there already with the
// same stage changes nothing.
//
// Claims: in state open a reviewer takes a review slot, escalated cases go to a supervisor, disputed ones to a reviewer or supervisor;
// always to somebody who has signed no other slot of this version. An expired claim can be taken by anybody; its holder keeps it until
// then. The clock passed in is the store's clock.
//
// Blindness: queueRows, loadDraft and claimOf show an asker only their own draft and claim. slotsOf shows every decision that stands and
// is for the workflow's own reckoning, never for the screen.
#pragma once

#include "core/casecolumns.h"
#include "core/clock.h"

namespace countersign::store {

class CaseKeys;
class Database;
class NativeStatement;
class Statement;
class TeamKeys;
struct CaseRows;

// One object per connection, in its thread; interrupt() from any.
class SqlCaseRepository final : public core::CaseRepository, public core::CaseColumns {
public:
    SqlCaseRepository(Database &database, TeamKeys &teams, CaseKeys &keys, const core::Clock &clock);
    ~SqlCaseRepository() override;
    SqlCaseRepository(const SqlCaseRepository &) = delete;
    SqlCaseRepository &operator=(const SqlCaseRepository &) = delete;

    core::Result<void> addCase(const core::NewCase &newCase) override;
    // Many that are not there yet: DuplicateId.
    core::Result<void> addAll(const QList<std::shared_ptr<const CaseRows>> &cases);
    core::Result<std::optional<core::StoredCase>> findCase(const core::CaseId &id, const QList<core::TeamId> &teams) override;
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
        core::CaseState state = core::CaseState::Open;
    };
    core::Result<std::optional<Known>> known(const core::CaseId &id, const core::TeamId &team);
    core::Result<std::optional<core::StoredCase>> findIn(const core::CaseId &id, qint64 team);
    core::Result<void> readEvidence(core::StoredCase &stored);
    core::Result<Known> demandKnown(const char *what, const core::CaseId &id, const core::TeamId &team);
    core::Result<void> removeWords(qint64 key, const QMap<int, QString> &searchTexts);
    struct Keys {
        qint64 ofCase = 0;
        qint64 ofVersion = 0;
    };
    core::Result<qint64> nextKey(const char *name);
    core::Result<void> renewCase(const core::NewCase &newCase, const Known &known);
    core::Result<void> insertParts(const QList<std::shared_ptr<const CaseRows>> &cases, const QList<Keys> &keys);
    core::Result<void> keepWords(const QList<std::shared_ptr<const CaseRows>> &cases, const QList<Keys> &keys);
    core::Result<core::Slot> readSlot(const Statement &row, const core::Claim &place);
    core::Result<core::Claim> take(const core::CaseId &id, const core::Person &person, int minutes);
    core::Result<void> indexWords();
    QString nowText() const;

    // Words of the running transaction, on their way into the search index.
    struct Words {
        qint64 versionKey = 0;
        QByteArray words;
    };

    Database &m_database;
    TeamKeys &m_teams;
    CaseKeys &m_keys;
    const core::Clock &m_clock;
    QList<Words> m_words;
    qsizetype m_wordBytes = 0;
};

} // namespace countersign::store
