#include "sync/reconcile.h"

#include <QTest>

using namespace countersign;
using namespace Qt::StringLiterals;
using sync::Fate;

namespace {

const core::TeamId team(QStringLiteral("main"));
const core::PersonId ada(QStringLiteral("ada"));
const core::PersonId ben(QStringLiteral("ben"));
const QDateTime began = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

ledger::Hash hashOf(const QString &text)
{
    return ledger::sha256(text.toUtf8());
}

core::StatementId idOf(int number)
{
    return core::StatementId(QStringLiteral("0190a000-0000-7000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
}

// One device, one person, cases a, b, c … each checked out and free, and statements about them in order.
struct Trip {
    QList<sync::LocalStatement> local;
    sync::Remote remote;
    sync::Baseline baseline;

    explicit Trip(int cases)
    {
        remote.now = began.addSecs(36'000);
        remote.person = ada;
        baseline.began = began;
        for (int i = 0; i < cases; ++i) {
            const QString id = name(i);
            baseline.cases.append({team, core::CaseId(id), 1, hashOf(id), 7, 1});
            remote.cases.insert(key(i), {core::CaseState::Open, hashOf(id), {{1, {{}, {}, ada, 7, began.addSecs(72'000)}}}});
        }
    }
    static QString name(int i) { return QString(QChar(u'a' + i)); }
    static sync::CaseKey key(int i) { return {team.value, name(i)}; }
    sync::RemoteCase &at(int i) { return remote.cases[key(i)]; }

    sync::LocalStatement &decide(int i)
    {
        sync::LocalStatement one;
        const int number = int(local.size()) + 1;
        one.id = idOf(number);
        one.deviceSeq = quint64(number);
        one.note = hashOf(one.id.value);
        if (!local.isEmpty())
            one.previous = local.last().note;
        one.team = team;
        one.caseId = core::CaseId(name(i));
        one.caseDigest = hashOf(name(i));
        one.fence = 7;
        one.claimed = began.addSecs(60 * number);
        one.bytes = 100;
        local.append(one);
        return local.last();
    }
    // The store has the first `count` statements.
    void record(int count)
    {
        for (int i = 0; i < count; ++i) {
            remote.recorded.insert(local[i].id, local[i].note);
            remote.deviceSeq = local[i].deviceSeq;
            remote.deviceNote = local[i].note;
        }
    }
    sync::SyncPlan plan() const { return sync::reconcile(local, remote, baseline); }
    QStringList fates() const
    {
        QStringList words;
        for (const sync::PlannedStatement &one : plan().statements) {
            QString word = QString::fromLatin1(sync::fateName(one.fate));
            for (const ledger::Flag flag : one.flags)
                word += u'+' + QString::fromLatin1(ledger::flagName(flag));
            words.append(one.cause.isEmpty() ? word : word + u':' + one.cause);
        }
        return words;
    }
};

} // namespace

class TestReconcile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsWhatNobodyTouched()
    {
        Trip trip(2);
        trip.decide(0);
        trip.decide(1);
        QCOMPARE(trip.fates(), (QStringList{u"recorded"_s, u"recorded"_s}));
        QCOMPARE(trip.plan().toSend(), 2);
        QCOMPARE(trip.plan().bytesToSend(), quint64(200));
        QVERIFY(trip.plan().changed.isEmpty());
    }

    void marksLateWhatNobodyElseDecided()
    {
        Trip trip(3);
        for (int i = 0; i < 3; ++i)
            trip.decide(i);
        trip.at(0).slotsByNumber[1].expires = trip.remote.now.addSecs(-1);
        trip.at(1).slotsByNumber[1].fence = 8;
        trip.at(1).slotsByNumber[1].holder = ben;
        QCOMPARE(trip.fates(), (QStringList{u"late+late"_s, u"late+late"_s, u"recorded"_s}));
    }

    void disputesWhatAnotherDecided()
    {
        Trip trip(1);
        trip.decide(0);
        trip.at(0).state = core::CaseState::Released;
        trip.at(0).slotsByNumber[1] = {ben, idOf(99), {}, 8, {}};
        QCOMPARE(trip.fates(), QStringList{u"disputed+disputed:already-decided"_s});
        QCOMPARE(trip.plan().statements.first().against, idOf(99));
    }

    void disputesWhatOnesOwnOtherDeviceDecided()
    {
        Trip trip(1);
        trip.decide(0);
        trip.at(0).slotsByNumber[2] = {ada, idOf(98), {}, 9, {}};
        QCOMPARE(trip.fates(), QStringList{u"disputed+disputed:already-decided"_s});
    }

    void disputesWhatWasEscalatedMeanwhile()
    {
        Trip trip(1);
        trip.decide(0);
        trip.at(0).state = core::CaseState::Escalated;
        QCOMPARE(trip.fates(), QStringList{u"disputed+disputed:already-decided"_s});
    }

    void disputesEarlierContentAndWhatWasTakenAway()
    {
        Trip trip(3);
        for (int i = 0; i < 3; ++i)
            trip.decide(i);
        trip.at(0).digest = hashOf(u"other"_s);
        trip.at(1).state = core::CaseState::Withdrawn;
        trip.at(2).state = core::CaseState::Redacted;
        QCOMPARE(trip.fates(), (QStringList{u"disputed+disputed:earlier-content"_s, u"disputed+disputed:withdrawn"_s, u"disputed+disputed:redacted"_s}));
    }

    void refusesACaseThatIsNotThere()
    {
        Trip trip(1);
        trip.decide(0);
        trip.remote.cases.clear();
        QCOMPARE(trip.fates(), QStringList{u"refused:no-such-case"_s});
    }

    void quarantinesAfterRevocationAndRecall()
    {
        Trip trip(1);
        trip.decide(0);
        trip.remote.keyRevoked = true;
        QCOMPARE(trip.fates(), QStringList{u"quarantined+quarantined:key-revoked"_s});
        trip.remote.keyRevoked = false;
        trip.remote.recalled = true;
        QCOMPARE(trip.fates(), QStringList{u"quarantined+quarantined:checkout-recalled"_s});
        trip.remote.recalled = false;
        trip.remote.suspended = true;
        QCOMPARE(trip.fates(), QStringList{u"quarantined+quarantined:device-suspended"_s});
    }

    void holdsWhatComesAfterAGap()
    {
        Trip trip(3);
        for (int i = 0; i < 3; ++i)
            trip.decide(i);
        trip.local.removeAt(1);
        QCOMPARE(trip.fates(), (QStringList{u"recorded"_s, u"held:gap"_s}));
        QCOMPARE(trip.plan().toSend(), 1);
    }

    void keepsBothOfAForkAndSuspendsTheDevice()
    {
        Trip trip(3);
        for (int i = 0; i < 3; ++i)
            trip.decide(i);
        trip.record(1);
        trip.remote.deviceSeq = 2; // the copy was quicker
        trip.remote.deviceNote = hashOf(u"the copy's second"_s);
        QCOMPARE(trip.fates(), (QStringList{u"already"_s, u"quarantined+quarantined:device-fork"_s, u"quarantined+quarantined:device-fork"_s}));
    }

    void nothingOfAForkIsHeldForEver()
    {
        Trip trip(5);
        for (int i = 0; i < 5; ++i)
            trip.decide(i);
        trip.record(1);
        trip.remote.deviceNote = hashOf(u"the copy's first"_s);
        trip.remote.recorded.clear();
        QCOMPARE(trip.fates(), QStringList(5, u"quarantined+quarantined:device-fork"_s));
    }

    void noticesAForkByItsPredecessor()
    {
        Trip trip(2);
        trip.decide(0);
        trip.decide(1);
        trip.local.removeFirst();
        trip.remote.deviceSeq = 1;
        trip.remote.deviceNote = hashOf(u"another first"_s);
        QCOMPARE(trip.fates(), QStringList{u"quarantined+quarantined:device-fork"_s});
    }

    void replaysAreNothingNew()
    {
        Trip trip(4);
        for (int i = 0; i < 4; ++i) {
            trip.decide(i);
            trip.at(i).slotsByNumber[1] = {ada, idOf(i + 1), {}, 7, {}};
            trip.at(i).state = core::CaseState::Released;
        }
        trip.record(4);
        QCOMPARE(trip.fates(), QStringList(4, u"already"_s));
        QCOMPARE(trip.plan().toSend(), 0);
    }

    void refusesOtherBytesUnderOneId()
    {
        Trip trip(1);
        trip.decide(0);
        trip.remote.recorded.insert(idOf(1), hashOf(u"forged"_s));
        QCOMPARE(trip.fates(), QStringList{u"refused:other-bytes"_s});
    }

    void flagsClaimedTimesThatCannotBe()
    {
        Trip trip(4);
        for (int i = 0; i < 4; ++i)
            trip.decide(i);
        trip.local[0].claimed = began.addSecs(-61);
        trip.local[1].claimed = trip.remote.now.addSecs(61);
        trip.local[2].claimed = began.addSecs(5); // back again
        trip.local[3].claimed = began.addSecs(6);
        QCOMPARE(trip.fates(), (QStringList{u"recorded+clock"_s, u"recorded+clock"_s, u"recorded+clock"_s, u"recorded"_s}));
    }

    void aLittleIsNoFlagAndBackIsOneHoweverOftenItWasSent()
    {
        Trip trip(3);
        for (int i = 0; i < 3; ++i)
            trip.decide(i);
        trip.local[0].claimed = began.addSecs(-60);
        trip.local[1].claimed = trip.remote.now.addSecs(60);
        trip.local[2].claimed = trip.remote.now.addSecs(60);
        QCOMPARE(trip.fates(), QStringList(3, u"recorded"_s));
        trip.local[2].claimed = trip.remote.now;
        trip.record(2); // the first two came before
        trip.remote.deviceClaimed = trip.local[1].claimed;
        QCOMPARE(trip.fates(), (QStringList{u"already"_s, u"already"_s, u"recorded+clock"_s}));
    }

    void aCorrectionFollowsItsDecision()
    {
        Trip trip(1);
        trip.decide(0);
        trip.decide(0).supersedes = idOf(1);
        QCOMPARE(trip.fates(), (QStringList{u"recorded"_s, u"recorded"_s}));
        trip.at(0).slotsByNumber[1] = {ben, idOf(99), {}, 8, {}};
        QCOMPARE(trip.fates(), (QStringList{u"disputed+disputed:already-decided"_s, u"disputed+disputed:already-decided"_s}));
    }

    void twoDecisionsOfOneCaseDoNotBothStand()
    {
        Trip trip(1);
        trip.decide(0);
        trip.decide(0);
        QCOMPARE(trip.fates(), (QStringList{u"recorded"_s, u"disputed+disputed:already-decided"_s}));
    }

    void keepsWhyInASessionThatEarlierProgramsNeedNotRead()
    {
        sync::WorkspaceSession session;
        session.origin = u"here"_s;
        session.checkout = idOf(98);
        session.until = session.began = QDateTime(QDate(2026, 11, 27), QTime(4, 0), Qt::UTC);
        session.sent.insert(idOf(1), {sync::Progress::Included, 7, {}, sync::Fate::Late});
        const QByteArray plain = *sync::write(session);
        QVERIFY(plain.startsWith("countersign.session/v1\n"));
        QVERIFY(sync::parseSession(plain) == session);
        session.sent.insert(idOf(2), {sync::Progress::Included, 8, {}, sync::Fate::Disputed, u"already-decided"_s});
        const QByteArray text = *sync::write(session);
        QVERIFY(text.startsWith("countersign.session/v2\n"));
        QVERIFY(sync::parseSession(text) == session);
        QVERIFY(!sync::parseSession(QByteArray(text).replace("session/v2", "session/v1"))); // there was no cause then
    }

    void tellsWhatToTakeOut()
    {
        Trip trip(5);
        trip.decide(4);
        trip.at(0).digest = hashOf(u"other"_s);
        trip.at(1).slotsByNumber[1] = {ben, idOf(99), {}, 8, {}};
        trip.remote.cases.remove(Trip::key(2));
        trip.at(4).state = core::CaseState::Redacted;
        QStringList out;
        for (const sync::ChangedCase &one : trip.plan().changed)
            out.append(one.caseId.value + u':' + one.cause);
        QCOMPARE(out, (QStringList{u"a:earlier-content"_s, u"b:already-decided"_s, u"c:gone"_s, u"e:redacted"_s}));
    }
};

QTEST_APPLESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
