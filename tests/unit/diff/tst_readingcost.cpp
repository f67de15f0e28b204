// How short the differences are to read on real pairs: what a model suggested against what people made of it.
#include "diff/textdiff.h"
#include "unit/diff/optimum.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <cstdlib>

using namespace countersign::diff;

class ReadingCostTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void staysNearTheOptimumOnRealPairs_data();
    void staysNearTheOptimumOnRealPairs();
};

void ReadingCostTest::staysNearTheOptimumOnRealPairs_data()
{
    QTest::addColumn<QString>("file");
    const QDir data(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data"));
    QTest::newRow("data") << data.filePath(QStringLiteral("README.md"));
    for (const QString &set : data.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(set)) << data.filePath(set + QStringLiteral("/cases.jsonl"));
}

void ReadingCostTest::staysNearTheOptimumOnRealPairs()
{
    QFETCH(QString, file);
    QFile cases(file);
    if (!cases.open(QIODevice::ReadOnly))
        QSKIP("../shared/data is not there");
    // The table for the optimum grows with the square of the texts: the shortest are enough, unless all are asked for.
    const qint64 largest = std::getenv("COUNTERSIGN_FULL") ? 1'000'000'000 : 2'500'000;
    qint64 left = 60'000'000;
    qint64 cost = 0;
    qint64 optimum = 0;
    while (!cases.atEnd() && left > 0) {
        const QJsonObject line = QJsonDocument::fromJson(cases.readLine()).object();
        const QString a = line.value(QStringLiteral("suggestion")).toObject().value(QStringLiteral("text")).toString();
        const QString b = line.value(QStringLiteral("reference")).toObject().value(QStringLiteral("text")).toString();
        if (a.isEmpty() || b.isEmpty() || qint64(a.size()) * b.size() > 4 * largest)
            continue;
        left -= qint64(a.size()) * b.size() / 4;
        const TextDiff diff = compare(a, b);
        QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
        QCOMPARE(compare(b, a).cost, diff.cost);
        // Counted the hard way: moved text as changed on both sides. Folded line ends are one notice, not text.
        qint64 shown = 0;
        for (const Hunk &hunk : diff.hunks)
            shown += hunk.kind == Kind::LineEnd ? 0 : 10 + hunk.a.length() + hunk.b.length();
        const qint64 best = exactOptimum(a, b);
        QVERIFY2(double(shown) <= 1.02 * double(best), qPrintable(line.value(QStringLiteral("id")).toString()));
        cost += shown;
        optimum += best;
    }
    QVERIFY2(double(cost) <= 1.005 * double(optimum), qPrintable(QStringLiteral("%1 against %2").arg(cost).arg(optimum)));
}

QTEST_APPLESS_MAIN(ReadingCostTest)
#include "tst_readingcost.moc"
