// A program killed (SIGKILL) at random points of its writing: what it had acknowledged is there, whole transactions only, and the next
// program goes on at once.
#include "engines/engine.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTextStream>
#include <QThread>

using namespace countersign;
using namespace countersign::engines;
using core::CaseId;

namespace {

// Adds three cases a transaction for ever, with drafts and checkpoints between; prints each number once its commit has returned.
int scribble(const QString &path, int from)
{
    QTextStream out(stdout);
    const core::SystemClock clock;
    const auto store = must(store::SqliteStore::open(path, store::OpenMode::ReadWrite, clock));
    for (int n = from;; ++n) {
        must(store->work().write([&]() -> core::Result<void> {
            for (const QString &part : {u"a"_qs, u"b"_qs, u"c"_qs})
                if (auto added = store->cases().addCase(sampleCase(u"%1%2"_qs.arg(n).arg(part))); !added)
                    return added;
            return store->blobs().saveBlob({digestOf(QString::number(n)), QByteArray(32, 's'), QByteArray(50'000, char(n))});
        }));
        core::Draft draft;
        draft.caseId = CaseId(u"%1a"_qs.arg(n));
        draft.team = mainTeam;
        draft.person = core::PersonId(u"ada"_qs);
        draft.content.text = QString::number(n);
        must(store->cases().saveDraft(draft));
        out << n << Qt::endl;
        if (n % 3 == 0)
            must(store->database().checkpoint());
    }
}

} // namespace

class tst_StoreKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNothingAcknowledged();
};

void tst_StoreKill::losesNothingAcknowledged()
{
    Engine engine;
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    qInfo() << "seed" << seed;
    int acknowledged = -1;
    for (int round = 0; round < 12; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {u"scribble"_qs, engine.path(), QString::number(acknowledged + 2)});
        QVERIFY(writer.waitForStarted(60'000));
        for (int lines = random.bounded(1, 8); lines > 0; --lines) {
            while (!writer.canReadLine())
                QVERIFY(writer.waitForReadyRead(60'000));
            acknowledged = writer.readLine().trimmed().toInt();
        }
        QThread::usleep(random.bounded(15'000u)); // anywhere in what follows
        writer.kill();
        QVERIFY(writer.waitForFinished(60'000));
        while (writer.canReadLine())
            acknowledged = writer.readLine().trimmed().toInt();

        const StorePtr store = engine.connect();
        const QStringList ids = idsOf(*store, inOrder(core::QueueFilter::Order::Oldest));
        QCOMPARE(ids.size() % 3, 0); // never part of a transaction
        const int last = ids.last().chopped(1).toInt();
        QVERIFY2(last == acknowledged || last == acknowledged + 1, qPrintable(u"%1 of %2"_qs.arg(last).arg(acknowledged)));
        QVERIFY(must(store->blobs().loadBlob(digestOf(QString::number(last)))));
        QCOMPARE(must(store->cases().loadDraft(CaseId(u"%1a"_qs.arg(acknowledged)), core::PersonId(u"ada"_qs)))->content.text,
                 QString::number(acknowledged)); // a killed program loses no draft either
        must(store->database().quickCheck());
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"scribble"_qs)
        return scribble(arguments.value(2), arguments.value(3).toInt());
    tst_StoreKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storekill.moc"
