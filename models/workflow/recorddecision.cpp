#include "workflow/recorddecision.h"

#include "exchange/fields.h"
#include "workflow/claimcase.h"
#include "workflow/fieldediting.h"
#include "workflow/people.h"
#include "workflow/release.h"
#include "workflow/settlingcase.h"
#include "workflow/signing.h"

#include <QDeadlineTimer>
#include <QThread>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

bool sameContent(const core::Content &a, const core::Content &b)
{
    if (a.form != b.form)
        return false;
    return a.form == core::Content::Form::Text ? a.text == b.text : exchange::sameJson(a.fields, b.fields);
}

// What one decision needs besides, while its transaction runs.
struct Deciding : Settling {
    Deciding(const Ports &toPorts, const ActingPerson &person, const DecisionRequest &asked)
        : Settling{toPorts, person.signer.store, person.person.id, {}, {}, {}, -1, asked.verdict, asked.supersedes, {}, {}, {}, false},
          reviewer(person), request(asked)
    {
    }
    const ActingPerson &reviewer;
    const DecisionRequest &request;
    std::optional<ledger::Hash> firstAnswer;
    DecisionReceipt receipt;
};

Result<void> demandMayDecide(Deciding &d)
{
    const auto person = personNow(d.ports, d.reviewer);
    if (!person)
        return tl::unexpected(person.error());
    const core::TeamId &team = d.stored.row.team;
    if (!person->has(core::Role::Reviewer, team) && !person->has(core::Role::Supervisor, team))
        return fail(ErrorKind::NotAllowed, d.reviewer.person.id.value, core::roleName(core::Role::Reviewer));
    return {};
}

// The suggestion decided on: as it was on the desk when the store still has that very case, else read from the store.
Result<void> takeSuggestion(Deciding &d)
{
    if (d.request.seen) {
        if (d.request.seen->digest != d.stored.digest)
            return fail(ErrorKind::StaleVersion, d.request.caseId.value, QString::number(d.stored.row.version));
        if (d.stored.row.state != core::CaseState::Redacted) {
            d.suggestion = d.request.seen->suggestion;
            return {};
        }
    }
    auto laid = layCase(d.ports, d.stored);
    if (!laid)
        return tl::unexpected(laid.error());
    if (laid->redacted)
        return fail(ErrorKind::MoveNotAllowed, d.request.caseId.value, core::stateName(core::CaseState::Redacted));
    d.suggestion = std::move(laid->record.suggestion);
    return {};
}

Result<void> loadCase(Deciding &d)
{
    auto stored = d.ports.cases.findCase(d.request.caseId, d.reviewer.person.teams());
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return fail(ErrorKind::NoSuchCase, d.request.caseId.value);
    d.stored = std::move(**stored);
    if (d.request.version && *d.request.version != d.stored.row.version)
        return fail(ErrorKind::StaleVersion, d.request.caseId.value, QString::number(d.stored.row.version));
    if (const auto seen = takeSuggestion(d); !seen)
        return seen;
    // A correction after the window is a correction of a release, also when nobody has read past it yet.
    const auto released = releaseIfDue(d.ports, d.stored);
    if (!released)
        return tl::unexpected(released.error());
    if (*released)
        d.stored.row.state = core::CaseState::Released;
    auto found = d.ports.cases.slotsOf(d.stored.row.id, d.stored.row.team);
    if (!found)
        return tl::unexpected(found.error());
    d.slotList = std::move(*found);
    return {};
}

// The slot whose standing decision is corrected: only by the person who signed it, and where a third person settled the case, only that
// settlement.
Result<void> findSupersededSlot(Deciding &d)
{
    for (qsizetype i = 0; i < d.slotList.size(); ++i) {
        const auto &decision = d.slotList[i].decision;
        if (!decision || decision->id != d.request.supersedes)
            continue;
        if (decision->reviewer != d.reviewer.person.id)
            return fail(ErrorKind::NotAllowed, d.request.supersedes.value, QStringLiteral("supersede"));
        const bool settled = std::any_of(d.slotList.begin(), d.slotList.end(), [](const core::Slot &slot) {
            return slot.stage == core::Stage::Resolution && slot.decision;
        });
        if (settled && d.slotList[i].stage != core::Stage::Resolution)
            return fail(ErrorKind::NotAllowed, d.request.supersedes.value, QStringLiteral("settled"));
        d.mine = i;
        return {};
    }
    return fail(ErrorKind::MoveNotAllowed, d.request.supersedes.value, QStringLiteral("supersedes"));
}

// The slot this person has claimed and not signed; its fence must be the one the decision was made under.
Result<void> findClaimedSlot(Deciding &d)
{
    for (qsizetype i = 0; i < d.slotList.size(); ++i) {
        const core::Slot &slot = d.slotList[i];
        if (slot.decision || !slot.claim || slot.claim->holder != d.reviewer.person.id)
            continue;
        if (d.request.fence && *d.request.fence != slot.claim->fence)
            break;
        d.mine = i;
        d.late = slot.claim->expires < d.ports.clock.now();
        return {};
    }
    if (!core::awaitsDecision(d.stored.row.state))
        return fail(ErrorKind::MoveNotAllowed, d.request.caseId.value, core::stateName(d.stored.row.state));
    const auto claim = d.ports.cases.claimOf(d.request.caseId, d.reviewer.person);
    if (!claim)
        return tl::unexpected(claim.error());
    const bool outrun = *claim && (*claim)->version < d.stored.row.version; // claimed, and perhaps read, before the newer one came
    return fail(outrun ? ErrorKind::StaleVersion : ErrorKind::ClaimLost, d.request.caseId.value);
}

// Segregation of duties: nobody fills two slots, and whoever escalated or disagreed does not resolve.
Result<void> demandThirdPerson(const Deciding &d)
{
    for (qsizetype i = 0; i < d.slotList.size(); ++i)
        if (i != d.mine && d.slotList[i].decision && d.slotList[i].decision->reviewer == d.reviewer.person.id)
            return fail(ErrorKind::SecondSlot, d.request.caseId.value, core::stateName(d.stored.row.state));
    if (d.stored.row.state == core::CaseState::Escalated && !d.reviewer.person.has(core::Role::Supervisor, d.stored.row.team))
        return fail(ErrorKind::NotAllowed, d.request.caseId.value, core::roleName(core::Role::Supervisor));
    return {};
}

// Where the route asks for an answer before the suggestion is shown, the decision names it, and there is none without.
Result<void> demandFirstAnswer(Deciding &d)
{
    if (!d.stored.route.blind || d.slot().stage == core::Stage::Resolution)
        return {};
    const auto digest = d.ports.cases.firstAnswer(d.stored.row.id, d.stored.row.team, d.reviewer.person.id);
    if (!digest)
        return tl::unexpected(digest.error());
    d.firstAnswer = ledger::readDigest(digest->toLatin1());
    if (!d.firstAnswer)
        return fail(ErrorKind::PolicyUnmet, d.request.caseId.value, QStringLiteral("first-answer"));
    return {};
}

Result<std::optional<ledger::Hash>> saveContact(const Deciding &d)
{
    if (!d.request.contact)
        return std::optional<ledger::Hash>();
    const auto text = ledger::write(*d.request.contact);
    if (!text)
        return tl::unexpected(text.error());
    return saveContent(d.ports, *text).map([](const ledger::Hash &hash) { return std::optional(hash); });
}

Result<ledger::Decision> decisionBody(Deciding &d)
{
    if (approves(d.request.verdict)) {
        const auto saved = saveContent(d.ports, d.outcomeBytes);
        if (!saved)
            return tl::unexpected(saved.error());
        d.outcome = *saved;
    }
    const auto rationale = saveWords(d.ports, d.request.rationale);
    if (!rationale)
        return tl::unexpected(rationale.error());
    const auto contact = saveContact(d);
    if (!contact)
        return tl::unexpected(contact.error());
    ledger::Decision body;
    body.ref = d.ref();
    body.contact = *contact;
    body.caseDigest = *ledger::readDigest(d.stored.digest.toLatin1());
    body.claim = d.slot().claim ? quint64(d.slot().claim->fence) : 0;
    body.slot = quint64(d.slot().slot);
    body.stage = d.slot().stage;
    body.verdict = d.request.verdict;
    body.outcome = d.outcome;
    body.rationale = *rationale;
    body.reasons = d.request.reasons;
    body.supersedes = d.request.supersedes;
    body.firstAnswer = d.firstAnswer;
    body.policy = {quint64(d.stored.route.policyVersion), d.stored.route.rule};
    return body;
}

Result<void> record(Deciding &d)
{
    const auto body = decisionBody(d);
    if (!body)
        return tl::unexpected(body.error());
    d.receipt.meaning = meaningOf(d.request.verdict, d.suggestion.content.form);
    auto begun = beginEntries(d.ports, d.reviewer, *body, d.receipt.meaning, d.request.id);
    if (!begun)
        return tl::unexpected(begun.error());
    const core::StatementId id = begun->statement.id;
    std::optional<core::ReleaseRow> recalled;
    auto following = consequences(d, id, recalled);
    if (!following)
        return tl::unexpected(following.error());
    begun->following = std::move(*following);
    if (d.late)
        begun->flags = {ledger::Flag::Late};
    auto making = makeEntries(std::move(*begun), d.ports.session, d.reviewer);
    if (const auto saved = saveSettlement(d); !saved)
        return saved;
    const auto entries = awaited(making);
    if (!entries)
        return tl::unexpected(entries.error());
    const auto receipts = ledger::append(d.ports.ledger, *entries);
    if (!receipts)
        return tl::unexpected(receipts.error());

    core::DecisionRow row = rowOf(entries->first().statement, d.stored, entries->first().entry.arrived, d.late);
    if (d.slot().claim && d.slot().claim->since.isValid() && d.request.supersedes.isEmpty())
        row.tookMilliseconds = d.slot().claim->since.msecsTo(row.arrived);
    row.logIndex = receipts->first().index;
    d.receipt.id = id;
    d.receipt.logIndex = row.logIndex;
    d.receipt.leafHash = QString::fromLatin1(receipts->first().leaf.hex());
    d.receipt.arrived = row.arrived;
    d.receipt.state = d.settlement.state;
    d.receipt.released = d.settlement.release;
    d.receipt.late = d.late;
    d.receipt.offline = d.ports.offline;
    return d.ports.decisions.addDecision(row)
        .and_then([&] { return saveReleases(d, *entries, *receipts, id, recalled); });
}

Result<ledger::Receipt> placeOf(const Ports &ports, quint64 index)
{
    return ports.ledger.row(index).map([](const ledger::LogRow &row) { return ledger::Receipt{row.index, row.leaf, {}}; });
}

// The receipt of a decision that was recorded before under the same id, or nothing.
Result<std::optional<DecisionReceipt>> earlierReceipt(const Ports &ports, const ActingPerson &reviewer, const DecisionRequest &request)
{
    if (request.id.isEmpty())
        return std::optional<DecisionReceipt>();
    const auto row = ports.decisions.decision(request.id, reviewer.person.teams());
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<DecisionReceipt>();
    if ((*row)->reviewer != reviewer.person.id || (*row)->caseId != request.caseId || (*row)->verdict != request.verdict)
        return fail(ErrorKind::ContentDiffers, request.id.value, QStringLiteral("statement"));
    const auto stored = ports.cases.findCase(request.caseId, reviewer.person.teams());
    if (!stored)
        return tl::unexpected(stored.error());
    const auto place = ports.ledger.sequencesLater() ? placed(ports, request.id, {}) : placeOf(ports, (*row)->logIndex);
    if (!place)
        return tl::unexpected(place.error());
    if (!*stored)
        return fail(ErrorKind::StoreDamaged, request.id.value);
    const core::CaseState state = (*stored)->row.state;
    return DecisionReceipt{request.id, place->index, QString::fromLatin1(place->leaf.hex()), (*row)->arrived,
                           state, state == core::CaseState::Released, (*row)->late, (*row)->meaning, ports.offline};
}

// Without a fence and without a running claim a free case is taken first. True when it was.
Result<bool> demandClaim(const Ports &ports, const ActingPerson &reviewer, const DecisionRequest &request)
{
    if (request.fence || !request.supersedes.isEmpty())
        return false;
    const auto mine = ports.cases.claimOf(request.caseId, reviewer.person);
    if (!mine)
        return tl::unexpected(mine.error());
    if (*mine)
        return false;
    return claimCase(ports, reviewer.person, request.caseId).map([](const core::Claim &) { return true; });
}

// Edited fields keep to the suggestion's form; what the suggestion itself got wrong about it is not held against the reviewer.
Result<void> demandFit(const Deciding &d)
{
    const core::Suggestion &suggestion = d.suggestion;
    if (d.request.verdict != core::Verdict::Edit || suggestion.content.form != core::Content::Form::Fields || suggestion.form.isEmpty())
        return {};
    const QList<FieldProblem> brought = newProblems(suggestion.content.fields, d.request.outcome->fields, suggestion.form);
    if (brought.isEmpty())
        return {};
    return fail(ErrorKind::BadValue, brought.first().pointer, QStringLiteral("%1 %2").arg(brought.first().rule, brought.first().expected));
}

Result<void> decide(Deciding &d)
{
    const bool supersedes = !d.request.supersedes.isEmpty();
    BesideThread::instance().rouse();
    return loadCase(d)
        .and_then([&] { return demandMayDecide(d); })
        .and_then([&] { return demandSigningMode(d.stored.route, d.reviewer); })
        .and_then([&] { return supersedes ? findSupersededSlot(d) : findClaimedSlot(d); })
        .and_then([&] { return demandThirdPerson(d); })
        .and_then([&] { return demandFirstAnswer(d); })
        .and_then([&]() -> Result<void> {
            const core::Content &suggestion = d.suggestion.content;
            if (const auto missing = missingFor(d.request, suggestion))
                return fail(*missing, d.request.caseId.value);
            if (const auto fits = demandFit(d); !fits)
                return fits;
            if (approves(d.request.verdict))
                d.outcomeBytes = d.request.verdict == core::Verdict::Edit ? d.request.outcome->bytes() : suggestion.bytes();
            return settleCase(d);
        })
        .and_then([&] { return record(d); });
}

} // namespace

QString meaningOf(core::Verdict verdict, core::Content::Form form)
{
    const bool text = form == core::Content::Form::Text;
    switch (verdict) {
    case core::Verdict::Approve:
        return text ? QStringLiteral("I have reviewed this case against its evidence and approve the text as suggested.")
                    : QStringLiteral("I have reviewed this case against its evidence and approve the values as suggested.");
    case core::Verdict::Edit:
        return text ? QStringLiteral("I have reviewed this case against its evidence and approve the edited text.")
                    : QStringLiteral("I have reviewed this case against its evidence and approve the edited values.");
    case core::Verdict::Reject:
        return QStringLiteral("I have reviewed this case against its evidence and reject the suggestion.");
    case core::Verdict::Escalate:
        return QStringLiteral("I have reviewed this case and hand it to a supervisor to decide.");
    }
    return {};
}

std::optional<ErrorKind> missingFor(const DecisionRequest &request, const core::Content &suggestion)
{
    if (request.verdict == core::Verdict::Edit) {
        if (!request.outcome || request.outcome->form != suggestion.form)
            return ErrorKind::OutcomeMissing;
        if (sameContent(*request.outcome, suggestion))
            return ErrorKind::OutcomeUnchanged;
    }
    const bool needsWords = request.verdict == core::Verdict::Edit || request.verdict == core::Verdict::Reject;
    if (needsWords && request.rationale.trimmed().isEmpty())
        return ErrorKind::RationaleMissing;
    return std::nullopt;
}

namespace {

constexpr std::chrono::seconds resendWithin{15};
constexpr unsigned long resendMilliseconds = 250;

// Where the place comes later, so does what others' work made of it: the other slot's may not be seen before.
Result<DecisionReceipt> settled(const Ports &ports, const ActingPerson &reviewer, const core::CaseId &id, DecisionReceipt receipt)
{
    if (!ports.ledger.sequencesLater())
        return receipt;
    if (const auto place = settlePlace(ports, receipt); !place)
        return tl::unexpected(place.error());
    const auto stored = ports.cases.findCase(id, reviewer.person.teams());
    const auto row = ports.decisions.decision(receipt.id, reviewer.person.teams());
    for (const core::Error *error : {stored ? nullptr : &stored.error(), row ? nullptr : &row.error()})
        if (error)
            return tl::unexpected(*error);
    if (!*stored || !*row)
        return fail(ErrorKind::StoreDamaged, receipt.id.value);
    receipt.state = (*stored)->row.state;
    receipt.released = receipt.state == core::CaseState::Released;
    receipt.late = (*row)->late;
    return receipt;
}

Result<DecisionReceipt> recordOnce(const Ports &ports, const ActingPerson &reviewer, const DecisionRequest &request)
{
    const auto earlier = earlierReceipt(ports, reviewer, request);
    if (!earlier)
        return tl::unexpected(earlier.error());
    if (*earlier)
        return **earlier;
    const auto claimed = demandClaim(ports, reviewer, request);
    if (!claimed)
        return tl::unexpected(claimed.error());
    Deciding d(ports, reviewer, request);
    const auto written = ports.work.write([&] { return decide(d); });
    if (!written) {
        if (*claimed && written.error().kind != ErrorKind::StoreUnreachable) // taken for this alone; others need not wait until it runs out
            releaseClaim(ports, reviewer.person, request.caseId);
        return tl::unexpected(written.error());
    }
    noteSigned(reviewer);
    return settled(ports, reviewer, request.caseId, d.receipt);
}

// A server may go away between any two words. What was sent and not answered is asked for, and sent again under the same id: it counts once.
Result<DecisionReceipt> recordPersistently(const Ports &ports, const ActingPerson &reviewer, DecisionRequest request)
{
    if (request.id.isEmpty())
        request.id = core::newStatementId(ports.clock.now().toMSecsSinceEpoch());
    std::optional<QDeadlineTimer> deadline; // from when it first broke: that may have taken long to notice
    for (;;) {
        const auto receipt = recordOnce(ports, reviewer, request);
        if (receipt)
            return receipt;
        const bool isGone = receipt.error().kind == ErrorKind::StoreUnreachable;
        if (!isGone && deadline) // refused the second time: perhaps for what the first one has done meanwhile
            if (const auto earlier = earlierReceipt(ports, reviewer, request); earlier && *earlier)
                return **earlier;
        if (!deadline)
            deadline.emplace(resendWithin);
        if (!isGone || deadline->hasExpired())
            return receipt;
        QThread::msleep(resendMilliseconds);
    }
}

} // namespace

Result<DecisionReceipt> recordDecision(const Ports &ports, const ActingPerson &reviewer, const DecisionRequest &request)
{
    return ports.ledger.sequencesLater() ? recordPersistently(ports, reviewer, request) : recordOnce(ports, reviewer, request);
}

} // namespace countersign::workflow
