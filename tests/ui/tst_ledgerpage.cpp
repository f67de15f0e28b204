// The ledger: what was signed, in words; checked as a whole; on paper.
#include "ui/hands.h"
#include "ui/ledger/decisionview.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/parts/listtable.h"
#include "ui/review/evidence/evidencepane.h"
#include "workflow/verifyledger.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTextEdit>

using namespace countersign;
using testsupport::Ward;
using ui::LedgerPage;
using uitest::find;
using uitest::patience;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;

workflow::DecisionRequest edit(const QString &id)
{
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(id);
    request.verdict = core::Verdict::Edit;
    request.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Take 500 mg twice daily."), {}};
    request.rationale = QStringLiteral("The dose was misread.");
    request.reasons = {QStringLiteral("dose-wrong")};
    return request;
}

workflow::DecisionRequest approve(const QString &id)
{
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(id);
    return request;
}

struct Archive {
    explicit Archive(Ward &ward) : session(uitest::sessionOn(ward)), page(*session)
    {
        session->adopt(ward.ada());
        page.restart();
        uitest::show(page);
    }
    ui::ListTable *decisions() { return find<ui::ListTable>(&page, QStringLiteral("Decisions")); }
    ui::ListTable *entries() { return find<ui::ListTable>(&page, QStringLiteral("Entries")); }
    QTextEdit *text() { return find<QTextEdit>(&page, QStringLiteral("Text of the decision")); }
    QString cell(int row, int column) { return decisions()->model()->index(row, column).data().toString(); }
    void openFirst()
    {
        decisions()->setFocus();
        decisions()->selectRowAt(0);
        QTest::keyClick(decisions(), Qt::Key_Return);
    }

    std::unique_ptr<workflow::Session> session;
    LedgerPage page;
};

} // namespace

class TestLedgerPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        uitest::prepareApplication(m_folder);
        m_ward = std::make_unique<Ward>();
        m_ward->importTexts(3);
        QVERIFY(m_ward->decide(m_ward->ada(), approve(QStringLiteral("c1"))));
        QVERIFY(m_ward->decide(m_ward->ada(), edit(QStringLiteral("c2"))));
    }

    void listsDecisionsNewestFirst()
    {
        Archive archive(*m_ward);
        const QAbstractItemModelTester tester(archive.decisions()->model(), reporting);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        QCOMPARE(archive.cell(0, items::DecisionModel::Verdict), QStringLiteral("Approved with edits"));
        QCOMPARE(archive.cell(0, items::DecisionModel::Case), QStringLiteral("c2"));
        QCOMPARE(archive.cell(0, items::DecisionModel::Reviewer), QStringLiteral("Dr. Ada Mwangi"));
        QCOMPARE(archive.cell(1, items::DecisionModel::Verdict), QStringLiteral("Approved"));
    }

    void opensADecisionWithItsSignatureInWordsAndItsDifference()
    {
        Archive archive(*m_ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(archive.text()->toPlainText().contains(u"500 mg"), patience);
        const QString text = archive.text()->toPlainText();
        QVERIFY2(text.indexOf(u"50") < text.indexOf(u"500"), "what was removed stands before what replaced it");
        const QString signature = QStringLiteral("Approved with edits by Dr. Ada Mwangi (ada) on 2026-01-02 03:04:05 UTC.");
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, signature), patience);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("I have reviewed")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("The dose was misread.")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Dose wrong")), patience);
        QVERIFY(find<QPlainTextEdit>(&archive.page, QStringLiteral("Signed statement"))->toPlainText().startsWith(u"countersign.decision/v1"));
        auto *views = find<QTabBar>(&archive.page, QStringLiteral("Text shown"));
        views->setCurrentIndex(1);
        QCOMPARE(archive.text()->toPlainText(), QStringLiteral("Take 50 mg twice daily."));
        views->setCurrentIndex(2);
        QCOMPARE(archive.text()->toPlainText(), QStringLiteral("Take 500 mg twice daily."));
        QTest::keyClick(archive.text(), Qt::Key_Escape);
        QTRY_VERIFY(archive.decisions()->isVisible());
    }

    void showsTheEvidenceOfTheCaseAndWhoElseSigned()
    {
        Ward ward; // an escalated case that a supervisor settled
        const workflow::ActingPerson grace = ward.join(QStringLiteral("grace"), {core::Role::Reviewer});
        ward.importTexts(1);
        workflow::DecisionRequest escalated = approve(QStringLiteral("c1"));
        escalated.verdict = core::Verdict::Escalate;
        QVERIFY(ward.decide(grace, escalated));
        QVERIFY(ward.decide(ward.ada(), approve(QStringLiteral("c1"))));
        Archive archive(ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Escalated by Dr. grace (grace) on ")), patience);
        QVERIFY(uitest::reads(&archive.page, QStringLiteral("Approved by Dr. Ada Mwangi")));
        auto *evidence = archive.page.findChild<ui::EvidencePane *>();
        QVERIFY(!evidence->isVisible());
        find<QTabBar>(&archive.page, QStringLiteral("Text shown"))->setCurrentIndex(3);
        QVERIFY(evidence->isVisible() && !archive.text()->isVisible());
        QVERIFY(!evidence->current().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(evidence->reader(), patience);
        QCOMPARE(uitest::unnamed(&archive.page).join(u'\n'), QString());
    }

    void filtersByKindAndTime()
    {
        Archive archive(*m_ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        auto *kind = find<QComboBox>(&archive.page, QStringLiteral("Kind"));
        QTRY_COMPARE_WITH_TIMEOUT(kind->count(), 2, patience);
        kind->setCurrentIndex(1);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        // The ward's decisions were signed under a clock that stands in the past.
        find<QComboBox>(&archive.page, QStringLiteral("Time"))->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("No such decision")), patience);
    }

    void filtersByReasonAndFlag()
    {
        Archive archive(*m_ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.page.refresh();
        auto *reason = find<QComboBox>(&archive.page, QStringLiteral("Reason"));
        QTRY_VERIFY_WITH_TIMEOUT(reason->findData(QStringLiteral("dose-wrong")) > 0, patience);
        reason->setCurrentIndex(reason->findData(QStringLiteral("dose-wrong")));
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 1, patience);
        QCOMPARE(archive.cell(0, items::DecisionModel::Case), QStringLiteral("c2"));
        reason->setCurrentIndex(0);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        auto *flag = find<QComboBox>(&archive.page, QStringLiteral("Flag"));
        flag->setCurrentIndex(flag->findText(QStringLiteral("Late")));
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("No such decision")), patience);
    }

    void notesOnceThatAnAuditorLooked()
    {
        Ward ward;
        ward.importTexts(1);
        QVERIFY(ward.decide(ward.ada(), approve(QStringLiteral("c1"))));
        const workflow::ActingPerson auditor = ward.join(QStringLiteral("aud"), {core::Role::Auditor});
        const auto looks = [&ward] {
            QStringList found;
            const auto lines = workflow::ledgerSince(ward.ports(), 0, 0);
            for (const workflow::LedgerLine &line : *lines)
                if (line.kind == u"audit.opened")
                    found += line.actor + u' ' + line.subject;
            return found;
        };
        Archive archive(ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 1, patience);
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Approved by")), patience);
        QCOMPARE(looks(), QStringList()); // what Ada signed herself
        archive.session->adopt(auditor);
        archive.page.restart();
        QTRY_COMPARE_WITH_TIMEOUT(looks(), QStringList{QStringLiteral("aud ")}, patience);
        archive.openFirst();
        QTRY_COMPARE_WITH_TIMEOUT(looks().last(), QStringLiteral("aud c1"), patience);
        QTest::keyClick(archive.text(), Qt::Key_Escape);
        auto *verdict = find<QComboBox>(&archive.page, QStringLiteral("Verdict"));
        verdict->setCurrentIndex(1);
        QTRY_COMPARE_WITH_TIMEOUT(looks().size(), 3, patience);
        verdict->setCurrentIndex(0);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 1, patience);
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(archive.text()->isVisible(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Approved by")), patience);
        QCOMPARE(looks().size(), 3);
        QVERIFY(workflow::verifyLedger(ward.ports(), {})->ok);
    }

    void saysHowFirmlyADecisionStands()
    {
        Archive archive(*m_ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Included: the proof")), patience);
        QVERIFY(uitest::reads(&archive.page, QStringLiteral("Recorded as entry")));
        QVERIFY(uitest::reads(&archive.page, QStringLiteral("Not witnessed yet")));
        QVERIFY(workflow::witnessLog(m_ward->ports(), m_ward->ada()));
        QTest::keyClick(archive.text(), Qt::Key_Escape);
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Witnessed: the workstation")), patience);
    }

    void filtersByCaseAndVerdict()
    {
        Archive archive(*m_ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        auto *verdict = find<QComboBox>(&archive.page, QStringLiteral("Verdict"));
        verdict->setCurrentIndex(1);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 1, patience);
        QCOMPARE(archive.cell(0, items::DecisionModel::Case), QStringLiteral("c1"));
        verdict->setCurrentIndex(0);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.decisions()->setFocus();
        QTest::keyClick(archive.decisions(), Qt::Key_Slash);
        auto *id = find<QLineEdit>(&archive.page, QStringLiteral("Case id"));
        QTRY_VERIFY(id->hasFocus());
        QTest::keyClicks(id, QStringLiteral("c2"));
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 1, patience);
        QTest::keyClicks(id, QStringLiteral("-none"));
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("No such decision")), patience);
    }

    void showsEveryEntryByteForByte()
    {
        Archive archive(*m_ward);
        const QAbstractItemModelTester tester(archive.entries()->model(), reporting);
        find<QTabBar>(&archive.page, QStringLiteral("What is listed"))->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(archive.entries()->model()->rowCount() > 5, patience);
        const int last = archive.entries()->model()->rowCount() - 1;
        const QModelIndex first = archive.entries()->model()->index(last, items::LedgerModel::What);
        QTRY_COMPARE_WITH_TIMEOUT(first.data().toString(), QStringLiteral("Store created"), patience);
        archive.entries()->setFocus();
        archive.entries()->selectRowAt(last);
        QTest::keyClick(archive.entries(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(archive.text()->toPlainText().startsWith(u"countersign.entry/v1"), patience);
    }

    void opensADecisionFromTheListOfEntries()
    {
        Archive archive(*m_ward);
        find<QTabBar>(&archive.page, QStringLiteral("What is listed"))->setCurrentIndex(1);
        auto *model = archive.entries()->model();
        QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() > 5, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!model->index(0, items::LedgerModel::What).data().toString().isEmpty(), patience);
        int row = 0;
        while (row < model->rowCount() && model->index(row, items::LedgerModel::What).data().toString() != u"Decision")
            ++row;
        archive.entries()->setFocus();
        archive.entries()->selectRowAt(row);
        QTest::keyClick(archive.entries(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("Approved with edits by")), patience);
    }

    void checksTheRecordAndSaysThatItIsWhole()
    {
        Archive archive(*m_ward);
        archive.decisions()->setFocus();
        QTest::keyClick(&archive.page, Qt::Key_V, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("The record is whole")), patience);
        QVERIFY(uitest::reads(&archive.page, QStringLiteral("This workstation has witnessed it.")));
        const auto kept = m_ward->ports().ledger.loadCheckpoint(std::numeric_limits<quint64>::max());
        QVERIFY(kept && *kept);
        QVERIFY(find<QAbstractButton>(&archive.page, QStringLiteral("Verify"))->isEnabled());
    }

    void savesADecisionAsPdf()
    {
        Archive archive(*m_ward);
        uitest::LaidDownAnswers answers;
        answers.path = m_folder.filePath(QStringLiteral("decision.pdf"));
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.openFirst();
        auto *save = find<QAbstractButton>(&archive.page, QStringLiteral("Save as PDF…"));
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), patience);
        save->click();
        QFile file(answers.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("%PDF"));
    }

    void saysWhereAPdfCannotBeWritten()
    {
        Archive archive(*m_ward);
        uitest::LaidDownAnswers answers;
        answers.path = m_folder.filePath(QStringLiteral("no-such-folder/decision.pdf"));
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        archive.openFirst();
        auto *save = find<QAbstractButton>(&archive.page, QStringLiteral("Save as PDF…"));
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), patience);
        save->click();
        QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(&archive.page, QStringLiteral("could not be written")), patience);
    }

    void printsEverySignatureWithNameTimeAndMeaning()
    {
        const auto session = uitest::sessionOn(*m_ward);
        core::DecisionFilter filter;
        filter.teams = m_ward->ada().person.teams();
        filter.newestFirst = true;
        const auto rows = m_ward->ports().decisions.decisions(filter);
        QVERIFY(rows && rows->size() == 2);
        const auto reading = ui::readDecision(m_ward->ports(), rows->first().id, m_ward->ada().person);
        QVERIFY(reading);
        const QString text = ui::printedDecision(*reading)->toPlainText();
        for (const QString &part : {QStringLiteral("Dr. Ada Mwangi"), QStringLiteral("2026-01-02 03:04:05 UTC"), rows->first().meaning,
                                    QStringLiteral("The dose was misread."), rows->first().outcomeBlob, QStringLiteral("Take ")})
            QVERIFY2(text.contains(part), qPrintable(part));
    }

    void everyControlHasAName()
    {
        Archive archive(*m_ward);
        QTRY_COMPARE_WITH_TIMEOUT(archive.decisions()->model()->rowCount(), 2, patience);
        QCOMPARE(uitest::unnamed(&archive.page).join(u'\n'), QString());
        archive.openFirst();
        QTRY_VERIFY_WITH_TIMEOUT(archive.text()->isVisible(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(uitest::unnamed(&archive.page).join(u'\n'), QString(), patience);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Ward> m_ward;
};

QTEST_MAIN(TestLedgerPage)
#include "tst_ledgerpage.moc"
