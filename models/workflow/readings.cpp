#include "workflow/readings.h"

#include "core/settlement.h"
#include "ledger/entry.h"
#include "workflow/release.h"

#include <QThread>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr std::chrono::milliseconds pollEvery{200};
constexpr std::chrono::milliseconds lookAnyway{60'000};

std::optional<core::Content> contentOf(core::Content::Form form, const std::optional<QByteArray> &bytes)
{
    if (!bytes)
        return std::nullopt;
    core::Content content;
    content.form = form;
    if (form == core::Content::Form::Text)
        content.text = QString::fromUtf8(*bytes);
    else
        content.fields = *bytes;
    return content;
}

// Releases what is due before anybody reads; a store that is open for reading only shows what is there.
Result<void> passTime(const Ports &ports)
{
    const auto released = releaseDue(ports);
    if (!released && released.error().kind != ErrorKind::StoreReadOnly)
        return tl::unexpected(released.error());
    return {};
}

// The value of a line of a statement; empty where there is none.
QString lineOf(const QByteArray &note, const QByteArray &key)
{
    for (const QByteArray &line : note.split('\n'))
        if (line.startsWith(key + ' '))
            return QString::fromLatin1(line.sliced(key.size() + 1));
    return {};
}

Result<ReleasedOutcome> withOutcome(const Ports &ports, const core::ReleaseRow &row)
{
    const auto bytes = loadText(ports, row.recall ? QString() : row.outcomeBlob);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return ReleasedOutcome{row, contentOf(row.form, *bytes)};
}

} // namespace

Result<std::optional<ledger::Contact>> loadContact(const Ports &ports, const QString &digest)
{
    const auto text = loadText(ports, digest);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return std::optional<ledger::Contact>();
    return ledger::parseContact(**text).map([](ledger::Contact contact) { return std::optional(std::move(contact)); });
}

namespace {

Result<bool> isDisputed(const Ports &ports, const core::DecisionRow &decision)
{
    core::DecisionFilter filter;
    filter.teams = {decision.team};
    filter.caseId = decision.caseId;
    filter.flag = core::DecisionFlag::Disputed;
    return ports.decisions.decisions(filter).map([&](const QList<core::DecisionRow> &disputed) {
        return std::any_of(disputed.begin(), disputed.end(), [&](const core::DecisionRow &one) { return one.id == decision.id; });
    });
}

// Of those who settled the case later the last whose decision stands, else the last.
const core::DecisionRow *laterSettlement(const core::DecisionRow &decision, const QList<core::DecisionRow> &all)
{
    const core::DecisionRow *last = nullptr;
    for (const core::DecisionRow &one : all)
        if (one.stage == core::Stage::Resolution && one.logIndex > decision.logIndex && (one.slot != decision.slot || one.version != decision.version)
            && (one.stands || !last || !last->stands))
            last = &one;
    return last;
}

} // namespace

Result<std::optional<LaterSettlement>> settlementOf(const Ports &ports, const core::DecisionRow &decision, const QList<core::DecisionRow> &all)
{
    const core::DecisionRow *const by = laterSettlement(decision, all);
    if (!by)
        return std::optional<LaterSettlement>();
    if (decision.verdict == core::Verdict::Escalate)
        return std::optional(LaterSettlement{*by, false});
    const auto disputed = isDisputed(ports, decision);
    const auto mine = loadText(ports, decision.outcomeBlob);
    const auto theirs = loadText(ports, by->outcomeBlob);
    if (!disputed || !mine || !theirs)
        return tl::unexpected(!disputed ? disputed.error() : !mine ? mine.error() : theirs.error());
    if (!*disputed)
        return std::optional<LaterSettlement>();
    return std::optional(LaterSettlement{
        *by, core::agree({decision.verdict, mine->value_or(QByteArray())}, {by->verdict, theirs->value_or(QByteArray())})});
}

Result<DecisionPage> openDecision(const Ports &ports, const core::StatementId &id, const core::Person &asker)
{
    const auto row = ports.decisions.decision(id, asker.teams());
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::NoSuchCase, id.value);
    const auto desk = openCase(ports, (*row)->caseId, asker);
    if (!desk)
        return tl::unexpected(desk.error());
    if (!shows(*desk, id))
        return fail(ErrorKind::NoSuchCase, id.value);
    return decisionPage(ports, **row, *desk);
}

Result<DecisionPage> decisionPage(const Ports &ports, const core::DecisionRow &row, const CaseOnDesk &desk)
{
    const auto decided = row.version == desk.stored.row.version ? Result<LaidCase>(desk) : layVersion(ports, row.caseId, row.team, row.version);
    if (!decided)
        return tl::unexpected(decided.error());
    const auto outcome = loadText(ports, row.outcomeBlob);
    if (!outcome)
        return tl::unexpected(outcome.error());
    const auto rationale = loadText(ports, row.rationaleBlob);
    if (!rationale)
        return tl::unexpected(rationale.error());
    const auto logged = ports.ledger.row(row.logIndex);
    if (!logged)
        return tl::unexpected(logged.error());
    const auto entry = ledger::parseEntry(logged->entry);
    if (!entry)
        return fail(ErrorKind::StoreDamaged, QString::number(row.logIndex), QStringLiteral("entry"));
    const auto contact = loadContact(ports, lineOf(entry->content, "contact"));
    if (!contact)
        return tl::unexpected(contact.error());
    const auto settled = settlementOf(ports, row, desk.decisions);
    if (!settled)
        return tl::unexpected(settled.error());
    return DecisionPage{row, decided->record, desk.stored, contentOf(decided->record.suggestion.content.form, *outcome),
                        QString::fromUtf8(rationale->value_or(QByteArray())), entry->content, entry->arrived, entry->flags, *settled, *contact};
}

Result<QList<ReleasedOutcome>> releasedAfter(const Ports &ports, const core::Person &asker, std::optional<quint64> seq, qsizetype limit)
{
    if (const auto passed = passTime(ports); !passed)
        return tl::unexpected(passed.error());
    const auto rows = ports.decisions.releases(asker.teams(), seq, limit);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<ReleasedOutcome> outcomes;
    for (const core::ReleaseRow &row : *rows) {
        auto outcome = withOutcome(ports, row);
        if (!outcome)
            return tl::unexpected(outcome.error());
        outcomes.append(std::move(*outcome));
    }
    return outcomes;
}

Result<ReleasedOutcome> waitForOutcome(const Ports &ports, const core::Person &asker, const core::CaseId &id, std::chrono::milliseconds timeout,
                                       std::stop_token stop, ChangeListener *listener)
{
    const auto end = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        if (const auto passed = passTime(ports); !passed)
            return tl::unexpected(passed.error());
        const auto stored = ports.cases.findCase(id, asker.teams());
        if (!stored)
            return tl::unexpected(stored.error());
        if (!*stored)
            return fail(ErrorKind::NoSuchCase, id.value);
        const core::CaseState state = (*stored)->row.state;
        if (state == core::CaseState::Released) {
            const auto row = ports.decisions.standingRelease(id, asker.teams());
            if (!row)
                return tl::unexpected(row.error());
            if (*row)
                return withOutcome(ports, **row);
        }
        if (state == core::CaseState::Closed || state == core::CaseState::Withdrawn || state == core::CaseState::Redacted)
            return fail(ErrorKind::NotReleasedYet, id.value, core::stateName(state));
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return fail(ErrorKind::TimedOut, id.value, core::stateName(state));
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, id.value);
        if (!listener)
            QThread::msleep(static_cast<unsigned long>(std::min(left, pollEvery).count()));
        else if (const auto heard = listener->wait(std::min<std::chrono::milliseconds>(left, lookAnyway), stop); !heard)
            return tl::unexpected(heard.error());
    }
}

Result<StoreFigures> storeFigures(const Ports &ports, const core::Person &asker)
{
    StoreFigures figures;
    const QList<core::TeamId> teams = asker.teams();
    const auto read = ports.work.read([&]() -> Result<void> {
        return ports.cases.queueCounts(teams, asker.id)
            .and_then([&](const core::QueueCounts &counts) {
                figures.counts = counts;
                return ports.decisions.metrics(teams, core::MetricGroup::Kind);
            })
            .and_then([&](const QList<core::MetricRow> &rows) {
                figures.byKind = rows;
                return ports.decisions.metrics(teams, core::MetricGroup::Reviewer);
            })
            .map([&](const QList<core::MetricRow> &rows) { figures.byReviewer = rows; });
    });
    if (!read)
        return tl::unexpected(read.error());
    for (const core::MetricRow &row : figures.byKind)
        figures.decisions += row.total();
    return figures;
}

} // namespace countersign::workflow
