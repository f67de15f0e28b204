#include "diff/engine/finish.h"

#include "diff/engine/inner.h"
#include "diff/engine/ties.h"

namespace countersign::diff {

namespace {

qsizetype endBefore(const Atoms &atoms, int index)
{
    return index > 0 ? atoms[size_t(index - 1)].end() : 0;
}

// 1 to 6 for a single line end, 0 for other text.
quint32 spellingOf(QStringView text)
{
    static const QStringView spellings[] = {u"\r\n", u"\n", u"\r", u"\u0085", u"\u2028", u"\u2029"};
    for (quint32 k = 0; k < 6; ++k)
        if (text == spellings[k])
            return k + 1;
    return 0;
}

class HunkMaker {
public:
    HunkMaker(const Side &a, const Side &b, const Vocabulary &words, const std::vector<Box> &coarse)
        : m_a(a), m_b(b), m_words(words), m_coarse(coarse)
    {
    }

    // What stands between the atoms before (i0, j0) and the atoms (i1, j1).
    void between(int i0, int j0, int i1, int j1)
    {
        while (const auto kept = tiedIdeographs(m_a.atoms, m_b.atoms, m_words, {i0, i1, j0, j1})) {
            gap(i0, j0, kept->a, kept->b);
            run(*kept);
            i0 = kept->a + kept->count;
            j0 = kept->b + kept->count;
        }
        gap(i0, j0, i1, j1);
    }

    // Matched atoms may still be spelled differently.
    void run(const Run &run)
    {
        if (!m_words.hasSpellings())
            return;
        const auto stretch = [&](const Side &side, int first) {
            const qsizetype start = side.atoms[size_t(first)].start;
            return side.text.sliced(start, side.atoms[size_t(first + run.count - 1)].end() - start);
        };
        if (stretch(m_a, run.a) == stretch(m_b, run.b))
            return;
        for (int k = 0; k < run.count; ++k)
            spelling(run.a + k, run.b + k);
    }
    const HunkAtoms &atomsOf(qsizetype hunk) const { return m_atoms[size_t(hunk)]; }

    QList<Hunk> take() { return std::move(m_hunks); }

private:
    // One hunk, if anything stands there.
    void gap(int i0, int j0, int i1, int j1)
    {
        const SharedBlanks shared = sharedBlanks(m_a.atoms, m_b.atoms, m_words, {i0 - 1, j0 - 1, 1}, {i1, j1, 1});
        Hunk hunk;
        hunk.a = {endBefore(m_a.atoms, i0) + shared.left, qsizetype(m_a.atoms[size_t(i1)].start) - shared.right};
        hunk.b = {endBefore(m_b.atoms, j0) + shared.left, qsizetype(m_b.atoms[size_t(j1)].start) - shared.right};
        if (hunk.a.isEmpty() && hunk.b.isEmpty())
            return;
        hunk.op = opOf(hunk.a, hunk.b);
        while (m_nextCoarse < m_coarse.size() && m_coarse[m_nextCoarse].a1 < i0 && m_coarse[m_nextCoarse].b1 < j0)
            ++m_nextCoarse;
        if (m_nextCoarse < m_coarse.size())
            hunk.coarse = m_coarse[m_nextCoarse].a0 <= i1 && m_coarse[m_nextCoarse].b0 <= j1;
        m_hunks.append(hunk);
        m_atoms.push_back({size_t(i0), size_t(i1), size_t(j0), size_t(j1)});
    }

    void spelling(int i, int j)
    {
        const Atom &left = m_a.atoms[size_t(i)];
        const Atom &right = m_b.atoms[size_t(j)];
        if (m_a.text.sliced(left.start, left.length) == m_b.text.sliced(right.start, right.length))
            return;
        Hunk hunk;
        hunk.a = {qsizetype(left.start), left.end()};
        hunk.b = {qsizetype(right.start), right.end()};
        m_hunks.append(hunk);
        m_atoms.push_back({size_t(i), size_t(i) + 1, size_t(j), size_t(j) + 1});
    }

    const Side &m_a;
    const Side &m_b;
    const Vocabulary &m_words;
    const std::vector<Box> &m_coarse;
    size_t m_nextCoarse = 0;
    QList<Hunk> m_hunks;
    std::vector<HunkAtoms> m_atoms; // of each
};

} // namespace

Op opOf(const Range &a, const Range &b)
{
    if (a.isEmpty())
        return Op::Insert;
    return b.isEmpty() ? Op::Delete : Op::Replace;
}

QList<Hunk> makeHunks(const Side &a, const Side &b, const Vocabulary &words, const Box &box, const Runs &runs, const std::vector<Box> &coarse,
                      const Limits &limits)
{
    HunkMaker maker(a, b, words, coarse);
    int i = box.a0;
    int j = box.b0;
    for (const Run &run : runs) {
        maker.between(i, j, run.a, run.b);
        maker.run(run);
        i = run.a + run.count;
        j = run.b + run.count;
    }
    maker.between(i, j, box.a1, box.b1);
    QList<Hunk> hunks = maker.take();
    for (qsizetype k = 0; k < hunks.size(); ++k)
        if (!hunks.at(k).coarse)
            slide(a, b, hunks[k], maker.atomsOf(k), k > 0 ? &hunks.at(k - 1) : limits.before, k + 1 < hunks.size() ? &hunks.at(k + 1) : limits.behind);
    return hunks;
}

void describe(QStringView a, QStringView b, Hunk &hunk, bool inner)
{
    if (hunk.op == Op::Move || hunk.coarse)
        return; // what is coarse is solved again before anybody reads it closely
    hunk.kind = classify(a, b, hunk);
    hunk.fold = foldOf(a, b, hunk);
    const bool invisible = hunk.kind == Kind::LineEnd || hunk.kind == Kind::Form || hunk.kind == Kind::Blank;
    hunk.inner = inner && !invisible && !hunk.coarse ? innerMarks(a, b, hunk) : QList<Mark>();
}

quint32 foldOf(QStringView a, QStringView b, const Hunk &hunk)
{
    if (hunk.kind == Kind::Form)
        return 1;
    if (hunk.kind != Kind::LineEnd)
        return 0;
    const quint32 from = spellingOf(a.sliced(hunk.a.start, hunk.a.length()));
    const quint32 to = spellingOf(b.sliced(hunk.b.start, hunk.b.length()));
    return from != 0 && to != 0 ? 8 * from + to : 0;
}

} // namespace countersign::diff
