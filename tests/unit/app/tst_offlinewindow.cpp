// An offline session at the window, by keyboard: check out, the store goes away, decide, a conflict meanwhile, sync, return, a third person settles.
#include "app/composition.h"
#include "app/desk.h"
#include "ui/hands.h"
#include "ui/parts/chip.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "workflow/claimcase.h"
#include "workflow/opencase.h"
#include "workflow/takealong.h"
#include "workflow/verifyledger.h"

#include <QDialog>
#include <QLineEdit>
#include <QSpinBox>
#include <QTextBrowser>

using namespace countersign;
using app::Desk;
using core::CaseState;
using core::Role;
using testsupport::Ward;
using ui::MainWindow;
using uitest::find;
using uitest::patience;

namespace {

// A store that can be carried away: nobody has it open between two calls.
class Clinic {
public:
    explicit Clinic(const QString &folder) : m_folder(folder)
    {
        settings.dataFolder = folder + QStringLiteral("/data");
        settings.keyringFolder = folder + QStringLiteral("/keys");
        settings.keyCost = ledger::SealCost::floor();
    }
    QString path() const { return m_folder + QStringLiteral("/share/clinic.countersign"); }
    app::StoreAddress address() const { return {app::StoreAddress::Kind::Embedded, path(), {}}; }
    workflow::Keyring keyring() const { return {settings.keyringFolder, settings.keyCost}; }
    void with(const std::function<void(const workflow::Ports &)> &work, qint64 later = 0)
    {
        testsupport::ManualClock clock(QDateTime::currentDateTimeUtc().addSecs(later));
        const auto store = app::openStore(address(), app::Access::Make, clock);
        if (!store)
            qFatal("store: %s", qPrintable(core::kindName(store.error().kind)));
        work((*store)->ports());
    }
    void make(int cases)
    {
        with([&](const workflow::Ports &ports) {
            workflow::NewStore request{QStringLiteral("Ward 7"), core::PersonId(QStringLiteral("ada")), QStringLiteral("Dr. Ada Mwangi"),
                                       workflow::typedSecret(Ward::passphrase(QStringLiteral("ada")))};
            const auto ada = workflow::createStore(ports, keyring(), request);
            QVERIFY(ada);
            for (const QString &id : {QStringLiteral("grace"), QStringLiteral("sam")}) {
                workflow::NewPerson person;
                person.id = core::PersonId(id);
                person.printedName = QStringLiteral("Dr. ") + id;
                person.roles = {Role::Reviewer, Role::Supervisor};
                person.secret = workflow::typedSecret(Ward::passphrase(id));
                QVERIFY(workflow::addPerson(ports, keyring(), *ada, person));
            }
            QFile file(m_folder + QStringLiteral("/cases.jsonl"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            for (int i = 1; i <= cases; ++i)
                file.write(Ward::textCase(QStringLiteral("c%1").arg(i, 2, 10, QLatin1Char('0'))) + '\n');
            file.close();
            QVERIFY(workflow::importCases(ports, *ada, {file.fileName()}, {}));
        });
    }
    void carryAway() { QVERIFY(QDir(m_folder).rename(QStringLiteral("share"), QStringLiteral("elsewhere"))); }
    void bringBack() { QVERIFY(QDir(m_folder).rename(QStringLiteral("elsewhere"), QStringLiteral("share"))); }

    app::Settings settings;

private:
    QString m_folder;
};

} // namespace

class OfflineWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }
    void aDayAwayByKeyboard();
    void whoIsNotItsPersonIsToldSo();

private:
    void checkOutTwelve();
    void decideTenAway(Clinic &clinic);
    void decideMeanwhile(Clinic &clinic);
    void seeItSent();
    void giveBack(Clinic &clinic);
    void settle(Clinic &clinic);
    MainWindow *window() const { return m_desk->window(); }
    QWidget *focused() const { return QApplication::focusWidget() ? QApplication::focusWidget() : window(); }
    void start(Clinic &clinic)
    {
        m_desk.reset();
        m_desk = std::make_unique<Desk>(clinic.settings);
        QVERIFY(m_desk->open(clinic.address(), {}));
        QVERIFY(window());
        uitest::show(*window());
    }
    void signIn(const QString &person, bool letIn = true)
    {
        auto *who = find<QLineEdit>(window(), QStringLiteral("Person"));
        auto *secret = find<QLineEdit>(window(), QStringLiteral("Passphrase"));
        QTRY_VERIFY_WITH_TIMEOUT(secret->isVisible(), patience);
        who->setFocus();
        who->selectAll();
        QTest::keyClicks(who, person);
        QTest::keyClick(who, Qt::Key_Return);
        QTest::keyClicks(secret, Ward::passphrase(person));
        QTest::keyClick(secret, Qt::Key_Return);
        if (letIn)
            QTRY_VERIFY_WITH_TIMEOUT(!secret->isVisible(), patience);
    }
    bool reads(const QString &part) const { return uitest::reads(window(), part); }
    bool isReady(const QString &command) const
    {
        const QList<QAction *> all = window()->findChildren<QAction *>();
        return std::any_of(all.begin(), all.end(), [&](const QAction *action) {
            return action->objectName() == command && action->isVisible() && action->isEnabled();
        });
    }
    QString said() const
    {
        QStringList words;
        for (const ui::Notice *notice : window()->findChildren<ui::Notice *>())
            words << notice->text();
        const QWidget *at = QApplication::focusWidget();
        return words.join(u'|') + (at ? QString::fromLatin1(at->metaObject()->className()) : QStringLiteral("nowhere"));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers held = {}) { QTest::keyClick(focused(), key, held); }

    QTemporaryDir m_folder;
    std::unique_ptr<Desk> m_desk;
    uitest::LaidDownAnswers m_answers;
};

// Check out twelve of fourteen
void OfflineWindowTest::checkOutTwelve()
{
    QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("go.offline")), patience);
    press(Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("offline.checkout")), patience);
    press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *dialog = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((dialog = find<QDialog>(window(), QStringLiteral("Take cases along"))) && dialog->isVisible(), patience);
    QCOMPARE(uitest::unnamed(dialog), QStringList());
    auto *number = find<QSpinBox>(dialog, QStringLiteral("How many at most"));
    QVERIFY(number);
    number->setFocus();
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("12"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(dialog, QStringLiteral("12 cases, ")), patience);
    m_answers.yes = false; // stays at the store
    QTest::keyClick(number, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_answers.asked.contains(QStringLiteral("Work offline now?")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(reads(QStringLiteral("12 of 12 left, 0 decided")), patience);
}

// The network is pulled, the program started anew: the workspace opens
void OfflineWindowTest::decideTenAway(Clinic &clinic)
{
    m_desk.reset();
    clinic.carryAway();
    start(clinic);
    QVERIFY(reads(QStringLiteral("this is the workspace")));
    signIn(QStringLiteral("ada"));
    QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(window(), QStringLiteral("Offline workspace · offline")), patience);
    QTRY_COMPARE_WITH_TIMEOUT(find<ui::ListTable>(window(), QStringLiteral("Cases"))->model()->rowCount(), 12, patience);
    QVERIFY(!isReady(QStringLiteral("queue.import")));
    for (int i = 1; i <= 10; ++i) {
        if (i == 1)
            press(Qt::Key_N, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("desk.approve")), patience);
        press(i == 3 ? Qt::Key_R : Qt::Key_A, Qt::AltModifier);
        if (i == 3) {
            press(Qt::Key_T, Qt::AltModifier);
            QTest::keyClicks(focused(), QStringLiteral("not what the patient said"));
        }
        QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("desk.sign")), patience);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!isReady(QStringLiteral("desk.sign")), patience);
    }
    press(Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(reads(QStringLiteral("2 of 12 left, 10 decided, nothing sent since")), patience);
    QCOMPARE(uitest::unnamed(window()), QStringList());
}

// Meanwhile, where the store is: the long claims have run out, and somebody else approves what was rejected away
void OfflineWindowTest::decideMeanwhile(Clinic &clinic)
{
    clinic.bringBack();
    clinic.with([&](const workflow::Ports &ports) {
        const auto grace = workflow::signIn(ports, clinic.keyring(), core::PersonId(QStringLiteral("grace")),
                                            *workflow::typedSecret(Ward::passphrase(QStringLiteral("grace"))));
        QVERIFY(grace);
        const core::CaseId id(QStringLiteral("c03"));
        QVERIFY(workflow::claimCase(ports, grace->person, id));
        workflow::DecisionRequest request;
        request.caseId = id;
        request.verdict = core::Verdict::Approve;
        QVERIFY(workflow::recordDecision(ports, *grace, request));
    }, 80LL * 3600);
}

// The store is back: synced by itself, or by F5
void OfflineWindowTest::seeItSent()
{
    if (isReady(QStringLiteral("offline.sync")))
        press(Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(reads(QStringLiteral("2 of 12 left, 10 decided, all sent")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(reads(QStringLiteral("1 case disputed")), patience);
    auto *rows = find<ui::ListTable>(window(), QStringLiteral("What was signed in the workspace"))->model();
    int disputed = 0, included = 0;
    for (int row = 0; row < rows->rowCount(); ++row) {
        disputed += rows->index(row, 2).data().toString() == u"disputed" ? 1 : 0;
        included += rows->index(row, 4).data().toString() == u"included" ? 1 : 0;
    }
    QCOMPARE(disputed, 1);
    QCOMPARE(included, 10);
}

// Given back: the window is the store's again
void OfflineWindowTest::giveBack(Clinic &clinic)
{
    m_answers.yes = true;
    QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("offline.return")), patience);
    for (QAction *action : window()->findChildren<QAction *>())
        if (action->objectName() == u"offline.return")
            action->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(clinic.settings.offlineWorkspace()), patience);
    QVERIFY(QDir(clinic.settings.keyringFolder + QStringLiteral("/workspaces")).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(window() && find<QLineEdit>(window(), QStringLiteral("Passphrase"))->isVisible(), patience);
}

// A third person looks at both and settles it
void OfflineWindowTest::settle(Clinic &clinic)
{
    QDialog *dialog = nullptr;
    signIn(QStringLiteral("sam"));
    QTRY_VERIFY_WITH_TIMEOUT(find<ui::ListTable>(window(), QStringLiteral("Cases")), patience);
    window()->openCase(core::CaseId(QStringLiteral("c03")));
    QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("desk.both-decisions")), patience);
    press(Qt::Key_B, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT((dialog = find<QDialog>(window(), QStringLiteral("Both decisions"))) && dialog->isVisible(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(dialog, QStringLiteral("Take the second"))->isEnabled(), patience);
    QVERIFY(find<QTextBrowser>(dialog, QStringLiteral("The second decision"))->toPlainText().contains(QStringLiteral("not what the patient said")));
    QVERIFY(find<QTextBrowser>(dialog, QStringLiteral("The first decision"))->toPlainText().contains(QStringLiteral("Dr. grace")));
    QTest::keyClick(dialog, Qt::Key_2);
    window()->activateWindow();
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::focusWidget(), patience);
    press(Qt::Key_T, Qt::AltModifier);
    QTest::keyClicks(focused(), QStringLiteral("the dialogue says five hundred"));
    QTRY_VERIFY_WITH_TIMEOUT(isReady(QStringLiteral("desk.sign")), patience);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY2_WITH_TIMEOUT(!isReady(QStringLiteral("desk.sign")), qPrintable(said()), patience);
    m_desk.reset();
    clinic.with([&](const workflow::Ports &ports) {
        const auto reader = workflow::readingPerson(ports);
        QCOMPARE(workflow::openCase(ports, core::CaseId(QStringLiteral("c03")), *reader)->stored.row.state, CaseState::Closed);
        const auto verdict = workflow::verifyLedger(ports, clinic.keyring().folder);
        QVERIFY2(verdict && verdict->ok, verdict ? qPrintable(verdict->why) : "cannot verify");
    });
}

void OfflineWindowTest::aDayAwayByKeyboard()
{
    Clinic clinic(m_folder.filePath(QStringLiteral("day")));
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("day/share"))));
    clinic.make(14);
    start(clinic);
    signIn(QStringLiteral("ada"));
    checkOutTwelve();
    if (QTest::currentTestFailed())
        return;
    decideTenAway(clinic);
    if (QTest::currentTestFailed())
        return;
    decideMeanwhile(clinic);
    if (QTest::currentTestFailed())
        return;
    seeItSent();
    if (QTest::currentTestFailed())
        return;
    giveBack(clinic);
    if (QTest::currentTestFailed())
        return;
    settle(clinic);
}

void OfflineWindowTest::whoIsNotItsPersonIsToldSo()
{
    Clinic clinic(m_folder.filePath(QStringLiteral("other")));
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("other/share"))));
    clinic.make(2);
    clinic.with([&](const workflow::Ports &ports) {
        const auto ada = workflow::signIn(ports, clinic.keyring(), core::PersonId(QStringLiteral("ada")),
                                          *workflow::typedSecret(Ward::passphrase(QStringLiteral("ada"))));
        app::WorkspaceHouse house(clinic.settings.offlineWorkspace(), clinic.keyring(), app::embeddedOrigin(clinic.keyring()));
        workflow::CheckoutRequest request;
        request.next = 2;
        const auto chosen = workflow::chooseCases(ports, ada->person, request);
        QVERIFY(chosen);
        QVERIFY(workflow::takeAlong(ports, *ada, house, *chosen, clinic.path(), [](const workflow::CheckoutProgress &) {}, {}));
    });
    clinic.carryAway();
    start(clinic);
    signIn(QStringLiteral("grace"), false);
    QTRY_VERIFY_WITH_TIMEOUT(reads(QStringLiteral("only they can open it")), patience);
    QVERIFY(find<QLineEdit>(window(), QStringLiteral("Passphrase"))->isVisible());
    signIn(QStringLiteral("ada"));
    QTRY_VERIFY_WITH_TIMEOUT(reads(QStringLiteral("2 of 2 left, 0 decided")), patience);
}

QTEST_MAIN(OfflineWindowTest)
#include "tst_offlinewindow.moc"
