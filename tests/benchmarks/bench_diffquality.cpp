// Reading cost over all pairs of ../shared/data (what a model suggested, what people made of it) against the exact optimum, per set.
// Moved text is counted as changed on both sides.
#include "benchmarks/benchmark.h"
#include "diff/textdiff.h"
#include "unit/diff/optimum.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace countersign;

namespace {

struct Sum {
    qint64 cost = 0;
    qint64 optimum = 0;
    double worst = 1;
    int pairs = 0;
};

qint64 shownCost(const diff::TextDiff &result)
{
    qint64 cost = 0;
    for (const diff::Hunk &hunk : result.hunks)
        cost += hunk.kind == diff::Kind::LineEnd ? 0 : 10 + hunk.a.length() + hunk.b.length();
    return cost;
}

Sum sumOf(const QString &file)
{
    Sum sum;
    QFile cases(file);
    if (!cases.open(QIODevice::ReadOnly))
        return sum;
    while (!cases.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(cases.readLine()).object();
        const QString a = line.value(QStringLiteral("suggestion")).toObject().value(QStringLiteral("text")).toString();
        const QString b = line.value(QStringLiteral("reference")).toObject().value(QStringLiteral("text")).toString();
        if (a.isEmpty() || b.isEmpty())
            continue;
        const qint64 cost = shownCost(diff::compare(a, b));
        const qint64 optimum = diff::exactOptimum(a, b);
        sum.cost += cost;
        sum.optimum += optimum;
        sum.worst = std::max(sum.worst, double(cost) / double(std::max<qint64>(1, optimum)));
        ++sum.pairs;
    }
    return sum;
}

} // namespace

int main()
{
    const QDir data(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data"));
    for (const QString &set : data.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const Sum sum = sumOf(data.filePath(set + QStringLiteral("/cases.jsonl")));
        if (sum.pairs == 0)
            continue;
        const QByteArray name = "diff.cost." + set.toUtf8();
        benchmark::report(name, double(sum.cost), "reading cost", double(sum.cost) / double(sum.optimum), "exact optimum; at most 1.005");
        benchmark::report(name + ".worst", sum.worst, "of one pair", sum.worst, "exact optimum; at most 1.02");
    }
    return 0;
}
