#include "workflow/syncatdesk.h"

#include "workflow/inclusionproofs.h"
#include "workflow/recordstatement.h"
#include "workflow/syncrun.h"
#include "workflow/watchrecord.h"

#include <QDeadlineTimer>
#include <QThread>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using sync::Fate;
using sync::Progress;

namespace {

constexpr qsizetype piece = 200;                   // statements in one transaction of the store
constexpr std::chrono::seconds placedWithin{60};
constexpr unsigned long lookEveryMilliseconds = 20;

bool isTakenIn(Fate fate)
{
    return fate != Fate::Held && fate != Fate::Refused;
}

class AtDesk final : public SyncRun {
public:
    AtDesk(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder) : SyncRun(ports, side, keyringFolder, piece) {}

private:
    Result<sync::SyncPlan> plan() override { return planAtDesk(m_ports, m_made, m_side.label(), m_session); }
    Result<void> send(const QList<MadeThere> &some, SyncReport &report) override;
    Result<void> prove() override;
    Result<sync::Arriving> arriving(const MadeThere &made);
    void note(const MadeThere &made, sync::PlannedStatement &planned);
    Result<QHash<core::StatementId, sync::LogPlace>> placesOf(const QList<core::StatementId> &ids);
    Result<void> proveAll(const QList<const MadeThere *> &waiting, const QHash<core::StatementId, sync::LogPlace> &places);
};

Result<sync::Arriving> AtDesk::arriving(const MadeThere &made)
{
    sync::Arriving one{made.bytes, {}};
    const auto &body = std::get<ledger::Decision>(made.statement.body);
    for (const auto &digest : {body.outcome, body.rationale, body.contact, body.firstAnswer}) {
        const auto blob = digest ? m_side.loadBlob(digestString(*digest)) : Result<std::optional<core::StoredBlob>>(std::nullopt);
        if (!blob)
            return tl::unexpected(blob.error());
        if (*blob) // of a case that was redacted meanwhile nothing is left here either
            one.blobs.append(**blob);
    }
    return one;
}

// What the store said, on the workspace's side.
void AtDesk::note(const MadeThere &made, sync::PlannedStatement &planned)
{
    planned.caseId = made.local.caseId;
    planned.bytes = made.local.bytes;
    if (!isTakenIn(planned.fate)) {
        m_session.sent.remove(made.statement.id);
        return;
    }
    sync::SentStatement &sent = m_session.sent[made.statement.id];
    if (planned.fate != Fate::Already) // also one that was included once: the store went back to before it
        sent = {Progress::Sent, 0, {}, planned.fate, planned.cause};
}

Result<void> AtDesk::send(const QList<MadeThere> &some, SyncReport &report)
{
    QList<sync::Arriving> arrivals;
    for (const MadeThere &one : some) {
        const auto made = arriving(one);
        if (!made)
            return tl::unexpected(made.error());
        arrivals.append(*made);
    }
    if (const auto marked = markSent(some); !marked)
        return marked;
    QList<sync::PlannedStatement> fates;
    const auto written = m_ports.work.write([&] {
        return m_ports.desk->takeIn(m_side.label().id, arrivals).map([&](QList<sync::PlannedStatement> answered) { fates = std::move(answered); });
    });
    if (!written)
        return written;
    for (qsizetype i = 0; i < some.size(); ++i)
        note(some[i], fates[i]);
    report.plan.statements += fates;
    return m_side.saveSession(m_session);
}

// Whoever sequences: in the end each has its place.
Result<QHash<core::StatementId, sync::LogPlace>> AtDesk::placesOf(const QList<core::StatementId> &ids)
{
    const QDeadlineTimer deadline(placedWithin);
    for (;;) {
        auto places = m_ports.desk->places(ids);
        if (!places || places->size() == ids.size())
            return places;
        if (deadline.hasExpired())
            return fail(ErrorKind::TimedOut, ids.first().value, QStringLiteral("sequencer"));
        QThread::msleep(lookEveryMilliseconds);
    }
}

Result<void> AtDesk::proveAll(const QList<const MadeThere *> &waiting, const QHash<core::StatementId, sync::LogPlace> &places)
{
    QList<quint64> indexes;
    for (const MadeThere *const made : waiting)
        indexes.append(places.value(made->statement.id).index);
    const auto head = m_ports.ledger.head();
    const auto proofs = head ? inclusionProofs(m_ports.ledger, indexes, head->size) : Result<QList<QList<ledger::Hash>>>(tl::unexpected(head.error()));
    if (!proofs)
        return tl::unexpected(proofs.error());
    for (qsizetype i = 0; i < waiting.size(); ++i) {
        const QByteArray &bytes = places.value(waiting[i]->statement.id).entry;
        const auto entry = ledger::parseEntry(bytes);
        const ledger::Hash leaf = ledger::leafHash(bytes);
        if (!entry || entry->content != waiting[i]->bytes || !ledger::verifyInclusion(indexes[i], head->size, leaf, (*proofs)[i], head->root()))
            return fail(ErrorKind::VerificationFailed, QString::number(indexes[i]), QStringLiteral("inclusion"));
        sync::SentStatement &sent = m_session.sent[waiting[i]->statement.id];
        sent = {Progress::Included, indexes[i], leaf, sent.fate, sent.cause};
        if (const auto learnt = learnFate(waiting[i]->statement.id, *entry, indexes[i]); !learnt)
            return learnt;
    }
    return {};
}

// With nothing to prove nothing is asked.
Result<void> AtDesk::prove()
{
    QList<const MadeThere *> waiting;
    QList<core::StatementId> ids;
    for (const MadeThere &made : std::as_const(m_made)) {
        if (!m_session.sent.contains(made.statement.id) || isIncluded(made))
            continue;
        waiting.append(&made);
        ids.append(made.statement.id);
    }
    if (waiting.isEmpty())
        return {};
    const auto places = placesOf(ids);
    if (!places)
        return tl::unexpected(places.error());
    if (const auto watched = watchRecord(m_ports, m_folder); !watched)
        return tl::unexpected(watched.error());
    return m_ports.work.read([&] { return proveAll(waiting, *places); }).and_then([&] { return m_side.saveSession(m_session); });
}

} // namespace

namespace {

// One's own; or, by a supervisor, of somebody who may not sign in any more.
Result<bool> mayBring(const Ports &ports, const sync::WorkspaceLabel &label)
{
    if (ports.session == label.person.value)
        return true;
    const auto brings = ports.people.person(core::PersonId(ports.session));
    const auto whose = ports.people.person(label.person);
    if (!brings || !whose)
        return tl::unexpected(brings ? whose.error() : brings.error());
    return *brings && (*brings)->has(core::Role::Supervisor) && *whose && (*whose)->disabled;
}

} // namespace

Result<sync::SyncPlan> planAtDesk(const Ports &ports, const QList<MadeThere> &made, const sync::WorkspaceLabel &label,
                                  const sync::WorkspaceSession &session)
{
    sync::ViewQuestion question{label.id, session.checkout, {}, {}, {}, casesOf(made, session).values()};
    for (const MadeThere &one : made)
        question.statements.append(one.statement.id);
    if (!made.isEmpty()) {
        question.key = made.last().statement.by->key;
        question.keyTeam = made.last().local.team;
    }
    const auto may = mayBring(ports, label);
    if (!may)
        return tl::unexpected(may.error());
    return ports.desk->view(question).map([&](sync::Remote remote) {
        remote.person = label.person;
        for (const MadeThere &one : made)
            if (one.local.note == remote.deviceNote)
                remote.deviceClaimed = one.local.claimed;
        sync::SyncPlan plan = planOf(made, remote, session);
        for (sync::PlannedStatement &one : plan.statements)
            if (!*may && one.fate != Fate::Already)
                one = {one.id, one.caseId, Fate::Refused, QStringLiteral("signature"), {}, {}, one.bytes};
        return plan;
    });
}

Result<SyncReport> syncAtDesk(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder, const ShowSync &show, std::stop_token stop)
{
    return AtDesk(ports, side, keyringFolder).carryOut(show, std::move(stop));
}

} // namespace countersign::workflow
