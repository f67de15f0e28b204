// A check-out onto a disk with too little room, at every amount of it: said in one sentence with the place and what it takes, and nobody's cases are taken;
// where there is as much as was said to be needed, it comes through.
#include "faults/tinyvolume.h"
#include "journeys/program.h"

using namespace countersign;
using namespace countersign::journeys;

class tst_CrampedCheckout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesNothingThatCannotBeCarried();
};

void tst_CrampedCheckout::takesNothingThatCannotBeCarried()
{
    TINY_VOLUME(volume, 8'000'000);
    const Home home;
    const QString ben = QStringLiteral("ben");
    QCOMPARE(home.makeStore().code, 0);
    QCOMPARE(home.addReviewer(ben).code, 0);
    QByteArray lines;
    for (const char *id : {"c1", "c2", "c3"})
        lines += Home::textCase(id, QByteArray(200'000, *id) + id);
    QCOMPARE(home.runAs(QStringLiteral("ada"), {QStringLiteral("import"), home.write(QStringLiteral("large.jsonl"), lines)}).code, 0);
    const QString trip = volume.filePath(QStringLiteral("trip.workspace"));
    bool isOut = false;
    qint64 room = 0;
    for (; !isOut && room < 6'000'000; room += 500'000) {
        volume.leaveFree(room);
        const Ended ended = home.runAs(ben, words("offline checkout --next 3 --json --workspace") + QStringList{trip});
        isOut = ended.code == 0;
        if (isOut)
            break;
        QVERIFY2(ended.code == 5, ended.err.constData());
        QCOMPARE(ended.kind(), QStringLiteral("disk-full"));
        QVERIFY2(ended.err.contains("trip.workspace") && ended.err.contains(" MB"), ended.err.constData());
        QVERIFY(!QFile::exists(trip) && !QFile::exists(trip + QStringLiteral(".part")));
        QCOMPARE(home.runAs(QStringLiteral("ada"), words("ledger since 0 --json")).out.count("\"checkout\""), 0);
    }
    QVERIFY(isOut);
    QVERIFY2(room > 500'000, "nothing was tried");
    QCOMPARE(home.runAs(ben, words("cases --json --store") + QStringList{trip}).objects().size(), 3);
    QCOMPARE(home.runAs(ben, words("decide c2 approve --store") + QStringList{trip}).code, 0);
    QCOMPARE(home.runAs(ben, words("offline return --workspace") + QStringList{trip}).code, 0);
    QVERIFY(home.runAs(QStringLiteral("ada"), words("ledger verify --json")).object().value(u"ok").toBool());
}

int main(int argc, char **argv)
{
    faults::becomePrivate();
    QCoreApplication application(argc, argv);
    tst_CrampedCheckout test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_crampedcheckout.moc"
