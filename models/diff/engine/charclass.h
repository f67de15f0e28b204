// What a character does to a cut between tokens. One byte per code point of the basic plane, made once from Qt's Unicode tables.
// Source: UAX #29 word break and grapheme cluster classes, folded to what the cutter needs. Any thread.
#pragma once

#include <QStringView>

namespace countersign::diff {

enum class CharClass : quint8 {
    Letter,
    Hebrew, // a letter that takes ' and " along
    Digit,
    Kata,
    Under, // glues words: _
    Ideo,  // stands alone, counts as a word
    Sign,
    Blank,
    Break, // line end
    Control,
    Mark, // goes with what stands before it
    Join, // goes with what stands on both sides
    Regional,
    MidNumLet, // glues letters, or digits: . ’
    MidLetter,
    MidNum,
    Quote,
    DoubleQuote,
    Surrogate,
};

struct CharClasses {
    quint8 entry[0x10000]; // class | unstable
    static constexpr quint8 unstable = 0x80; // normalisation may change it

    CharClass of(char16_t unit) const { return CharClass(entry[unit] & 0x7f); }
    bool isUnstable(char16_t unit) const { return entry[unit] & unstable; }
};

const CharClasses &charClasses();
// Beyond the basic plane.
CharClass classOfSupplementary(char32_t codePoint);

} // namespace countersign::diff
