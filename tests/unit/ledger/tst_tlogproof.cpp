#include "ledger/tlogproof.h"
#include "ledger/trustfile.h"
#include "support/ledgersample.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

namespace {

const QByteArray note = "origin\n2\nroot\n\n\xE2\x80\x94 name AA==\n";

QByteArray proofText(const QByteArray &head, const QByteArray &hashes = base64(sampleHash('h').view()) + '\n')
{
    return head + hashes + '\n' + note;
}

QByteArray trustText()
{
    return "countersign.trust/v1\nstore " + sampleStore().value.toLatin1() + "\ngenesis-key " + sampleHash('k').hex() + '\n';
}

} // namespace

class TestTlogProof : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spellsAProofAsC2spDoes()
    {
        const TlogProof proof{17, {sampleHash('h'), sampleHash('i')}, note};
        const QByteArray text = write(proof);
        QCOMPARE(text, "c2sp.org/tlog-proof@v1\nindex 17\n" + base64(sampleHash('h').view()) + '\n' + base64(sampleHash('i').view()) + "\n\n" + note);
        QCOMPARE(parseTlogProof(text).value(), proof);
    }

    void anOnlyEntryNeedsNoHash()
    {
        const TlogProof proof{0, {}, note};
        QCOMPARE(parseTlogProof(write(proof)).value(), proof);
    }

    void refusesWhatItWouldNotWrite_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray head = "c2sp.org/tlog-proof@v1\nindex 17\n";
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another version") << proofText("c2sp.org/tlog-proof@v2\nindex 17\n");
        QTest::newRow("an extra line") << proofText("c2sp.org/tlog-proof@v1\nextra AA==\nindex 17\n");
        QTest::newRow("a leading nought") << proofText("c2sp.org/tlog-proof@v1\nindex 017\n");
        QTest::newRow("a short hash") << proofText(head, "AA==\n");
        QTest::newRow("stray bits") << proofText(head, base64(sampleHash('h').view()).replace(42, 1, "H") + '\n');
        QTest::newRow("too many hashes") << proofText(head, (base64(sampleHash('h').view()) + '\n').repeated(65));
        QTest::newRow("no checkpoint") << proofText(head).chopped(note.size());
        QTest::newRow("no empty line") << proofText(head).chopped(note.size() + 1);
    }
    void refusesWhatItWouldNotWrite()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(parseTlogProof(text).error().kind, core::ErrorKind::Malformed);
    }

    void consistencyIsHashesAndNothingElse()
    {
        const QList<Hash> hashes{sampleHash('a'), sampleHash('b')};
        QCOMPARE(parseHashes(writeHashes(hashes)).value(), hashes);
        QVERIFY(parseHashes({}).value().isEmpty());
        for (const QByteArray &wrong : {writeHashes(hashes) + '\n', writeHashes(hashes).chopped(1), QByteArray("\n"), QByteArray("AA==\n")})
            QVERIFY2(!parseHashes(wrong), wrong.constData());
    }

    void aTrustFileHasOneSpelling()
    {
        TrustFile trust{sampleStore(), sampleHash('k'), {}};
        QCOMPARE(write(trust), trustText());
        QCOMPARE(parseTrustFile(write(trust)).value(), trust);
        trust.checkpoint = Checkpoint{sampleStore(), 2, 9, sampleHash('r')};
        QCOMPARE(write(trust), trustText() + '\n' + write(*trust.checkpoint));
        QCOMPARE(parseTrustFile(write(trust)).value(), trust);
    }

    void refusesOtherTrustFiles()
    {
        const QByteArray checkpoint = write(Checkpoint{sampleStore(), 1, 9, sampleHash('r')});
        const QByteArray foreign = write(Checkpoint{core::newStoreId(), 1, 9, sampleHash('r')});
        for (const QByteArray &wrong : {QByteArray(), trustText().chopped(1), trustText() + '\n', trustText() + checkpoint, trustText() + '\n' + foreign,
                                        trustText() + '\n' + checkpoint + '\n', trustText() + "more lines\n", trustText().replace("/v1", "/v2")})
            QCOMPARE(parseTrustFile(wrong).error().kind, core::ErrorKind::Malformed);
    }
};

QTEST_APPLESS_MAIN(TestTlogProof)
#include "tst_tlogproof.moc"
