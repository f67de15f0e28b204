// A text as the engine compares it: atoms are its tokens that are no blanks, each knowing the blanks before it, all interned as numbers.
// Equal numbers mean equal words (up to line end and normal form). One vocabulary serves both texts.
// Not thread-safe.
#pragma once

#include "diff/engine/cutter.h"
#include "diff/engine/largepages.h"
#include "diff/engine/plainwords.h"
#include "diff/textdiff.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace countersign::diff {

struct Atom {
    quint32 start = 0;  // in the text
    quint32 length = 0; // in the text
    quint32 word = 0;   // 0 only behind the last atom
    quint32 blank = 0;  // the blanks before it; 0: none
    quint32 weight = 0; // characters it counts for; the same on both sides

    qsizetype end() const { return qsizetype(start) + length; }
    bool matches(const Atom &other) const { return word == other.word && blank == other.blank; }
};

// Atoms of one text, closed by one of length 0 at the end of the text (word 0, with the trailing blanks before it).
using Atoms = std::vector<Atom, LargePages<Atom>>;

class Vocabulary {
public:
    // `texts` outlive the vocabulary: its words may lie in them.
    enum class Texts { Stay, MayGo };
    explicit Vocabulary(Unit unit = Unit::Word, Texts texts = Texts::MayGo);

    // What was cut until the stop, when one is asked for.
    Atoms read(QStringView text, const std::stop_token &stop = {});
    // The same, quicker where the text has much in common with another whose atoms were read whole by this vocabulary.
    Atoms readAlong(QStringView text, QStringView other, const Atoms &others, const std::stop_token &stop = {});
    // The atom at or behind `at`, which must be an edge; its word is 0 when only blanks are left.
    Atom next(const Cutter &cutter, QStringView text, qsizetype at);

    quint32 size() const { return quint32(m_words.size()); }
    QStringView word(quint32 word) const { return m_words[word]; }
    // Some words have several spellings (line ends, normal forms): equal numbers need not mean equal text.
    bool hasSpellings() const { return m_spellings; }
    // Characters two blank strings share from the left, from the right.
    quint32 sharedLeft(quint32 a, quint32 b) const
    {
        if (a == b || a == 0 || b == 0)
            return a == b ? blankLength(a) : 0;
        return compareLeft(a, b);
    }
    quint32 sharedRight(quint32 a, quint32 b) const
    {
        if (a == b || a == 0 || b == 0)
            return a == b ? blankLength(a) : 0;
        return compareRight(a, b);
    }
    quint32 blankLength(quint32 blank) const { return blank < 2 ? blank : quint32(m_blanks[blank].size()); }

private:
    struct Key {
        quint64 first = 0;
        quint64 last = 0;
        quint32 shape = 0; // the length, and whether it is ASCII
        bool isWhole = false; // equal keys mean equal texts
    };
    struct Slot {
        quint64 first = 0;
        quint64 last = 0;
        quint32 shape = 0;
        quint32 word = 0; // 0: free
    };

    quint32 compareLeft(quint32 a, quint32 b) const;
    quint32 compareRight(quint32 a, quint32 b) const;
    Atom nextLine(const Cutter &cutter, QStringView text, qsizetype at);
    quint32 intern(const char16_t *text, qsizetype length);
    quint32 internAt(QStringView text, qsizetype at, qsizetype length);
    quint32 internLong(const char16_t *text, qsizetype length);
    quint32 find(const Key &key, const char16_t *text, qsizetype length);
    quint32 insert(size_t slot, const Key &key, const char16_t *text, qsizetype length);
    Key keyOf(const char16_t *text, qsizetype length) const;
    Key keyOfPlain(const char16_t *text, qsizetype length) const;
    size_t slotOf(quint64 first, quint64 last) const;
    qsizetype readPlain(const PlainWords &plain, QStringView text, qsizetype at, Atoms &atoms);
    void internUnstable(QStringView text, Atom &atom);
    void internLineEnd(QStringView text, Atom &atom);
    quint32 internBlank(QStringView text);
    void lastAs(QStringView text);
    QStringView keep(QStringView text);
    void grow();

    Unit m_unit;
    std::vector<Slot, LargePages<Slot>> m_slots;
    int m_shift;
    quint64 m_seed; // of this process: nobody can make up words that all fall into one slot
    std::vector<QStringView> m_words;
    std::vector<QStringView> m_blanks;
    std::vector<std::unique_ptr<char16_t[]>> m_chunks; // what the views look at
    QStringView m_lasting; // the text being read, when it stays
    bool m_textsStay;
    char16_t *m_free = nullptr;
    qsizetype m_left = 0;
    std::vector<quint32> m_blankOfWord;
    quint32 m_ascii[128] = {};
    bool m_spellings = false;
    QString m_lineEnd; // the first spelling seen
};

} // namespace countersign::diff
