#include "workflow/syncatdesk.h"

#include "workflow/inclusionproofs.h"
#include "workflow/recordstatement.h"
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

class AtDesk {
public:
    AtDesk(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder) : m_ports(ports), m_side(side), m_folder(keyringFolder) {}

    Result<SyncReport> carryOut(const ShowSync &show, std::stop_token stop);

private:
    Result<void> begin();
    Result<void> hand(const QList<MadeThere> &some, SyncReport &report);
    Result<sync::Arriving> arriving(const MadeThere &made);
    void note(const MadeThere &made, sync::PlannedStatement &planned);
    Result<void> prove();
    Result<QHash<core::StatementId, sync::LogPlace>> placesOf(const QList<core::StatementId> &ids);
    Result<void> proveAll(const QList<const MadeThere *> &waiting, const QHash<core::StatementId, sync::LogPlace> &places);
    bool isIncluded(const MadeThere &made) const
    {
        const auto sent = m_session.sent.constFind(made.statement.id);
        return sent != m_session.sent.constEnd() && sent->progress == Progress::Included;
    }

    const Ports &m_ports;
    WorkspaceSide &m_side;
    const QString &m_folder;
    QList<MadeThere> m_made;
    sync::WorkspaceSession m_session;
};

Result<void> AtDesk::begin()
{
    const auto session = m_side.session();
    auto made = m_side.made();
    if (!session || !made)
        return tl::unexpected(session ? made.error() : session.error());
    m_session = *session;
    m_made = std::move(*made);
    return {};
}

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
    if (planned.fate != Fate::Already)
        sent.fate = planned.fate;
}

Result<void> AtDesk::hand(const QList<MadeThere> &some, SyncReport &report)
{
    QList<sync::Arriving> arrivals;
    for (const MadeThere &one : some) {
        const auto made = arriving(one);
        if (!made)
            return tl::unexpected(made.error());
        arrivals.append(*made);
        if (!m_session.sent.contains(one.statement.id))
            m_session.sent.insert(one.statement.id, {Progress::Sent, 0, {}, Fate::Already});
    }
    if (const auto saved = m_side.saveSession(m_session); !saved)
        return saved;
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
        sent = {Progress::Included, indexes[i], leaf, sent.fate};
    }
    return {};
}

// Included only when the log as it stands proves it, and continues what was seen of it before. With nothing to prove nothing is asked.
Result<void> AtDesk::prove()
{
    QList<const MadeThere *> waiting;
    QList<core::StatementId> ids;
    for (const MadeThere &made : std::as_const(m_made)) {
        const auto sent = m_session.sent.constFind(made.statement.id);
        if (sent == m_session.sent.constEnd() || sent->progress == Progress::Included)
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

Result<SyncReport> AtDesk::carryOut(const ShowSync &show, std::stop_token stop)
{
    if (const auto begun = begin(); !begun)
        return tl::unexpected(begun.error());
    const auto planned = planAtDesk(m_ports, m_made, m_side.label(), m_session);
    if (!planned)
        return tl::unexpected(planned.error());
    const sync::SyncPlan &whole = *planned;
    show(whole, 0);
    SyncReport report{{{}, whole.changed}, 0, m_made.size()};
    QList<MadeThere> leaving;
    for (qsizetype i = 0; i < m_made.size(); ++i) {
        if (whole.statements[i].fate == Fate::Already && isIncluded(m_made[i]))
            report.plan.statements.append(whole.statements[i]);
        else
            leaving.append(m_made[i]);
    }
    for (qsizetype from = 0; from < leaving.size(); from += piece) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        if (const auto handed = hand(leaving.mid(from, piece), report); !handed)
            return tl::unexpected(handed.error());
        show(whole, report.plan.statements.size());
    }
    if (const auto done = prove().and_then([&] { return m_side.dropChanged(m_ports, whole.changed); }); !done)
        return tl::unexpected(done.error());
    for (const MadeThere &made : std::as_const(m_made))
        report.included += isIncluded(made) ? 1 : 0;
    return report;
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
    return ports.desk->view(question).map([&](sync::Remote remote) {
        remote.person = label.person;
        return planOf(made, remote, session);
    });
}

Result<SyncReport> syncAtDesk(const Ports &ports, WorkspaceSide &side, const QString &keyringFolder, const ShowSync &show, std::stop_token stop)
{
    return AtDesk(ports, side, keyringFolder).carryOut(show, std::move(stop));
}

} // namespace countersign::workflow
