// At the window: what a signature leads to, correcting a decision, recalling, withdrawing and redacting a case, findings, and
// signing with passphrase and PIN in place.
#include "ui/ledger/ledgerpage.h"
#include "ui/oversight/oversightpage.h"
#include "ui/parts/listtable.h"
#include "ui/people/secretdialog.h"
#include "ui/prompts/signingdialog.h"
#include "ui/review/decision/signingprompt.h"
#include "ui/reviewdesk.h"
#include "workflow/findings.h"
#include "workflow/ownkey.h"
#include "workflow/readings.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTextBrowser>

using namespace countersign;
using testsupport::Ward;
using uitest::Desk;
using uitest::find;
using uitest::patience;

namespace {

const QString pinTyped = QStringLiteral("417 906");

core::CaseState stateOf(Ward &ward, const QString &id)
{
    return workflow::openCase(ward.ports(), core::CaseId(id), ward.ada().person)->stored.row.state;
}

core::StatementId approve(Ward &ward, const QString &id)
{
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(id);
    return ward.decide(ward.ada(), request)->id;
}

QAction *command(QWidget *below, const QString &id)
{
    const QList<QAction *> all = below->findChildren<QAction *>(id);
    for (QAction *action : all)
        if (action->isEnabled())
            return action;
    return all.value(0);
}

// The ledger with the decision on the page.
struct Open {
    Open(Ward &ward, const workflow::ActingPerson &person, const core::StatementId &decision) : session(uitest::sessionOn(ward)), page(*session)
    {
        session->adopt(person);
        page.restart();
        uitest::show(page);
        page.openDecision(decision);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&page, QStringLiteral("Case now")), patience);
    }
    std::unique_ptr<workflow::Session> session;
    ui::LedgerPage page;
};

} // namespace

class TestCaseActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void aDecisionIsCorrectedOnTheDesk()
    {
        Desk desk({uitest::noteCase("n1"), uitest::noteCase("n2")});
        const core::StatementId first = approve(desk.ward, QStringLiteral("n1"));
        QSignalSpy corrected(desk.page.get(), &ui::ReviewPage::corrected);
        desk.page->correct(core::CaseId(QStringLiteral("n1")), first);
        QTRY_COMPARE_WITH_TIMEOUT(desk.page->currentCase().value, QStringLiteral("n1"), patience);
        QVERIFY(uitest::reads(desk.page.get(), QStringLiteral("You correct your decision")));
        desk.press(Qt::Key_R);
        desk.words(QStringLiteral("Wrong patient."));
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(corrected.size(), 1, patience);
        QVERIFY(!desk.page->hasCase()); // and no other case is taken
        QCOMPARE(desk.decisions().size(), 2);
        QCOMPARE(desk.decisions().last().supersedes, first);
        QCOMPARE(stateOf(desk.ward, QStringLiteral("n1")), core::CaseState::Closed);
    }

    void aCorrectionStartsFromWhatWasSigned()
    {
        Desk desk({uitest::noteCase("n1")});
        workflow::DecisionRequest edit;
        edit.caseId = core::CaseId(QStringLiteral("n1"));
        edit.verdict = core::Verdict::Edit;
        edit.rationale = QStringLiteral("misread");
        edit.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Takes 500 mg twice daily. A1c 9.1."), {}};
        const auto receipt = desk.ward.decide(desk.ward.ada(), edit);
        desk.page->correct(edit.caseId, receipt->id);
        QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase(), patience);
        QCOMPARE(desk.editor()->text(), edit.outcome->text);
        desk.page->closeCase();
        desk.open(QStringLiteral("n1")); // to read: what was left of a correction is no draft of it
        QCOMPARE(desk.editor()->text(), QStringLiteral("Takes 50 mg twice daily. A1c 9.1."));
    }

    void aReleaseIsRecalledBesideItsDecision()
    {
        Ward ward;
        ward.importTexts(1);
        const core::StatementId decision = approve(ward, QStringLiteral("c1"));
        Open open(ward, ward.ada(), decision);
        uitest::LaidDownAnswers answers;
        answers.signing.words = QStringLiteral("wrong patient");
        command(&open.page, QStringLiteral("case.recall"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(ward, QStringLiteral("c1")), core::CaseState::Open, patience);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&open.page, QStringLiteral("Stands no longer")), patience);
        QCOMPARE(answers.asked, QStringList{QStringLiteral("Recall the release of c1?")});
        QTRY_VERIFY_WITH_TIMEOUT(!command(&open.page, QStringLiteral("case.recall"))->isEnabled(), patience);
    }

    void nothingHappensWhereThePersonThinksBetter()
    {
        Ward ward;
        ward.importTexts(1);
        Open open(ward, ward.ada(), approve(ward, QStringLiteral("c1")));
        uitest::LaidDownAnswers answers;
        answers.yes = false;
        command(&open.page, QStringLiteral("case.withdraw"))->trigger();
        QCOMPARE(answers.asked.size(), 1);
        QCOMPARE(stateOf(ward, QStringLiteral("c1")), core::CaseState::Released);
    }

    void onlyWhatThePersonMayDoIsOffered()
    {
        Ward ward;
        ward.importTexts(1);
        const core::StatementId decision = approve(ward, QStringLiteral("c1"));
        const workflow::ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
        const workflow::ActingPerson cleo = ward.join(QStringLiteral("cleo"), {core::Role::Compliance});
        {
            Open open(ward, ben, decision);
            for (const char *id : {"ledger.correct", "case.recall", "case.withdraw", "case.redact", "case.finding"})
                QVERIFY2(!command(&open.page, QString::fromLatin1(id))->isEnabled(), id);
        }
        Open open(ward, cleo, decision);
        QVERIFY(command(&open.page, QStringLiteral("case.redact"))->isEnabled());
        QVERIFY(!command(&open.page, QStringLiteral("case.recall"))->isEnabled());
    }

    void deletingTextsOnTheDeskAsksForTheCasesName()
    {
        Desk desk({uitest::noteCase("n1")});
        const workflow::ActingPerson cleo = desk.ward.join(QStringLiteral("cleo"), {core::Role::Compliance, core::Role::Reviewer});
        desk.session->adopt(cleo);
        desk.open(QStringLiteral("n1"));
        command(desk.page.get(), QStringLiteral("case.redact"))->trigger();
        auto *dialog = desk.page->findChild<ui::SigningDialog *>();
        QVERIFY(dialog);
        auto *yes = find<QAbstractButton>(dialog, QStringLiteral("Delete for good"));
        find<QPlainTextEdit>(dialog, QStringLiteral("Rationale"))->setPlainText(QStringLiteral("request 17"));
        QVERIFY(!yes->isEnabled());
        QTest::keyClicks(find<QLineEdit>(dialog, QStringLiteral("Type n1 to confirm")), QStringLiteral("n1"));
        QVERIFY(yes->isEnabled());
        QCOMPARE(uitest::unnamed(dialog), QStringList());
        yes->click();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(desk.ward, QStringLiteral("n1")), core::CaseState::Redacted, patience);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.page.get(), QStringLiteral("have been redacted")), patience);
    }

    void aSignatureThatDoesNotSettleTheCaseSaysWhoIsNext()
    {
        Desk desk({});
        desk.ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule everyone\nreviewers two\nsigning light\n");
        QVERIFY(desk.ward.importLines({uitest::noteCase("a"), uitest::noteCase("b"), uitest::noteCase("c")}));
        desk.next();
        const core::CaseId first = desk.page->currentCase();
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase() != first, patience);
        QVERIFY(desk.text(QStringLiteral("Draft")).endsWith(QStringLiteral("\nthe other reviewer is next")));

        const core::CaseId second = desk.page->currentCase();
        workflow::DecisionRequest rejecting;
        rejecting.caseId = second;
        rejecting.verdict = core::Verdict::Reject;
        rejecting.rationale = QStringLiteral("dose misread");
        desk.page->closeCase();
        desk.idle();
        QVERIFY(desk.ward.decide(desk.ward.join(QStringLiteral("ben"), {core::Role::Reviewer}), rejecting));
        desk.open(second.value);
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase() != second, patience);
        QVERIFY(desk.text(QStringLiteral("Draft")).endsWith(QStringLiteral("\ndisputed, for a third person")));
    }

    void aSignatureIsSaidAboveTheDraftOfTheNextCase()
    {
        Desk desk({uitest::noteCase("a"), uitest::noteCase("b")});
        desk.open(QStringLiteral("b"));
        QTest::keyClicks(find<QLineEdit>(desk.page.get(), QStringLiteral("Rationale")), QStringLiteral("to be looked at again"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.text(QStringLiteral("Draft")).startsWith(QStringLiteral("Draft saved")), patience);
        desk.open(QStringLiteral("a"));
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(desk.page->hasCase() && desk.page->currentCase().value == u"b", patience);
        const QStringList said = desk.text(QStringLiteral("Draft")).split(u'\n');
        QCOMPARE(said.size(), 2);
        QVERIFY(said.first().startsWith(QStringLiteral("Signed")));
        QVERIFY(said.last().startsWith(QStringLiteral("Draft of")));
    }

    void passphraseAndPinAreAskedForInPlace()
    {
        Desk desk({});
        desk.ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule all\nreviewers one\nsigning part11\n");
        QVERIFY(desk.ward.importLines({uitest::noteCase("n1"), uitest::noteCase("n2")}));
        const workflow::SharedSecret passphrase = workflow::typedSecret(Ward::passphrase(QStringLiteral("ada")));
        QVERIFY(workflow::changePin(desk.ward.ports(), desk.ward.keyring(), desk.ward.ada(), passphrase, workflow::typedSecret(pinTyped)));
        desk.open(QStringLiteral("n1"));
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        auto *prompt = desk.page->findChild<ui::SigningPrompt *>();
        QVERIFY(prompt->isVisible());
        QVERIFY(uitest::reads(prompt, QStringLiteral("Dr. Ada Mwangi signs on")));
        QVERIFY(uitest::reads(prompt, QStringLiteral("approve the text as suggested")));
        desk.words(Ward::passphrase(QStringLiteral("ada")));
        desk.press(Qt::Key_Tab);
        desk.press(Qt::Key_Tab);
        find<QLineEdit>(prompt, QStringLiteral("PIN for this signature"))->setFocus();
        desk.words(QStringLiteral("000 001"));
        desk.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(prompt, QStringLiteral("not your PIN")), patience);
        QCOMPARE(desk.decisions().size(), 0);
        desk.words(pinTyped);
        desk.press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(desk.decisions().size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk.page->currentCase().value, QStringLiteral("n2"), patience);
        QVERIFY(!prompt->isVisible());
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(prompt->isVisible());
        QVERIFY(!find<QLineEdit>(prompt, QStringLiteral("Passphrase for this signature"))->isVisible()); // the PIN alone from now on
        desk.press(Qt::Key_Escape);
        QVERIFY(!prompt->isVisible());
        QCOMPARE(desk.decisions().size(), 1);
    }

    void whoeverHasNoPinIsToldBeforeAnythingIsAsked()
    {
        Desk desk({});
        desk.ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule all\nreviewers one\nsigning part11\n");
        QVERIFY(desk.ward.importLines({uitest::noteCase("n1")}));
        desk.open(QStringLiteral("n1"));
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk.page.get(), QStringLiteral("you have none yet")), patience);
        QVERIFY(!desk.page->findChild<ui::SigningPrompt *>()->isVisible());
        QCOMPARE(desk.decisions().size(), 0);
    }

    void fiveWrongPinsLockTheWindow()
    {
        Desk desk({});
        desk.ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule all\nreviewers one\nsigning strict\n");
        QVERIFY(desk.ward.importLines({uitest::noteCase("n1")}));
        const workflow::SharedSecret passphrase = workflow::typedSecret(Ward::passphrase(QStringLiteral("ada")));
        QVERIFY(workflow::changePin(desk.ward.ports(), desk.ward.keyring(), desk.ward.ada(), passphrase, workflow::typedSecret(pinTyped)));
        desk.open(QStringLiteral("n1"));
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return, Qt::ControlModifier);
        auto *prompt = desk.page->findChild<ui::SigningPrompt *>();
        int guesses = 0;
        QObject::connect(desk.page->findChild<ui::SigningPrompt *>(), &ui::SigningPrompt::given, this, [&guesses] { ++guesses; });
        const auto guess = [&] { // one at a time: while one is being checked the next is not taken
            if (desk.session->signedIn())
                Q_EMIT prompt->given({passphrase, workflow::typedSecret(u"000 001")});
            return !desk.session->signedIn();
        };
        QTRY_VERIFY_WITH_TIMEOUT(guess(), patience);
        QVERIFY(guesses >= workflow::SigningState::wrongPins);
        QCOMPARE(desk.session->locked(), workflow::Session::Locked::ByWrongPins);
    }

    void findingsAreAnsweredAndClosed()
    {
        Ward ward;
        ward.importTexts(1);
        workflow::NewFinding request;
        request.owner = ward.ada().person.id;
        request.text = QStringLiteral("Signed in four seconds.");
        QVERIFY(workflow::openFinding(ward.ports(), ward.ada(), request));
        const auto session = uitest::sessionOn(ward);
        ui::OversightPage page(*session);
        session->adopt(ward.ada());
        uitest::show(page);
        auto *detail = find<QTextBrowser>(&page, QStringLiteral("The finding, step by step"));
        QTRY_VERIFY_WITH_TIMEOUT(detail->toPlainText().contains(request.text), patience);
        uitest::LaidDownAnswers answers;
        answers.signing.words = QStringLiteral("I had read it before.");
        command(&page, QStringLiteral("oversight.answer"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(detail->toPlainText().contains(answers.signing.words), patience);
        answers.signing.words = QStringLiteral("Plausible.");
        command(&page, QStringLiteral("oversight.close"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(detail->toPlainText().contains(u"Closed by Dr. Ada Mwangi"), patience);
        QVERIFY(!command(&page, QStringLiteral("oversight.answer"))->isEnabled());
        QCOMPARE(uitest::unnamed(&page), QStringList());
    }

    void lookingAtSecurityEventsIsRecorded()
    {
        Ward ward;
        QVERIFY(!workflow::signIn(ward.ports(), ward.keyring(), ward.ada().person.id, *workflow::typedSecret(u"something else entirely")));
        const auto session = uitest::sessionOn(ward);
        ui::OversightPage page(*session);
        session->adopt(ward.ada());
        uitest::show(page);
        const quint64 before = ward.ports().ledger.head()->size;
        find<QTabBar>(&page, QStringLiteral("What is listed"))->setCurrentIndex(1);
        auto *events = find<ui::ListTable>(&page, QStringLiteral("Security events"));
        QTRY_COMPARE_WITH_TIMEOUT(events->model()->rowCount(), 1, patience);
        QCOMPARE(events->model()->index(0, 0).data().toString(), QStringLiteral("Wrong passphrase"));
        QCOMPARE(ward.ports().ledger.head()->size, before + 1);
        page.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(session->writing().pending(), 0, patience);
        QCOMPARE(ward.ports().ledger.head()->size, before + 1);
    }

    void ownSecretsAreChangedInADialog()
    {
        Ward ward;
        const auto session = uitest::sessionOn(ward);
        session->adopt(ward.ada());
        QWidget window;
        auto *dialog = new ui::SecretDialog(*session, ui::SecretDialog::What::Passphrase, ward.ada().person, &window);
        QSignalSpy changed(dialog, &ui::SecretDialog::changed);
        dialog->open();
        auto *yes = find<QAbstractButton>(dialog, QStringLiteral("Change"));
        QTest::keyClicks(find<QLineEdit>(dialog, QStringLiteral("Present passphrase")), Ward::passphrase(QStringLiteral("ada")));
        const QString next = QStringLiteral("nine otters under the bridge");
        QTest::keyClicks(find<QLineEdit>(dialog, QStringLiteral("New passphrase")), next);
        QVERIFY(!yes->isEnabled());
        QTest::keyClicks(find<QLineEdit>(dialog, QStringLiteral("Once more")), next);
        QVERIFY(yes->isEnabled());
        yes->click();
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, patience);
        QVERIFY(workflow::signIn(ward.ports(), ward.keyring(), ward.ada().person.id, *workflow::typedSecret(next)));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestCaseActions)
#include "tst_caseactions.moc"
