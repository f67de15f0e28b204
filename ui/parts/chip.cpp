#include "ui/parts/chip.h"

#include "ui/theme/drawing.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using theme::TextRole;

Chip::Chip(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    setText(text);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

void Chip::setCount(std::optional<qint64> count)
{
    if (m_count == count)
        return;
    m_count = count;
    describe();
    updateGeometry();
    update();
}

void Chip::setDot(std::optional<Meaning> meaning)
{
    m_dot = meaning;
    updateGeometry();
    update();
}

void Chip::setPassive(bool passive)
{
    m_passive = passive;
    setFocusPolicy(passive ? Qt::NoFocus : Qt::StrongFocus);
    updateGeometry();
}

void Chip::setMeaning(Meaning ink, Meaning pane)
{
    m_meaning = std::pair(ink, pane);
    update();
}

QString Chip::countText() const
{
    return m_count ? locale().toString(*m_count) : QString();
}

void Chip::describe()
{
    setAccessibleName(m_count ? QStringLiteral("%1 %2").arg(text(), countText()) : text());
}

void Chip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QAbstractButton::changeEvent(event);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics plain(theme::font(TextRole::Label));
    const QFontMetrics strong(theme::font(TextRole::LabelStrong));
    int width = px(20) + std::max(plain.horizontalAdvance(text()), isCheckable() ? strong.horizontalAdvance(text()) : 0);
    if (m_count)
        width += (text().isEmpty() ? 0 : px(5)) + strong.horizontalAdvance(countText());
    if (m_dot)
        width += px(14);
    return {width, m_passive ? std::max(plain.height() + px(8), px(24)) : std::max(plain.height() + px(12), px(32))};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool calm = m_passive || !isEnabled();
    QRectF box = rect();
    if (!m_passive)
        box.adjust(0, px(2), 0, -px(2));
    Meaning ink = m_meaning ? m_meaning->first : Meaning::Soft;
    Meaning pane = m_meaning ? m_meaning->second : Meaning::Rail;
    if (isChecked()) {
        ink = Meaning::Accent;
        pane = Meaning::AccentPane;
    } else if (!calm && underMouse()) {
        pane = Meaning::Line;
    }
    theme::drawBox(painter, box, theme::color(pane), {}, int(box.height()));
    if (hasFocus())
        theme::drawFocus(painter, box, int(box.height() / 2));
    QRect inner = rect().adjusted(px(10), 0, -px(10), 0);
    const auto take = [&](int width) {
        const QRect part(inner.left(), inner.top(), width, inner.height());
        const QRect shown = style()->visualRect(layoutDirection(), rect(), part);
        inner.setLeft(inner.left() + width);
        return shown;
    };
    if (m_dot) {
        const QRect place = take(px(14));
        const double side = px(8);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::color(*m_dot));
        const double x = layoutDirection() == Qt::RightToLeft ? place.right() + 1 - side : place.left();
        painter.drawEllipse(QRectF(x, place.center().y() + 0.5 - side / 2, side, side));
    }
    const QFont plain = theme::font(isChecked() ? TextRole::LabelStrong : TextRole::Label);
    painter.setFont(plain);
    painter.setPen(theme::color(ink));
    painter.drawText(take(painter.fontMetrics().horizontalAdvance(text()) + 1), Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (!m_count)
        return;
    take(text().isEmpty() ? 0 : px(4));
    inner = style()->visualRect(layoutDirection(), rect(), inner);
    painter.setFont(theme::font(TextRole::LabelStrong));
    painter.setPen(theme::color(isChecked() || m_meaning ? ink : Meaning::Ink));
    painter.drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine | int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)), countText());
}

} // namespace countersign::ui
