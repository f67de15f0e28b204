// Cases of real size for measuring: the text cases of ../shared/data in turn, each under an id of its own; where that folder is absent,
// made-up ones of like size.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>

namespace countersign::benchmark {

// The lines of one set of ../shared/data, as they are; none where it is absent.
inline QList<QByteArray> linesOf(const QString &set)
{
    QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data/%1/cases.jsonl").arg(set));
    QList<QByteArray> lines;
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd())
            lines.append(file.readLine().trimmed());
    return lines;
}

// 1 521 cases without files, 2.7 kB each in the mean.
inline const QList<QByteArray> &textCases()
{
    static const QList<QByteArray> pool = [] {
        QList<QByteArray> lines;
        for (const QString &set : QDir(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            for (const QByteArray &line : linesOf(set))
                if (!line.contains("\"file\": "))
                    lines.append(line);
        const QByteArray words = "the patient reports a dull pain in the left knee since spring and takes no medication for it today ";
        for (int i = 0; lines.isEmpty() || (i > 0 && i < 500); ++i)
            lines.append(R"({"id": "made-up", "source": "made-up", "kind": "clinical-note", "evidence": [{"id": "dialogue", "title": "Dialogue",)"
                         R"( "media_type": "text/plain", "text": ")" + words.repeated(5 + i % 30) + R"("}], "suggestion": {"text": ")"
                         + words.repeated(2 + i % 9) + R"(", "model": "scribe", "confidence": 0.8}, "reference": null})");
        return lines;
    }();
    return pool;
}

// Case `number`, the pool over and over, with the number in its id.
inline QByteArray caseLine(qsizetype number)
{
    QByteArray line = textCases()[number % textCases().size()];
    const QByteArray before = R"("id": ")";
    return line.insert(line.indexOf(before) + before.size(), QByteArray::number(number) + '/');
}

// Writes that many cases to a file.
inline void writeCases(const QString &path, qsizetype number)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    for (qsizetype i = 0; i < number; ++i)
        file.write(caseLine(i) + '\n');
}

} // namespace countersign::benchmark
