// One hunk = one change between text a (the suggestion) and text b (the reviewer's version); a list of them leads from a to b.
// All positions are UTF-16 code units. Values and pure functions; any thread; nothing here keeps a reference to the texts.
//
// The list is ordered by b.start, then a.start; b ranges do not overlap, nor do a ranges. What lies outside every a range is, read
// in order, the same text as what lies outside every b range. A Move is taken out at its a range and put in at its b range.
#pragma once

#include "diff/range.h"

#include <QList>
#include <QString>
#include <QStringView>
#include <optional>

namespace countersign::diff {

enum class Op : quint8 { Replace, Insert, Delete, Move };

// What the reader must know about a change. The first three are about meaning, the rest is about form.
enum class Kind : quint8 {
    Content,
    Number,      // a number or its unit differs
    Negation,    // a "no", "not", "without", 没, لا … came or went
    Punctuation, // signs only
    Case,        // the same letters in other case
    Form,        // the same text in another Unicode normal form
    Blank,       // blanks only
    LineEnd,     // the same break written differently ("\r\n" against "\n"); many of them share one fold
};

enum class HunkId : quint64 {};

// Inside a hunk with text on both sides: what of it really differs. Absolute positions, as in the hunk.
struct Mark {
    Range a;
    Range b;
    bool operator==(const Mark &) const = default;
};

struct Hunk {
    Op op = Op::Replace;
    Kind kind = Kind::Content;
    bool coarse = false; // the budget ran out here: right, but perhaps longer to read than need be
    quint32 fold = 0;    // hunks with the same fold other than 0 are one change to the reader (line ends, normal forms)
    HunkId id{};
    Range a;
    Range b;
    QList<Mark> inner; // empty: the whole hunk differs (for a Move: nothing in it differs but blanks at its ends)

    bool operator==(const Hunk &) const = default;
};

// Kinds that must catch the eye (Negation, Number).
bool isStrong(Kind kind);
// Kinds that change no letter's meaning (Case, Form, Blank, LineEnd).
bool isSlight(Kind kind);

// Text b, rebuilt from a and the hunks; b lends the inserted text. Nothing when the list does not lead from a to b.
std::optional<QString> apply(QStringView a, const QList<Hunk> &hunks, QStringView b);

// Replace `range` of a text by `text`.
struct Edit {
    Range range;
    QString text;
    bool operator==(const Edit &) const = default;
};
// The text after the edits, made in the order given.
QString edited(QString text, const QList<Edit> &edits);

// A change that was taken back, anchored in a so that it survives edits elsewhere in b.
struct TakenBack {
    Op op = Op::Replace;
    HunkId id{};
    Range a;              // what of a came back
    qsizetype anchor = 0; // where in a the text stood (a.start except for moves)
    QString text;         // what stood there
    bool operator==(const TakenBack &) const = default;
};

// The edits on b that give the named hunks a's text again, last place first, so they can be made one by one (or as one undo step).
// Unknown ids are skipped. Taking back every hunk gives a exactly.
QList<Edit> takeBack(QStringView a, QStringView b, const QList<Hunk> &hunks, const QList<HunkId> &ids);
// What to remember of a hunk for putBack.
TakenBack remember(QStringView b, const QList<Hunk> &hunks, const Hunk &hunk);
// The edits on b (hunks: the present difference) that make a change that was taken back again; nothing when that place of a has
// been changed since.
std::optional<QList<Edit>> putBack(QStringView b, const QList<Hunk> &hunks, const TakenBack &change);

// Where a place of one text lies in the other; a place inside a hunk goes to that hunk's start. For carets and scrolling.
qsizetype toB(const QList<Hunk> &hunks, qsizetype positionInA);
qsizetype toA(const QList<Hunk> &hunks, qsizetype positionInB);
// Index of the hunk whose b range holds or touches the position; -1 when there is none.
qsizetype hunkAt(const QList<Hunk> &hunks, qsizetype positionInB);

// What a person reads: characters (UTF-16 units) shown as changed + 10 for each change. A fold counts as its first hunk. Moved text has
// not changed and is only looked over: a quarter of its characters count, and what was edited in it.
qint64 readingCost(const QList<Hunk> &hunks);

// The same hunks counted in Unicode code points, as files and commands count them; a lone surrogate counts as one.
QList<Hunk> inCodePoints(QStringView a, QStringView b, QList<Hunk> hunks);

} // namespace countersign::diff
