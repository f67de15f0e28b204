// At a terminal: the passphrase is asked for without echo, Ctrl+C puts the terminal back as it was, and long work shows a bar.
#include "journeys/program.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

using namespace countersign::journeys;

namespace {

// A terminal of our own, with the program at its other end.
class Screen {
public:
    Screen() : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
        ::grantpt(m_master);
        ::unlockpt(m_master);
        m_name = ::ptsname(m_master);
    }
    ~Screen() { ::close(m_master); }
    Screen(const Screen &) = delete;
    Screen &operator=(const Screen &) = delete;
    bool isThere() const { return m_master >= 0 && ::access(m_name.constData(), R_OK | W_OK) == 0; }

    // The process gets it as its controlling terminal; `messagesToo`: also as its standard error.
    void attach(QProcess &process, bool messagesToo = false)
    {
        process.setChildProcessModifier([name = m_name, messagesToo] {
            ::setsid();
            const int terminal = ::open(name.constData(), O_RDWR);
            if (messagesToo)
                ::dup2(terminal, STDERR_FILENO);
        });
    }
    // Waits until this text is on the screen. False when it does not come.
    bool waitFor(const QByteArray &text)
    {
        QElapsedTimer time;
        time.start();
        while (!m_seen.contains(text) && time.elapsed() < Home::patience)
            readFor(200);
        return m_seen.contains(text);
    }
    void type(const QByteArray &keys) { QVERIFY(::write(m_master, keys.constData(), size_t(keys.size())) == keys.size()); }
    const QByteArray &seen()
    {
        readFor(0);
        return m_seen;
    }
    bool echoes() const
    {
        termios now{};
        return ::tcgetattr(m_master, &now) == 0 && (now.c_lflag & ECHO) != 0;
    }

private:
    void readFor(int milliseconds)
    {
        pollfd file{m_master, POLLIN, 0};
        char bytes[4096];
        while (::poll(&file, 1, milliseconds) > 0 && (file.revents & POLLIN)) {
            const ssize_t got = ::read(m_master, bytes, sizeof bytes);
            if (got <= 0)
                return;
            m_seen.append(bytes, got);
            milliseconds = 0;
        }
    }

    int m_master;
    QByteArray m_name;
    QByteArray m_seen;
};

const QString ada = QStringLiteral("ada");

} // namespace

class PromptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asksWithoutEcho();
    void asksForANewPassphraseTwice();
    void withoutTerminalItNamesTheWayOut();
    void ctrlCPutsTheTerminalBack();
    void followingEndsWithCtrlC();
    void longWorkShowsABarOnATerminalOnly();

private:
    Home m_home;
};

void PromptTest::initTestCase()
{
    if (!Screen().isThere())
        QSKIP("no terminal can be made here: is /dev/pts mounted?");
    QCOMPARE(m_home.makeStore().code, 0);
    QCOMPARE(m_home.importTexts(3).code, 0);
}

void PromptTest::asksWithoutEcho()
{
    Screen screen;
    QProcess process;
    m_home.prepare(process, words("claim c1"));
    screen.attach(process);
    process.start();
    QVERIFY(screen.waitFor("Passphrase of ada: "));
    QVERIFY(!screen.echoes());
    screen.type(Home::passphrase(ada) + '\n');
    const Ended ended = Home::ended(process);
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.out, QByteArray("c1\n"));
    QVERIFY(!screen.seen().contains("herons"));
    QVERIFY(screen.echoes());
}

void PromptTest::asksForANewPassphraseTwice()
{
    const auto make = [this](const QByteArray &first, const QByteArray &second) {
        Screen screen;
        QProcess process;
        m_home.prepare(process, words("init --admin eve --admin-name Eve --json --store other.sqlite"));
        screen.attach(process);
        process.start();
        if (screen.waitFor("New passphrase of eve"))
            screen.type(first + '\n');
        if (screen.waitFor("The same again: "))
            screen.type(second + '\n');
        return Home::ended(process);
    };
    const Ended typo = make("a long enough passphrase", "a long enough pasphrase");
    QCOMPARE(typo.code, 3);
    QCOMPARE(typo.kind(), QStringLiteral("bad-value"));
    QVERIFY(!QFile::exists(m_home.path(QStringLiteral("other.sqlite"))));
    QCOMPARE(make("a long enough passphrase", "a long enough passphrase").code, 0);
}

void PromptTest::withoutTerminalItNamesTheWayOut()
{
    QProcess process;
    m_home.prepare(process, words("claim c1 --json"));
    process.setChildProcessModifier([] { ::setsid(); });
    process.start();
    const Ended ended = Home::ended(process);
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.err.contains("--secret-file"));
}

void PromptTest::ctrlCPutsTheTerminalBack()
{
    Screen screen;
    QProcess process;
    m_home.prepare(process, words("claim c1"));
    screen.attach(process);
    process.start();
    QVERIFY(screen.waitFor("Passphrase of ada: "));
    screen.type("half a passphr\003");
    QCOMPARE(Home::ended(process).code, 130);
    QVERIFY(screen.echoes());
}

void PromptTest::followingEndsWithCtrlC()
{
    QCOMPARE(m_home.runAs(ada, words("decide c2 approve")).code, 0);
    QProcess process;
    m_home.prepare(process, words("released --follow --json"));
    process.start();
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(Home::patience));
    QVERIFY(process.readLine().contains("\"c2\""));
    QCOMPARE(m_home.runAs(ada, words("decide c3 approve")).code, 0);
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(Home::patience));
    QVERIFY(process.readLine().contains("\"c3\""));
    ::kill(pid_t(process.processId()), SIGINT);
    QCOMPARE(Home::ended(process).code, 130);
}

void PromptTest::longWorkShowsABarOnATerminalOnly()
{
    QByteArray lines;
    for (int i = 0; i < 20'000; ++i)
        lines += Home::textCase("b" + QByteArray::number(i));
    const QString file = m_home.write(QStringLiteral("many.jsonl"), lines);
    Screen screen;
    QProcess process;
    m_home.prepare(process, QStringList{QStringLiteral("import"), QStringLiteral("--dry-run"), file} + m_home.as(ada));
    screen.attach(process, true);
    process.start();
    QVERIFY(screen.waitFor("cases  "));
    process.waitForFinished(Home::patience);
    QVERIFY(screen.seen().contains(" %"));
    QVERIFY(screen.seen().contains("/s"));
    QVERIFY2(m_home.runAs(ada, QStringList{QStringLiteral("import"), QStringLiteral("--dry-run"), file}).err.isEmpty(), "a bar in a pipe");
}

QTEST_GUILESS_MAIN(PromptTest)
#include "tst_prompt.moc"
