// Signing in: at once, by keyboard, nothing typed is lost, errors where they happened.
#include "ledger/witness.h"
#include "ui/hands.h"
#include "ui/parts/notice.h"
#include "ui/signin/signinpage.h"
#include "workflow/verifyledger.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSemaphore>
#include <QSignalSpy>

using namespace countersign;
using testsupport::Ward;
using uitest::find;
using uitest::patience;

class TestSignInPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        uitest::prepareApplication(m_folder);
        m_ward = std::make_unique<Ward>();
        m_ward->join(QStringLiteral("grace"), {core::Role::Reviewer});
    }
    void init() { QSettings().clear(); }

    void signsInByKeyboardAlone()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, QStringLiteral("ada"));
        uitest::show(page);
        page.start();
        auto *secret = find<QLineEdit>(&page, QStringLiteral("Passphrase"));
        QVERIFY(secret && secret->hasFocus());
        QTest::keyClicks(secret, Ward::passphrase(QStringLiteral("ada")));
        QTest::keyClick(secret, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session->signedIn(), patience);
        QCOMPARE(session->acting().person.id.value, QStringLiteral("ada"));
        QVERIFY2(secret->text().isEmpty(), "the passphrase does not stay in the field");
    }

    void theKeyboardNeverGoesToTheNameByItself()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, QStringLiteral("ada"));
        uitest::show(page);
        page.start();
        auto *secret = find<QLineEdit>(&page, QStringLiteral("Passphrase"));
        QTest::keyClicks(secret, QStringLiteral("the first words of"));
        auto *enter = find<QAbstractButton>(&page, QStringLiteral("Sign in"));
        enter->setFocus(Qt::TabFocusReason);
        QTest::keyClick(enter, Qt::Key_Space);
        QVERIFY2(secret->hasFocus(), "what is typed on would stand there for all to read");
        QTRY_VERIFY_WITH_TIMEOUT(page.findChild<ui::Notice *>()->isVisible(), patience);
        QVERIFY(secret->hasFocus());
    }

    void aStorePutBackIsNotSignedInTo()
    {
        Ward ward;
        const auto now = workflow::ledgerCheckpoint(ward.ports());
        QVERIFY(now);
        const core::StoreId store = ward.ada().signer.store;
        QVERIFY(ledger::saveWitness(ward.keyring().folder, {store, {{1, now->size + 5, ledger::sha256("tomorrow")}}}));
        const auto session = uitest::sessionOn(ward);
        ui::SignInPage page(*session, QStringLiteral("ada"));
        uitest::show(page);
        page.start();
        auto *secret = find<QLineEdit>(&page, QStringLiteral("Passphrase"));
        QTest::keyClicks(secret, Ward::passphrase(QStringLiteral("ada")));
        QTest::keyClick(secret, Qt::Key_Return);
        auto *notice = page.findChild<ui::Notice *>();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), patience);
        QVERIFY(!session->signedIn());
        QVERIFY2(notice->text().contains(QStringLiteral("%1 entries then, %2 now").arg(now->size + 5).arg(now->size)), qPrintable(notice->text()));
        QVERIFY(notice->text().contains(QStringLiteral("countersign restore")));

        uitest::LaidDownAnswers answers;
        answers.path = m_folder.filePath(QStringLiteral("for the auditor"));
        find<QAbstractButton>(&page, QStringLiteral("Save the evidence…"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(notice->text().contains(answers.path), patience);
        QVERIFY(find<QAbstractButton>(&page, QStringLiteral("Open the folder")));
        const QDir saved(answers.path + QStringLiteral("/countersign-evidence-%1-%2-1").arg(now->size + 5).arg(now->size));
        QCOMPARE(saved.entryList(QDir::Files).join(u' '), QStringLiteral("found-checkpoint refusal-%1-%2-1 seen-here").arg(now->size + 5).arg(now->size));
        QFile refusal(saved.filePath(QStringLiteral("refusal-%1-%2-1").arg(now->size + 5).arg(now->size)));
        QVERIFY(refusal.open(QIODevice::ReadOnly));
        QVERIFY(refusal.readAll().contains("known 1 " + QByteArray::number(now->size + 5)));
    }

    void keepsWhatIsTypedWhileTheStoreOpens()
    {
        QSemaphore door;
        workflow::StoreDoor opens = m_ward->door();
        workflow::Session session(
            [&door, opens](const std::stop_token &closing) {
                door.acquire();
                auto store = opens(closing);
                door.release();
                return store;
            },
            m_ward->storePath(), m_ward->keyring());
        ui::SignInPage page(session, {});
        uitest::show(page);
        page.start();
        auto *person = find<QComboBox>(&page, QStringLiteral("Person"));
        auto *secret = find<QLineEdit>(&page, QStringLiteral("Passphrase"));
        QVERIFY(person->lineEdit()->hasFocus());
        QTest::keyClicks(person->lineEdit(), QStringLiteral("grace"));
        QTest::keyClick(person->lineEdit(), Qt::Key_Return);
        QVERIFY(secret->hasFocus());
        QTest::keyClicks(secret, Ward::passphrase(QStringLiteral("grace")));
        door.release();
        QTRY_VERIFY_WITH_TIMEOUT(person->count() > 0, patience);
        QCOMPARE(secret->text(), Ward::passphrase(QStringLiteral("grace")));
        QVERIFY(secret->hasFocus());
        QTest::keyClick(secret, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session.signedIn(), patience);
        QCOMPARE(session.acting().person.id.value, QStringLiteral("grace"));
    }

    void saysBesideTheFieldThatThePassphraseIsWrong()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, QStringLiteral("ada"));
        uitest::show(page);
        page.start();
        auto *secret = find<QLineEdit>(&page, QStringLiteral("Passphrase"));
        QTest::keyClicks(secret, QStringLiteral("not the passphrase at all"));
        QTest::keyClick(secret, Qt::Key_Return);
        auto *notice = page.findChild<ui::Notice *>();
        QTRY_VERIFY_WITH_TIMEOUT(!notice->text().isEmpty(), patience);
        QVERIFY(notice->isVisible());
        QVERIFY(!session->signedIn());
        QTRY_VERIFY(secret->hasFocus());
        QVERIFY2(secret->hasSelectedText(), "typing replaces the wrong passphrase");
    }

    void offersPeopleByNameAndTakesTheOneChosen()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, {});
        uitest::show(page);
        page.start();
        auto *person = find<QComboBox>(&page, QStringLiteral("Person"));
        QTRY_COMPARE_WITH_TIMEOUT(person->count(), 2, patience);
        person->setCurrentIndex(person->findText(QStringLiteral("Dr. grace")));
        auto *secret = find<QLineEdit>(&page, QStringLiteral("Passphrase"));
        QTest::keyClicks(secret, Ward::passphrase(QStringLiteral("grace")));
        find<QAbstractButton>(&page, QStringLiteral("Sign in"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(session->signedIn(), patience);
        QCOMPARE(session->acting().person.id.value, QStringLiteral("grace"));
    }

    void asksForWhatIsMissing()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, QStringLiteral("ada"));
        uitest::show(page);
        page.start();
        find<QAbstractButton>(&page, QStringLiteral("Sign in"))->click();
        QVERIFY(uitest::reads(&page, QStringLiteral("Type your passphrase")));
        QVERIFY(find<QAbstractButton>(&page, QStringLiteral("Sign in"))->isEnabled());
    }

    void remembersWhoSignedInLast()
    {
        {
            const auto session = uitest::sessionOn(*m_ward);
            ui::SignInPage page(*session, {});
            session->adopt(m_ward->ada());
        }
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, {});
        QCOMPARE(find<QComboBox>(&page, QStringLiteral("Person"))->currentText(), QStringLiteral("ada"));
    }

    void doesNotOfferSomebodyOfAnotherStore()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, QStringLiteral("somebody-elsewhere"));
        uitest::show(page);
        page.start();
        auto *person = find<QComboBox>(&page, QStringLiteral("Person"));
        QVERIFY(person);
        QTRY_COMPARE_WITH_TIMEOUT(person->count(), 2, patience);
        QCOMPARE(person->currentText(), QString());
        QVERIFY(person->lineEdit()->hasFocus());

        Ward small;
        const auto one = uitest::sessionOn(small);
        ui::SignInPage alone(*one, QStringLiteral("somebody-elsewhere"));
        uitest::show(alone);
        alone.start();
        auto *only = find<QComboBox>(&alone, QStringLiteral("Person"));
        QTRY_COMPARE_WITH_TIMEOUT(only->currentData().toString(), QStringLiteral("ada"), patience);
        QVERIFY(find<QLineEdit>(&alone, QStringLiteral("Passphrase"))->hasFocus());
    }

    void everyControlHasAName()
    {
        const auto session = uitest::sessionOn(*m_ward);
        ui::SignInPage page(*session, {});
        uitest::show(page);
        QCOMPARE(uitest::unnamed(&page).join(u'\n'), QString());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Ward> m_ward;
};

QTEST_MAIN(TestSignInPage)
#include "tst_signinpage.moc"
