#include "ui/review/text/paragraphlayout.h"

#include <QTextCharFormat>
#include <cmath>

namespace countersign::ui {

bool hasRightToLeft(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t code = text[i].unicode();
        if (code < 0x590)
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size())
            code = QChar::surrogateToUcs4(text[i], text[i + 1]);
        const QChar::Direction direction = QChar::direction(code);
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return true;
    }
    return false;
}

ParagraphLayout::ParagraphLayout(DisplayText display, ParagraphStyle style, double width)
    : m_display(std::move(display)), m_style(std::move(style)), m_layout(std::make_unique<QTextLayout>(m_display.text, m_style.font)),
      m_bidi(hasRightToLeft(m_display.text))
{
    QTextOption option;
    option.setTextDirection(m_style.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(m_style.rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(QFontMetricsF(m_style.font).horizontalAdvance(u' ') * 8);
    m_layout->setTextOption(option);
    m_layout->setFormats(formats());
    m_layout->setCacheEnabled(true);
    layLines(width);
}

void ParagraphLayout::layLines(double width)
{
    double y = m_style.above;
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(std::max(width, 20.0));
        const double height = heightOf(line);
        line.setPosition({0, y + std::floor((height - line.height()) / 2)});
        y += height;
    }
    m_layout->endLayout();
    m_height = std::ceil(y + m_style.below);
}

QList<QTextLayout::FormatRange> ParagraphLayout::formats() const
{
    QList<QTextLayout::FormatRange> formats;
    for (const DisplayRun &run : m_display.runs) {
        QTextCharFormat format;
        if (m_style.decorated && run.isInserted())
            format.setForeground(theme::color(theme::Meaning::Added));
        else if (m_style.decorated && run.isDeleted())
            format.setForeground(theme::color(theme::Meaning::Deleted));
        else if (run.kind == DisplayRun::Kind::Sign)
            format.setForeground(theme::color(theme::Meaning::Soft));
        else
            format.setForeground(theme::color(m_style.ink));
        if (m_style.decorated && run.isDeleted())
            format.setFontStrikeOut(true);
        if (run.kind == DisplayRun::Kind::Composed)
            format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        formats.append({int(run.at), int(run.length), format});
    }
    return formats;
}

// Tall scripts get the room they need; an empty paragraph only what its style says.
double ParagraphLayout::heightOf(const QTextLine &line) const
{
    return m_display.text.isEmpty() ? m_style.lineHeight : std::max(m_style.lineHeight, std::ceil(line.height()));
}

QRectF ParagraphLayout::lineBox(const QTextLine &line) const
{
    const double height = heightOf(line);
    return {line.x(), line.y() - std::floor((height - line.height()) / 2), line.width(), height};
}

double ParagraphLayout::topOfDisplay(qsizetype display) const
{
    const QTextLine line = m_layout->lineForTextPosition(int(display));
    return line.isValid() ? lineBox(line).top() - (line.lineNumber() == 0 ? m_style.above : 0) : 0;
}

qsizetype ParagraphLayout::lineOf(qsizetype offset) const
{
    const QTextLine line = m_layout->lineForTextPosition(int(m_display.displayOf(offset)));
    return line.isValid() ? line.lineNumber() : 0;
}

QRectF ParagraphLayout::caretRect(qsizetype offset) const
{
    qsizetype display = m_display.displayOf(offset);
    for (const DisplayRun &run : m_display.runs) {
        if (run.kind == DisplayRun::Kind::Composed && m_composedCaret >= 0)
            display = run.at + std::min(m_composedCaret, run.length);
    }
    const QTextLine line = m_layout->lineForTextPosition(int(display));
    if (!line.isValid())
        return {0, m_style.above, 1, m_style.lineHeight};
    const double height = QFontMetricsF(m_style.font).height() + 2;
    const QRectF box = lineBox(line);
    return {line.cursorToX(int(display)), box.center().y() - height / 2, 1, height};
}

qsizetype ParagraphLayout::offsetInLine(const QTextLine &line, double x) const
{
    qsizetype display = line.xToCursor(x);
    const qsizetype end = line.textStart() + line.textLength();
    const bool last = line.lineNumber() == m_layout->lineCount() - 1;
    if (!last && display >= end && end - 1 > line.textStart())
        display = end - 1; // the place behind a wrapped line is the start of the next
    return m_display.offsetOf(display);
}

qsizetype ParagraphLayout::offsetAt(QPointF point) const
{
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (point.y() < lineBox(line).bottom() || i == m_layout->lineCount() - 1)
            return offsetInLine(line, point.x());
    }
    return 0;
}

std::optional<qsizetype> ParagraphLayout::above(qsizetype offset, double x) const
{
    const qsizetype from = lineOf(offset);
    for (qsizetype i = from - 1; i >= 0; --i) {
        const qsizetype found = offsetInLine(m_layout->lineAt(int(i)), x);
        if (lineOf(found) < from)
            return found;
    }
    return std::nullopt;
}

std::optional<qsizetype> ParagraphLayout::below(qsizetype offset, double x) const
{
    const qsizetype from = lineOf(offset);
    for (qsizetype i = from + 1; i < m_layout->lineCount(); ++i) {
        const qsizetype found = offsetInLine(m_layout->lineAt(int(i)), x);
        if (lineOf(found) > from)
            return found;
    }
    return std::nullopt;
}

qsizetype ParagraphLayout::firstLineAt(double x) const
{
    return m_layout->lineCount() > 0 ? offsetInLine(m_layout->lineAt(0), x) : 0;
}

qsizetype ParagraphLayout::lastLineAt(double x) const
{
    return m_layout->lineCount() > 0 ? offsetInLine(m_layout->lineAt(m_layout->lineCount() - 1), x) : 0;
}

qsizetype ParagraphLayout::lineStart(qsizetype offset) const
{
    const QTextLine line = m_layout->lineForTextPosition(int(m_display.displayOf(offset)));
    return line.isValid() ? m_display.offsetOf(line.textStart()) : 0;
}

qsizetype ParagraphLayout::lineEnd(qsizetype offset) const
{
    const QTextLine line = m_layout->lineForTextPosition(int(m_display.displayOf(offset)));
    if (!line.isValid())
        return 0;
    qsizetype end = line.textStart() + line.textLength();
    if (line.lineNumber() < m_layout->lineCount() - 1)
        end = m_layout->previousCursorPosition(int(end));
    return m_display.offsetOf(end);
}

} // namespace countersign::ui
