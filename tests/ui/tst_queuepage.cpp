// The queue: by keyboard, with what is there said in words, and nothing lost on a refresh.
#include "items/queuemodel.h"
#include "ui/hands.h"
#include "ui/parts/chip.h"
#include "ui/parts/listtable.h"
#include "ui/queue/importrun.h"
#include "ui/queue/queuepage.h"

#include <QListView>
#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace countersign;
using testsupport::Ward;
using ui::QueuePage;
using uitest::find;
using uitest::patience;

namespace {

// A page on a ward's store, signed in as Ada.
struct Counter {
    explicit Counter(Ward &ward) : session(uitest::sessionOn(ward)), import(*session), page(*session, import, {})
    {
        session->adopt(ward.ada());
        page.restart();
        uitest::show(page);
    }
    ui::ListTable *table() { return find<ui::ListTable>(&page, QStringLiteral("Cases")); }
    QLineEdit *search() { return find<QLineEdit>(&page, QStringLiteral("Search cases")); }
    int rows() { return table()->model()->rowCount(); }
    QString current() { return table()->currentIndex().siblingAtColumn(0).data(items::CaseIdRole).toString(); }

    std::unique_ptr<workflow::Session> session;
    ui::ImportRun import;
    QueuePage page;
};

} // namespace

class TestQueuePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void listsWhatWaitsAndOpensItWithReturn()
    {
        Ward ward;
        ward.importTexts(30);
        Counter counter(ward);
        const QAbstractItemModelTester tester(counter.table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 30, patience);
        QSignalSpy chosen(&counter.page, &QueuePage::caseChosen);
        counter.table()->setFocus();
        QTest::keyClick(counter.table(), Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(!counter.current().isEmpty(), patience);
        const QString id = counter.current();
        QTest::keyClick(counter.table(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<core::CaseId>().value, id);
    }

    void saysInAnEmptyStoreWhatToDoNext()
    {
        Ward ward;
        Counter counter(ward);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&counter.page, QStringLiteral("No cases yet")), patience);
        auto *import = find<QAbstractButton>(&counter.page, QStringLiteral("Import cases…"));
        QVERIFY(import);
    }

    void findsCasesWhileOneTypesAndClearsWithEscape()
    {
        Ward ward;
        ward.importTexts(5);
        QVERIFY(ward.importLines({Ward::textCase(QStringLiteral("odd"), QStringLiteral("Metformin is continued."))}));
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 6, patience);
        counter.table()->setFocus();
        QTest::keyClick(counter.table(), Qt::Key_Slash);
        QTRY_VERIFY(counter.search()->hasFocus());
        QTest::keyClicks(counter.search(), QStringLiteral("metfor"));
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(counter.current(), QStringLiteral("odd"), patience);
        QTest::keyClick(counter.search(), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 6, patience);
        QTest::keyClick(counter.search(), Qt::Key_Escape);
        QVERIFY(counter.table()->hasFocus());
    }

    void opensWhatWasSearchedForAndNotWhatWasListedBefore()
    {
        Ward ward;
        ward.importTexts(5);
        QVERIFY(ward.importLines({Ward::textCase(QStringLiteral("odd"), QStringLiteral("Metformin is continued."))}));
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 6, patience);
        QSignalSpy chosen(&counter.page, &QueuePage::caseChosen);
        counter.search()->setFocus();
        QTest::keyClicks(counter.search(), QStringLiteral("metfor"));
        QTest::keyClick(counter.search(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(chosen.size(), 1, patience);
        QCOMPARE(chosen.first().first().value<core::CaseId>().value, QStringLiteral("odd"));
    }

    void saysThatNothingMatches()
    {
        Ward ward;
        ward.importTexts(3);
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 3, patience);
        QTest::keyClicks(counter.search(), QStringLiteral("zebra"));
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&counter.page, QStringLiteral("Nothing matches")), patience);
    }

    void saysThatSomeWaitForASecondLookWhereNoneIsOpen()
    {
        Ward ward;
        ward.importTexts(1);
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(QStringLiteral("c1"));
        request.verdict = core::Verdict::Escalate;
        request.rationale = QStringLiteral("not mine to say");
        QVERIFY(ward.decide(ward.ada(), request));
        Counter counter(ward);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&counter.page, QStringLiteral("For a second look: 1 case.")), patience);
        QVERIFY(!uitest::reads(&counter.page, QStringLiteral("Everything is decided")));
    }

    void showsCountsOnTheChipsAndFiltersByThem()
    {
        Ward ward;
        ward.importTexts(4);
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(QStringLiteral("c2"));
        QVERIFY(ward.decide(ward.ada(), request));
        Counter counter(ward);
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(&counter.page, QStringLiteral("Open 3")), patience);
        auto *released = find<ui::Chip>(&counter.page, QStringLiteral("Released 1"));
        QVERIFY(released);
        QTest::keyClick(released, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(counter.current(), QStringLiteral("c2"), patience);
    }

    void keepsSelectionAndPlaceWhenTheStoreChanges()
    {
        Ward ward;
        ward.importTexts(200);
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 200, patience);
        counter.table()->setFocus();
        counter.table()->selectRowAt(120);
        QTRY_VERIFY_WITH_TIMEOUT(!counter.current().isEmpty(), patience);
        const QString id = counter.current();
        const int place = counter.table()->rowViewportPosition(counter.table()->currentRow());
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(counter.table()->model()->index(0, 0).data(items::CaseIdRole).toString());
        QTRY_VERIFY_WITH_TIMEOUT(
            !(request.caseId = core::CaseId(counter.table()->model()->index(0, 0).data(items::CaseIdRole).toString())).isEmpty(),
            patience);
        QVERIFY(ward.decide(ward.ada(), request));
        counter.page.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 199, patience);
        QCOMPARE(counter.current(), id);
        QCOMPARE(counter.table()->rowViewportPosition(counter.table()->currentRow()), place);
    }

    void takesTheNextCaseWithOneKey()
    {
        Ward ward;
        ward.importTexts(1);
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 1, patience);
        QSignalSpy next(&counter.page, &QueuePage::nextWanted);
        counter.table()->setFocus();
        QTest::keyClick(counter.table(), Qt::Key_N);
        QCOMPARE(next.size(), 1);
        counter.search()->setFocus();
        QTest::keyClick(counter.search(), Qt::Key_N);
        QCOMPARE(next.size(), 1);
        QCOMPARE(counter.search()->text(), QStringLiteral("n"));
        QTest::keyClick(counter.search(), Qt::Key_N, Qt::AltModifier);
        QCOMPARE(next.size(), 2);
    }

    void importsFilesAndSaysWhatWentInAndWhatDidNot()
    {
        Ward ward;
        Counter counter(ward);
        const QString path = QDir(ward.folder()).filePath(QStringLiteral("mixed.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Ward::textCase(QStringLiteral("good")) + "\n{\"schema\":\"countersign.case/1\",\"id\":7}\n");
        file.close();
        uitest::LaidDownAnswers answers;
        answers.files = {path};
        find<QAbstractButton>(&counter.page, QStringLiteral("Import cases…"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&counter.page, QStringLiteral("imported, 1 refused")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 1, patience);
        auto *refusals = find<QListView>(&counter.page, QStringLiteral("Refused records"));
        QVERIFY(refusals && refusals->isVisible());
        QVERIFY(refusals->model()->index(0, 0).data().toString().contains(u"mixed.jsonl, line 2"));
    }

    void goesFromPaneToPaneWithF6()
    {
        Ward ward;
        ward.importTexts(3);
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 3, patience);
        counter.search()->setFocus();
        QTest::keyClick(counter.search(), Qt::Key_F6);
        QVERIFY(counter.table()->hasFocus());
        QTest::keyClick(counter.table(), Qt::Key_F6);
        QVERIFY(counter.search()->hasFocus());
    }

    void everyControlHasANameAndIsLargeEnough()
    {
        Ward ward;
        ward.importTexts(3);
        Counter counter(ward);
        QTRY_COMPARE_WITH_TIMEOUT(counter.rows(), 3, patience);
        QCOMPARE(uitest::unnamed(&counter.page).join(u'\n'), QString());
        const QList<QAbstractButton *> buttons = counter.page.findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons)
            if (button->isVisible() && button->focusPolicy() != Qt::NoFocus && !button->inherits("QLineEditIconButton"))
                QVERIFY2(button->height() >= ui::theme::px(32), qPrintable(button->accessibleName()));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestQueuePage)
#include "tst_queuepage.moc"
