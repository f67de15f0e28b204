// What every canvas that is zoomed and panned has in common: its keys, its wheel and the frame of the keyboard.
#pragma once

#include "ui/review/evidence/evidenceview.h"
#include "ui/theme.h"

#include <QPainter>
#include <QWheelEvent>
#include <cmath>

namespace countersign::ui {

constexpr double zoomStep = 1.25;

template <typename Canvas>
bool zoomAsAsked(Canvas &canvas, EvidenceView::Zoom how)
{
    if (how == EvidenceView::Zoom::Fit)
        canvas.fit();
    else
        canvas.zoomInMiddle(how == EvidenceView::Zoom::In ? zoomStep : 1 / zoomStep);
    return true;
}

// + − and 0; false for any other key.
template <typename Canvas>
bool zoomByKey(Canvas &canvas, int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAsAsked(canvas, EvidenceView::Zoom::In);
    case Qt::Key_Minus:
        return zoomAsAsked(canvas, EvidenceView::Zoom::Out);
    case Qt::Key_0:
        return zoomAsAsked(canvas, EvidenceView::Zoom::Fit);
    default:
        return false;
    }
}

// Where the pointer is, by as much as the wheel was turned.
template <typename Canvas>
void zoomByWheel(Canvas &canvas, const QWheelEvent &event)
{
    canvas.zoomAt(event.position(), std::pow(zoomStep, event.angleDelta().y() / 120.0));
}

inline void paintFocus(QPainter &painter, const QRect &pane)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::color(theme::Meaning::Accent), 1));
    painter.drawRect(QRectF(pane).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace countersign::ui
