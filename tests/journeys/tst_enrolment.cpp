// Enrolling in two places: the person waits at their own keyring, an administrator at another one compares eight words and confirms.
#include "journeys/program.h"

#include <QDirIterator>
#include <QJsonArray>
#include <csignal>

using namespace countersign::journeys;

namespace {
const QString ada = QStringLiteral("ada");
const QString grace = QStringLiteral("grace");
} // namespace

class EnrolmentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bothSidesTogetherEnrolAPerson();
    void otherWordsAreRefused();
    void onlyAnAdministratorConfirms();
    void givingUpLeavesNothing();
    void whoIsThereAlreadyIsRefused();
    void whoWasDisabledIsEnrolledAgain();
    void aRequestThatWasExchangedIsNotConfirmed();
    void theAdministratorMayWorkOnMeanwhile();

private:
    // Grace's side, in a keyring of her own; waits until she has her words.
    QStringList startEnrolling(QProcess &process)
    {
        m_home->setEnvironment(QStringLiteral("COUNTERSIGN_KEYS"), m_home->path(QStringLiteral("grace-keys")));
        m_home->prepare(process, words("person enrol grace --name Grace --json --new-secret-file") + QStringList{m_home->secretFile(grace)});
        m_home->setEnvironment(QStringLiteral("COUNTERSIGN_KEYS"), m_home->path(QStringLiteral("keys")));
        process.start();
        while (!process.canReadLine() && process.waitForReadyRead(Home::patience)) { }
        QStringList said;
        const QByteArray line = process.readLine();
        for (const QJsonValue word : QJsonDocument::fromJson(line).object().value(u"words").toArray())
            said.append(word.toString());
        return said;
    }
    Ended confirm(const QStringList &said, const QString &administrator = ada) const
    {
        return m_home->runAs(administrator, words("person confirm grace --role reviewer --role auditor --json --words") + QStringList{said.join(u' ')});
    }
    bool nothingLeft() const
    {
        return !QDir(m_home->store() + QStringLiteral("-enrolments")).exists()
            && !QDirIterator(m_home->path(QStringLiteral("grace-keys")), {QStringLiteral("*.key")}, QDir::Files, QDirIterator::Subdirectories).hasNext()
            && m_home->run(words("person key grace")).code == 4;
    }

    std::unique_ptr<Home> m_home;
};

void EnrolmentTest::init()
{
    m_home = std::make_unique<Home>();
    QCOMPARE(m_home->makeStore().code, 0);
    QCOMPARE(m_home->importTexts(1).code, 0);
}

void EnrolmentTest::bothSidesTogetherEnrolAPerson()
{
    QProcess enrolling;
    const QStringList said = startEnrolling(enrolling);
    QCOMPARE(said.size(), 8);
    const Ended confirmed = confirm(said);
    QCOMPARE(confirmed.code, 0);
    QCOMPARE(keysOf(confirmed.out), QByteArray("id,name,roles,key,words,disabled"));
    QCOMPARE(confirmed.object().value(u"roles").toArray().size(), 2);
    const Ended enrolled = Home::ended(enrolling);
    QCOMPARE(enrolled.code, 0);
    QCOMPARE(enrolled.object().value(u"key"), confirmed.object().value(u"key"));
    QVERIFY(!QDir(m_home->store() + QStringLiteral("-enrolments")).exists());
    m_home->setEnvironment(QStringLiteral("COUNTERSIGN_KEYS"), m_home->path(QStringLiteral("grace-keys")));
    QCOMPARE(m_home->runAs(grace, words("decide c1 approve")).code, 0);
    QCOMPARE(m_home->run(words("ledger verify")).code, 0);
}

void EnrolmentTest::otherWordsAreRefused()
{
    QProcess enrolling;
    QStringList said = startEnrolling(enrolling);
    said.swapItemsAt(0, 7);
    const Ended refused = confirm(said);
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.kind(), QStringLiteral("verification-failed"));
    QCOMPARE(m_home->run(words("person list --json")).lines().size(), 1);
    ::kill(pid_t(enrolling.processId()), SIGINT);
    QCOMPARE(Home::ended(enrolling).code, 130);
}

void EnrolmentTest::onlyAnAdministratorConfirms()
{
    QCOMPARE(m_home->addReviewer(QStringLiteral("noor")).code, 0);
    QProcess enrolling;
    const QStringList said = startEnrolling(enrolling);
    const Ended refused = confirm(said, QStringLiteral("noor"));
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.kind(), QStringLiteral("not-allowed"));
    QCOMPARE(confirm(said).code, 0);
    QCOMPARE(Home::ended(enrolling).code, 0);
}

void EnrolmentTest::givingUpLeavesNothing()
{
    QProcess enrolling;
    QCOMPARE(startEnrolling(enrolling).size(), 8);
    ::kill(pid_t(enrolling.processId()), SIGINT);
    QCOMPARE(Home::ended(enrolling).code, 130);
    QVERIFY(nothingLeft());
    QCOMPARE(m_home->runAs(ada, words("person confirm grace --role reviewer --words x --json")).kind(), QStringLiteral("no-such-person"));
    const QStringList soon = words("person enrol grace --name Grace --timeout 0.2 --json --new-secret-file") + QStringList{m_home->secretFile(grace)};
    const Ended timed = m_home->run(soon);
    QCOMPARE(timed.code, 1);
    QCOMPARE(timed.kind(), QStringLiteral("timed-out"));
    QVERIFY(nothingLeft());
}

void EnrolmentTest::whoIsThereAlreadyIsRefused()
{
    const Ended refused = m_home->run(words("person enrol ada --name Ada --json --new-secret-file") + QStringList{m_home->secretFile(grace)});
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.kind(), QStringLiteral("person-exists"));
}

void EnrolmentTest::whoWasDisabledIsEnrolledAgain()
{
    const auto enrol = [&] {
        QProcess process;
        const Ended confirmed = confirm(startEnrolling(process));
        return std::pair(confirmed.code, Home::ended(process).code);
    };
    QCOMPARE(enrol(), std::pair(0, 0));
    const QString key = m_home->run(words("person key grace --json")).object().value(u"key").toString();
    QCOMPARE(m_home->runAs(ada, words("person disable grace")).code, 0);
    QProcess givingUp;
    QCOMPARE(startEnrolling(givingUp).size(), 8);
    ::kill(pid_t(givingUp.processId()), SIGTERM);
    QCOMPARE(Home::ended(givingUp).code, 143);
    QCOMPARE(enrol(), std::pair(0, 0));
    const QJsonObject now = m_home->run(words("person key grace --json")).object();
    QVERIFY(now.value(u"key").toString() != key);
    QVERIFY(!now.value(u"disabled").toBool());
    QCOMPARE(m_home->run(words("ledger verify")).code, 0);
}

void EnrolmentTest::aRequestThatWasExchangedIsNotConfirmed()
{
    QProcess enrolling;
    const QStringList said = startEnrolling(enrolling);
    QDir folder(m_home->store() + QStringLiteral("-enrolments"));
    const QString paper = folder.filePath(folder.entryList({QStringLiteral("*.request")}, QDir::Files).value(0));
    QFile file(paper);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray request = file.readAll();
    file.close();
    const qsizetype key = request.indexOf("public-key ") + 11;
    QByteArray other = request;
    other.replace(key, 43, QByteArray(42, 'A') + 'E');
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(other) == other.size());
    file.close();
    const Ended ended = Home::ended(enrolling); // whoever waits is told
    QCOMPARE(ended.kind(), QStringLiteral("person-exists"));
    QVERIFY2(ended.err.contains("took the place of this one. If that was not you"), ended.err);
    QCOMPARE(confirm(said).kind(), QStringLiteral("verification-failed"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write("nonsense\n") > 0);
    file.close();
    QCOMPARE(confirm(said).code, 3);
    QCOMPARE(m_home->run(words("person list --json")).lines().size(), 1);
}

void EnrolmentTest::theAdministratorMayWorkOnMeanwhile()
{
    QProcess enrolling;
    const QStringList said = startEnrolling(enrolling);
    ::kill(pid_t(enrolling.processId()), SIGSTOP); // grace is slow
    QProcess confirming;
    m_home->prepare(confirming, words("person confirm grace --role reviewer --words") + QStringList{said.join(u' ')} + m_home->as(ada));
    confirming.start();
    const QDir folder(m_home->store() + QStringLiteral("-enrolments"));
    QTRY_VERIFY_WITH_TIMEOUT(!folder.entryList({QStringLiteral("*.statement")}, QDir::Files).isEmpty(), Home::patience);
    QCOMPARE(m_home->runAs(ada, words("decide c1 approve")).code, 0); // the statement laid no longer follows this device's last
    ::kill(pid_t(enrolling.processId()), SIGCONT);
    QCOMPARE(Home::ended(confirming).code, 0);
    QCOMPARE(Home::ended(enrolling).code, 0);
    QCOMPARE(m_home->run(words("ledger verify")).code, 0);
}

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "tst_enrolment.moc"
