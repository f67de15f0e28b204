// The offline page and its dialog: recalling a check-out, going on with one that was cut off, syncing and returning from the store's window.
#include "app/workspacehouse.h"
#include "ledger/ledger.h"
#include "support/lyingledger.h"
#include "ui/hands.h"
#include "ui/mainwindow.h"
#include "ui/parts/listtable.h"
#include "ui/sync/offlinewords.h"
#include "workflow/claimcase.h"
#include "workflow/takealong.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QTabBar>

using namespace countersign;
using core::Role;
using testsupport::Ward;
using ui::MainWindow;
using uitest::find;
using uitest::patience;

namespace {

struct Shop {
    Ward &ward;
    std::shared_ptr<app::WorkspaceHouse> house;
    std::unique_ptr<workflow::Session> session;
    std::unique_ptr<MainWindow> window;

    Shop(Ward &home, const workflow::ActingPerson &who)
        : ward(home), house(houseIn(home, QStringLiteral("mine.workspace"))), session(uitest::sessionOn(home))
    {
        session->setWorkspace(house, false);
        window = std::make_unique<MainWindow>(*session);
        uitest::show(*window);
        session->adopt(who);
        window->go(MainWindow::Page::Offline);
    }
    ~Shop() { window.reset(); }

    static std::shared_ptr<app::WorkspaceHouse> houseIn(Ward &ward, const QString &name)
    {
        const auto origin = [&ward](const QString &, const std::stop_token &closing) { return ward.door()(closing); };
        return std::make_shared<app::WorkspaceHouse>(ward.folder() + u'/' + name, ward.keyring(), origin, ward.clock());
    }
    bool reads(const QString &part) const { return uitest::reads(window.get(), part); }
    QAction *command(const QString &id) const
    {
        const QList<QAction *> all = window->findChildren<QAction *>();
        for (QAction *action : all)
            if (action->objectName() == id && action->isVisible() && action->isEnabled())
                return action;
        return nullptr;
    }
    void trigger(const QString &id)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(command(id), qPrintable(id), patience);
        command(id)->trigger();
    }
};

workflow::ChosenCases chosen(Ward &ward, const workflow::ActingPerson &who, int number)
{
    workflow::CheckoutRequest request;
    request.next = number;
    return workflow::chooseCases(ward.ports(), who.person, request).value_or(workflow::ChosenCases());
}

core::Result<workflow::CheckoutReport> takeAlong(Ward &ward, const workflow::ActingPerson &who, workflow::WorkspacePlace &place, int number,
                                                 std::stop_token stop = {})
{
    return workflow::takeAlong(ward.ports(), who, place, chosen(ward, who, number), ward.storePath(), [](const workflow::CheckoutProgress &) {}, stop);
}

} // namespace

class OfflinePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }
    void aSupervisorRecallsACheckOut();
    void aCheckOutThatWasCutOffGoesOn();
    void aCheckOutIsKeptWhileTheStoreCannotBeAsked();
    void theDialogSaysWhatWouldComeAlong();
    void whatWasSignedAwayIsSentAtSignIn();
    void whatTheStoreRefusesIsNotCalledSent();
    void whyIsSaidAgainAfterARestart();
    void theStandingIsSaidInOneLine();

private:
    QTemporaryDir m_folder;
    uitest::LaidDownAnswers m_answers;
};

void OfflinePageTest::aSupervisorRecallsACheckOut()
{
    Ward ward;
    ward.importTexts(3);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    const auto hers = Shop::houseIn(ward, QStringLiteral("hers.workspace"));
    QVERIFY(takeAlong(ward, grace, *hers, 2));
    Shop shop(ward, ward.ada());
    auto *tabs = find<QTabBar>(shop.window.get(), QStringLiteral("What is listed"));
    for (QTabBar *each : shop.window->findChildren<QTabBar *>())
        if (each->isVisible() && each->count() > 1 && each->tabText(1) == u"Check-outs")
            tabs = each;
    tabs->setCurrentIndex(1);
    auto *table = find<ui::ListTable>(shop.window.get(), QStringLiteral("Check-outs"));
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Dr. grace"));
    QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("2"));
    QCOMPARE(uitest::unnamed(shop.window.get()), QStringList());
    m_answers.signing.words = QStringLiteral("the laptop is gone");
    shop.trigger(QStringLiteral("offline.recall"));
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 1).data().toString(), QStringLiteral("recalled"), patience);
    QVERIFY(m_answers.asked.contains(QStringLiteral("Recall the check-out of Dr. grace?")));
    QVERIFY(!shop.command(QStringLiteral("offline.recall"))); // once
}

void OfflinePageTest::aCheckOutThatWasCutOffGoesOn()
{
    Ward ward;
    ward.importTexts(4);
    Shop shop(ward, ward.ada());
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(takeAlong(ward, ward.ada(), *shop.house, 3, stop.get_token()).error().kind, core::ErrorKind::Cancelled);
    QVERIFY(shop.house->isBegun());
    shop.trigger(QStringLiteral("offline.checkout"));
    QDialog *dialog = find<QDialog>(shop.window.get(), QStringLiteral("Take cases along"));
    QVERIFY(dialog && uitest::reads(dialog, QStringLiteral("was cut off")));
    m_answers.yes = false;
    find<QAbstractButton>(dialog, QStringLiteral("Go on"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(shop.reads(QStringLiteral("3 of 3 left, 0 decided")), patience);
    QVERIFY(!shop.house->isBegun());
    QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(shop.window.get(), QStringLiteral("Return…"))->isVisible(), patience);
    QVERIFY(!find<QAbstractButton>(shop.window.get(), QStringLiteral("Check out…"))->isVisible());
    m_answers.yes = true;
    shop.trigger(QStringLiteral("offline.return"));
    QTRY_VERIFY_WITH_TIMEOUT(shop.reads(QStringLiteral("the key of the workspace is destroyed")), patience);
    QVERIFY(!shop.house->isThere());
}

// What the store has recorded is not thrown away because its line is cut: its claims would be held for nothing.
void OfflinePageTest::aCheckOutIsKeptWhileTheStoreCannotBeAsked()
{
    class MuteLedger final : public testsupport::LyingLedger {
    public:
        using LyingLedger::LyingLedger;
        core::Result<std::optional<quint64>> indexOf(const core::StatementId &) const override { return core::fail(core::ErrorKind::StoreUnreachable); }
    };
    Ward ward;
    ward.importTexts(4);
    const auto house = Shop::houseIn(ward, QStringLiteral("trip.workspace"));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(takeAlong(ward, ward.ada(), *house, 3, stop.get_token()).error().kind, core::ErrorKind::Cancelled);
    const workflow::Ports ports = ward.ports();
    MuteLedger mute(ports.ledger, 0);
    const workflow::Ports cut{ports.cases, ports.decisions, ports.people, ports.blobs, mute, ports.work, ports.clock, ports.session};
    const auto ignored = [](const workflow::CheckoutProgress &) {};
    QCOMPARE(workflow::finishCheckout(cut, ward.ada(), *house, ignored, {}).error().kind, core::ErrorKind::StoreUnreachable);
    QVERIFY(house->isBegun());
    const auto finished = workflow::finishCheckout(ports, ward.ada(), *house, ignored, {});
    QVERIFY(finished && *finished);
    QCOMPARE((*finished)->cases, 3);
}

void OfflinePageTest::theDialogSaysWhatWouldComeAlong()
{
    Ward ward;
    ward.importTexts(4);
    Shop shop(ward, ward.ada());
    shop.trigger(QStringLiteral("offline.checkout"));
    QDialog *dialog = find<QDialog>(shop.window.get(), QStringLiteral("Take cases along"));
    QVERIFY(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(dialog, QStringLiteral("4 cases, ")), patience);
    auto *which = find<QComboBox>(dialog, QStringLiteral("Which cases"));
    which->setCurrentIndex(2);
    auto *numbers = find<QLineEdit>(dialog, QStringLiteral("Case numbers"));
    QTest::keyClicks(numbers, QStringLiteral("c1, c3"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(dialog, QStringLiteral("2 cases, ")), patience);
    QTest::keyClicks(numbers, QStringLiteral(" c9"));
    QTRY_VERIFY_WITH_TIMEOUT(!find<QAbstractButton>(dialog, QStringLiteral("Check out"))->isEnabled(), patience);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.window->findChild<QDialog *>(), patience);
    QVERIFY(!shop.house->isBegun() && !shop.house->isThere());
}

namespace {

// What was signed in it: one approval of c1.
std::optional<ledger::Statement> decidedAway(Ward &ward, app::WorkspaceHouse &house)
{
    const auto opened = house.open(ward.ada());
    const auto acting = opened ? workflow::actInWorkspace((*opened)->workspace(), ward.ada().key, {}, ward.keyring().folder) : tl::unexpected(opened.error());
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(QStringLiteral("c1"));
    if (!acting || !workflow::recordDecision((*opened)->workspace().ports, *acting, request))
        return {};
    return *ledger::statementOf(*ledger::parseEntry((*opened)->workspace().ports.ledger.row(0)->entry));
}

} // namespace

void OfflinePageTest::whatWasSignedAwayIsSentAtSignIn()
{
    Ward ward;
    ward.importTexts(2);
    const auto house = Shop::houseIn(ward, QStringLiteral("mine.workspace"));
    QVERIFY(takeAlong(ward, ward.ada(), *house, 2));
    QVERIFY(decidedAway(ward, *house));
    Shop shop(ward, ward.ada());
    QTRY_VERIFY_WITH_TIMEOUT(shop.reads(QStringLiteral("1 of 2 left, 1 decided, all sent")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(shop.reads(QStringLiteral("All sent: 1 statement")), patience);
}

void OfflinePageTest::whatTheStoreRefusesIsNotCalledSent()
{
    Ward ward;
    ward.importTexts(2);
    const auto house = Shop::houseIn(ward, QStringLiteral("mine.workspace"));
    QVERIFY(takeAlong(ward, ward.ada(), *house, 2));
    auto other = decidedAway(ward, *house);
    QVERIFY(other);
    other->by->device = QByteArray(32, 'a'); // the same id, other bytes
    const auto forged = ledger::makeSigned(*other, *ward.ada().key, {}, ward.clock().now(), ward.ports().session, {});
    QVERIFY(forged && ward.ports().work.write([&] { return ledger::append(ward.ports().ledger, *forged).map([](const auto &) {}); }));
    Shop shop(ward, ward.ada());
    QTRY_VERIFY_WITH_TIMEOUT(shop.reads(QStringLiteral("0 of 1 statements are in the record; the others are still here.")), patience);
    QVERIFY(shop.reads(QStringLiteral("1 refused by the store")) && !shop.reads(QStringLiteral("All sent")));
    const auto events = ward.ports().people.securityEvents(10);
    QCOMPARE(std::count_if(events->begin(), events->end(), [](const core::SecurityEvent &one) { return one.kind == u"statement-altered"; }), 1);
}

void OfflinePageTest::whyIsSaidAgainAfterARestart()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    const auto house = Shop::houseIn(ward, QStringLiteral("mine.workspace"));
    QVERIFY(takeAlong(ward, ward.ada(), *house, 1));
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(QStringLiteral("c1"));
    {
        const auto opened = house->open(ward.ada());
        QVERIFY(opened);
        const auto acting = workflow::actInWorkspace((*opened)->workspace(), ward.ada().key, {}, ward.keyring().folder);
        QVERIFY(acting && workflow::recordDecision((*opened)->workspace().ports, *acting, request));
    }
    QVERIFY(workflow::releaseClaim(ward.ports(), ward.ada().person, request.caseId));
    request.verdict = core::Verdict::Reject;
    request.rationale = QStringLiteral("not this patient's");
    QVERIFY(ward.decide(grace, request));
    for (int start = 0; start < 2; ++start) {
        Shop shop(ward, ward.ada());
        QTRY_VERIFY_WITH_TIMEOUT(shop.reads(QStringLiteral("1 decided, all sent, 1 disputed")), patience);
        auto *table = find<ui::ListTable>(shop.window.get(), QStringLiteral("What was signed in the workspace"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 3).data().toString(), QStringLiteral("another decision stands"), patience);
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("disputed"));
    }
}

void OfflinePageTest::theStandingIsSaidInOneLine()
{
    workflow::WorkspaceStatus status;
    status.session.ready = true;
    status.session.cases.resize(50);
    status.session.until = QDateTime::currentDateTimeUtc().addDays(1);
    status.left = 37;
    status.made = 13;
    status.unsentSince = QDateTime(QDate::currentDate(), QTime(8, 12)).toUTC();
    QVERIFY2(ui::statusWords(status).startsWith(QStringLiteral("offline: 37 of 50 left, 13 decided, nothing sent since today 08:12; until ")), qPrintable(ui::statusWords(status)));
    status.made = 0;
    status.acknowledged = 13;
    status.unsentSince = {};
    QVERIFY(ui::statusWords(status).contains(QStringLiteral("13 decided, sent, not proven yet"))); // never "all sent" before the proofs
    status.acknowledged = 0;
    status.included = 13;
    QVERIFY(ui::statusWords(status).contains(QStringLiteral("13 decided, all sent")));
    QCOMPARE(ui::stateWords(core::CaseState::Held, true), QStringLiteral("Decided here"));
    QCOMPARE(ui::stateWords(core::CaseState::Held, false), QStringLiteral("Held"));
    QCOMPARE(ui::stateWords(core::CaseState::Open, true), QStringLiteral("Open"));
}

QTEST_MAIN(OfflinePageTest)
#include "tst_offlinepage.moc"
