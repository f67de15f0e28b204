// Signing modes: what each asks for, what the statement then says, and what five wrong PINs do.
#include "ledger/ledger.h"
#include "support/ward.h"
#include "workflow/adoptpolicy.h"
#include "workflow/ownkey.h"
#include "workflow/readings.h"
#include "workflow/recallcase.h"
#include "workflow/verifyledger.h"

#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using testsupport::Ward;

namespace {

const QString part11 = QStringLiteral("part11");

QByteArray policyWith(const char *mode, int version = 2)
{
    return "countersign.policy/v1\nversion " + QByteArray::number(version) + "\nrule everyone\nreviewers one\nsigning " + mode + '\n';
}

// Ada, with a PIN, and three cases of that mode.
struct Scene {
    Ward ward;
    explicit Scene(const char *mode)
    {
        if (qstrcmp(mode, "light") != 0)
            ward.adoptPolicy(policyWith(mode));
        ward.importTexts(3);
        if (const auto set = changePin(ward.ports(), ward.keyring(), ward.ada(), passphrase(), pin()); !set)
            qFatal("pin");
    }
    static SharedSecret passphrase() { return typedSecret(Ward::passphrase(QStringLiteral("ada"))); }
    static SharedSecret pin(const QString &typed = QStringLiteral("417 906")) { return typedSecret(typed); }

    core::Result<DecisionReceipt> approve(const ActingPerson &signing, const QString &id)
    {
        DecisionRequest request;
        request.caseId = core::CaseId(id);
        return ward.decide(signing, request);
    }
    core::Result<ActingPerson> prove(const ActingPerson &acting, const QString &mode, const SigningProof &proof)
    {
        return proveSigning(ward.ports(), ward.keyring(), acting, mode, proof);
    }
    QByteArray authOf(const DecisionReceipt &receipt)
    {
        const QByteArray entry = *ledgerEntry(ward.ports(), receipt.logIndex);
        const qsizetype begin = entry.indexOf("\nauth ") + 6;
        return entry.mid(begin, entry.indexOf('\n', begin) - begin);
    }
    QStringList events()
    {
        QStringList kinds;
        const auto all = ward.ports().people.securityEvents(100);
        for (const core::SecurityEvent &event : *all)
            kinds.append(event.kind);
        return kinds;
    }
};

} // namespace

class SigningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lightAsksForNothing();
    void part11AsksForBothFirstAndThenForThePin();
    void strictAsksForBothEachTime();
    void beingSignedInIsNotEnough();
    void aFailedSignatureIsNotTheFirst();
    void withoutAPinNothingIsSigned();
    void wrongOnesAreRefusedAndKept();
    void fiveWrongPinsEndTheSignIn();
    void signingInAnewAsksForAllAgain();
    void aPinIsNotARowOfSigns_data();
    void aPinIsNotARowOfSigns();
    void aNewPassphraseOpensTheSameKey();
    void movesAskForWhatTheCaseAsks();
    void aWeakerSignatureInTheLogIsFound();
    void policiesAreAdoptedByComplianceInOrder();
    void aPolicyThatIsNotCanonicalIsNamedByItsLine();
};

void SigningTest::lightAsksForNothing()
{
    Scene scene("light");
    QCOMPARE(asksFor(scene.ward.ada(), QStringLiteral("light")), Asks::Nothing);
    const auto receipt = scene.approve(scene.ward.ada(), QStringLiteral("c1"));
    QCOMPARE(scene.authOf(*receipt), QByteArray("light"));
}

void SigningTest::part11AsksForBothFirstAndThenForThePin()
{
    Scene scene("part11");
    const ActingPerson &ada = scene.ward.ada();
    QCOMPARE(asksFor(ada, part11), Asks::PassphraseAndPin);
    QCOMPARE(scene.prove(ada, part11, {{}, Scene::pin()}).error().kind, ErrorKind::WrongSecret);
    const auto first = scene.prove(ada, part11, {Scene::passphrase(), Scene::pin()});
    QVERIFY(first.has_value());
    QCOMPARE(scene.authOf(*scene.approve(*first, QStringLiteral("c1"))), QByteArray("part11-first"));
    QCOMPARE(asksFor(ada, part11), Asks::Pin);
    const auto next = scene.prove(ada, part11, {{}, Scene::pin()});
    QVERIFY(next.has_value());
    QCOMPARE(scene.authOf(*scene.approve(*next, QStringLiteral("c2"))), QByteArray("part11-next"));
    QVERIFY(verifyLedger(scene.ward.ports(), {})->ok);
}

void SigningTest::strictAsksForBothEachTime()
{
    Scene scene("strict");
    const QString strict = QStringLiteral("strict");
    for (const QString &id : {QStringLiteral("c1"), QStringLiteral("c2")}) {
        QCOMPARE(asksFor(scene.ward.ada(), strict), Asks::PassphraseAndPin);
        QCOMPARE(scene.prove(scene.ward.ada(), strict, {{}, Scene::pin()}).error().detail, QStringLiteral("passphrase"));
        const auto proven = scene.prove(scene.ward.ada(), strict, {Scene::passphrase(), Scene::pin()});
        QCOMPARE(scene.authOf(*scene.approve(*proven, id)), QByteArray("strict"));
    }
    const auto weaker = scene.prove(scene.ward.ada(), part11, {{}, Scene::pin()});
    QVERIFY(weaker.has_value());
    QCOMPARE(scene.approve(*weaker, QStringLiteral("c3")).error().kind, ErrorKind::PolicyUnmet);
}

void SigningTest::beingSignedInIsNotEnough()
{
    Scene scene("part11");
    const auto refused = scene.approve(scene.ward.ada(), QStringLiteral("c1"));
    QCOMPARE(refused.error().kind, ErrorKind::PolicyUnmet);
    QCOMPARE(refused.error().detail, QStringLiteral("signing part11"));
}

void SigningTest::aFailedSignatureIsNotTheFirst()
{
    Scene scene("part11");
    const auto proven = scene.prove(scene.ward.ada(), part11, {Scene::passphrase(), Scene::pin()});
    QVERIFY(!scene.approve(*proven, QStringLiteral("nowhere")).has_value());
    QCOMPARE(asksFor(scene.ward.ada(), part11), Asks::PassphraseAndPin);
}

void SigningTest::withoutAPinNothingIsSigned()
{
    Scene scene("part11");
    const ActingPerson ben = scene.ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    const auto refused = scene.prove(ben, part11, {typedSecret(Ward::passphrase(QStringLiteral("ben"))), Scene::pin()});
    QCOMPARE(refused.error().kind, ErrorKind::NotAllowed);
    QCOMPARE(refused.error().detail, QStringLiteral("pin-not-set"));
}

void SigningTest::wrongOnesAreRefusedAndKept()
{
    Scene scene("part11");
    const auto wrongPin = scene.prove(scene.ward.ada(), part11, {Scene::passphrase(), Scene::pin(QStringLiteral("417 907"))});
    QCOMPARE(wrongPin.error(), (core::Error{ErrorKind::WrongSecret, QStringLiteral("ada"), QStringLiteral("pin")}));
    const auto wrongPhrase = scene.prove(scene.ward.ada(), part11, {typedSecret(u"not the one at all"), Scene::pin()});
    QCOMPARE(wrongPhrase.error(), (core::Error{ErrorKind::WrongSecret, QStringLiteral("ada"), QStringLiteral("passphrase")}));
    QCOMPARE(scene.events(), (QStringList{QStringLiteral("wrong-secret"), QStringLiteral("wrong-pin")}));
}

void SigningTest::fiveWrongPinsEndTheSignIn()
{
    Scene scene("part11");
    const SigningProof wrong{Scene::passphrase(), Scene::pin(QStringLiteral("000 001"))};
    const SigningProof right{Scene::passphrase(), Scene::pin()};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(scene.prove(scene.ward.ada(), part11, wrong).error().kind, ErrorKind::WrongSecret);
    QVERIFY(scene.prove(scene.ward.ada(), part11, right).has_value()); // begins the count anew
    for (int i = 0; i < SigningState::wrongPins - 1; ++i)
        QCOMPARE(scene.prove(scene.ward.ada(), part11, wrong).error().kind, ErrorKind::WrongSecret);
    QCOMPARE(scene.prove(scene.ward.ada(), part11, wrong).error().detail, QStringLiteral("signing-locked"));
    QCOMPARE(scene.prove(scene.ward.ada(), part11, right).error().detail, QStringLiteral("signing-locked"));
    QVERIFY(scene.events().contains(QStringLiteral("pin-locked")));
    const auto anew = signIn(scene.ward.ports(), scene.ward.keyring(), core::PersonId(QStringLiteral("ada")), *Scene::passphrase());
    QVERIFY(scene.prove(*anew, part11, right).has_value());
}

void SigningTest::signingInAnewAsksForAllAgain()
{
    Scene scene("part11");
    const auto proven = scene.prove(scene.ward.ada(), part11, {Scene::passphrase(), Scene::pin()});
    QVERIFY(scene.approve(*proven, QStringLiteral("c1")).has_value());
    const auto anew = signIn(scene.ward.ports(), scene.ward.keyring(), core::PersonId(QStringLiteral("ada")), *Scene::passphrase());
    QCOMPARE(asksFor(*anew, part11), Asks::PassphraseAndPin);
}

void SigningTest::aPinIsNotARowOfSigns_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("why");
    QTest::newRow("short") << QStringLiteral("41790") << QStringLiteral("pin-length");
    QTest::newRow("one sign") << QStringLiteral("777777") << QStringLiteral("pin-row");
    QTest::newRow("upwards") << QStringLiteral("123456") << QStringLiteral("pin-row");
    QTest::newRow("downwards") << QStringLiteral("fedcba") << QStringLiteral("pin-row");
    QTest::newRow("good") << QStringLiteral("417906") << QString();
    QTest::newRow("by twos") << QStringLiteral("135791") << QString();
}

void SigningTest::aPinIsNotARowOfSigns()
{
    QFETCH(QString, typed);
    QFETCH(QString, why);
    const auto checked = checkPin(*typedSecret(typed));
    QCOMPARE(checked.has_value(), why.isEmpty());
    if (!checked)
        QCOMPARE(checked.error(), (core::Error{ErrorKind::WeakSecret, {}, why}));
}

void SigningTest::aNewPassphraseOpensTheSameKey()
{
    Scene scene("part11");
    const core::PersonId ada(QStringLiteral("ada"));
    const SharedSecret next = typedSecret(u"nine otters under the bridge");
    const auto change = [&](const SharedSecret &from, const SharedSecret &to) {
        return changePassphrase(scene.ward.ports(), scene.ward.keyring(), scene.ward.ada(), from, to);
    };
    QCOMPARE(change(typedSecret(u"not the one at all"), next).error().kind, ErrorKind::WrongSecret);
    QCOMPARE(change(Scene::passphrase(), typedSecret(u"short")).error().kind, ErrorKind::WeakSecret);
    QVERIFY(change(Scene::passphrase(), next).has_value());
    QCOMPARE(signIn(scene.ward.ports(), scene.ward.keyring(), ada, *Scene::passphrase()).error().kind, ErrorKind::WrongSecret);
    const auto again = signIn(scene.ward.ports(), scene.ward.keyring(), ada, *next);
    QCOMPARE(again->key->fingerprint(), scene.ward.ada().key->fingerprint());
    QVERIFY(scene.prove(*again, part11, {next, Scene::pin()}).has_value()); // the PIN stays
}

void SigningTest::movesAskForWhatTheCaseAsks()
{
    Scene scene("part11");
    const auto proven = scene.prove(scene.ward.ada(), part11, {Scene::passphrase(), Scene::pin()});
    QVERIFY(scene.approve(*proven, QStringLiteral("c1")).has_value());
    const MoveRequest request{core::CaseId(QStringLiteral("c1")), QStringLiteral("wrong patient"), {}};
    QCOMPARE(recallCase(scene.ward.ports(), scene.ward.ada(), request).error().kind, ErrorKind::PolicyUnmet);
    QVERIFY(recallCase(scene.ward.ports(), *scene.prove(scene.ward.ada(), part11, {{}, Scene::pin()}), request).has_value());
}

void SigningTest::aWeakerSignatureInTheLogIsFound()
{
    Scene scene("part11");
    ActingPerson cheat = scene.ward.ada();
    cheat.auth = ledger::SigningMode::Strict; // says so …
    QVERIFY(scene.approve(cheat, QStringLiteral("c1")).has_value());
    QVERIFY(verifyLedger(scene.ward.ports(), {})->ok);
    scene.ward.ports().work.write([&]() -> core::Result<void> { // … or gets past the program
        const auto stored = scene.ward.ports().cases.findCase(core::CaseId(QStringLiteral("c2")), {core::TeamId(QStringLiteral("main"))});
        ledger::Decision body;
        body.ref = {(*stored)->row.team, (*stored)->row.id, 1};
        body.caseDigest = *ledger::readDigest((*stored)->digest.toLatin1());
        body.verdict = core::Verdict::Reject;
        body.policy = {2, QStringLiteral("everyone")};
        const ActingPerson &ada = scene.ward.ada();
        const auto place = ledger::nextDevicePlace(scene.ward.ports().ledger, ada.signer.device);
        const auto statement = ledger::attest(ada.signer, *ada.key, body, ledger::SigningMode::Light, QStringLiteral("I reject."), *place,
                                              scene.ward.clock().now());
        const auto note = ledger::signStatement(statement, *ada.key);
        return ledger::append(scene.ward.ports().ledger, *ledger::signedEntry(*note, scene.ward.clock().now(), localSession)).map([](const auto &) {});
    });
    const auto verdict = verifyLedger(scene.ward.ports(), {});
    QVERIFY(!verdict->ok);
    QCOMPARE(verdict->why, QStringLiteral("signing-mode"));
}

void SigningTest::policiesAreAdoptedByComplianceInOrder()
{
    Ward ward;
    const ActingPerson cleo = ward.join(QStringLiteral("cleo"), {core::Role::Compliance});
    QCOMPARE(adoptPolicy(ward.ports(), ward.ada(), policyWith("part11")).error().kind, ErrorKind::NotAllowed);
    QCOMPARE(adoptPolicy(ward.ports(), cleo, policyWith("part11", 3)).error().kind, ErrorKind::StaleVersion);
    QCOMPARE(adoptPolicy(ward.ports(), cleo, policyWith("part11"))->version, 2);
    QCOMPARE(currentPolicy(ward.ports())->rules, policyWith("part11"));
    ward.importTexts(1);
    QCOMPARE(openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), cleo.person)->stored.route.signingMode, part11);
    QVERIFY(verifyLedger(ward.ports(), {})->ok);
}

void SigningTest::aPolicyThatIsNotCanonicalIsNamedByItsLine()
{
    Ward ward;
    const auto refused = adoptPolicy(ward.ports(), ward.ada(), policyWith("part12"));
    QCOMPARE(refused.error().kind, ErrorKind::Malformed);
    QCOMPARE(refused.error().where, QStringLiteral("5"));
}

QTEST_GUILESS_MAIN(SigningTest)
#include "tst_signing.moc"
