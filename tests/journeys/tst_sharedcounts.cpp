// What verbs touch on a server directly after a large import, of which it has counted nothing yet: as many rows beside few cases as beside many.
#include "journeys/sharedhome.h"

#include <thread>

using namespace countersign;
using namespace countersign::journeys;

namespace {

constexpr int few = 1'000;
constexpr int many = 10'000;
constexpr int all = 100'000;
constexpr int allowed = 1'000; // more imports stand in the log, and more words begin with the one that is looked for

enum class Who { Reviewer, InWorkspace, Submitter };

struct Verb {
    const char *line;
    Who who = Who::Reviewer;
};

// In this order, each on what the ones before left. The first trip is there so that the second one finds nothing to look through for the first time.
constexpr Verb verbs[] = {
    {"claim --next"},
    {"claim --next --kind clinical-note"},
    {"cases --state open --limit 50"},
    {"cases --state open --kind clinical-note --limit 50"},
    {"cases --state open --risk medium --limit 50"},
    {"cases --text c777 --limit 50"},
    {"show c555"},
    {"claim c555"},
    {"decide c555 approve"},
    {"released --after 1"},
    {"offline checkout --next 150 --hours 8 --workspace trip"},
    {"decide c1 approve", Who::InWorkspace},
    {"offline sync --workspace trip"},
    {"offline return --workspace trip"},
    {"offline checkout --next 150 --hours 8 --workspace trip"},
    {"decide c5 approve", Who::InWorkspace},
    {"decide c6 approve", Who::InWorkspace},
    {"offline sync --workspace trip"},
    {"offline sync --workspace trip"},
    {"offline list"},
    {"offline return --workspace trip"},
    {"cases --limit 20", Who::Submitter},
    {"cases --state open --limit 20", Who::Submitter},
    {"cases --json", Who::Submitter},
    {"show s7", Who::Submitter},
};

} // namespace

class tst_SharedCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    // In this order; each has time of its own, on a loaded machine too.
    void bringsFewCases();
    void countsBesideFew();
    void bringsManyCases();
    void countsBesideMany();
    void whatIsTouchedDependsOnWhatIsAskedAlone();

private:
    QString asked(const QString &sql) const;
    qint64 touched() const;
    void bring(int cases);
    QList<qint64> counts() const;

    std::unique_ptr<SharedHome> m_shared;
    QList<qint64> m_besideFew, m_besideMany;
};

void tst_SharedCounts::initTestCase()
{
    m_shared = std::make_unique<SharedHome>(QStringList{QStringLiteral("autovacuum=off")});
    skipWithoutServer(m_shared->server());
}

QString tst_SharedCounts::asked(const QString &sql) const
{
    QProcess psql;
    psql.start(QStringLiteral("psql"), {QStringLiteral("-qXAt"), QStringLiteral("-d"), m_shared->url(), QStringLiteral("-c"), sql});
    psql.waitForFinished(-1);
    return QString::fromUtf8(psql.readAllStandardOutput()).trimmed();
}

// Rows and entries of indexes, as the server counts them: a connection has told all of it once it is gone.
qint64 tst_SharedCounts::touched() const
{
    while (asked(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE usename IN ('ben', 'sid')")) != u"0")
        std::this_thread::yield();
    return asked(QStringLiteral("SELECT (SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables)"
                                " + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)")).toLongLong();
}

// And a submitter among them, with a few of their own.
void tst_SharedCounts::bring(int cases)
{
    m_shared->settle(QStringLiteral("beside%1").arg(cases), {QStringLiteral("ben")}, cases);
    const Home &home = m_shared->home();
    QByteArray own;
    for (int i = 1; i <= 30; ++i)
        own += Home::textCase('s' + QByteArray::number(i));
    const QString sid = QStringLiteral("sid");
    const Ended joined = home.runAs(QStringLiteral("ada"), words("person add sid --name Sid --role submitter --new-secret-file") << home.secretFile(sid));
    QVERIFY2(joined.code == 0, joined.err.constData());
    const Ended imported = home.runAs(sid, {QStringLiteral("import"), home.write(QStringLiteral("own.jsonl"), own)});
    QVERIFY2(imported.code == 0, imported.err.constData());
}

QList<qint64> tst_SharedCounts::counts() const
{
    QList<qint64> counts;
    const Home &home = m_shared->home();
    for (const Verb &verb : verbs) {
        const qint64 before = touched();
        QStringList line = words(verb.line);
        if (verb.who == Who::InWorkspace)
            line += {QStringLiteral("--store"), home.path(QStringLiteral("trip"))};
        const Ended ended = home.runAs(verb.who == Who::Submitter ? QStringLiteral("sid") : QStringLiteral("ben"), line);
        if (ended.code != 0)
            qWarning("%s: %d %s", verb.line, ended.code, ended.err.constData());
        counts.append(ended.code == 0 ? touched() - before : -1);
    }
    return counts;
}

void tst_SharedCounts::bringsFewCases()
{
    bring(few);
}

void tst_SharedCounts::countsBesideFew()
{
    m_besideFew = counts();
}

void tst_SharedCounts::bringsManyCases()
{
    bring(qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? all : many);
}

void tst_SharedCounts::countsBesideMany()
{
    m_besideMany = counts();
    QCOMPARE(asked(QStringLiteral("SELECT count(*) FROM pg_stat_user_tables WHERE analyze_count + autoanalyze_count > 0")), QStringLiteral("0"));
}

void tst_SharedCounts::whatIsTouchedDependsOnWhatIsAskedAlone()
{
    QCOMPARE(m_besideFew.size(), std::size(verbs));
    QCOMPARE(m_besideMany.size(), std::size(verbs));
    QByteArrayList grown;
    for (int i = 0; i < m_besideFew.size(); ++i) {
        qInfo("%s: %lld, beside many %lld", verbs[i].line, m_besideFew[i], m_besideMany[i]);
        if (m_besideFew[i] < 0 || m_besideMany[i] < 0 || m_besideMany[i] > m_besideFew[i] + allowed)
            grown.append(verbs[i].line);
    }
    QVERIFY2(grown.isEmpty(), grown.join(", ").constData());
}

QTEST_GUILESS_MAIN(tst_SharedCounts)
#include "tst_sharedcounts.moc"
