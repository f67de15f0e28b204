// A program that decides a batch, killed while it does.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QThread>

namespace countersign::testsupport {

// Of a started process: reads answers until `answers` have come and some microseconds more have gone, then kills it. The decisions that it acknowledged.
inline QStringList killedMidway(QProcess &process, int answers, quint32 microseconds)
{
    constexpr int patience = 500'000; // milliseconds; loaded machines are slow
    QByteArray out;
    while (out.count('\n') < answers && process.waitForReadyRead(patience))
        out += process.readAllStandardOutput();
    QThread::usleep(microseconds);
    process.kill();
    process.waitForFinished(patience);
    out += process.readAllStandardOutput();
    QStringList acknowledged;
    for (const QByteArray &line : out.split('\n'))
        if (const QJsonObject answer = QJsonDocument::fromJson(line).object(); answer.contains(u"decision"))
            acknowledged.append(answer.value(u"decision").toString());
    return acknowledged;
}

} // namespace countersign::testsupport
