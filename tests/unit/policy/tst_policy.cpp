#include "policy/route.h"

#include <QTest>

using namespace countersign;
using namespace countersign::policy;

namespace {

core::CaseRecord clinicalNote()
{
    core::CaseRecord record;
    record.id = core::CaseId(QStringLiteral("c1"));
    record.kind = QStringLiteral("clinical-note");
    record.risk = core::Risk::High;
    record.labels.insert(QStringLiteral("clinic"), QStringLiteral("north"));
    record.suggestion.confidence = "0.82";
    return record;
}

Policy wardPolicy()
{
    Rule automatic;
    automatic.name = QStringLiteral("R1");
    automatic.when.kinds = {QStringLiteral("spell-check"), QStringLiteral("date format")};
    automatic.when.confidenceAtLeast = QStringLiteral("0.99");
    automatic.when.action = false;
    automatic.who = Who::Automatic;
    Rule two;
    two.name = QStringLiteral("R2");
    two.when.risks = {core::Risk::High};
    two.when.labels.insert(QStringLiteral("clinic"), QStringLiteral("north"));
    two.who = Who::Two;
    two.blind = true;
    two.windowSeconds = 3600;
    two.signingMode = QStringLiteral("part11");
    Rule group;
    group.name = QStringLiteral("R3");
    group.when.confidenceBelow = QStringLiteral("0.5");
    group.who = Who::Group;
    group.group = QStringLiteral("pharmacy team");
    Rule rest;
    rest.name = QStringLiteral("everyone");
    return Policy{4, {automatic, two, group, rest}};
}

} // namespace

class PolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstPolicyAsksOnePersonForEverything();
    void theFirstMatchingRuleRoutes();
    void everyConditionMustHold();
    void aCaseWithoutConfidenceIsTrustedLeast();
    void noMatchMeansAPerson();
    void textReadsBack();
    void whatTheWriterWouldNotWriteIsRefused();
};

void PolicyTest::theFirstPolicyAsksOnePersonForEverything()
{
    const core::CaseRoute routed = route(firstPolicy(), clinicalNote());
    QCOMPARE(routed.policyVersion, 1);
    QCOMPARE(routed.rule, QStringLiteral("everyone"));
    QCOMPARE(routed.reviewers, 1);
    QVERIFY(!routed.automatic);
}

void PolicyTest::theFirstMatchingRuleRoutes()
{
    const core::CaseRoute routed = route(wardPolicy(), clinicalNote());
    QCOMPARE(routed.rule, QStringLiteral("R2"));
    QCOMPARE(routed.reviewers, 2);
    QVERIFY(routed.blind);
    QCOMPARE(routed.windowSeconds, qint64(3600));
    QCOMPARE(routed.signingMode, QStringLiteral("part11"));
}

void PolicyTest::everyConditionMustHold()
{
    core::CaseRecord spelling = clinicalNote();
    spelling.kind = QStringLiteral("spell-check");
    spelling.risk = core::Risk::Low;
    spelling.suggestion.confidence = "0.995";
    QVERIFY(route(wardPolicy(), spelling).automatic);
    spelling.suggestion.confidence = "0.98";
    QVERIFY(!route(wardPolicy(), spelling).automatic);
    spelling.suggestion.confidence = "0.995";
    spelling.action = "{}";
    QVERIFY(!route(wardPolicy(), spelling).automatic);
    core::CaseRecord south = clinicalNote();
    south.labels[QStringLiteral("clinic")] = QStringLiteral("south");
    QCOMPARE(route(wardPolicy(), south).rule, QStringLiteral("everyone"));
}

void PolicyTest::aCaseWithoutConfidenceIsTrustedLeast()
{
    core::CaseRecord silent = clinicalNote();
    silent.risk = core::Risk::Low;
    silent.suggestion.confidence.clear();
    QCOMPARE(route(wardPolicy(), silent).rule, QStringLiteral("R3"));
    QCOMPARE(route(wardPolicy(), silent).group, QStringLiteral("pharmacy team"));
    silent.kind = QStringLiteral("spell-check");
    QVERIFY(!route(wardPolicy(), silent).automatic);
}

void PolicyTest::noMatchMeansAPerson()
{
    Policy policy = wardPolicy();
    policy.rules.removeLast();
    core::CaseRecord south = clinicalNote();
    south.labels.clear();
    const core::CaseRoute routed = route(policy, south);
    QCOMPARE(routed.rule, QStringLiteral("unmatched"));
    QCOMPARE(routed.reviewers, 1);
    QVERIFY(!routed.automatic);
}

void PolicyTest::textReadsBack()
{
    for (const Policy &policy : {firstPolicy(), wardPolicy()}) {
        const auto read = readPolicy(writePolicy(policy));
        QVERIFY(read.has_value());
        QCOMPARE(*read, policy);
    }
}

void PolicyTest::whatTheWriterWouldNotWriteIsRefused()
{
    const QByteArray good = writePolicy(wardPolicy());
    QList<QByteArray> wrong{QByteArray(), good.chopped(1), good + '\n', good + "when-kind late\n", "x" + good};
    for (const auto &[from, to] : {std::pair("reviewers two", "reviewers three"), std::pair("version 4", "version 04"), std::pair("0.99", "1.99"),
                                   std::pair("when-risk high", "when-risk huge"), std::pair("signing part11", "signing never"),
                                   std::pair("reviewers group pharmacy%20team", "reviewers group"), std::pair("when-action no", "when-action maybe")})
        wrong.append(QByteArray(good).replace(from, to));
    for (const QByteArray &text : wrong)
        QVERIFY2(!readPolicy(text), text.constData());
}

QTEST_GUILESS_MAIN(PolicyTest)
#include "tst_policy.moc"
