#include "ui/review/evidence/findbar.h"

#include "ui/parts/field.h"
#include "ui/theme/drawing.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace countersign::ui {

using theme::px;

FindBar::FindBar(QWidget *parent) : QWidget(parent), m_words(new QLineEdit(this)), m_place(new QLabel(this))
{
    m_words->setAccessibleName(tr("Find in the evidence"));
    m_words->setPlaceholderText(tr("Find in the evidence"));
    offerClearing(m_words);
    theme::setRole(m_place, theme::TextRole::Label, theme::Meaning::Soft);
    m_place->setAccessibleName(tr("Places found"));
    m_place->setMinimumWidth(px(76));
    const auto button = [this](const QString &icon, const QString &spoken, auto what) {
        auto *made = new QPushButton(theme::icon(icon), {}, this);
        made->setAccessibleName(spoken);
        made->setToolTip(spoken);
        theme::setWeight(made, theme::Weight::Quiet);
        made->setMaximumWidth(px(34));
        connect(made, &QPushButton::clicked, this, what);
        return made;
    };
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(px(12), px(6), px(12), px(6));
    layout->setSpacing(px(4));
    layout->addWidget(m_words, 1);
    layout->addWidget(m_place);
    layout->addWidget(button(QStringLiteral("up"), tr("Previous place"), [this] { step(-1); }));
    layout->addWidget(button(QStringLiteral("down"), tr("Next place"), [this] { step(1); }));
    layout->addWidget(button(QStringLiteral("cross"), tr("Close find"), [this] { Q_EMIT closed(); }));
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_index = -1;
        Q_EMIT wordsChanged(words);
    });
    theme::setBackground(this, theme::Meaning::Pane);
    hide();
}

void FindBar::open()
{
    show();
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

QString FindBar::words() const
{
    return m_words->text();
}

void FindBar::setCount(std::optional<int> count, int items)
{
    m_count = count;
    m_items = items;
    m_index = std::min(m_index, count.value_or(0) - 1);
    say();
}

void FindBar::setPlace(int index)
{
    m_index = index;
    say();
}

void FindBar::step(int direction)
{
    const int count = m_count.value_or(0);
    if (count == 0)
        return;
    m_index = m_index < 0 ? (direction > 0 ? 0 : count - 1) : (m_index + direction + count) % count;
    say();
    Q_EMIT stepped(m_index);
}

void FindBar::say()
{
    const QLocale locale;
    if (words().isEmpty())
        m_place->clear();
    else if (!m_count)
        m_place->setText(tr("no text here"));
    else if (*m_count == 0)
        m_place->setText(tr("not found"));
    else if (m_index < 0)
        m_place->setText(tr("%1 elsewhere").arg(locale.toString(*m_count)));
    else if (m_items < 2)
        m_place->setText(tr("%1 of %2").arg(locale.toString(m_index + 1), locale.toString(*m_count)));
    else
        m_place->setText(tr("%1 of %2 in %3 items").arg(locale.toString(m_index + 1), locale.toString(*m_count), locale.toString(m_items)));
    theme::setRole(m_place, theme::TextRole::Label, m_count.value_or(0) == 0 && !words().isEmpty() ? theme::Meaning::NotFound : theme::Meaning::Soft);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if ((enter || event->key() == Qt::Key_F3) && !(event->modifiers() & Qt::ControlModifier))
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        step(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace countersign::ui
