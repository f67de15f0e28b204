#include "ledger/blob.h"
#include "ledger/hash.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;

class TestHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashesAsFips180Says()
    {
        QCOMPARE(sha256({}).hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QCOMPARE(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QCOMPARE(emptyRoot(), sha256({}));
    }

    void hashesInPiecesAsInOne()
    {
        Sha256 hasher;
        for (int round = 0; round < 3; ++round) {
            hasher.add("a");
            hasher.add({});
            hasher.add("bc");
            QCOMPARE(hasher.finish(), sha256("abc"));
        }
    }

    void leafAndNodeCarryTheirPrefix()
    {
        const Hash left = sha256("left");
        const Hash right = sha256("right");
        QCOMPARE(leafHash("x"), sha256(QByteArray("\0x", 2)));
        QCOMPARE(nodeHash(left, right), sha256(QByteArray("\x01") + left.toBytes() + right.toBytes()));
    }

    void readsOnlyLowerCaseHexOfTheRightLength()
    {
        const QByteArray hex = sha256("abc").hex();
        QCOMPARE(Hash::fromHex(hex), sha256("abc"));
        QVERIFY(!Hash::fromHex(hex.toUpper()));
        QVERIFY(!Hash::fromHex(hex.first(63)));
        QVERIFY(!Hash::fromHex(hex + '0'));
        QVERIFY(!Hash::fromBytes("short"));
        QCOMPARE(Hash::fromBytes(sha256("abc").toBytes()), sha256("abc"));
    }

    void blobDigestBindsSaltAndContent()
    {
        const Blob blob{QByteArray(32, 's'), "content"};
        QCOMPARE(blob.digest(), sha256("countersign.blob/v1\n" + QByteArray(32, 's') + "content"));
        QVERIFY(blob.digest() != (Blob{QByteArray(32, 't'), "content"}).digest());
    }

    void everyBlobGetsItsOwnSalt()
    {
        const Blob one = newBlob("same");
        const Blob two = newBlob("same");
        QCOMPARE(one.salt.size(), 32);
        QVERIFY(one.salt != two.salt);
        QVERIFY(one.digest() != two.digest());
    }

    void blobFileComesBackAsItWas()
    {
        const Blob blob = newBlob(QByteArray("with\0nul", 8));
        const auto again = readBlobFile(blob.fileBytes());
        QVERIFY(again);
        QCOMPARE(*again, blob);
        QVERIFY(!readBlobFile(QByteArray(31, 'x')));
        QVERIFY(readBlobFile(QByteArray(32, 'x'))->content.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestHash)
#include "tst_hash.moc"
