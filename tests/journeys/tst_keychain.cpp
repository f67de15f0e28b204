// The operating system's keychain as a second memory: on a bus of its own with a keychain of its own, which both end with the test.
#include "journeys/program.h"

#include <QDir>
#include <QStandardPaths>

using namespace countersign::journeys;

namespace {

// $1 is the program, $2 yesterday's store. The memory in the keyring folder is deleted, and yesterday's store put back.
constexpr const char *steps = R"sh(
if [ "$3" = open ]; then
    printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null
    dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.DBus.Peer.Ping >/dev/null
fi
"$1" ledger verify --json || exit 90
"$1" doctor
rm -rf "$COUNTERSIGN_KEYS/witness" "$COUNTERSIGN_STORE" "$COUNTERSIGN_STORE-wal" "$COUNTERSIGN_STORE-shm"
cp "$2" "$COUNTERSIGN_STORE"
[ ! -e "$2-wal" ] || cp "$2-wal" "$COUNTERSIGN_STORE-wal"
exec "$1" ledger verify --json
)sh";

} // namespace

class KeychainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFolderAndAStorePutBackTogetherAreRefused();
    void withoutAKeychainWorkGoesOn();

private:
    static Ended putBackBoth(const QString &bus);
};

void KeychainTest::initTestCase()
{
    for (const QString &needed : {QStringLiteral("dbus-run-session"), QStringLiteral("gnome-keyring-daemon")})
        if (QStandardPaths::findExecutable(needed).isEmpty())
            QSKIP(qPrintable(needed + QStringLiteral(" is not installed: packaging/setup test")));
}

Ended KeychainTest::putBackBoth(const QString &bus)
{
    Home home;
    const QString yesterday = home.path(QStringLiteral("yesterday"));
    bool ready = home.makeStore().code == 0 && home.importTexts(2).code == 0 && QFile::copy(home.store(), yesterday);
    if (QFile::exists(home.store() + QStringLiteral("-wal")))
        ready = ready && QFile::copy(home.store() + QStringLiteral("-wal"), yesterday + QStringLiteral("-wal"));
    ready = ready && home.runAs(QStringLiteral("ada"), words("claim c1")).code == 0 && home.runAs(QStringLiteral("ada"), words("decide c1 approve")).code == 0;
    if (!ready)
        return {};
    const QString runtime = home.path(QStringLiteral("runtime"));
    QDir().mkpath(runtime);
    QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    home.setEnvironment(QStringLiteral("XDG_RUNTIME_DIR"), runtime);
    home.setEnvironment(QStringLiteral("COUNTERSIGN_TEST_PATIENCE"), QStringLiteral("100"));
    home.setEnvironment(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), {});
    QProcess process;
    const QStringList script{home.write(QStringLiteral("steps.sh"), steps), QStringLiteral(COUNTERSIGN_PROGRAM), yesterday, bus};
    home.prepare(process, QStringList{QStringLiteral("--"), QStringLiteral("sh")} + script);
    process.setProgram(QStringLiteral("dbus-run-session"));
    if (bus == u"alone") {
        home.prepare(process, script);
        process.setProgram(QStringLiteral("sh"));
    }
    process.start();
    process.closeWriteChannel();
    return Home::ended(process);
}

void KeychainTest::aFolderAndAStorePutBackTogetherAreRefused()
{
    const Ended ended = putBackBoth(QStringLiteral("open"));
    QVERIFY2(ended.err.contains("history-rewritten"), ended.out + ended.err);
    QVERIFY2(ended.code > 0 && ended.code < 6, ended.out + ended.err);
    QVERIFY2(ended.out.contains("the newest checkpoint is kept there as well"), ended.out + ended.err);
}

void KeychainTest::withoutAKeychainWorkGoesOn()
{
    // No bus at all; a bus on which a keychain could be started, which would ask the person for its password.
    for (const QString &bus : {QStringLiteral("alone"), QStringLiteral("closed")}) {
        const Ended ended = putBackBoth(bus);
        QVERIFY2(ended.code == 0, ended.out + ended.err);
        QVERIFY2(ended.out.contains("remembered in files alone"), ended.out + ended.err);
        QVERIFY2(!ended.err.contains("Activating service name='org.freedesktop.secrets'"), ended.err);
    }
}

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
