// The painting half of ParagraphLayout.
#include "ui/review/text/paragraphlayout.h"

#include <QGlyphRun>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace countersign::ui {

namespace {

using theme::Meaning;

// A stretch that is one in the text may be several on a line of mixed direction, where only the glyphs know where they stand: carets of the
// first character of a number among Arabic words stand at its other end.
QList<std::pair<double, double>> visualStretches(const QTextLine &line, int from, int to)
{
    QList<std::pair<double, double>> stretches;
    for (const QGlyphRun &glyphs : line.glyphRuns(from, to - from)) {
        const QRectF box = glyphs.boundingRect();
        stretches.append({box.left(), box.right()});
    }
    std::sort(stretches.begin(), stretches.end());
    QList<std::pair<double, double>> joined;
    for (const auto &[left, right] : std::as_const(stretches)) {
        if (!joined.isEmpty() && left - joined.last().second < 0.5)
            joined.last().second = std::max(joined.last().second, right);
        else
            joined.append({left, right});
    }
    return joined;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](float x, float y) { return float(x + (y - x) * share); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

void fillChip(QPainter &painter, const QRectF &box, const QColor &fill)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 3, 3);
}

// Told apart by form, not by colour alone: a line for what is cited, dots for what was found, dashes for what was not.
void markLine(QPainter &painter, MarkKind kind, QPointF from, double width)
{
    const bool there = kind == MarkKind::Cited || kind == MarkKind::FoundHere;
    QPen pen(theme::color(there ? Meaning::FoundHere : Meaning::NotFound), kind == MarkKind::Cited ? 1.5 : 1.2);
    if (kind == MarkKind::FoundHere)
        pen.setDashPattern({1, 2});
    else if (kind != MarkKind::Cited)
        pen.setDashPattern({5, 3});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.drawLine(from, from + QPointF(width, 0));
}

void wavyLine(QPainter &painter, QPointF from, double width)
{
    constexpr double step = 2;
    QPolygonF wave;
    for (double x = 0; x <= width; x += step)
        wave.append(from + QPointF(x, wave.size() % 2 == 0 ? -1 : 1));
    painter.setPen(QPen(theme::color(Meaning::NotFound), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(wave);
}

// Whether two runs belong to one chip: the same change on the same side.
bool sameChip(const DisplayRun &a, const DisplayRun &b)
{
    return a.changed && b.changed && a.hunk == b.hunk && a.kind == b.kind && a.end() == b.at;
}

// What of a run the chip covers: no blanks at the ends of a change, unless it is blanks only, those are the change then.
std::pair<qsizetype, qsizetype> chipped(const DisplayText &display, qsizetype index)
{
    const DisplayRun &run = display.runs[index];
    const bool begins = index == 0 || !sameChip(display.runs[index - 1], run);
    const bool ends = index + 1 == display.runs.size() || !sameChip(run, display.runs[index + 1]);
    qsizetype from = run.at;
    qsizetype to = run.end();
    while (begins && from < to && display.text[from].isSpace())
        ++from;
    while (ends && to > from && display.text[to - 1].isSpace())
        --to;
    return from < to ? std::pair(from, to) : std::pair(run.at, run.end());
}

// A chip reaches a little around its text, as high as the glyphs.
QRectF chipBox(const QRectF &text)
{
    return text.adjusted(-1.5, 1, 1.5, -1);
}

} // namespace

QList<QRectF> ParagraphLayout::rects(qsizetype from, qsizetype to) const
{
    QList<QRectF> found;
    for (int i = 0; i < m_layout->lineCount() && from < to; ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int start = int(std::max<qsizetype>(from, line.textStart()));
        int end = int(std::min<qsizetype>(to, line.textStart() + line.textLength()));
        while (end > start && end == line.textStart() + line.textLength() && i + 1 < m_layout->lineCount()
               && (m_display.text[end - 1] == u' ' || m_display.text[end - 1] == QChar::LineSeparator))
            --end; // blanks that hang over the edge of a wrapped line
        if (start >= end)
            continue;
        const double top = line.y() + std::floor((line.height() - QFontMetricsF(m_style.font).height()) / 2);
        const double height = QFontMetricsF(m_style.font).height();
        if (!m_bidi) {
            const double left = line.cursorToX(start);
            const double right = end == line.textStart() + line.textLength() ? line.cursorToX(end - 1, QTextLine::Trailing) : line.cursorToX(end);
            found.append(QRectF(left, top, std::max(1.0, right - left), height));
            continue;
        }
        for (const auto &[left, right] : visualStretches(line, start, end))
            found.append(QRectF(left, top, right - left, height));
    }
    return found;
}

void ParagraphLayout::paint(QPainter &painter, QPointF at, const ParagraphOverlay &overlay, const QRectF &clip) const
{
    painter.save();
    painter.translate(at);
    painter.setRenderHint(QPainter::Antialiasing);
    paintChips(painter, overlay);
    paintSelection(painter, overlay);
    QList<QTextLayout::FormatRange> marked;
    for (const DisplayMark &mark : overlay.marks) {
        if (mark.kind != MarkKind::NotFound)
            continue;
        QTextCharFormat format;
        format.setForeground(theme::color(Meaning::NotFound));
        marked.append({int(mark.from), int(mark.to - mark.from), format});
    }
    m_layout->draw(&painter, {0, 0}, marked, clip.translated(-at));
    paintUnderlines(painter, overlay);
    if (overlay.caret >= 0) {
        const QRectF caret = caretRect(overlay.caret);
        painter.fillRect(QRectF(std::round(caret.x()) - 0.5, caret.y(), theme::px(1) + 0.5, caret.height()), theme::color(Meaning::Ink));
    }
    painter.restore();
}

void ParagraphLayout::paintChip(QPainter &painter, qsizetype index, bool current) const
{
    const DisplayRun &run = m_display.runs[index];
    const bool added = run.isInserted();
    const QColor ink = theme::color(added ? Meaning::Added : Meaning::Deleted);
    QColor fill = theme::color(added ? Meaning::AddedPane : Meaning::DeletedPane);
    if (run.inner || run.strong)
        fill = mixed(fill, ink, 0.16);
    const auto [from, to] = chipped(m_display, index);
    for (const QRectF &rect : rects(from, to)) {
        const QRectF box = chipBox(rect);
        fillChip(painter, box, fill);
        if (!current)
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme::color(Meaning::Accent), 1));
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void ParagraphLayout::paintChips(QPainter &painter, const ParagraphOverlay &overlay) const
{
    for (const DisplayMark &mark : overlay.marks) {
        if (isUnderline(mark.kind) && mark.kind != MarkKind::NotFound)
            continue;
        for (const QRectF &rect : rects(mark.from, mark.to)) {
            const Meaning meaning = mark.kind == MarkKind::NotFound ? Meaning::NotFoundPane
                                    : mark.kind == MarkKind::Match  ? Meaning::AccentPane
                                                                    : Meaning::Source;
            fillChip(painter, chipBox(rect), theme::color(meaning));
            if (mark.kind == MarkKind::CurrentMatch) {
                painter.setBrush(Qt::NoBrush);
                painter.setPen(QPen(theme::color(Meaning::Accent), 1.5));
                painter.drawRoundedRect(chipBox(rect), 3, 3);
            }
        }
    }
    if (!m_style.decorated)
        return;
    for (qsizetype i = 0; i < m_display.runs.size(); ++i) {
        const DisplayRun &run = m_display.runs[i];
        if (run.changed && (run.isInserted() || run.isDeleted()))
            paintChip(painter, i, overlay.current == run.hunk);
    }
}

void ParagraphLayout::paintSelection(QPainter &painter, const ParagraphOverlay &overlay) const
{
    if (overlay.selection.isEmpty() && !overlay.selectsEnd)
        return;
    QColor fill = theme::color(Meaning::Accent);
    fill.setAlpha(theme::isDark() ? 90 : 60);
    for (const DisplayRun &run : m_display.runs) {
        if (!run.isText())
            continue;
        const qsizetype from = std::max(overlay.selection.start, run.text);
        const qsizetype to = std::min(overlay.selection.end, run.text + run.length);
        for (const QRectF &rect : rects(run.at + from - run.text, run.at + to - run.text))
            painter.fillRect(rect.adjusted(0, -2, 0, 2), fill);
    }
    if (overlay.selectsEnd) {
        const QRectF caret = caretRect(overlay.selection.end);
        painter.fillRect(QRectF(caret.x(), caret.y() - 1, theme::px(6), caret.height() + 2), fill);
    }
}

void ParagraphLayout::paintUnderlines(QPainter &painter, const ParagraphOverlay &overlay) const
{
    for (const DisplayMark &mark : overlay.marks) {
        if (!isUnderline(mark.kind))
            continue;
        for (const QRectF &rect : rects(mark.from, mark.to)) {
            if (mark.kind == MarkKind::Misspelled)
                wavyLine(painter, rect.bottomLeft() + QPointF(0, 0.5), rect.width());
            else
                markLine(painter, mark.kind, rect.bottomLeft() + QPointF(0, 1), rect.width());
        }
    }
    if (!m_style.decorated)
        return;
    for (qsizetype i = 0; i < m_display.runs.size(); ++i) {
        const DisplayRun &run = m_display.runs[i];
        if (!run.isInserted() || !run.changed)
            continue;
        QPen pen(theme::color(Meaning::Added), 2);
        pen.setCapStyle(Qt::FlatCap);
        if (run.kind == DisplayRun::Kind::MovedIn)
            pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        const auto [from, to] = chipped(m_display, i);
        for (const QRectF &rect : rects(from, to)) {
            const QRectF box = chipBox(rect);
            painter.drawLine(box.bottomLeft(), box.bottomRight());
        }
    }
}

} // namespace countersign::ui
