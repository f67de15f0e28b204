#include "ui/ledger/caseactions.h"

#include "ui/actions.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "workflow/findings.h"
#include "workflow/recallcase.h"
#include "workflow/redactcase.h"
#include "workflow/withdrawcase.h"

#include <QMenu>

namespace countersign::ui {

using core::Result;
using workflow::MoveReceipt;

namespace {

// As the other moves; what could not be rewritten yet is said behind it.
Result<MoveReceipt> redactTexts(const workflow::Ports &ports, const workflow::ActingPerson &acting,
                                const workflow::MoveRequest &request)
{
    const auto redacted = workflow::redactCase(ports, acting, request);
    if (!redacted)
        return tl::unexpected(redacted.error());
    if (redacted->notSwept)
        return tl::unexpected(*redacted->notSwept);
    return redacted->move;
}

bool looksAfterwards(const core::Person &person, const core::TeamId &team)
{
    using enum core::Role;
    return person.has(Auditor, team) || person.has(Supervisor, team) || person.has(Compliance, team);
}

} // namespace

CaseActions::CaseActions(workflow::Session &session, QWidget *owner, Notice *notice)
    : QObject(owner), m_session(session), m_owner(owner), m_notice(notice), m_menu(new QMenu(owner)), m_correct(makeAction(Command::CorrectDecision, owner)),
      m_recall(makeAction(Command::RecallCase, owner)), m_withdraw(makeAction(Command::WithdrawCase, owner)), m_redact(makeAction(Command::RedactCase, owner)),
      m_finding(makeAction(Command::OpenFinding, owner))
{
    m_menu->setAccessibleName(tr("This case"));
    m_menu->addActions({m_correct, m_recall, m_withdraw, m_redact, m_finding});
    connect(m_correct, &QAction::triggered, this, &CaseActions::correct);
    connect(m_recall, &QAction::triggered, this, &CaseActions::recall);
    connect(m_withdraw, &QAction::triggered, this, &CaseActions::withdraw);
    connect(m_redact, &QAction::triggered, this, &CaseActions::redact);
    connect(m_finding, &QAction::triggered, this, &CaseActions::askFinding);
    clear();
}

void CaseActions::setCase(const core::StoredCase &stored, const std::optional<core::DecisionRow> &decision)
{
    m_stored = stored;
    m_decision = decision;
    const core::Person person = m_session.signedIn() ? m_session.acting().person : core::Person();
    const workflow::PossibleMoves possible = workflow::possibleMoves(person, stored);
    const std::pair<QAction *, bool> offered[]{{m_correct, decision && workflow::mayCorrect(person, *decision, stored)},
                                               {m_recall, possible.recall},
                                               {m_withdraw, possible.withdraw},
                                               {m_redact, possible.redact},
                                               {m_finding, looksAfterwards(person, stored.row.team)}};
    for (const auto &[action, mayAtStore] : offered) {
        const bool may = mayAtStore && (!m_session.isOffline() || action == m_correct);
        action->setEnabled(may);
        action->setVisible(may);
    }
    Q_EMIT possibleChanged();
}

void CaseActions::clear()
{
    m_stored.reset();
    m_decision.reset();
    for (QAction *action : {m_correct, m_recall, m_withdraw, m_redact, m_finding})
        action->setEnabled(false);
    Q_EMIT possibleChanged();
}

bool CaseActions::any() const
{
    const QList<QAction *> all = m_menu->actions();
    return std::any_of(all.begin(), all.end(), [](const QAction *action) { return action->isEnabled(); });
}

void CaseActions::showMenu(QWidget *at)
{
    m_menu->popup(at->mapToGlobal(QPoint(0, at->height())));
}

// ---- moves

void CaseActions::recall()
{
    if (m_stored)
        askMove({tr("Recall the release of %1?").arg(m_stored->row.id.value),
                 tr("Whoever took the outcome over is told that it no longer holds, and the case waits to be decided anew. You sign: “%1”")
                     .arg(workflow::recallMeaning()),
                 tr("Recall"), {}, true, {}},
                &workflow::recallCase);
}

void CaseActions::withdraw()
{
    if (m_stored)
        askMove({tr("Withdraw %1?").arg(m_stored->row.id.value),
                 tr("The case leaves the queue for good; what was released is recalled, what was signed stays. You sign: “%1”").arg(workflow::withdrawalMeaning()),
                 tr("Withdraw"), {}, true, {}},
                &workflow::withdrawCase);
}

void CaseActions::redact()
{
    if (m_stored)
        askMove({tr("Delete the texts of %1?").arg(m_stored->row.id.value),
                 tr("Evidence, suggestion, outcomes, rationales and drafts are deleted and the store is rewritten. This cannot be undone; older backups still "
                    "hold them. Do not write in the rationale what is to be deleted. You sign: “%1”")
                     .arg(workflow::redactionMeaning()),
                 tr("Delete for good"), {}, true, m_stored->row.id.value},
                &redactTexts);
}

void CaseActions::askMove(const Question &question, Move move)
{
    if (m_busy || !m_session.signedIn())
        return;
    const workflow::Asks asks = workflow::asksFor(m_session.acting(), m_stored->route.signingMode);
    if (const auto can = workflow::demandPin(m_session.acting()); asks != workflow::Asks::Nothing && !can) {
        m_notice->showError(can.error());
        return;
    }
    const SigningQuestion asked{question, tr("Rationale"), asks};
    prompts().askSigning(m_owner, asked, [this, id = m_stored->row.id, move](const std::optional<SigningAnswer> &answer) {
        if (answer && m_stored && m_stored->row.id == id)
            carryOut(move, *answer);
    });
}

void CaseActions::carryOut(Move move, const SigningAnswer &answer)
{
    if (!m_session.signedIn())
        return;
    m_busy = true;
    m_notice->clear();
    m_session.writing().run<MoveReceipt>(
        this, {},
        [acting = m_session.acting(), keyring = m_session.keyring(), mode = m_stored->route.signingMode, move, answer,
         request = workflow::MoveRequest{m_stored->row.id, answer.words, {}}](const workflow::Ports &ports, std::stop_token) {
            return workflow::proveSigning(ports, keyring, acting, mode, answer.proof).and_then([&](const workflow::ActingPerson &proven) {
                return move(ports, proven, request);
            });
        },
        [this, id = m_stored->row.id](const Result<MoveReceipt> &receipt) {
            m_busy = false;
            if (!receipt) {
                m_notice->showError(receipt.error());
                if (receipt.error().detail == u"signing-locked")
                    m_session.lock(workflow::Session::Locked::ByWrongPins);
                return;
            }
            Q_EMIT moved();
            m_notice->showSuccess(tr("%1: %2. Signed and recorded as entry %3.").arg(id.value, words(receipt->state)).arg(receipt->logIndex));
        });
}

void CaseActions::correct()
{
    if (m_decision)
        Q_EMIT correctionWanted(m_decision->caseId, m_decision->id);
}

// ---- findings

void CaseActions::askFinding()
{
    if (!m_stored || m_busy)
        return;
    const QString about = m_decision ? tr("About the decision of %1 on %2.").arg(m_decision->reviewerName, m_stored->row.id.value)
                                     : tr("About the case %1.").arg(m_stored->row.id.value);
    const QString owner = m_decision ? u' ' + tr("%1 is asked to answer.").arg(m_decision->reviewerName) : QString();
    prompts().askSigning(m_owner, {{tr("Open a finding"), about + owner, tr("Sign"), {}, false, {}}, tr("What was found"), {}},
                         [this](const std::optional<SigningAnswer> &answer) {
                             if (answer && m_stored)
                                 openFinding(answer->words);
                         });
}

void CaseActions::openFinding(const QString &text)
{
    if (!m_session.signedIn())
        return;
    workflow::NewFinding request;
    request.team = m_stored->row.team;
    request.caseId = m_stored->row.id;
    request.text = text;
    if (m_decision) {
        request.statement = m_decision->id;
        request.owner = m_decision->reviewer;
    }
    m_session.writing().run<workflow::FindingView>(
        this, {},
        [acting = m_session.acting(), request](const workflow::Ports &ports, std::stop_token) {
            return workflow::openFinding(ports, acting, request);
        },
        [this](const Result<workflow::FindingView> &finding) {
            if (finding)
                m_notice->showSuccess(tr("The finding is recorded as entry %1; it stands under Oversight.").arg(finding->steps.first().logIndex));
            else
                m_notice->showError(finding.error());
        });
}

} // namespace countersign::ui
