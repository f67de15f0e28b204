// The Merkle tree of the log: appending, roots, and proofs (RFC 6962 §2.1, RFC 9162 §2.1). Pure; nodes come from a NodeSource.
#pragma once

#include "core/result.h"
#include "ledger/hash.h"

#include <QList>

namespace countersign::ledger {

// A complete subtree: the 2^level leaves from index · 2^level on. Level 0 is a leaf hash.
struct NodeAddress {
    int level = 0;
    quint64 index = 0;
    bool operator==(const NodeAddress &) const = default;
};

// Size and the roots of the complete subtrees it is made of, from left (largest) to right: all that appending needs.
struct TreeHead {
    quint64 size = 0;
    QList<Hash> peaks;
    bool operator==(const TreeHead &) const = default;

    // Appends a leaf. Returns the nodes this completed, of levels 1, 2, … : as many as `size` had trailing one bits.
    // Node (level, i) is completed by leaf (i + 1) · 2^level − 1.
    QList<Hash> append(const Hash &leaf);
    // SHA-256 of nothing when empty.
    Hash root() const;
    // Whether the number of peaks fits the size.
    bool isConsistent() const;
    // The subtrees the peaks stand for.
    static QList<NodeAddress> peakAddresses(quint64 size);
};

// Where hashes of complete subtrees come from; implemented by LedgerStorage.
class NodeSource {
public:
    virtual ~NodeSource() = default;
    // The hashes of these subtrees, in this order. StoreDamaged if one is missing.
    virtual core::Result<QList<Hash>> nodes(const QList<NodeAddress> &addresses) const = 0;
};

// Head of the first `size` leaves.
core::Result<TreeHead> headAt(const NodeSource &source, quint64 size);

// Hashes from the leaf's sibling up (RFC 9162 §2.1.3.1). WrongCall unless index < size.
core::Result<QList<Hash>> inclusionProof(const NodeSource &source, quint64 index, quint64 size);
// RFC 9162 §2.1.4.1; empty when oldSize is 0 or newSize. WrongCall unless oldSize ≤ newSize.
core::Result<QList<Hash>> consistencyProof(const NodeSource &source, quint64 oldSize, quint64 newSize);

// RFC 9162 §2.1.3.2.
bool verifyInclusion(quint64 index, quint64 size, const Hash &leaf, const QList<Hash> &proof, const Hash &root);
// RFC 9162 §2.1.4.2; sizes 0 and equal sizes need an empty proof and (equal) the same root.
bool verifyConsistency(quint64 oldSize, quint64 newSize, const QList<Hash> &proof, const Hash &oldRoot, const Hash &newRoot);

} // namespace countersign::ledger
