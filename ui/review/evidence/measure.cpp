#include "ui/review/evidence/measure.h"

#include "ui/theme.h"

#include <QLocale>
#include <QPainter>
#include <cmath>

namespace countersign::ui {

using theme::px;

void Measure::setPixel(QSizeF millimetres, Where where)
{
    m_pixel = millimetres;
    m_where = where;
}

QSizeF Measure::pixelFrom(const QString &spacing)
{
    bool rowsRight = false, columnsRight = false;
    const double rows = spacing.section(u'\\', 0, 0).trimmed().toDouble(&rowsRight);
    const double columns = spacing.section(u'\\', 1, 1).trimmed().toDouble(&columnsRight);
    return rowsRight && columnsRight && rows > 0 && columns > 0 && std::isfinite(rows) && std::isfinite(columns) ? QSizeF(columns, rows) : QSizeF();
}

QString Measure::words() const
{
    const QLocale locale;
    const QString pixels = tr("%1 pixels").arg(locale.toString(m_line.length(), 'f', 1));
    if (m_pixel.isEmpty())
        return pixels;
    const QString length = locale.toString(std::hypot(m_line.dx() * m_pixel.width(), m_line.dy() * m_pixel.height()), 'f', 1);
    return m_where == Where::InPatient ? tr("%1 mm (%2)").arg(length, pixels) : tr("%1 mm at the detector (%2)").arg(length, pixels);
}

void Measure::paint(QPainter &painter, QPointF origin, double zoom) const
{
    const QLineF line(origin + m_line.p1() * zoom, origin + m_line.p2() * zoom);
    painter.setBrush(Qt::NoBrush);
    for (const auto &[meaning, width] : {std::pair(theme::Meaning::Pane, 4), {theme::Meaning::Accent, 2}}) { // seen on light and on dark
        painter.setPen(QPen(theme::color(meaning), width));
        painter.drawLine(line);
        for (const QPointF end : {line.p1(), line.p2()})
            painter.drawEllipse(end, px(4), px(4));
    }
    const QString text = words();
    QRectF box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-px(6), -px(3), px(6), px(3));
    box.moveTopLeft(line.p2() + QPointF(px(8), px(8)));
    const QRectF window = painter.viewport();
    box.moveLeft(std::clamp(box.left(), 0.0, std::max(0.0, window.width() - box.width())));
    box.moveTop(std::clamp(box.top(), 0.0, std::max(0.0, window.height() - box.height())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Meaning::Pane));
    painter.drawRoundedRect(box, px(4), px(4));
    painter.setPen(theme::color(theme::Meaning::Ink));
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace countersign::ui
