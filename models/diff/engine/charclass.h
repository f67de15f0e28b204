// What a character does to a cut between tokens. One byte per code point of the basic plane, from Qt's Unicode tables.
// Source: UAX #29 word break and grapheme cluster classes, folded to what the cutter needs. Any thread.
#pragma once

#include <QStringView>
#include <atomic>

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

// Looked up in Qt's tables a block at a time, when first asked for.
class CharClasses {
public:
    static constexpr quint8 unstable = 0x80; // normalisation may change it

    CharClass of(char16_t unit) const { return CharClass(entry(unit) & 0x7f); }
    bool isUnstable(char16_t unit) const { return entry(unit) & unstable; }
    // The class, and whether it is unstable, in one byte.
    quint8 entry(char16_t unit) const
    {
        const auto known = quint8(~m_known[unit].load(std::memory_order_relaxed));
        return known != unknown ? known : learn(unit);
    }

private:
    static constexpr quint8 unknown = 0xff;
    quint8 learn(char16_t unit) const;

    mutable std::atomic<quint8> m_known[0x10000]; // complements, so that a table of zeros knows nothing
};

const CharClasses &charClasses();
// Beyond the basic plane.
CharClass classOfSupplementary(char32_t codePoint);

} // namespace countersign::diff
