// Evidence that is a picture.
#pragma once

#include "ui/review/evidence/evidenceview.h"
#include "ui/review/evidence/imagecanvas.h"

class QLabel;
class QPushButton;

namespace countersign::ui {

// The place of a picture as a view keeps it; empty while fitted.
QVariantMap placeOf(const ImageCanvas &canvas);
void putBack(ImageCanvas &canvas, const QVariantMap &place);

// Switches measuring on and off; its description says the last length.
QPushButton *measureButton(ImageCanvas &canvas, QWidget *parent);

class ImageEvidence final : public EvidenceView {
    Q_OBJECT

public:
    ImageEvidence(const QString &name, const DecodedImage &image, QWidget *parent = nullptr);

    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    bool zoom(Zoom how) override;
    QVariantMap place() override { return placeOf(*m_canvas); }
    void setPlace(const QVariantMap &place) override { putBack(*m_canvas, place); }
    QWidget *reader() override { return m_canvas; }

private:
    void sayZoom();

    ImageCanvas *m_canvas;
    QLabel *m_zoom;
    QString m_name;
    QSize m_size;
    QList<QRectF> m_cited;
};

} // namespace countersign::ui
