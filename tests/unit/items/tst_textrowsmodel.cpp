// Rows of texts, set as a whole.
#include "items/textrowsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using countersign::items::TextRowsModel;

class TextRowsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsItsRowsUnderItsHeadings()
    {
        TextRowsModel model({QStringLiteral("What"), QStringLiteral("When")});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({{QStringLiteral("a"), QStringLiteral("1")}, {QStringLiteral("b")}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("1"));
        QVERIFY(model.index(1, 1).data().toString().isEmpty()); // a short row has empty cells
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("When"));
    }

    void theSameRowsAgainChangeNothing()
    {
        TextRowsModel model({QStringLiteral("What")});
        QSignalSpy reset(&model, &TextRowsModel::modelReset);
        model.setRows({{QStringLiteral("a")}});
        model.setRows({{QStringLiteral("a")}});
        QCOMPARE(reset.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TextRowsModelTest)
#include "tst_textrowsmodel.moc"
