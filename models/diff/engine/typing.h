// The state behind IncrementalDiff. Not thread-safe.
#pragma once

#include "diff/engine/region.h"
#include "diff/incremental.h"

namespace countersign::diff {

class IncrementalDiff::State {
public:
    State(QString a, QString b, CompareOptions options);

    Update edit(qsizetype position, qsizetype removed, QStringView added);
    Update replace(QString b);
    bool adopt(const TextDiff &result);

    const QString &a() const { return m_a; }
    const QString &b() const { return m_b; }
    const CompareOptions &options() const { return m_options; }
    const QList<Hunk> &hunks() const { return m_hunks; }
    qint64 cost() const { return m_cost; }
    quint64 revision() const { return m_revision; }
    bool isRough() const { return m_rough; }

private:
    void take(QList<Hunk> hunks);
    QList<Hunk> &base() { return m_moved ? m_base : m_hunks; }
    Region regionOf(qsizetype position, qsizetype removed, qsizetype added);
    QList<Hunk> solve(const Region &region);
    void describeNew(const Region &region, QList<Hunk> &fresh);
    Update splice(const Region &region, const QList<Hunk> &fresh);
    bool mayMove() const;
    Update showMoves(const Update &inBase, const QList<Hunk> &before, qsizetype delta);
    QList<Hunk> presentMoves(qsizetype delta, const Range &edited);
    Update changed(const QList<Hunk> &before, qsizetype delta) const;
    void nameMoves(const QList<Hunk> &before);
    void carryIds(const QList<Hunk> &old, QList<Hunk> &fresh);

    QString m_a;
    QString m_b;
    CompareOptions m_options;
    QList<Hunk> m_hunks;
    QList<Hunk> m_base; // the hunks without moves; used only while there are moves
    QList<Hunk> m_moves;
    bool m_moved = false;
    qint64 m_cost = 0;
    quint64 m_revision = 0;
    quint64 m_lastId = 0;
    bool m_rough = false;

    Vocabulary m_words;
    Atoms m_atomsA;
    TypedAtoms m_atomsB;
    Atoms m_sliceA;
    Atoms m_sliceB;
};

} // namespace countersign::diff
