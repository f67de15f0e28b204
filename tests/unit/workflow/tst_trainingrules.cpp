// Each guard rail of what leaves as training data, by itself and against the others.
#include "workflow/trainingrules.h"

#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::CaseState;
using core::DecisionFlag;
using core::Stage;
using core::Verdict;

namespace {

core::DecisionRow row(const char *id, quint64 index, Stage stage = Stage::Review, Verdict verdict = Verdict::Edit)
{
    core::DecisionRow made;
    made.id = core::StatementId(QString::fromLatin1(id));
    made.logIndex = index;
    made.stage = stage;
    made.verdict = verdict;
    made.version = 1;
    return made;
}

// A correction that was released, alone on its case: it leaves.
JudgedDecision plain()
{
    const core::DecisionRow mine = row("mine", 10);
    return {mine, {}, true, true, CaseState::Released, 1, false, {mine}};
}

JudgedDecision beside(const core::DecisionRow &mine, const core::DecisionRow &other)
{
    JudgedDecision judged = plain();
    judged.row = mine;
    judged.ofCase = {mine, other};
    return judged;
}

core::DecisionRow gone(core::DecisionRow row)
{
    row.stands = false;
    return row;
}

} // namespace

class TrainingRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesOrWhyNot_data()
    {
        QTest::addColumn<JudgedDecision>("judged");
        QTest::addColumn<QString>("why"); // empty: it leaves
        const auto test = [](const char *name, const JudgedDecision &judged, const QString &why = {}) { QTest::newRow(name) << judged << why; };
        const auto with = [](const std::function<void(JudgedDecision &)> &change) {
            JudgedDecision judged = plain();
            change(judged);
            return judged;
        };
        test("a released correction", plain());
        test("an approval", with([](auto &j) { j.row.verdict = Verdict::Approve; }));
        test("a rejection of a closed case", with([](auto &j) { j.row.verdict = Verdict::Reject, j.state = CaseState::Closed; }));
        test("recorded late", with([](auto &j) { j.flags = {DecisionFlag::Late, DecisionFlag::Clock}; }));
        test("a bad signature", with([](auto &j) { j.valid = false; }), QStringLiteral("invalid"));
        test("a redacted case", with([](auto &j) { j.state = CaseState::Redacted; }), QStringLiteral("redacted"));
        test("a withdrawn case", with([](auto &j) { j.state = CaseState::Withdrawn; }), QStringLiteral("withdrawn"));
        test("an open dispute", with([](auto &j) { j.state = CaseState::Disputed; }), QStringLiteral("disputed"));
        test("set aside when it came", with([](auto &j) { j.flags = {DecisionFlag::Quarantined}, j.row.stands = false; }), QStringLiteral("set-aside"));
        test("corrected or recalled", with([](auto &j) { j.row.stands = false; }), QStringLiteral("replaced"));
        test("came after another one stood", with([](auto &j) { j.flags = {DecisionFlag::Disputed}, j.row.stands = false; }), QStringLiteral("overruled"));
        test("an escalation", with([](auto &j) { j.row.verdict = Verdict::Escalate; }), QStringLiteral("escalated"));
        test("held", with([](auto &j) { j.state = CaseState::Held; }), QStringLiteral("not-settled"));
        test("still open", with([](auto &j) { j.state = CaseState::Open; }), QStringLiteral("not-settled"));
        test("escalated and not decided", with([](auto &j) { j.state = CaseState::Escalated; }), QStringLiteral("not-settled"));
        test("of an earlier version", with([](auto &j) { j.caseVersion = 2; }), QStringLiteral("earlier-version"));
        test("its text is gone", with([](auto &j) { j.textsThere = false; }), QStringLiteral("texts-gone"));
        test("the first of two who agree", beside(row("mine", 10), row("other", 12)), QStringLiteral("same-outcome"));
        test("the second of two who agree", beside(row("mine", 10), row("other", 8)));
        test("settled by a third person", beside(row("mine", 10), row("third", 12, Stage::Resolution)), QStringLiteral("overruled"));
        test("settled by an earlier third person", beside(row("mine", 10), row("third", 8, Stage::Resolution)), QStringLiteral("overruled"));
        test("the third person's", beside(row("mine", 10, Stage::Resolution), row("other", 8)));
        test("the third person's, and another came later", beside(row("mine", 10, Stage::Resolution), row("other", 12)));
        test("a third person's before another one's", beside(row("mine", 10, Stage::Resolution), row("third", 12, Stage::Resolution)),
             QStringLiteral("overruled"));
        test("a later one that stands no more", beside(row("mine", 10), gone(row("other", 12, Stage::Resolution))));
        core::DecisionRow older = row("older", 12, Stage::Resolution);
        older.version = 7;
        test("a later one of another version", beside(row("mine", 10), older));
        JudgedDecision both = beside(row("mine", 10), row("second", 11));
        both.ofCase.append(row("third", 12, Stage::Resolution));
        test("overruled goes before agreed", both, QStringLiteral("overruled"));
    }
    void leavesOrWhyNot()
    {
        QFETCH(const JudgedDecision, judged);
        QFETCH(const QString, why);
        const auto kept = whyKeptBack(judged);
        QCOMPARE(kept ? keptBackName(*kept) : QString(), why);
        QCOMPARE(kept.has_value(), !why.isEmpty());
    }

    // Whatever else is true of it, a sentinel is one, and nothing has a name for it.
    void aSentinelIsNeverTold()
    {
        for (const CaseState state : {CaseState::Released, CaseState::Closed, CaseState::Disputed, CaseState::Redacted, CaseState::Withdrawn, CaseState::Open})
            for (const bool valid : {true, false})
                for (const bool stands : {true, false}) {
                    JudgedDecision judged = plain();
                    judged.sentinel = true;
                    judged.state = state;
                    judged.valid = valid;
                    judged.row.stands = stands;
                    const auto kept = whyKeptBack(judged);
                    QVERIFY(kept == KeptBack::Sentinel);
                    QVERIFY(keptBackName(*kept).isEmpty());
                }
    }
};

QTEST_GUILESS_MAIN(TrainingRulesTest)
#include "tst_trainingrules.moc"
