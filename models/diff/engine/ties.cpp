#include "diff/engine/ties.h"

namespace countersign::diff {

namespace {

constexpr int tied = hunkCost / 2;  // atoms of one character, on both sides
constexpr int fewest = 3;           // of them that are ideographs
constexpr qint64 mostPairs = 10'000;
constexpr char16_t firstIdeograph = 0x2e80;

bool isSingle(const Atom &atom) { return atom.weight == 1 && atom.blank == 0; }

// From (i, j): as many as it takes, and nothing but them up to the next atoms, blanks included.
bool matchesHere(const Atoms &a, const Atoms &b, int i, int j)
{
    for (int k = 0; k < tied; ++k)
        if (!isSingle(a[size_t(i + k)]) || !a[size_t(i + k)].matches(b[size_t(j + k)]))
            return false;
    return a[size_t(i + tied)].blank == 0 && b[size_t(j + tied)].blank == 0;
}

} // namespace

std::optional<Run> tiedIdeographs(const Atoms &a, const Atoms &b, const Vocabulary &words, const Box &between)
{
    if (between.height() < tied || between.width() < tied || qint64(between.height()) * between.width() > mostPairs)
        return std::nullopt;
    for (int i = between.a0; i + tied <= between.a1; ++i) {
        int ideographs = 0;
        for (int k = 0; k < tied && isSingle(a[size_t(i + k)]); ++k)
            ideographs += words.word(a[size_t(i + k)].word)[0].unicode() >= firstIdeograph ? 1 : 0;
        for (int j = between.b0; ideographs >= fewest && j + tied <= between.b1; ++j) {
            const bool changedBefore = i > between.a0 || j > between.b0;
            const bool changedBehind = i + tied < between.a1 || j + tied < between.b1;
            if (changedBefore && changedBehind && matchesHere(a, b, i, j))
                return Run{i, j, tied};
        }
    }
    return std::nullopt;
}

} // namespace countersign::diff
