// A straight line laid over a picture and how long it is: in millimetres where the file says how large its pixels are, else in pixels.
#pragma once

#include <QCoreApplication>
#include <QLineF>
#include <QSizeF>

class QPainter;

namespace countersign::ui {

class Measure {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Measure)

public:
    // How large a pixel is. AtDetector: where the picture was taken, before what the body's distance made of it (projection X-ray).
    enum class Where { InPatient, AtDetector };
    void setPixel(QSizeF millimetres, Where where = Where::InPatient);
    // DICOM's "rows\columns" in millimetres; empty when it is none.
    static QSizeF pixelFrom(const QString &spacing);

    void setLine(const QLineF &line) { m_line = line; } // in pixels of the picture
    const QLineF &line() const { return m_line; }
    double pixels() const { return m_line.length(); }
    QString words() const;
    // `origin` and `zoom`: where the picture stands in the widget.
    void paint(QPainter &painter, QPointF origin, double zoom) const;

private:
    QLineF m_line;
    QSizeF m_pixel;
    Where m_where = Where::InPatient;
};

} // namespace countersign::ui
