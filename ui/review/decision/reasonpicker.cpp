#include "ui/review/decision/reasonpicker.h"

#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionFrame>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

ReasonPicker::ReasonPicker(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Reason"));
    connect(this, &QAbstractButton::clicked, this, &ReasonPicker::openList);
    describe();
}

void ReasonPicker::setChoices(const QList<Reason> &reasons)
{
    m_choices = reasons;
    describe();
    update();
}

QString ReasonPicker::wordsOf(const QString &code) const
{
    for (const Reason &reason : m_choices)
        if (reason.code == code)
            return reason.words;
    return codeWords(code); // a draft may hold codes this list does not know
}

void ReasonPicker::setChosen(const QStringList &codes)
{
    m_chosen = codes;
    describe();
    update();
}

void ReasonPicker::describe()
{
    setAccessibleDescription(m_chosen.isEmpty() ? tr("No reason chosen") : shownText());
    setToolTip(m_chosen.size() > 1 ? shownText() : QString());
}

QString ReasonPicker::shownText() const
{
    QStringList words;
    for (const QString &code : m_chosen)
        words.append(wordsOf(code));
    return words.join(QStringLiteral(", "));
}

void ReasonPicker::toggle(const QString &code)
{
    if (!m_chosen.removeOne(code))
        m_chosen.append(code);
    describe();
    update();
    Q_EMIT chosenChanged(m_chosen);
}

void ReasonPicker::addChoice(const Reason &reason, int number)
{
    QString label = QString(reason.words).replace(u'&', QStringLiteral("&&"));
    if (reason.likely)
        label = tr("%1 · fits what you changed").arg(label);
    QAction *action = m_list->addAction(number < 10 ? QStringLiteral("&%1  %2").arg(number).arg(label) : label, this,
                                        [this, code = reason.code] { toggle(code); });
    action->setCheckable(true);
    action->setChecked(m_chosen.contains(reason.code));
}

void ReasonPicker::openList()
{
    if (m_list || !isEnabled())
        return;
    m_list = new QMenu(this);
    m_list->setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Reasons"));
    int number = 0;
    for (const Reason &reason : std::as_const(m_choices))
        addChoice(reason, ++number);
    for (const QString &code : std::as_const(m_chosen)) {
        if (std::none_of(m_choices.cbegin(), m_choices.cend(), [&](const Reason &reason) { return reason.code == code; }))
            addChoice({code, wordsOf(code), false}, ++number);
    }
    connect(m_list, &QMenu::aboutToHide, this, &ReasonPicker::listClosed, Qt::QueuedConnection);
    m_list->setMinimumWidth(width());
    const QSize size = m_list->sizeHint();
    m_list->popup(mapToGlobal(QPoint(0, -size.height() - px(4)))); // the bar is at the lower edge of the window
    m_list->setActiveAction(m_list->actions().value(0));
}

void ReasonPicker::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down || key == Qt::Key_Up)
        return openList();
    if ((key == Qt::Key_Delete || key == Qt::Key_Backspace) && !m_chosen.isEmpty())
        return toggle(m_chosen.last());
    QAbstractButton::keyPressEvent(event);
}

QSize ReasonPicker::sizeHint() const
{
    return {px(212), std::max(px(36), fontMetrics().height() + px(16))};
}

void ReasonPicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionFrame option;
    option.initFrom(this);
    theme::drawField(painter, option);
    const QRect inner = rect().adjusted(px(12), 0, -px(12), 0);
    const QRect arrow = style()->visualRect(layoutDirection(), inner, QRect(inner.right() - px(10), inner.top(), px(10), inner.height()));
    theme::drawArrow(painter, QRectF(arrow).adjusted(0, (height() - px(10)) / 2.0, 0, -(height() - px(10)) / 2.0), theme::color(Meaning::Soft));
    const QRect words = style()->visualRect(layoutDirection(), inner, inner.adjusted(0, 0, -px(18), 0));
    painter.setFont(theme::controlFont());
    painter.setPen(theme::color(m_chosen.isEmpty() || !isEnabled() ? Meaning::Faint : Meaning::Ink));
    const QString text = m_chosen.isEmpty() ? tr("Choose") : painter.fontMetrics().elidedText(shownText(), Qt::ElideRight, words.width());
    painter.drawText(words, Qt::AlignVCenter | Qt::TextSingleLine | int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)), text);
}

} // namespace countersign::ui
