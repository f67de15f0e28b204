#include "diff/engine/charclass.h"

#include <QChar>
#include <algorithm>
#include <iterator>

namespace countersign::diff {

namespace {

struct Block {
    char32_t first;
    char32_t last;
    bool operator<(char32_t codePoint) const { return last < codePoint; }
};

template <size_t N>
bool inBlocks(const Block (&blocks)[N], char32_t c)
{
    const auto *found = std::lower_bound(std::begin(blocks), std::end(blocks), c);
    return found != std::end(blocks) && found->first <= c;
}

// Characters whose canonical composition is another text.
constexpr Block unstableBlocks[] = {{0x0300, 0x036f}, {0x0374, 0x0374}, {0x037e, 0x037e}, {0x0387, 0x0387}, {0x0958, 0x095f},
                                    {0x09dc, 0x09df}, {0x0a33, 0x0a5e}, {0x0b5c, 0x0b5d}, {0x0f43, 0x0fb9}, {0x1100, 0x11ff},
                                    {0x1f00, 0x1fff}, {0x2126, 0x212b}, {0x2329, 0x232a}, {0x2adc, 0x2adc},
                                    {0xf900, 0xfaff}, {0xfb1d, 0xfb4e}};
// Signs that the general category does not tell, of UAX #29 WordBreakProperty.
constexpr Block middleLetters[] = {{0x3a, 0x3a}, {0xb7, 0xb7}, {0x0387, 0x0387}, {0x055f, 0x055f}, {0x05f4, 0x05f4},
                                   {0x2027, 0x2027}, {0xfe13, 0xfe13}, {0xfe55, 0xfe55}, {0xff1a, 0xff1a}};
constexpr Block middleNumbers[] = {{0x2c, 0x2c}, {0x3b, 0x3b}, {0x037e, 0x037e}, {0x0589, 0x0589}, {0x060c, 0x060d},
                                   {0x066c, 0x066c}, {0x07f8, 0x07f8}, {0x2044, 0x2044}, {0xfe10, 0xfe10}, {0xfe14, 0xfe14},
                                   {0xfe50, 0xfe50}, {0xfe54, 0xfe54}, {0xff0c, 0xff0c}, {0xff1b, 0xff1b}};
constexpr Block middleBoth[] = {{0x2e, 0x2e}, {0x2018, 0x2019}, {0x2024, 0x2024}, {0xfe52, 0xfe52}, {0xff07, 0xff07}, {0xff0e, 0xff0e}};
constexpr Block joiners[] = {{0x0600, 0x0605}, {0x06dd, 0x06dd}, {0x070f, 0x070f}, {0x0890, 0x0891}, {0x08e2, 0x08e2},
                             {0x0d4e, 0x0d4e}, {0x200d, 0x200d}, {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x111c2, 0x111c3},
                             {0x1193f, 0x1193f}, {0x11941, 0x11941}, {0x11a3a, 0x11a3a}, {0x11a84, 0x11a89}, {0x11d46, 0x11d46},
                             {0x11f02, 0x11f02}};
// Letters and digits that UAX #29 lets go with what stands before: Thai and Lao AM, halfwidth voice marks.
constexpr Block trailingLetters[] = {{0x0e33, 0x0e33}, {0x0eb3, 0x0eb3}, {0xff9e, 0xff9f}};

bool standsAlone(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_NewTaiLue:
    case QChar::Script_TaiLe:
    case QChar::Script_TaiTham:
    case QChar::Script_TaiViet:
    case QChar::Script_Ahom:
        return true;
    default:
        return false;
    }
}

CharClass classOfLetter(char32_t c)
{
    if (inBlocks(trailingLetters, c))
        return CharClass::Mark;
    const QChar::Script script = QChar::script(c);
    if (script == QChar::Script_Katakana || (c >= 0x3031 && c <= 0x3035) || c == 0x30fc || c == 0xff70)
        return CharClass::Kata;
    if (standsAlone(script))
        return CharClass::Ideo;
    return script == QChar::Script_Hebrew ? CharClass::Hebrew : CharClass::Letter;
}

CharClass classOfSign(char32_t c, QChar::Category category)
{
    if (c == '\'')
        return CharClass::Quote;
    if (c == '"')
        return CharClass::DoubleQuote;
    if (inBlocks(middleLetters, c))
        return CharClass::MidLetter;
    if (inBlocks(middleNumbers, c))
        return CharClass::MidNum;
    if (inBlocks(middleBoth, c))
        return CharClass::MidNumLet;
    if (category == QChar::Punctuation_Connector || c == 0x202f)
        return CharClass::Under;
    if (c >= 0x1f3fb && c <= 0x1f3ff)
        return CharClass::Mark;
    if (c >= 0x1f1e6 && c <= 0x1f1ff)
        return CharClass::Regional;
    return c >= 0x1f000 ? CharClass::Ideo : CharClass::Sign;
}

CharClass classOf(char32_t c)
{
    if (inBlocks(joiners, c))
        return CharClass::Join;
    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        return CharClass::Break;
    if (c == '\t' || c == 0x0b || c == 0x0c)
        return CharClass::Blank;
    const QChar::Category category = QChar::category(c);
    switch (category) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return c == 0x200b ? CharClass::Sign : CharClass::Mark;
    case QChar::Number_DecimalDigit:
        return CharClass::Digit;
    case QChar::Number_Other:
        return c < 0x100 ? CharClass::Letter : CharClass::Sign;
    case QChar::Number_Letter:
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return classOfLetter(c);
    case QChar::Separator_Space:
        return c == 0x202f ? CharClass::Under : CharClass::Blank;
    case QChar::Other_Control:
        return CharClass::Control;
    case QChar::Other_Surrogate:
        return CharClass::Surrogate;
    default:
        return classOfSign(c, category);
    }
}

constinit CharClasses classes{};

} // namespace

// Two threads that learn the same block write the same.
quint8 CharClasses::learn(char16_t unit) const
{
    constexpr char32_t block = 128;
    const char32_t first = unit / block * block;
    for (char32_t c = first; c < first + block; ++c) {
        const CharClass kind = classOf(c);
        const bool mayChange = kind == CharClass::Mark || kind == CharClass::Surrogate || inBlocks(unstableBlocks, c);
        m_known[c].store(quint8(~(quint8(kind) | (mayChange ? unstable : 0))), std::memory_order_relaxed);
    }
    return quint8(~m_known[unit].load(std::memory_order_relaxed));
}

const CharClasses &charClasses()
{
    return classes;
}

CharClass classOfSupplementary(char32_t codePoint)
{
    return classOf(codePoint);
}

} // namespace countersign::diff
