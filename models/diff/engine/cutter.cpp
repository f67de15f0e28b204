#include "diff/engine/cutter.h"

namespace countersign::diff {

namespace {

bool isLetter(CharClass c) { return c == CharClass::Letter || c == CharClass::Hebrew; }

// UAX #29 WB5, WB8 to WB10, WB13 to WB13b.
bool joinsWord(CharClass before, CharClass next)
{
    const bool word = isLetter(before) || before == CharClass::Digit || before == CharClass::Under;
    switch (next) {
    case CharClass::Letter:
    case CharClass::Hebrew:
    case CharClass::Digit:
        return word;
    case CharClass::Kata:
        return before == CharClass::Kata || before == CharClass::Under;
    case CharClass::Under:
        return word || before == CharClass::Kata;
    default:
        return false;
    }
}

} // namespace

Cutter::Cutter(QStringView text) : m_text(text.utf16()), m_size(text.size()), m_classes(charClasses()) {}

Cutter::Character Cutter::character(qsizetype at) const
{
    const char16_t unit = m_text[at];
    const CharClass kind = m_classes.of(unit);
    if (kind != CharClass::Surrogate)
        return {kind, at + 1, !m_classes.isUnstable(unit)};
    if (!isPair(at))
        return {CharClass::Surrogate, at + 1, true};
    return {supplementary(at), at + 2, false};
}

bool Cutter::isPair(qsizetype at) const
{
    return at + 1 < m_size && QChar::isHighSurrogate(m_text[at]) && QChar::isLowSurrogate(m_text[at + 1]);
}

CharClass Cutter::supplementary(qsizetype at) const
{
    return classOfSupplementary(QChar::surrogateToUcs4(m_text[at], m_text[at + 1]));
}

bool Cutter::attachesBeyondAscii(qsizetype at) const
{
    const CharClass kind = character(at).kind;
    return kind == CharClass::Mark || kind == CharClass::Join;
}

// The next character that is not a mark; Control when there is none.
Cutter::Character Cutter::baseAfter(qsizetype at) const
{
    while (at < m_size) {
        const Character next = character(at);
        if (next.kind != CharClass::Mark && next.kind != CharClass::Join)
            return next;
        at = next.end;
    }
    return {CharClass::Control, m_size, true};
}

// Whether a sign in the middle belongs to the word: letters or digits on both sides, as UAX #29 WB6, WB7, WB11 and WB12 say.
bool Cutter::bridges(CharClass before, qsizetype middle, const Character &sign) const
{
    if (before == CharClass::Hebrew && sign.kind == CharClass::Quote)
        return true;
    const CharClass after = baseAfter(sign.end).kind;
    const bool letters = isLetter(before) && isLetter(after);
    const bool digits = before == CharClass::Digit && after == CharClass::Digit;
    switch (sign.kind) {
    case CharClass::MidNumLet:
    case CharClass::Quote:
        return letters || digits;
    case CharClass::MidLetter:
        return letters || (digits && m_text[middle] == u':');
    case CharClass::MidNum:
        return digits;
    case CharClass::DoubleQuote:
        return before == CharClass::Hebrew && after == CharClass::Hebrew;
    default:
        return false;
    }
}

// Whether a joining character takes the next one: a zero width joiner takes no blanks, a prepended sign does (UAX #29 GB9b, GB11).
bool Cutter::isTaken(qsizetype at, CharClass kind) const
{
    if (kind == CharClass::Blank)
        return m_text[at - 1] != 0x200d;
    return kind != CharClass::Break && kind != CharClass::Control;
}

// Goes on with a word whose last character before `at` was of class `last`.
Cut Cutter::anyWord(qsizetype at, CharClass first, CharClass last, bool stable) const
{
    bool joined = false; // the character before takes what follows
    while (at < m_size) {
        const Character next = character(at);
        if (next.kind == CharClass::Mark || next.kind == CharClass::Join) {
            joined = next.kind == CharClass::Join;
        } else if (joinsWord(last, next.kind) || (last == CharClass::Regional && next.kind == last)) {
            last = next.kind;
            joined = false;
        } else if (bridges(last, at, next)) {
            joined = false;
        } else if (joined && isTaken(at, next.kind)) {
            last = next.kind;
            joined = false;
        } else {
            break;
        }
        stable = stable && next.stable;
        at = next.end;
    }
    return {at, first == CharClass::Digit ? TokenKind::Number : TokenKind::Word, stable};
}

// One character with the marks behind it.
Cut Cutter::withMarks(const Character &first, TokenKind kind) const
{
    Cut cut{first.end, kind, first.stable};
    bool joined = first.kind == CharClass::Join;
    while (cut.end < m_size) {
        const Character next = character(cut.end);
        const bool mark = next.kind == CharClass::Mark || next.kind == CharClass::Join;
        if (!mark && joined && isTaken(cut.end, next.kind)) {
            cut.end = anyWord(next.end, first.kind, next.kind, false).end;
            cut.stable = false;
            break;
        }
        if (!mark)
            break;
        joined = next.kind == CharClass::Join;
        cut.stable = cut.stable && next.stable;
        cut.end = next.end;
    }
    return cut;
}

// A flag is two regional indicators. An odd number of them, or marks between, pair differently as graphemes and as words: such a run
// stays together.
Cut Cutter::nextFlags(qsizetype start) const
{
    const auto runEnd = [&](qsizetype at) {
        while (at < m_size && character(at).kind == CharClass::Regional)
            at = character(at).end;
        return at;
    };
    const auto withMarksAt = [&](qsizetype end) { return withMarks({CharClass::Regional, end, false}, TokenKind::Ideograph); };
    const qsizetype end = runEnd(start);
    if ((end - start) % 4 == 0)
        return withMarksAt(start + 4);
    Cut cut = withMarksAt(end);
    while (cut.end < m_size && character(cut.end).kind == CharClass::Regional)
        cut = withMarksAt(runEnd(cut.end));
    return cut;
}

Cut Cutter::nextOther(qsizetype start) const
{
    Character first = character(start);
    switch (first.kind) {
    case CharClass::Break:
        if (m_text[start] == u'\r' && start + 1 < m_size && m_text[start + 1] == u'\n')
            ++first.end;
        return {first.end, TokenKind::LineEnd, true};
    case CharClass::Letter:
    case CharClass::Hebrew:
    case CharClass::Digit:
    case CharClass::Kata:
    case CharClass::Under:
        return anyWord(first.end, first.kind, first.kind, first.stable);
    case CharClass::Join:
        return anyWord(start, first.kind, CharClass::Sign, first.stable);
    case CharClass::Ideo:
        return withMarks(first, TokenKind::Ideograph);
    case CharClass::Regional:
        return nextFlags(start);
    case CharClass::Control:
    case CharClass::Mark:
    case CharClass::Surrogate:
        return withMarks(first, TokenKind::Other);
    case CharClass::Blank: // with a mark on it
        return withMarks(first, TokenKind::Other);
    default:
        return withMarks(first, TokenKind::Punctuation);
    }
}

} // namespace countersign::diff
