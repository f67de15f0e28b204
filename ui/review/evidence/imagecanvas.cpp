#include "ui/review/evidence/imagecanvas.h"

#include "decoding/wire.h"
#include "ui/review/evidence/zooming.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace countersign::ui {

using theme::px;

namespace {
constexpr double mostZoom = 32;
}

ImageCanvas::ImageCanvas(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setMinimumSize(px(120), px(120));
    connect(theme::notifier(), &theme::Notifier::changed, this, qOverload<>(&QWidget::update));
}

void ImageCanvas::setImage(const DecodedImage &image)
{
    m_image = image;
    fit();
}

void ImageCanvas::replaceImage(const DecodedImage &image)
{
    m_image = image;
    update();
}

double ImageCanvas::fittingZoom() const
{
    if (m_image.size.isEmpty())
        return 1;
    const double margin = px(16) * 2;
    const double wide = (width() - margin) / m_image.size.width();
    const double high = (height() - margin) / m_image.size.height();
    return std::clamp(std::min({wide, high, 4.0}), 0.001, mostZoom);
}

void ImageCanvas::fit()
{
    m_fitted = true;
    m_zoom = fittingZoom();
    keepInSight();
    Q_EMIT zoomed(m_zoom);
}

void ImageCanvas::setMeasuring(bool on)
{
    m_measuring = on;
    setCursor(on ? Qt::CrossCursor : Qt::OpenHandCursor);
    if (on && m_measure.pixels() == 0) {
        const QPointF middle = toPicture(QRectF(rect()).center());
        m_measure.setLine({middle, middle});
    }
    update();
}

// Within the picture.
void ImageCanvas::lay(const QLineF &line)
{
    const auto inside = [this](QPointF point) {
        return QPointF(std::clamp(point.x(), 0.0, double(m_image.size.width())), std::clamp(point.y(), 0.0, double(m_image.size.height())));
    };
    m_measure.setLine({inside(line.p1()), inside(line.p2())});
    Q_EMIT measured(m_measure.words());
    update();
}

bool ImageCanvas::measureByKey(const QKeyEvent &event)
{
    const bool anew = event.key() == Qt::Key_Space;
    if (!m_measuring || (!anew && (event.key() < Qt::Key_Left || event.key() > Qt::Key_Down)) || event.modifiers() & Qt::ControlModifier)
        return false;
    static constexpr QPoint ways[]{{-1, 0}, {0, -1}, {1, 0}, {0, 1}}; // left, up, right, down: the order of Qt's keys
    const QPointF end = m_measure.line().p2();
    if (anew)
        lay({end, end});
    else
        lay({m_measure.line().p1(), end + ways[event.key() - Qt::Key_Left] * (event.modifiers() & Qt::ShiftModifier ? 10 : 1)});
    return true;
}

std::optional<ImageCanvas::Place> ImageCanvas::place() const
{
    return m_fitted ? std::nullopt : std::optional(Place{toPicture(QRectF(rect()).center()), m_zoom});
}

void ImageCanvas::setPlace(const Place &place)
{
    m_return = place;
    m_zoom = std::clamp(place.zoom, 0.001, mostZoom);
    m_fitted = false;
    m_origin = QRectF(rect()).center() - place.middle * m_zoom;
    keepInSight();
    Q_EMIT zoomed(m_zoom);
}

void ImageCanvas::zoomAt(QPointF at, double factor)
{
    const double zoom = std::clamp(m_zoom * factor, std::min(fittingZoom(), 0.05), mostZoom);
    const QPointF under = toPicture(at);
    m_zoom = zoom;
    m_fitted = false;
    m_origin = at - under * m_zoom;
    keepInSight();
    Q_EMIT zoomed(m_zoom);
}

// A picture smaller than the pane stands in its middle; a larger one leaves no empty edge.
void ImageCanvas::keepInSight()
{
    const QSizeF shown = QSizeF(m_image.size) * m_zoom;
    const auto place = [](double origin, double length, double room) {
        return length <= room ? (room - length) / 2 : std::clamp(origin, room - length, 0.0);
    };
    m_origin = {place(m_origin.x(), shown.width(), width()), place(m_origin.y(), shown.height(), height())};
    update();
}

void ImageCanvas::panBy(QPointF delta)
{
    m_origin += delta;
    m_fitted = false;
    keepInSight();
}

void ImageCanvas::setRegions(QList<QRectF> cited, std::optional<QRectF> lit)
{
    m_cited = std::move(cited);
    m_lit = lit;
    if (m_lit && !QRectF(rect()).contains(regionRect(*m_lit))) { // bring it to the middle
        m_fitted = false;
        m_origin += QRectF(rect()).center() - regionRect(*m_lit).center();
        keepInSight();
    }
    update();
}

QRectF ImageCanvas::regionRect(const QRectF &fractions) const
{
    const QSizeF shown = QSizeF(m_image.size) * m_zoom;
    return {m_origin.x() + fractions.x() * shown.width(), m_origin.y() + fractions.y() * shown.height(), fractions.width() * shown.width(),
            fractions.height() * shown.height()};
}

void ImageCanvas::paintEvent(QPaintEvent *)
{
    m_return.reset();
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Meaning::Background));
    if (m_image.levels.isEmpty())
        return;
    qsizetype level = 0; // the smallest that is still as fine as the screen
    const double ratio = m_zoom * devicePixelRatioF();
    while (level + 1 < m_image.levels.size() && m_image.levels[level + 1].width() >= m_image.size.width() * ratio)
        ++level;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, ratio < 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawImage(QRectF(m_origin, QSizeF(m_image.size) * m_zoom), m_image.levels[level]);
    m_masks.paint(painter, {m_origin, m_zoom, m_image.size}, size());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::color(theme::Meaning::FoundHere), 2, Qt::DotLine));
    for (const QRectF &region : std::as_const(m_cited))
        painter.drawRoundedRect(regionRect(region), 3, 3);
    if (m_lit) {
        QColor light = theme::color(theme::Meaning::Source);
        painter.setPen(QPen(light, 4));
        light.setAlpha(70);
        painter.setBrush(light);
        painter.drawRoundedRect(regionRect(*m_lit), 3, 3);
    }
    if (m_measuring)
        m_measure.paint(painter, m_origin, m_zoom);
    if (hasFocus())
        paintFocus(painter, rect());
}

void ImageCanvas::resizeEvent(QResizeEvent *)
{
    if (m_return)
        setPlace(Place(*m_return));
    else if (m_fitted)
        fit();
    else
        keepInSight();
}

void ImageCanvas::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = event->pixelDelta();
    if (m_series && !(event->modifiers() & Qt::ControlModifier)) {
        m_wheel += event->angleDelta().y();
        if (const int steps = m_wheel / 120) {
            m_wheel -= steps * 120;
            Q_EMIT wheelStepped(-steps);
        }
    } else if (!pixels.isNull() && !(event->modifiers() & Qt::ControlModifier))
        panBy(pixels);
    else
        zoomByWheel(*this, *event);
    event->accept();
}

void ImageCanvas::mousePressEvent(QMouseEvent *event)
{
    m_pressed = m_last = event->pos();
    if (m_measuring && event->button() == Qt::LeftButton)
        lay({toPicture(event->position()), toPicture(event->position())});
    else
        setCursor(Qt::ClosedHandCursor);
}

void ImageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::RightButton)
        Q_EMIT valuesDragged(event->pos() - m_last);
    else if (m_measuring && event->buttons() & Qt::LeftButton)
        lay({m_measure.line().p1(), toPicture(event->position())});
    else if (event->buttons() & Qt::LeftButton)
        panBy(event->pos() - m_last);
    m_last = event->pos();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    setCursor(m_measuring ? Qt::CrossCursor : Qt::OpenHandCursor);
    if (m_measuring || (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        return;
    for (int i = 0; i < m_cited.size(); ++i) {
        if (regionRect(m_cited[i]).contains(event->position()))
            return Q_EMIT regionPressed(i);
    }
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_fitted)
        zoomAt(event->position(), 1 / m_zoom);
    else
        fit();
}

void ImageCanvas::keyPressEvent(QKeyEvent *event)
{
    if (measureByKey(*event) || zoomByKey(*this, event->key()))
        return;
    const double stride = px(48);
    if (m_series && event->modifiers() & Qt::ShiftModifier && event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down) {
        static constexpr QPoint ways[]{{-8, 0}, {0, -8}, {8, 0}, {0, 8}}; // left, up, right, down: the order of Qt's keys
        return Q_EMIT valuesDragged(ways[event->key() - Qt::Key_Left]);
    }
    switch (event->key()) {
    case Qt::Key_PageUp:
        return m_series ? Q_EMIT wheelStepped(-1) : panBy({0, height() * 0.9});
    case Qt::Key_PageDown:
        return m_series ? Q_EMIT wheelStepped(1) : panBy({0, -height() * 0.9});
    case Qt::Key_Home:
        return m_series ? Q_EMIT wheelStepped(-decoding::mostParts) : panBy({0, double(m_image.size.height()) * m_zoom});
    case Qt::Key_End:
        return m_series ? Q_EMIT wheelStepped(decoding::mostParts) : panBy({0, -double(m_image.size.height()) * m_zoom});
    case Qt::Key_Left:
        return panBy({stride, 0});
    case Qt::Key_Right:
        return panBy({-stride, 0});
    case Qt::Key_Up:
        return panBy({0, stride});
    case Qt::Key_Down:
        return panBy({0, -stride});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace countersign::ui
