// Cuts a text into the smallest pieces a difference may show: words, numbers, signs, blanks, line ends, ideographs.
// The cut is complete (the tokens cover every code unit, in order, without gaps) and never falls inside a grapheme cluster,
// a surrogate pair, a word or a number. Pure functions; any thread.
// Source: UAX #29 (grapheme clusters and words); where this cut differs its tokens are longer, never shorter, but for blanks.
#pragma once

#include "diff/range.h"

#include <QList>
#include <QStringView>

namespace countersign::diff {

enum class TokenKind : quint8 {
    Word,        // letters with their marks, digits glued to letters ("B12"), inner apostrophes ("don't")
    Number,      // digits with inner separators: "2.5", "1,000", "10:30"
    Unit,        // a measure behind a number: "mg", "%", "°C"
    Punctuation, // one sign
    LineEnd,     // "\r\n", "\n", "\r", U+0085, U+2028, U+2029: one token each
    Blank,       // one space, tab or other white space
    Ideograph,   // one character of a script that is written without blanks (Han, Hiragana, Thai …), or one emoji
    Other,       // a control character, a lone surrogate
};

struct Token {
    quint32 start = 0; // a text beyond 2³⁰ code units is one token
    quint32 length = 0;
    TokenKind kind = TokenKind::Other;

    constexpr qsizetype end() const { return qsizetype(start) + length; }
    constexpr Range range() const { return {qsizetype(start), end()}; }
    bool operator==(const Token &) const = default;
};

// Every token of the text. An empty text has none. Any content is accepted (NUL, lone surrogates, mixed line ends).
QList<Token> tokenise(QStringView text);

// One token per line, its line end included (kind Other where the line has text, LineEnd where it is empty).
QList<Token> tokeniseLines(QStringView text);

// Whether the position is a place where a difference may begin or end: no grapheme, word or number is cut in two.
bool isEdge(QStringView text, qsizetype position);

// The text under which two tokens count as the same word: case folded, NFC, every line end "\n", every blank " ".
QString softKey(QStringView token);

} // namespace countersign::diff
