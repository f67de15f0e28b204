#include "ledger/ledger.h"
#include "support/ledgersample.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

class TestLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appendingGivesAReceiptThatCanBeProven()
    {
        LedgerSample sample;
        QList<Receipt> receipts;
        for (int i = 0; i < 20; ++i)
            receipts += sample.record(u"ada"_qs, sample.decision(i, 'o'));
        const Checkpoint now = *checkpoint(sample.storage);
        QCOMPARE(now.size, 22u);
        QCOMPARE(now.store, sampleStore());
        QCOMPARE(now.epoch, 1u);
        for (const Receipt &receipt : receipts) {
            const auto proof = inclusionProof(sample.storage, receipt.index, now.size);
            QVERIFY(proof);
            QVERIFY(verifyInclusion(receipt.index, now.size, receipt.leaf, *proof, now.root));
            QCOMPARE(receipt.leaf, leafHash(sample.storage.rows[qsizetype(receipt.index)].entry));
        }
    }

    void rowsRepeatWhatTheStatementSays()
    {
        LedgerSample sample;
        const Receipt receipt = sample.record(u"ada"_qs, sample.decision(1, 'o'));
        const LogRow row = *sample.storage.row(receipt.index);
        QCOMPARE(row.kind, StatementKind::Decision);
        QCOMPARE(row.statement, sample.lastId());
        QCOMPARE(row.deviceSeq, 3u);
        QCOMPARE(row.content, sha256(parseEntry(row.entry)->content));
        QCOMPARE(sample.storage.indexOf(sample.lastId())->value(), receipt.index);
        QCOMPARE(nextDevicePlace(sample.storage, row.device)->seq, 4u);
        QCOMPARE(nextDevicePlace(sample.storage, row.device)->previous, row.content);
        QCOMPARE(nextDevicePlace(sample.storage, QByteArray(32, 'f'))->seq, 1u);
    }

    void theSameStatementAgainAppendsNothing()
    {
        LedgerSample sample;
        const SignedNote note = sample.note(u"ada"_qs, sample.decision(1, 'o'));
        const Receipt first = sample.append(note);
        const Receipt again = sample.append(note);
        QCOMPARE(again, first);
        QCOMPARE(sample.storage.rows.size(), qsizetype(first.index) + 1);
    }

    void theSameStatementTwiceInOneBatchIsAppendedOnce()
    {
        LedgerSample sample;
        const SignedNote note = sample.note(u"ada"_qs, sample.decision(1, 'o'));
        const Entry entry = *signedEntry(note, sampleTime(50), u"local"_qs);
        const auto receipts = append(sample.storage, QList<Entry>{entry, entry});
        QVERIFY(receipts);
        QCOMPARE(receipts->at(0), receipts->at(1));
        QCOMPARE(sample.storage.rows.size(), 3);
    }

    void anotherStatementUnderAUsedIdIsRefused()
    {
        LedgerSample sample;
        const Signer signer{sampleStore(), u"Ada Mwangi"_qs, QByteArray(32, '0'), {}, u"x"_qs};
        const auto entryOf = [&](char outcome) {
            const Statement statement = attest(signer, sample.key(u"ada"_qs), sample.decision(1, outcome), SigningMode::Light, u"m"_qs,
                                               {}, sampleTime(9), sampleId(77));
            return *signedEntry(*signStatement(statement, sample.key(u"ada"_qs)), sampleTime(9), u"local"_qs);
        };
        QVERIFY(append(sample.storage, entryOf('a')));
        const auto second = append(sample.storage, entryOf('b'));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, core::ErrorKind::ContentDiffers);
        QCOMPARE(sample.storage.rows.size(), 3);
    }

    void refusesContentThatIsNotItsKind()
    {
        LedgerSample sample;
        Entry entry = *signedEntry(sample.note(u"ada"_qs, sample.decision(1, 'o')), sampleTime(5), u"local"_qs);
        entry.kind = StatementKind::Recall;
        QCOMPARE(append(sample.storage, entry).error().kind, core::ErrorKind::Malformed);
        entry.kind = StatementKind::Decision;
        entry.content.chop(1);
        QCOMPARE(append(sample.storage, entry).error().kind, core::ErrorKind::Malformed);
        QCOMPARE(sample.storage.rows.size(), 2);
    }

    void oneBadEntryStoresNothingOfItsBatch()
    {
        LedgerSample sample;
        const Entry good = *signedEntry(sample.note(u"ada"_qs, sample.decision(1, 'o')), sampleTime(5), u"local"_qs);
        Entry bad = good;
        bad.session.clear();
        bad.content.replace("case-1", "case-2").replace(sample.lastId().value.toLatin1(), sampleId(500).value.toLatin1());
        QVERIFY(!append(sample.storage, QList<Entry>{good, bad}));
        QCOMPARE(sample.storage.rows.size(), 2);
        QCOMPARE(sample.storage.storedHead.size, 2u);
    }

    void batchAndSinglesGiveOneTree()
    {
        LedgerSample singles;
        LedgerSample batch;
        QList<Entry> entries;
        for (int i = 0; i < 9; ++i) {
            Statement statement{
                sampleStore(), {}, SyncDone{core::PersonId(u"bo"_qs), QByteArray(32, 'b'), quint64(i), 0, 0, 0, 0}, std::nullopt};
            entries += *ownEntry(statement, sampleTime(i), u"local"_qs);
            QVERIFY(append(singles.storage, entries.last()));
        }
        QVERIFY(append(batch.storage, entries));
        QCOMPARE(batch.storage.rows, singles.storage.rows);
        QCOMPARE(batch.storage.storedHead, singles.storage.storedHead);
    }

    void sequencingMovesPendingEntriesInOrderOfArrival()
    {
        LedgerSample sample;
        for (int i = 0; i < 5; ++i) {
            Statement statement{sampleStore(), {}, Migration{quint64(i), quint64(i + 1)}, std::nullopt};
            QVERIFY(sample.storage.addPending(*ownEntry(statement, sampleTime(i), u"local"_qs)));
        }
        QCOMPARE(sequence(sample.storage, sample.storage, 3), 3);
        QCOMPARE(sample.storage.waiting.size(), 2);
        QCOMPARE(sequence(sample.storage, sample.storage, 3), 2);
        QCOMPARE(sequence(sample.storage, sample.storage, 3), 0);
        QCOMPARE(sample.storage.rows.size(), 7);
        for (int i = 0; i < 5; ++i)
            QVERIFY(sample.storage.rows[2 + i].entry.contains("from " + QByteArray::number(i)));
    }

    void aFailingStorageFailsTheAppend()
    {
        LedgerSample sample;
        const Entry entry = *signedEntry(sample.note(u"ada"_qs, sample.decision(1, 'o')), sampleTime(5), u"local"_qs);
        sample.storage.failing = true;
        QCOMPARE(append(sample.storage, entry).error().kind, core::ErrorKind::StoreUnreachable);
        QCOMPARE(checkpoint(sample.storage).error().kind, core::ErrorKind::StoreUnreachable);
    }

    void anEmptyLogHasNoCheckpoint() { QCOMPARE(checkpoint(MemoryLedgerStorage()).error().kind, core::ErrorKind::NotAStore); }

    void rosterKnowsWhoMayWhatWhen()
    {
        LedgerSample sample;
        sample.enrol(u"bo"_qs, u"Bo"_qs, 2, {core::Role::Reviewer});
        const quint64 before = sample.storage.storedHead.size;
        const core::PersonId bo(u"bo"_qs);
        const core::TeamId main(u"main"_qs);
        sample.record(u"ada"_qs, RoleWithdrawn{bo, main, {core::Role::Reviewer}, u"moved"_qs});
        sample.record(u"ada"_qs, KeyRevoked{sample.key(u"bo"_qs).fingerprint(), u"left"_qs});
        const Roster then = *loadRoster(sample.storage, before);
        const Roster now = *loadRoster(sample.storage, before + 2);
        QVERIFY(then.hasRole(bo, core::Role::Reviewer, main));
        QVERIFY(!then.hasRole(bo, core::Role::Reviewer, core::TeamId(u"other"_qs)));
        QVERIFY(!now.hasRoleAnywhere(bo, core::Role::Reviewer));
        QVERIFY(!then.key(sample.key(u"bo"_qs).fingerprint())->revoked);
        QCOMPARE(now.key(sample.key(u"bo"_qs).fingerprint())->revoked, before + 1);
        QCOMPARE(now.store(), sampleStore());
    }

    void receivedNotesAreCheckedAgainstTheRoster()
    {
        LedgerSample sample;
        sample.enrol(u"bo"_qs, u"Bo"_qs, 2, {core::Role::Submitter});
        const Roster roster = *loadRoster(sample.storage, sample.storage.storedHead.size);
        const SignedNote good = sample.note(u"ada"_qs, sample.decision(1, 'o'));
        QVERIFY(checkNote(roster, good));
        QCOMPARE(checkNote(roster, sample.note(u"bo"_qs, sample.decision(1, 'o'))).error().detail, u"role"_qs);
        SignedNote bent = good;
        bent.signatures[0].signature[3] = char(bent.signatures[0].signature[3] ^ 1);
        QCOMPARE(checkNote(roster, bent).error().detail, u"signature"_qs);
        SignedNote more = good;
        sign(more, sampleStore(), sample.key(u"bo"_qs));
        QCOMPARE(checkNote(roster, more).error().detail, u"signature"_qs);
    }
};

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
