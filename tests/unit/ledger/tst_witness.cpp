#include "ledger/witness.h"
#include "support/ledgersample.h"
#include "support/memoryvault.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

namespace {

void decideSome(LedgerSample &sample, int count, char outcome)
{
    for (int i = 0; i < count; ++i)
        sample.record(QStringLiteral("ada"), sample.decision(i, outcome));
}

Witness seenOf(const LedgerStorage &storage)
{
    const Checkpoint now = *checkpoint(storage);
    Witness witness{now.store, {}};
    witness.remember({now.epoch, now.size, now.root});
    return witness;
}

QByteArray evidenceOf(const core::Error &error)
{
    QFile file(error.where);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestWitness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackFromItsFile()
    {
        const QTemporaryDir folder;
        QVERIFY(loadWitness(folder.path(), sampleStore())->seen.isEmpty());
        QCOMPARE(loadWitness(folder.path(), sampleStore())->basis(), Basis());
        Witness witness{sampleStore(), {}};
        witness.remember({1, 20, sampleHash(2)});
        witness.remember({1, 10, sampleHash(1)});
        witness.remember({2, 15, sampleHash(3)});
        QVERIFY(saveWitness(folder.path(), witness));
        QCOMPARE(*loadWitness(folder.path(), sampleStore()), witness);
        QCOMPARE(witness.basis(), (Basis{15, sampleHash(3)}));
        QVERIFY(loadWitness(folder.path(), core::newStoreId())->seen.isEmpty());
    }

    void aDamagedFileIsAnAlarmNotAFreshStart()
    {
        const QTemporaryDir folder;
        Witness witness{sampleStore(), {}};
        witness.remember({1, 20, sampleHash(2)});
        QVERIFY(saveWitness(folder.path(), witness));
        QFile file(folder.filePath(u"witness/"_qs + sampleStore().value));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        file.close();
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray changed = bytes;
            changed[i] = char(uchar(changed[i]) ^ 0x80);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(changed);
            file.close();
            QCOMPARE(loadWitness(folder.path(), sampleStore()).error().kind, core::ErrorKind::Malformed);
        }
    }

    void keepsTheNewestThousandThenPowersOfTwo()
    {
        Witness witness{sampleStore(), {}};
        for (quint64 size = 1; size <= 5000; ++size)
            witness.remember({1, size, sampleHash(char(size % 100))});
        QVERIFY(witness.seen.size() > 1000 && witness.seen.size() < 1020);
        QCOMPARE(witness.seen.last().size, 5000u);
        QCOMPARE(witness.seen[witness.seen.size() - 1000].size, 4001u);
        for (const quint64 size : {1, 3, 7, 15, 31, 2047, 3999})
            QVERIFY2(std::any_of(witness.seen.begin(), witness.seen.end(),
                                 [&](const SeenCheckpoint &one) { return one.size == size || one.size == size + 1; }),
                     qPrintable(QString::number(size)));
    }

    void aLogThatGrewIsConsistent()
    {
        const QTemporaryDir folder;
        LedgerSample sample;
        QVERIFY(demandConsistency(sample.storage, Witness{sampleStore(), {}}, folder.path()));
        for (int round = 0; round < 12; ++round) {
            const Witness witness = seenOf(sample.storage);
            QVERIFY(demandConsistency(sample.storage, witness, folder.path()));
            decideSome(sample, round, 'o');
            const auto now = demandConsistency(sample.storage, witness, folder.path());
            QVERIFY(now);
            QCOMPARE(now->size, sample.storage.storedHead.size);
        }
        QVERIFY(!QDir(folder.filePath(u"evidence"_qs)).exists());
    }

    void theKeychainRemembersWhatADeletedOrOldFolderDoesNot()
    {
        const QTemporaryDir folder;
        testsupport::MemoryVault vault;
        LedgerSample yesterday, today;
        decideSome(yesterday, 5, 'o');
        decideSome(today, 5, 'o');
        QVERIFY(saveWitness(folder.path(), seenOf(yesterday.storage)));
        const QString path = folder.filePath(u"witness/"_qs + sampleStore().value);
        QVERIFY(QFile::copy(path, folder.filePath(u"old"_qs)));
        decideSome(today, 4, 'o');
        QVERIFY(saveWitness(folder.path(), seenOf(today.storage)));
        QCOMPARE(vault.kept.size(), 1);
        for (const bool putBack : {false, true}) {
            QVERIFY(QFile::remove(path));
            QVERIFY(!putBack || QFile::copy(folder.filePath(u"old"_qs), path));
            const auto known = loadWitness(folder.path(), sampleStore());
            QVERIFY(known);
            QCOMPARE(known->seen.last(), seenOf(today.storage).seen.last());
            QCOMPARE(demandConsistency(yesterday.storage, *known, folder.path()).error().detail, u"11 7"_qs);
            QVERIFY(demandConsistency(today.storage, *known, folder.path()));
            QVERIFY(putBack || QFile::copy(folder.filePath(u"old"_qs), path)); // for the second round to remove
        }
        const QTemporaryDir other;
        QVERIFY2(loadWitness(other.path(), sampleStore())->seen.isEmpty(), "another installation has its own memory");
        vault.kept.insert(vault.kept.begin().key(), "1 7 nonsense");
        QCOMPARE(loadWitness(folder.path(), sampleStore()).error().kind, core::ErrorKind::Malformed);
    }

    void aStorePutBackToYesterdayIsRefused()
    {
        const QTemporaryDir folder;
        LedgerSample today;
        decideSome(today, 9, 'o');
        LedgerSample yesterday;
        decideSome(yesterday, 5, 'o');
        const auto refused = demandConsistency(yesterday.storage, seenOf(today.storage), folder.path());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, core::ErrorKind::HistoryRewritten);
        QCOMPARE(refused.error().detail, u"11 7"_qs);
        const QByteArray evidence = evidenceOf(refused.error());
        QVERIFY(evidence.startsWith("countersign.evidence/v1\n"));
        QVERIFY(evidence.contains("known 1 11 " + today.storage.storedHead.root().hex()));
        QVERIFY(evidence.contains("found 1 7 " + yesterday.storage.storedHead.root().hex()));
        QVERIFY(evidence.endsWith("reason shrank\n"));
    }

    void aRewrittenHistoryIsRefused_data()
    {
        QTest::addColumn<int>("then");
        QTest::addColumn<int>("now");
        QTest::newRow("of the same size") << 9 << 9;
        QTest::newRow("longer") << 9 << 30;
        QTest::newRow("longer, at a power of two") << 6 << 14;
    }
    void aRewrittenHistoryIsRefused()
    {
        QFETCH(int, then);
        QFETCH(int, now);
        const QTemporaryDir folder;
        LedgerSample honest;
        decideSome(honest, then, 'o');
        LedgerSample forged;
        decideSome(forged, now, 'x');
        const auto refused = demandConsistency(forged.storage, seenOf(honest.storage), folder.path());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, core::ErrorKind::HistoryRewritten);
        QVERIFY(evidenceOf(refused.error()).endsWith("reason forked\n"));
        const auto again = demandConsistency(forged.storage, seenOf(honest.storage), folder.path());
        QCOMPARE(again.error().where, refused.error().where); // one alarm, one file
        LedgerSample another;
        decideSome(another, now, 'y');
        const QByteArray kept = evidenceOf(refused.error());
        const auto other = demandConsistency(another.storage, seenOf(honest.storage), folder.path());
        QVERIFY(other.error().where != refused.error().where); // evidence is never written over
        QCOMPARE(evidenceOf(refused.error()), kept);
    }

    void changedTreeNodesAreRefused()
    {
        const QTemporaryDir folder;
        LedgerSample sample;
        decideSome(sample, 9, 'o');
        const Witness witness = seenOf(sample.storage);
        decideSome(sample, 9, 'p');
        for (LogRow &row : sample.storage.rows)
            for (Hash &node : row.nodes)
                node.bytes[3] ^= 1;
        QVERIFY(!demandConsistency(sample.storage, witness, folder.path()));
    }

    void anotherStoreIsRefused()
    {
        const QTemporaryDir folder;
        LedgerSample sample;
        Witness witness = seenOf(sample.storage);
        witness.store = core::newStoreId();
        QVERIFY(evidenceOf(demandConsistency(sample.storage, witness, folder.path()).error()).endsWith("reason store\n"));
    }

    void aRestoreContinuesTheTreeItWasPutBackTo()
    {
        const QTemporaryDir folder;
        LedgerSample lost;
        decideSome(lost, 4, 'o');
        Witness witness = seenOf(lost.storage); // size 6
        decideSome(lost, 6, 'o');
        const Checkpoint high = *checkpoint(lost.storage);
        witness.remember({1, high.size, high.root});

        LedgerSample restored;
        decideSome(restored, 6, 'o'); // put back to size 8
        const TreeHead there = restored.storage.storedHead;
        restored.record(u"ada"_qs, Restore{1, there.size, there.root(), high.size, high.root});
        const auto now = demandConsistency(restored.storage, witness, folder.path());
        QVERIFY(now);
        QCOMPARE(now->epoch, 2u);

        LedgerSample forged;
        decideSome(forged, 6, 'x');
        const TreeHead elsewhere = forged.storage.storedHead;
        forged.record(u"ada"_qs, Restore{1, elsewhere.size, elsewhere.root(), high.size, high.root});
        QVERIFY(evidenceOf(demandConsistency(forged.storage, witness, folder.path()).error()).endsWith("reason forked\n"));
    }

    void anEpochNeverGoesBack()
    {
        const QTemporaryDir folder;
        LedgerSample sample;
        decideSome(sample, 4, 'o');
        Witness witness = seenOf(sample.storage);
        witness.remember({2, 4, sampleHash(1)});
        QVERIFY(evidenceOf(demandConsistency(sample.storage, witness, folder.path()).error()).endsWith("reason epoch\n"));
    }
};

QTEST_APPLESS_MAIN(TestWitness)
#include "tst_witness.moc"
