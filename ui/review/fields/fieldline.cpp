#include "ui/review/fields/fieldline.h"

#include "ui/review/fields/fieldvalue.h"
#include "ui/review/spelling/spelledfields.h"
#include "ui/theme/drawing.h"

#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <limits>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using Type = workflow::FieldRow::Type;

namespace {

constexpr qsizetype longLine = 60;
constexpr qsizetype longestLine = 64 * 1024; // no text layout is smooth with a longer one
constexpr qsizetype longestText = 1'000'000;
constexpr qsizetype measured = 4'000; // characters that decide how high an editor is

bool isSmooth(const QString &text)
{
    qsizetype start = 0;
    for (qsizetype at = 0; at < text.size() && at - start <= longestLine; ++at)
        if (text[at] == u'\n' || text[at] == u'\r')
            start = at + 1;
        else if (at - start == longestLine)
            return false;
    return text.size() <= longestText;
}

} // namespace

FieldLine::FieldLine(const workflow::FieldPair &pair, QWidget *parent)
    : FieldEntry(pair, parent), m_ai(new FieldValue(this)), m_revert(makeButton(QStringLiteral("undo"), tr("Take %1 back").arg(m_name)))
{
    m_ai->setAccessibleName(tr("AI's value of %1").arg(m_name));
    buildEditor(*pair.mine);
    editor()->setAccessibleName(m_name);
    editor()->setAccessibleDescription(pair.mine->description);
    editor()->installEventFilter(this);
    put(m_ai, Column::Suggested);
    put(editor(), Column::Mine);
    put(m_revert, Column::Revert);
    connect(m_revert, &QPushButton::clicked, this, &FieldEntry::reverted);
    connect(theme::notifier(), &theme::Notifier::changed, this, &FieldLine::showChange);
    setMine(*pair.mine);
}

QWidget *FieldLine::editor() const
{
    return m_line ? static_cast<QWidget *>(m_line) : m_text ? static_cast<QWidget *>(m_text) : m_choice;
}

void FieldLine::buildEditor(const workflow::FieldRow &mine)
{
    QStringList choices = mine.choices;
    if (mine.type == Type::Boolean && choices.isEmpty())
        choices = {QStringLiteral("true"), QStringLiteral("false")};
    const auto say = [this] {
        if (!m_setting)
            Q_EMIT typed(editorText());
    };
    if (!choices.isEmpty()) {
        m_choice = new QComboBox(this);
        if (!choices.contains(mine.text))
            choices.prepend(mine.text); // empty: no value
        m_choice->addItems(choices);
        connect(m_choice, &QComboBox::currentTextChanged, this, say);
    } else if (mine.type == Type::String && (mine.text.size() > longLine || mine.text.contains(u'\n') || mine.text.contains(u'\r'))) {
        m_text = new QPlainTextEdit(this);
        m_text->setTabChangesFocus(true);
        m_text->document()->setDocumentMargin(px(8));
        m_text->setFrameShape(QFrame::NoFrame);
        theme::setBackground(m_text, Meaning::Background);
        spell(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, &FieldLine::growText);
        connect(m_text, &QPlainTextEdit::cursorPositionChanged, this, &FieldEntry::caretMoved);
        connect(m_text, &QPlainTextEdit::textChanged, this, [this, say] {
            if (m_setting || m_onlyRead) // also said when only underlines changed
                return;
            const QString before = m_exact.text();
            m_exact.setHeld(m_text->document()->toRawText());
            if (m_exact.text() != before)
                say();
        });
    } else {
        m_line = new QLineEdit(this);
        m_line->setMaxLength(std::numeric_limits<int>::max()); // nothing pasted is cut
        if (mine.type == Type::String)
            spell(m_line);
        connect(m_line, &QLineEdit::textEdited, this, say);
        connect(m_line, &QLineEdit::cursorPositionChanged, this, &FieldEntry::caretMoved);
    }
}

// As high as its lines, within reason.
void FieldLine::growText()
{
    if (!m_text)
        return;
    const int room = m_text->width() - 2 * int(m_text->document()->documentMargin()) - px(4);
    if (room < px(40))
        return;
    const QFontMetrics metrics(m_text->font());
    const QString text = m_text->toPlainText().left(measured) + u' ';
    const QRect needed = metrics.boundingRect(QRect(0, 0, room, px(4000)), Qt::TextWordWrap | Qt::TextWrapAnywhere, text);
    const int most = 12 * metrics.lineSpacing();
    m_text->setVerticalScrollBarPolicy(needed.height() > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_text->setFixedHeight(std::clamp(needed.height(), 2 * metrics.lineSpacing(), most) + 2 * int(m_text->document()->documentMargin()) + px(4));
}

QString FieldLine::editorText() const
{
    return m_line ? m_line->text() : m_text ? m_exact.text() : m_choice->currentText();
}

void FieldLine::setEditorText(const QString &text)
{
    const QScopedValueRollback quiet(m_setting, true);
    if (editorText() == text)
        return;
    if (m_line) {
        m_line->setText(text);
        m_line->setCursorPosition(0);
    } else if (m_text) {
        holdText(text);
    } else {
        if (m_choice->findText(text) < 0)
            m_choice->insertItem(0, text);
        m_choice->setCurrentText(text);
    }
}

// What the editor could not hold as it is, or not smoothly, is only shown.
void FieldLine::holdText(const QString &text)
{
    const bool smooth = isSmooth(text);
    m_exact.setText(text);
    m_text->setPlainText(smooth ? text : text.left(measured) + u'…');
    m_onlyRead = !smooth || m_text->document()->toRawText() != ExactText::heldAs(text);
    m_text->setReadOnly(m_readOnly || m_onlyRead);
}

void FieldLine::setMine(const workflow::FieldRow &mine)
{
    m_pair.mine = mine;
    if (m_line)
        m_line->setPlaceholderText(mine.type == Type::Null ? shownValue(mine) : QString());
    if (!m_hasError)
        setEditorText(mine.text);
    showChange();
}

void FieldLine::showChange()
{
    const auto &[suggested, mine, parent, place] = m_pair;
    m_changed = !suggested || suggested->type != mine->type || suggested->text != mine->text;
    if (!m_type->text().isEmpty())
        m_type->setText(typeWord(mine->type));
    m_revert->setVisible((m_changed || m_hasError) && !isInAdded());
    if (!suggested)
        m_ai->setValue(tr("not there"));
    else if (!m_changed)
        m_ai->setValue(shownValue(*suggested));
    else
        m_ai->setValue(shownValue(*suggested), shownValue(*mine));
    m_ai->setAccessibleDescription(m_changed && suggested ? tr("%1, changed to %2").arg(shownValue(*suggested), shownValue(*mine)) : QString());
    update();
}

void FieldLine::setError(const QString &sentence)
{
    m_hasError = !sentence.isEmpty();
    m_errorWords = sentence;
    sayWhatIsWrong();
}

void FieldLine::setMisfit(const QString &sentences, bool stops)
{
    m_misfit = sentences;
    m_misfitStops = stops;
    sayWhatIsWrong();
}

void FieldLine::sayWhatIsWrong()
{
    const QString note = m_onlyRead ? tr("Too long to be edited here, or with characters that no field keeps: only its beginning is shown.") : QString();
    sayWrong(m_hasError ? m_errorWords : m_misfit.isEmpty() ? note : m_misfit);
    m_revert->setVisible((m_changed || m_hasError) && !isInAdded());
}

QString FieldLine::changeLabel() const
{
    const QString now = shownValue(*m_pair.mine).simplified();
    return m_pair.suggested ? QStringLiteral("%1: %2 → %3").arg(nameInChanges(), shownValue(*m_pair.suggested).simplified(), now) : tr("%1: added, %2").arg(nameInChanges(), now);
}

void FieldLine::setReadOnly(bool readOnly)
{
    FieldEntry::setReadOnly(readOnly);
    if (m_line)
        m_line->setReadOnly(readOnly);
    if (m_text)
        m_text->setReadOnly(readOnly || m_onlyRead);
    if (m_choice)
        m_choice->setEnabled(!readOnly);
    m_revert->setEnabled(!readOnly);
}

void FieldLine::takeKeyboard()
{
    editor()->setFocus(Qt::OtherFocusReason);
    if (m_line)
        m_line->selectAll();
}

void FieldLine::takeKeyboardBack()
{
    editor()->setFocus(Qt::OtherFocusReason);
}

qsizetype FieldLine::caret() const
{
    return m_line ? m_line->cursorPosition() : m_text ? m_text->textCursor().position() : 0;
}

qsizetype FieldLine::caretEnd() const
{
    return m_line ? m_line->text().size() : m_text ? m_text->document()->characterCount() - 1 : 0;
}

void FieldLine::placeCaret(qsizetype caret)
{
    if (m_line)
        m_line->setCursorPosition(int(caret));
    if (!m_text)
        return;
    QTextCursor cursor = m_text->textCursor();
    cursor.setPosition(int(std::clamp<qsizetype>(caret, 0, caretEnd())));
    m_text->setTextCursor(cursor);
}

void FieldLine::fillMenu(QMenu *menu)
{
    menu->addAction(tr("No value"), this, &FieldEntry::emptied)->setEnabled(m_pair.mine->type != Type::Null);
    FieldEntry::fillMenu(menu);
}

// Whether the field has no step of its own to take.
bool FieldLine::mayStep(bool redo) const
{
    if (m_line)
        return !(redo ? m_line->isRedoAvailable() : m_line->isUndoAvailable());
    return m_choice || !(redo ? m_text->document()->isRedoAvailable() : m_text->document()->isUndoAvailable());
}

// Enter goes on to the next line; steps go back over what was added and removed once there are none in the field itself.
bool FieldLine::tookKey(QKeyEvent *key, bool pressed)
{
    const bool enter = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !(key->modifiers() & ~Qt::KeypadModifier);
    const bool redo = key->matches(QKeySequence::Redo);
    const bool step = (redo || key->matches(QKeySequence::Undo)) && mayStep(redo);
    if (!(enter && m_line) && !step)
        return false;
    key->accept();
    if (pressed && step)
        Q_EMIT stepAsked(redo);
    else if (pressed)
        Q_EMIT left();
    return true;
}

bool FieldLine::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::Resize)
        growText();
    if (watched == editor() && event->type() == QEvent::ContextMenu && static_cast<QContextMenuEvent *>(event)->reason() == QContextMenuEvent::Keyboard) {
        showMenu(m_label);
        return true;
    }
    if (watched == editor() && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)
        && tookKey(static_cast<QKeyEvent *>(event), event->type() == QEvent::KeyPress))
        return true;
    return FieldEntry::eventFilter(watched, event);
}

} // namespace countersign::ui
