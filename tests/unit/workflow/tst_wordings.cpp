// The words a store offers, and the answer of one's own that a route may ask for first.
#include "support/ward.h"
#include "workflow/claimcase.h"
#include "workflow/readings.h"
#include "workflow/verifyledger.h"
#include "workflow/wordings.h"

#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Wording;
using testsupport::Ward;

class WordingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aListIsKeptInOrderAndReplacedAsAWhole();
    void aCaseBringsTheWordsOfItsKindAndOfEveryKind();
    void onlyASupervisorOrAdministratorEditsThem();
    void whatCannotBeSignedIsRefused();
    void wordsBecomeACode();
    void aBlindRouteWantsAnAnswerFirst();
    void theFirstAnswerStays();
};

namespace {

const QString clinical = QStringLiteral("clinical-note");

QList<Wording> some()
{
    return {{Wording::Sort::Reason, clinical, QStringLiteral("too-long"), QStringLiteral("Far too long")},
            {Wording::Sort::Rationale, {}, {}, QStringLiteral("As said in the dialogue.")},
            {Wording::Sort::Snippet, QStringLiteral("loan"), {}, QStringLiteral("Two\nlines.")}};
}

} // namespace

void WordingsTest::aListIsKeptInOrderAndReplacedAsAWhole()
{
    Ward ward;
    QCOMPARE(wordings(ward.ports())->size(), 0);
    QVERIFY(saveWordings(ward.ports(), ward.ada().person, some()));
    QCOMPARE(*wordings(ward.ports()), some());
    QVERIFY(saveWordings(ward.ports(), ward.ada().person, some().mid(1)));
    QCOMPARE(*wordings(ward.ports()), some().mid(1));
}

void WordingsTest::aCaseBringsTheWordsOfItsKindAndOfEveryKind()
{
    Ward ward;
    ward.importTexts(1);
    QVERIFY(saveWordings(ward.ports(), ward.ada().person, some()));
    QCOMPARE(openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ward.ada().person)->wordings, some().first(2));
}

void WordingsTest::onlyASupervisorOrAdministratorEditsThem()
{
    Ward ward;
    const ActingPerson grace = ward.join(QStringLiteral("grace"), {core::Role::Reviewer});
    QCOMPARE(saveWordings(ward.ports(), grace.person, some()).error().kind, ErrorKind::NotAllowed);
    QCOMPARE(wordings(ward.ports())->size(), 0);
}

void WordingsTest::whatCannotBeSignedIsRefused()
{
    Ward ward;
    const QList<Wording> bad{{Wording::Sort::Reason, {}, {}, QStringLiteral("No code")},
                             {Wording::Sort::Reason, {}, QStringLiteral("two words"), QStringLiteral("Blank in the code")},
                             {Wording::Sort::Rationale, {}, {}, QStringLiteral("  ")},
                             {Wording::Sort::Snippet, {}, QStringLiteral("code"), QStringLiteral("A code where none belongs")}};
    for (const Wording &each : bad) {
        const auto saved = saveWordings(ward.ports(), ward.ada().person, {some().first(), each});
        QCOMPARE(saved.error().kind, ErrorKind::BadValue);
        QCOMPARE(saved.error().where, QStringLiteral("2"));
    }
    QCOMPARE(wordings(ward.ports())->size(), 0);
}

void WordingsTest::wordsBecomeACode()
{
    QCOMPARE(reasonCode(QStringLiteral("Dose wrong, twice!")), QStringLiteral("dose-wrong-twice"));
    QCOMPARE(reasonCode(QStringLiteral("Wert fehlt: Größe")), QStringLiteral("wert-fehlt-größe"));
    QCOMPARE(reasonCode(QStringLiteral("剂量错误")), QStringLiteral("剂量错误"));
    QCOMPARE(reasonCode(QStringLiteral(" … ")), QString());
}

void WordingsTest::aBlindRouteWantsAnAnswerFirst()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule own-answer\nreviewers one\nfirst-answer required\nsigning light\n");
    ward.importTexts(1);
    const core::CaseId id(QStringLiteral("c1"));
    const auto claim = claimCase(ward.ports(), ward.ada().person, id);
    QVERIFY(claim);
    DecisionRequest request;
    request.caseId = id;
    request.fence = claim->fence;
    const auto refused = ward.decide(ward.ada(), request);
    QCOMPARE(refused.error().kind, ErrorKind::PolicyUnmet);
    QCOMPARE(refused.error().detail, QStringLiteral("first-answer"));
    QCOMPARE(giveFirstAnswer(ward.ports(), *claim, QStringLiteral("  ")).error().kind, ErrorKind::RationaleMissing);
    QVERIFY(giveFirstAnswer(ward.ports(), *claim, QStringLiteral("I would give 500 mg.\n")));
    QCOMPARE(openCase(ward.ports(), id, ward.ada().person)->firstAnswer, QStringLiteral("I would give 500 mg."));
    const auto decided = ward.decide(ward.ada(), request);
    QVERIFY(decided);
    const auto page = openDecision(ward.ports(), decided->id, ward.ada().person);
    QVERIFY(page->statement.contains("\nfirst-answer sha256:"));
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void WordingsTest::theFirstAnswerStays()
{
    Ward ward;
    ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule own-answer\nreviewers one\nfirst-answer required\nsigning light\n");
    ward.importTexts(1);
    const core::CaseId id(QStringLiteral("c1"));
    const auto claim = claimCase(ward.ports(), ward.ada().person, id);
    QVERIFY(giveFirstAnswer(ward.ports(), *claim, QStringLiteral("The first.")));
    QVERIFY(giveFirstAnswer(ward.ports(), *claim, QStringLiteral("A second thought.")));
    QCOMPARE(openCase(ward.ports(), id, ward.ada().person)->firstAnswer, QStringLiteral("The first."));
}

QTEST_GUILESS_MAIN(WordingsTest)
#include "tst_wordings.moc"
