#include "ledger/verifylog.h"
#include "support/ledgersample.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

namespace {

Release releaseOf(const Decision &decision, const QList<core::StatementId> &decisions)
{
    return {decision.ref, decision.caseDigest, *decision.outcome, decision.policy, decisions};
}

// store, role, enrolment of bo, role, import, then decisions by ada and bo with their releases.
std::unique_ptr<LedgerSample> busyLog(int decisions = 6)
{
    auto sample = std::make_unique<LedgerSample>();
    sample->enrol(u"bo"_qs, u"Bo Ćwikła"_qs, 2, {core::Role::Reviewer});
    sample->record(u"ada"_qs,
                   CaseImported{core::TeamId(u"main"_qs), {}, 1, {{core::CaseId(u"case-1"_qs), 1, sampleHash(1), u"everyone"_qs}}});
    for (int i = 0; i < decisions; ++i) {
        const Decision decision = sample->decision(i, char('a' + i % 20));
        sample->record(i % 2 ? u"bo"_qs : u"ada"_qs, decision);
        sample->recordOwn(releaseOf(decision, {sample->lastId()}));
    }
    return sample;
}

Verdict verdictOn(const LedgerStorage &storage, const VerifyOptions &options = {})
{
    const auto verdict = verifyLog(storage, options);
    return verdict ? *verdict : Verdict();
}

// Makes leaves, nodes, columns and head anew from the entries: a forger who rewrites the whole log consistently.
void rebuild(MemoryLedgerStorage &storage)
{
    TreeHead head;
    for (LogRow &row : storage.rows) {
        row.index = head.size;
        row.leaf = leafHash(row.entry);
        row.nodes = head.append(row.leaf);
        const auto entry = parseEntry(row.entry);
        const auto statement = entry ? statementOf(*entry) : core::Result<Statement>(core::fail(core::ErrorKind::Malformed));
        if (!statement)
            continue;
        row.kind = entry->kind;
        row.content = sha256(entry->content);
        row.statement = statement->id;
        row.device = statement->by ? statement->by->device : QByteArray();
        row.deviceSeq = statement->by ? statement->by->deviceSeq : 0;
    }
    storage.storedHead = head;
}

// Changes an entry and rewrites the log.
void alter(LedgerSample &sample, qsizetype index, const std::function<void(Entry &)> &change)
{
    Entry entry = *parseEntry(sample.storage.rows[index].entry);
    change(entry);
    sample.storage.rows[index].entry = *write(entry);
    rebuild(sample.storage);
}

// A statement signed by whoever, with whatever in it.
struct Forger {
    LedgerSample &sample;
    QString owner;
    char seedByte;

    void decide(const std::function<void(Statement &)> &change, const QList<Flag> &flags = {}) const
    {
        sign(sample.decision(50, 'z'), change, {}, flags);
    }
    void sign(Body body, const std::function<void(Statement &)> &change = {}, const QList<const UnlockedKey *> &further = {},
              const QList<Flag> &flags = {}) const
    {
        const auto key = sampleKey(owner, seedByte);
        const QByteArray device = QByteArray(1, seedByte).toHex().repeated(16);
        const Signer signer{sampleStore(), owner == u"ada" ? u"Ada Mwangi"_qs : u"Bo Ćwikła"_qs, device, {}, u"Forger"_qs};
        Statement statement =
            attest(signer, *key, std::move(body), SigningMode::Light, u"I forge this."_qs, *nextDevicePlace(sample.storage, device),
                   sampleTime(900), sampleId(900 + int(sample.storage.rows.size())));
        if (change)
            change(statement);
        sample.append(*signStatement(statement, *key, further), flags);
    }
};

using Forge = std::function<void(LedgerSample &)>;

core::StatementId idAt(const LedgerSample &sample, quint64 index)
{
    return parseSigned(noteText(parseEntry(sample.storage.rows[qsizetype(index)].entry)->content))->id;
}

} // namespace

class TestVerifyLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Only signatures are believed, and only where the log is what it was.
    void whatWasStoppedGoesOnFromThere()
    {
        auto sample = busyLog(300);
        std::atomic_bool stop = false;
        Reached reached;
        VerifyOptions options;
        options.whenStopped = [&](const Reached &one) { reached = one; };
        const auto stopped = verifyLog(sample->storage, options, {}, [&](quint64, quint64) { stop = true; }, &stop);
        QCOMPARE(stopped.error().kind, core::ErrorKind::Cancelled);
        QVERIFY(reached.size >= 256 && reached.size < 605);
        QCOMPARE(headAt(sample->storage, reached.size)->root(), reached.root);

        VerifyOptions going;
        going.signaturesUpTo = reached;
        QVERIFY(verifyLog(sample->storage, going)->ok);
        const auto other = busyLog(300);
        alter(*other, 603, [](Entry &entry) { entry.content[entry.content.size() - 10] = entry.content[entry.content.size() - 10] == 'A' ? 'B' : 'A'; });
        QCOMPARE(verifyLog(other->storage, going)->firstBad->seq, 603u);
        const auto breakSignature = [&](qsizetype index) {
            alter(*sample, index, [](Entry &entry) {
                const qsizetype last = entry.content.size() - 10;
                entry.content[last] = entry.content[last] == 'A' ? 'B' : 'A';
            });
        };
        breakSignature(41); // a log that was rewritten as a whole
        QCOMPARE(verifyLog(sample->storage, going)->firstBad->seq, 41u);
        going.signaturesUpTo = Reached{reached.size, headAt(sample->storage, reached.size)->root()};
        const auto rest = verifyLog(sample->storage, going);
        QVERIFY2(rest->firstBad->seq > 41u, qPrintable(rest->firstBad->why)); // signatures below are taken as checked; not the chain of notes
        going.signaturesUpTo = Reached{10'000, reached.root};
        QCOMPARE(verifyLog(sample->storage, going)->firstBad->seq, 41u);
    }

    void aRightLogIsRight_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("two threads") << 2;
        QTest::newRow("seven threads") << 7;
        QTest::newRow("as many as there are processors") << 0;
    }
    void aRightLogIsRight()
    {
        QFETCH(int, threads);
        const auto sample = busyLog(300);
        VerifyOptions options;
        options.threads = threads;
        options.store = sampleStore();
        quint64 lastDone = 0;
        quint64 seen = 0;
        const auto verdict = verifyLog(
            sample->storage, options,
            [&](const VerifiedEntry &one) {
                return one.index == seen++ && one.entry.kind == one.statement.kind() ? QString() : u"order"_qs;
            },
            [&](quint64 done, quint64 total) {
                QVERIFY(done > lastDone && total == 605u);
                lastDone = done;
            });
        QVERIFY(verdict);
        QVERIFY2(verdict->ok, verdict->firstBad ? qPrintable(verdict->firstBad->why) : "");
        QCOMPARE(verdict->size, 605u);
        QCOMPARE(verdict->checked, 605u);
        QCOMPARE(verdict->root, sample->storage.storedHead.root());
        QCOMPARE(seen, 605u);
        QCOMPARE(lastDone, 605u);
    }

    void everyChangedByteOfEveryEntryIsNamed()
    {
        const auto sample = busyLog(2);
        VerifyOptions options;
        options.threads = 1;
        options.signatures = false; // the hash alone must find these
        for (qsizetype index = 0; index < sample->storage.rows.size(); ++index) {
            QByteArray &entry = sample->storage.rows[index].entry;
            for (qsizetype i = 0; i < entry.size(); ++i) {
                entry[i] = char(uchar(entry[i]) ^ (1 << (i % 8)));
                const Verdict verdict = verdictOn(sample->storage, options);
                entry[i] = char(uchar(entry[i]) ^ (1 << (i % 8)));
                QVERIFY(!verdict.ok);
                QCOMPARE(verdict.firstBad, (FirstBad{quint64(index), u"leaf hash"_qs}));
                QCOMPARE(verdict.checked, quint64(index));
            }
        }
        QVERIFY(verdictOn(sample->storage, options).ok);
    }

    void everyChangedByteOfASignedTextIsNamedAlsoInALogRewrittenWhole()
    {
        const auto sample = busyLog(2);
        VerifyOptions options;
        options.threads = 1;
        const qsizetype index = 5; // ada's decision
        const QList<LogRow> rows = sample->storage.rows;
        const qsizetype text = rows[index].entry.indexOf("\n\n") + 2;
        for (qsizetype i = text; i < rows[index].entry.size(); ++i) {
            sample->storage.rows = rows;
            QByteArray &entry = sample->storage.rows[index].entry;
            entry[i] = char(uchar(entry[i]) ^ (1 << (i % 7)));
            rebuild(sample->storage);
            const Verdict verdict = verdictOn(sample->storage, options);
            QVERIFY2(!verdict.ok, qPrintable(QString::number(i)));
            QCOMPARE(verdict.firstBad->seq, quint64(index));
        }
    }

    void forgeriesAreNamed_data()
    {
        QTest::addColumn<Forge>("forge");
        QTest::addColumn<quint64>("seq");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, quint64 seq, const QString &why, const Forge &forge) {
            QTest::newRow(name) << forge << seq << why;
        };

        row("stored leaf hash changed", 3, u"leaf hash"_qs, [](LedgerSample &s) { s.storage.rows[3].leaf.bytes[0] ^= 1; });
        row("stored tree node changed", 7, u"tree nodes"_qs, [](LedgerSample &s) { s.storage.rows[7].nodes[2].bytes[0] ^= 1; });
        row("stored tree node missing", 7, u"tree nodes"_qs, [](LedgerSample &s) { s.storage.rows[7].nodes.removeLast(); });
        row("statement id column changed", 5, u"columns"_qs, [](LedgerSample &s) { s.storage.rows[5].statement = sampleId(999); });
        row("kind column changed", 5, u"columns"_qs, [](LedgerSample &s) { s.storage.rows[5].kind = StatementKind::Dispute; });
        row("device column changed", 5, u"columns"_qs, [](LedgerSample &s) { s.storage.rows[5].device[0] = 'f'; });
        row("device number column changed", 5, u"columns"_qs, [](LedgerSample &s) { s.storage.rows[5].deviceSeq += 1; });
        row("content column changed", 5, u"columns"_qs, [](LedgerSample &s) { s.storage.rows[5].content.bytes[9] ^= 4; });
        row("index column changed", 5, u"index"_qs, [](LedgerSample &s) { s.storage.rows[5].index = 6; });
        row("peak of the head changed", 17, u"log head"_qs, [](LedgerSample &s) { s.storage.storedHead.peaks[0].bytes[0] ^= 1; });
        row("head without its peaks", 0, u"log head"_qs, [](LedgerSample &s) { s.storage.storedHead.peaks.removeLast(); });
        row("last entry gone", 16, u"missing entry"_qs, [](LedgerSample &s) { s.storage.rows.removeLast(); });
        row("head moved back", 16, u"entry beyond the head"_qs,
            [](LedgerSample &s) { s.storage.storedHead = *headAt(s.storage, 16); });
        row("everything gone", 0, u"empty log"_qs, [](LedgerSample &s) {
            s.storage.rows.clear();
            s.storage.storedHead = {};
        });

        row("middle entry taken out, log rewritten", 7, u"device chain"_qs, [](LedgerSample &s) {
            s.storage.rows.remove(5, 2);
            rebuild(s.storage);
        });
        row("decision taken out under its release", 5, u"release without its decision"_qs, [](LedgerSample &s) {
            s.storage.rows.removeAt(5);
            rebuild(s.storage);
        });
        row("two entries of one device exchanged", 3, u"device chain"_qs, [](LedgerSample &s) {
            s.storage.rows.move(4, 3);
            rebuild(s.storage);
        });
        row("entry doubled", 6, u"device chain"_qs, [](LedgerSample &s) {
            s.storage.rows.insert(6, s.storage.rows[5]);
            rebuild(s.storage);
        });
        row("first entry gone", 0, u"leaf 0 is store.created"_qs, [](LedgerSample &s) {
            s.storage.rows.removeFirst();
            rebuild(s.storage);
        });
        row("store.created again", 3, u"leaf 0 is store.created"_qs, [](LedgerSample &s) {
            s.storage.rows.insert(3, s.storage.rows[0]);
            rebuild(s.storage);
        });
        row("enrolment gone", 2, u"device chain"_qs, [](LedgerSample &s) {
            s.storage.rows.removeAt(2);
            rebuild(s.storage);
        });
        row("outcome changed", 5, u"signature"_qs,
            [](LedgerSample &s) { alter(s, 5, [](Entry &entry) { entry.content.replace("6161616161", "6262626262"); }); });
        row("verdict changed", 5, u"signature"_qs,
            [](LedgerSample &s) { alter(s, 5, [](Entry &entry) { entry.content.replace("verdict approve", "verdict edit"); }); });
        row("signature of another statement", 5, u"signature"_qs, [](LedgerSample &s) {
            const QByteArray other = parseEntry(s.storage.rows[4].entry)->content;
            alter(s, 5, [&](Entry &entry) {
                entry.content = noteText(entry.content).toByteArray() + other.sliced(other.indexOf("\n\n") + 1);
            });
        });
        row("enrolment without the new key's signature", 2, u"signature"_qs, [](LedgerSample &s) {
            alter(s, 2, [&](Entry &entry) {
                SignedNote note = *parseSignedNote(entry.content);
                note.signatures.removeIf([](const NoteSignature &one) { return one.name.contains("/bo/"); });
                entry.content = write(note);
            });
        });
        row("one signature more than asked for", 5, u"signature"_qs, [](LedgerSample &s) {
            alter(s, 5, [&](Entry &entry) {
                SignedNote note = *parseSignedNote(entry.content);
                ledger::sign(note, sampleStore(), s.key(u"bo"_qs));
                entry.content = write(note);
            });
        });
        row("header line added", 5, u"entry line 5: length"_qs, [](LedgerSample &s) {
            s.storage.rows[5].entry.replace("\nlength", "\nnote x\nlength");
            rebuild(s.storage);
        });
        row("statement not as it would be written", 5, u"statement line 4: team"_qs,
            [](LedgerSample &s) { alter(s, 5, [](Entry &entry) { entry.content.replace("team main", "team  main"); }); });
        row("release of another outcome", 6, u"release of another outcome"_qs,
            [](LedgerSample &s) { alter(s, 6, [](Entry &entry) { entry.content.replace("6161616161", "6262626262"); }); });
    }
    void forgeriesAreNamed()
    {
        QFETCH(std::function<void(LedgerSample &)>, forge);
        QFETCH(quint64, seq);
        QFETCH(QString, why);
        const auto sample = busyLog();
        QVERIFY(verdictOn(sample->storage).ok);
        forge(*sample);
        const Verdict verdict = verdictOn(sample->storage);
        QVERIFY(!verdict.ok);
        QCOMPARE(verdict.firstBad->why, why);
        QCOMPARE(verdict.firstBad->seq, seq);
    }

    void whatNobodyMaySignIsNamed_data()
    {
        QTest::addColumn<Forge>("forge");
        QTest::addColumn<QString>("why"); // empty: it is allowed
        const auto row = [](const char *name, const QString &why, const Forge &forge) { QTest::newRow(name) << forge << why; };
        const core::TeamId main(u"main"_qs);
        const core::PersonId bo(u"bo"_qs);

        row("an honest decision", {}, [](LedgerSample &s) { Forger{s, u"ada"_qs, 1}.decide({}); });
        row("a key nobody enrolled", u"key not enrolled"_qs, [](LedgerSample &s) { Forger{s, u"ada"_qs, 7}.decide({}); });
        row("another person's key", u"actor is not the key's owner"_qs, [](LedgerSample &s) {
            Forger{s, u"bo"_qs, 2}.decide([](Statement &one) { one.by->actor = core::PersonId(u"ada"_qs); });
        });
        row("the fingerprint of another key", u"signature"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 7}.decide([](Statement &one) { one.by->key = sampleKey(u"ada"_qs, 1)->fingerprint(); });
        });
        row("another printed name", u"printed name is not the enrolled one"_qs, [](LedgerSample &s) {
            Forger{s, u"bo"_qs, 2}.decide([](Statement &one) { one.by->name = u"Ada Mwangi"_qs; });
        });
        row("a statement of another store", u"another store"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { one.store = core::newStoreId(); });
        });
        row("a team one has no role in", u"role"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { std::get<Decision>(one.body).ref.team = core::TeamId(u"other"_qs); });
        });
        row("a decision after the role was withdrawn", u"role"_qs, [=](LedgerSample &s) {
            s.record(u"ada"_qs, RoleWithdrawn{bo, main, {core::Role::Reviewer}, u"moved"_qs});
            Forger{s, u"bo"_qs, 2}.decide({});
        });
        row("a decision after the key was revoked", u"key revoked"_qs, [](LedgerSample &s) {
            s.record(u"ada"_qs, KeyRevoked{s.key(u"bo"_qs).fingerprint(), u"lost"_qs});
            Forger{s, u"bo"_qs, 2}.decide({});
        });
        row("the same in quarantine", {}, [](LedgerSample &s) {
            s.record(u"ada"_qs, KeyRevoked{s.key(u"bo"_qs).fingerprint(), u"lost"_qs});
            Forger{s, u"bo"_qs, 2}.decide({}, {Flag::Quarantined});
        });
        row("a reviewer who enrols", u"role"_qs, [](LedgerSample &s) {
            const auto cy = sampleKey(u"cy"_qs, 3);
            Forger{s, u"bo"_qs, 2}.sign(KeyEnrolled{{cy->publicKey(), cy->owner(), u"Cy"_qs, KeyUse::Person}}, {}, {cy.get()});
        });
        row("a reviewer who grants", u"role"_qs, [=](LedgerSample &s) {
            Forger{s, u"bo"_qs, 2}.sign(RoleGranted{bo, main, {core::Role::Supervisor}});
        });
        row("a key enrolled twice", u"key enrolled before"_qs, [](LedgerSample &s) {
            const auto again = sampleKey(u"cy"_qs, 2);
            Forger{s, u"ada"_qs, 1}.sign(KeyEnrolled{{again->publicKey(), again->owner(), u"Cy"_qs, KeyUse::Person}}, {},
                                         {again.get()});
        });
        row("a workstation enrolled by the person at it", {}, [](LedgerSample &s) {
            const auto machine = sampleKey(workstationOwner(QByteArray("02").repeated(16)).value, 9);
            Forger{s, u"bo"_qs, 2}.sign(KeyEnrolled{{machine->publicKey(), machine->owner(), u"ward 3"_qs, KeyUse::Workstation}}, {},
                                        {machine.get()});
        });
        row("a workstation enrolled from elsewhere", u"role"_qs, [](LedgerSample &s) {
            const auto machine = sampleKey(workstationOwner(QByteArray("03").repeated(16)).value, 9);
            Forger{s, u"bo"_qs, 2}.sign(KeyEnrolled{{machine->publicKey(), machine->owner(), u"ward 3"_qs, KeyUse::Workstation}}, {},
                                        {machine.get()});
        });
        row("a basis of another history", u"basis"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { one.by->basis = {4, sampleHash(1)}; });
        });
        row("a basis beyond the log", u"basis"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { one.by->basis = {400, sampleHash(1)}; });
        });
        row("a basis that was the log", {}, [](LedgerSample &s) {
            const Hash root = headAt(s.storage, 4)->root();
            Forger{s, u"ada"_qs, 1}.decide([&](Statement &one) { one.by->basis = {4, root}; });
        });
        row("a device number left out", u"device chain"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { ++one.by->deviceSeq; });
        });
        row("a device number used twice", u"device chain"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { --one.by->deviceSeq; });
        });
        row("the same as a dispute", {}, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { --one.by->deviceSeq; }, {Flag::Disputed});
        });
        row("another predecessor", u"device chain"_qs, [](LedgerSample &s) {
            Forger{s, u"ada"_qs, 1}.decide([](Statement &one) { one.by->devicePrevious = sampleHash(1); });
        });
        row("superseding one's own decision", {}, [](LedgerSample &s) {
            const core::StatementId mine = parseSigned(noteText(parseEntry(s.storage.rows[5].entry)->content))->id;
            Decision decision = s.decision(0, 'q');
            decision.supersedes = mine;
            Forger{s, u"ada"_qs, 1}.sign(decision);
        });
        row("superseding somebody else's decision", u"supersedes"_qs, [](LedgerSample &s) {
            const core::StatementId theirs = parseSigned(noteText(parseEntry(s.storage.rows[5].entry)->content))->id;
            Decision decision = s.decision(0, 'q');
            decision.supersedes = theirs;
            Forger{s, u"bo"_qs, 2}.sign(decision);
        });
        row("superseding nothing", u"supersedes"_qs, [](LedgerSample &s) {
            Decision decision = s.decision(0, 'q');
            decision.supersedes = sampleId(4000);
            Forger{s, u"ada"_qs, 1}.sign(decision);
        });
        row("a release of nobody's decision", u"release without its decision"_qs,
            [](LedgerSample &s) { s.recordOwn(releaseOf(s.decision(1, 'x'), {sampleId(4000)})); });
        row("a release for another case", u"release without its decision"_qs, [](LedgerSample &s) {
            s.recordOwn(releaseOf(s.decision(1, 'a'), {parseSigned(noteText(parseEntry(s.storage.rows[5].entry)->content))->id}));
        });
        row("a recall of a release", {}, [](LedgerSample &s) {
            s.record(u"ada"_qs, Recall{s.decision(0, 'a').ref, 6, {}, {u"error"_qs}, {}});
        });
        row("a recall of what is no release", u"recall without its release"_qs, [](LedgerSample &s) {
            s.record(u"ada"_qs, Recall{s.decision(0, 'a').ref, 5, {}, {}, {}});
        });
        row("a recall by a reviewer", u"role"_qs, [](LedgerSample &s) {
            s.record(u"bo"_qs, Recall{s.decision(0, 'a').ref, 6, {}, {}, {}});
        });
        row("the store's recall after a withdrawal", {}, [](LedgerSample &s) {
            const Receipt withdrawn = s.record(u"ada"_qs, CaseWithdrawn{s.decision(0, 'a').ref, {u"error"_qs}, {}});
            s.recordOwn(Recall{s.decision(0, 'a').ref, 6, {idAt(s, withdrawn.index)}, {}, {}});
        });
        row("the store's recall after another case's withdrawal", u"recall without its cause"_qs, [](LedgerSample &s) {
            const Receipt withdrawn = s.record(u"ada"_qs, CaseWithdrawn{s.decision(1, 'a').ref, {u"error"_qs}, {}});
            s.recordOwn(Recall{s.decision(0, 'a').ref, 6, {idAt(s, withdrawn.index)}, {}, {}});
        });
        row("the store's recall after nothing", u"recall without its cause"_qs,
            [](LedgerSample &s) { s.recordOwn(Recall{s.decision(0, 'a').ref, 6, {sampleId(4000)}, {}, {}}); });
        row("the store's recall after a decision that corrects nothing", u"recall without its cause"_qs,
            [](LedgerSample &s) { s.recordOwn(Recall{s.decision(0, 'a').ref, 6, {idAt(s, 5)}, {}, {}}); });
        row("a restore where it says", {}, [](LedgerSample &s) {
            s.record(u"ada"_qs, Restore{1, s.storage.storedHead.size, s.storage.storedHead.root(), 40, sampleHash(1)});
        });
        row("a restore elsewhere", u"restore"_qs, [](LedgerSample &s) {
            s.record(u"ada"_qs, Restore{1, s.storage.storedHead.size - 1, s.storage.storedHead.root(), 40, sampleHash(1)});
        });
    }
    void whatNobodyMaySignIsNamed()
    {
        QFETCH(Forge, forge);
        QFETCH(QString, why);
        const auto sample = busyLog();
        forge(*sample);
        const Verdict verdict = verdictOn(sample->storage);
        QCOMPARE(verdict.firstBad ? verdict.firstBad->why : QString(), why);
        QCOMPARE(verdict.ok, why.isEmpty());
        if (!why.isEmpty())
            QCOMPARE(verdict.firstBad->seq, sample->storage.storedHead.size - 1);
    }

    void theFirstOfTwoWrongThingsIsNamed()
    {
        const auto sample = busyLog(200);
        sample->storage.rows[300].leaf.bytes[0] ^= 1;
        sample->storage.rows[150].leaf.bytes[0] ^= 1;
        const Verdict verdict = verdictOn(sample->storage);
        QCOMPARE(verdict.firstBad->seq, 150u);
        QCOMPARE(verdict.checked, 150u);
    }

    void aDecisionLongBeforeItsReleaseIsFound()
    {
        const auto sample = busyLog(1);
        const core::StatementId first = parseSigned(noteText(parseEntry(sample->storage.rows[5].entry)->content))->id;
        QList<Entry> filler;
        for (int i = 0; i < 5000; ++i)
            filler += *ownEntry({sampleStore(), {}, Migration{quint64(i), quint64(i)}, std::nullopt}, sampleTime(i), u"local"_qs);
        QVERIFY(append(sample->storage, filler));
        sample->recordOwn(releaseOf(sample->decision(0, 'a'), {first}));
        QVERIFY(verdictOn(sample->storage).ok);
    }

    void onlyWhatIsNewIsCheckedFromACheckpointOn()
    {
        const auto sample = busyLog();
        VerifyOptions options;
        options.from = 10;
        options.fromRoot = headAt(sample->storage, 10)->root();
        options.store = sampleStore();
        Verdict verdict = verdictOn(sample->storage, options);
        QVERIFY2(verdict.ok, verdict.firstBad ? qPrintable(verdict.firstBad->why) : "");
        QCOMPARE(verdict.checked, 7u);
        QCOMPARE(verdict.root, sample->storage.storedHead.root());

        options.fromRoot = sampleHash(1);
        QCOMPARE(verdictOn(sample->storage, options).firstBad, (FirstBad{10, u"history"_qs}));
        options.fromRoot.reset();
        options.from = 100;
        QCOMPARE(verdictOn(sample->storage, options).firstBad, (FirstBad{17, u"log shrank"_qs}));
        options.from = 10;
        options.store = core::newStoreId();
        QCOMPARE(verdictOn(sample->storage, options).firstBad->why, u"another store"_qs);
        options.store = {};
        sample->storage.rows[12].leaf.bytes[0] ^= 1;
        QCOMPARE(verdictOn(sample->storage, options).firstBad, (FirstBad{12, u"leaf hash"_qs}));
    }

    void aLogOfAnotherStoreIsRefused()
    {
        const auto sample = busyLog();
        VerifyOptions options;
        options.store = core::newStoreId();
        QCOMPARE(verdictOn(sample->storage, options).firstBad, (FirstBad{0, u"another store"_qs}));
    }

    void replayMayRefuseAnEntry()
    {
        const auto sample = busyLog(200);
        quint64 last = 0;
        const auto verdict = verifyLog(sample->storage, {}, [&](const VerifiedEntry &one) {
            last = one.index;
            return one.index == 42 ? u"state: open is not released"_qs : QString();
        });
        QVERIFY(verdict);
        QCOMPARE(verdict->firstBad, (FirstBad{42, u"state: open is not released"_qs}));
        QCOMPARE(verdict->checked, 42u);
        QCOMPARE(last, 42u);
    }

    void stoppingIsCancelled()
    {
        const auto sample = busyLog(200);
        std::atomic_bool stop = false;
        const auto verdict = verifyLog(
            sample->storage, {}, {}, [&](quint64, quint64) { stop = true; }, &stop);
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().kind, core::ErrorKind::Cancelled);
    }

    void aStorageThatCannotBeReadIsAnErrorNotAVerdict()
    {
        const auto sample = busyLog();
        sample->storage.failing = true;
        const auto verdict = verifyLog(sample->storage);
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().kind, core::ErrorKind::StoreUnreachable);
    }
};

QTEST_APPLESS_MAIN(TestVerifyLog)
#include "tst_verifylog.moc"
