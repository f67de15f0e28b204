// One call of the program under strace, with one system call that fails or kills (strace(1), -e inject).
#pragma once

#include "journeys/program.h"

#include <QDir>
#include <QRegularExpression>
#include <csignal>

namespace countersign::faults {

using journeys::Ended;
using journeys::Home;

// What happens at one call: the `number`th of that name in the program's main thread.
struct Fault {
    QByteArray call;
    int number = 0;
    QByteArray effect; // "signal=SIGKILL", "error=ENOSPC", "error=EIO"

    QString name() const { return QStringLiteral("%1 #%2 %3").arg(QString::fromLatin1(call)).arg(number).arg(QString::fromLatin1(effect.split('=').value(1))); }
};

inline const QByteArrayList &changingCalls()
{
    static const QByteArrayList calls{"pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "renameat2", "link", "unlink", "mkdir", "fallocate", "openat"};
    return calls;
}

// How a traced call ended. `stood`: it did not, within reason; where each of its threads was then.
struct Traced : Ended {
    QString stood;
};

// The program waits half a minute at a gate and ten seconds for a lock; nothing it does with one fault takes as long as this.
constexpr int tracedPatience = 180'000; // milliseconds

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().simplified() : QByteArray();
}

// Every thread of a process: name, state, where it waits in the kernel (as far as that may be read), and the call it is in.
inline QString threadsOf(const QString &process)
{
    QString text;
    const QString tasks = QStringLiteral("/proc/%1/task").arg(process);
    const QStringList threads = QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        const QString place = tasks + u'/' + thread + u'/';
        const QByteArray state = contentOf(place + QStringLiteral("stat"));
        text += QStringLiteral("\n  %1 %2 wchan %3 syscall %4")
                    .arg(process, QString::fromLatin1(state.left(state.lastIndexOf(')') + 3)), QString::fromLatin1(contentOf(place + QStringLiteral("wchan"))),
                         QString::fromLatin1(contentOf(place + QStringLiteral("syscall"))));
    }
    return text;
}

// Where strace and what it watches stand; both are killed.
inline QString stopTraced(QProcess &strace)
{
    const QString own = QString::number(strace.processId());
    const QByteArrayList watched = contentOf(QStringLiteral("/proc/%1/task/%1/children").arg(own)).split(' ');
    QString text = threadsOf(own);
    for (const QByteArray &one : watched)
        if (!one.isEmpty())
            text += threadsOf(QString::fromLatin1(one));
    strace.kill();
    for (const QByteArray &one : watched)
        if (const pid_t process = one.toInt(); process > 0)
            ::kill(process, SIGKILL);
    strace.waitForFinished();
    return text;
}

inline Traced runTraced(const Home &home, const QStringList &words, const QStringList &strace)
{
    QProcess process;
    home.prepare(process, {});
    process.setProgram(QStringLiteral("strace"));
    process.setArguments(QStringList{QStringLiteral("-qq")} + strace + QStringList{QStringLiteral(COUNTERSIGN_PROGRAM)} + words);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start();
    const bool over = process.waitForFinished(tracedPatience) || process.state() == QProcess::NotRunning;
    const QString stood = over ? QString() : stopTraced(process);
    return {Home::ended(process), stood};
}

// Why nothing can be traced here; empty where it can.
inline QString whyNoTracing()
{
    QProcess process;
    process.start(QStringLiteral("strace"), {QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("true")});
    if (!process.waitForStarted())
        return QStringLiteral("strace is missing: packaging/setup test");
    process.waitForFinished();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return QStringLiteral("ptrace is not allowed here, so no fault can be put in: run the container with --cap-add=SYS_PTRACE. strace says: ")
        + QString::fromLocal8Bit(process.readAllStandardError()).trimmed();
}

// Every file-changing call of the main thread, in the order it makes them: name and its number among those of the name. Of openat only those
// that make files, of write only those to files.
inline QList<Fault> callsOf(const Home &home, const QStringList &words)
{
    const QString log = home.path(QStringLiteral("strace.log"));
    runTraced(home, words, {QStringLiteral("-y"), QStringLiteral("-o"), log, QStringLiteral("-e"), QStringLiteral("trace=") + QString::fromLatin1(changingCalls().join(','))});
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QMap<QByteArray, int> counted;
    QList<Fault> calls;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray name = line.left(line.indexOf('('));
        if (!changingCalls().contains(name))
            continue;
        const int number = ++counted[name];
        const bool makesNothing = name == "openat" && !line.contains("O_CREAT");
        const bool toAStream = name == "write" && !line.contains("</");
        if (!makesNothing && !toAStream)
            calls.append({name, number, {}});
    }
    file.remove();
    return calls;
}

inline Traced runWith(const Home &home, const QStringList &words, const Fault &fault)
{
    const QString inject = QStringLiteral("inject=%1:%2:when=%3").arg(QString::fromLatin1(fault.call), QString::fromLatin1(fault.effect)).arg(fault.number);
    return runTraced(home, words, {QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-e"), QStringLiteral("trace=") + QString::fromLatin1(fault.call),
                                   QStringLiteral("-e"), inject});
}

// A home's files, kept to begin from again.
class Beginning {
public:
    explicit Beginning(const Home &home) : m_home(home) { copyTree(home.path({}), m_kept.path()); }

    void again() const
    {
        const QDir folder(m_home.path({}));
        for (const QFileInfo &one : folder.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            if (one.isDir())
                QDir(one.filePath()).removeRecursively();
            else
                QFile::remove(one.filePath());
        }
        copyTree(m_kept.path(), m_home.path({}));
    }

private:
    static void copyTree(const QString &from, const QString &to)
    {
        QDir().mkpath(to);
        QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        for (const QFileInfo &one : QDir(from).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            const QString target = to + u'/' + one.fileName();
            if (one.isDir())
                copyTree(one.filePath(), target);
            else if (!QFile::copy(one.filePath(), target))
                qFatal("cannot copy %s", qPrintable(target));
        }
    }
    const Home &m_home;
    QTemporaryDir m_kept;
};

} // namespace countersign::faults
