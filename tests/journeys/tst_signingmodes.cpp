// Signing modes, policy, own secrets, findings and security events through the binary.
#include "journeys/program.h"

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
const QString cleo = QStringLiteral("cleo");
} // namespace

class SigningModesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPinIsAskedForWhereThePolicySaysSo();
    void aBatchSignsWithThePinEachTime();
    void thePolicyIsShownAsItWasAdopted();
    void aPassphraseIsChanged();
    void aFirstAnswerComesBeforeTheSuggestion();
    void findingsAreSignedStepByStep();
    void securityEventsAreForThoseWhoLookAfterwards();

private:
    Ended as(const QString &person, const char *call, const QStringList &more = {}) const { return m_home->runAs(person, words(call) << more); }
    QString pinFile(const QByteArray &pin = "417906") const { return m_home->write(QStringLiteral("pin-") + QString::fromLatin1(pin), pin + '\n'); }
    void adopt(const QByteArray &mode)
    {
        const QString file = m_home->write(QStringLiteral("policy.txt"), "countersign.policy/v1\nversion 2\nrule all\nreviewers one\nsigning " + mode + '\n');
        QCOMPARE(as(cleo, "policy adopt", {file}).code, 0);
    }

    std::unique_ptr<Home> m_home;
};

void SigningModesTest::init()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(as(ada, "person add cleo --name Cleo --role compliance --new-secret-file", {m_home->secretFile(cleo)}).code, 0);
}

void SigningModesTest::aPinIsAskedForWhereThePolicySaysSo()
{
    adopt("part11");
    QCOMPARE(m_home->importTexts(2).code, 0);
    const Ended without = as(ada, "decide c1 approve --json", {QStringLiteral("--pin-file"), pinFile()});
    QCOMPARE(without.kind(), QStringLiteral("not-allowed"));
    QVERIFY(without.err.contains("person pin"));
    QCOMPARE(as(ada, "person pin --json", {QStringLiteral("--pin-file"), pinFile("123456")}).kind(), QStringLiteral("weak-secret"));
    QCOMPARE(as(ada, "person pin", {QStringLiteral("--pin-file"), pinFile()}).code, 0);
    QCOMPARE(as(ada, "decide c1 approve").code, 2); // no terminal to ask on
    QCOMPARE(as(ada, "decide c1 approve --json", {QStringLiteral("--pin-file"), pinFile("417907")}).kind(), QStringLiteral("wrong-secret"));
    const Ended decided = as(ada, "decide c1 approve --json", {QStringLiteral("--pin-file"), pinFile()});
    QCOMPARE(decided.code, 0);
    const Ended recalled = as(ada, "recall c1 --rationale early --json", {QStringLiteral("--pin-file"), pinFile()});
    QCOMPARE(recalled.code, 0);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void SigningModesTest::aFirstAnswerComesBeforeTheSuggestion()
{
    const QString file = m_home->write(QStringLiteral("policy.txt"), "countersign.policy/v1\nversion 2\nrule all\nreviewers one\nfirst-answer required\nsigning light\n");
    const Ended adopted = as(cleo, "policy adopt", {file});
    QVERIFY2(adopted.code == 0, adopted.err.constData());
    QCOMPARE(m_home->importTexts(1).code, 0);
    const auto shows = [&](const char *call) { return m_home->run(words(call)).out.contains("Take 50 mg"); };
    QVERIFY(!shows("show c1") && !shows("show c1 --json") && !shows("show c1 --as ada"));
    QVERIFY(m_home->run(words("show c1")).out.contains("countersign answer c1"));
    QVERIFY(as(ada, "decide c1 approve").code != 0);
    QCOMPARE(as(ada, "answer c1 --json").kind(), QStringLiteral("wrong-call"));
    QCOMPARE(as(ada, "answer c1 --text", {QStringLiteral("500 mg, I should say")}).code, 0);
    const Ended again = as(ada, "answer c1 --text", {QStringLiteral("ZWEITEANTWORT")});
    QCOMPARE(again.code, 0);
    QVERIFY((again.out + again.err).contains("first answer stays"));
    for (const QString &part : {QString(), QStringLiteral("-wal")}) {
        QFile stored(m_home->store() + part);
        QVERIFY(!stored.open(QIODevice::ReadOnly) || !stored.readAll().contains("ZWEITEANTWORT")); // a text nothing names could not be redacted
    }
    QVERIFY(shows("show c1 --as ada") && shows("show c1 --as ada --json"));
    QVERIFY(!shows("show c1") && !shows("show c1 --as cleo"));
    QCOMPARE(as(ada, "decide c1 approve").code, 0);
    QVERIFY(shows("show c1"));
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void SigningModesTest::aBatchSignsWithThePinEachTime()
{
    adopt("part11");
    QCOMPARE(m_home->importTexts(2).code, 0);
    QCOMPARE(as(ada, "person pin", {QStringLiteral("--pin-file"), pinFile()}).code, 0);
    const QByteArray lines = "{\"case\":\"c1\",\"verdict\":\"approve\"}\n{\"case\":\"c2\",\"verdict\":\"approve\"}\n";
    const Ended batch = m_home->runAs(ada, words("decide --batch - --pin-file") << pinFile(), lines);
    QCOMPARE(batch.code, 0);
    QCOMPARE(batch.out.count("\"seq\""), 2);
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void SigningModesTest::thePolicyIsShownAsItWasAdopted()
{
    adopt("strict");
    QCOMPARE(m_home->run(words("policy show")).out, QByteArray("countersign.policy/v1\nversion 2\nrule all\nreviewers one\nsigning strict\n"));
    QCOMPARE(keysOf(m_home->run(words("policy show --json")).out), QByteArray("version,statement,adopted,policy"));
    const QString again = m_home->write(QStringLiteral("policy.txt"), "countersign.policy/v1\nversion 2\nrule all\nreviewers one\nsigning light\n");
    QCOMPARE(as(cleo, "policy adopt --json", {again}).kind(), QStringLiteral("stale-version"));
    const QString wrong = m_home->write(QStringLiteral("wrong.txt"), "countersign.policy/v1\nversion 3\nrule all\nreviewers many\n");
    const Ended malformed = as(cleo, "policy adopt --json", {wrong});
    QCOMPARE(malformed.code, 3);
    QVERIFY(malformed.err.contains("wrong.txt:4"));
}

void SigningModesTest::aPassphraseIsChanged()
{
    const QString next = m_home->write(QStringLiteral("next.secret"), "nine otters under the bridge\n");
    QCOMPARE(as(ada, "person passphrase --new-secret-file", {next}).code, 0);
    QCOMPARE(as(ada, "person pin --json", {QStringLiteral("--pin-file"), pinFile()}).kind(), QStringLiteral("wrong-secret"));
    QCOMPARE(m_home->run(words("security --as ada --secret-file") << next).code, 0);
}

void SigningModesTest::findingsAreSignedStepByStep()
{
    QCOMPARE(m_home->importTexts(1).code, 0);
    const Ended opened = as(ada, "finding open --case c1 --owner ada --text thin --json");
    QCOMPARE(keysOf(opened.out), QByteArray("finding,team,state,subject,case,statement,owner,steps"));
    const QString id = opened.object().value(u"finding").toString();
    QCOMPARE(as(ada, "finding answer --text holidays", {id}).code, 0);
    QCOMPARE(as(ada, "finding close --text plausible", {id}).code, 0);
    QCOMPARE(as(ada, "finding answer --text but --json", {id}).code, 3);
    const Ended list = as(ada, "finding list --json");
    QCOMPARE(list.object().value(u"state").toString(), QStringLiteral("closed"));
    QCOMPARE(m_home->run(words("ledger verify --deep")).code, 0);
}

void SigningModesTest::securityEventsAreForThoseWhoLookAfterwards()
{
    const QString wrong = m_home->write(QStringLiteral("wrong.secret"), "not the one at all\n");
    QCOMPARE(m_home->run(words("claim --next --as ada --secret-file") << wrong).code, 4);
    const Ended events = as(cleo, "security --json");
    QCOMPARE(events.code, 0);
    QCOMPARE(keysOf(events.out), QByteArray("at,kind,person,detail"));
    QVERIFY(events.out.contains("\"wrong-secret\""));
    QVERIFY(m_home->run(words("ledger since 0 --json")).out.contains("audit.opened"));
    QCOMPARE(m_home->addReviewer(QStringLiteral("ben")).code, 0);
    QCOMPARE(as(QStringLiteral("ben"), "security --json").kind(), QStringLiteral("not-allowed"));
}

QTEST_GUILESS_MAIN(SigningModesTest)
#include "tst_signingmodes.moc"
