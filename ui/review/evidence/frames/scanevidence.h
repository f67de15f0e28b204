// Evidence that is a DICOM file: its pictures one after the other, grey values through a window, its head beside it.
// Wheel, page keys and slider go through the pictures; the right button or Shift + arrows move the window; W next window, I invert, T head.
#pragma once

#include "decoding/child.h"
#include "ui/review/evidence/evidenceview.h"
#include "ui/review/evidence/imagecanvas.h"

#include <QCache>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QTableWidget;

namespace countersign::ui {

class ScanEvidence final : public EvidenceView {
    Q_OBJECT

public:
    // `child` has opened the file and becomes this view's; `first` is its first picture.
    ScanEvidence(const QString &name, const decoding::Opened &opened, const decoding::Picture &first, decoding::Child *child, QWidget *parent = nullptr);

    std::optional<int> find(const QString &words) override; // in the head
    void showMatch(int index) override;
    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    bool zoom(Zoom how) override;
    QVariantMap place() override;
    void setPlace(const QVariantMap &place) override;
    QWidget *reader() override { return m_canvas; }

    int frame() const { return m_frame; } // from 0
    const decoding::Window &window() const { return m_window; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeBar();
    void setPixel(const QList<decoding::HeaderRow> &rows);
    void makeHeader(const QList<decoding::HeaderRow> &rows);
    void makeWindows();
    void showFrame(int frame);
    void take(int frame, const decoding::Picture &picture);
    void draw();
    void say();
    void drag(QPoint delta);
    void chooseWindow(int index);
    void setHeaderShown(bool shown);
    void fail(const decoding::Failure &failure);
    void markRegions();

    decoding::Child *m_child;
    decoding::Opened m_opened;
    QString m_name;
    ImageCanvas *m_canvas;
    QLabel *m_zoom;
    QLabel *m_place;
    QLabel *m_problem;
    QSlider *m_slider;
    QComboBox *m_choice;
    QPushButton *m_invert;
    QPushButton *m_head;
    QTableWidget *m_header;
    QCache<int, decoding::Picture> m_pictures; // cost in KiB
    QList<decoding::Window> m_windows;
    decoding::Window m_window;
    decoding::Picture m_shown;
    std::optional<double> m_range; // width of all its values
    int m_frame = 0;
    QList<core::Selector> m_cited;
    std::optional<core::Selector> m_lit;
    QList<int> m_matches;
};

} // namespace countersign::ui
