#include "ui/review/fields/fieldline.h"

#include "ui/review/fields/fieldvalue.h"
#include "ui/review/spelling/spelledfields.h"
#include "ui/theme/drawing.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using theme::TextRole;
using Type = workflow::FieldRow::Type;

namespace {

constexpr qsizetype longLine = 60;

QString typeWord(Type type)
{
    switch (type) {
    case Type::String:
        return FieldLine::tr("text");
    case Type::Number:
        return FieldLine::tr("number");
    case Type::Boolean:
        return FieldLine::tr("yes or no");
    case Type::Null:
        return FieldLine::tr("no value");
    case Type::Object:
    case Type::Array:
        return FieldLine::tr("empty");
    }
    return {};
}

QString shownValue(const workflow::FieldRow &row)
{
    switch (row.type) {
    case Type::Null:
        return FieldLine::tr("no value");
    case Type::Object:
        return QStringLiteral("{}");
    case Type::Array:
        return QStringLiteral("[]");
    case Type::String:
        return row.text.isEmpty() ? FieldLine::tr("empty text") : row.text;
    default:
        return row.text;
    }
}

} // namespace

FieldColumns::FieldColumns(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    setDepth(1);
    m_grid->setVerticalSpacing(px(2));
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnStretch(2, 3); // a number must be seen whole; the AI's value wraps
}

void FieldColumns::put(QWidget *widget, Column column)
{
    QSizePolicy policy = widget->sizePolicy();
    if (column == Column::Suggested || column == Column::Mine)
        policy.setHorizontalPolicy(QSizePolicy::Ignored);
    widget->setSizePolicy(policy);
    m_cells[size_t(column)] = widget;
}

void FieldColumns::putBelow(QWidget *widget)
{
    m_below = widget;
}

void FieldColumns::setDepth(int depth)
{
    m_grid->setContentsMargins(px(18) + std::max(0, depth - 1) * px(16), px(4), px(12), px(4));
}

void FieldColumns::arrange(int nameWidth, bool narrow)
{
    struct Place {
        int row, column, span;
        Qt::Alignment alignment;
    };
    const Qt::Alignment left = Qt::AlignTop | Qt::AlignLeft;
    const Place wide[]{{0, 0, 1, left}, {0, 1, 1, Qt::AlignTop}, {0, 2, 1, Qt::AlignTop}, {0, 3, 1, left}, {0, 4, 1, left}};
    const Place stacked[]{{0, 0, 3, left}, {1, 0, 5, Qt::AlignTop}, {2, 0, 5, Qt::AlignTop}, {0, 3, 1, left}, {0, 4, 1, left}};
    for (size_t i = 0; i < m_cells.size(); ++i) {
        if (!m_cells[i])
            continue;
        const Place &place = narrow ? stacked[i] : wide[i];
        m_grid->removeWidget(m_cells[i]);
        m_grid->addWidget(m_cells[i], place.row, place.column, 1, place.span, place.alignment);
    }
    if (m_below) {
        m_grid->removeWidget(m_below);
        m_grid->addWidget(m_below, narrow ? 3 : 1, narrow ? 0 : 2, 1, narrow ? 5 : 3);
    }
    const int typeWidth = QFontMetrics(theme::labelFont()).horizontalAdvance(typeWord(Type::Boolean)) + px(4);
    m_grid->setHorizontalSpacing(narrow ? px(4) : px(12));
    m_grid->setColumnMinimumWidth(0, narrow ? 0 : nameWidth);
    m_grid->setColumnMinimumWidth(int(Column::Type), narrow ? 0 : typeWidth);
    m_grid->setColumnMinimumWidth(int(Column::Revert), px(34));
    if (QWidget *name = m_cells[size_t(Column::Name)]) {
        name->setMinimumWidth(narrow ? 0 : nameWidth);
        name->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : nameWidth);
    }
}

FieldLine::FieldLine(const workflow::FieldRow &mine, const std::optional<workflow::FieldRow> &suggested, QWidget *parent)
    : FieldColumns(parent), m_pointer(mine.pointer), m_name(mine.label), m_suggested(suggested), m_mine(mine),
      m_label(new QLabel(mine.label, this)), m_ai(new FieldValue(this)), m_type(new QLabel(typeWord(mine.type), this)),
      m_error(new QLabel(this)), m_revert(new QPushButton(theme::icon(QStringLiteral("undo")), {}, this))
{
    theme::setRole(m_label, TextRole::Control, Meaning::Soft);
    theme::setRole(m_type, TextRole::Label, Meaning::Faint);
    theme::setRole(m_error, TextRole::Label, Meaning::Deleted);
    for (QLabel *label : {m_label, m_error})
        label->setWordWrap(true);
    m_label->setToolTip(mine.description);
    m_label->setTextFormat(Qt::PlainText);
    m_label->installEventFilter(this);
    m_ai->setAccessibleName(tr("AI's value of %1").arg(m_name));
    m_error->hide();
    m_revert->setAccessibleName(tr("Take %1 back").arg(m_name));
    m_revert->setToolTip(m_revert->accessibleName());
    theme::setWeight(m_revert, theme::Weight::Quiet);
    m_revert->setFixedWidth(px(34));
    QSizePolicy kept = m_revert->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_revert->setSizePolicy(kept);
    buildEditor(mine);
    QWidget *editor = m_line ? static_cast<QWidget *>(m_line) : m_text ? static_cast<QWidget *>(m_text) : m_choice;
    editor->setAccessibleName(mine.label);
    editor->setAccessibleDescription(mine.description);
    editor->installEventFilter(this);
    setDepth(mine.depth);
    put(m_label, Column::Name);
    put(m_ai, Column::Suggested);
    put(editor, Column::Mine);
    put(m_type, Column::Type);
    put(m_revert, Column::Revert);
    putBelow(m_error);
    for (QLabel *label : {m_label, m_type})
        label->setMinimumHeight(px(32));
    connect(m_revert, &QPushButton::clicked, this, &FieldLine::reverted);
    connect(theme::notifier(), &theme::Notifier::changed, this, [this] { showChange(m_mine); });
    setMine(mine);
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
    if (!choices.isEmpty() && mine.type != Type::Null) {
        m_choice = new QComboBox(this);
        if (!choices.contains(mine.text))
            choices.prepend(mine.text);
        m_choice->addItems(choices);
        connect(m_choice, &QComboBox::currentTextChanged, this, say);
    } else if (mine.type == Type::String && (mine.text.size() > longLine || mine.text.contains(u'\n'))) {
        m_text = new QPlainTextEdit(this);
        m_text->setTabChangesFocus(true);
        m_text->document()->setDocumentMargin(px(8));
        m_text->setFrameShape(QFrame::NoFrame);
        theme::setBackground(m_text, Meaning::Background);
        spell(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, &FieldLine::growText);
        connect(m_text, &QPlainTextEdit::textChanged, this, say);
    } else {
        m_line = new QLineEdit(this);
        m_line->setPlaceholderText(mine.type == Type::Null ? tr("no value") : QString());
        if (mine.type == Type::String)
            spell(m_line);
        connect(m_line, &QLineEdit::textEdited, this, say);
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
    const QRect needed = metrics.boundingRect(QRect(0, 0, room, px(4000)), Qt::TextWordWrap | Qt::TextWrapAnywhere, m_text->toPlainText() + u' ');
    const int most = 12 * metrics.lineSpacing();
    m_text->setVerticalScrollBarPolicy(needed.height() > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_text->setFixedHeight(std::clamp(needed.height(), 2 * metrics.lineSpacing(), most) + 2 * int(m_text->document()->documentMargin()) + px(4));
}

QString FieldLine::editorText() const
{
    return m_line ? m_line->text() : m_text ? m_text->toPlainText() : m_choice->currentText();
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
        m_text->setPlainText(text);
    } else {
        m_choice->setCurrentText(text);
    }
}

void FieldLine::setMine(const workflow::FieldRow &mine)
{
    m_mine = mine;
    if (!m_hasError)
        setEditorText(mine.type == Type::Object || mine.type == Type::Array ? shownValue(mine) : mine.text);
    showChange(mine);
}

void FieldLine::showChange(const workflow::FieldRow &mine)
{
    m_changed = !m_suggested || m_suggested->type != mine.type || m_suggested->text != mine.text;
    m_type->setText(typeWord(mine.type));
    m_revert->setVisible(m_changed || m_hasError);
    if (!m_suggested)
        m_ai->setValue(tr("not there"));
    else if (!m_changed)
        m_ai->setValue(shownValue(*m_suggested));
    else
        m_ai->setValue(shownValue(*m_suggested), shownValue(mine));
    m_ai->setAccessibleDescription(m_changed && m_suggested ? tr("%1, changed to %2").arg(shownValue(*m_suggested), shownValue(mine)) : QString());
    update();
}

void FieldLine::setError(const QString &sentence)
{
    m_hasError = !sentence.isEmpty();
    m_errorWords = sentence;
    sayWrong();
}

void FieldLine::setMisfit(const QString &sentences, bool stops)
{
    m_misfit = sentences;
    m_misfitStops = stops;
    sayWrong();
}

void FieldLine::sayWrong()
{
    const QString &words = m_hasError ? m_errorWords : m_misfit;
    m_error->setText(words);
    m_error->setAccessibleName(words);
    m_error->setVisible(!words.isEmpty());
    m_revert->setVisible(m_changed || m_hasError);
}

QString FieldLine::changeLabel() const
{
    const QString before = m_suggested ? shownValue(*m_suggested).simplified() : QString();
    return QStringLiteral("%1: %2 → %3").arg(m_name, before, shownValue(m_mine).simplified());
}

void FieldLine::setReadOnly(bool readOnly)
{
    if (m_line)
        m_line->setReadOnly(readOnly);
    if (m_text)
        m_text->setReadOnly(readOnly);
    if (m_choice)
        m_choice->setEnabled(!readOnly);
    m_revert->setEnabled(!readOnly);
}

void FieldLine::setLit(bool lit)
{
    m_lit = lit;
    update();
}

void FieldLine::takeKeyboard()
{
    QWidget *editor = m_line ? static_cast<QWidget *>(m_line) : m_text ? static_cast<QWidget *>(m_text) : m_choice;
    editor->setFocus(Qt::OtherFocusReason);
    if (m_line)
        m_line->selectAll();
}

bool FieldLine::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_label && event->type() == QEvent::MouseButtonRelease)
        Q_EMIT pressed();
    if (watched == m_text && event->type() == QEvent::Resize)
        growText();
    if (watched == m_line && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !(key->modifiers() & ~Qt::KeypadModifier);
        if (enter) { // on to the next field
            event->accept();
            if (event->type() == QEvent::KeyPress)
                m_line->nextInFocusChain()->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// A changed field carries a bar at its side as well as the struck value.
void FieldLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_lit)
        theme::drawBox(painter, QRectF(rect()).adjusted(px(8), 0, -px(8), 0), theme::color(Meaning::Source), {}, 4);
    if (m_changed)
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(px(6), px(6), px(3), height() - px(12))), theme::color(Meaning::Added));
}

} // namespace countersign::ui
