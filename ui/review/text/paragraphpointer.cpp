// The mouse over a ParagraphView: placing, selecting by character, word and paragraph, dragging text out.
#include "ui/review/text/paragraphview.h"

#include "ui/review/text/textmoves.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>

namespace countersign::ui {

void ParagraphView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (pressedMargin(event->position()))
        return;
    const qsizetype position = positionAt(event->position());
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool third = now - m_pointer.lastDoubleClick < QApplication::doubleClickInterval()
        && (event->pos() - m_pointer.pressed).manhattanLength() < QApplication::startDragDistance();
    m_pointer.pressed = event->pos();
    m_pointer.mayDrag = false;
    m_pointer.selecting = true;
    if (third) {
        m_pointer.unit = Pointer::Unit::Paragraph;
        const qsizetype paragraph = m_table.indexAt(position);
        m_pointer.origin = {m_table.start(paragraph), m_table.lineEnd(paragraph).end};
        return select(m_pointer.origin);
    }
    m_pointer.unit = Pointer::Unit::Character;
    if (event->modifiers() & Qt::ShiftModifier)
        return setCaret(position, true);
    if (hasSelection() && position >= selection().start && position < selection().end) {
        m_pointer.mayDrag = true; // or a click that drops the selection, known at release
        m_pointer.selecting = false;
        return;
    }
    m_pointer.origin = {position, position};
    setCaret(position);
}

void ParagraphView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    if (m_pointer.mayDrag) {
        if ((event->pos() - m_pointer.pressed).manhattanLength() >= QApplication::startDragDistance())
            startDrag();
        return;
    }
    if (!m_pointer.selecting)
        return;
    if (!viewport()->rect().contains(event->pos()) && !m_autoScroll.isActive())
        m_autoScroll.start(40, this);
    extendTo(positionAt(event->position()));
}

void ParagraphView::extendTo(qsizetype position)
{
    diff::Range reached{position, position};
    if (m_pointer.unit == Pointer::Unit::Word)
        reached = wordAt(text(), position);
    else if (m_pointer.unit == Pointer::Unit::Paragraph)
        reached = {m_table.start(m_table.indexAt(position)), m_table.lineEnd(m_table.indexAt(position)).end};
    if (m_pointer.unit == Pointer::Unit::Character)
        return setCaret(position, true);
    const bool backwards = position < m_pointer.origin.start;
    placeCaret(backwards ? reached.start : std::max(reached.end, m_pointer.origin.end), backwards ? m_pointer.origin.end : m_pointer.origin.start);
    showCaret();
}

void ParagraphView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_autoScroll.stop();
    if (m_pointer.mayDrag)
        setCaret(positionAt(event->position()));
    const bool clicked = m_pointer.mayDrag || m_pointer.selecting;
    m_pointer.mayDrag = m_pointer.selecting = false;
    if (hasSelection() && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
    if (clicked && !hasSelection())
        Q_EMIT placePressed(m_caret);
}

void ParagraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pointer.lastDoubleClick = QDateTime::currentMSecsSinceEpoch();
    m_pointer.pressed = event->pos();
    m_pointer.unit = Pointer::Unit::Word;
    m_pointer.selecting = true;
    m_pointer.origin = wordAt(text(), positionAt(event->position()));
    select(m_pointer.origin);
}

void ParagraphView::startDrag()
{
    m_pointer.mayDrag = false;
    auto *content = new QMimeData;
    content->setText(selectedText());
    auto *drag = new QDrag(this);
    drag->setMimeData(content);
    drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
}

void ParagraphView::showDropPlace(qsizetype position)
{
    if (m_dropPlace == position)
        return;
    m_dropPlace = position;
    viewport()->update();
}

} // namespace countersign::ui
