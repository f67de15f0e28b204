#include "ledger/identity.h"
#include "support/ward.h"
#include "workflow/verifyledger.h"

#include <QFile>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using testsupport::Ward;

namespace {


core::Result<ActingPerson> tryToSignIn(Ward &ward, const QString &id, const QString &secret)
{
    return signIn(ward.ports(), ward.keyring(), core::PersonId(id), *typedSecret(secret));
}

} // namespace

class PeopleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoreIsMadeOnce();
    void theFirstPersonHoldsTheThreeRoles();
    void wrongPassphraseAndUnknownPersonAreOneAnswer();
    void aWrongPassphraseIsKeptAsASecurityEvent();
    void theSamePassphraseInAnotherNormalFormSignsIn();
    void onlyAnAdministratorAddsPeople();
    void nobodyIsAddedTwice();
    void badIdsAndNamesAreRefusedBeforeAKeyIsMade();
    void aDisabledPersonSignsInNoMore();
    void aDisabledPersonComesBackWithANewKey();
    void onlyWhoIsDisabledIsEnabled();
    void anEnablingThatFailsLeavesEverythingAsItWas();
    void theLastAdministratorStays();
    void aNewKeyReplacesALostOne();
    void aReplacementThatWasCutOffLeavesTheEnrolledKey_data();
    void aReplacementThatWasCutOffLeavesTheEnrolledKey();
    void everythingAboutPeopleVerifies();
    void namesInAnyNormalFormVerify();
};

void PeopleTest::aStoreIsMadeOnce()
{
    Ward ward;
    NewStore again;
    again.adminId = core::PersonId(QStringLiteral("eve"));
    again.adminName = QStringLiteral("Eve");
    again.secret = typedSecret(Ward::passphrase(QStringLiteral("eve")));
    QCOMPARE(createStore(ward.ports(), ward.keyring(), again).error().kind, ErrorKind::StoreExists);
}

void PeopleTest::theFirstPersonHoldsTheThreeRoles()
{
    Ward ward;
    const core::Person ada = **ward.ports().people.person(core::PersonId(QStringLiteral("ada")));
    QVERIFY(ada.has(core::Role::Administrator) && ada.has(core::Role::Supervisor) && ada.has(core::Role::Reviewer));
    QCOMPARE(ada.roles.size(), 3);
    QCOMPARE((*ward.ports().people.storeIdentity())->name, QStringLiteral("Ward 7"));
    QCOMPARE((*ward.ports().people.currentPolicy())->version, 1);
}

void PeopleTest::wrongPassphraseAndUnknownPersonAreOneAnswer()
{
    Ward ward;
    QCOMPARE(tryToSignIn(ward, QStringLiteral("ada"), QStringLiteral("not the passphrase")).error(), (core::Error{ErrorKind::WrongSecret, {}, {}}));
    QCOMPARE(tryToSignIn(ward, QStringLiteral("nobody"), QStringLiteral("not the passphrase")).error(), (core::Error{ErrorKind::WrongSecret, {}, {}}));
}

void PeopleTest::aWrongPassphraseIsKeptAsASecurityEvent()
{
    Ward ward;
    QVERIFY(!tryToSignIn(ward, QStringLiteral("ada"), QStringLiteral("wrong")));
    const auto events = ward.ports().people.securityEvents(10);
    QCOMPARE(events->size(), 1);
    QCOMPARE(events->first().kind, QStringLiteral("wrong-secret"));
    QCOMPARE(events->first().person.value, QStringLiteral("ada"));
    QVERIFY(!events->first().detail.contains(QStringLiteral("wrong")));
}

void PeopleTest::theSamePassphraseInAnotherNormalFormSignsIn()
{
    Ward ward;
    NewPerson zoe{core::PersonId(QStringLiteral("zoe")), QStringLiteral("Zoë"), {core::Role::Reviewer}, core::TeamId(QStringLiteral("main")),
                  typedSecret(QStringLiteral("caf\u00e9 au lait \u00e0 minuit"))};
    QVERIFY(addPerson(ward.ports(), ward.keyring(), ward.ada(), zoe).has_value());
    QVERIFY(tryToSignIn(ward, QStringLiteral("zoe"), QStringLiteral("cafe\u0301 au lait a\u0300 minuit")).has_value());
}

void PeopleTest::onlyAnAdministratorAddsPeople()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer, core::Role::Supervisor});
    NewPerson eve{core::PersonId(QStringLiteral("eve")), QStringLiteral("Eve"), {core::Role::Reviewer}, core::TeamId(QStringLiteral("main")),
                  typedSecret(Ward::passphrase(QStringLiteral("eve")))};
    QCOMPARE(addPerson(ward.ports(), ward.keyring(), ben, eve).error().kind, ErrorKind::NotAllowed);
    QCOMPARE(disablePerson(ward.ports(), ben, ward.ada().person.id, QStringLiteral("left")).error().kind, ErrorKind::NotAllowed);
    QVERIFY(!ward.ports().people.person(eve.id)->has_value());
}

void PeopleTest::nobodyIsAddedTwice()
{
    Ward ward;
    ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    NewPerson again{core::PersonId(QStringLiteral("ben")), QStringLiteral("Ben"), {core::Role::Auditor}, core::TeamId(QStringLiteral("main")),
                    typedSecret(Ward::passphrase(QStringLiteral("other")))};
    QCOMPARE(addPerson(ward.ports(), ward.keyring(), ward.ada(), again).error().kind, ErrorKind::PersonExists);
    QVERIFY(tryToSignIn(ward, QStringLiteral("ben"), Ward::passphrase(QStringLiteral("ben"))).has_value());
}

void PeopleTest::badIdsAndNamesAreRefusedBeforeAKeyIsMade()
{
    Ward ward;
    for (const QString &id : {QString(), QStringLiteral("a b"), QStringLiteral("../x"), QStringLiteral("-x"), QString(65, u'x'), QStringLiteral("x\n")}) {
        NewPerson person{core::PersonId(id), QStringLiteral("Name"), {core::Role::Reviewer}, core::TeamId(QStringLiteral("main")),
                         typedSecret(Ward::passphrase(QStringLiteral("x")))};
        QCOMPARE(addPerson(ward.ports(), ward.keyring(), ward.ada(), person).error().kind, ErrorKind::BadValue);
        QVERIFY(!ward.keyring().hasKey(ward.ada().signer.store, person.id));
    }
    for (const QString &name : {QString(), QStringLiteral(" Ben"), QStringLiteral("Ben\u2028Ada"), QStringLiteral("Ben\tAda"), QString(201, u'x')}) {
        NewPerson person{core::PersonId(QStringLiteral("ben")), name, {core::Role::Reviewer}, core::TeamId(QStringLiteral("main")),
                         typedSecret(Ward::passphrase(QStringLiteral("x")))};
        QCOMPARE(addPerson(ward.ports(), ward.keyring(), ward.ada(), person).error().kind, ErrorKind::BadValue);
    }
}

void PeopleTest::aDisabledPersonSignsInNoMore()
{
    Ward ward;
    ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    QVERIFY(disablePerson(ward.ports(), ward.ada(), core::PersonId(QStringLiteral("ben")), QStringLiteral("left")).has_value());
    QCOMPARE(tryToSignIn(ward, QStringLiteral("ben"), Ward::passphrase(QStringLiteral("ben"))).error().kind, ErrorKind::PersonDisabled);
    QCOMPARE(tryToSignIn(ward, QStringLiteral("ben"), QStringLiteral("wrong")).error().kind, ErrorKind::WrongSecret);
}

void PeopleTest::aDisabledPersonComesBackWithANewKey()
{
    Ward ward;
    const ActingPerson before = ward.join(QStringLiteral("ben"), {core::Role::Reviewer, core::Role::Supervisor});
    const core::PersonId ben = before.person.id;
    QVERIFY(disablePerson(ward.ports(), ward.ada(), ben, QStringLiteral("leave")).has_value());
    const QString fresh = QStringLiteral("a quite different passphrase");
    const auto back = enablePerson(ward.ports(), ward.keyring(), ward.ada(), ben, {core::Role::Auditor}, core::TeamId(QStringLiteral("main")),
                                   typedSecret(fresh));
    QVERIFY(back.has_value());
    const auto signedIn = tryToSignIn(ward, QStringLiteral("ben"), fresh);
    QVERIFY(signedIn.has_value());
    QCOMPARE(signedIn->person.printedName, before.person.printedName);
    QVERIFY2(signedIn->person.key != before.person.key, "what was revoked stays revoked");
    QVERIFY(signedIn->person.roles == (QList<core::RoleGrant>{{core::Role::Auditor, core::TeamId(QStringLiteral("main"))}}));
    QCOMPARE(tryToSignIn(ward, QStringLiteral("ben"), Ward::passphrase(QStringLiteral("ben"))).error().kind, ErrorKind::WrongSecret);
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
    QVERIFY(disablePerson(ward.ports(), ward.ada(), ben, QStringLiteral("left")).has_value()); // and as often as need be
}

void PeopleTest::onlyWhoIsDisabledIsEnabled()
{
    Ward ward;
    const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    const core::TeamId team(QStringLiteral("main"));
    const SharedSecret secret = typedSecret(QStringLiteral("a quite different passphrase"));
    const auto tried = [&](const ActingPerson &by, const QString &id, const QList<core::Role> &roles) {
        return enablePerson(ward.ports(), ward.keyring(), by, core::PersonId(id), roles, team, secret).error().kind;
    };
    QCOMPARE(tried(ward.ada(), QStringLiteral("ben"), {core::Role::Reviewer}), ErrorKind::PersonExists);
    QCOMPARE(tried(ward.ada(), QStringLiteral("eve"), {core::Role::Reviewer}), ErrorKind::NoSuchPerson);
    QCOMPARE(tried(ward.ada(), QStringLiteral("ben"), {}), ErrorKind::BadValue);
    ward.join(QStringLiteral("cleo"), {core::Role::Reviewer});
    QVERIFY(disablePerson(ward.ports(), ward.ada(), core::PersonId(QStringLiteral("cleo")), QStringLiteral("left")).has_value());
    QCOMPARE(tried(ben, QStringLiteral("cleo"), {core::Role::Reviewer}), ErrorKind::NotAllowed);
    QVERIFY(tryToSignIn(ward, QStringLiteral("ben"), Ward::passphrase(QStringLiteral("ben"))).has_value());
}

void PeopleTest::anEnablingThatFailsLeavesEverythingAsItWas()
{
    Ward ward;
    ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    const core::PersonId ben(QStringLiteral("ben"));
    QVERIFY(disablePerson(ward.ports(), ward.ada(), ben, QStringLiteral("leave")).has_value());
    const auto size = ward.ports().ledger.head()->size;
    const Ports ports = ward.ports();
    const auto refused = ports.work.write([&]() -> core::Result<void> { // a write inside a write is refused, as any commit may be
        return enablePerson(ports, ward.keyring(), ward.ada(), ben, {core::Role::Reviewer}, core::TeamId(QStringLiteral("main")),
                            typedSecret(QStringLiteral("a quite different passphrase")))
            .map([](const core::Person &) {});
    });
    QCOMPARE(refused.error().kind, ErrorKind::WrongCall);
    QCOMPARE(ward.ports().ledger.head()->size, size);
    QCOMPARE(tryToSignIn(ward, QStringLiteral("ben"), Ward::passphrase(QStringLiteral("ben"))).error().kind, ErrorKind::PersonDisabled);
    QVERIFY(!QFile::exists(ledger::replacedKeyFilePath(ledger::keyFilePath(ward.keyring().folder, ward.ada().signer.store, ben))));
}

void PeopleTest::theLastAdministratorStays()
{
    Ward ward;
    QCOMPARE(disablePerson(ward.ports(), ward.ada(), ward.ada().person.id, QStringLiteral("left")).error().detail,
             QStringLiteral("last-administrator"));
    ward.join(QStringLiteral("ben"), {core::Role::Administrator});
    QVERIFY(disablePerson(ward.ports(), ward.ada(), ward.ada().person.id, QStringLiteral("left")).has_value());
    const auto verdict = verifyLedger(ward.ports(), {});
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

void PeopleTest::aNewKeyReplacesALostOne()
{
    Ward ward;
    ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
    const QString fresh = QStringLiteral("a quite different passphrase");
    QVERIFY(resetKey(ward.ports(), ward.keyring(), ward.ada(), core::PersonId(QStringLiteral("ben")), typedSecret(fresh)).has_value());
    QVERIFY(tryToSignIn(ward, QStringLiteral("ben"), fresh).has_value());
    QCOMPARE(tryToSignIn(ward, QStringLiteral("ben"), Ward::passphrase(QStringLiteral("ben"))).error().kind, ErrorKind::WrongSecret);
}

void PeopleTest::everythingAboutPeopleVerifies()
{
    Ward ward;
    ward.join(QStringLiteral("ben"), {core::Role::Reviewer, core::Role::Auditor});
    ward.join(QStringLiteral("cleo"), {core::Role::Compliance});
    QVERIFY(resetKey(ward.ports(), ward.keyring(), ward.ada(), core::PersonId(QStringLiteral("cleo")),
                     typedSecret(QStringLiteral("a quite different passphrase"))).has_value());
    QVERIFY(disablePerson(ward.ports(), ward.ada(), core::PersonId(QStringLiteral("ben")), QStringLiteral("left")).has_value());
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

void PeopleTest::namesInAnyNormalFormVerify()
{
    Ward ward;
    NewPerson zoe{core::PersonId(QStringLiteral("zoe")), QStringLiteral("Zoe\u0308"), {core::Role::Reviewer}, core::TeamId(QStringLiteral("no\u0308rd")),
                  typedSecret(Ward::passphrase(QStringLiteral("zoe")))};
    const auto added = addPerson(ward.ports(), ward.keyring(), ward.ada(), zoe);
    QCOMPARE(added->printedName, QStringLiteral("Zo\u00eb"));
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
}

void PeopleTest::aReplacementThatWasCutOffLeavesTheEnrolledKey_data()
{
    QTest::addColumn<bool>("newKeyWritten");
    QTest::newRow("before the new key was written") << false;
    QTest::newRow("before the store knew of it") << true;
}

void PeopleTest::aReplacementThatWasCutOffLeavesTheEnrolledKey()
{
    QFETCH(bool, newKeyWritten);
    Ward ward;
    ward.join(QStringLiteral("grace"), {core::Role::Reviewer});
    const core::PersonId grace(QStringLiteral("grace"));
    const core::StoreId store = ward.ada().signer.store;
    const QString path = ledger::keyFilePath(ward.keyring().folder, store, grace);
    const QString aside = ledger::replacedKeyFilePath(path);
    QVERIFY(QFile::rename(path, aside));
    if (newKeyWritten)
        QVERIFY(ledger::createIdentity(ward.keyring().folder, store, grace, *typedSecret(u"another phrase altogether"), ledger::SealCost::floor()));
    const auto signedIn = tryToSignIn(ward, QStringLiteral("grace"), Ward::passphrase(QStringLiteral("grace")));
    QVERIFY2(signedIn, signedIn ? "" : qPrintable(core::kindName(signedIn.error().kind)));
    QVERIFY(!QFile::exists(aside));
    QVERIFY(tryToSignIn(ward, QStringLiteral("grace"), Ward::passphrase(QStringLiteral("grace"))));
}

QTEST_GUILESS_MAIN(PeopleTest)
#include "tst_people.moc"
