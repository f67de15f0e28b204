// Taking cases along, deciding them away from the store, coming back: through the binary.
#include "journeys/program.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
const QString ben = QStringLiteral("ben");
const QString cleo = QStringLiteral("cleo");
} // namespace

class OfflineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tenAreTakenSixDecidedOneIsDisputedAndAThirdPersonSettlesIt();
    void nothingIsReleasedBeforeItIsSent();
    void sayingHowManyAndHowLargeTakesNothing();
    void onlyWhatWasAskedForIsTaken();
    void aDraftComesBackAndTheRestIsFreeAgain();
    void aReturnedWorkspaceAndItsCopiesAreNoise();
    void twoCopiesOfOneWorkspaceAreNoticed();
    void aRecalledCheckOutIsSetAside();
    void aRevokedKeyIsSetAside();
    void clearTextIsInNoFile();
    void badInputIsSaidAndChangesNothing();
    void aCheckOutThatWasCutOffGoesOn();
    void syncingAgainSendsNothing();

private:
    QString trip() const { return m_home->path(QStringLiteral("trip.workspace")); }
    QStringList inTrip() const { return {QStringLiteral("--workspace"), trip()}; }
    Ended offline(const char *call, const QString &person = ben) const { return m_home->runAs(person, words("offline") + words(call) + inTrip()); }
    // In the workspace.
    Ended there(const char *call, const QString &person = ben) const { return m_home->runAs(person, words(call) + QStringList{QStringLiteral("--store"), trip()}); }
    Ended as(const QString &person, const char *call) const { return m_home->runAs(person, words(call)); }
    void takeTenAndDecideSix();
    void comeBackToAConflict();
    void settleAndReturn();
    void makeWard(int cases)
    {
        QCOMPARE(m_home->makeStore().code, 0);
        QCOMPARE(m_home->addReviewer(ben).code, 0);
        QCOMPARE(m_home->addReviewer(cleo).code, 0);
        QCOMPARE(m_home->importTexts(cases).code, 0);
    }
    QString stateOf(const QString &id) const
    {
        return m_home->run({QStringLiteral("show"), id, QStringLiteral("--json")}).object().value(u"state").toString();
    }
    void demandGoodRecord() const
    {
        const Ended verified = m_home->run(words("ledger verify --json"));
        QVERIFY2(verified.code == 0, verified.out + verified.err);
        const Ended whole = m_home->runAs(ada, words("doctor --deep --json"));
        for (const QJsonObject &row : whole.objects())
            QVERIFY2(row.value(u"state").toString() != u"bad", QJsonDocument(row).toJson());
    }

    std::unique_ptr<Home> m_home;
};

void OfflineTest::init()
{
    m_home = std::make_unique<Home>();
}

void OfflineTest::tenAreTakenSixDecidedOneIsDisputedAndAThirdPersonSettlesIt()
{
    for (const auto step : {&OfflineTest::takeTenAndDecideSix, &OfflineTest::comeBackToAConflict, &OfflineTest::settleAndReturn}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return;
    }
}

void OfflineTest::takeTenAndDecideSix()
{
    makeWard(12);
    const Ended out = offline("checkout --next 10 --hours 8 --json");
    QVERIFY2(out.code == 0, out.err);
    QCOMPARE(keysOf(out.out), QByteArray("workspace,checkout,seq,cases,leftOut,bytes,until"));
    QCOMPARE(out.object().value(u"cases").toInt(), 10);
    QCOMPARE(as(cleo, "claim c1 --json").kind(), QStringLiteral("claim-held"));

    const Ended cases = there("cases --json");
    QVERIFY2(cases.code == 0, cases.err);
    QCOMPARE(cases.objects().size(), 10);
    QCOMPARE(there("cases --text hundred --json").objects().size(), 10);
    QCOMPARE(there("show c3 --json").object().value(u"suggestion").toObject().value(u"text").toString(), QStringLiteral("Take 50 mg twice daily."));
    for (const char *call : {"decide c1 approve --json", "decide c2 approve --json", "decide c3 reject --rationale wrong --json", "decide c4 escalate --json",
                             "decide c5 approve --json"}) {
        const Ended decided = there(call);
        QVERIFY2(decided.code == 0, decided.err);
        QVERIFY(decided.object().value(u"seq").isNull());
        QVERIFY(!decided.object().value(u"released").toBool());
    }
    const QString text = m_home->write(QStringLiteral("text"), "Take 500 mg twice daily.");
    QCOMPARE(m_home->runAs(ben, words("decide c6 edit --rationale dose --text-file") + QStringList{text, QStringLiteral("--store"), trip()}).code, 0);
    QCOMPARE(there("decisions --json").objects().size(), 6);
    const Ended status = offline("status --json");
    QCOMPARE(keysOf(status.out), QByteArray("workspace,id,store,person,origin,checkout,until,expired,ready,cases,left,decided,made,sent,acknowledged,included,unsentSince,disputed,setAside,closed,statements"));
    QCOMPARE(status.object().value(u"left").toInt(), 4);
    QCOMPARE(status.object().value(u"made").toInt(), 6);
    QVERIFY(offline("status").out.contains("offline: 4 of 10 left, 6 decided, nothing sent since"));
    QVERIFY(there("cases").out.contains("c3\tdecided here, not sent\t"));
    QVERIFY(there("show c3").out.contains("decided here, not sent"));
    QCOMPARE(there("show c3 --json").object().value(u"decidedHere").toString(), QStringLiteral("made"));
    QVERIFY(there("show c7 --json").object().value(u"decidedHere").isNull());
    const Ended looked = there("doctor --json");
    QVERIFY2(looked.code == 0, looked.err);
    QCOMPARE(looked.objects().first().value(u"check").toString(), QStringLiteral("workspace"));
    QCOMPARE(there("stats --json").kind(), QStringLiteral("not-allowed"));
    QCOMPARE(there("decisions --case nope --json").kind(), QStringLiteral("no-such-case"));
}

// The second half: somebody else was quicker with one of them.
void OfflineTest::comeBackToAConflict()
{
    QCOMPARE(m_home->runAs(ada, words("release-claim c2 --json")).code, 4); // not hers
    QCOMPARE(as(ben, "release-claim c2").code, 0);
    const Ended online = as(cleo, "decide c2 reject --rationale no --json");
    QVERIFY2(online.code == 0, online.err);

    const Ended planned = offline("sync --dry-run --json");
    QVERIFY2(planned.code == 0, planned.err);
    QStringList fates;
    for (const QJsonObject &row : planned.objects())
        fates.append(row.value(u"case").toString() + u' ' + row.value(u"fate").toString());
    QCOMPARE(fates, QStringList({QStringLiteral("c1 recorded"), QStringLiteral("c2 disputed"), QStringLiteral("c3 recorded"), QStringLiteral("c4 recorded"),
                                 QStringLiteral("c5 recorded"), QStringLiteral("c6 recorded")}));
    QCOMPARE(stateOf(QStringLiteral("c1")), QStringLiteral("open"));

    const Ended synced = offline("sync --json");
    QVERIFY2(synced.code == 0, synced.err);
    const QJsonObject sum = synced.objects().last();
    QCOMPARE(sum.value(u"included").toInt(), 6);
    QCOMPARE(sum.value(u"disputed").toInt(), 1);
    QVERIFY(sum.value(u"allIncluded").toBool());
    for (const auto &[id, state] : {std::pair{"c1", "released"}, std::pair{"c2", "disputed"}, std::pair{"c3", "closed"}, std::pair{"c4", "escalated"},
                                    std::pair{"c5", "released"}, std::pair{"c6", "released"}, std::pair{"c7", "open"}})
        QCOMPARE(stateOf(QLatin1String(id)), QLatin1String(state));
    // What became of each, and why, is said again.
    const QJsonObject again = offline("sync --json").objects().value(1);
    QCOMPARE(again.value(u"fate").toString() + u' ' + again.value(u"before").toString() + u' ' + again.value(u"cause").toString(),
             QStringLiteral("already disputed already-decided"));
    const QJsonObject kept = offline("status --json").object().value(u"statements").toArray().at(1).toObject();
    QCOMPARE(kept.value(u"progress").toString() + u' ' + kept.value(u"fate").toString() + u' ' + kept.value(u"cause").toString(),
             QStringLiteral("included disputed already-decided"));
    QVERIFY(offline("status").out.contains("c2\tapprove\tincluded\tdisputed\tanother decision stands"));
    QVERIFY(there("cases").out.contains("c3\tdecided here, included\t"));
    demandGoodRecord();
}

void OfflineTest::settleAndReturn()
{
    // Both decisions side by side; neither of the two may settle it.
    const Ended both = m_home->run(words("decisions --case c2 --flag disputed --json"));
    QCOMPARE(both.objects().size(), 2);
    QCOMPARE(as(ben, "decide c2 approve --json").kind(), QStringLiteral("second-slot"));
    QVERIFY(as(ben, "claim c2").err.contains("a third person settles it"));
    QCOMPARE(as(cleo, "decide c2 approve --json").kind(), QStringLiteral("second-slot"));
    const Ended settled = as(ada, "decide c2 approve --json");
    QVERIFY2(settled.code == 0, settled.err);
    QCOMPARE(settled.object().value(u"state").toString(), QStringLiteral("released"));
    demandGoodRecord();
    for (const QJsonObject &row : m_home->run(words("decisions --case c2 --json")).objects()) {
        const bool isAdas = row.value(u"reviewer").toString() == ada;
        QCOMPARE(row.value(u"stands").toBool(), isAdas);
        QCOMPARE(row.value(u"settledBy"), isAdas ? QJsonValue(QJsonValue::Null) : settled.object().value(u"decision"));
        QCOMPARE(row.value(u"kept"), isAdas ? QJsonValue(QJsonValue::Null) : QJsonValue(row.value(u"reviewer").toString() == ben));
    }
    const QByteArray shown = m_home->run(words("show c2")).out;
    QVERIFY2(shown.contains("Not kept: Dr. Ada Mwangi settled the dispute on ") && shown.contains("Kept by Dr. Ada Mwangi"), shown);
    QCOMPARE(m_home->run(words("decisions --case nope --json")).kind(), QStringLiteral("no-such-case"));
    QVERIFY(offline("status").out.contains("all sent"));
    QCOMPARE(offline("return").code, 0);
    QVERIFY(!QFile::exists(trip()));
    QCOMPARE(as(cleo, "claim c7 --json").code, 0);
    demandGoodRecord();
}

void OfflineTest::nothingIsReleasedBeforeItIsSent()
{
    makeWard(1);
    QCOMPARE(offline("checkout --case c1").code, 0);
    QCOMPARE(there("decide c1 approve --json").object().value(u"state").toString(), QStringLiteral("held"));
    QCOMPARE(there("released --json").kind(), QStringLiteral("not-allowed"));
    QVERIFY(m_home->run(words("released --json")).out.isEmpty());
    QCOMPARE(offline("sync").code, 0);
    QCOMPARE(m_home->run(words("released --json")).objects().size(), 1);
}

void OfflineTest::sayingHowManyAndHowLargeTakesNothing()
{
    makeWard(3);
    const Ended dry = offline("checkout --next 2 --dry-run --json");
    QVERIFY2(dry.code == 0, dry.err);
    QCOMPARE(dry.object().value(u"cases").toInt(), 2);
    QVERIFY(dry.object().value(u"bytes").toInt() > 200);
    QVERIFY(!QFile::exists(trip()));
    QCOMPARE(as(cleo, "claim c1").code, 0);
    QCOMPARE(offline("checkout").code, 2);
    QCOMPARE(offline("checkout --next 2 --case c1").code, 2);
    QCOMPARE(offline("checkout --hours 73 --next 2").code, 2);
}

void OfflineTest::onlyWhatWasAskedForIsTaken()
{
    makeWard(4);
    QCOMPARE(as(cleo, "claim c1").code, 0);
    const Ended held = offline("checkout --case c1 --case c2 --json");
    QCOMPARE(held.code, 4);
    QCOMPARE(held.kind(), QStringLiteral("claim-held"));
    QVERIFY(!QFile::exists(trip()));
    QVERIFY2(offline("checkout --case c1 --case c2").err.contains("c1 (cleo has it)"), held.err);
    QCOMPARE(as(cleo, "claim c2 --json").code, 0); // nothing was kept of it
    QVERIFY(offline("checkout --case c1 --case c2").err.contains("Others are working on 2 of the cases that were named: c1 (cleo has it), c2 (cleo has it)."));
    const Ended rest = offline("checkout --kind clinical-note --json");
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(rest.object().value(u"cases").toInt(), 2);
    QCOMPARE(offline("checkout --next 1 --json").kind(), QStringLiteral("store-exists"));
}

void OfflineTest::aDraftComesBackAndTheRestIsFreeAgain()
{
    makeWard(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    QCOMPARE(offline("return").code, 0);
    QCOMPARE(stateOf(QStringLiteral("c1")), QStringLiteral("released"));
    QCOMPARE(as(cleo, "claim c2").code, 0);
    demandGoodRecord();
}

void OfflineTest::aReturnedWorkspaceAndItsCopiesAreNoise()
{
    makeWard(1);
    QCOMPARE(offline("checkout --next 1").code, 0);
    const QString copy = m_home->path(QStringLiteral("copy.workspace"));
    QVERIFY(QFile::copy(trip(), copy));
    QCOMPARE(offline("return").code, 0);
    const Ended opened = m_home->runAs(ben, words("cases --json --store") + QStringList{copy});
    QCOMPARE(opened.code, 4);
    QCOMPARE(opened.kind(), QStringLiteral("not-allowed"));
}

void OfflineTest::twoCopiesOfOneWorkspaceAreNoticed()
{
    makeWard(3);
    QCOMPARE(offline("checkout --next 3").code, 0);
    QDir keys(m_home->path(QStringLiteral("keys/workspaces")));
    const QString mark = keys.filePath(keys.entryList({QStringLiteral("*.mark")}).value(0));
    QVERIFY(QFile::copy(trip(), m_home->path(QStringLiteral("b"))) && QFile::copy(mark, m_home->path(QStringLiteral("b.mark"))));
    QCOMPARE(there("decide c1 approve").code, 0);
    QCOMPARE(offline("sync").code, 0);
    // The copy, as it would be on another machine, with its own mark.
    QVERIFY(QFile::remove(trip()) && QFile::rename(m_home->path(QStringLiteral("b")), trip()));
    QVERIFY(QFile::remove(mark) && QFile::rename(m_home->path(QStringLiteral("b.mark")), mark));
    QCOMPARE(there("decide c2 reject --rationale r").code, 0);
    QCOMPARE(there("decide c3 approve").code, 0);
    const Ended second = offline("sync --json");
    QVERIFY2(second.code == 0, second.err);
    QCOMPARE(second.object().value(u"fate").toString(), QStringLiteral("quarantined"));
    QCOMPARE(second.object().value(u"cause").toString(), QStringLiteral("device-fork"));
    QCOMPARE(stateOf(QStringLiteral("c2")), QStringLiteral("open"));
    QVERIFY(as(ada, "security --json").out.contains("workspace-copied"));
    const Ended listed = as(ada, "offline list --json");
    QCOMPARE(listed.objects().last().value(u"alarm").toString(), QStringLiteral("workspace-copied"));
    QCOMPARE(listed.objects().last().value(u"actor").toString(), ben);
    const QByteArray read = as(ada, "offline list").out;
    QVERIFY2(read.startsWith("CHECK-OUT ") && read.contains(" UTC") && read.contains("ALARM: a copy of a workspace of ben was used"), read);
    QCOMPARE(as(cleo, "offline list --json").objects().size(), 0); // not hers
    demandGoodRecord();
    QCOMPARE(second.objects().value(1).value(u"fate").toString(), QStringLiteral("quarantined"));
    QCOMPARE(there("decide c1 approve --json").kind(), QStringLiteral("not-allowed")); // nothing more is signed in it
}

void OfflineTest::aRecalledCheckOutIsSetAside()
{
    makeWard(2);
    const QString id = offline("checkout --next 2 --json").object().value(u"checkout").toString();
    QCOMPARE(there("decide c1 approve").code, 0);
    const QStringList recall = words("offline recall --rationale stolen --json") + QStringList{id};
    QCOMPARE(m_home->runAs(ben, recall).kind(), QStringLiteral("not-allowed"));
    const Ended recalled = m_home->runAs(ada, recall);
    QVERIFY2(recalled.code == 0, recalled.err);
    QVERIFY(recalled.object().value(u"recalled").toBool());
    QCOMPARE(m_home->runAs(ada, recall).kind(), QStringLiteral("move-not-allowed"));
    QCOMPARE(as(cleo, "claim c1").code, 0);
    QCOMPARE(offline("sync --json").object().value(u"cause").toString(), QStringLiteral("checkout-recalled"));
    QCOMPARE(offline("status --json").object().value(u"closed").toString(), QStringLiteral("checkout-recalled"));
    const Ended more = there("decide c2 approve");
    QCOMPARE(more.code, 4);
    QVERIFY2(more.err.contains("the check-out was recalled"), more.err);
    QCOMPARE(stateOf(QStringLiteral("c1")), QStringLiteral("open"));
    QCOMPARE(m_home->run(words("decisions --flag quarantined --json")).objects().size(), 1);
    demandGoodRecord();
}

void OfflineTest::aRevokedKeyIsSetAside()
{
    makeWard(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    QCOMPARE(as(ada, "person disable ben").code, 0);
    const Ended synced = offline("sync --json");
    QVERIFY2(synced.code == 0, synced.err);
    QCOMPARE(synced.object().value(u"cause").toString(), QStringLiteral("key-revoked"));
    QCOMPARE(stateOf(QStringLiteral("c1")), QStringLiteral("open"));
    demandGoodRecord();
}

void OfflineTest::clearTextIsInNoFile()
{
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(m_home->addReviewer(ben).code, 0);
    const QString file = m_home->write(QStringLiteral("canary.jsonl"), Home::textCase("c1", "Amoxicillincanary twice daily."));
    QCOMPARE(m_home->runAs(ada, words("import") + QStringList{file}).code, 0);
    QCOMPARE(offline("checkout --next 1").code, 0);
    QCOMPARE(there("decide c1 reject --rationale Rationalecanary").code, 0);
    QDirIterator all(m_home->path({}), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int seen = 0;
    while (all.hasNext()) {
        QFile one(all.next());
        if (one.fileName().startsWith(m_home->store()) || one.fileName() == file || !one.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = one.readAll().toLower();
        QVERIFY2(!bytes.contains("canary"), qPrintable(one.fileName()));
        ++seen;
    }
    QVERIFY(seen >= 4);
}

void OfflineTest::badInputIsSaidAndChangesNothing()
{
    makeWard(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    QFile file(trip());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    const auto tryWith = [&](const QByteArray &bytes) {
        m_home->write(QStringLiteral("trip.workspace"), bytes);
        const Ended ended = offline("sync --json");
        [&] { QCOMPARE(ended.err.count('\n'), 1); }();
        return ended.kind();
    };
    QByteArray bent = whole;
    bent[whole.size() / 2] = static_cast<char>(bent.at(whole.size() / 2) ^ 1);
    QCOMPARE(tryWith(bent), QStringLiteral("store-damaged"));
    QCOMPARE(tryWith(whole.left(whole.size() / 2)), QStringLiteral("store-damaged"));
    QCOMPARE(tryWith("no workspace"), QStringLiteral("not-a-store"));
    QByteArray newer = whole;
    newer[63] = 9;
    QCOMPARE(tryWith(newer), QStringLiteral("store-newer"));
    m_home->write(QStringLiteral("trip.workspace"), whole);
    const QString wrong = m_home->write(QStringLiteral("wrong"), "not the passphrase of anybody\n");
    QCOMPARE(m_home->run(words("offline sync --json --as ben --secret-file") + QStringList{wrong} + inTrip()).kind(), QStringLiteral("wrong-secret"));
    QCOMPARE(offline("sync --json", cleo).kind(), QStringLiteral("not-allowed"));
    QCOMPARE(m_home->run(words("init --admin zoe --admin-name Zoe --store other.sqlite --secret-file") + QStringList{m_home->secretFile(QStringLiteral("zoe"))}).code, 0);
    QCOMPARE(m_home->runAs(ben, words("offline sync --json --store other.sqlite") + inTrip()).kind(), QStringLiteral("not-allowed"));
    QCOMPARE(there("ledger verify --json").kind(), QStringLiteral("not-allowed"));
    QCOMPARE(m_home->run(words("decisions --json")).objects().size(), 0);
    QCOMPARE(offline("sync").code, 0);
    QCOMPARE(m_home->run(words("decisions --json")).objects().size(), 1);
}

// Killed between the signed entry and the end of copying: what lies there goes on with the same command.
void OfflineTest::aCheckOutThatWasCutOffGoesOn()
{
    makeWard(3);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QVERIFY(QFile::rename(trip(), trip() + QStringLiteral(".part"))); // as if the last step had not been
    QCOMPARE(there("cases --json").kind(), QStringLiteral("store-missing"));
    const Ended again = offline("checkout --json");
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(again.object().value(u"cases").toInt(), 2);
    QCOMPARE(there("cases --json").objects().size(), 2);
    QCOMPARE(m_home->run(words("ledger since 0 --json")).out.count("\"kind\":\"checkout\""), 1);
}

void OfflineTest::syncingAgainSendsNothing()
{
    makeWard(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    QCOMPARE(there("decide c2 approve").code, 0);
    QCOMPARE(offline("sync").code, 0);
    const QByteArray size = m_home->run(words("ledger checkpoint --json")).out;
    const Ended again = offline("sync --json");
    QCOMPARE(again.code, 0);
    QCOMPARE(again.objects().last().value(u"already").toInt(), 2);
    QCOMPARE(m_home->run(words("ledger checkpoint --json")).out, size);
    demandGoodRecord();
}

QTEST_GUILESS_MAIN(OfflineTest)
#include "tst_offline.moc"
