// A picture with zoom at the pointer and pan; regions of it can be lit, and lengths measured. Keys: + − 0, arrows, the page keys; while
// measuring the arrows move the line's end (with Shift by ten pixels), Space begins the next line there.
#pragma once

#include "ui/review/evidence/decodedpicture.h"
#include "ui/review/evidence/masks/mask.h"
#include "ui/review/evidence/measure.h"

#include <QWidget>

namespace countersign::ui {

class ImageCanvas final : public QWidget {
    Q_OBJECT

public:
    explicit ImageCanvas(QWidget *parent = nullptr);

    void setImage(const DecodedImage &image); // fitted
    void replaceImage(const DecodedImage &image); // of the same size: place and zoom stay
    double zoom() const { return m_zoom; } // screen pixels per picture pixel
    // Zooms so that the point of the picture under `at` stays under it.
    void zoomAt(QPointF at, double factor);
    void zoomInMiddle(double factor) { zoomAt(QRectF(rect()).center(), factor); }
    void fit();
    // What is in the middle of the pane and how large; nothing while fitted.
    struct Place {
        QPointF middle; // of the picture, in its pixels
        double zoom = 1;
    };
    std::optional<Place> place() const;
    void setPlace(const Place &place); // holds until the first picture, whatever size the pane gets before it
    // Fractions x, y, width, height of the picture; drawn as outlines, one of them lit.
    void setRegions(QList<QRectF> cited, std::optional<QRectF> lit);
    // The point of the picture (in its pixels) under a point of the widget.
    QPointF toPicture(QPointF point) const { return (point - m_origin) / m_zoom; }

    // Laid over the picture; update() after a change.
    MaskLayer &masks() { return m_masks; }

    // One of many pictures: the wheel alone goes through them (with Ctrl it zooms), the right button drags through their values.
    void setSeries(bool series) { m_series = series; }

    // While on, the left button lays a line instead of moving the picture.
    void setMeasuring(bool on);
    void setPixel(QSizeF millimetres, Measure::Where where) { m_measure.setPixel(millimetres, where); }
    const Measure &measure() const { return m_measure; }

Q_SIGNALS:
    void measured(const QString &length);
    void wheelStepped(int frames);
    void valuesDragged(QPoint delta);
    void zoomed(double factor);
    void regionPressed(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool measureByKey(const QKeyEvent &event);
    void lay(const QLineF &line);
    double fittingZoom() const;
    void keepInSight();
    void panBy(QPointF delta);
    QRectF regionRect(const QRectF &fractions) const;

    DecodedImage m_image;
    MaskLayer m_masks;
    QPointF m_origin; // of the picture, in the widget
    double m_zoom = 1;
    bool m_fitted = true;
    std::optional<Place> m_return;
    bool m_series = false;
    bool m_measuring = false;
    Measure m_measure;
    int m_wheel = 0; // of a step, in eighths of a degree
    QList<QRectF> m_cited;
    std::optional<QRectF> m_lit;
    QPoint m_pressed;
    QPoint m_last;
};

} // namespace countersign::ui
