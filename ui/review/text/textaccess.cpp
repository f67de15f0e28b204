#include "ui/review/text/textaccess.h"

#include "ui/review/editor/suggestioneditor.h"

#include <QAccessibleWidget>

namespace countersign::ui {

namespace {

QAccessible::Role roleOf(QWidget *)
{
    return QAccessible::EditableText;
}

class ParagraphViewAccess final : public QAccessibleWidget, public QAccessibleTextInterface, public QAccessibleEditableTextInterface {
public:
    explicit ParagraphViewAccess(ParagraphView *view) : QAccessibleWidget(view, roleOf(view)) {}

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        if (type == QAccessible::EditableTextInterface && editor())
            return static_cast<QAccessibleEditableTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.multiLine = true;
        state.selectableText = true;
        state.editable = editor() && !editor()->isReadOnly();
        state.readOnly = !state.editable;
        return state;
    }

    QString text(QAccessible::Text what) const override
    {
        if (what == QAccessible::Value)
            return view()->text();
        if (what == QAccessible::Description && editor()) {
            QStringList words{editor()->changeInWords(), editor()->sourceInWords()};
            words.removeAll(QString());
            if (!words.isEmpty())
                return words.join(QStringLiteral(". "));
        }
        return QAccessibleWidget::text(what);
    }

    // ---- reading
    QString text(int start, int end) const override
    {
        const QString &whole = view()->text();
        const qsizetype to = end < 0 ? whole.size() : std::min<qsizetype>(end, whole.size());
        const qsizetype from = std::clamp<qsizetype>(start, 0, to);
        return whole.sliced(from, to - from);
    }
    // A line is read out with what was deleted in it; offsets stay those of the text.
    QString textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const override
    {
        const bool line = boundary == QAccessible::LineBoundary || boundary == QAccessible::ParagraphBoundary;
        if (!line || !editor() || offset < -2 || offset > characterCount())
            return QAccessibleTextInterface::textAtOffset(offset, boundary, start, end);
        diff::Range place;
        const QString words = editor()->lineInWords(offset == -2 ? cursorPosition() : offset == -1 ? characterCount() : offset, &place);
        *start = int(place.start);
        *end = int(place.end);
        return words;
    }
    int characterCount() const override { return int(view()->text().size()); }
    int cursorPosition() const override { return int(view()->caret()); }
    void setCursorPosition(int position) override { view()->setCaret(position); }
    int selectionCount() const override { return view()->hasSelection() ? 1 : 0; }
    void selection(int, int *start, int *end) const override
    {
        *start = int(view()->selection().start);
        *end = int(view()->selection().end);
    }
    void addSelection(int start, int end) override { view()->select({start, end}); }
    void setSelection(int, int start, int end) override { view()->select({start, end}); }
    void removeSelection(int) override { view()->setCaret(view()->caret()); }
    QRect characterRect(int offset) const override
    {
        const QRect box = view()->rectOf(offset).toAlignedRect();
        return {view()->viewport()->mapToGlobal(box.topLeft()), box.size()};
    }
    int offsetAtPoint(const QPoint &point) const override { return int(view()->positionAt(view()->viewport()->mapFromGlobal(point))); }
    void scrollToSubstring(int start, int end) override { view()->reveal({start, end}); }
    QString attributes(int offset, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return editor() ? changeAttributes(offset, start, end) : QString();
    }

    // ---- editing
    void deleteText(int start, int end) override { replaceText(start, end, {}); }
    void insertText(int offset, const QString &added) override { replaceText(offset, offset, added); }
    void replaceText(int start, int end, const QString &added) override
    {
        if (!editor())
            return;
        const qsizetype to = end < 0 ? characterCount() : end;
        editor()->select({start, to});
        editor()->insertText(added);
    }

private:
    ParagraphView *view() const { return static_cast<ParagraphView *>(widget()); }
    SuggestionEditor *editor() const { return qobject_cast<SuggestionEditor *>(widget()); }

    QString changeAttributes(qsizetype offset, int *start, int *end) const
    {
        for (const diff::Hunk &hunk : editor()->hunks()) {
            if (hunk.b.contains(offset)) {
                *start = int(hunk.b.start);
                *end = int(hunk.b.end);
                return QStringLiteral("text-underline-style:solid;mark:inserted;");
            }
            if (hunk.b.start > offset) {
                *end = int(hunk.b.start);
                break;
            }
            *start = int(hunk.b.end);
        }
        return {};
    }
};

QAccessibleInterface *accessFor(const QString &, QObject *object)
{
    auto *view = qobject_cast<ParagraphView *>(object);
    return view ? new ParagraphViewAccess(view) : nullptr;
}

} // namespace

void installTextAccess()
{
    static const bool installed = [] {
        QAccessible::installFactory(accessFor);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace countersign::ui
