// Building the desk and laying cases on it; keys are in reviewkeys.cpp.
#include "ui/review/reviewpage.h"

#include "ui/ledger/caseactions.h"
#include "ui/review/about/aboutpane.h"
#include "ui/review/citationlight.h"
#include "ui/review/desklayout.h"
#include "ui/review/decision/decisionbar.h"
#include "ui/review/decision/reasoncodes.h"
#include "ui/review/evidence/evidencepane.h"
#include "ui/review/grounding/sources.h"
#include "ui/review/spelling/spelling.h"
#include "ui/review/suggestionpane.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"
#include "workflow/fieldediting.h"
#include "workflow/masks.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;
using workflow::ReviewSession;
using workflow::Session;

namespace {

constexpr qsizetype shortList = 200; // changes listed at once while typing
constexpr int listMilliseconds = 150;
constexpr int placeMilliseconds = 250;

} // namespace

ReviewPage::ReviewPage(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_review(session), m_notice(new Notice(this)), m_evidence(nullptr), m_suggestion(nullptr),
      m_about(nullptr), m_decision(nullptr), m_empty(new EmptyState(this)), m_desk(new QWidget(this)),
      m_splitter(new QSplitter(Qt::Horizontal, m_desk)), m_layers(new QStackedLayout), m_light(nullptr), m_sources(nullptr),
      m_case(new CaseActions(session, this, m_notice))
{
    build();
    connectSession();
    connectPanes();
    connectAbout();
    makeCommands();
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { noteFocus(now); });
    showNothing({}, {});
}

ReviewPage::~ReviewPage()
{
    qApp->removeEventFilter(this);
}

void ReviewPage::build()
{
    setFocusPolicy(Qt::StrongFocus);
    theme::setBackground(this, theme::Meaning::Pane);
    m_evidence = new EvidencePane(m_session, m_splitter);
    m_suggestion = new SuggestionPane(m_splitter);
    m_about = new AboutPane(m_splitter);
    m_decision = new DecisionBar(m_review, this);
    m_light = new CitationLight(*m_evidence, *m_suggestion, *m_about, this);
    m_sources = new Sources(m_session, *m_evidence, *m_suggestion, *m_about, *m_light, this);
    m_evidence->setAccessibleName(tr("Evidence"));
    m_suggestion->setAccessibleName(tr("Suggestion and your version"));
    m_about->setAccessibleName(tr("About this case"));
    m_decision->setAccessibleName(tr("Decision"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    for (const auto &[pane, share] : {std::pair<QWidget *, int>(m_evidence, 36), {m_suggestion, 40}, {m_about, 20}}) {
        m_splitter->addWidget(pane);
        m_splitter->setStretchFactor(m_splitter->count() - 1, share);
        pane->setMinimumWidth(px(180));
    }
    m_splitter->setSizes({px(522), px(574), px(288)});
    m_layout = new DeskLayout(*m_splitter, *m_evidence, *m_about, *this);
    auto *desk = new QVBoxLayout(m_desk);
    desk->setContentsMargins({});
    desk->setSpacing(0);
    desk->addWidget(m_splitter, 1);
    desk->addWidget(m_decision);
    m_layers->addWidget(m_empty);
    m_layers->addWidget(m_desk);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addLayout(m_layers, 1);
    const auto alignHeads = [this] { // one line across all panes
        for (const QWidget *pane : {static_cast<QWidget *>(m_evidence), static_cast<QWidget *>(m_suggestion), static_cast<QWidget *>(m_about)})
            for (HeaderBar *head : pane->findChildren<HeaderBar *>())
                head->setFixedHeight(px(42));
    };
    connect(theme::notifier(), &theme::Notifier::changed, this, alignHeads);
    alignHeads();
    m_listTimer.setSingleShot(true);
    m_listTimer.setInterval(listMilliseconds);
    m_placeTimer.setSingleShot(true);
    m_placeTimer.setInterval(placeMilliseconds);
}

void ReviewPage::connectSession()
{
    connect(&m_review, &ReviewSession::caseOpened, this, &ReviewPage::showCase);
    connect(&m_review, &ReviewSession::openFailed, this, [this](const core::Error &error) {
        showNothing(tr("This case cannot be opened"), sentence(error));
        Q_EMIT caseCountChanged();
    });
    connect(&m_review, &ReviewSession::nothingLeft, this, [this] {
        showNothing(tr("Nothing is waiting for you"), tr("New cases appear in the queue by themselves."));
        m_notice->clear();
        Q_EMIT caseCountChanged();
    });
    connect(&m_review, &ReviewSession::draftSaved, this, [this](const QDateTime &when) { m_decision->sayDraftSaved(when); });
    connect(&m_review, &ReviewSession::draftFailed, this, [this](const core::Error &error) {
        if (error.kind == core::ErrorKind::StoreUnreachable)
            m_notice->showNote(tr("The draft is not saved yet; it will be as soon as the store answers."));
        else
            m_notice->showError(error);
    });
    connect(&m_review, &ReviewSession::signingFailed, m_notice, &Notice::showError);
    connect(&m_review, &ReviewSession::claimLost, this, [this] {
        m_suggestion->setWritable(false);
        m_decision->sayWhyReadOnly(tr("Somebody else has this case now"));
        m_notice->showProblem(tr("Somebody else has this case now. Your draft is kept."));
        m_notice->offer(tr("Try to take it again"));
    });
    connect(&m_review, &ReviewSession::decisionRecorded, this, [this](const workflow::DecisionReceipt &receipt) {
        m_notice->clear();
        const bool wasCorrection = std::exchange(m_correcting, false);
        if (wasCorrection) {
            showNothing({}, {});
            Q_EMIT corrected(receipt.id);
            return;
        }
        m_signedNow = receipt;
        Q_EMIT caseCountChanged();
    });
    connect(m_case, &CaseActions::moved, this, [this] {
        const core::CaseId id = currentCase();
        m_review.close();
        Q_EMIT caseCountChanged();
        m_review.open(id);
    });
    connect(m_notice, &Notice::wayOut, this, [this] { openCase(m_asked); });
    connect(&m_session, &Session::storeReachable, m_notice, &Notice::clear); // a draft that could not be saved is saved now
    connect(&m_session, &Session::signedInChanged, this, [this] {
        m_decision->setSignerName(m_session.signedIn() ? m_session.acting().person.printedName : QString());
        if (!m_session.signedIn())
            showNothing({}, {});
    });
    if (m_session.signedIn())
        m_decision->setSignerName(m_session.acting().person.printedName);
}

void ReviewPage::connectPanes()
{
    SuggestionEditor &editor = m_suggestion->editor();
    FieldsForm &form = m_suggestion->form();
    connect(&editor, &SuggestionEditor::edited, this, [this, &editor] {
        m_review.setText(editor.text());
        lookForSources();
    });
    connect(&editor, &SuggestionEditor::changesChanged, this, [this, &editor] {
        if (editor.hunks().size() <= shortList)
            showTextChanges();
        else if (!m_listTimer.isActive())
            m_listTimer.start();
    });
    connect(&m_listTimer, &QTimer::timeout, this, &ReviewPage::showTextChanges);
    connect(&editor, &SuggestionEditor::currentChangeMoved, this, [this, &editor] { m_about->setCurrentChange(editor.currentChange()); });
    connect(&editor, &ParagraphView::caretMoved, this, [this] { m_placeTimer.start(); });
    connect(m_evidence, &EvidencePane::currentChanged, this, [this](const QString &id) {
        m_placeTimer.start();
        m_review.looked(id, true);
    });
    connect(m_evidence, &EvidencePane::cannotShow, &m_review, &ReviewSession::cannotShow);
    connectSources();
    connect(&m_placeTimer, &QTimer::timeout, this, &ReviewPage::keepPlace);
    editor.setSettler([this](const diff::IncrementalDiff::Snapshot &state) { settle(state); });
    connect(&form, &FieldsForm::edited, this, [this, &form] {
        m_review.setFields(form.fields());
        lookForSources();
    });
    connect(&form, &FieldsForm::changesChanged, this, &ReviewPage::showFieldChanges);
    connect(&form, &FieldsForm::placeMoved, this, [this] { m_placeTimer.start(); });
    connect(m_evidence, &EvidencePane::findClosed, this, &ReviewPage::onCase);
    connect(m_decision, &DecisionBar::skipAsked, this, [this] {
        keepPlace();
        m_review.skip();
        Q_EMIT caseCountChanged();
    });
    connect(m_decision, &DecisionBar::textsAsked, this, &ReviewPage::offerTexts);
    connect(m_suggestion, &SuggestionPane::firstAnswerTyped, this, [this] { m_review.noteTyping(); });
    connect(m_suggestion, &SuggestionPane::firstAnswerGiven, this, [this](const QString &answer) { m_review.giveFirstAnswer(answer); });
    m_review.setUndoSource([this, &editor, &form] {
        if (m_review.awaitsFirstAnswer())
            return m_suggestion->firstAnswerDraft();
        return m_suggestion->showsFields() ? form.undoSteps() : editor.undoSteps();
    });
    connect(m_decision, &DecisionBar::textNeeded, m_suggestion, &SuggestionPane::takeKeyboard);
    connect(m_decision, &DecisionBar::done, this, &ReviewPage::onCase);
    m_decision->setGuard([&form, this] { return m_suggestion->showsFields() && form.showFirstError(); });
}

void ReviewPage::connectAbout()
{
    SuggestionEditor &editor = m_suggestion->editor();
    FieldsForm &form = m_suggestion->form();
    const auto changeAt = [&editor](int index) { return editor.changes().value(index); };
    connect(m_about, &AboutPane::comparisonAsked, this, &ReviewPage::compareDecisions);
    connect(m_about, &AboutPane::caseMenuAsked, m_case, &CaseActions::showMenu);
    connect(m_case, &CaseActions::possibleChanged, this, [this] { m_about->offerCaseMenu(m_case->any()); });
    connect(m_about, &AboutPane::changeChosen, this, [&editor, changeAt](int index) {
        const SuggestionEditor::Change change = changeAt(index);
        if (change.hunks.isEmpty())
            editor.setCaret(change.place);
        else
            editor.goToChange(change.hunks.first());
    });
    connect(m_about, &AboutPane::takeBackAsked, this, [&editor, changeAt](int index) { editor.takeBack(changeAt(index).hunks); });
    connect(m_about, &AboutPane::putBackAsked, this, [&editor, changeAt](int index) { editor.putBack(changeAt(index).takenBack); });
    connect(m_about, &AboutPane::stepAsked, m_suggestion, &SuggestionPane::goToNextChange);
    connect(m_about, &AboutPane::fieldChosen, &form, &FieldsForm::goToChange);
    connect(m_about, &AboutPane::fieldRevertAsked, &form, &FieldsForm::revertChange);
}

// A long text is solved again on a worker while the person goes on.
void ReviewPage::settle(const diff::IncrementalDiff::Snapshot &state)
{
    m_session.reading().run<diff::TextDiff>(
        this, QStringLiteral("settle difference"),
        [state](const workflow::Ports &, std::stop_token stop) -> core::Result<diff::TextDiff> {
            diff::CompareOptions options = diff::CompareOptions::thorough();
            options.stop = stop;
            return diff::compare(state.a, state.b, options);
        },
        [this, revision = state.revision](const core::Result<diff::TextDiff> &result) {
            if (result && !result->stopped)
                m_suggestion->editor().settled(*result, revision);
        });
}

// ---- the case

void ReviewPage::openCase(const core::CaseId &id)
{
    m_asked = id;
    m_notice->clear();
    keepPlace();
    m_review.open(id);
}

void ReviewPage::correct(const core::CaseId &id, const core::StatementId &decision)
{
    m_asked = id;
    m_notice->clear();
    keepPlace();
    m_review.correct(id, decision);
}

void ReviewPage::openNext()
{
    m_notice->clear();
    keepPlace();
    m_review.openNext();
}

void ReviewPage::closeCase()
{
    keepPlace();
    m_review.close();
    showNothing({}, {});
}

bool ReviewPage::hasCase() const
{
    return m_review.hasCase();
}

core::CaseId ReviewPage::currentCase() const
{
    return m_review.hasCase() ? m_review.current().record.id : core::CaseId();
}

void ReviewPage::showNothing(const QString &title, const QString &next)
{
    m_placeTimer.stop();
    m_listTimer.stop();
    m_case->clear();
    m_evidence->clear();
    m_suggestion->clear();
    m_about->clear();
    m_light->clear();
    m_sources->clear();
    m_decision->showNone();
    Spelling::instance()->end();
    m_empty->setVisible(!title.isEmpty());
    if (!title.isEmpty())
        m_empty->say(QStringLiteral("desk"), title, next);
    m_layers->setCurrentWidget(m_empty);
    setAccessibleName(title.isEmpty() ? tr("Review desk") : title);
    Q_EMIT caseChanged();
}

QString ReviewPage::whyReadOnly() const
{
    const workflow::CaseOnDesk &desk = m_review.current();
    if (m_review.writable())
        return {};
    if (desk.redacted)
        return tr("The texts of this case have been redacted");
    if (!core::awaitsDecision(desk.stored.row.state))
        return m_session.isOffline() ? stateWords(desk.stored.row.state, true) : tr("Already decided: %1").arg(words(desk.stored.row.state));
    const core::CaseState state = desk.stored.row.state;
    const bool hasDecided = std::any_of(desk.decisions.begin(), desk.decisions.end(), [&](const core::DecisionRow &row) {
        return row.reviewer == m_session.acting().person.id && (row.stands || state != core::CaseState::Open); // what was recalled is open to all
    });
    if (hasDecided)
        return state == core::CaseState::Disputed ? tr("You decided it: a third person settles the dispute")
            : state == core::CaseState::Escalated ? tr("You handed it to a supervisor")
                                                  : tr("You decided it: the other reviewer is next");
    if (!desk.stored.row.holder.isEmpty() && desk.stored.row.holder != m_session.acting().person.id)
        return tr("%1 has this case: you can read it").arg(desk.stored.row.holder.value);
    return tr("You can read this case, not decide it");
}

void ReviewPage::showCase()
{
    const workflow::CaseOnDesk &desk = m_review.current();
    const core::CaseRecord &record = desk.record;
    m_asked = record.id;
    setUpdatesEnabled(false); // one step to the next case, nothing in between
    m_layers->setCurrentWidget(m_desk);
    m_about->setOffline(m_session.isOffline());
    m_about->showCase(desk, m_session.acting().person.id, QDateTime::currentDateTimeUtc());
    m_reasons = reasonsFor(record.kind, desk.wordings);
    layContent(record);
    m_decision->showCase(m_reasons);
    m_decision->sayWhyReadOnly(whyReadOnly());
    m_case->setCase(desk.stored);
    m_correcting = m_review.correcting();
    if (m_correcting)
        m_notice->showSuccess(tr("You correct your decision of %1. The new one names it; what was released is recalled and released anew.")
                                  .arg(dayTime(desk.correcting->arrived)));
    if (m_signedNow)
        m_decision->saySigned(*std::exchange(m_signedNow, {}));
    if (desk.draft && desk.draft->version == record.version && !m_review.awaitsFirstAnswer())
        restorePlace(*desk.draft);
    m_placeTimer.stop();
    setAccessibleName(tr("Case %1, %2, %3").arg(record.id.value, kindWords(record.kind), words(record.risk)));
    onCase();
    noteFocus(QApplication::focusWidget());
    setUpdatesEnabled(true);
    Q_EMIT caseChanged();
}

void ReviewPage::restorePlace(const core::Draft &draft)
{
    m_evidence->show(draft.evidence);
    if (m_suggestion->showsFields()) {
        m_suggestion->form().restoreUndo(draft.undo);
        m_suggestion->form().restorePlace(draft.caret, draft.scroll);
    } else {
        m_suggestion->editor().restoreUndo(draft.undo);
        m_suggestion->editor().restorePlace(draft.caret, draft.scroll);
    }
}

// Until an answer of one's own is given nothing that comes from the suggestion is shown, what it cites included.
void ReviewPage::layContent(const core::CaseRecord &record)
{
    core::CaseRecord shown = record;
    if (m_review.awaitsFirstAnswer()) {
        shown.suggestion = {};
        shown.evidence = workflow::withoutSuggested(std::move(shown.evidence));
    }
    m_evidence->setEvidence(shown.id, shown.evidence, shown.suggestion.citations);
    m_review.looked(m_evidence->current(), false);
    if (m_review.awaitsFirstAnswer()) {
        m_suggestion->askFirst(m_review.current().draft ? m_review.current().draft->undo : QByteArray());
    } else {
        m_suggestion->showCase(shown.suggestion, m_review.content(), m_review.writable());
        m_suggestion->sayLongLines();
        const core::Content &mine = m_review.content();
        Spelling::instance()->begin(m_suggestion->showsFields() ? workflow::fieldsAsText(mine.fields) : mine.text);
    }
    m_light->setCase(shown);
    m_sources->setCase(shown, m_review.writable());
    lookForSources();
}

void ReviewPage::showTextChanges()
{
    if (m_suggestion->showsFields() || !m_review.hasCase())
        return;
    const SuggestionEditor &editor = m_suggestion->editor();
    m_about->setChanges(editor.changes(), editor.currentChange());
    m_decision->offerReasons(proposedReasons(m_reasons, editor.hunks()));
}

void ReviewPage::showFieldChanges()
{
    if (!m_suggestion->showsFields() || !m_review.hasCase())
        return;
    m_about->setFieldChanges(m_suggestion->form().changeLabels());
    const QByteArray &before = m_review.current().record.suggestion.content.fields;
    m_decision->offerReasons(proposedReasons(m_reasons, workflow::fieldChanges(before, m_suggestion->form().fields())));
}

void ReviewPage::keepPlace()
{
    if (!m_review.hasCase())
        return;
    if (m_suggestion->showsFields())
        m_review.setPlace(m_suggestion->form().caret(), m_suggestion->form().scrollPlace(), m_evidence->current());
    else
        m_review.setPlace(m_suggestion->editor().caret(), m_suggestion->editor().scrollPlace(), m_evidence->current());
}

void ReviewPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
