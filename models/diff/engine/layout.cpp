#include "diff/engine/layout.h"

#include <algorithm>

namespace countersign::diff {

namespace {

class Walk {
public:
    Walk(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks) : m_lengthA(lengthA), m_lengthB(lengthB), m_hunks(hunks)
    {
        for (qsizetype k = 0; k < hunks.size(); ++k) {
            if (!hunks.at(k).a.isEmpty())
                m_inA.push_back(k);
            if (!hunks.at(k).b.isEmpty())
                m_inB.push_back(k);
        }
        std::stable_sort(m_inA.begin(), m_inA.end(), [&](qsizetype x, qsizetype y) { return hunks.at(x).a.start < hunks.at(y).a.start; });
    }

    bool run()
    {
        while (m_atA < m_lengthA || m_atB < m_lengthB) {
            const qsizetype toA = (m_nextA < m_inA.size() ? m_hunks.at(m_inA[m_nextA]).a.start : m_lengthA) - m_atA;
            const qsizetype toB = (m_nextB < m_inB.size() ? m_hunks.at(m_inB[m_nextB]).b.start : m_lengthB) - m_atB;
            if (toA < 0 || toB < 0)
                return false;
            if (toA > 0 && toB > 0)
                keep(std::min(toA, toB));
            else if (!hole(toA == 0, toB == 0))
                return false;
        }
        return m_nextA == m_inA.size() && m_nextB == m_inB.size();
    }

    std::vector<Piece> take() { return std::move(m_pieces); }

private:
    void keep(qsizetype length)
    {
        m_pieces.push_back({Piece::Kind::Kept, {m_atA, m_atA + length}, {m_atB, m_atB + length}, -1});
        m_atA += length;
        m_atB += length;
    }
    bool hole(bool atA, bool atB)
    {
        const qsizetype inA = atA && m_nextA < m_inA.size() ? m_inA[m_nextA] : -1;
        const qsizetype inB = atB && m_nextB < m_inB.size() ? m_inB[m_nextB] : -1;
        if (inA >= 0 && inA == inB && m_hunks.at(inA).op != Op::Move)
            return add(Piece::Kind::Both, inA, true, true);
        if (inA >= 0 && (m_hunks.at(inA).b.isEmpty() || m_hunks.at(inA).op == Op::Move))
            return add(Piece::Kind::OnlyA, inA, true, false);
        if (inB >= 0 && (m_hunks.at(inB).a.isEmpty() || m_hunks.at(inB).op == Op::Move))
            return add(Piece::Kind::OnlyB, inB, false, true);
        return false;
    }
    bool add(Piece::Kind kind, qsizetype index, bool inA, bool inB)
    {
        const Hunk &hunk = m_hunks.at(index);
        Piece piece{kind, {m_atA, m_atA}, {m_atB, m_atB}, index};
        if (inA)
            piece.a = hunk.a;
        if (inB)
            piece.b = hunk.b;
        if (piece.a.end > m_lengthA || piece.b.end > m_lengthB || piece.a.length() < 0 || piece.b.length() < 0)
            return false;
        m_nextA += inA ? 1 : 0;
        m_nextB += inB ? 1 : 0;
        m_atA = piece.a.end;
        m_atB = piece.b.end;
        m_pieces.push_back(piece);
        return true;
    }

    qsizetype m_lengthA;
    qsizetype m_lengthB;
    const QList<Hunk> &m_hunks;
    std::vector<qsizetype> m_inA; // hunks with text in a, in the order of a
    std::vector<qsizetype> m_inB;
    size_t m_nextA = 0;
    size_t m_nextB = 0;
    qsizetype m_atA = 0;
    qsizetype m_atB = 0;
    std::vector<Piece> m_pieces;
};

} // namespace

std::optional<std::vector<Piece>> layOut(qsizetype lengthA, qsizetype lengthB, const QList<Hunk> &hunks)
{
    Walk walk(lengthA, lengthB, hunks);
    if (!walk.run())
        return std::nullopt;
    return walk.take();
}

bool hasMoves(const QList<Hunk> &hunks)
{
    return std::any_of(hunks.begin(), hunks.end(), [](const Hunk &hunk) { return hunk.op == Op::Move; });
}

} // namespace countersign::diff
