// The atoms of a text that is being typed: cut again around each edit only. Atoms before the last edit count from the start of the
// text, those behind it from its end, so that an edit renumbers nothing. Not thread-safe.
#pragma once

#include "diff/engine/atoms.h"

namespace countersign::diff {

class TypedAtoms {
public:
    void read(Vocabulary &words, QStringView text);
    // `text` is the text after `removed` code units at `position` were replaced by `added` ones. Atoms [first, last) were cut anew.
    struct Cut {
        int first = 0;
        int last = 0;
    };
    Cut edit(Vocabulary &words, QStringView text, qsizetype position, qsizetype removed, qsizetype added);

    int size() const { return int(m_front.size() + m_back.size()); } // the closing atom included
    Atom at(int index) const;
    // The first atom that starts at the position or behind it; the closing atom when there is none.
    int indexFrom(qsizetype position) const;
    // Atoms [first, last) with their places in the text.
    void copy(int first, int last, Atoms &atoms) const;

private:
    Atom placed(const Atom &behind) const;
    void moveTo(qsizetype position);

    qsizetype m_length = 0;
    Atoms m_front;
    Atoms m_back; // last atom first; `start` counts from the end of the text
};

} // namespace countersign::diff
