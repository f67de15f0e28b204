// Evidence that is a picture.
#pragma once

#include "ui/review/evidence/evidenceview.h"
#include "ui/review/evidence/imagecanvas.h"

class QLabel;
class QPushButton;

namespace countersign::ui {

class MaskBar;

// The part of a picture a place points to, as fractions of it; nothing where it points to none.
std::optional<QRectF> regionOf(const core::Selector &place);

// The place of a picture as a view keeps it; empty while fitted.
QVariantMap placeOf(const ImageCanvas &canvas);
void putBack(ImageCanvas &canvas, const QVariantMap &place);

// Switches measuring on and off; its description says the last length.
QPushButton *measureButton(ImageCanvas &canvas, QWidget *parent);

// Keys besides those of the canvas: M all masks, a figure one of them, O and Shift+O how strongly they are filled.
class ImageEvidence final : public EvidenceView {
    Q_OBJECT

public:
    // `masks`: the names of those that are to come.
    ImageEvidence(const QString &name, const DecodedImage &image, const QStringList &masks = {}, QWidget *parent = nullptr);

    QSize pictureSize() const { return m_size; }
    void showMask(int index, const Mask &mask);
    void sayMaskProblem(int index, const QString &sentence);

    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    bool zoom(Zoom how) override;
    QVariantMap place() override;
    void setPlace(const QVariantMap &place) override;
    QWidget *reader() override { return m_canvas; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeMasks(const QStringList &names);
    void sayZoom();

    ImageCanvas *m_canvas;
    QLabel *m_zoom;
    MaskBar *m_masks = nullptr; // where there are any
    QString m_name;
    QSize m_size;
    QList<QRectF> m_cited;
};

} // namespace countersign::ui
