// Where the paragraphs of a text begin and end. A paragraph ends with "\r\n", "\n", "\r", U+0085, U+2028 or U+2029; its end belongs to
// it. A line longer than `longestLine` is cut into pieces for drawing, and may be read but not edited. A value; one thread.
#pragma once

#include "diff/range.h"
#include "ui/review/text/prefixsums.h"

#include <QString>

namespace countersign::ui {

class ParagraphTable {
public:
    static constexpr qsizetype longestLine = 64 * 1024; // code units; Qt's text layout is not smooth beyond
    static constexpr qsizetype pieceLength = 4096;

    ParagraphTable() { reset({}); }
    void reset(QStringView text);

    // What an edit did: paragraphs [first, first + removed) became [first, first + added).
    struct Update {
        qsizetype first = 0;
        qsizetype removed = 0;
        qsizetype added = 0;
        bool operator==(const Update &) const = default;
    };
    // `text` is the text after `removed` code units at `position` were replaced by `added` others.
    Update edited(QStringView text, qsizetype position, qsizetype removed, qsizetype added);

    qsizetype count() const { return m_spans.count(); } // at least 1
    qsizetype textLength() const { return m_spans.total(); }
    qsizetype start(qsizetype paragraph) const { return m_spans.before(paragraph); }
    diff::Range content(qsizetype paragraph) const;  // without its end
    diff::Range lineEnd(qsizetype paragraph) const;  // empty for the last paragraph and for pieces
    bool isPiece(qsizetype paragraph) const { return shape(paragraph).piece; } // of a line too long to edit
    qsizetype indexAt(qsizetype position) const { return m_spans.find(position); }
    // The whole line a paragraph is a piece of, as paragraph indexes [first, last].
    std::pair<qsizetype, qsizetype> lineOf(qsizetype paragraph) const;

private:
    struct Shape {
        quint8 endLength = 0;
        bool piece = false;
        bool continues = false; // the next paragraph is a piece of the same line
    };
    struct Cut {
        std::vector<qint64> spans;
        std::vector<Shape> shapes;
    };
    const Shape &shape(qsizetype paragraph) const { return m_shapes[size_t(paragraph)]; }
    static Cut cut(QStringView text, bool endsText);
    static void cutLine(QStringView line, qsizetype endLength, Cut &into);

    PrefixSums m_spans; // content and end together
    std::vector<Shape> m_shapes;
};

// Length of the line end at a position: 0 where there is none, 2 for "\r\n".
qsizetype lineEndLength(QStringView text, qsizetype position);

} // namespace countersign::ui
