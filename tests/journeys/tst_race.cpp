// Several processes at one store: each case is decided exactly once, and nobody is starved.
#include "journeys/program.h"

#include <QHash>

using namespace countersign::journeys;

namespace {

constexpr int raceCases = 2000;

const QStringList racers{QStringLiteral("ada"), QStringLiteral("grace"), QStringLiteral("noor")};

} // namespace

class RaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threeProcessesDecideEachCaseOnceAndNoneIsStarved();
    void importingWhileOthersDecideLosesNothing();

private:
    // Starts a batch of all cases as this person; answers go to a file.
    static std::unique_ptr<QProcess> startBatch(const Home &home, const QString &person, const QString &verdicts)
    {
        auto process = std::make_unique<QProcess>();
        home.prepare(*process, words("decide --batch") + QStringList{verdicts} + home.as(person));
        process->setStandardOutputFile(home.path(person + QStringLiteral(".answers")));
        process->start();
        return process;
    }
    static QByteArray verdictsOn(int cases)
    {
        QByteArray lines;
        for (int i = 1; i <= cases; ++i)
            lines += "{\"case\":\"c" + QByteArray::number(i) + "\",\"verdict\":\"approve\"}\n";
        return lines;
    }
    // Which case each answer of the person recorded.
    static QStringList recorded(const Home &home, const QString &person)
    {
        QFile file(home.path(person + QStringLiteral(".answers")));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QStringList cases;
        for (const QByteArray &line : file.readAll().split('\n'))
            if (const QJsonObject answer = QJsonDocument::fromJson(line).object(); answer.contains(u"decision"))
                cases.append(answer.value(u"case").toString());
        return cases;
    }
};

void RaceTest::threeProcessesDecideEachCaseOnceAndNoneIsStarved()
{
    Home home;
    constexpr int cases = raceCases;
    QCOMPARE(home.makeStore().code, 0);
    for (const QString &reviewer : racers.mid(1))
        QCOMPARE(home.addReviewer(reviewer).code, 0);
    QCOMPARE(home.importTexts(cases).code, 0);
    const QString verdicts = home.write(QStringLiteral("verdicts"), verdictsOn(cases));
    std::vector<std::unique_ptr<QProcess>> running;
    for (const QString &reviewer : racers)
        running.push_back(startBatch(home, reviewer, verdicts));
    QHash<QString, int> times;
    for (size_t i = 0; i < running.size(); ++i) {
        const int code = Home::ended(*running[i]).code;
        QVERIFY2(code == 0 || code == 4, qPrintable(QStringLiteral("%1 ended with %2").arg(racers[int(i)]).arg(code)));
        const QStringList mine = recorded(home, racers[int(i)]);
        qInfo("%s: %d", qPrintable(racers[int(i)]), int(mine.size()));
        QVERIFY2(mine.size() * 3 * 4 >= cases, qPrintable(QStringLiteral("%1 got %2 of %3").arg(racers[int(i)]).arg(mine.size()).arg(cases)));
        for (const QString &id : mine)
            ++times[id];
    }
    QCOMPARE(times.size(), cases);
    for (auto it = times.cbegin(); it != times.cend(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key()));
    QCOMPARE(home.run(words("decisions --json")).lines().size(), cases);
    QCOMPARE(home.run(words("released --json")).lines().size(), cases);
    QCOMPARE(home.run(words("ledger verify")).code, 0);
}

void RaceTest::importingWhileOthersDecideLosesNothing()
{
    Home home;
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.importTexts(100).code, 0);
    const auto deciding = startBatch(home, QStringLiteral("ada"), home.write(QStringLiteral("verdicts"), verdictsOn(100)));
    QByteArray more;
    for (int i = 0; i < 300; ++i)
        more += Home::textCase("m" + QByteArray::number(i));
    const QString file = home.write(QStringLiteral("more.jsonl"), more);
    QCOMPARE(home.runAs(QStringLiteral("ada"), QStringList{QStringLiteral("import"), file}).code, 0);
    QCOMPARE(Home::ended(*deciding).code, 0);
    QCOMPARE(home.run(words("cases --json --state open")).lines().size(), 300);
    QCOMPARE(home.run(words("cases --json --state released")).lines().size(), 100);
    QCOMPARE(home.run(words("ledger verify")).code, 0);
}

QTEST_GUILESS_MAIN(RaceTest)
#include "tst_race.moc"
