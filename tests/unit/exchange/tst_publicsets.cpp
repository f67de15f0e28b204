// The public review sets beside the checkout, where they are: every record is read, and its evidence files are found.
#include "exchange/casesource.h"

#include <QDir>
#include <QTest>

using namespace countersign;
using namespace countersign::exchange;

class TestPublicSets : public QObject {
    Q_OBJECT

    const QString m_folder = QDir::cleanPath(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data"));

private Q_SLOTS:
    void readsEveryRecord_data()
    {
        QTest::addColumn<QString>("set");
        QTest::addColumn<int>("cases");
        if (!QDir(m_folder).exists())
            QSKIP(qPrintable(QStringLiteral("no public review sets at ") + m_folder));
        const QList<std::pair<const char *, int>> sets{
            {"aci-bench", 80},         {"mts-dialog", 200},    {"mlqe-pe", 455},       {"qa-feedback", 45},
            {"expertqa", 32},          {"factcheck-gpt", 10},  {"iterater-r3", 80},    {"lamp-writing-edits", 75},
            {"trialgpt-queries", 121}, {"tatqa-finance", 150}, {"german-credit", 100}, {"lawbench-statutes", 160},
            {"ccaus-ultrasound", 5},   {"sroie-receipts", 9},  {"gov-pdfs", 6},        {"dicom-burned-in-text", 11}};
        for (const auto &[set, cases] : sets)
            QTest::newRow(set) << QString::fromLatin1(set) << cases;
    }
    void readsEveryRecord()
    {
        QFETCH(QString, set);
        QFETCH(int, cases);
        const auto source = openCaseSource(m_folder + u'/' + set);
        QVERIFY2(source.has_value(), qPrintable(source ? QString() : source.error().where));
        int count = 0;
        while (const auto next = (*source)->next()) {
            QVERIFY2(next->has_value(), qPrintable(*next ? QString() : next->error().where + u' ' + next->error().detail));
            ++count;
            for (const core::EvidenceItem &item : (*next)->record.evidence) {
                if (item.text)
                    continue;
                const auto bytes = (*source)->readFile(item);
                QVERIFY2(bytes.has_value(), qPrintable(item.file));
                QVERIFY(!bytes->isEmpty());
            }
        }
        QCOMPARE(count, cases);
    }
};

QTEST_GUILESS_MAIN(TestPublicSets)
#include "tst_publicsets.moc"
