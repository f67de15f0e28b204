// A connection that breaks before a word is sent, behind it and amid its answer: everything is there once or not at all, and nothing is invented.
#include "journeys/sharedhome.h"
#include "support/cuttingproxy.h"

using namespace countersign::journeys;
using countersign::testsupport::CuttingProxy;
using Cut = CuttingProxy::Cut;

class tst_SharedCuts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_shared = std::make_unique<SharedHome>();
        skipWithoutServer(m_shared->server());
    }

    void recordsADecisionOnceWhateverIsCut_data();
    void recordsADecisionOnceWhateverIsCut();
    void takesACaseOnceWhateverIsCut_data();
    void takesACaseOnceWhateverIsCut();
    void bringsInEachCaseOnceWhateverIsCut_data();
    void bringsInEachCaseOnceWhateverIsCut();
    void saysThatAnAnswerWasLost();

private:
    static void addCuts(const QList<QByteArray> &words);

    std::unique_ptr<SharedHome> m_shared;
};

void tst_SharedCuts::addCuts(const QList<QByteArray> &words)
{
    QTest::addColumn<Cut>("cut");
    QTest::addColumn<QByteArray>("word");
    for (const QByteArray &word : words) {
        QTest::addRow("before %s is sent", word.constData()) << Cut::BeforeSend << word;
        QTest::addRow("after %s is sent", word.constData()) << Cut::AfterSend << word;
        QTest::addRow("amid the answer to %s", word.constData()) << Cut::MidAnswer << word;
    }
}

void tst_SharedCuts::recordsADecisionOnceWhateverIsCut_data()
{
    addCuts({"countersign.decision/v1", "COMMIT"});
}

void tst_SharedCuts::recordsADecisionOnceWhateverIsCut()
{
    QFETCH(Cut, cut);
    QFETCH(QByteArray, word);
    static int databases = 0;
    m_shared->settle(u"cut%1"_qs.arg(++databases), {u"grace"_qs}, 1);
    QCOMPARE(m_shared->home().runAs(u"grace"_qs, words("claim c1")).code, 0); // so that the only COMMIT of the call is the decision's
    QTemporaryDir between;
    CuttingProxy proxy(m_shared->folder(), between.path());
    proxy.cutAt(cut, word);
    const Ended decided = m_shared->home().runAs(u"grace"_qs, words("decide c1 approve --json --store") + QStringList{m_shared->by(between.path())});
    QVERIFY2(decided.code == 0, decided.err.constData());
    QCOMPARE(proxy.cuts(), 1);
    QCOMPARE(decided.object().value(u"state").toString(), u"released"_qs);
    const QList<QJsonObject> decisions = m_shared->home().runAs(u"grace"_qs, words("decisions --json")).objects();
    QCOMPARE(decisions.size(), 1);
    QCOMPARE(decisions[0].value(u"id").toString(), decided.object().value(u"decision").toString());
    QCOMPARE(decisions[0].value(u"seq").toInteger(), decided.object().value(u"seq").toInteger());
    QVERIFY(m_shared->home().runAs(u"grace"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
    QVERIFY(m_shared->home().runAs(u"ada"_qs, words("security --json")).objects().isEmpty()); // a resent decision is no alarm
}

void tst_SharedCuts::takesACaseOnceWhateverIsCut_data()
{
    addCuts({"claim", "COMMIT"});
    m_shared->settle(u"take"_qs, {u"grace"_qs, u"lea"_qs}, 6);
}

// Whoever was not answered has the case or has not: asking again takes it, and one decision is made of it.
void tst_SharedCuts::takesACaseOnceWhateverIsCut()
{
    QFETCH(Cut, cut);
    QFETCH(QByteArray, word);
    static int row = 0;
    const QByteArray id = "c" + QByteArray::number(++row);
    const QString name = QString::fromUtf8(id);
    const bool isSaving = word == "COMMIT";
    QTemporaryDir between;
    CuttingProxy proxy(m_shared->folder(), between.path());
    proxy.cutAt(cut, isSaving ? word : id + QByteArray("\0\0\0\2", 4) + "10"); // the case, for ten minutes
    const Ended taken = m_shared->home().runAs(u"grace"_qs, QStringList{u"claim"_qs, name, u"--store"_qs, m_shared->by(between.path())});
    QCOMPARE(proxy.cuts(), 1);
    QVERIFY2(taken.code == 0 || taken.code == 5, taken.err.constData());
    if (isSaving && cut != Cut::BeforeSend) // the server had the word: it is taken, though nobody heard of it
        QVERIFY(m_shared->home().runAs(u"lea"_qs, QStringList{u"claim"_qs, name}).code != 0);
    QCOMPARE(m_shared->home().runAs(u"grace"_qs, QStringList{u"claim"_qs, name}).code, 0);
    QVERIFY(m_shared->home().runAs(u"lea"_qs, QStringList{u"claim"_qs, name}).code != 0);
    QCOMPARE(m_shared->home().runAs(u"grace"_qs, QStringList{u"decide"_qs, name, u"approve"_qs}).code, 0);
    QCOMPARE(m_shared->home().runAs(u"grace"_qs, words("decisions --json")).out.count('"' + id + '"'), 1);
    QVERIFY(m_shared->home().runAs(u"grace"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
}

void tst_SharedCuts::bringsInEachCaseOnceWhateverIsCut_data()
{
    addCuts({"countersign.case.imported/v1", "COMMIT"});
    m_shared->settle(u"bring"_qs, {u"grace"_qs}, 1);
}

// An import that was not answered is begun again: what is there already stays as it is, under its one signed entry.
void tst_SharedCuts::bringsInEachCaseOnceWhateverIsCut()
{
    QFETCH(Cut, cut);
    QFETCH(QByteArray, word);
    static int row = 0;
    const QByteArray first = "first" + QByteArray::number(++row), second = "second" + QByteArray::number(row);
    QTemporaryDir between;
    CuttingProxy proxy(m_shared->folder(), between.path());
    proxy.cutAt(cut, word);
    const QString file = m_shared->home().write(u"two.jsonl"_qs, Home::textCase(first) + Home::textCase(second));
    const Ended cutOff = m_shared->home().runAs(u"ada"_qs, QStringList{u"import"_qs, file, u"--json"_qs, u"--store"_qs, m_shared->by(between.path())});
    QCOMPARE(proxy.cuts(), 1);
    QVERIFY2(cutOff.code == 0 || cutOff.code == 5, cutOff.err.constData());
    const Ended again = m_shared->home().runAs(u"ada"_qs, QStringList{u"import"_qs, file, u"--json"_qs});
    QCOMPARE(again.code, 0);
    const bool wasKept = word == "COMMIT" && cut != Cut::BeforeSend; // the server had the word, and nobody heard of it
    QCOMPARE(again.object().value(u"imported").toInt(), wasKept ? 0 : 2);
    QCOMPARE(again.object().value(u"alreadyThere").toInt(), wasKept ? 2 : 0);
    QCOMPARE(m_shared->home().runAs(u"grace"_qs, words("cases --json")).objects().size(), 1 + 2 * row);
    QCOMPARE(m_shared->home().runAs(u"ada"_qs, words("ledger since 0 --json")).out.count("case.imported"), 1 + row);
    QVERIFY(m_shared->home().runAs(u"grace"_qs, words("ledger verify --json")).object().value(u"ok").toBool());
}

// What is not resent by itself says that nobody knows.
void tst_SharedCuts::saysThatAnAnswerWasLost()
{
    m_shared->settle(u"lost"_qs, {}, 1);
    QTemporaryDir between;
    CuttingProxy proxy(m_shared->folder(), between.path());
    proxy.cutAt(Cut::AfterSend, "COMMIT");
    const Ended added = m_shared->home().runAs(u"ada"_qs, words("person add kim --name Kim --role reviewer --new-secret-file")
                                                     + QStringList{m_shared->home().secretFile(u"kim"_qs), u"--store"_qs, m_shared->by(between.path())});
    QCOMPARE(added.code, 5);
    QVERIFY2(added.err.contains("may have been recorded"), added.err.constData());
}

QTEST_GUILESS_MAIN(tst_SharedCuts)
#include "tst_sharedcuts.moc"
