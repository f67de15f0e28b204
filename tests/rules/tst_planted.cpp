// The planted defects fit the sources: each has one place to go, a test that is there, and a line in tests/README.md.
#include <QFile>
#include <QTest>

namespace {

QString textOf(const QString &name)
{
    QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString field(const QString &block, const QString &key)
{
    for (const QString &line : block.split(u'\n'))
        if (line.startsWith(key + QStringLiteral(": ")))
            return line.mid(key.size() + 2);
    return {};
}

} // namespace

class PlantedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDefectHasItsPlaceAndItsTest()
    {
        const QString readme = textOf(QStringLiteral("tests/README.md"));
        int defects = 0;
        for (const QString &block : textOf(QStringLiteral("tests/planted/defects.txt")).split(QStringLiteral("\n\n"))) {
            const QString name = field(block, QStringLiteral("defect"));
            if (name.isEmpty())
                continue;
            ++defects;
            const QString test = field(block, QStringLiteral("test"));
            const QString from = field(block, QStringLiteral("from"));
            QVERIFY2(!from.isEmpty() && from != field(block, QStringLiteral("to")), qPrintable(name));
            QVERIFY2(textOf(field(block, QStringLiteral("file"))).count(from) == 1, qPrintable(name + QStringLiteral(": not once in its file")));
            QVERIFY2(!textOf(QStringLiteral("tests/%1.cpp").arg(test)).isEmpty(), qPrintable(test));
            QVERIFY2(readme.contains(QStringLiteral("| %1 | `%2` |").arg(name, test)), qPrintable(name + QStringLiteral(": not in tests/README.md")));
        }
        QVERIFY(defects >= 20);
    }
};

QTEST_GUILESS_MAIN(PlantedTest)
#include "tst_planted.moc"
