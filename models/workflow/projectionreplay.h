// Inside the library only: what the tables must say, replayed from the entries, and the comparison with what they do say.
#pragma once

#include "core/casecolumns.h"
#include "ledger/verifylog.h"
#include "policy/rule.h"
#include "workflow/peoplereplay.h"
#include "workflow/verifyledger.h"

#include <QHash>
#include <QSet>

namespace countersign::workflow {

class ProjectionReplay {
public:
    ProjectionReplay(const Ports &ports, VerifyDepth depth) : m_ports(ports), m_depth(depth) {}

    // Takes in the next entry in log order. An empty string, or why the tables contradict it: "decision-row", "release-row",
    // "case-digest", "case-route", "blob", "dispute" …
    QString take(const ledger::VerifiedEntry &entry);

    // After the last entry: states, numbers of rows. The entry a wrong row belongs to and why, or nothing.
    core::Result<std::optional<ledger::FirstBad>> compareStates();

private:
    struct Seat {
        int slot = 1;
        core::Stage stage = core::Stage::Review;
        std::optional<quint64> decision; // log index of the one that stands in it
        core::PersonId decidedBy;
    };
    struct Case {
        core::TeamId team;
        quint64 lastIndex = 0;
        core::CaseState state = core::CaseState::Open;
        core::CaseRoute route;
        ledger::Hash digest;
        quint64 version = 1;
        core::PersonId importer;
        core::PersonId submitter;   // empty: nobody
        core::StatementId importedIn; // empty where the store imported it by itself
        QDateTime arrived;
        std::optional<core::Content::Form> form; // of the suggestion, where it was read
        QList<Seat> seats;
        std::optional<quint64> release; // log index of the release that stands

        qsizetype decided() const;
        Seat &seat(int slot, core::Stage stage);
        void openResolution();
    };
    struct Founding {
        core::StoreIdentity identity;
        quint64 newestPolicy = 0;
        quint64 policyIndex = 0;
    };

    QString apply(const ledger::VerifiedEntry &entry, const ledger::StoreCreated &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::PolicyAdopted &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::CaseImported &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::Decision &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::Dispute &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::Release &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::Recall &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::CaseWithdrawn &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::Redaction &body);
    QString apply(const ledger::VerifiedEntry &entry, const ledger::Finding &body);
    template <typename Other>
    QString apply(const ledger::VerifiedEntry &, const Other &) { return {}; }

    QString checkCase(const core::CaseId &id, Case &known);
    QString checkReceived(const core::StoredCase &row, Case &known) const;
    QString checkRow(const ledger::VerifiedEntry &entry, const ledger::Decision &body, const core::DecisionRow &kept, bool aside) const;
    QString checkDecisionBlobs(const ledger::VerifiedEntry &entry, const ledger::Decision &body, bool redacted);
    core::Result<QString> wrongSlots(const core::CaseId &id, const Case &known) const;
    core::Result<QString> wrongCase(const core::CaseId &id, const Case &known);
    core::Result<std::optional<ledger::FirstBad>> wrongStore() const;
    core::Result<std::optional<ledger::FirstBad>> wrongDecisions(const QList<core::TeamId> &teams) const;
    core::Result<QString> wrongCounts(const QList<core::TeamId> &teams) const;
    QString checkBlob(const QString &digest, quint64 index);
    QString move(Case *known, quint64 index, core::Move move, core::CaseState to);
    std::optional<ledger::FirstBad> compareBlobs() const;
    Case *find(const core::TeamId &team, const core::CaseId &id);

    const Ports &m_ports;
    VerifyDepth m_depth;
    PeopleReplay m_people;
    QHash<QString, Case> m_cases;                       // by team and id
    QHash<quint64, policy::Policy> m_policies;          // by version
    QSet<QString> m_teams;
    QMap<QString, quint64> m_absent;                    // blob digests that are not there, by the entry that names them first
    QMap<QString, quint64> m_redacted;                  // blob digests, by the entry that deleted them
    QSet<quint64> m_fallen;                             // log indexes of decisions that do not stand
    QMap<QString, qint64> m_waitingByKind;              // as the case rows say
    Founding m_founding;
    qint64 m_decisions = 0;
    qint64 m_releases = 0;
};

} // namespace countersign::workflow
