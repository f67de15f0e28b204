// Evidence that is a picture.
#pragma once

#include "ui/review/evidence/evidenceview.h"
#include "ui/review/evidence/imagecanvas.h"

class QLabel;

namespace countersign::ui {

class ImageEvidence final : public EvidenceView {
    Q_OBJECT

public:
    ImageEvidence(const QString &name, const DecodedImage &image, QWidget *parent = nullptr);

    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    bool zoom(Zoom how) override;
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
