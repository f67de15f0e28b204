#include "ledger/merkletree.h"
#include "support/memoryledgerstorage.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;

namespace {

// RFC 6962 §2.1 word for word, as the oracle.
Hash plainRoot(const QList<QByteArray> &leaves)
{
    if (leaves.isEmpty())
        return emptyRoot();
    if (leaves.size() == 1)
        return leafHash(leaves.first());
    qsizetype split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    return nodeHash(plainRoot(leaves.first(split)), plainRoot(leaves.sliced(split)));
}

QList<Hash> plainPath(qsizetype index, const QList<QByteArray> &leaves)
{
    if (leaves.size() == 1)
        return {};
    qsizetype split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    if (index < split)
        return plainPath(index, leaves.first(split)) << plainRoot(leaves.sliced(split));
    return plainPath(index - split, leaves.sliced(split)) << plainRoot(leaves.first(split));
}

QList<Hash> plainSubproof(qsizetype old, const QList<QByteArray> &leaves, bool whole)
{
    if (old == leaves.size())
        return whole ? QList<Hash>() : QList<Hash>{plainRoot(leaves)};
    qsizetype split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    if (old <= split)
        return plainSubproof(old, leaves.first(split), whole) << plainRoot(leaves.sliced(split));
    return plainSubproof(old - split, leaves.sliced(split), false) << plainRoot(leaves.first(split));
}

struct Tree {
    QList<QByteArray> leaves;
    tests::MemoryLedgerStorage storage;

    void add(const QByteArray &leaf)
    {
        TreeHead head = *storage.head();
        LogRow row;
        row.index = head.size;
        row.entry = leaf;
        row.leaf = leafHash(leaf);
        row.nodes = head.append(row.leaf);
        leaves += leaf;
        QVERIFY(storage.append({row}, head));
    }
    explicit Tree(int size)
    {
        for (int i = 0; i < size; ++i)
            add("leaf " + QByteArray::number(i));
    }
};

constexpr int largest = 130;

} // namespace

class TestMerkleTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eightLeavesOfTheCommonSet()
    {
        // The leaves and root every implementation of RFC 6962 is tested with.
        const QList<QByteArray> hex{
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
        TreeHead head;
        for (const QByteArray &one : hex)
            head.append(leafHash(QByteArray::fromHex(one)));
        QCOMPARE(head.root().hex(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        QCOMPARE(TreeHead().root(), emptyRoot());
        QCOMPARE(leafHash({}).hex(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    void sevenLeafProofsAreThoseOfTheRfc()
    {
        // RFC 6962 §2.1.3: with leaf hashes a…f, j and nodes g, h, i, k, l of the seven-leaf tree.
        const Tree tree(7);
        const auto node = [&](int level, quint64 index) { return tree.storage.nodes({{level, index}})->first(); };
        const Hash a = node(0, 0), b = node(0, 1), c = node(0, 2), d = node(0, 3), e = node(0, 4), f = node(0, 5), j = node(0, 6);
        const Hash g = nodeHash(a, b), h = nodeHash(c, d), i = nodeHash(e, f), k = nodeHash(g, h), l = nodeHash(i, j);
        QCOMPARE(inclusionProof(tree.storage, 0, 7), (QList<Hash>{b, h, l}));
        QCOMPARE(inclusionProof(tree.storage, 3, 7), (QList<Hash>{c, g, l}));
        QCOMPARE(inclusionProof(tree.storage, 4, 7), (QList<Hash>{f, j, k}));
        QCOMPARE(inclusionProof(tree.storage, 6, 7), (QList<Hash>{i, k}));
        QCOMPARE(consistencyProof(tree.storage, 3, 7), (QList<Hash>{c, d, g, l}));
        QCOMPARE(consistencyProof(tree.storage, 4, 7), (QList<Hash>{l}));
        QCOMPARE(consistencyProof(tree.storage, 6, 7), (QList<Hash>{i, j, k}));
    }

    void everyRootIsThatOfTheDefinition()
    {
        TreeHead head;
        QList<QByteArray> leaves;
        for (int size = 0; size <= largest; ++size) {
            QCOMPARE(head.root(), plainRoot(leaves));
            QVERIFY(head.isConsistent());
            leaves += QByteArray::number(size);
            QCOMPARE(head.append(leafHash(leaves.last())).size(), qsizetype(qCountTrailingZeroBits(quint64(size) + 1)));
        }
    }

    void everyOldHeadIsFoundAgain()
    {
        const Tree tree(largest);
        for (int size = 0; size <= largest; ++size) {
            const auto head = headAt(tree.storage, quint64(size));
            QVERIFY(head);
            QCOMPARE(head->root(), plainRoot(tree.leaves.first(size)));
        }
    }

    void everyInclusionProofIsThatOfTheDefinitionAndVerifies()
    {
        const Tree tree(largest);
        for (int size = 1; size <= largest; ++size) {
            const QList<QByteArray> leaves = tree.leaves.first(size);
            const Hash root = plainRoot(leaves);
            for (int index = 0; index < size; ++index) {
                const auto proof = inclusionProof(tree.storage, quint64(index), quint64(size));
                QVERIFY(proof);
                QCOMPARE(*proof, plainPath(index, leaves));
                QVERIFY(verifyInclusion(quint64(index), quint64(size), leafHash(leaves[index]), *proof, root));
            }
        }
    }

    void everyConsistencyProofIsThatOfTheDefinitionAndVerifies()
    {
        const Tree tree(largest);
        QList<Hash> roots;
        for (int size = 0; size <= largest; ++size)
            roots += plainRoot(tree.leaves.first(size));
        for (int newSize = 0; newSize <= largest; ++newSize) {
            for (int oldSize = 0; oldSize <= newSize; ++oldSize) {
                const auto proof = consistencyProof(tree.storage, quint64(oldSize), quint64(newSize));
                QVERIFY(proof);
                if (oldSize > 0)
                    QCOMPARE(*proof, plainSubproof(oldSize, tree.leaves.first(newSize), true));
                QVERIFY(verifyConsistency(quint64(oldSize), quint64(newSize), *proof, roots[oldSize], roots[newSize]));
            }
        }
    }

    void refusesEveryOtherInclusionProof()
    {
        const Tree tree(37);
        const Hash root = plainRoot(tree.leaves);
        for (int index = 0; index < 37; ++index) {
            const QList<Hash> proof = *inclusionProof(tree.storage, quint64(index), 37);
            const Hash leaf = leafHash(tree.leaves[index]);
            for (int other = 0; other < 40; ++other)
                QCOMPARE(verifyInclusion(quint64(other), 37, leaf, proof, root), other == index);
            for (qsizetype i = 0; i < proof.size(); ++i) {
                QList<Hash> bent = proof;
                bent[i].bytes[5] ^= 1;
                QVERIFY(!verifyInclusion(quint64(index), 37, leaf, bent, root));
                QVERIFY(!verifyInclusion(quint64(index), 37, leaf, proof.first(i), root));
            }
            QVERIFY(!verifyInclusion(quint64(index), 37, leaf, proof + QList<Hash>{root}, root));
            QVERIFY(!verifyInclusion(quint64(index), 37, root, proof, root));
        }
    }

    void refusesEveryOtherConsistencyProof()
    {
        const Tree tree(40);
        const Hash root = plainRoot(tree.leaves);
        for (int oldSize = 1; oldSize < 40; ++oldSize) {
            const QList<Hash> proof = *consistencyProof(tree.storage, quint64(oldSize), 40);
            const Hash oldRoot = plainRoot(tree.leaves.first(oldSize));
            Hash forged = oldRoot;
            forged.bytes[0] ^= 1;
            QVERIFY(!verifyConsistency(quint64(oldSize), 40, proof, forged, root));
            QVERIFY(!verifyConsistency(quint64(oldSize), 40, proof, oldRoot, forged));
            QVERIFY(!verifyConsistency(quint64(oldSize), 40, proof + QList<Hash>{root}, oldRoot, root));
            for (qsizetype i = 0; i < proof.size(); ++i) {
                QList<Hash> bent = proof;
                bent[i].bytes[31] ^= 0x80;
                QVERIFY(!verifyConsistency(quint64(oldSize), 40, bent, oldRoot, root));
                QVERIFY(!verifyConsistency(quint64(oldSize), 40, proof.first(i), oldRoot, root));
            }
        }
    }

    void refusesShrinkingAndProofsOfNothing()
    {
        const Tree tree(9);
        const Hash root = plainRoot(tree.leaves);
        QVERIFY(!verifyConsistency(9, 8, {}, root, root));
        QVERIFY(!verifyConsistency(9, 9, {root}, root, root));
        QVERIFY(!verifyConsistency(9, 9, {}, root, emptyRoot()));
        QVERIFY(!verifyConsistency(0, 9, {root}, emptyRoot(), root));
        QVERIFY(!verifyConsistency(0, 9, {}, root, root));
        QVERIFY(!verifyInclusion(0, 0, root, {}, root));
        QCOMPARE(consistencyProof(tree.storage, 10, 9).error().kind, core::ErrorKind::WrongCall);
        QCOMPARE(inclusionProof(tree.storage, 9, 9).error().kind, core::ErrorKind::WrongCall);
    }

    void missingNodesAreDamage()
    {
        Tree tree(16);
        tree.storage.rows[7].nodes.clear();
        QCOMPARE(inclusionProof(tree.storage, 9, 16).error().kind, core::ErrorKind::StoreDamaged);
    }
};

QTEST_APPLESS_MAIN(TestMerkleTree)
#include "tst_merkletree.moc"
