// What those who look afterwards leave behind: findings, step by step, and the looks themselves.
#include "support/ward.h"
#include "workflow/findings.h"
#include "workflow/redactcase.h"
#include "workflow/securityevents.h"
#include "workflow/verifyledger.h"

#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Role;
using testsupport::Ward;

namespace {
}

class FindingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFindingIsOpenedAnsweredAndClosed();
    void whoMayDoWhat();
    void refusesWhatIsIncomplete();
    void theTextGoesWithTheCase();
    void aLookAtTheSecurityEventsIsAnEntry();
    void whatHappensAroundSecretsIsKept();
};

void FindingsTest::aFindingIsOpenedAnsweredAndClosed()
{
    Ward ward;
    ward.importTexts(1);
    const ActingPerson olga = ward.join(QStringLiteral("olga"), {Role::Auditor});
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    NewFinding request;
    request.caseId = core::CaseId(QStringLiteral("c1"));
    request.owner = ben.person.id;
    request.text = QStringLiteral("Signed in four seconds.");
    const auto opened = openFinding(ward.ports(), olga, request);
    QVERIFY(opened.has_value());
    QCOMPARE(listFindings(ward.ports(), ben.person)->size(), 1);
    QVERIFY(answerFinding(ward.ports(), ben, opened->id, QStringLiteral("I had read it before.")).has_value());
    QCOMPARE(closeFinding(ward.ports(), ben, opened->id, QStringLiteral("done")).error().kind, ErrorKind::NotAllowed);
    const auto closed = closeFinding(ward.ports(), olga, opened->id, QStringLiteral("Plausible."));
    QCOMPARE(closed->state(), QStringLiteral("closed"));
    QCOMPARE(closed->steps.size(), 3);
    QCOMPARE(closed->steps.at(1).actor, ben.person.id);
    QCOMPARE(closed->steps.at(0).text, request.text);
    QCOMPARE(answerFinding(ward.ports(), ben, opened->id, QStringLiteral("but")).error().kind, ErrorKind::BadValue);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void FindingsTest::whoMayDoWhat()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    const ActingPerson olga = ward.join(QStringLiteral("olga"), {Role::Auditor});
    NewFinding request;
    request.text = QStringLiteral("The log of May is thin.");
    QCOMPARE(openFinding(ward.ports(), ben, request).error().kind, ErrorKind::NotAllowed);
    const auto opened = openFinding(ward.ports(), ward.ada(), request); // a supervisor
    QVERIFY(opened.has_value());
    QVERIFY(listFindings(ward.ports(), ben.person)->isEmpty());
    QCOMPARE(answerFinding(ward.ports(), ben, opened->id, QStringLiteral("so?")).error().kind, ErrorKind::BadValue); // as if it were not there
    QVERIFY(answerFinding(ward.ports(), olga, opened->id, QStringLiteral("Holidays.")).has_value());
}

void FindingsTest::refusesWhatIsIncomplete()
{
    Ward ward;
    NewFinding request;
    QCOMPARE(openFinding(ward.ports(), ward.ada(), request).error().kind, ErrorKind::RationaleMissing);
    request.text = QStringLiteral("x");
    request.owner = core::PersonId(QStringLiteral("nobody"));
    QCOMPARE(openFinding(ward.ports(), ward.ada(), request).error().kind, ErrorKind::NoSuchPerson);
    request.owner = {};
    request.caseId = core::CaseId(QStringLiteral("nowhere"));
    QCOMPARE(openFinding(ward.ports(), ward.ada(), request).error().kind, ErrorKind::NoSuchCase);
    request.caseId = {};
    request.subject.clear();
    QCOMPARE(openFinding(ward.ports(), ward.ada(), request).error().kind, ErrorKind::BadValue);
    QVERIFY(listFindings(ward.ports(), ward.ada().person)->isEmpty());
}

void FindingsTest::theTextGoesWithTheCase()
{
    Ward ward;
    ward.importTexts(1);
    const ActingPerson cleo = ward.join(QStringLiteral("cleo"), {Role::Compliance});
    NewFinding request;
    request.caseId = core::CaseId(QStringLiteral("c1"));
    request.text = QStringLiteral("Names the patient.");
    QVERIFY(openFinding(ward.ports(), cleo, request).has_value());
    QVERIFY(redactCase(ward.ports(), cleo, {request.caseId, QStringLiteral("request 17"), {}}).has_value());
    const auto findings = listFindings(ward.ports(), cleo.person);
    QCOMPARE(findings->size(), 1);
    QVERIFY(findings->first().steps.first().text.isEmpty());
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void FindingsTest::aLookAtTheSecurityEventsIsAnEntry()
{
    Ward ward;
    const ActingPerson olga = ward.join(QStringLiteral("olga"), {Role::Auditor});
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    QCOMPARE(openSecurityEvents(ward.ports(), ben, 10).error().kind, ErrorKind::NotAllowed);
    const quint64 before = ward.ports().ledger.head()->size;
    QVERIFY(openSecurityEvents(ward.ports(), olga, 10).has_value());
    const auto lines = ledgerSince(ward.ports(), before, 0);
    QCOMPARE(lines->size(), 1);
    QCOMPARE(lines->first().kind, QStringLiteral("audit.opened"));
    QCOMPARE(lines->first().actor, QStringLiteral("olga"));
    QVERIFY(securityEvents(ward.ports(), olga, 10).has_value()); // what came since, no new look
    QCOMPARE(ward.ports().ledger.head()->size, before + 1);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void FindingsTest::whatHappensAroundSecretsIsKept()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {Role::Reviewer});
    const SharedSecret right = typedSecret(Ward::passphrase(QStringLiteral("ben")));
    QVERIFY(!signIn(ward.ports(), ward.keyring(), ben.person.id, *typedSecret(u"something else entirely")));
    QVERIFY(disablePerson(ward.ports(), ward.ada(), ben.person.id, QStringLiteral("left")).has_value());
    QCOMPARE(signIn(ward.ports(), ward.keyring(), ben.person.id, *right).error().kind, ErrorKind::PersonDisabled);
    const auto events = securityEvents(ward.ports(), ward.ada(), 10);
    QCOMPARE(events->size(), 2);
    QCOMPARE(events->at(0).kind, QStringLiteral("disabled-person"));
    QCOMPARE(events->at(1).kind, QStringLiteral("wrong-secret"));
    QCOMPARE(events->at(1).person, ben.person.id);
}

QTEST_GUILESS_MAIN(FindingsTest)
#include "tst_findings.moc"
