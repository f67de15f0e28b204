// What is disputed of a case, beside what has changed in it since.
#include "ui/reviewdesk.h"

#include "ui/review/dispute/casechanges.h"
#include "workflow/recallcase.h"

#include <QDialog>
#include <QTextBrowser>

using namespace countersign;
using namespace countersign::uitest;
using core::CaseId;
using testsupport::Ward;

namespace {

QByteArray secondVersion(QByteArray line)
{
    line.replace("how much metformin?", "how much metformin now?");
    line.replace("A1c,9.1", "A1c,8.2");
    return line.insert(line.size() - 1, ",\"version\":2");
}

// Decided with edits, taken back, and sent again otherwise.
void decideAndSendAgain(Ward &ward, const QString &id)
{
    workflow::DecisionRequest request;
    request.caseId = CaseId(id);
    request.verdict = core::Verdict::Edit;
    request.rationale = QStringLiteral("dose misread");
    request.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Takes 500 mg twice daily. A1c 9.1."), {}};
    QVERIFY(ward.decide(ward.ada(), request));
    QVERIFY(workflow::recallCase(ward.ports(), ward.ada(), {CaseId(id), QStringLiteral("read again"), {}}));
    QCOMPARE(ward.importLines({secondVersion(noteCase(id.toUtf8()))})->files.first().imported, 1);
}

} // namespace

class DisputesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_folder); }

    void whatWasDecidedStandsBesideWhatHasChangedSince()
    {
        Desk desk({noteCase("a")});
        decideAndSendAgain(desk.ward, QStringLiteral("a"));
        desk.open(QStringLiteral("a"));
        QVERIFY(desk.button(QStringLiteral("What was decided, and what has changed since"))->isVisible());
        desk.press(Qt::Key_B);
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find<QDialog>(desk.page.get(), QStringLiteral("Decided on an earlier version"))) && dialog->isVisible(), patience);
        auto *decision = find<QTextBrowser>(dialog, QStringLiteral("The decision"));
        auto *changes = find<QTextBrowser>(dialog, QStringLiteral("What has changed in the case since"));
        QTRY_VERIFY_WITH_TIMEOUT(decision->toPlainText().contains(u"Decided in version 1; the case is in version 2 now."), patience);
        QVERIFY2(changes->toPlainText().contains(u"Evidence: Dialogue"), qPrintable(changes->toPlainText()));
        QVERIFY2(changes->toPlainText().contains(u"Evidence: Labs"), qPrintable(changes->toPlainText()));
        QVERIFY(!changes->toPlainText().contains(u"Suggestion"));
        QVERIFY(unnamed(dialog).isEmpty());
        QTest::keyClick(dialog, Qt::Key_1);
        QTRY_COMPARE_WITH_TIMEOUT(desk.editor()->text(), QStringLiteral("Takes 500 mg twice daily. A1c 9.1."), patience);
    }

    void nothingIsDisputedWhereOneDecidedTheCaseAsItIs()
    {
        Desk desk({noteCase("a")});
        workflow::DecisionRequest request;
        request.caseId = CaseId(QStringLiteral("a"));
        QVERIFY(desk.ward.decide(desk.ward.ada(), request));
        desk.open(QStringLiteral("a"));
        QVERIFY(!desk.button(QStringLiteral("Both decisions side by side"))->isVisible());
        desk.press(Qt::Key_B);
        QVERIFY(!find<QDialog>(desk.page.get(), QStringLiteral("Both decisions")));
        QVERIFY(!find<QDialog>(desk.page.get(), QStringLiteral("Decided on an earlier version")));
    }

    void changesSayWhatCameAndWhatWent()
    {
        Ward ward;
        core::CaseRecord earlier, now;
        earlier.title = now.title = QStringLiteral("Follow-up");
        earlier.evidence = {{QStringLiteral("a"), QStringLiteral("Labs"), {}, QStringLiteral("A1c 9.1"), {}, {}, {}},
                            {QStringLiteral("b"), QStringLiteral("X-ray"), {}, std::nullopt, QStringLiteral("b.png"), QString(64, u'1'), {}}};
        now.evidence = {{QStringLiteral("b"), QStringLiteral("X-ray"), {}, std::nullopt, QStringLiteral("b.png"), QString(64, u'2'), {}},
                        {QStringLiteral("c"), QStringLiteral("Letter"), {}, QStringLiteral("new"), {}, {}, {}}};
        now.suggestion.content.text = QStringLiteral("Take 5 mg.");
        const auto changes = ui::caseChanges(ward.ports(), earlier, now);
        QVERIFY(changes);
        QStringList said;
        for (const ui::CaseChange &change : *changes)
            said << change.what + u'|' + change.note;
        QCOMPARE(said, (QStringList{QStringLiteral("Suggestion|"), QStringLiteral("Evidence: X-ray|another file than before"), QStringLiteral("Evidence: Letter|new"),
                                    QStringLiteral("Evidence: Labs|no longer there")}));
        QVERIFY(ui::caseChanges(ward.ports(), now, now)->isEmpty());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(DisputesTest)
#include "tst_disputes.moc"
