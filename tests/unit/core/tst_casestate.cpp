#include "core/casestate.h"

#include <QTest>

using namespace countersign::core;

class CaseStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesReadBack();
    void onlyTheMovesOfTheModelAreAllowed_data();
    void onlyTheMovesOfTheModelAreAllowed();
    void everyMoveOfTheTableIsInTheList();
    void asksOnlyForWhatWaits();
};

void CaseStateTest::namesReadBack()
{
    for (int i = 0; i < caseStateCount; ++i)
        QCOMPARE(stateFromName(stateName(CaseState(i))), std::optional(CaseState(i)));
    QVERIFY(!stateFromName(u"approved"));
    QVERIFY(!stateFromName(u""));
}

// The table of model.md written out a second time, one line a row: from, move, every state it may lead to.
void CaseStateTest::onlyTheMovesOfTheModelAreAllowed_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("move");
    QTest::addColumn<QStringList>("to");
    const QStringList ends{QStringLiteral("held"), QStringLiteral("released"), QStringLiteral("closed")};
    const QStringList states{QStringLiteral("open"), QStringLiteral("escalated"), QStringLiteral("disputed"), QStringLiteral("held"),
                             QStringLiteral("released"), QStringLiteral("closed"), QStringLiteral("withdrawn"), QStringLiteral("redacted")};
    for (const QString &from : states) {
        const bool signedState = ends.contains(from);
        const auto row = [&](Move move, const QStringList &to) {
            QTest::newRow(qPrintable(from + u' ' + moveName(move))) << from << int(move) << to;
        };
        row(Move::Decide, from == u"open" ? ends : QStringList());
        row(Move::Disagree, from == u"open" || signedState ? QStringList{QStringLiteral("disputed")} : QStringList());
        row(Move::Escalate, from == u"open" ? QStringList{QStringLiteral("escalated")} : QStringList());
        row(Move::Resolve, from == u"escalated" || from == u"disputed" ? ends : QStringList());
        row(Move::WindowEnds, from == u"held" ? QStringList{QStringLiteral("released")} : QStringList());
        row(Move::Supersede, signedState ? ends : QStringList());
        row(Move::Recall, from == u"released" ? QStringList{QStringLiteral("open")} : QStringList());
        row(Move::Withdraw, from == u"withdrawn" || from == u"redacted" ? QStringList() : QStringList{QStringLiteral("withdrawn")});
        row(Move::Redact, from == u"redacted" ? QStringList() : QStringList{QStringLiteral("redacted")});
    }
}

void CaseStateTest::onlyTheMovesOfTheModelAreAllowed()
{
    QFETCH(QString, from);
    QFETCH(int, move);
    QFETCH(QStringList, to);
    for (int state = 0; state < caseStateCount; ++state)
        QCOMPARE(allowed(*stateFromName(from), Move(move), CaseState(state)), to.contains(stateName(CaseState(state))));
}

void CaseStateTest::everyMoveOfTheTableIsInTheList()
{
    const QList<AllowedMove> table = allowedMoves();
    for (const AllowedMove &row : table)
        QVERIFY(allowed(row.from, row.move, row.to));
    qsizetype number = 0;
    for (int from = 0; from < caseStateCount; ++from)
        for (int move = 0; move < moveCount; ++move)
            for (int to = 0; to < caseStateCount; ++to)
                number += allowed(CaseState(from), Move(move), CaseState(to));
    QCOMPARE(table.size(), number);
}

void CaseStateTest::asksOnlyForWhatWaits()
{
    QVERIFY(awaitsDecision(CaseState::Open));
    QVERIFY(awaitsDecision(CaseState::Escalated));
    QVERIFY(awaitsDecision(CaseState::Disputed));
    QVERIFY(!awaitsDecision(CaseState::Held));
    QVERIFY(!awaitsDecision(CaseState::Released));
    QVERIFY(!awaitsDecision(CaseState::Closed));
    QVERIFY(!awaitsDecision(CaseState::Withdrawn));
    QVERIFY(!awaitsDecision(CaseState::Redacted));
}

QTEST_GUILESS_MAIN(CaseStateTest)
#include "tst_casestate.moc"
