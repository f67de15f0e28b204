// The difference between a fixed text and one that is being typed: after each edit only its surroundings are cut and solved again.
// Not thread-safe: lives in one thread. For long texts take a snapshot() to a worker, compare() there and adopt() the result here.
#pragma once

#include "diff/textdiff.h"

#include <memory>

namespace countersign::diff {

class IncrementalDiff {
public:
    explicit IncrementalDiff(QString a = {}, QString b = {}, CompareOptions options = {});
    ~IncrementalDiff();
    IncrementalDiff(IncrementalDiff &&) noexcept;
    IncrementalDiff &operator=(IncrementalDiff &&) noexcept;

    const QString &a() const;
    const QString &b() const;
    // Ordered; a hunk that an edit leaves alone keeps its id and its a range.
    const QList<Hunk> &hunks() const;
    qint64 cost() const;

    // What an update did to the list: hunks [first, first + removed) were replaced by [first, first + added); later ones moved only.
    struct Update {
        qsizetype first = 0;
        qsizetype removed = 0;
        qsizetype added = 0;
        Range b; // the stretch of b to draw again
        bool operator==(const Update &) const = default;
    };

    // Text b changed: at `position`, `removed` code units went and `added` came. Out of range is cut to the text.
    Update edited(qsizetype position, qsizetype removed, QStringView added);
    // b as a whole, e.g. a restored draft.
    Update replaced(QString b);

    // Solves everything again; true when a cheaper list was found and taken. Hunks that stay the same keep their ids.
    bool settle();

    // For settling on a worker: the state now …
    struct Snapshot {
        QString a;
        QString b;
        quint64 revision = 0;
    };
    Snapshot snapshot() const;
    // … and its result; false when b changed since, or the result is not cheaper.
    bool adopt(const TextDiff &result, quint64 revision);
    // Grows with every edit of b.
    quint64 revision() const;
    // Edited since the last full solve, or that was a first answer only.
    bool isRough() const;

private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace countersign::diff
