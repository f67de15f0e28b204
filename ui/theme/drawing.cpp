#include "ui/theme/drawing.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QVariant>

namespace countersign::ui::theme {

namespace {
const char *const weightProperty = "countersignWeight";
}

void setWeight(QWidget *button, Weight weight)
{
    button->setProperty(weightProperty, int(weight));
    button->update();
}

Weight weightOf(const QWidget *button)
{
    return button ? Weight(button->property(weightProperty).toInt()) : Weight::Plain;
}

void drawBox(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &line, int cornerRadius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    const QRectF box = line.isValid() ? rect.adjusted(0.5, 0.5, -0.5, -0.5) : rect;
    painter.drawRoundedRect(box, px(cornerRadius), px(cornerRadius));
    painter.restore();
}

void drawFocus(QPainter &painter, const QRectF &rect, int cornerRadius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(Meaning::Accent), 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(cornerRadius) - 1, px(cornerRadius) - 1);
    painter.restore();
}

QColor buttonInk(const QStyleOption &option, Weight weight)
{
    if (!(option.state & QStyle::State_Enabled))
        return color(Meaning::Faint);
    if (weight == Weight::Primary)
        return color(Meaning::OnAccent);
    return color(option.state & QStyle::State_On ? Meaning::Accent : Meaning::Ink);
}

void drawButton(QPainter &painter, const QStyleOption &option, Weight weight)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool over = enabled && (option.state & QStyle::State_MouseOver);
    const bool down = enabled && (option.state & QStyle::State_Sunken);
    const bool on = option.state & QStyle::State_On;
    QColor fill = color(Meaning::Pane);
    QColor line = color(Meaning::Line);
    if (weight == Weight::Primary && enabled) {
        fill = color(Meaning::Accent);
        if (over || down)
            fill = isDark() ? fill.lighter(down ? 115 : 107) : fill.darker(down ? 120 : 109);
        line = fill;
    } else if (on) {
        fill = color(Meaning::AccentPane);
        line = color(Meaning::Accent);
    } else if (over || down) {
        fill = color(Meaning::Hover);
        line = down ? color(Meaning::Faint) : line;
    } else if (weight == Weight::Quiet) {
        fill = Qt::transparent;
    }
    if (weight == Weight::Quiet)
        line = QColor();
    drawBox(painter, option.rect, fill, line);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        if (weight == Weight::Primary)
            drawBox(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), QColor(), color(Meaning::OnAccent), radius - 2);
        else
            drawFocus(painter, option.rect);
    }
}

void drawField(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus;
    drawBox(painter, option.rect, color(enabled ? Meaning::Background : Meaning::Pane), color(Meaning::Line));
    if (focused)
        drawFocus(painter, option.rect);
}

void drawMark(QPainter &painter, const QStyleOption &option, bool round)
{
    const QRectF box(option.rect);
    const bool on = option.state & QStyle::State_On;
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor fill = !on ? color(Meaning::Background) : color(enabled ? Meaning::Accent : Meaning::Faint);
    drawBox(painter, box, fill, on ? fill : color(Meaning::Faint), round ? int(box.width() / 2) : 4);
    if (on) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        if (round) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color(Meaning::OnAccent));
            painter.drawEllipse(box.center(), box.width() * 0.2, box.width() * 0.2);
        } else {
            painter.setPen(QPen(color(Meaning::OnAccent), box.width() * 0.12, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const auto at = [&box](double x, double y) { return QPointF(box.x() + box.width() * x, box.y() + box.height() * y); };
            painter.drawPolyline(QPolygonF({at(0.25, 0.52), at(0.43, 0.70), at(0.76, 0.32)}));
        }
        painter.restore();
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        drawFocus(painter, box.adjusted(-3, -3, 3, 3), round ? int(box.width() / 2) + 3 : 6);
}

void drawArrow(QPainter &painter, const QRectF &rect, const QColor &ink, int angle)
{
    const double side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.rotate(angle);
    painter.setPen(QPen(ink, std::max(1.25, side * 0.1), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({{-side * 0.25, -side * 0.125}, {0, side * 0.125}, {side * 0.25, -side * 0.125}}));
    painter.restore();
}

} // namespace countersign::ui::theme
