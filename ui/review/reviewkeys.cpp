// The keys of the review desk: every command once, what Esc and F6 mean here, and the keyboard on the case.
#include "ui/review/reviewpage.h"

#include "ui/review/about/aboutpane.h"
#include "ui/review/citationlight.h"
#include "ui/review/desklayout.h"
#include "ui/review/decision/decisionbar.h"
#include "ui/review/evidence/evidencepane.h"
#include "ui/review/grounding/sources.h"
#include "ui/review/spelling/spelling.h"
#include "ui/review/suggestionpane.h"
#include "ui/actions.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>

namespace countersign::ui {

QAction *ReviewPage::command(Command which, std::function<void()> what)
{
    QAction *action = makeAction(which, this);
    connect(this, &ReviewPage::caseChanged, action, [this, action] { action->setEnabled(m_review.hasCase()); });
    connect(action, &QAction::triggered, this, [this, what = std::move(what)] {
        if (m_review.hasCase())
            what();
    });
    return action;
}

void ReviewPage::makeCommands()
{
    QAction *skipped = makeAction(Command::BackToSkipped, this);
    connect(skipped, &QAction::triggered, this, [this] {
        keepPlace();
        if (m_review.backToSkipped())
            Q_EMIT caseCountChanged();
    });
    command(Command::EditText, [this] { m_suggestion->takeKeyboard(); });
    command(Command::FocusRationale, [this] { m_decision->focusRationale(); });
    command(Command::FocusReason, [this] { m_decision->focusReason(); });
    command(Command::NextChange, [this] { m_suggestion->goToNextChange(1); });
    command(Command::PreviousChange, [this] { m_suggestion->goToNextChange(-1); });
    command(Command::TakeChangeBack, [this] { m_suggestion->takeChangeBack(); });
    command(Command::PutChangeBack, [this] { m_suggestion->putChangeBack(); });
    command(Command::PutTextIn, [this] { offerTexts(); });
    command(Command::EditWordings, [this] { editWordings(); });
    command(Command::CompareDecisions, [this] { compareDecisions(); });
    command(Command::SuggestSpelling, [this] { suggestSpelling(); });
    command(Command::AddField, [this] { m_suggestion->addField(); });
    command(Command::RemoveField, [this] { m_suggestion->removeField(); });
    command(Command::EmptyField, [this] { m_suggestion->emptyField(); });
    command(Command::CheckSpelling, [] { Spelling::instance()->setOn(!Spelling::instance()->isOn()); });
    command(Command::TakeAllBack, [this] { m_suggestion->takeAllBack(); });
    command(Command::PutAllBack, [this] { m_suggestion->putAllBack(); });
    command(Command::NextCitation, [this] { m_light->step(1); });
    command(Command::PreviousCitation, [this] { m_light->step(-1); });
    command(Command::GoToSource, [this] {
        if (m_suggestion->showsFields())
            m_suggestion->form().askForSource();
        else
            m_sources->showSourceAt(m_suggestion->editor().caret());
    });
    command(Command::NextUnfound, [this] { m_sources->stepUnfound(1); });
    command(Command::PreviousUnfound, [this] { m_sources->stepUnfound(-1); });
    command(Command::ShowLeftOut, [this] { m_about->focusLeftOut(); });
    command(Command::FindInEvidence, [this] { m_evidence->openFind(); });
    command(Command::NextEvidence, [this] { m_evidence->step(1); });
    command(Command::PreviousEvidence, [this] { m_evidence->step(-1); });
    command(Command::ZoomIn, [this] { m_evidence->zoom(EvidenceView::Zoom::In); });
    command(Command::ZoomOut, [this] { m_evidence->zoom(EvidenceView::Zoom::Out); });
    command(Command::ZoomFit, [this] { m_evidence->zoom(EvidenceView::Zoom::Fit); });
    command(Command::SideLists, [this] {
        m_layout->toggleSide();
        onCase();
    });
    command(Command::EvidenceApart, [this] {
        m_layout->toggleApart();
        onCase();
    });
    command(Command::ShowWithChanges, [this] { m_suggestion->setView(SuggestionEditor::View::WithChanges); });
    command(Command::ShowSideBySide, [this] { m_suggestion->setView(SuggestionEditor::View::SideBySide); });
    command(Command::ShowFinalText, [this] { m_suggestion->setView(SuggestionEditor::View::FinalText); });
}

void ReviewPage::noteFocus(const QWidget *focused)
{
    const bool inside = focused && holds(focused);
    const bool inText = focused && focused->testAttribute(Qt::WA_InputMethodEnabled) && (focused != this);
    m_decision->setKeysLive(inside && !inText && m_review.hasCase() && m_review.writable() && singleKeysOn());
}

bool ReviewPage::isOnCase() const
{
    return QApplication::focusWidget() == this;
}

// Also where the evidence stands in a window of its own.
bool ReviewPage::holds(const QWidget *widget) const
{
    return widget == this || isAncestorOf(widget) || widget == m_evidence || m_evidence->isAncestorOf(widget);
}

void ReviewPage::onCase()
{
    if (!isVisible())
        return;
    setFocus(Qt::OtherFocusReason);
    if (m_evidence->window() != window() && m_evidence->window()->isActiveWindow())
        window()->activateWindow();
}

void ReviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_review.setInSight(true);
    m_layout->restoreApart();
    onCase();
}

void ReviewPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_review.setInSight(false);
}

QList<QWidget *> ReviewPage::panes() const
{
    QList<QWidget *> found;
    if (QWidget *reader = m_evidence->reader())
        found.append(reader);
    found.append(m_suggestion);
    if (QWidget *list = m_about->isHidden() ? nullptr : m_about->firstList())
        found.append(list);
    found.append(m_decision);
    return found;
}

void ReviewPage::cyclePanes(int direction)
{
    if (!m_review.hasCase())
        return;
    const QList<QWidget *> order = panes();
    const QWidget *focused = QApplication::focusWidget();
    qsizetype at = -1; // on the case
    for (qsizetype i = 0; i < order.size(); ++i) {
        const QWidget *pane = order[i] == m_evidence->reader() ? static_cast<QWidget *>(m_evidence) : order[i];
        if (focused && (pane == focused || pane->isAncestorOf(focused)))
            at = i;
    }
    qsizetype next = at + direction;
    if (next < -1)
        next = order.size() - 1;
    if (next < 0 || next >= order.size())
        return onCase();
    if (order[next] == m_suggestion)
        m_suggestion->takeKeyboard();
    else if (order[next] == m_decision)
        m_decision->focusRationale();
    else
        order[next]->setFocus(Qt::ShortcutFocusReason);
    (next == 0 && order[next] == m_evidence->reader() ? m_evidence->window() : window())->activateWindow();
}

// Esc steps back to the case first, from there the window's own Esc goes on; F6 goes round the panes of the desk.
bool ReviewPage::handledByPage(const QKeyEvent &key) const
{
    const Qt::KeyboardModifiers held = key.modifiers() & ~Qt::KeypadModifier;
    if (key.key() == Qt::Key_Escape && held == Qt::NoModifier)
        return !isOnCase() && m_review.hasCase();
    return key.key() == Qt::Key_F6 && (held == Qt::NoModifier || held == Qt::ShiftModifier) && m_review.hasCase();
}

// Enter goes into the text from the case only: in a field it is the field's, on a button it presses the button.
bool ReviewPage::takesEnter(QWidget *focused, const QKeyEvent &key)
{
    const bool enter = (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && !(key.modifiers() & ~Qt::KeypadModifier);
    const bool field = focused->testAttribute(Qt::WA_InputMethodEnabled) || qobject_cast<QComboBox *>(focused);
    return enter && focused != this && (field || qobject_cast<QAbstractButton *>(focused));
}

bool ReviewPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *widget = qobject_cast<QWidget *>(watched);
    const bool ours = widget && widget == QApplication::focusWidget() && holds(widget) && !QApplication::activePopupWidget();
    auto *key = static_cast<QKeyEvent *>(event);
    if (ours && takesEnter(widget, *key)) {
        auto *button = qobject_cast<QAbstractButton *>(widget);
        event->accept();
        if (button && event->type() == QEvent::KeyPress)
            button->click();
        return button || event->type() == QEvent::ShortcutOverride;
    }
    if (!ours || !handledByPage(*key))
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (key->key() == Qt::Key_F6)
        cyclePanes(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else {
        m_decision->leaveSigning();
        m_evidence->leaveFind(widget);
        onCase();
    }
    return true;
}

// With the keyboard on the case the keys that scroll move the evidence.
void ReviewPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT backRequested();
    static const QList<int> scrolling{Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End};
    QWidget *reader = m_evidence->reader();
    if (!m_review.hasCase() || !reader || !scrolling.contains(event->key()) || event->modifiers() & ~Qt::KeypadModifier)
        return QWidget::keyPressEvent(event);
    QKeyEvent forwarded(event->type(), event->key(), event->modifiers(), event->text());
    QCoreApplication::sendEvent(reader, &forwarded);
}

} // namespace countersign::ui
