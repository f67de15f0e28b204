// Planted words: a passphrase, a seed and texts, searched for where they must not be: in memory after the lock, in files outside the store,
// and in a core dump, of which there must be none.
#include "app/composition.h"
#include "journeys/program.h"
#include "ledger/identity.h"
#include "support/memorysearch.h"
#include "support/ward.h"
#include "workflow/session.h"

#include <QDirIterator>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace countersign;
using journeys::Ended;
using journeys::Home;
using journeys::words;
using testsupport::Needle;
using testsupport::timesInMemory;
using testsupport::Ward;

namespace {

constexpr int patience = 120'000;

QStringList filesWith(const QString &folder, const QByteArray &word)
{
    const QString text = QString::fromUtf8(word);
    const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        for (const QByteArray &form : {word, wide, word.toBase64(), word.toHex()})
            if (bytes.contains(form))
                found.append(file.fileName());
    }
    found.removeDuplicates();
    return found;
}

} // namespace

class CanaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOfAKeyIsInMemoryAfterTheLock();
    void wordsAreInNoFileButTheStore();
    void theProgramLeavesNoCoreDump();

private:
    static Needle seedOf(const workflow::ActingPerson &acting)
    {
        const ledger::Secret seed = acting.key->seed();
        return Needle(seed.view());
    }
};

void CanaryTest::nothingOfAKeyIsInMemoryAfterTheLock()
{
    Ward ward;
    workflow::Session session(ward.door(), ward.storePath(), ward.keyring());
    ward.join(QStringLiteral("grace"), {core::Role::Reviewer}); // her key is in this session's hands alone
    QString typed = QStringLiteral("seven herons cross the lake, says ") + QStringLiteral("grace");
    const Needle passphrase(typed.toUtf8());
    const Needle passphraseWide(QByteArrayView(reinterpret_cast<const char *>(typed.utf16()), typed.size() * 2));
    session.signIn(core::PersonId(QStringLiteral("grace")), workflow::typedSecret(typed));
    ledger::wipe(typed);
    QTRY_VERIFY_WITH_TIMEOUT(session.signedIn(), patience);
    const Needle seed = seedOf(session.acting());
    QVERIFY2(timesInMemory(seed) > 0, "the search does not find what is there");
    session.lock();
    QVERIFY(!session.signedIn());
    QTRY_COMPARE_WITH_TIMEOUT(session.writing().pending(), 0, patience);
    QCOMPARE(timesInMemory(seed), 0);
    QCOMPARE(timesInMemory(passphrase), 0);
    QCOMPARE(timesInMemory(passphraseWide), 0);
}

void CanaryTest::wordsAreInNoFileButTheStore()
{
    Home home;
    const QString temporary = home.path(QStringLiteral("tmp"));
    QVERIFY(QDir().mkpath(temporary));
    home.setEnvironment(QStringLiteral("TMPDIR"), temporary);
    home.setEnvironment(QStringLiteral("SQLITE_TMPDIR"), temporary);
    QCOMPARE(home.makeStore().code, 0);
    const QByteArray suggestion = "canarysuggestion";
    const QByteArray rationale = "canaryrationale";
    const QString cases = home.write(QStringLiteral("in.jsonl"), Home::textCase("c1", suggestion) + Home::textCase("c2", suggestion));
    QCOMPARE(home.runAs(QStringLiteral("ada"), {QStringLiteral("import"), cases}).code, 0);
    QFile::remove(cases);
    QCOMPARE(home.runAs(QStringLiteral("ada"), words("claim c1")).code, 0);
    QCOMPARE(home.runAs(QStringLiteral("ada"), {QStringLiteral("decide"), QStringLiteral("c1"), QStringLiteral("approve"), QStringLiteral("--rationale"),
                                                QString::fromUtf8(rationale)}).code, 0);
    QCOMPARE(home.runAs(QStringLiteral("ada"), words("backup --out a.backup --backup-secret-file") + QStringList{home.secretFile(QStringLiteral("safe"))}).code, 0);
    QCOMPARE(home.run(words("cases --text ") + QStringList{QString::fromUtf8(suggestion)}).code, 0);
    QVERIFY(QFile::remove(home.path(QStringLiteral("ada.secret"))) && QFile::remove(home.path(QStringLiteral("safe.secret"))));
    for (const QByteArray &word : {suggestion, rationale}) {
        const QStringList found = filesWith(home.path({}), word);
        QVERIFY2(found == QStringList{home.store()}, qPrintable(found.join(u' ')));
    }
    for (const QByteArray &secret : {Home::passphrase(QStringLiteral("ada")), Home::passphrase(QStringLiteral("safe"))})
        QCOMPARE(filesWith(home.path({}), secret), QStringList());
    const QDir keys(home.path(QStringLiteral("keys/keys")));
    const auto bytes = ledger::loadKeyFile(keys.filePath(keys.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0) + QStringLiteral("/ada.key")));
    QVERIFY(bytes);
    const auto opened = ledger::openKey(*bytes, ledger::Secret::copyOf(Home::passphrase(QStringLiteral("ada"))));
    QVERIFY(opened);
    QCOMPARE(filesWith(home.path({}), opened->seed.view().toByteArray()), QStringList());
    QCOMPARE(filesWith(home.path({}), opened->rolePassword.view().toByteArray()), QStringList());
}

void CanaryTest::theProgramLeavesNoCoreDump()
{
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.importTexts(1).code, 0);
    QProcess process;
    home.prepare(process, words("wait c1 --timeout 100"));
    process.setChildProcessModifier([] { // asks for dumps of any size: the program itself must say no
        rlimit most{};
        ::getrlimit(RLIMIT_CORE, &most);
        most.rlim_cur = most.rlim_max;
        ::setrlimit(RLIMIT_CORE, &most);
    });
    process.start();
    QVERIFY(process.waitForStarted());
    const QString limits = QStringLiteral("/proc/%1/limits").arg(process.processId());
    const auto coreLimit = [&] {
        QFile file(limits);
        if (!file.open(QIODevice::ReadOnly))
            return QByteArray();
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("Max core file size"))
                return line.simplified();
        return QByteArray();
    };
    QTRY_COMPARE_WITH_TIMEOUT(coreLimit(), QByteArray("Max core file size 0 0 bytes"), patience);
    // Not dumpable: what is in /proc/PID/ belongs to root then, whoever runs it (proc(5)); as root only the limit can be seen.
    if (::geteuid() != 0) {
        QFile memory(QStringLiteral("/proc/%1/mem").arg(process.processId()));
        QVERIFY(!memory.open(QIODevice::ReadOnly));
    }
    ::kill(pid_t(process.processId()), SIGSEGV);
    QVERIFY(process.waitForFinished(patience));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QVERIFY(QDir(home.path({})).entryList({QStringLiteral("core*")}, QDir::Files).isEmpty());
}

QTEST_GUILESS_MAIN(CanaryTest)
#include "tst_canary.moc"
