// Text dragged into and within the SuggestionEditor.
#include "ui/review/editor/suggestioneditor.h"

#include <QDragEnterEvent>
#include <QMimeData>

namespace countersign::ui {

namespace {

// Within one text a drag moves; with Ctrl, as from elsewhere, it copies.
bool isMove(const QDropEvent &event, const QObject *here)
{
    return event.source() == here && !(event.modifiers() & Qt::ControlModifier);
}

} // namespace

void SuggestionEditor::dragEnterEvent(QDragEnterEvent *event)
{
    dragMoveEvent(event);
}

void SuggestionEditor::dragMoveEvent(QDragMoveEvent *event)
{
    if (m_readOnly || !event->mimeData()->hasText())
        return event->ignore();
    showDropPlace(positionAt(event->position()));
    event->setDropAction(isMove(*event, this) ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void SuggestionEditor::dragLeaveEvent(QDragLeaveEvent *)
{
    showDropPlace(-1);
}

void SuggestionEditor::dropEvent(QDropEvent *event)
{
    showDropPlace(-1);
    if (m_readOnly || !event->mimeData()->hasText())
        return;
    const qsizetype to = positionAt(event->position());
    if (isMove(*event, this)) {
        moveSelection(to);
    } else {
        select({to, to});
        paste(event->mimeData()->text());
    }
    event->setDropAction(Qt::CopyAction); // a move within this text is done already
    event->accept();
    setFocus(Qt::MouseFocusReason);
}

void SuggestionEditor::moveSelection(qsizetype to)
{
    const diff::Range from = selection();
    if (m_readOnly || from.isEmpty() || (to >= from.start && to <= from.end))
        return;
    const QString moved = selectedText();
    const QString why = refusal(from, {});
    if (!why.isEmpty())
        return Q_EMIT refused(why);
    m_buffer.breakStep();
    m_buffer.beginStep();
    const qsizetype shift = to < from.start ? moved.size() : 0;
    const bool put = replace({to, to}, moved);
    const bool whole = put && replace({from.start + shift, from.end + shift}, {});
    m_buffer.endStep();
    if (put && !whole)
        return undo(); // nothing stands twice
    const qsizetype start = shift > 0 ? to : to - moved.size();
    if (whole)
        select({start, start + moved.size()});
}

} // namespace countersign::ui
