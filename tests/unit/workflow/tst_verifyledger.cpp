// What somebody with the file and a SQL shell can do to the record, and that verifying names it.
#include "ledger/witness.h"
#include "support/forging.h"
#include "support/ward.h"
#include "workflow/readings.h"
#include "workflow/verifyledger.h"
#include "workflow/watchrecord.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::Verdict;
using testsupport::forge;
using testsupport::Ward;

namespace {

// c1 approved, c2 edited, c3 rejected, c4 escalated, c5 open.
void decideSome(Ward &ward)
{
    ward.importTexts(5);
    const auto decide = [&](const QString &id, Verdict verdict) {
        DecisionRequest request;
        request.caseId = core::CaseId(id);
        request.verdict = verdict;
        request.rationale = QStringLiteral("because");
        if (verdict == Verdict::Edit)
            request.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Take 500 mg."), {}};
        const auto receipt = ward.decide(ward.ada(), request);
        QVERIFY(receipt.has_value());
    };
    decide(QStringLiteral("c1"), Verdict::Approve);
    decide(QStringLiteral("c2"), Verdict::Edit);
    decide(QStringLiteral("c3"), Verdict::Reject);
    decide(QStringLiteral("c4"), Verdict::Escalate);
}

} // namespace

class VerifyLedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesWhatWasChanged_data();
    void namesWhatWasChanged();
    void deepNamesWhatListsAndSlotsSay_data();
    void deepNamesWhatListsAndSlotsSay();
    void anEarlierVersionIsHeldAgainstItsEntryToo();
    void aReferenceIsHeldAgainstWhatWasReceived();
    void goesOnWhereItWasStopped();
    void aForgedNoteOfAnEarlierCheckIsSetAside();
    void aNoteOfAnotherInstallationIsSetAside();
    void whatSomebodyPutIntoTheMemoryIsCheckedAllTheSame();
    void securityEventsDoNotGoMissing_data();
    void securityEventsDoNotGoMissing();
    void aBadSignatureIsFoundAlthoughItWasStoppedBeforeIt();
    void aShorterLogIsRefusedByWhoeverSawMore();
    void tellsHowFarItIs();
    void canBeStopped();
    void listsEntriesInLogOrder();
};

void VerifyLedgerTest::namesWhatWasChanged_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QStringList &statements, const char *why) {
        QTest::newRow(name) << statements << QString::fromLatin1(why);
    };
    row("an open case said to be released", {QStringLiteral("UPDATE cases SET state = 'released' WHERE id = 'c5'")}, "state");
    row("a rejected case said to be released", {QStringLiteral("UPDATE cases SET state = 'released' WHERE id = 'c3'")}, "state");
    row("a released case reopened", {QStringLiteral("UPDATE cases SET state = 'open' WHERE id = 'c1'")}, "state");
    row("a case that was never imported", {QStringLiteral("DELETE FROM cases WHERE id = 'c5'")}, "case-row");
    row("another verdict", {QStringLiteral("UPDATE decision SET verdict = 'approve' WHERE verdict = 'reject'")}, "decision-row");
    row("another reviewer", {QStringLiteral("UPDATE decision SET reviewer = 'eve' WHERE verdict = 'reject'")}, "decision-row");
    row("another printed name", {QStringLiteral("UPDATE decision SET reviewer_name = 'Dr. Eve' WHERE verdict = 'edit'")}, "decision-row");
    row("another meaning", {QStringLiteral("UPDATE decision SET meaning = 'whatever' WHERE verdict = 'edit'")}, "decision-row");
    row("a decision taken out", {QStringLiteral("DELETE FROM decision WHERE verdict = 'reject'")}, "decision-row");
    row("another outcome", {QStringLiteral("UPDATE decision SET outcome = (SELECT outcome FROM decision WHERE verdict = 'approve') WHERE verdict = 'edit'")}, "decision-row");
    row("another outcome released",
        {QStringLiteral("UPDATE case_release SET outcome = (SELECT outcome FROM decision WHERE verdict = 'approve') WHERE seq > "
                        "(SELECT min(seq) FROM case_release)")}, "release-row");
    row("a release taken out", {QStringLiteral("DELETE FROM case_release WHERE seq = (SELECT max(seq) FROM case_release)")}, "release-row");
    row("the text of an outcome changed",
        {QStringLiteral("UPDATE blob SET content = CAST('Take 5000 mg.' AS BLOB) WHERE content = CAST('Take 500 mg.' AS BLOB)")}, "blob");
    row("the text of a case changed", {QStringLiteral("UPDATE blob SET content = CAST(replace(CAST(content AS TEXT), 'five hundred', 'fifty') AS BLOB) "
                        "WHERE CAST(content AS TEXT) LIKE '%\"c5\"%'")}, "blob");
    row("the text of a case taken out", {QStringLiteral("DELETE FROM blob WHERE CAST(content AS TEXT) LIKE '%\"c5\"%'")}, "blob-missing");
    row("another policy", {QStringLiteral("UPDATE policy SET rules = CAST(replace(CAST(rules AS TEXT), 'one', 'automatic') AS BLOB)")}, "policy");
    row("a role nobody granted", {QStringLiteral("INSERT INTO role_grant VALUES ('ada', 1, 'auditor')")}, "person-row ada");
    row("a role taken away", {QStringLiteral("DELETE FROM role_grant WHERE role = 'supervisor'")}, "person-row ada");
    row("another name for a person", {QStringLiteral("UPDATE person SET printed_name = 'Dr. Eve'")}, "person-row ada");
    row("another key for a person", {QStringLiteral("UPDATE person SET fingerprint = '%1'").arg(QString(64, u'0'))}, "person-row ada");
    row("a person shut out", {QStringLiteral("UPDATE person SET disabled = 1")}, "person-row ada");
    row("a person nobody enrolled", {QStringLiteral("INSERT INTO person VALUES ('eve', 'Eve', '', 0)")}, "person-row eve");
    row("another rule for a case", {QStringLiteral("UPDATE case_version SET rule = 'other' WHERE key = 5")}, "case-route");
    row("nobody needed for a case", {QStringLiteral("UPDATE case_version SET automatic = 1 WHERE key = 5")}, "case-route");
    row("a window before release", {QStringLiteral("UPDATE case_version SET window_seconds = 9 WHERE key = 5")}, "case-route");
    row("another way of signing", {QStringLiteral("UPDATE case_version SET signing_mode = 'strict' WHERE key = 5")}, "case-route");
    row("another submitter", {QStringLiteral("UPDATE case_version SET submitter = 'eve' WHERE key = 5")}, "case-submitter c5");
    row("another statement that imported", {QStringLiteral("UPDATE case_version SET imported_in = 'x' WHERE key = 5")}, "case-importer c5");
    row("arrived at another time", {QStringLiteral("UPDATE cases SET arrived = '2020-01-01T00:00:00.000Z' WHERE id = 'c5'")}, "case-arrived c5");
    row("a version arrived at another time", {QStringLiteral("UPDATE case_version SET arrived = '2020-01-01T00:00:00.000Z' WHERE key = 5")}, "case-arrived c5");
    row("decided at another time", {QStringLiteral("UPDATE decision SET arrived = '2020-01-01T00:00:00.000Z' WHERE verdict = 'reject'")}, "decision-row");
    row("claimed at another time", {QStringLiteral("UPDATE decision SET claimed_at = '2020-01-01T00:00:00.000Z' WHERE verdict = 'reject'")}, "decision-row");
    row("a decision said to be late", {QStringLiteral("UPDATE decision SET late = 1 WHERE verdict = 'reject'")}, "decision-row");
    row("a decision said to stand no longer", {QStringLiteral("UPDATE decision SET stands = 0 WHERE verdict = 'reject'")}, "decision-row");
    row("a decision on another version", {QStringLiteral("UPDATE decision SET version = 2 WHERE verdict = 'reject'")}, "decision-row");
    row("another reason", {QStringLiteral("INSERT INTO decision_reason SELECT log_index, 0, 'late' FROM decision WHERE verdict = 'reject'")}, "decision-row");
    row("a policy adopted by another statement", {QStringLiteral("UPDATE policy SET adopted_by = (SELECT id FROM decision LIMIT 1)")}, "policy-row 1");
    row("a policy adopted at another time", {QStringLiteral("UPDATE policy SET adopted = '2020-01-01T00:00:00.000Z'")}, "policy-row 1");
    row("a policy nobody adopted", {QStringLiteral("INSERT INTO policy SELECT 2, rules, adopted_by, adopted FROM policy")}, "policy-row 2");
    row("another name of the store", {QStringLiteral("UPDATE store_identity SET name = 'Ward 8'")}, "store-row");
    row("a store made at another time", {QStringLiteral("UPDATE store_identity SET created = '2020-01-01T00:00:00.000Z'")}, "store-row");
    row("another store's id", {QStringLiteral("UPDATE store_identity SET id = '00000000-0000-4000-8000-000000000000'")}, "another store");
    row("another count of the waiting", {QStringLiteral("UPDATE case_count SET cases = cases + 1 WHERE state = 'open'")}, "case-rows open");
    row("another importer", {QStringLiteral("UPDATE case_version SET imported_by = 'eve' WHERE key = 5")}, "case-importer");
    row("one bit of an entry", {QStringLiteral("UPDATE ledger_entry SET entry = CAST(replace(CAST(entry AS TEXT), 'verdict reject', 'verdict rejecu') AS BLOB) "
                                               "WHERE log_index = (SELECT log_index FROM decision WHERE verdict = 'reject')")}, "");
    row("the last entry taken out", {QStringLiteral("DELETE FROM ledger_entry WHERE log_index = (SELECT max(log_index) FROM ledger_entry)")}, "");
}

void VerifyLedgerTest::namesWhatWasChanged()
{
    QFETCH(QStringList, statements);
    QFETCH(QString, why);
    Ward ward;
    decideSome(ward);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
    forge(ward.storePath(), statements);
    const auto verdict = verifyLedger(ward.ports(), {});
    QVERIFY2(verdict.has_value(), verdict ? "" : qPrintable(core::kindName(verdict.error().kind) + verdict.error().where));
    QVERIFY(!verdict->ok);
    QVERIFY(verdict->badSeq.has_value());
    QVERIFY2(verdict->why.startsWith(why), qPrintable(verdict->why));
}

void VerifyLedgerTest::deepNamesWhatListsAndSlotsSay_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("why");
    QTest::newRow("another title") << QStringLiteral("UPDATE cases SET title = 'Other' WHERE id = 'c5'") << QStringLiteral("case-columns");
    QTest::newRow("another kind") << QStringLiteral("UPDATE cases SET kind = 'other' WHERE id = 'c5'") << QStringLiteral("case-columns");
    QTest::newRow("another risk") << QStringLiteral("UPDATE cases SET risk = (risk + 1) % 3 WHERE id = 'c5'") << QStringLiteral("case-columns");
    QTest::newRow("more urgent") << QStringLiteral("UPDATE cases SET priority = priority + 1 WHERE id = 'c5'") << QStringLiteral("case-columns");
    QTest::newRow("due at another time") << QStringLiteral("UPDATE cases SET due = '2031-01-01T00:00:00.000Z' WHERE id = 'c5'") << QStringLiteral("case-columns");
    QTest::newRow("a slot free again") << QStringLiteral("UPDATE case_slot SET decision = NULL, decided_by = NULL WHERE case_key = 1")
                                       << QStringLiteral("case-slots c1");
    const auto slots = [](const char *name, const char *statement, const char *what) {
        QTest::newRow(name) << QString::fromLatin1(statement) << QStringLiteral("case-slots ") + QLatin1String(what);
    };
    slots("signed by somebody else", "UPDATE case_slot SET decided_by = 'eve' WHERE case_key = 1", "c1");
    slots("a slot more", "INSERT INTO case_slot (case_key, version, slot, stage) VALUES (5, 1, 2, 'review')", "c5");
    slots("a slot less", "DELETE FROM case_slot WHERE case_key = 5", "c5");
    slots("another stage", "UPDATE case_slot SET stage = 'resolution' WHERE case_key = 5", "c5");
    slots("no slot for the supervisor", "DELETE FROM case_slot WHERE case_key = 4 AND stage = 'resolution'", "c4");
    slots("a slot filled by a decision of another case",
          "UPDATE case_slot SET decided_by = 'ada', decision = (SELECT min(log_index) FROM decision) WHERE case_key = 5", "c5");
    slots("a slot filled by a decision that is none", "UPDATE case_slot SET decided_by = 'ada', decision = 9999 WHERE case_key = 5", "c5");
    QTest::newRow("another form of what was released") << QStringLiteral("UPDATE case_release SET form = 'fields'") << QStringLiteral("release-row");
}

void VerifyLedgerTest::deepNamesWhatListsAndSlotsSay()
{
    QFETCH(QString, statement);
    QFETCH(QString, why);
    Ward ward;
    decideSome(ward);
    const auto deep = [&] { return verifyLedger(ward.ports(), ward.keyring().folder, {}, {}, nullptr, VerifyDepth::Everything); };
    const auto before = deep();
    QVERIFY2(before->ok, qPrintable(before->why));
    forge(ward.storePath(), {statement});
    const auto verdict = deep();
    QVERIFY(!verdict->ok);
    QVERIFY2(verdict->why.startsWith(why), qPrintable(verdict->why));
}

namespace {

// Decides so many cases that a check can be stopped on its way.
void decideMany(Ward &ward)
{
    constexpr int many = 160;
    ward.importTexts(many);
    for (int i = 1; i <= many; ++i) {
        DecisionRequest request;
        request.caseId = core::CaseId(QStringLiteral("c%1").arg(i));
        QVERIFY(ward.decide(ward.ada(), request).has_value());
    }
}

core::Result<LedgerVerdict> stoppedOnItsWay(Ward &ward)
{
    std::stop_source stop;
    return verifyLedger(ward.ports(), ward.keyring().folder, [&](const VerifyProgress &) { stop.request_stop(); }, stop.get_token());
}

} // namespace

void VerifyLedgerTest::goesOnWhereItWasStopped()
{
    Ward ward;
    decideMany(ward);
    const QString &folder = ward.keyring().folder;
    QCOMPARE(stoppedOnItsWay(ward).error().kind, core::ErrorKind::Cancelled);
    const auto again = verifyLedger(ward.ports(), folder);
    QVERIFY2(again->ok, qPrintable(again->why));
    QVERIFY2(again->continued >= 200 && again->continued < again->size, qPrintable(QString::number(again->continued)));
    QCOMPARE(again->checked, again->size);
    QCOMPARE(verifyLedger(ward.ports(), folder)->continued, 0u); // it was done
    QCOMPARE(stoppedOnItsWay(ward).error().kind, core::ErrorKind::Cancelled);
    QCOMPARE(verifyLedger(ward.ports(), folder, {}, {}, nullptr, VerifyDepth::Everything)->continued, 0u);
}

namespace {

QString noteOfStop(Ward &ward)
{
    return ward.keyring().folder + QStringLiteral("/verifying/") + ward.ada().signer.store.value;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
}

} // namespace

// Somebody who may write the store and the folder beside it says that every signature was checked already.
void VerifyLedgerTest::aForgedNoteOfAnEarlierCheckIsSetAside()
{
    Ward ward;
    decideMany(ward);
    const QString &folder = ward.keyring().folder;
    QCOMPARE(stoppedOnItsWay(ward).error().kind, core::ErrorKind::Cancelled);
    const QByteArray ours = contentOf(noteOfStop(ward));
    const auto now = ledgerCheckpoint(ward.ports());
    const QByteArray claimed = QByteArray::number(now->size) + ' ' + now->root.toLatin1();
    QByteArray forged = ours;
    const qsizetype from = forged.indexOf("noted ") + 6;
    forged.replace(from, forged.indexOf('\n', from) - from, claimed);
    const QByteArray old = "countersign.verifying/v1\nstore " + ward.ada().signer.store.value.toLatin1() + "\nsignatures " + claimed + '\n';
    for (const QByteArray &text : {forged, old, ours.chopped(1), QByteArray("nothing")}) {
        write(noteOfStop(ward), text);
        const auto verdict = verifyLedger(ward.ports(), folder);
        QVERIFY(verdict->ok);
        QCOMPARE(verdict->continued, 0u);
        QVERIFY(verdict->foreignMemory);
        QVERIFY2(!verifyLedger(ward.ports(), folder)->foreignMemory, "it is said once: the note is gone");
    }
    write(noteOfStop(ward), ours);
    QVERIFY(verifyLedger(ward.ports(), folder)->continued > 0);
}

void VerifyLedgerTest::aNoteOfAnotherInstallationIsSetAside()
{
    Ward ward;
    decideMany(ward);
    const QString &folder = ward.keyring().folder;
    QCOMPARE(stoppedOnItsWay(ward).error().kind, core::ErrorKind::Cancelled);
    QVERIFY(QFile::remove(folder + QStringLiteral("/installation")));
    QVERIFY(verifyLedger(ward.ports(), folder)->foreignMemory);
}

// At sign-in only what is new is checked: new since this installation checked, not since the file says so.
void VerifyLedgerTest::whatSomebodyPutIntoTheMemoryIsCheckedAllTheSame()
{
    Ward ward;
    decideSome(ward);
    const QString &folder = ward.keyring().folder;
    QVERIFY(watchRecord(ward.ports(), folder));
    DecisionRequest request;
    request.caseId = core::CaseId(QStringLiteral("c5"));
    QVERIFY(ward.decide(ward.ada(), request).has_value());
    forge(ward.storePath(), {QStringLiteral("UPDATE ledger_entry SET entry = CAST(replace(CAST(entry AS TEXT), 'verdict approve', 'verdict  approve') AS BLOB) "
                                            "WHERE log_index = (SELECT max(log_index) FROM decision)")});
    const core::StoreId store = ward.ada().signer.store;
    const auto now = ledgerCheckpoint(ward.ports());
    auto witness = ledger::loadWitness(folder, store);
    witness->remember({1, now->size, *ledger::Hash::fromHex(now->root.toLatin1())});
    QVERIFY(ledger::saveWitness(folder, *witness));
    QCOMPARE(watchRecord(ward.ports(), folder).error().kind, core::ErrorKind::VerificationFailed);
    QCOMPARE(watchRecord(ward.ports(), folder).error().kind, core::ErrorKind::VerificationFailed); // and again
}

void VerifyLedgerTest::securityEventsDoNotGoMissing_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *statement, const char *why) {
        QTest::newRow(name) << QString::fromLatin1(statement) << QString::fromLatin1(why);
    };
    row("the last one taken out", "DELETE FROM security_event WHERE key = 3", "security-events: 2, not 3");
    row("one taken out", "DELETE FROM security_event WHERE key = 2", "security-events: 2, not 3");
    row("all taken out", "DELETE FROM security_event", "security-events: 0, not 3");
    row("another person", "UPDATE security_event SET person = 'bob' WHERE key = 2", "security-events: changed");
    row("another time", "UPDATE security_event SET at = '2020-01-01T00:00:00.000Z' WHERE key = 3", "security-events: changed");
    row("one before the others", "INSERT INTO security_event SELECT 0, at, kind, person, detail FROM security_event WHERE key = 1", "security-events: changed");
}

void VerifyLedgerTest::securityEventsDoNotGoMissing()
{
    QFETCH(QString, statement);
    QFETCH(QString, why);
    Ward ward;
    const auto happens = [&](const char *kind) {
        const core::SecurityEvent event{ward.clock().now(), QString::fromLatin1(kind), core::PersonId(QStringLiteral("eve")), QStringLiteral("x")};
        QVERIFY(ward.ports().work.write([&] { return ward.ports().people.saveSecurityEvent(event); }));
    };
    for (const char *kind : {"wrong-secret", "wrong-pin", "pin-locked"})
        happens(kind);
    const QString &folder = ward.keyring().folder;
    QVERIFY(verifyLedger(ward.ports(), folder)->ok);
    happens("wrong-secret");
    QVERIFY2(verifyLedger(ward.ports(), folder)->ok, "more of them are no alarm");
    forge(ward.storePath(), {QStringLiteral("DELETE FROM security_event WHERE key = 4")});
    QCOMPARE(verifyLedger(ward.ports(), folder)->why, QStringLiteral("security-events: 3, not 4"));
    QVERIFY(QFile::remove(folder + QStringLiteral("/events/") + ward.ada().signer.store.value));
    QVERIFY(verifyLedger(ward.ports(), folder)->ok);
    forge(ward.storePath(), {statement});
    const auto verdict = verifyLedger(ward.ports(), folder);
    QVERIFY(!verdict->ok);
    QCOMPARE(verdict->why, why);
    QVERIFY(!verdict->badSeq);
}

void VerifyLedgerTest::aReferenceIsHeldAgainstWhatWasReceived()
{
    for (const char *statement : {"UPDATE blob SET content = CAST('\"reject\"' AS BLOB) WHERE content = CAST('\"accept\"' AS BLOB)",
                                  "DELETE FROM blob WHERE content = CAST('\"accept\"' AS BLOB)", "UPDATE case_version SET reference_blob = NULL",
                                  "UPDATE case_version SET reference_blob = source_blob"}) {
        Ward ward;
        QByteArray line = Ward::textCase(QStringLiteral("c1"));
        line.insert(line.indexOf("\"id\""), "\"reference\":\"accept\",");
        QVERIFY(ward.importLines({line}));
        const auto verify = [&] { return verifyLedger(ward.ports(), {}, {}, {}, nullptr, VerifyDepth::Everything); };
        QVERIFY2(verify()->ok, qPrintable(verify()->why));
        forge(ward.storePath(), {QString::fromLatin1(statement)});
        QCOMPARE(verify()->why, QStringLiteral("case-reference c1"));
    }
}

void VerifyLedgerTest::anEarlierVersionIsHeldAgainstItsEntryToo()
{
    Ward ward;
    const auto version = [](int number) {
        QByteArray line = Ward::textCase(QStringLiteral("c1"), QStringLiteral("Version %1.").arg(number));
        return line.insert(line.indexOf("\"id\""), "\"version\":" + QByteArray::number(number) + ',');
    };
    QVERIFY(ward.importLines({version(1)}));
    QVERIFY(ward.importLines({version(2)}));
    const auto verify = [&] { return verifyLedger(ward.ports(), {}, {}, {}, nullptr, VerifyDepth::Everything); };
    const auto whole = verify();
    QVERIFY2(whole->ok, qPrintable(whole->why));
    forge(ward.storePath(), {QStringLiteral("UPDATE case_version SET source_blob = (SELECT source_blob FROM case_version WHERE version = 2) WHERE version = 1")});
    QCOMPARE(verify()->why, QStringLiteral("case-digest c1"));
}

void VerifyLedgerTest::aBadSignatureIsFoundAlthoughItWasStoppedBeforeIt()
{
    Ward ward;
    decideMany(ward);
    QCOMPARE(stoppedOnItsWay(ward).error().kind, core::ErrorKind::Cancelled);
    forge(ward.storePath(), {QStringLiteral("UPDATE ledger_entry SET entry = CAST(replace(CAST(entry AS TEXT), 'verdict approve', 'verdict  approve') AS BLOB) "
                                            "WHERE log_index = (SELECT max(log_index) FROM decision)")});
    const auto late = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY(!late->ok && late->continued > 0);
    forge(ward.storePath(), {QStringLiteral("UPDATE ledger_entry SET entry = CAST(replace(CAST(entry AS TEXT), 'slot 1', 'slot 2') AS BLOB) "
                                            "WHERE log_index = (SELECT min(log_index) FROM decision)")});
    const auto early = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY(!early->ok);
    QVERIFY2(*early->badSeq < *late->badSeq, "nothing that was checked before is taken for unchanged");
}

void VerifyLedgerTest::aShorterLogIsRefusedByWhoeverSawMore()
{
    Ward ward;
    ward.importTexts(1);
    const QString yesterday = ward.folder() + QStringLiteral("/yesterday");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("copy"));
        database.setDatabaseName(ward.storePath());
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("VACUUM INTO '%1'").arg(yesterday)));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("copy"));
    DecisionRequest request;
    request.caseId = core::CaseId(QStringLiteral("c1"));
    QVERIFY(ward.decide(ward.ada(), request).has_value());
    QVERIFY(verifyLedger(ward.ports(), ward.keyring().folder)->ok);

    forge(ward.storePath(), {QStringLiteral("ATTACH '%1' AS y").arg(yesterday), QStringLiteral("DELETE FROM ledger_entry"),
                             QStringLiteral("INSERT INTO ledger_entry SELECT * FROM y.ledger_entry"), QStringLiteral("DELETE FROM ledger_head"),
                             QStringLiteral("INSERT INTO ledger_head SELECT * FROM y.ledger_head")});
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().kind, core::ErrorKind::HistoryRewritten);
}

void VerifyLedgerTest::tellsHowFarItIs()
{
    Ward ward;
    decideSome(ward);
    quint64 last = 0;
    const auto verdict = verifyLedger(ward.ports(), {}, [&](const VerifyProgress &progress) { last = progress.size; });
    QVERIFY(verdict->ok);
    QCOMPARE(last, verdict->size);
}

void VerifyLedgerTest::canBeStopped()
{
    Ward ward;
    decideSome(ward);
    std::stop_source stop;
    stop.request_stop();
    const auto verdict = verifyLedger(ward.ports(), {}, {}, stop.get_token());
    QCOMPARE(verdict.error().kind, core::ErrorKind::Cancelled);
}

void VerifyLedgerTest::listsEntriesInLogOrder()
{
    Ward ward;
    decideSome(ward);
    const auto lines = ledgerSince(ward.ports(), 0, 0);
    QCOMPARE(quint64(lines->size()), ward.ports().ledger.head()->size);
    for (qsizetype i = 0; i < lines->size(); ++i)
        QCOMPARE(lines->at(i).seq, quint64(i));
    QCOMPARE(lines->first().kind, QStringLiteral("store.created"));
    QCOMPARE(lines->first().subject, QStringLiteral("ada"));
    QCOMPARE(ledgerSince(ward.ports(), 2, 1)->first().kind, QStringLiteral("policy.adopted"));
    QVERIFY(ledgerSince(ward.ports(), 1000, 5)->isEmpty());
}

QTEST_GUILESS_MAIN(VerifyLedgerTest)
#include "tst_verifyledger.moc"
