// Statistics and people: figures that can be traced back, and who may do what.
#include "items/metricsmodel.h"
#include "items/peoplemodel.h"
#include "ui/hands.h"
#include "ui/oversight/statisticspage.h"
#include "ui/parts/listtable.h"
#include "ui/people/newpersonform.h"
#include "ui/people/peoplepage.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>

using namespace countersign;
using items::MetricsModel;
using items::PeopleModel;
using testsupport::Ward;
using uitest::find;
using uitest::patience;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;

template <typename Page>
struct Room {
    Room(Ward &ward, const workflow::ActingPerson &person) : session(uitest::sessionOn(ward)), page(*session)
    {
        session->adopt(person);
        page.restart();
        uitest::show(page);
    }
    std::unique_ptr<workflow::Session> session;
    Page page;
};

} // namespace

class TestOversightPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void countsSharesByKindAndByPerson()
    {
        Ward ward;
        ward.importTexts(4);
        for (int i = 1; i <= 3; ++i) {
            workflow::DecisionRequest request;
            request.caseId = core::CaseId(QStringLiteral("c%1").arg(i));
            request.verdict = i == 3 ? core::Verdict::Reject : core::Verdict::Approve;
            request.rationale = QStringLiteral("Read against the dialogue.");
            QVERIFY(ward.decide(ward.ada(), request));
        }
        Room<ui::StatisticsPage> room(ward, ward.ada());
        auto *kinds = find<ui::ListTable>(&room.page, QStringLiteral("Decisions by kind"))->model();
        auto *people = find<ui::ListTable>(&room.page, QStringLiteral("Decisions by person"))->model();
        const QAbstractItemModelTester tester(kinds, reporting);
        QTRY_COMPARE_WITH_TIMEOUT(kinds->rowCount(), 1, patience);
        QCOMPARE(kinds->index(0, MetricsModel::Group).data().toString(), QStringLiteral("Clinical note"));
        QCOMPARE(kinds->index(0, MetricsModel::Total).data().toString(), QStringLiteral("3"));
        QCOMPARE(kinds->index(0, MetricsModel::Rejected).data().toString(), QStringLiteral("33 %"));
        QCOMPARE(people->index(0, MetricsModel::Group).data().toString(), QStringLiteral("Dr. Ada Mwangi"));
        QVERIFY(find<QLabel>(&room.page, QStringLiteral("decided: 3")));
        QVERIFY(find<QLabel>(&room.page, QStringLiteral("waiting: 1")));
        QCOMPARE(uitest::unnamed(&room.page).join(u'\n'), QString());
    }

    void saysThatThereIsNothingToCountYet()
    {
        Ward ward;
        Room<ui::StatisticsPage> room(ward, ward.ada());
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&room.page, QStringLiteral("No figures yet")), patience);
    }

    void addsAPersonWhoCanSignInAtOnce()
    {
        Ward ward;
        Room<ui::PeoplePage> room(ward, ward.ada());
        auto *people = find<ui::ListTable>(&room.page, QStringLiteral("People"))->model();
        const QAbstractItemModelTester tester(people, reporting);
        QTRY_COMPARE_WITH_TIMEOUT(people->rowCount(), 1, patience);
        find<QAbstractButton>(&room.page, QStringLiteral("Add a person…"))->click();
        QTest::keyClicks(qApp->focusWidget(), QStringLiteral("Grace Okafor"));
        find<QLineEdit>(&room.page, QStringLiteral("Id"))->setText(QStringLiteral("grace"));
        for (const QString &field : {QStringLiteral("Their passphrase, typed by themselves"), QStringLiteral("Once more")})
            find<QLineEdit>(&room.page, field)->setText(Ward::passphrase(QStringLiteral("grace")));
        QCOMPARE(uitest::unnamed(&room.page).join(u'\n'), QString());
        find<QAbstractButton>(&room.page, QStringLiteral("Add"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(people->rowCount(), 2, patience);
        QVERIFY(uitest::reads(&room.page, QStringLiteral("Grace Okafor can sign in")));
        const auto secret = workflow::typedSecret(Ward::passphrase(QStringLiteral("grace")));
        QVERIFY(workflow::signIn(ward.ports(), ward.keyring(), core::PersonId(QStringLiteral("grace")), *secret));
    }

    void saysWhatIsMissingOfANewPerson()
    {
        Ward ward;
        Room<ui::PeoplePage> room(ward, ward.ada());
        find<QAbstractButton>(&room.page, QStringLiteral("Add a person…"))->click();
        find<QAbstractButton>(&room.page, QStringLiteral("Add"))->click();
        QVERIFY(uitest::reads(&room.page, QStringLiteral("At least 15 characters")));
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Escape);
        QVERIFY(!room.page.findChild<ui::NewPersonForm *>()->isVisible());
    }

    void disablesSomebodyOnlyAfterAsking()
    {
        Ward ward;
        ward.join(QStringLiteral("grace"), {core::Role::Reviewer});
        Room<ui::PeoplePage> room(ward, ward.ada());
        uitest::LaidDownAnswers answers;
        answers.yes = false;
        auto *table = find<ui::ListTable>(&room.page, QStringLiteral("People"));
        auto *disable = find<QAbstractButton>(&room.page, QStringLiteral("Disable…"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        table->selectRowAt(0);
        QVERIFY2(!disable->isEnabled(), "nobody disables themselves");
        table->selectRowAt(1);
        QTRY_VERIFY(disable->isEnabled());
        disable->click();
        QCOMPARE(answers.asked, QStringList{QStringLiteral("Disable Dr. grace?")});
        QCOMPARE(table->model()->index(1, PeopleModel::State).data().toString(), QStringLiteral("active"));
        answers.yes = true;
        disable->click();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(1, PeopleModel::State).data().toString(), QStringLiteral("disabled"), patience);
    }

    void letsSomebodyWhoWasDisabledBackIn()
    {
        Ward ward;
        const core::PersonId grace = ward.join(QStringLiteral("grace"), {core::Role::Reviewer}).person.id;
        QVERIFY(workflow::disablePerson(ward.ports(), ward.ada(), grace, QStringLiteral("leave")));
        Room<ui::PeoplePage> room(ward, ward.ada());
        auto *table = find<ui::ListTable>(&room.page, QStringLiteral("People"));
        const auto button = [&](const QString &name) { return find<QAbstractButton>(&room.page, name); };
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        table->selectRowAt(0);
        QVERIFY(button(QStringLiteral("Disable…"))->isVisible() && !button(QStringLiteral("Enable…"))->isVisible());
        table->selectRowAt(1);
        QTRY_VERIFY(button(QStringLiteral("Enable…"))->isVisible() && !button(QStringLiteral("Disable…"))->isVisible());
        button(QStringLiteral("Enable…"))->click();
        auto *yes = button(QStringLiteral("Enable"));
        yes->click();
        QVERIFY2(uitest::reads(&room.page, QStringLiteral("At least one role.")), "nobody gets back what they had by itself");
        button(QStringLiteral("Auditor"))->click();
        for (const QString &field : {QStringLiteral("Their passphrase, typed by themselves"), QStringLiteral("Once more")})
            find<QLineEdit>(&room.page, field)->setText(QStringLiteral("a quite different passphrase"));
        QCOMPARE(uitest::unnamed(&room.page).join(u'\n'), QString());
        yes->click();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(1, PeopleModel::State).data().toString(), QStringLiteral("active"), patience);
        const core::Person now = **ward.ports().people.person(grace);
        QVERIFY(now.has(core::Role::Auditor) && !now.has(core::Role::Reviewer));
    }

    void onlyAnAdministratorMayChangePeople()
    {
        Ward ward;
        const workflow::ActingPerson grace = ward.join(QStringLiteral("grace"), {core::Role::Reviewer});
        Room<ui::PeoplePage> room(ward, grace);
        auto *table = find<ui::ListTable>(&room.page, QStringLiteral("People"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        table->selectRowAt(0);
        QVERIFY(!find<QAbstractButton>(&room.page, QStringLiteral("Add a person…"))->isEnabled());
        QVERIFY(!find<QAbstractButton>(&room.page, QStringLiteral("Disable…"))->isEnabled());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestOversightPages)
#include "tst_oversightpages.moc"
