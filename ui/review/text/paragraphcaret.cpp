// The caret, the selection and the keys of a ParagraphView.
#include "ui/review/text/paragraphview.h"

#include "ui/review/text/textmoves.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyleHints>

namespace countersign::ui {

using theme::px;

void ParagraphView::placeCaret(qsizetype caret, qsizetype anchor)
{
    m_caret = caretPlace(text(), caret);
    m_anchor = anchor == caret ? m_caret : caretPlace(text(), anchor);
}

void ParagraphView::setCaret(qsizetype position, bool keepAnchor)
{
    placeCaret(position, keepAnchor ? m_anchor : position);
    m_goalX = -1;
    showCaret();
}

void ParagraphView::select(diff::Range range)
{
    placeCaret(range.end, range.start);
    m_goalX = -1;
    showCaret();
}

void ParagraphView::showCaret()
{
    reveal({m_caret, m_caret});
    restartBlinking();
    updateMicroFocus();
    if (QAccessible::isActive()) {
        QAccessibleTextCursorEvent moved(this, int(m_caret));
        QAccessible::updateAccessibility(&moved);
        QAccessibleTextSelectionEvent chosen(this, int(selection().start), int(selection().end));
        QAccessible::updateAccessibility(&chosen);
    }
    Q_EMIT caretMoved();
    Q_EMIT selectionChanged();
}

void ParagraphView::copy() const
{
    if (hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

// One line up or down, or on to the neighbouring paragraph.
qsizetype ParagraphView::verticalStep(qsizetype from, int lines)
{
    const qsizetype paragraph = m_table.indexAt(from);
    const qsizetype start = m_table.start(paragraph);
    const Laid &laid = lay(paragraph);
    const double x = m_goalX;
    if (lines < 0) {
        if (const std::optional<qsizetype> found = laid.main->above(from - start, x))
            return start + *found;
        return paragraph == 0 ? 0 : m_table.start(paragraph - 1) + lay(paragraph - 1).main->lastLineAt(x);
    }
    if (const std::optional<qsizetype> found = laid.main->below(from - start, x))
        return start + *found;
    return paragraph + 1 == m_table.count() ? text().size() : m_table.start(paragraph + 1) + lay(paragraph + 1).main->firstLineAt(x);
}

qsizetype ParagraphView::moved(Step step)
{
    const qsizetype paragraph = m_table.indexAt(m_caret);
    const diff::Range content = m_table.content(paragraph);
    const bool swapped = style(paragraph).rightToLeft;
    if (swapped && (step == Step::Left || step == Step::Right))
        step = step == Step::Left ? Step::Right : Step::Left;
    else if (swapped && (step == Step::WordLeft || step == Step::WordRight))
        step = step == Step::WordLeft ? Step::WordRight : Step::WordLeft;
    switch (step) {
    case Step::Left:
        return previousGrapheme(text(), m_caret);
    case Step::Right:
        return nextGrapheme(text(), m_caret);
    case Step::WordLeft:
        return previousWord(text(), m_caret);
    case Step::WordRight:
        return nextWord(text(), m_caret);
    case Step::LineStart:
        return content.start + lay(paragraph).main->lineStart(m_caret - content.start);
    case Step::LineEnd:
        return content.start + lay(paragraph).main->lineEnd(m_caret - content.start);
    case Step::Start:
        return 0;
    case Step::End:
        return text().size();
    default:
        return m_caret;
    }
}

void ParagraphView::moveCaret(Step step, bool keepAnchor)
{
    if (!keepAnchor && hasSelection() && (step == Step::Left || step == Step::Right)) {
        const bool back = (step == Step::Left) != style(m_table.indexAt(m_caret)).rightToLeft;
        return setCaret(back ? selection().start : selection().end);
    }
    const bool vertical = step == Step::Up || step == Step::Down || step == Step::PageUp || step == Step::PageDown;
    if (!vertical)
        return setCaret(moved(step), keepAnchor);
    if (m_goalX < 0)
        m_goalX = rectOf(m_caret).left() - columnLeft();
    const bool up = step == Step::Up || step == Step::PageUp;
    qsizetype to = m_caret;
    if (step == Step::Up || step == Step::Down) {
        to = verticalStep(m_caret, up ? -1 : 1);
    } else {
        const int page = std::max(px(24), viewport()->height() - px(48));
        const QRectF at = rectOf(m_caret);
        setScrollTop(scrollTop() + (up ? -page : page));
        relay();
        const qsizetype there = positionAt({m_goalX + columnLeft(), at.center().y()});
        to = up ? (there >= m_caret ? 0 : there) : (there <= m_caret ? text().size() : there);
    }
    placeCaret(to, keepAnchor ? m_anchor : to);
    showCaret(); // m_goalX stays
}

std::optional<std::pair<ParagraphView::Step, bool>> ParagraphView::stepOf(QKeyEvent *event)
{
    struct Binding {
        QKeySequence::StandardKey key;
        Step step;
        bool keep;
    };
    using K = QKeySequence;
    static const Binding bindings[] = {
        {K::MoveToPreviousChar, Step::Left, false}, {K::MoveToNextChar, Step::Right, false},
        {K::SelectPreviousChar, Step::Left, true}, {K::SelectNextChar, Step::Right, true},
        {K::MoveToPreviousWord, Step::WordLeft, false}, {K::MoveToNextWord, Step::WordRight, false},
        {K::SelectPreviousWord, Step::WordLeft, true}, {K::SelectNextWord, Step::WordRight, true},
        {K::MoveToPreviousLine, Step::Up, false}, {K::MoveToNextLine, Step::Down, false},
        {K::SelectPreviousLine, Step::Up, true}, {K::SelectNextLine, Step::Down, true},
        {K::MoveToPreviousPage, Step::PageUp, false}, {K::MoveToNextPage, Step::PageDown, false},
        {K::SelectPreviousPage, Step::PageUp, true}, {K::SelectNextPage, Step::PageDown, true},
        {K::MoveToStartOfLine, Step::LineStart, false}, {K::MoveToEndOfLine, Step::LineEnd, false},
        {K::SelectStartOfLine, Step::LineStart, true}, {K::SelectEndOfLine, Step::LineEnd, true},
        {K::MoveToStartOfDocument, Step::Start, false}, {K::MoveToEndOfDocument, Step::End, false},
        {K::SelectStartOfDocument, Step::Start, true}, {K::SelectEndOfDocument, Step::End, true},
    };
    for (const Binding &binding : bindings) {
        if (event->matches(binding.key))
            return std::pair(binding.step, binding.keep);
    }
    return std::nullopt;
}

void ParagraphView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return select({0, text().size()});
    const auto step = stepOf(event);
    if (!step)
        return QAbstractScrollArea::keyPressEvent(event);
    if (showsCaret() || step->second)
        return moveCaret(step->first, step->second);
    QScrollBar *bar = verticalScrollBar(); // without a caret the keys scroll
    switch (step->first) {
    case Step::Up:
        return bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Step::Down:
        return bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    case Step::PageUp:
        return bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    case Step::PageDown:
        return bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    case Step::LineStart:
    case Step::Start:
        return bar->triggerAction(QAbstractSlider::SliderToMinimum);
    case Step::LineEnd:
    case Step::End:
        return bar->triggerAction(QAbstractSlider::SliderToMaximum);
    default:
        event->ignore();
    }
}

QVariant ParagraphView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    const qsizetype paragraph = m_table.indexAt(m_caret);
    const diff::Range content = m_table.content(paragraph);
    switch (query) {
    case Qt::ImCursorRectangle:
        return const_cast<ParagraphView *>(this)->rectOf(m_caret).toAlignedRect();
    case Qt::ImFont:
        return theme::readingFont();
    case Qt::ImCursorPosition:
        return int(m_caret - content.start);
    case Qt::ImAnchorPosition:
        return int(std::clamp(m_anchor, content.start, content.end) - content.start);
    case Qt::ImAbsolutePosition:
        return int(m_caret);
    case Qt::ImSurroundingText:
        return text().sliced(content.start, content.length());
    case Qt::ImCurrentSelection:
        return selectedText();
    case Qt::ImTextBeforeCursor:
        return text().sliced(content.start, m_caret - content.start);
    case Qt::ImTextAfterCursor:
        return text().sliced(m_caret, std::max<qsizetype>(0, content.end - m_caret));
    default:
        return QAbstractScrollArea::inputMethodQuery(query);
    }
}

void ParagraphView::restartBlinking()
{
    m_caretOn = true;
    const int flash = QGuiApplication::styleHints()->cursorFlashTime();
    if (showsCaret() && hasFocus() && flash > 0)
        m_blink.start(flash / 2, this);
    else
        m_blink.stop();
    viewport()->update();
}

void ParagraphView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    restartBlinking();
}

void ParagraphView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    restartBlinking();
}

void ParagraphView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_blink.timerId()) {
        m_caretOn = !m_caretOn;
        viewport()->update(rectOf(m_caret).toAlignedRect().adjusted(-3, -3, 3, 3));
        return;
    }
    if (event->timerId() != m_autoScroll.timerId())
        return QAbstractScrollArea::timerEvent(event);
    const QPoint at = viewport()->mapFromGlobal(QCursor::pos());
    const int beyond = at.y() < 0 ? at.y() : std::max(0, at.y() - viewport()->height());
    if (beyond == 0)
        return m_autoScroll.stop();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond);
    extendTo(positionAt(at));
}

} // namespace countersign::ui
