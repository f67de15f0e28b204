// Cuts one token after the other off a text. A token depends on nothing before its start, so cutting may begin at any edge.
#pragma once

#include "diff/engine/charclass.h"
#include "diff/tokens.h"

namespace countersign::diff {

struct Cut {
    qsizetype end = 0;
    TokenKind kind = TokenKind::Other;
    bool stable = true; // normalisation cannot change the token
};

class Cutter {
public:
    explicit Cutter(QStringView text);

    // The token that starts at `start`, which must be an edge before the end of the text.
    Cut next(qsizetype start) const
    {
        const quint8 first = m_classes.entry(m_text[start]);
        if (first == quint8(CharClass::Blank) && !attaches(start + 1))
            return {start + 1, TokenKind::Blank, true};
        if (first == quint8(CharClass::Letter) || first == quint8(CharClass::Digit))
            return nextWord(start, CharClass(first));
        return nextOther(start);
    }

private:
    struct Character {
        CharClass kind;
        qsizetype end;
        bool stable;
    };

    bool attaches(qsizetype at) const
    {
        if (at >= m_size || m_text[at] < 0x80)
            return false;
        return attachesBeyondAscii(at);
    }
    // A word of letters and digits that is plain all through; hands over to anyWord at the first other character.
    Cut nextWord(qsizetype start, CharClass first) const
    {
        qsizetype at = start + 1;
        CharClass last = first;
        for (; at < m_size; ++at) {
            const quint8 entry = m_classes.entry(m_text[at]);
            if (entry > quint8(CharClass::Digit))
                break;
            last = CharClass(entry);
        }
        if (at < m_size && !endsWord(m_text[at]))
            return anyWord(at, first, last, true);
        return {at, first == CharClass::Digit ? TokenKind::Number : TokenKind::Word, true};
    }
    // Characters that end any word whatever follows.
    bool endsWord(char16_t unit) const
    {
        const CharClass kind = m_classes.of(unit);
        return kind == CharClass::Blank || kind == CharClass::Break || kind == CharClass::Sign;
    }

    bool attachesBeyondAscii(qsizetype at) const;
    bool isTaken(qsizetype at, CharClass kind) const;
    Character character(qsizetype at) const;
    bool isPair(qsizetype at) const;
    CharClass supplementary(qsizetype at) const;
    Character baseAfter(qsizetype at) const;
    bool bridges(CharClass before, qsizetype middle, const Character &sign) const;
    Cut anyWord(qsizetype at, CharClass first, CharClass last, bool stable) const;
    Cut nextFlags(qsizetype start) const;
    Cut nextOther(qsizetype start) const;
    Cut withMarks(const Character &first, TokenKind kind) const;

    const char16_t *m_text;
    qsizetype m_size;
    const CharClasses &m_classes;
};

} // namespace countersign::diff
