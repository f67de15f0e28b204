// Typing in the SuggestionEditor: keys, input methods, clipboard, undo. Drag and drop is in suggestiondragging.cpp.
#include "ui/review/editor/suggestioneditor.h"

#include "ui/review/text/textmoves.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QInputMethod>
#include <QKeyEvent>
#include <QMenu>

namespace countersign::ui {

namespace {

bool isPlainTyping(const QKeyEvent *event)
{
    const Qt::KeyboardModifiers held = event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const bool altGr = event->modifiers() & Qt::ControlModifier && event->modifiers() & Qt::AltModifier;
    return !event->text().isEmpty() && (held == Qt::NoModifier || altGr) && (event->text().front().isPrint() || event->text().front().isSurrogate());
}

bool isReturn(const QKeyEvent *event)
{
    const bool key = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    return key && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

bool isBackspace(const QKeyEvent *event)
{
    return event->key() == Qt::Key_Backspace && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

// What a case file could not hold either.
bool cannotBeKept(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isNull() || text[i].isLowSurrogate())
            return true;
        if (text[i].isHighSurrogate() && (++i == text.size() || !text[i].isLowSurrogate()))
            return true;
    }
    return false;
}

qsizetype longestPart(const QString &text, bool first)
{
    qsizetype length = 0;
    qsizetype i = first ? 0 : text.size();
    for (; first ? i < text.size() : i > 0; i += first ? 1 : -1, ++length) {
        if (lineEndLength(text, first ? i : i - 1) > 0)
            break;
    }
    return length;
}

} // namespace

// A line end as this text writes it.
QString SuggestionEditor::ownLineEnd() const
{
    const QString &model = m_diff.a().isEmpty() ? m_buffer.text() : m_diff.a();
    const qsizetype feed = model.indexOf(u'\n');
    return feed > 0 && model[feed - 1] == u'\r' ? QStringLiteral("\r\n") : QStringLiteral("\n");
}

QString SuggestionEditor::refusal(diff::Range range, const QString &added) const
{
    const ParagraphTable &table = paragraphs();
    const qsizetype first = table.indexAt(range.start);
    const qsizetype last = table.indexAt(range.end);
    const QString limit = locale().formattedDataSize(ParagraphTable::longestLine, 0, QLocale::DataSizeTraditionalFormat);
    if (table.isPiece(first) || table.isPiece(last))
        return tr("This line is longer than %1 and can only be read: text this long in one line cannot be edited smoothly.").arg(limit);
    if (cannotBeKept(added))
        return tr("That text was not put in: it holds a character that no text file can hold.");
    const qsizetype before = range.start - table.content(first).start;
    const qsizetype behind = table.content(last).end - range.end;
    ParagraphTable parts;
    parts.reset(added);
    qsizetype longest = parts.count() == 1 ? before + added.size() + behind : std::max(before + longestPart(added, true), longestPart(added, false) + behind);
    for (qsizetype i = 0; i < parts.count(); ++i)
        longest = parts.isPiece(i) ? ParagraphTable::longestLine + 1 : longest;
    if (longest > ParagraphTable::longestLine)
        return tr("That text was not put in: it would make a line longer than %1.").arg(limit);
    return {};
}

// The text has just changed this way: difference, paragraphs and drawing follow.
void SuggestionEditor::applied(const TextChange &change)
{
    const diff::IncrementalDiff::Update update = m_diff.edited(change.position, change.removed.size(), change.added);
    textEdited(change.position, change.removed.size(), change.added.size());
    invalidate(update.b);
    invalidate({change.position, change.position + change.added.size()});
    if (!QAccessible::isActive())
        return;
    QAccessibleTextUpdateEvent event(this, int(change.position), change.removed, change.added);
    QAccessible::updateAccessibility(&event);
}

void SuggestionEditor::afterEdit(qsizetype caret)
{
    relay();
    setCaret(caret);
    noteCurrent();
    settleSoon();
    Q_EMIT edited();
    Q_EMIT changesChanged();
}

bool SuggestionEditor::replace(diff::Range range, const QString &added, qsizetype caretAfter)
{
    if (m_readOnly || (range.isEmpty() && added.isEmpty()))
        return false;
    const QString why = refusal(range, added);
    if (!why.isEmpty()) {
        Q_EMIT refused(why);
        return false;
    }
    applied(m_buffer.edit(range.start, range.length(), added));
    afterEdit(caretAfter >= 0 ? caretAfter : range.start + added.size());
    return true;
}

void SuggestionEditor::insertText(const QString &text)
{
    replace(selection(), text);
}

void SuggestionEditor::replaceText(const QString &other)
{
    const QString &now = text();
    const qsizetype shorter = std::min(now.size(), other.size());
    qsizetype head = 0;
    while (head < shorter && now[head] == other[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && now[now.size() - 1 - tail] == other[other.size() - 1 - tail])
        ++tail;
    replace({head, now.size() - tail}, other.mid(head, other.size() - tail - head));
}

void SuggestionEditor::undo()
{
    qsizetype caret = -1;
    if (m_readOnly || !m_buffer.undo([&](const TextChange &change) { applied(change); caret = change.position + change.added.size(); }))
        return;
    afterEdit(caret);
}

void SuggestionEditor::redo()
{
    qsizetype caret = -1;
    if (m_readOnly || !m_buffer.redo([&](const TextChange &change) { applied(change); caret = change.position + change.added.size(); }))
        return;
    afterEdit(caret);
}

void SuggestionEditor::cut()
{
    if (!hasSelection() || m_readOnly)
        return;
    copy();
    m_buffer.breakStep();
    replace(selection(), {});
}

void SuggestionEditor::paste(const QString &text)
{
    QString own;
    own.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) { // line ends become those of this text
        const qsizetype end = lineEndLength(text, i);
        own += end > 0 ? ownLineEnd() : QString(text[i]);
        i += std::max<qsizetype>(1, end);
    }
    m_buffer.breakStep();
    replace(selection(), own);
    m_buffer.breakStep();
}

// ---- keys

bool SuggestionEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && !m_readOnly) {
        auto *key = static_cast<QKeyEvent *>(event);
        using K = QKeySequence;
        bool mine = isPlainTyping(key) || isReturn(key) || isBackspace(key) || stepOf(key).has_value();
        for (const K::StandardKey standard : {K::Undo, K::Redo, K::Cut, K::Copy, K::Paste, K::SelectAll, K::Delete, K::Backspace,
                                              K::DeleteStartOfWord, K::DeleteEndOfWord})
            mine = mine || key->matches(standard);
        if (mine) {
            event->accept();
            return true;
        }
    }
    return ParagraphView::event(event);
}

void SuggestionEditor::erase(Step step)
{
    diff::Range range = selection();
    if (range.isEmpty()) {
        const qsizetype at = caret();
        switch (step) {
        case Step::Left:
            range.start = previousGrapheme(text(), at);
            break;
        case Step::Right:
            range.end = nextGrapheme(text(), at);
            break;
        case Step::WordLeft:
            range.start = previousWord(text(), at);
            break;
        default:
            range.end = nextWord(text(), at);
        }
    }
    replace(range, {}, range.start);
}

bool SuggestionEditor::deletingKey(QKeyEvent *event)
{
    using K = QKeySequence;
    if (event->matches(K::DeleteStartOfWord))
        erase(Step::WordLeft);
    else if (event->matches(K::DeleteEndOfWord))
        erase(Step::WordRight);
    else if (event->matches(K::Delete))
        erase(Step::Right);
    else if (isBackspace(event))
        erase(Step::Left);
    else
        return false;
    return true;
}

bool SuggestionEditor::editingKey(QKeyEvent *event)
{
    using K = QKeySequence;
    if (event->matches(K::Undo))
        undo();
    else if (event->matches(K::Redo))
        redo();
    else if (event->matches(K::Cut))
        cut();
    else if (event->matches(K::Paste))
        paste(QGuiApplication::clipboard()->text());
    else if (isReturn(event))
        replace(selection(), ownLineEnd());
    else if (isPlainTyping(event))
        replace(selection(), event->text());
    else
        return false;
    return true;
}

void SuggestionEditor::keyPressEvent(QKeyEvent *event)
{
    if (!m_readOnly && (deletingKey(event) || editingKey(event)))
        return;
    if (stepOf(event))
        m_buffer.breakStep();
    ParagraphView::keyPressEvent(event);
}

// ---- input methods: what is being composed is drawn, and becomes text when it is committed

void SuggestionEditor::inputMethodEvent(QInputMethodEvent *event)
{
    if (m_readOnly)
        return event->ignore();
    const QString committed = event->commitString();
    if (hasSelection() && (!event->preeditString().isEmpty() || !committed.isEmpty()))
        replace(selection(), {});
    m_composed.clear();
    if (!committed.isEmpty() || event->replacementLength() > 0) {
        const qsizetype from = std::clamp<qsizetype>(caret() + event->replacementStart(), 0, text().size());
        const qsizetype to = std::clamp<qsizetype>(from + event->replacementLength(), from, text().size());
        replace({from, to}, committed);
    }
    m_composed = event->preeditString();
    m_composedCaret = m_composed.size();
    for (const QInputMethodEvent::Attribute &attribute : event->attributes()) {
        if (attribute.type == QInputMethodEvent::Cursor)
            m_composedCaret = attribute.start;
    }
    invalidate({caret(), caret()});
    if (!m_composed.isEmpty())
        lay(paragraphs().indexAt(caret())).main->setComposedCaret(m_composedCaret);
    relay();
    updateMicroFocus();
    event->accept();
}

QVariant SuggestionEditor::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (query == Qt::ImEnabled)
        return !m_readOnly;
    if (query == Qt::ImReadOnly)
        return m_readOnly;
    if (query == Qt::ImHints)
        return int(Qt::ImhMultiLine);
    return ParagraphView::inputMethodQuery(query);
}

void SuggestionEditor::finishComposing()
{
    if (!m_composed.isEmpty())
        QGuiApplication::inputMethod()->commit();
}

void SuggestionEditor::focusOutEvent(QFocusEvent *event)
{
    finishComposing();
    m_buffer.breakStep();
    ParagraphView::focusOutEvent(event);
}

// ---- the context menu

void SuggestionEditor::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse && !hasSelection())
        setCaret(positionAt(event->pos()));
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu, this](const QString &text, QKeySequence::StandardKey key, bool enabled, auto &&what) {
        QAction *action = menu->addAction(text, this, what);
        action->setShortcut(key);
        action->setEnabled(enabled);
    };
    add(tr("Undo"), QKeySequence::Undo, !m_readOnly && canUndo(), [this] { undo(); });
    add(tr("Redo"), QKeySequence::Redo, !m_readOnly && canRedo(), [this] { redo(); });
    menu->addSeparator();
    add(tr("Cut"), QKeySequence::Cut, !m_readOnly && hasSelection(), [this] { cut(); });
    add(tr("Copy"), QKeySequence::Copy, hasSelection(), [this] { copy(); });
    add(tr("Paste"), QKeySequence::Paste, !m_readOnly, [this] { paste(QGuiApplication::clipboard()->text()); });
    add(tr("Select all"), QKeySequence::SelectAll, true, [this] { select({0, text().size()}); });
    if (m_current && !m_readOnly) {
        menu->addSeparator();
        add(tr("Take this change back"), QKeySequence::UnknownKey, true, [this, id = *m_current] { takeBack({id}); });
    }
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(rectOf(caret()).bottomLeft().toPoint()) : event->globalPos());
}

} // namespace countersign::ui
