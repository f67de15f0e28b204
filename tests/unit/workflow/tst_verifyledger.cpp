// What somebody with the file and a SQL shell can do to the record, and that verifying names it.
#include "support/ward.h"
#include "workflow/readings.h"
#include "workflow/verifyledger.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::Verdict;
using testsupport::Ward;

namespace {

// Carries out SQL as a forger would: with every trigger out of the way.
void forge(const QString &store, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("forger"));
        database.setDatabaseName(store);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QStringList triggers;
        QVERIFY(query.exec(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'trigger'")));
        while (query.next())
            triggers.append(query.value(0).toString());
        query.finish();
        for (const QString &trigger : triggers)
            QVERIFY(query.exec(QStringLiteral("DROP TRIGGER ") + trigger));
        QVERIFY(query.exec(QStringLiteral("PRAGMA foreign_keys = OFF")));
        for (const QString &statement : statements) {
            QVERIFY2(query.exec(statement), qPrintable(statement + u'\n' + query.lastError().text()));
            if (!statement.startsWith(QStringLiteral("ATTACH")))
                QVERIFY2(query.numRowsAffected() != 0, qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("forger"));
}

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
    void goesOnWhereItWasStopped();
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
    forge(ward.storePath(), {});
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
