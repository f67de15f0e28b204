#include "ui/review/evidence/masks/mask.h"

#include "ui/theme.h"

#include <QtEndian>
#include <algorithm>
#include <cmath>
#include <vector>

namespace countersign::ui {

using decoding::Picture;

namespace {

constexpr int smallestLevel = 256;
constexpr double mostKeptPixels = 4e6;
constexpr double sameShape = 0.01; // how far the ratio of the sides may be off

// The pixels as they came: they begin at any byte.
class Pixels {
public:
    explicit Pixels(const Picture &picture) : m_at(picture.bytes.constData() + picture.levels.first().offset), m_size(picture.levels.first().size) {}
    QRgb operator[](qsizetype index) const { return qFromUnaligned<QRgb>(m_at + index * qsizetype(sizeof(QRgb))); }
    qsizetype count() const { return qsizetype(m_size.width()) * m_size.height(); }

private:
    const char *m_at;
    QSize m_size;
};

// How much each pixel speaks for being inside: by its opacity where that says anything, else by its brightness.
template <typename Value>
QImage atLeastHalf(const Picture &picture, Value value)
{
    const QSize size = picture.levels.first().size;
    const Pixels pixels(picture);
    int most = 0;
    for (qsizetype i = 0; i < pixels.count(); ++i)
        most = std::max(most, value(pixels[i]));
    QImage inside(size, QImage::Format_Grayscale8);
    const int least = std::max(1, (most + 1) / 2);
    for (int y = 0; y < size.height(); ++y) {
        uchar *const line = inside.scanLine(y);
        const qsizetype row = qsizetype(y) * size.width();
        for (int x = 0; x < size.width(); ++x)
            line[x] = value(pixels[row + x]) >= least ? 255 : 0;
    }
    return inside;
}

QImage insideOf(const Picture &picture)
{
    const Pixels pixels(picture);
    bool holes = false;
    for (qsizetype i = 0; picture.layout == Picture::Layout::Argb32 && !holes && i < pixels.count(); ++i)
        holes = qAlpha(pixels[i]) < 255;
    return holes ? atLeastHalf(picture, [](QRgb pixel) { return qAlpha(pixel); })
                 : atLeastHalf(picture, [](QRgb pixel) { return std::max({qRed(pixel), qGreen(pixel), qBlue(pixel)}); });
}

// Half the size; inside where any of the four is.
QImage halfOf(const QImage &whole)
{
    QImage half((whole.width() + 1) / 2, (whole.height() + 1) / 2, QImage::Format_Grayscale8);
    for (int y = 0; y < half.height(); ++y) {
        const uchar *const upper = whole.constScanLine(2 * y);
        const uchar *const lower = whole.constScanLine(std::min(2 * y + 1, whole.height() - 1));
        uchar *const line = half.scanLine(y);
        for (int x = 0; x < half.width(); ++x) {
            const int left = 2 * x, right = std::min(left + 1, whole.width() - 1);
            line[x] = upper[left] | upper[right] | lower[left] | lower[right];
        }
    }
    return half;
}

void measure(Mask &mask)
{
    const QImage &inside = mask.levels.first();
    QRect box;
    qsizetype covered = 0;
    for (int y = 0; y < inside.height(); ++y) {
        const uchar *const line = inside.constScanLine(y), *const end = line + inside.width();
        const uchar *const first = std::find(line, end, 255);
        if (first == end)
            continue;
        covered += std::count(first, end, 255);
        const uchar *last = end - 1;
        while (*last == 0)
            --last;
        box |= QRect(QPoint(int(first - line), y), QPoint(int(last - line), y));
    }
    mask.share = double(covered) / (double(inside.width()) * inside.height());
    mask.box = {double(box.x()) / inside.width(), double(box.y()) / inside.height(), double(box.width()) / inside.width(),
                double(box.height()) / inside.height()};
}

struct Style {
    theme::Meaning ink;
    int dash; // device-independent pixels; 0: an unbroken line
    QPoint hatch; // lines where x·hatch.x + y·hatch.y is a multiple of the spacing
};
constexpr int styles = 4;

// Of the first sixteen no two have the same line and the same hatching.
int lineOf(int number)
{
    return (number + number / styles) % styles;
}

Style styleOf(int number)
{
    static constexpr theme::Meaning inks[]{theme::Meaning::Accent, theme::Meaning::NotFound, theme::Meaning::Added, theme::Meaning::Deleted};
    static constexpr int dashes[]{0, 6, 3, 10};
    static constexpr QPoint hatches[]{{1, 1}, {1, -1}, {1, 0}, {0, 1}};
    return {inks[lineOf(number)], dashes[lineOf(number)], hatches[number % styles]};
}

constexpr int hatchSpacing = 9;

// How a mask's pixels look; written as they are, since nothing lies below them in its image.
struct Inks {
    explicit Inks(const Style &style, double fill)
    {
        const QColor ink = theme::color(style.ink), pane = theme::color(theme::Meaning::Pane);
        const auto with = [](QColor colour, double opacity) {
            colour.setAlphaF(float(std::min(1.0, opacity)));
            return qPremultiply(colour.rgba());
        };
        line = with(ink, 1);
        gap = with(pane, 0.35);
        halo = with(pane, 0.8);
        plain = with(ink, fill * 0.8);
        hatched = with(ink, fill > 0 ? fill * 1.6 + 0.1 : 0);
    }
    QRgb line, gap, halo, plain, hatched;
};

// One mask on a part of the screen, in the screen's own pixels.
class Drawing {
public:
    // `origin` and `shown`: where the whole picture lies.
    Drawing(const Mask &mask, const QRect &area, QPointF origin, QSizeF shown, double ratio);
    QImage drawn(const Style &style, double fill) const;

private:
    void look(const QImage &level, QSizeF shown);

    QRect m_area;
    QPointF m_origin;
    double m_ratio;
    int m_line;     // width of the line
    int m_edge;     // how far m_inside reaches further than the area
    int m_stride;
    std::vector<uchar> m_inside;
};

const QImage &levelFor(const Mask &mask, QSizeF shown)
{
    qsizetype level = 0;
    while (level + 1 < mask.levels.size() && mask.levels[level + 1].width() >= shown.width())
        ++level;
    return mask.levels[level];
}

Drawing::Drawing(const Mask &mask, const QRect &area, QPointF origin, QSizeF shown, double ratio)
    : m_area(area), m_origin(origin), m_ratio(ratio), m_line(std::max(1, int(std::lround(2 * ratio)))), m_edge(m_line + 1),
      m_stride(area.width() + 2 * m_edge), m_inside(size_t(m_stride) * size_t(area.height() + 2 * m_edge), 0)
{
    look(levelFor(mask, shown), shown);
}

void Drawing::look(const QImage &level, QSizeF shown)
{
    const QRect wide = m_area.adjusted(-m_edge, -m_edge, m_edge, m_edge);
    std::vector<int> columns(size_t(wide.width()));
    for (int x = 0; x < wide.width(); ++x)
        columns[size_t(x)] = int(std::floor((wide.x() + x + 0.5 - m_origin.x()) / shown.width() * level.width()));
    for (int y = 0; y < wide.height(); ++y) {
        const int row = int(std::floor((wide.y() + y + 0.5 - m_origin.y()) / shown.height() * level.height()));
        if (row < 0 || row >= level.height())
            continue;
        const uchar *const line = level.constScanLine(row);
        uchar *const to = m_inside.data() + size_t(y) * size_t(m_stride);
        for (int x = 0; x < wide.width(); ++x)
            if (const int column = columns[size_t(x)]; column >= 0 && column < level.width())
                to[x] = line[column];
    }
}

QImage Drawing::drawn(const Style &style, double fill) const
{
    QImage image(m_area.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const Inks inks(style, fill);
    const int spacing = std::max(2, int(hatchSpacing * m_ratio)), thick = std::max(1, int(m_ratio));
    const int dash = std::max(1, int(style.dash * m_ratio));
    const QPoint anchor(int(std::floor(m_origin.x())), int(std::floor(m_origin.y()))); // the hatching moves with the picture
    const qsizetype across = m_line, down = qsizetype(m_line) * m_stride;
    for (int y = 0; y < image.height(); ++y) {
        auto *const line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const uchar *at = m_inside.data() + size_t(y + m_edge) * size_t(m_stride) + m_edge;
        const QPoint first = m_area.topLeft() + QPoint(0, y) - anchor;
        for (int x = 0; x < image.width(); ++x, ++at) {
            const QPoint from = first + QPoint(x, 0);
            const bool gap = style.dash > 0 && ((from.x() / dash + from.y() / dash) & 1) != 0;
            if (*at == 0) {
                if (!gap && (at[-1] | at[1] | at[-m_stride] | at[m_stride]) != 0)
                    line[x] = inks.halo;
            } else if ((at[-across] & at[across] & at[-down] & at[down]) == 0) {
                line[x] = gap ? inks.gap : inks.line;
            } else {
                const int phase = from.x() * style.hatch.x() + from.y() * style.hatch.y();
                line[x] = (phase % spacing + spacing) % spacing < thick ? inks.hatched : inks.plain;
            }
        }
    }
    return image;
}

} // namespace

tl::expected<Mask, QString> Mask::of(const Picture &picture, QSize over)
{
    Mask mask;
    mask.size = picture.levels.first().size;
    const double ratio = double(mask.size.width()) * over.height() / (double(mask.size.height()) * over.width());
    if (std::abs(ratio - 1) > sameShape)
        return tl::unexpected(tr("This mask has %1 × %2 pixels and the picture %3 × %4: they do not lie on each other.")
                                  .arg(mask.size.width()).arg(mask.size.height()).arg(over.width()).arg(over.height()));
    mask.scaled = mask.size != over;
    mask.levels.append(insideOf(picture));
    measure(mask);
    while (std::max(mask.levels.last().width(), mask.levels.last().height()) > smallestLevel)
        mask.levels.append(halfOf(mask.levels.last()));
    return mask;
}

QString Mask::styleWords(int number)
{
    const QString lines[]{tr("unbroken line"), tr("dashed line"), tr("dotted line"), tr("line of long dashes")};
    const QString hatches[]{tr("rising hatching"), tr("falling hatching"), tr("upright hatching"), tr("level hatching")};
    return tr("%1, %2").arg(lines[lineOf(number)], hatches[number % styles]);
}

MaskLayer::Entry &MaskLayer::at(int index)
{
    if (index >= m_masks.size())
        m_masks.resize(index + 1);
    return m_masks[index];
}

void MaskLayer::setMask(int index, const Mask &mask)
{
    at(index) = {mask, at(index).on, {}, {}};
}

void MaskLayer::setOn(int index, bool on)
{
    at(index).on = on;
}

void MaskLayer::setFill(double strength)
{
    m_fill = std::clamp(strength, 0.0, 1.0);
}

void MaskLayer::paint(QPainter &painter, const PicturePlace &picture, QSize pane)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QPointF origin = picture.origin * ratio;
    const QPointF fraction(origin.x() - std::floor(origin.x()), origin.y() - std::floor(origin.y()));
    const QRect sight({0, 0}, (QSizeF(pane) * ratio).toSize());
    for (int i = 0; i < m_masks.size(); ++i) {
        Entry &entry = m_masks[i];
        if (!entry.on || entry.mask.levels.isEmpty() || entry.mask.share == 0)
            continue;
        const Style style = styleOf(i);
        paintOne(painter, entry, i, origin,
                 {QSizeF(picture.size) * picture.zoom * ratio, fraction, ratio, m_fill, theme::color(style.ink).rgb(),
                  theme::color(theme::Meaning::Pane).rgb()},
                 sight);
    }
}

// All of the mask is drawn once and then moved with its picture, unless it is much larger than a screen.
void MaskLayer::paintOne(QPainter &painter, Entry &entry, int number, QPointF origin, const Look &look, const QRect &pane)
{
    const auto areaFrom = [&](QPointF from) {
        const QRectF &box = entry.mask.box;
        return QRectF(from.x() + box.x() * look.shown.width(), from.y() + box.y() * look.shown.height(), box.width() * look.shown.width(),
                      box.height() * look.shown.height()).toAlignedRect().adjusted(-2, -2, 2, 2);
    };
    const Style style = styleOf(number);
    QRect area = areaFrom(look.fraction);
    const bool whole = double(area.width()) * area.height() <= mostKeptPixels;
    const QPoint moved(int(std::floor(origin.x())), int(std::floor(origin.y())));
    if (!whole)
        area &= pane.translated(-moved);
    if (area.isEmpty() || !area.translated(moved).intersects(pane))
        return;
    QImage drawn = whole && entry.look == look ? entry.drawn : Drawing(entry.mask, area, look.fraction, look.shown, look.ratio).drawn(style, look.fill);
    drawn.setDevicePixelRatio(look.ratio);
    painter.drawImage(QPointF(area.topLeft() + moved) / look.ratio, drawn);
    entry.look = whole ? look : Look();
    entry.drawn = whole ? drawn : QImage();
}

QImage MaskLayer::sample(int number, QSize size, double ratio, double fill)
{
    Mask whole;
    whole.levels = {QImage(1, 1, QImage::Format_Grayscale8)};
    whole.levels.first().fill(255);
    const QRect area({0, 0}, (QSizeF(size) * ratio).toSize());
    const QRectF inside = QRectF(area).adjusted(2, 2, -2, -2);
    QImage drawn = Drawing(whole, area, inside.topLeft(), inside.size(), ratio).drawn(styleOf(number), fill);
    drawn.setDevicePixelRatio(ratio);
    return drawn;
}

} // namespace countersign::ui
