// Taking cases along from a store on a server, and coming back to it: through the binary, with the server deciding what becomes of each statement.
#include "journeys/program.h"
#include "support/throwawayserver.h"

#include <QDir>
#include <QJsonArray>
#include <memory>

using namespace countersign::journeys;
using countersign::testsupport::ThrowawayServer;

class tst_SharedOffline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void tenAreTakenFourDecidedOneIsDisputedAndAThirdPersonSettlesIt();
    void takesWhatIsFreeAndNothingByHalves();
    void sendsToWhereItWasCheckedOut();
    void goesOnAfterBeingCutOff();
    void twoCopiesOfOneWorkspaceAreNoticed();
    void aRecalledCheckOutIsAcceptedOrVoided();
    void aReplacedKeyIsSetAside();
    void aSupervisorBringsWhatSomebodyWithoutALoginSigned();
    void lettersGoBothWays();
    void lettersGoOnAfterTheStoreWasPutBack();
    void comesBackToAStoreThatMovedMeanwhile();

private:
    QString trip() const { return m_home->path(u"trip.workspace"_qs); }
    Ended as(const QString &person, const char *line, const QStringList &more = {}) const { return m_home->runAs(person, words(line) + more); }
    Ended offline(const char *line, const QString &person = u"ben"_qs) const
    {
        return m_home->runAs(person, words("offline") + words(line) + QStringList{u"--workspace"_qs, trip()});
    }
    // In the workspace.
    Ended there(const char *line, const QString &person = u"ben"_qs) const { return m_home->runAs(person, words(line) + QStringList{u"--store"_qs, trip()}); }
    QStringList fates(const Ended &synced) const
    {
        QStringList list;
        for (const QJsonObject &row : synced.objects())
            if (row.contains(u"fate"))
                list.append((row.value(u"case").toString() + u' ' + row.value(u"fate").toString() + u' ' + row.value(u"cause").toString()).trimmed());
        return list;
    }
    QString stateOf(const QString &id) const { return m_home->runAs(u"sue"_qs, {u"show"_qs, id, u"--json"_qs}).object().value(u"state").toString(); }
    void join(const QString &id, const QString &role) const
    {
        const Ended joined = as(u"ada"_qs, "person add", {id, u"--name"_qs, u"Dr. "_qs + id, u"--role"_qs, role, u"--new-secret-file"_qs, m_home->secretFile(id)});
        QVERIFY2(joined.code == 0, joined.err);
    }
    void makeTeam() const
    {
        const Ended made = m_home->makeStore();
        QVERIFY2(made.code == 0, made.err);
        join(u"ben"_qs, u"reviewer"_qs);
        join(u"cleo"_qs, u"reviewer"_qs);
        join(u"sue"_qs, u"supervisor"_qs);
    }
    void bring(int cases) const { QCOMPARE(m_home->importTexts(cases).code, 0); }
    void demandGoodRecord() const
    {
        const Ended verified = as(u"sue"_qs, "ledger verify --json");
        QVERIFY2(verified.code == 0, verified.out + verified.err);
        for (const QJsonObject &row : as(u"sue"_qs, "doctor --deep --json").objects())
            QVERIFY2(row.value(u"state").toString() != u"bad", QJsonDocument(row).toJson());
    }

    std::unique_ptr<ThrowawayServer> m_server;
    std::unique_ptr<Home> m_home;
    QString m_url;
    int m_databases = 0;
};

void tst_SharedOffline::initTestCase()
{
    m_server = std::make_unique<ThrowawayServer>();
    skipWithoutServer(*m_server);
}

void tst_SharedOffline::init()
{
    m_url = m_server->freshDatabase(u"away%1"_qs.arg(++m_databases));
    m_home = std::make_unique<Home>();
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, m_url);
    makeTeam();
}

void tst_SharedOffline::tenAreTakenFourDecidedOneIsDisputedAndAThirdPersonSettlesIt()
{
    bring(12);
    const Ended out = offline("checkout --next 10 --hours 8 --json");
    QVERIFY2(out.code == 0, out.err);
    QCOMPARE(out.object().value(u"cases").toInt(), 10);
    QCOMPARE(as(u"cleo"_qs, "claim c1 --json").kind(), u"claim-held"_qs);
    QCOMPARE(as(u"sue"_qs, "offline list --json").object().value(u"held").toInt(), 10);
    QCOMPARE(there("cases --json").objects().size(), 10);
    for (const char *call : {"decide c1 approve", "decide c2 approve", "decide c3 reject --rationale wrong", "decide c4 escalate"})
        QCOMPARE(there(call).code, 0);
    QVERIFY(offline("status").out.contains("offline: 6 of 10 left, 4 decided, nothing sent since"));
    QCOMPARE(stateOf(u"c1"_qs), u"open"_qs);

    QCOMPARE(as(u"ben"_qs, "release-claim c2").code, 0);
    QCOMPARE(as(u"cleo"_qs, "decide c2 reject --rationale no").code, 0);
    const QStringList expected{u"c1 recorded"_qs, u"c2 disputed already-decided"_qs, u"c3 recorded"_qs, u"c4 recorded"_qs};
    QCOMPARE(fates(offline("sync --dry-run --json")), expected);
    QCOMPARE(stateOf(u"c1"_qs), u"open"_qs);
    const Ended synced = offline("sync --json");
    QVERIFY2(synced.code == 0, synced.err);
    QCOMPARE(fates(synced), expected);
    QVERIFY(synced.objects().last().value(u"allIncluded").toBool());
    for (const auto &[id, state] : {std::pair{"c1", "released"}, std::pair{"c2", "disputed"}, std::pair{"c3", "closed"}, std::pair{"c4", "escalated"},
                                    std::pair{"c5", "open"}})
        QCOMPARE(stateOf(QLatin1String(id)), QLatin1String(state));
    demandGoodRecord();

    // A whole session again is a no-op.
    const QByteArray size = as(u"sue"_qs, "ledger checkpoint --json").out;
    QCOMPARE(fates(offline("sync --json")), QStringList({u"c1 already"_qs, u"c2 already already-decided"_qs, u"c3 already"_qs, u"c4 already"_qs}));
    QCOMPARE(as(u"sue"_qs, "ledger checkpoint --json").out, size);

    QCOMPARE(as(u"sue"_qs, "decisions --case c2 --flag disputed --json").objects().size(), 2);
    QCOMPARE(as(u"ben"_qs, "decide c2 approve --json").kind(), u"second-slot"_qs);
    QCOMPARE(as(u"cleo"_qs, "decide c2 approve --json").kind(), u"second-slot"_qs);
    QCOMPARE(as(u"sue"_qs, "decide c2 approve --json").object().value(u"state").toString(), u"released"_qs);
    QCOMPARE(offline("return").code, 0);
    QVERIFY(!QFile::exists(trip()));
    QCOMPARE(as(u"cleo"_qs, "claim c7").code, 0);
    demandGoodRecord();
}

void tst_SharedOffline::takesWhatIsFreeAndNothingByHalves()
{
    bring(4);
    QCOMPARE(as(u"cleo"_qs, "claim c1").code, 0);
    QCOMPARE(offline("checkout --case c1 --case c2 --json").kind(), u"claim-held"_qs);
    QVERIFY(!QFile::exists(trip()));
    QCOMPARE(as(u"cleo"_qs, "claim c2 --json").code, 0); // nothing was kept of it
    QCOMPARE(offline("checkout --next 3", u"sue"_qs).code, 4);
    const Ended rest = offline("checkout --kind clinical-note --json");
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(rest.object().value(u"cases").toInt(), 2);
    demandGoodRecord();
}

// Named nowhere but in the workspace.
void tst_SharedOffline::sendsToWhereItWasCheckedOut()
{
    bring(1);
    QCOMPARE(offline("checkout --next 1").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, {});
    const Ended synced = m_home->run(words("offline sync --json --workspace") + QStringList{trip(), u"--secret-file"_qs, m_home->secretFile(u"ben"_qs)});
    QVERIFY2(synced.code == 0, synced.err);
    QCOMPARE(fates(synced), QStringList{u"c1 recorded"_qs});
}

void tst_SharedOffline::goesOnAfterBeingCutOff()
{
    bring(3);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QVERIFY(QFile::rename(trip(), trip() + u".part"_qs)); // as if the last step had not been
    const Ended again = offline("checkout --json");
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(again.object().value(u"cases").toInt(), 2);
    QCOMPARE(as(u"sue"_qs, "offline list --json").objects().size(), 1);
}

void tst_SharedOffline::twoCopiesOfOneWorkspaceAreNoticed()
{
    bring(3);
    QCOMPARE(offline("checkout --next 3").code, 0);
    QDir keys(m_home->path(u"keys/workspaces"_qs));
    const QString mark = keys.filePath(keys.entryList({u"*.mark"_qs}).value(0));
    QVERIFY(QFile::copy(trip(), m_home->path(u"b"_qs)) && QFile::copy(mark, m_home->path(u"b.mark"_qs)));
    QCOMPARE(there("decide c1 approve").code, 0);
    QCOMPARE(offline("sync").code, 0);
    QVERIFY(QFile::remove(trip()) && QFile::rename(m_home->path(u"b"_qs), trip()));
    QVERIFY(QFile::remove(mark) && QFile::rename(m_home->path(u"b.mark"_qs), mark));
    QCOMPARE(there("decide c2 reject --rationale r").code, 0);
    QCOMPARE(there("decide c3 approve").code, 0);
    const QStringList became = fates(offline("sync --json"));
    QCOMPARE(became.value(0), u"c2 quarantined device-fork"_qs);
    QVERIFY2(became.contains(u"c3 quarantined device-fork"), qPrintable(became.join(u'\n')));
    QCOMPARE(stateOf(u"c2"_qs), u"open"_qs);
    QVERIFY(as(u"sue"_qs, "security --json").out.contains("workspace-copied"));
    QCOMPARE(there("decide c1 approve --json").kind(), u"not-allowed"_qs); // nothing more is signed in it
    demandGoodRecord();
}

void tst_SharedOffline::aRecalledCheckOutIsAcceptedOrVoided()
{
    bring(2);
    const QString id = offline("checkout --next 2 --json").object().value(u"checkout").toString();
    QCOMPARE(there("decide c1 reject --rationale r").code, 0);
    QCOMPARE(there("decide c2 approve").code, 0);
    const QStringList recall = words("offline recall --rationale stolen --json") + QStringList{id};
    QCOMPARE(m_home->runAs(u"ben"_qs, recall).kind(), u"not-allowed"_qs);
    const Ended recalled = m_home->runAs(u"sue"_qs, recall);
    QVERIFY2(recalled.code == 0, recalled.err);
    QVERIFY(recalled.object().value(u"recalled").toBool());
    QCOMPARE(recalled.object().value(u"held").toInt(), 0);
    QCOMPARE(m_home->runAs(u"sue"_qs, recall).kind(), u"move-not-allowed"_qs);
    QCOMPARE(as(u"cleo"_qs, "claim c1").code, 0);
    QCOMPARE(fates(offline("sync --json")), QStringList({u"c1 quarantined checkout-recalled"_qs, u"c2 quarantined checkout-recalled"_qs}));
    QCOMPARE(stateOf(u"c1"_qs), u"open"_qs);
    const QList<QJsonObject> aside = as(u"sue"_qs, "offline aside --json").objects();
    QCOMPARE(aside.size(), 2);
    demandGoodRecord();

    const auto judge = [&](const char *how, const QString &person, int which) {
        return as(person, how, {aside[which].value(u"statement").toString(), u"--rationale"_qs, u"she says so"_qs, u"--json"_qs});
    };
    const int first = aside[0].value(u"case").toString() == u"c1" ? 0 : 1;
    QCOMPARE(judge("offline accept", u"cleo"_qs, first).code, 4);
    const Ended accepted = judge("offline accept", u"sue"_qs, first);
    QVERIFY2(accepted.code == 0, accepted.err);
    QCOMPARE(stateOf(u"c1"_qs), u"disputed"_qs);
    QCOMPARE(judge("offline void", u"sue"_qs, 1 - first).code, 0);
    const Ended again = judge("offline accept", u"sue"_qs, 1 - first); // said is said
    QCOMPARE(again.kind(), u"move-not-allowed"_qs);
    QVERIFY2(again.err.contains("sue has voided this decision before"), again.err);
    QCOMPARE(stateOf(u"c2"_qs), u"open"_qs);
    QCOMPARE(as(u"ben"_qs, "claim c1 --json").kind(), u"second-slot"_qs);
    QCOMPARE(as(u"cleo"_qs, "decide c1 reject --rationale r").code, 0);
    QCOMPARE(stateOf(u"c1"_qs), u"closed"_qs);
    demandGoodRecord();
}

// The workspace opens with the passphrase of then, the server with the one of now.
void tst_SharedOffline::aReplacedKeyIsSetAside()
{
    bring(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    const QString fresh = m_home->write(u"fresh"_qs, "eleven kites above the harbour wall\n");
    const Ended reset = as(u"ada"_qs, "person reset ben --new-secret-file", {fresh});
    QVERIFY2(reset.code == 0, reset.err);
    QCOMPARE(offline("sync --json").kind(), u"wrong-secret"_qs);
    const Ended synced = m_home->runAs(u"ben"_qs, words("offline sync --json --through ben --workspace") + QStringList{trip(), u"--through-secret-file"_qs, fresh});
    QVERIFY2(synced.code == 0, synced.err);
    QCOMPARE(fates(synced), QStringList{u"c1 quarantined key-revoked"_qs});
    QCOMPARE(stateOf(u"c1"_qs), u"open"_qs);
    demandGoodRecord();
}

// Who may not sign in any more gives what they signed to a supervisor's hands; it is looked at.
void tst_SharedOffline::aSupervisorBringsWhatSomebodyWithoutALoginSigned()
{
    bring(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    const auto through = [&](const char *line, const QString &person) {
        const QStringList more{trip(), u"--through"_qs, person, u"--through-secret-file"_qs, m_home->secretFile(person)};
        return m_home->runAs(u"ben"_qs, words(line) + QStringList{u"--workspace"_qs} + more);
    };
    QCOMPARE(fates(through("offline sync --json", u"sue"_qs)), QStringList{u"c1 refused signature"_qs}); // ben can come himself
    QCOMPARE(as(u"ada"_qs, "person disable ben").code, 0);
    QCOMPARE(offline("sync --json").kind(), u"store-unreachable"_qs);
    QCOMPARE(offline("status --json").object().value(u"decided").toInt(), 1);
    for (const char *const line : {"offline sync --dry-run --json", "offline sync --json"}) // said before anything is sent
        QCOMPARE(fates(through(line, u"cleo"_qs)), QStringList{u"c1 refused signature"_qs});
    const Ended brought = through("offline sync --json", u"sue"_qs);
    QVERIFY2(brought.code == 0, brought.err);
    QCOMPARE(fates(brought), QStringList{u"c1 quarantined key-revoked"_qs});
    QCOMPARE(stateOf(u"c1"_qs), u"open"_qs);
    const QString id = as(u"sue"_qs, "offline aside --json").object().value(u"statement").toString();
    QCOMPARE(as(u"sue"_qs, "offline accept --rationale sound", {id}).code, 0);
    QCOMPARE(stateOf(u"c1"_qs), u"disputed"_qs);
    QCOMPARE(through("offline return", u"sue"_qs).code, 0);
    QCOMPARE(as(u"cleo"_qs, "decide c1 approve").code, 0);
    QCOMPARE(as(u"cleo"_qs, "claim c2").code, 0);
    demandGoodRecord();
}

void tst_SharedOffline::lettersGoBothWays()
{
    bring(2);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    QVERIFY(QDir(m_home->path({})).mkdir(u"stick"_qs));
    const QStringList stick{u"--letters"_qs, m_home->path(u"stick"_qs)};
    const Ended none = as(u"ben"_qs, "offline receive --json", {m_home->path(u"stick"_qs)});
    QCOMPARE(none.code, 1);
    QCOMPARE(none.out, QByteArray("{\"taken\":0,\"refused\":0,\"others\":0}\n"));
    QCOMPARE(m_home->runAs(u"ben"_qs, words("offline sync --workspace") + QStringList{trip()} + stick).code, 1);
    const Ended received = as(u"ben"_qs, "offline receive --json", {m_home->path(u"stick"_qs)});
    QVERIFY2(received.code == 0, received.err);
    QCOMPARE(fates(received), QStringList{u"c1 recorded"_qs});
    const Ended posted = m_home->runAs(u"ben"_qs, words("offline sync --workspace") + QStringList{trip()} + stick);
    QVERIFY2(posted.code == 0, posted.err);
    QVERIFY(offline("status").out.contains("all sent"));
    QCOMPARE(stateOf(u"c1"_qs), u"released"_qs);
    demandGoodRecord();
}

// Ben's laptop and the store never meet. What the store lost when it was put back comes again with the next letter, once.
void tst_SharedOffline::lettersGoOnAfterTheStoreWasPutBack()
{
    const QString name = m_url.section(u'/', -1);
    const QString stick = m_home->path(u"stick"_qs);
    const QString dump = m_home->path(u"store.dump"_qs);
    const QString answer = stick + u"/answer.then"_qs;
    bring(4);
    QVERIFY(QDir(m_home->path({})).mkdir(u"stick"_qs));
    QCOMPARE(QProcess::execute(u"cp"_qs, {u"-r"_qs, m_home->path(u"keys"_qs), m_home->path(u"laptop"_qs)}), 0);
    const auto onLaptop = [&](auto &&work) {
        m_home->setEnvironment(u"COUNTERSIGN_KEYS"_qs, m_home->path(u"laptop"_qs));
        const auto done = work();
        m_home->setEnvironment(u"COUNTERSIGN_KEYS"_qs, m_home->path(u"keys"_qs));
        return done;
    };
    const auto post = [&] {
        return onLaptop([&] { return m_home->runAs(u"ben"_qs, words("offline sync --json --workspace") + QStringList{trip(), u"--letters"_qs, stick}); });
    };
    const auto receive = [&] { return as(u"ben"_qs, "offline receive --json", {stick}); };
    QCOMPARE(onLaptop([&] { return offline("checkout --next 4"); }).code, 0);
    QCOMPARE(onLaptop([&] { return there("decide c1 approve"); }).code, 0);
    post();
    QCOMPARE(receive().code, 0);
    QCOMPARE(post().code, 0);
    QVERIFY(m_server->dump(name, dump));

    QCOMPARE(onLaptop([&] { return there("decide c2 reject --rationale no"); }).code, 0);
    post();
    QCOMPARE(receive().code, 0);
    const Ended before = post();
    QVERIFY2(before.code == 0, before.err);
    QVERIFY(QFile::copy(QDir(stick).entryInfoList({u"*.answer"_qs}).value(0).filePath(), answer));
    QVERIFY(m_server->putBack(name, dump));
    QCOMPARE(stateOf(u"c2"_qs), QString());
    QCOMPARE(as(u"sue"_qs, "cases --json").kind(), u"history-rewritten"_qs);
    QCOMPARE(as(u"ben"_qs, "restore --json --to", {m_url}).code, 4);
    const Ended signedFor = as(u"sue"_qs, "restore --json --to", {m_url});
    QVERIFY2(signedFor.code == 0, signedFor.err);
    QCOMPARE(signedFor.object().value(u"epoch").toInt(), 2);
    QVERIFY(signedFor.object().value(u"lost").toInt() > 0);
    QCOMPARE(stateOf(u"c2"_qs), u"open"_qs);

    QCOMPARE(onLaptop([&] { return there("decide c3 approve"); }).code, 0);
    post();
    const Ended received = receive();
    QVERIFY2(received.code == 0, received.err);
    QCOMPARE(fates(received), QStringList({u"c1 already"_qs, u"c2 recorded"_qs, u"c3 recorded"_qs}));
    QCOMPARE(fates(receive()), QStringList({u"c1 already"_qs, u"c2 already"_qs, u"c3 already"_qs}));
    const Ended posted = post();
    QVERIFY2(posted.code == 0, posted.err);
    QCOMPARE(posted.object().value(u"epoch").toInt(), 2);
    QCOMPARE(posted.object().value(u"included").toInt(), 3);
    // The answer that was written before.
    const QString there = QDir(stick).entryInfoList({u"*.answer"_qs}).value(0).filePath();
    QVERIFY(QFile::remove(there) && QFile::copy(answer, there));
    const Ended old = onLaptop([&] { return m_home->runAs(u"ben"_qs, words("offline sync --workspace") + QStringList{trip(), u"--letters"_qs, stick}); });
    QCOMPARE(old.code, 1);
    QVERIFY2(old.err.contains("before the store was restored from a backup"), old.err + old.out);
    QVERIFY2(old.err.contains("All sent: 3 statements"), old.err);
    QCOMPARE(onLaptop([&] { return offline("return"); }).code, 0);
    demandGoodRecord();
}

// Checked out of a file; the team moved onto a server before they came back.
void tst_SharedOffline::comesBackToAStoreThatMovedMeanwhile()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    join(u"ben"_qs, u"reviewer"_qs);
    join(u"sue"_qs, u"supervisor"_qs);
    bring(3);
    QCOMPARE(offline("checkout --next 2").code, 0);
    QCOMPARE(there("decide c1 approve").code, 0);
    const QString moved = m_server->freshDatabase(u"moved"_qs);
    const Ended copied = as(u"ada"_qs, "copy --json --from", {m_home->store(), u"--to"_qs, moved});
    QVERIFY2(copied.code == 0, copied.err);
    QCOMPARE(copied.object().value(u"away").toArray().at(0).toObject().value(u"person").toString(), u"ben"_qs);
    // Sent to the file it came from, which is closed: it goes where the store is, and who is not let in there yet is told.
    const Ended early = offline("sync");
    QCOMPARE(early.code, 5);
    QVERIFY2(early.err.contains("The store has moved to postgresql://"), early.err);
    QVERIFY2(early.err.contains("invitation"), early.err);
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, moved);
    for (const QString &id : {u"ben"_qs, u"sue"_qs}) {
        const Ended invited = as(u"ada"_qs, "person invite --json", {id});
        QVERIFY2(invited.code == 0, invited.err);
        const QString code = m_home->write(id + u".code"_qs, invited.object().value(u"code").toString().toUtf8() + '\n');
        const Ended entered = m_home->run(words("person enrol --json") + QStringList{id, u"--invitation-file"_qs, code, u"--secret-file"_qs, m_home->secretFile(id)});
        QVERIFY2(entered.code == 0, entered.err);
    }
    QCOMPARE(m_home->importTexts(4).code, 0); // the record there has gone on
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, {});
    const Ended synced = offline("sync --json");
    QVERIFY2(synced.code == 0, synced.err);
    QCOMPARE(fates(synced), QStringList{u"c1 recorded"_qs});
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, moved);
    QCOMPARE(stateOf(u"c1"_qs), u"released"_qs);
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, {});
    QCOMPARE(offline("return").code, 0);
    m_home->setEnvironment(u"COUNTERSIGN_STORE"_qs, moved);
    demandGoodRecord();
}

QTEST_GUILESS_MAIN(tst_SharedOffline)
#include "tst_sharedoffline.moc"
