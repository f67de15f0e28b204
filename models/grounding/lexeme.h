// Inside the library only: a text as the grammars read it. Cut by diff's tokens, each folded to one spelling, blanks left out.
#pragma once

#include "diff/range.h"
#include "grounding/wordfacts.h"

#include <QList>
#include <QString>
#include <optional>
#include <stop_token>

namespace countersign::grounding {

enum class Shape : quint8 { Word, Number, Ideograph, Sign, Break };

struct Lexeme {
    diff::Range at;
    Shape shape = Shape::Sign;
    bool blankBefore = false; // a blank, a line end or the beginning
    bool capital = false;     // begins with an upper-case letter
    bool capitals = false;    // two letters or more, all upper case
    WordFacts facts = 0;      // of a word
    QString text;             // folded
    bool is(QStringView word) const { return text == word; }
};

// One spelling of a word whatever its case, width, ligatures, accents (of scripts that are read without them), joiners, Arabic letter forms
// and digits. Source: Unicode NFKD; UAX #44 (Decimal_Digit_Value).
QString folded(QStringView token);

// Nothing of the text after `stop` is asked for is read.
QList<Lexeme> lexemes(QStringView text, const std::stop_token &stop = {});

// A pointer to a source, "[3]", "[1, 4]", "[2-5]": its numbers, the ends of a range standing for it, and the lexeme behind it. Nothing where none
// begins.
constexpr qsizetype mostInReference = 12;
struct Reference {
    QList<int> numbers;
    qsizetype end = 0;
};
std::optional<Reference> referenceAt(const QList<Lexeme> &lexemes, qsizetype at);

// Ends of sentences, lines and table cells: every passage as [first, last) of the lexemes, in order. A speaker's name in front of a line
// ("[doctor]", "Patient:") is no part of its passage; a pointer to a source behind its full stop is; a very long one is cut where its speaker
// draws breath.
struct Stretch {
    qsizetype first = 0;
    qsizetype last = 0;
    bool heading = false;  // a line of its own without a sentence's end, in capitals or before a colon
    bool question = false;
};
QList<Stretch> stretches(const QList<Lexeme> &lexemes);

} // namespace countersign::grounding
