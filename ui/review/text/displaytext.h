// One paragraph as it is drawn: the reviewer's text with what was deleted standing in place, and which piece of it is what.
// Deleted pieces are drawn only; they have no place in the text. Values and pure functions.
#pragma once

#include "diff/alignment.h"

#include <QList>
#include <QString>

namespace countersign::ui {

struct DisplayRun {
    enum class Kind : quint8 {
        Plain,
        Inserted,
        MovedIn,
        Deleted,  // from here on: drawn, not part of the text
        MovedOut,
        Gap,      // a blank that keeps a deletion and what replaced it apart
        Sign,     // "⏎" for a line end that was inserted, "⇅" for a move
        Composed, // what an input method is composing
    };
    Kind kind = Kind::Plain;
    qsizetype at = 0;      // in the display text
    qsizetype length = 0;  // in the display text
    qsizetype text = 0;    // in the paragraph; where it stands for a run that is not part of the text
    qsizetype source = -1; // in the suggestion; -1: does not come from it
    diff::HunkId hunk{};
    bool changed = false;  // belongs to a hunk
    bool inner = false;    // drawn stronger: the differing part of a replaced word
    bool strong = false;   // a number or a negation differs

    bool isText() const { return kind <= Kind::MovedIn; }
    bool isDeleted() const { return kind == Kind::Deleted || kind == Kind::MovedOut; }
    bool isInserted() const { return kind == Kind::Inserted || kind == Kind::MovedIn; }
    qsizetype end() const { return at + length; }
    bool operator==(const DisplayRun &) const = default;
};

struct DisplayText {
    QString text;
    QList<DisplayRun> runs; // in order, without gaps

    // Where a place of the paragraph is drawn: behind what was deleted there.
    qsizetype displayOf(qsizetype offset) const;
    // The place of the paragraph that a place of the display text stands for.
    qsizetype offsetOf(qsizetype display) const;
    bool operator==(const DisplayText &) const = default;
};

// Both sides of a difference as far as one paragraph of b goes.
struct ParagraphDifference {
    QStringView a;                  // the whole suggestion
    QStringView b;                  // the whole text
    diff::Range content;            // of the paragraph in b
    diff::Range lineEnd;            // behind it
    QList<diff::Segment> segments;  // at least those that touch content and lineEnd
    const QList<diff::Hunk> *hunks = nullptr;
    bool last = false;              // what stands at the very end of the paragraph is shown here, not by the next piece
};

enum class Shown : quint8 { Both, OnlyB, OnlyA };

// What a paragraph shows: both texts (with changes), only b (final text, or the right side), only a (the left side).
DisplayText displayText(const ParagraphDifference &difference, Shown shown);
// A paragraph without any difference.
DisplayText plainDisplay(QStringView paragraph, qsizetype hidden = 0);
// The same with what an input method composes, put in at a place of the paragraph.
DisplayText withComposed(DisplayText display, qsizetype offset, const QString &composed);

inline constexpr qsizetype longestDeletion = 6000; // drawn of one deletion; the middle of a longer one is counted instead

} // namespace countersign::ui
