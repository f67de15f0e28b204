// One paragraph laid out in a width: where its lines, carets and marks stand, and how it is painted.
// Chips, underlines and marks are painted here; glyphs by QTextLayout. Positions: offsets in the paragraph, points in its own rectangle.
#pragma once

#include "ui/review/text/displaytext.h"
#include "ui/theme.h"

#include <QTextLayout>

class QPainter;

namespace countersign::ui {

enum class MarkKind : quint8 {
    Cited,      // a line below
    FoundHere,  // a dotted line below: the program found it in the evidence
    NotFound,   // a number, date or name the evidence does not have: dashed line, coloured ground
    Unfound,    // words it does not have: a dashed line only
    Elsewhere,  // what it has, but not where the rest of the sentence stands: the same
    Lit,
    Match,
    CurrentMatch,
    Misspelled,
};

// Those drawn as a line below the text.
constexpr bool isUnderline(MarkKind kind)
{
    return kind <= MarkKind::Elsewhere || kind == MarkKind::Misspelled;
}

struct ParagraphStyle {
    QFont font;
    theme::Meaning ink = theme::Meaning::Ink;
    double lineHeight = 24;
    double above = 0;
    double below = 0;
    bool rightToLeft = false;
    bool decorated = true; // changes carry chips, colours, strikes
};

// A marked stretch of the display text.
struct DisplayMark {
    qsizetype from = 0;
    qsizetype to = 0;
    MarkKind kind = MarkKind::FoundHere;
};

// What lies over the paragraph when it is painted.
struct ParagraphOverlay {
    QList<DisplayMark> marks;
    diff::Range selection;               // offsets; empty: none
    bool selectsEnd = false;             // the selection goes on behind the paragraph
    qsizetype caret = -1;                // -1: none
    std::optional<diff::HunkId> current; // the change the caret is in
};

class ParagraphLayout {
public:
    ParagraphLayout(DisplayText display, ParagraphStyle style, double width);

    const DisplayText &display() const { return m_display; }
    double height() const { return m_height; }
    // Top of the line a place of the display text is in.
    double topOfDisplay(qsizetype display) const;

    QRectF caretRect(qsizetype offset) const;
    // Where an input method's caret stands inside what it composes.
    void setComposedCaret(qsizetype inside) { m_composedCaret = inside; }
    qsizetype offsetAt(QPointF point) const;

    qsizetype lineOf(qsizetype offset) const;
    // The place at x in the next line above or below that has text of its own; nothing when the paragraph ends there.
    std::optional<qsizetype> above(qsizetype offset, double x) const;
    std::optional<qsizetype> below(qsizetype offset, double x) const;
    qsizetype firstLineAt(double x) const;
    qsizetype lastLineAt(double x) const;
    qsizetype lineStart(qsizetype offset) const;
    qsizetype lineEnd(qsizetype offset) const;

    // Stretches of the display text as drawn, one or more rectangles per line; lines keep their order.
    QList<QRectF> rects(qsizetype from, qsizetype to) const;
    void paint(QPainter &painter, QPointF at, const ParagraphOverlay &overlay, const QRectF &clip) const;

private:
    void layLines(double width);
    QList<QTextLayout::FormatRange> formats() const;
    qsizetype offsetInLine(const QTextLine &line, double x) const;
    double heightOf(const QTextLine &line) const;
    QRectF lineBox(const QTextLine &line) const;
    void paintChips(QPainter &painter, const ParagraphOverlay &overlay) const;
    void paintChip(QPainter &painter, qsizetype index, bool current) const; // of a run
    void paintSelection(QPainter &painter, const ParagraphOverlay &overlay) const;
    void paintUnderlines(QPainter &painter, const ParagraphOverlay &overlay) const;

    DisplayText m_display;
    ParagraphStyle m_style;
    std::unique_ptr<QTextLayout> m_layout;
    double m_height = 0;
    qsizetype m_composedCaret = -1;
    bool m_bidi = false;
};

// Whether any character of the text is written from right to left.
bool hasRightToLeft(QStringView text);

} // namespace countersign::ui
