#include "ui/review/fields/fieldentry.h"

#include "ui/review/fields/fieldvalue.h"
#include "ui/theme/drawing.h"

#include <QContextMenuEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using theme::TextRole;
using Type = workflow::FieldRow::Type;

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

void FieldColumns::arrange(int nameWidth, bool narrow, int spacing, bool typeInWords)
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
    const int typeWidth = typeInWords ? QFontMetrics(theme::labelFont()).horizontalAdvance(FieldEntry::typeWord(Type::Boolean)) + px(24) : px(34);
    m_grid->setHorizontalSpacing(spacing);
    m_grid->setColumnMinimumWidth(0, narrow ? 0 : nameWidth);
    m_grid->setColumnMinimumWidth(int(Column::Type), narrow ? 0 : typeWidth);
    m_grid->setColumnMinimumWidth(int(Column::Revert), px(34));
    if (QWidget *name = m_cells[size_t(Column::Name)]) {
        name->setMinimumWidth(narrow ? 0 : nameWidth);
        name->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : nameWidth);
    }
}

QString FieldEntry::typeWord(Type type)
{
    switch (type) {
    case Type::String:
        return tr("text");
    case Type::Number:
        return tr("number");
    case Type::Boolean:
        return tr("yes or no");
    case Type::Null:
        return tr("no value");
    case Type::Object:
        return tr("group");
    case Type::Array:
        return tr("list");
    }
    return {};
}

QString FieldEntry::shownValue(const workflow::FieldRow &row)
{
    switch (row.type) {
    case Type::Null:
        return tr("no value");
    case Type::Object:
        return row.text.isEmpty() ? QStringLiteral("{}") : row.text;
    case Type::Array:
        return row.text.isEmpty() ? QStringLiteral("[]") : row.text;
    case Type::String:
        return row.text.isEmpty() ? tr("empty text") : row.text;
    default:
        return row.text;
    }
}

FieldEntry::FieldEntry(const workflow::FieldPair &pair, QWidget *parent)
    : FieldColumns(parent), m_pair(pair), m_name((pair.mine ? pair.mine : pair.suggested)->label), m_label(new QLabel(m_name, this)),
      m_type(new QPushButton(this)), m_error(new QLabel(this))
{
    const workflow::FieldRow &row = *(pair.mine ? pair.mine : pair.suggested);
    theme::setRole(m_label, TextRole::Control, Meaning::Soft);
    theme::setRole(m_error, TextRole::Label, Meaning::Deleted);
    theme::setWeight(m_type, theme::Weight::Quiet);
    theme::setRole(m_type, TextRole::Label, Meaning::Faint);
    m_type->setFocusPolicy(Qt::NoFocus); // the keyboard has the menu key and the commands
    m_type->setAccessibleName(tr("What can be done with %1").arg(m_name));
    connect(m_type, &QPushButton::clicked, this, [this] { showMenu(m_type); });
    for (QLabel *label : {m_label, m_error})
        label->setWordWrap(true);
    m_label->setToolTip(row.description);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setMinimumHeight(px(32));
    m_label->installEventFilter(this);
    m_error->setTextFormat(Qt::PlainText);
    m_error->hide();
    setDepth(row.depth);
    put(m_label, Column::Name);
    put(m_type, Column::Type);
    putBelow(m_error);
}

void FieldEntry::fit(int nameWidth, bool narrow, bool tight)
{
    const workflow::FieldRow &row = *(m_pair.mine ? m_pair.mine : m_pair.suggested);
    m_type->setText(tight ? QString() : typeWord(row.type));
    m_type->setIcon(tight ? theme::icon(QStringLiteral("more")) : QIcon());
    m_type->setToolTip(tr("%1 – what can be done with %2").arg(typeWord(row.type), m_name));
    m_type->setFixedWidth(tight ? px(34) : m_type->sizeHint().width());
    arrange(nameWidth, narrow || isLong(), narrow ? px(4) : px(12), !tight);
}

QString FieldEntry::nameInChanges() const
{
    return m_groupName.isEmpty() ? m_name : m_groupName + QStringLiteral(" · ") + m_name;
}

QString FieldEntry::pointer() const
{
    if (m_pair.mine)
        return m_pair.mine->pointer;
    const QString &suggested = m_pair.suggested->pointer;
    bool isElement = false;
    suggested.mid(suggested.lastIndexOf(u'/') + 1).toInt(&isElement);
    return isElement ? QString() : m_pair.parent + suggested.mid(suggested.lastIndexOf(u'/'));
}

QString FieldEntry::suggestedPointer() const
{
    return m_pair.suggested ? m_pair.suggested->pointer : QString();
}

void FieldEntry::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_type->setEnabled(!readOnly);
}

void FieldEntry::setMisfit(const QString &sentences, bool stops)
{
    m_misfit = sentences;
    m_misfitStops = stops;
    sayWrong(sentences);
}

void FieldEntry::sayWrong(const QString &words)
{
    m_error->setText(words);
    m_error->setAccessibleName(words);
    m_error->setVisible(!words.isEmpty());
}

void FieldEntry::setLit(bool lit)
{
    m_lit = lit;
    update();
}

QPushButton *FieldEntry::makeButton(const QString &icon, const QString &name)
{
    auto *button = new QPushButton(theme::icon(icon), {}, this);
    button->setAccessibleName(name);
    button->setToolTip(name);
    theme::setWeight(button, theme::Weight::Quiet);
    button->setFixedWidth(px(34));
    QSizePolicy kept = button->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    button->setSizePolicy(kept);
    return button;
}

void FieldEntry::fillMenu(QMenu *menu)
{
    const bool may = m_pair.mine && !m_pair.mine->pointer.isEmpty() && m_mayBeRemoved;
    menu->addAction(m_mayBeRemoved ? tr("Remove this field") : tr("The form wants this field"), this, &FieldEntry::removed)->setEnabled(may);
}

void FieldEntry::showMenu(QWidget *at)
{
    if (m_readOnly || !m_pair.mine)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("What can be done with %1").arg(m_name));
    fillMenu(menu);
    menu->popup(at->mapToGlobal(QPoint(0, at->height())));
}

void FieldEntry::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    showMenu(m_label);
}

// What the line's own field did not take.
void FieldEntry::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo))
        return Q_EMIT stepAsked(event->matches(QKeySequence::Redo));
    FieldColumns::keyPressEvent(event);
}

bool FieldEntry::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_label && event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton)
        Q_EMIT pressed();
    return FieldColumns::eventFilter(watched, event);
}

// A changed field carries a bar at its side as well as the struck value.
void FieldEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_lit)
        theme::drawBox(painter, QRectF(rect()).adjusted(px(8), 0, -px(8), 0), theme::color(Meaning::Source), {}, 4);
    const QRect bar = QStyle::visualRect(layoutDirection(), rect(), QRect(px(6), px(6), px(3), height() - px(12)));
    if (isChanged() || isInAdded())
        painter.fillRect(bar, theme::color(m_pair.mine ? Meaning::Added : Meaning::Deleted));
}

// ---- a group

FieldGroup::FieldGroup(const workflow::FieldPair &pair, bool mayAdd, QWidget *parent)
    : FieldEntry(pair, parent), m_add(makeButton(QStringLiteral("plus"), {}))
{
    const bool list = pair.mine->type == Type::Array;
    m_add->setAccessibleName(list ? tr("Add an item to %1").arg(m_name) : tr("Add a field to %1").arg(m_name));
    m_add->setToolTip(m_add->accessibleName());
    m_add->setVisible(mayAdd);
    theme::setRole(m_label, TextRole::LabelStrong, Meaning::Soft);
    put(m_add, Column::Revert);
    connect(m_add, &QPushButton::clicked, this, &FieldEntry::addAsked);
}

QString FieldGroup::changeLabel() const
{
    return tr("%1: added").arg(nameInChanges());
}

void FieldGroup::takeKeyboard()
{
    m_add->setFocus(Qt::OtherFocusReason);
}

void FieldGroup::setReadOnly(bool readOnly)
{
    FieldEntry::setReadOnly(readOnly);
    m_add->setEnabled(!readOnly);
}

void FieldGroup::fillMenu(QMenu *menu)
{
    if (m_add->isVisibleTo(this))
        menu->addAction(m_pair.mine->type == Type::Array ? tr("Add an item") : tr("Add a field…"), this, &FieldEntry::addAsked);
    FieldEntry::fillMenu(menu);
}

// ---- one that is gone

FieldGone::FieldGone(const workflow::FieldPair &pair, QWidget *parent)
    : FieldEntry(pair, parent), m_value(new FieldValue(this)), m_back(makeButton(QStringLiteral("undo"), tr("Put %1 back").arg(m_name)))
{
    auto *words = new QLabel(tr("removed"), this);
    theme::setRole(words, TextRole::Control, Meaning::Soft);
    words->setMinimumHeight(px(32));
    m_type->hide();
    m_value->setAccessibleName(tr("AI's value of %1, removed").arg(m_name));
    m_value->setAccessibleDescription(shownValue(*pair.suggested));
    m_value->setValue(shownValue(*pair.suggested), QString());
    put(m_value, Column::Suggested);
    put(words, Column::Mine);
    put(m_back, Column::Revert);
    connect(m_back, &QPushButton::clicked, this, &FieldEntry::reverted);
}

QString FieldGone::changeLabel() const
{
    return tr("%1: removed").arg(nameInChanges());
}

void FieldGone::takeKeyboard()
{
    m_back->setFocus(Qt::OtherFocusReason);
}

void FieldGone::setReadOnly(bool readOnly)
{
    FieldEntry::setReadOnly(readOnly);
    m_back->setEnabled(!readOnly);
}

} // namespace countersign::ui
