// Moving a picture of four million pixels about and dragging its grey values, each frame from the pointer's event to painted, beside a widget that
// does nothing but copy a picture of that size onto the screen. Targets: at least 60 frames a second, or at most 1.5 times the bare copy.
#include "benchmarks/benchmark.h"
#include "benchmarks/windowtiming.h"
#include "decoding/decoded.h"
#include "ui/review/evidence/frames/scanevidence.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr QSize pane(1200, 800);
constexpr int side = 2000; // of the picture
constexpr int frames = 60;
constexpr int rounds = 7;

class BareBlit final : public QWidget {
public:
    explicit BareBlit(const QImage &image) : m_image(image) { setAttribute(Qt::WA_OpaquePaintEvent); }
    void move(QPoint delta)
    {
        m_origin += delta;
        repaint();
    }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).drawImage(m_origin, m_image); }

private:
    QImage m_image;
    QPoint m_origin{-400, -600};
};

QImage colours()
{
    QImage image(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            reinterpret_cast<QRgb *>(image.scanLine(y))[x] = qRgb(x & 255, y & 255, (x ^ y) & 255);
    return image;
}

decoding::Picture samples()
{
    decoding::Picture picture;
    picture.layout = decoding::Picture::Layout::Samples16;
    picture.levels = {{QSize(side, side), 0}};
    picture.bytes = decodingtest::ramp(side * side, 1);
    return picture;
}

// A ring over most of the picture.
ui::Mask ring()
{
    decoding::Picture picture;
    picture.levels = {{QSize(side, side), 0}};
    picture.bytes.resize(qsizetype(side) * side * 4);
    auto *pixels = reinterpret_cast<QRgb *>(picture.bytes.data());
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int far = (x - side / 2) * (x - side / 2) + (y - side / 2) * (y - side / 2);
            *pixels++ = far < 900 * 900 && far > 100 * 100 ? qRgb(255, 255, 255) : qRgb(0, 0, 0);
        }
    return ui::Mask::of(picture, {side, side}).value();
}

void show(QWidget &widget)
{
    widget.resize(pane);
    widget.show();
    PaintWatch paints(&widget);
    widget.update();
    pump([&] { return paints.count() > 0; }, "the first picture");
}

// There and back, so that no edge is met.
QPoint stepOf(int frame)
{
    return frame % 2 ? QPoint(7, -5) : QPoint(-7, 5);
}

void drag(QWidget &canvas, Qt::MouseButton button)
{
    static QPointF at(600, 400);
    const auto send = [&](QEvent::Type type, Qt::MouseButtons held) {
        QMouseEvent event(type, at, canvas.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : button, held, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &event);
    };
    send(QEvent::MouseButtonPress, button);
    for (int frame = 0; frame < frames; ++frame) {
        at += stepOf(frame);
        send(QEvent::MouseMove, button);
        canvas.repaint();
    }
    send(QEvent::MouseButtonRelease, Qt::NoButton);
}

void say(const char *name, QWidget &canvas, Qt::MouseButton button, BareBlit &bare)
{
    const auto ours = [&] { return seconds([&] { drag(canvas, button); }); };
    const auto blit = [&] {
        return seconds([&] {
            for (int frame = 0; frame < frames; ++frame)
                bare.move(stepOf(frame));
        });
    };
    const Measured measured = interleaved(rounds, ours, blit);
    report(name, frames / measured.ours, "frames/s", measured.ratio, "time of a bare blit; at least 60 frames/s, or at most 1.5");
}

} // namespace

int main(int argc, char **argv)
{
    TimedApplication application(argc, argv);
    ui::theme::install(application);
    const QImage picture = colours();
    BareBlit bare(picture);
    show(bare);

    ui::ImageCanvas canvas;
    show(canvas);
    canvas.setImage({picture.size(), {picture, picture.scaled(picture.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)}});
    for (const auto &[zoom, name] : {std::pair(1.0, "panning 4 Mpx at 100 %"), {0.7, "panning 4 Mpx at 70 %"}, {1.6, "panning 4 Mpx at 160 %"}}) {
        canvas.setPlace({{side / 2.0, side / 2.0}, zoom});
        say(name, canvas, Qt::LeftButton, bare);
    }
    const ui::Mask mask = ring();
    for (int i = 0; i < 2; ++i)
        canvas.masks().setMask(i, mask);
    canvas.setPlace({{side / 2.0, side / 2.0}, 0.7});
    say("panning 4 Mpx at 70 % under two masks", canvas, Qt::LeftButton, bare);

    decoding::Opened opened;
    opened.kind = decoding::Kind::Dicom;
    opened.parts = {QSizeF(side, side)};
    ui::ScanEvidence scan(QStringLiteral("Scan"), opened, samples(), new decoding::Child(decoding::Kind::Dicom, *decoding::SharedFile::of("x")));
    show(scan);
    say("window and level of 4 Mpx, fitted", *scan.reader(), Qt::RightButton, bare);
    scan.zoom(ui::EvidenceView::Zoom::In);
    say("window and level of 4 Mpx, larger", *scan.reader(), Qt::RightButton, bare);
    say("panning a scan of 4 Mpx", *scan.reader(), Qt::LeftButton, bare);
    return 0;
}
