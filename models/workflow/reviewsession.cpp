#include "workflow/reviewsession.h"

#include "exchange/fields.h"
#include "workflow/claimcase.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::Result;

namespace {

constexpr int renewMinutes = 4;

// Claims a case for the person when it waits for a decision, then lays it; what cannot be claimed is laid for reading.
Result<CaseOnDesk> claimAndLay(const Ports &ports, const core::Person &person, const core::CaseId &id)
{
    const auto claimed = claimCase(ports, person, id);
    if (!claimed) {
        const ErrorKind kind = claimed.error().kind;
        const bool readable = kind == ErrorKind::ClaimHeld || kind == ErrorKind::MoveNotAllowed || kind == ErrorKind::SecondSlot
            || kind == ErrorKind::NotAllowed || kind == ErrorKind::OwnSubmission || kind == ErrorKind::StoreReadOnly;
        if (!readable)
            return tl::unexpected(claimed.error());
    }
    return openCase(ports, id, person);
}

// The first case in the queue's order that is not among the skipped and can be claimed; nothing when there is none.
Result<std::optional<core::CaseId>> nextUnskipped(const Ports &ports, const core::Person &person, const QStringList &skipped)
{
    core::QueueFilter filter;
    filter.teams = person.teams();
    filter.states = {core::CaseState::Open, core::CaseState::Escalated, core::CaseState::Disputed};
    filter.asker = person.id;
    constexpr qsizetype page = 64;
    core::CaseId after;
    for (;;) {
        const auto keys = ports.cases.queueKeys(filter, page, after);
        if (!keys)
            return tl::unexpected(keys.error());
        const auto rows = ports.cases.queueRows(*keys, person.id);
        if (!rows)
            return tl::unexpected(rows.error());
        if (rows->isEmpty())
            return std::optional<core::CaseId>();
        for (const core::QueueRow &row : *rows)
            if (!skipped.contains(row.id.value) && (row.holder.isEmpty() || row.holder == person.id) && ports.cases.claimCase(row.id, person, claimMinutes))
                return std::optional(row.id);
        after = rows->last().id;
    }
}

// A case the person still holds comes before any other: left by a crash, or claimed elsewhere.
Result<std::optional<core::CaseId>> nextHeld(const Ports &ports, const core::Person &person, const QStringList &skipped)
{
    core::QueueFilter filter;
    filter.teams = person.teams();
    filter.states = {core::CaseState::Open, core::CaseState::Escalated, core::CaseState::Disputed};
    filter.claimedBy = person.id;
    filter.asker = person.id;
    const auto keys = ports.cases.queueKeys(filter);
    if (!keys)
        return tl::unexpected(keys.error());
    const auto rows = ports.cases.queueRows(*keys, person.id);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const core::QueueRow &row : *rows)
        if (!skipped.contains(row.id.value) && ports.cases.claimCase(row.id, person, claimMinutes))
            return std::optional(row.id);
    return std::optional<core::CaseId>();
}

Result<CaseOnDesk> layNext(const Ports &ports, const core::Person &person, const QStringList &skipped)
{
    const auto held = nextHeld(ports, person, skipped);
    if (!held)
        return tl::unexpected(held.error());
    if (*held)
        return openCase(ports, **held, person);
    if (!skipped.isEmpty()) {
        const auto next = nextUnskipped(ports, person, skipped);
        if (!next)
            return tl::unexpected(next.error());
        if (*next)
            return openCase(ports, **next, person);
    }
    const auto claim = claimNextCase(ports, person);
    if (!claim)
        return tl::unexpected(claim.error());
    return openCase(ports, claim->caseId, person);
}

bool sameContent(const core::Content &a, const core::Content &b)
{
    if (a.form != b.form)
        return false;
    return a.form == core::Content::Form::Text ? a.text == b.text : a.fields == b.fields || exchange::sameJson(a.fields, b.fields);
}

} // namespace

ReviewSession::ReviewSession(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(draftDelayMilliseconds);
    connect(&m_draftTimer, &QTimer::timeout, this, &ReviewSession::saveDraft);
    connect(&m_session, &Session::storeReachable, this, &ReviewSession::saveDraft); // what was typed meanwhile
    m_renewTimer.setInterval(std::chrono::minutes(renewMinutes));
    connect(&m_renewTimer, &QTimer::timeout, this, &ReviewSession::renewClaim);
    connect(&m_session, &Session::aboutToLock, this, &ReviewSession::close);
}

void ReviewSession::open(const core::CaseId &id)
{
    if (!m_session.signedIn())
        return;
    close();
    m_skipped.removeAll(id.value);
    laying([person = m_session.acting().person, id](const Ports &ports, std::stop_token) { return claimAndLay(ports, person, id); });
}

void ReviewSession::correct(const core::CaseId &id, const core::StatementId &decision)
{
    if (!m_session.signedIn())
        return;
    close();
    laying([person = m_session.acting().person, id, decision](const Ports &ports, std::stop_token) { return openForCorrection(ports, id, decision, person); });
}

void ReviewSession::openNext()
{
    if (!m_session.signedIn())
        return;
    close();
    laying([person = m_session.acting().person, skipped = m_skipped](const Ports &ports, std::stop_token) { return layNext(ports, person, skipped); });
}

void ReviewSession::laying(std::function<Result<CaseOnDesk>(const Ports &, std::stop_token)> work)
{
    m_session.writing().run<CaseOnDesk>(this, QStringLiteral("lay"), std::move(work), [this](Result<CaseOnDesk> desk) {
        if (desk)
            lay(std::move(*desk));
        else if (desk.error().kind == ErrorKind::NothingToClaim)
            Q_EMIT nothingLeft();
        else
            Q_EMIT openFailed(desk.error());
    });
}

void ReviewSession::skip()
{
    if (m_case && !m_skipped.contains(m_case->record.id.value))
        m_skipped.append(m_case->record.id.value);
    openNext();
}

bool ReviewSession::backToSkipped()
{
    QStringList others = m_skipped;
    if (m_case)
        others.removeAll(m_case->record.id.value);
    if (others.isEmpty())
        return false;
    open(core::CaseId(others.last()));
    return true;
}

void ReviewSession::close()
{
    if (!m_case)
        return;
    saveDraft();
    if (writable() && !correcting() && m_session.signedIn())
        m_session.writing().run<bool>(
            nullptr, {},
            [person = m_session.acting().person, id = m_case->record.id](const Ports &ports, std::stop_token) -> Result<bool> {
                return leaveCase(ports, person, id).map([] { return true; });
            },
            [](Result<bool>) {});
    leave();
}

void ReviewSession::leave()
{
    m_draftTimer.stop();
    m_renewTimer.stop();
    m_case.reset();
    m_armed.reset();
    m_dirty = false;
    Q_EMIT caseClosed();
}

void ReviewSession::lay(CaseOnDesk desk)
{
    m_case = std::move(desk);
    m_content = m_case->earlier.value_or(m_case->record.suggestion.content);
    m_armed.reset();
    m_reasons.clear();
    m_rationale.clear();
    m_caret = 0;
    m_scroll = 0;
    m_evidence.clear();
    m_contact = {};
    m_clock.start();
    m_dirty = false;
    m_signing = false;
    // A correction begun and left is no draft of a case that is only read.
    const bool draftCounts = correcting() || core::awaitsDecision(m_case->stored.row.state);
    if (const auto &draft = m_case->draft; draft && draftCounts && draft->version == m_case->record.version && draft->content.form == m_content.form) {
        m_content = draft->content;
        m_reasons = draft->reasons;
        m_rationale = draft->rationale;
        m_caret = draft->caret;
        m_scroll = draft->scroll;
        m_evidence = draft->evidence;
        m_armed = core::verdictFromName(draft->verdict);
    }
    if (writable() && !correcting())
        m_renewTimer.start();
    Q_EMIT caseOpened();
    Q_EMIT readinessChanged();
}

bool ReviewSession::writable() const
{
    if (!m_case || m_case->redacted)
        return false;
    return correcting() || (m_case->claim && core::awaitsDecision(m_case->stored.row.state));
}

bool ReviewSession::awaitsFirstAnswer() const
{
    return writable() && !correcting() && m_case->stored.route.blind && m_case->claim->stage != core::Stage::Resolution && m_case->firstAnswer.isEmpty();
}

void ReviewSession::giveFirstAnswer(const QString &answer)
{
    if (!awaitsFirstAnswer() || answer.trimmed().isEmpty() || !m_session.signedIn())
        return;
    m_session.noteActivity();
    m_session.writing().run<bool>(
        this, QStringLiteral("first answer"),
        [claim = *m_case->claim, answer](const Ports &ports, std::stop_token) -> Result<bool> {
            return workflow::giveFirstAnswer(ports, claim, answer);
        },
        [this, id = m_case->record.id, answer](Result<bool> given) {
            if (!given)
                return Q_EMIT draftFailed(given.error());
            if (!m_case || m_case->record.id != id)
                return;
            m_case->firstAnswer = answer.trimmed();
            Q_EMIT caseOpened();
            Q_EMIT readinessChanged();
        });
}

bool ReviewSession::edited() const
{
    return m_case && !sameContent(m_content, m_case->record.suggestion.content);
}

void ReviewSession::setText(const QString &text)
{
    if (!writable() || m_signing || m_content.text == text)
        return;
    m_content.text = text;
    contentTouched();
}

void ReviewSession::setFields(const QByteArray &fields)
{
    if (!writable() || m_signing || m_content.fields == fields)
        return;
    m_content.fields = fields;
    contentTouched();
}

// An armed approval means what the text says: with changes it is an approval with edits, without them a plain one.
void ReviewSession::contentTouched()
{
    if (m_armed == core::Verdict::Approve && edited())
        m_armed = core::Verdict::Edit;
    touch();
    Q_EMIT contentChanged();
    Q_EMIT readinessChanged();
}

void ReviewSession::setReasons(const QStringList &codes)
{
    if (m_reasons == codes)
        return;
    m_reasons = codes;
    touch();
    Q_EMIT readinessChanged();
}

void ReviewSession::setRationale(const QString &text)
{
    if (m_rationale == text)
        return;
    m_rationale = text;
    touch();
    Q_EMIT readinessChanged();
}

void ReviewSession::setPlace(qsizetype caret, double scroll, const QString &evidence)
{
    if (m_caret == caret && m_scroll == scroll && m_evidence == evidence)
        return;
    m_caret = caret;
    m_scroll = scroll;
    m_evidence = evidence;
    if (m_dirty || (m_case && m_case->draft))
        touch();
}

void ReviewSession::looked(const QString &evidence, bool byHand)
{
    if (m_case)
        m_contact.show(evidence, byHand, m_clock.elapsed());
}

void ReviewSession::cannotShow(const QString &evidence)
{
    if (m_case)
        m_contact.cannotShow(evidence);
}

void ReviewSession::setInSight(bool inSight)
{
    if (m_case)
        inSight ? m_contact.resume(m_clock.elapsed()) : m_contact.pause(m_clock.elapsed());
}

void ReviewSession::arm(std::optional<core::Verdict> verdict)
{
    if (!writable() || m_signing || awaitsFirstAnswer())
        return;
    if (verdict == core::Verdict::Approve && edited())
        verdict = core::Verdict::Edit;
    if (m_armed == verdict)
        return;
    m_armed = verdict;
    if (m_dirty || m_case->draft)
        touch();
    Q_EMIT readinessChanged();
}

std::optional<ErrorKind> ReviewSession::missing() const
{
    if (!m_armed || !m_case)
        return std::nullopt;
    return missingFor(request(), m_case->record.suggestion.content);
}

QString ReviewSession::meaning() const
{
    return m_armed && m_case ? meaningOf(*m_armed, m_content.form) : QString();
}

DecisionRequest ReviewSession::request() const
{
    DecisionRequest request;
    request.caseId = m_case->record.id;
    request.verdict = *m_armed;
    if (request.verdict == core::Verdict::Edit)
        request.outcome = m_content;
    request.rationale = m_rationale;
    request.reasons = m_reasons;
    request.contact = m_contact.contact(m_clock.elapsed());
    if (correcting())
        request.supersedes = m_case->correcting->id;
    else if (m_case->claim)
        request.fence = m_case->claim->fence;
    request.seen = SeenCase{m_case->stored.digest, m_case->record.suggestion};
    return request;
}

Asks ReviewSession::asks() const
{
    return m_case && m_session.signedIn() ? asksFor(m_session.acting(), m_case->stored.route.signingMode) : Asks::Nothing;
}

bool ReviewSession::canProve() const
{
    return asks() == Asks::Nothing || demandPin(m_session.acting()).has_value();
}

void ReviewSession::sign(const SigningProof &proof)
{
    if (!m_armed || !writable() || m_signing || missing() || !m_session.signedIn())
        return;
    m_signing = true;
    m_draftTimer.stop();
    m_session.writing().drop(draftTopic());
    DecisionRequest made = request();
    made.id = core::newStatementId(QDateTime::currentMSecsSinceEpoch());
    Q_EMIT readinessChanged();
    m_session.writing().run<DecisionReceipt>(
        this, {},
        [acting = m_session.acting(), keyring = m_session.keyring(), mode = m_case->stored.route.signingMode, proof,
         made](const Ports &ports, std::stop_token) {
            return proveSigning(ports, keyring, acting, mode, proof).and_then([&](const ActingPerson &proven) {
                return recordDecision(ports, proven, made);
            });
        },
        [this](Result<DecisionReceipt> receipt) { signedOrNot(std::move(receipt)); });
}

void ReviewSession::signedOrNot(Result<DecisionReceipt> receipt)
{
    m_signing = false;
    if (!receipt) {
        m_dirty = true;
        saveDraft();
        Q_EMIT readinessChanged();
        if (receipt.error().kind == ErrorKind::ClaimLost || receipt.error().kind == ErrorKind::StaleVersion) {
            m_case->claim.reset();
            Q_EMIT claimLost();
        }
        Q_EMIT signingFailed(receipt.error());
        if (receipt.error().detail == u"signing-locked")
            m_session.lock(Session::Locked::ByWrongPins);
        return;
    }
    const bool corrected = correcting();
    m_skipped.removeAll(m_case->record.id.value);
    leave();
    Q_EMIT decisionRecorded(*receipt);
    if (!corrected)
        openNext();
}

void ReviewSession::touch()
{
    m_dirty = true;
    m_session.noteActivity();
    // Not restarted: whoever types without a pause still has a draft that is at most this old.
    if (!m_draftTimer.isActive())
        m_draftTimer.start();
}

QString ReviewSession::draftTopic() const
{
    return QStringLiteral("draft ") + m_case->record.id.value;
}

void ReviewSession::saveDraft()
{
    m_draftTimer.stop();
    if (!m_case || !m_dirty || !writable() || !m_session.signedIn())
        return;
    m_dirty = false;
    m_case->draft = draft();
    m_session.writing().run<QDateTime>(
        &m_session, draftTopic(),
        [draft = *m_case->draft](const Ports &ports, std::stop_token) { return saveDraftNow(ports, draft); },
        [session = &m_session, here = QPointer(this), draft = *m_case->draft](Result<QDateTime> when) {
            if (here && when)
                Q_EMIT here->draftSaved(*when);
            else if (here && here->m_case && here->m_case->record.id == draft.caseId) {
                here->m_dirty = true;
                Q_EMIT here->draftFailed(when.error());
            } else if (!when)
                session->keepDraft(draft, when.error());
        });
}

void ReviewSession::renewClaim()
{
    if (!writable() || correcting() || m_signing || !m_session.signedIn())
        return;
    m_session.writing().run<core::Claim>(
        this, QStringLiteral("renew"),
        [person = m_session.acting().person, id = m_case->record.id](const Ports &ports, std::stop_token) { return claimCase(ports, person, id); },
        [this, id = m_case->record.id](Result<core::Claim> claim) {
            if (!m_case || m_case->record.id != id || m_signing)
                return;
            const bool refused = !claim && (claim.error().kind == ErrorKind::ClaimHeld || claim.error().kind == ErrorKind::MoveNotAllowed);
            const bool taken = claim && claim->fence != m_case->claim->fence;
            if (!refused && !taken) {
                if (claim)
                    m_case->claim = *claim;
                return;
            }
            m_case->claim.reset();
            m_renewTimer.stop();
            Q_EMIT claimLost();
            Q_EMIT readinessChanged();
        });
}

core::Draft ReviewSession::draft() const
{
    core::Draft draft;
    draft.caseId = m_case->record.id;
    draft.team = m_case->record.team;
    draft.version = m_case->record.version;
    draft.slot = correcting() ? m_case->correcting->slot : m_case->claim->slot;
    draft.person = m_session.acting().person.id;
    draft.content = m_content;
    draft.verdict = m_armed ? core::verdictName(*m_armed) : QString();
    draft.reasons = m_reasons;
    draft.rationale = m_rationale;
    draft.caret = m_caret;
    draft.scroll = m_scroll;
    draft.evidence = m_evidence;
    draft.undo = m_undo ? m_undo() : QByteArray();
    return draft;
}

} // namespace countersign::workflow
