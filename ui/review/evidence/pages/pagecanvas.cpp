#include "ui/review/evidence/pages/pagecanvas.h"

#include "decoding/wire.h"
#include "ui/review/evidence/zooming.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <cmath>

namespace countersign::ui {

using theme::px;

namespace {

constexpr double leastZoom = 0.1;
constexpr double mostZoom = 8;
constexpr qint64 mostPictureBytes = qint64(160) << 20;

} // namespace

PageCanvas::PageCanvas(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    setMinimumSize(px(120), px(120));
    connect(theme::notifier(), &theme::Notifier::changed, viewport(), qOverload<>(&QWidget::update));
}

double PageCanvas::gap() const
{
    return px(14);
}

void PageCanvas::setPages(const QList<QSizeF> &points)
{
    m_pages = points;
    m_tops.clear();
    double top = 0;
    for (const QSizeF &page : points) {
        m_tops.append(top);
        top += page.height();
    }
    m_tops.append(top);
    fit();
}

double PageCanvas::fittingZoom() const
{
    double widest = 1;
    for (const QSizeF &page : m_pages)
        widest = std::max(widest, page.width());
    return std::clamp((viewport()->width() - 2 * gap()) / widest, leastZoom, 3.0);
}

void PageCanvas::fit()
{
    m_fitted = true;
    if (m_pages.isEmpty())
        return;
    const int page = pageAt({0, 0}); // what stands at the upper edge stays there
    const double above = -pageRect(page).top() / m_zoom;
    const bool atTop = verticalScrollBar()->value() == 0;
    m_zoom = fittingZoom();
    arrange();
    if (!atTop)
        verticalScrollBar()->setValue(int(std::lround((m_tops[page] + above) * m_zoom + gap() * (page + 1))));
}

void PageCanvas::arrange()
{
    if (m_pages.isEmpty())
        return;
    double widest = 0;
    for (const QSizeF &page : std::as_const(m_pages))
        widest = std::max(widest, page.width());
    const double high = m_tops.last() * m_zoom + gap() * double(m_pages.size() + 1);
    const double wide = widest * m_zoom + 2 * gap();
    horizontalScrollBar()->setRange(0, std::max(0, int(std::floor(wide - viewport()->width()))));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(px(48));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(high - viewport()->height()))));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(px(48));
    viewport()->update();
    Q_EMIT viewChanged();
}

QRectF PageCanvas::pageRect(int page) const
{
    const QSizeF size = m_pages[page] * m_zoom;
    const double wide = horizontalScrollBar()->maximum() + viewport()->width();
    return {(wide - size.width()) / 2 - horizontalScrollBar()->value(), m_tops[page] * m_zoom + gap() * (page + 1) - verticalScrollBar()->value(),
            size.width(), size.height()};
}

// As fine as the screen, within what the child may be asked for.
QSize PageCanvas::pixelsOf(int page) const
{
    QSizeF size = m_pages[page] * m_zoom * devicePixelRatioF();
    const double many = size.width() * size.height() / double(decoding::mostPagePixels);
    if (many > 0.99)
        size /= std::sqrt(many * 1.02);
    return {std::max(1, int(std::lround(size.width()))), std::max(1, int(std::lround(size.height())))};
}

int PageCanvas::pageAt(QPointF point) const
{
    int page = 0;
    while (page + 1 < m_pages.size() && pageRect(page).bottom() + gap() / 2 < point.y())
        ++page;
    return page;
}

int PageCanvas::currentPage() const
{
    return m_pages.isEmpty() ? 0 : pageAt({0, viewport()->height() * 0.4});
}

QPointF PageCanvas::toPoints(int page, QPointF point) const
{
    return (point - pageRect(page).topLeft()) / m_zoom;
}

bool PageCanvas::isReady(int page) const
{
    return m_pictures.value(page).size() == pixelsOf(page);
}

std::optional<std::pair<int, QSize>> PageCanvas::wanted() const
{
    if (m_pages.isEmpty())
        return std::nullopt;
    const int current = currentPage();
    for (const int distance : {0, 1, -1, 2, -2, 3, -3}) {
        const int page = current + distance;
        const bool there = page >= 0 && page < m_pages.size();
        if (there && !isReady(page) && (std::abs(distance) <= 1 || pageRect(page).intersects(viewport()->rect())))
            return std::pair(page, pixelsOf(page));
    }
    return std::nullopt;
}

// Pictures furthest from what is in sight go first when there are too many.
void PageCanvas::setPicture(int page, const QImage &picture)
{
    m_pictures[page] = picture;
    qint64 bytes = 0;
    for (const QImage &kept : std::as_const(m_pictures))
        bytes += kept.sizeInBytes();
    const int current = currentPage();
    while (bytes > mostPictureBytes && m_pictures.size() > 3) {
        int furthest = page;
        for (auto it = m_pictures.cbegin(); it != m_pictures.cend(); ++it)
            furthest = std::abs(it.key() - current) > std::abs(furthest - current) ? it.key() : furthest;
        bytes -= m_pictures.take(furthest).sizeInBytes();
    }
    viewport()->update();
}

void PageCanvas::zoomAt(QPointF at, double factor)
{
    if (m_pages.isEmpty())
        return;
    const int page = pageAt(at);
    const QPointF under = toPoints(page, at);
    m_zoom = std::clamp(m_zoom * factor, leastZoom, mostZoom);
    m_fitted = false;
    arrange();
    const QPointF moved = pageRect(page).topLeft() + under * m_zoom - at;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(std::lround(moved.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(std::lround(moved.y())));
}

PageCanvas::Place PageCanvas::place() const
{
    const int page = m_pages.isEmpty() ? 0 : pageAt({0, 0});
    return {m_fitted ? std::nullopt : std::optional(m_zoom), page, m_pages.isEmpty() ? QPointF() : toPoints(page, {0, 0})};
}

void PageCanvas::setPlace(const Place &place)
{
    if (place.page < 0 || place.page >= m_pages.size())
        return;
    m_return = place;
    m_fitted = !place.zoom;
    m_zoom = place.zoom ? std::clamp(*place.zoom, leastZoom, mostZoom) : fittingZoom();
    arrange();
    const QPointF moved = pageRect(place.page).topLeft() + place.corner * m_zoom;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(std::lround(moved.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(std::lround(moved.y())));
}

void PageCanvas::showPage(int page)
{
    if (page >= 0 && page < m_pages.size())
        verticalScrollBar()->setValue(int(m_tops[page] * m_zoom + gap() * (page + 0.5)));
}

void PageCanvas::showPlace(int page, const QRectF &points)
{
    if (page < 0 || page >= m_pages.size())
        return;
    const QRectF sheet = pageRect(page);
    const QRectF place(sheet.topLeft() + points.topLeft() * m_zoom, points.size() * m_zoom);
    if (QRectF(viewport()->rect()).contains(place))
        return;
    const QPointF moved = place.center() - QRectF(viewport()->rect()).center();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(moved.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(moved.y()));
}

void PageCanvas::setMarks(Mark kind, const Marks &marks)
{
    m_marks[int(kind)] = marks;
    viewport()->update();
}

void PageCanvas::paintEvent(QPaintEvent *)
{
    m_return.reset();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme::color(theme::Meaning::Background));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int page = 0; page < m_pages.size(); ++page) {
        const QRectF sheet = pageRect(page);
        if (sheet.top() > viewport()->height())
            break;
        if (sheet.bottom() >= 0)
            paintPage(painter, page);
    }
    if (hasFocus())
        paintFocus(painter, viewport()->rect());
}

void PageCanvas::paintPage(QPainter &painter, int page) const
{
    const QRectF sheet = pageRect(page);
    const auto picture = m_pictures.constFind(page);
    if (picture != m_pictures.cend()) {
        if (picture->size() == QSizeF(sheet.size() * devicePixelRatioF()).toSize())
            painter.drawImage(sheet.topLeft().toPoint(), [&] { // pixel for pixel: letters stay sharp
                QImage sharp = *picture;
                sharp.setDevicePixelRatio(devicePixelRatioF());
                return sharp;
            }());
        else
            painter.drawImage(sheet, *picture);
        paintMarks(painter, page);
    } else {
        painter.fillRect(sheet, theme::color(theme::Meaning::Pane));
        painter.setPen(theme::color(theme::Meaning::Faint));
        painter.setFont(theme::labelFont());
        painter.drawText(sheet, Qt::AlignCenter, tr("Page %1").arg(QLocale().toString(page + 1)));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme::color(theme::Meaning::Line));
    painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5));
}

// On white paper, whatever the scheme: light is laid over the letters and multiplied with them.
void PageCanvas::paintMarks(QPainter &painter, int page) const
{
    const QRectF sheet = pageRect(page);
    const auto each = [&](Mark kind, auto draw) {
        const QList<QRectF> boxes = m_marks.value(int(kind)).value(page);
        for (const QRectF &box : boxes)
            draw(QRectF(sheet.topLeft() + box.topLeft() * m_zoom, box.size() * m_zoom).adjusted(-1, -1, 1, 1));
    };
    const auto fill = [&](const QColor &ink) {
        return [&painter, ink](const QRectF &box) { painter.fillRect(box, ink); };
    };
    QColor accent = theme::printFormat(theme::Meaning::Accent).foreground().color();
    const QColor light = theme::printFormat(theme::Meaning::Source).background().color();
    const auto thin = [&accent](double share) {
        QColor ink = accent;
        ink.setAlphaF(float(share));
        return ink;
    };
    painter.save();
    painter.setCompositionMode(QPainter::CompositionMode_Multiply);
    each(Mark::Match, fill(thin(0.22)));
    each(Mark::CurrentMatch, fill(light.darker(106)));
    each(Mark::Lit, fill(light.darker(106)));
    each(Mark::Selected, fill(thin(0.35)));
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(accent, 1.5, Qt::DotLine));
    each(Mark::Cited, [&](const QRectF &box) { painter.drawRoundedRect(box, 3, 3); });
    painter.setPen(QPen(accent, 1.5));
    each(Mark::CurrentMatch, [&](const QRectF &box) { painter.drawRoundedRect(box, 3, 3); });
}

void PageCanvas::resizeEvent(QResizeEvent *)
{
    if (m_return)
        setPlace(Place(*m_return));
    else if (m_fitted)
        fit();
    else
        arrange();
}

void PageCanvas::scrollContentsBy(int, int)
{
    viewport()->update();
    Q_EMIT viewChanged();
}

void PageCanvas::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    zoomByWheel(*this, *event);
    event->accept();
}

void PageCanvas::mousePressEvent(QMouseEvent *event)
{
    m_pressed = m_last = event->pos();
    if (event->button() != Qt::LeftButton || m_pages.isEmpty())
        return;
    m_dragPage = pageAt(event->position());
    m_dragged = toPoints(m_dragPage, event->position());
}

void PageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint delta = event->pos() - m_last;
    m_last = event->pos();
    if (event->buttons() & (Qt::MiddleButton | Qt::RightButton)) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
    } else if (m_dragged && (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        Q_EMIT selecting(m_dragPage, *m_dragged, toPoints(m_dragPage, event->position()));
    }
}

void PageCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragged && (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        Q_EMIT pressedAt(m_dragPage, *m_dragged);
    m_dragged.reset();
}

void PageCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return Q_EMIT copyAsked();
    if (zoomByKey(*this, event->key()))
        return;
    QScrollBar *along = verticalScrollBar();
    const bool wide = horizontalScrollBar()->maximum() > 0;
    switch (event->key()) {
    case Qt::Key_Left:
        return wide ? horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub) : showPage(currentPage() - 1);
    case Qt::Key_Right:
        return wide ? horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd) : showPage(currentPage() + 1);
    case Qt::Key_Up:
        return along->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_Down:
        return along->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_PageUp:
        return along->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
        return along->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Home:
        return along->setValue(0);
    case Qt::Key_End:
        return along->setValue(along->maximum());
    default:
        event->ignore();
    }
}

} // namespace countersign::ui
