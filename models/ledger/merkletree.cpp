#include "ledger/merkletree.h"

#include <bit>

namespace countersign::ledger {

namespace {

// Leaves [from, to): a subtree of the log's tree, as a proof names it.
struct Range {
    quint64 from = 0;
    quint64 to = 0;
};

// The largest power of two smaller than n (n ≥ 2): where RFC 6962 splits n leaves.
quint64 splitOf(quint64 n)
{
    return std::bit_floor(n - 1);
}

// The complete subtrees a range consists of, from left to right. `from` is a multiple of every power of two the range needs.
QList<NodeAddress> completeParts(Range range)
{
    QList<NodeAddress> addresses;
    while (range.from < range.to) {
        const int level = std::bit_width(range.to - range.from) - 1;
        addresses += {level, range.from >> level};
        range.from += quint64(1) << level;
    }
    return addresses;
}

Hash folded(const Hash *first, qsizetype count)
{
    Hash root = first[count - 1];
    for (qsizetype i = count - 2; i >= 0; --i)
        root = nodeHash(first[i], root);
    return root;
}

// The hash of each range, all nodes fetched in one call.
core::Result<QList<Hash>> hashesOf(const NodeSource &source, const QList<Range> &ranges)
{
    QList<NodeAddress> addresses;
    QList<qsizetype> counts;
    for (const Range &range : ranges) {
        const QList<NodeAddress> some = completeParts(range);
        counts += some.size();
        addresses += some;
    }
    if (addresses.isEmpty())
        return QList<Hash>();
    core::Result<QList<Hash>> nodes = source.nodes(addresses);
    if (!nodes)
        return nodes;
    if (nodes->size() != addresses.size())
        return core::fail(core::ErrorKind::StoreDamaged, {}, QStringLiteral("tree nodes"));
    QList<Hash> hashes;
    const Hash *next = nodes->constData();
    for (const qsizetype count : counts) {
        hashes += folded(next, count);
        next += count;
    }
    return hashes;
}

} // namespace

QList<Hash> TreeHead::append(const Hash &leaf)
{
    QList<Hash> completed;
    Hash node = leaf;
    for (quint64 rest = size; rest & 1; rest >>= 1) {
        node = nodeHash(peaks.takeLast(), node);
        completed += node;
    }
    peaks += node;
    ++size;
    return completed;
}

Hash TreeHead::root() const
{
    return peaks.isEmpty() ? emptyRoot() : folded(peaks.constData(), peaks.size());
}

bool TreeHead::isConsistent() const
{
    return peaks.size() == std::popcount(size);
}

QList<NodeAddress> TreeHead::peakAddresses(quint64 size)
{
    return completeParts({0, size});
}

core::Result<TreeHead> headAt(const NodeSource &source, quint64 size)
{
    if (size == 0)
        return TreeHead();
    return source.nodes(TreeHead::peakAddresses(size)).map([&](const QList<Hash> &peaks) { return TreeHead{size, peaks}; });
}

core::Result<QList<Hash>> inclusionProof(const NodeSource &source, quint64 index, quint64 size)
{
    if (index >= size)
        return core::fail(core::ErrorKind::WrongCall, QString::number(index), QStringLiteral("index below size"));
    QList<Range> siblings; // from the root down
    for (Range at{0, size}; at.to - at.from > 1;) {
        const quint64 middle = at.from + splitOf(at.to - at.from);
        siblings.prepend(index < middle ? Range{middle, at.to} : Range{at.from, middle});
        at = index < middle ? Range{at.from, middle} : Range{middle, at.to};
    }
    return hashesOf(source, siblings);
}

core::Result<QList<Hash>> consistencyProof(const NodeSource &source, quint64 oldSize, quint64 newSize)
{
    if (oldSize > newSize)
        return core::fail(core::ErrorKind::WrongCall, QString::number(oldSize), QStringLiteral("old size not above new size"));
    QList<Range> ranges;
    if (oldSize == 0 || oldSize == newSize)
        return QList<Hash>();
    Range at{0, newSize};
    while (oldSize != at.to) {
        const quint64 middle = at.from + splitOf(at.to - at.from);
        ranges.prepend(oldSize <= middle ? Range{middle, at.to} : Range{at.from, middle});
        at = oldSize <= middle ? Range{at.from, middle} : Range{middle, at.to};
    }
    // What is left is the last subtree of the old tree; the verifier knows it only if it is the whole old tree.
    if (at.from != 0)
        ranges.prepend(at);
    return hashesOf(source, ranges);
}

bool verifyInclusion(quint64 index, quint64 size, const Hash &leaf, const QList<Hash> &proof, const Hash &root)
{
    if (index >= size)
        return false;
    quint64 node = index;
    quint64 last = size - 1;
    Hash hash = leaf;
    for (const Hash &sibling : proof) {
        if (last == 0)
            return false;
        if ((node & 1) || node == last) {
            hash = nodeHash(sibling, hash);
            for (; !(node & 1) && node != 0; node >>= 1)
                last >>= 1;
        } else {
            hash = nodeHash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

bool verifyConsistency(quint64 oldSize, quint64 newSize, const QList<Hash> &proof, const Hash &oldRoot, const Hash &newRoot)
{
    if (oldSize > newSize)
        return false;
    if (oldSize == 0 || oldSize == newSize)
        return proof.isEmpty() && (oldSize == 0 ? oldRoot == emptyRoot() : oldRoot == newRoot);
    QList<Hash> path = proof;
    if (std::has_single_bit(oldSize))
        path.prepend(oldRoot);
    if (path.isEmpty())
        return false;
    quint64 node = oldSize - 1;
    quint64 last = newSize - 1;
    for (; node & 1; node >>= 1)
        last >>= 1;
    Hash oldHash = path.first();
    Hash newHash = path.first();
    for (qsizetype i = 1; i < path.size(); ++i) {
        if (last == 0)
            return false;
        if ((node & 1) || node == last) {
            oldHash = nodeHash(path[i], oldHash);
            newHash = nodeHash(path[i], newHash);
            for (; !(node & 1) && node != 0; node >>= 1)
                last >>= 1;
        } else {
            newHash = nodeHash(newHash, path[i]);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot;
}

} // namespace countersign::ledger
