// The pages of a document below each other: zoom at the pointer, scroll, marks on the pages, text selected with the pointer. It asks for the
// pictures it has sight of and draws empty sheets until they come. Keys: + − 0, arrows, page keys, Home and End.
#pragma once

#include <QAbstractScrollArea>
#include <QHash>
#include <QImage>
#include <optional>

namespace countersign::ui {

class PageCanvas final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit PageCanvas(QWidget *parent = nullptr);

    void setPages(const QList<QSizeF> &points);
    int pageCount() const { return int(m_pages.size()); }
    QSizeF pageSize(int page) const { return m_pages[page]; } // in points

    // A page with a picture older than the wanted size is drawn with it, stretched.
    void setPicture(int page, const QImage &picture);
    // The page most in need of a picture and its size in pixels; nothing when all in sight, and their neighbours, are there.
    std::optional<std::pair<int, QSize>> wanted() const;

    double zoom() const { return m_zoom; } // screen pixels per point
    void zoomAt(QPointF at, double factor);
    void zoomInMiddle(double factor) { zoomAt(QRectF(viewport()->rect()).center(), factor); }
    void fit(); // the width of the widest page
    // The zoom (nothing while fitted to the width) and the point at the upper left corner of the pane.
    struct Place {
        std::optional<double> zoom;
        int page = 0;
        QPointF corner; // in points of the page
    };
    Place place() const;
    void setPlace(const Place &place); // holds until the first picture, whatever size the pane gets before it
    int currentPage() const; // the one in the middle of the pane, from 0
    void showPage(int page);
    void showPlace(int page, const QRectF &points); // into the middle of the pane

    // Rectangles in points, by page.
    enum class Mark { Cited, Match, CurrentMatch, Lit, Selected };
    using Marks = QHash<int, QList<QRectF>>;
    void setMarks(Mark kind, const Marks &marks);
    Marks marks(Mark kind) const { return m_marks.value(int(kind)); }

Q_SIGNALS:
    void viewChanged();    // scrolled, zoomed or resized: other pictures may be wanted
    void selecting(int page, QPointF from, QPointF to); // points of the page
    void pressedAt(int page, QPointF point);            // without dragging
    void copyAsked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    QRectF pageRect(int page) const; // in the viewport
    QSize pixelsOf(int page) const;
    int pageAt(QPointF point) const; // the nearest
    QPointF toPoints(int page, QPointF point) const;
    void arrange();
    double fittingZoom() const;
    double gap() const;
    void paintPage(QPainter &painter, int page) const;
    void paintMarks(QPainter &painter, int page) const;
    bool isReady(int page) const;

    QList<QSizeF> m_pages;
    QList<double> m_tops; // in points plus gaps, at zoom 1
    QHash<int, QImage> m_pictures;
    QHash<int, Marks> m_marks; // by Mark
    double m_zoom = 1;
    bool m_fitted = true;
    std::optional<Place> m_return;
    std::optional<QPointF> m_dragged; // where a selection began, in points of m_dragPage
    int m_dragPage = 0;
    QPoint m_pressed;
    QPoint m_last;
};

} // namespace countersign::ui
