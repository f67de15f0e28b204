// What made a store somewhere stays as it was: migrations are added, never edited. landed.sha256 is written by
// `sha256sum resources/sql/*/[0-9]*.sql`; a line of it is added with its migration and changed never.
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

namespace {

const QString sourceDir = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/");

QByteArray bytesOf(const QString &name)
{
    QFile file(sourceDir + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class LandedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMigrationIsAsItLanded()
    {
        QStringList migrations;
        for (const char *engine : {"sqlite", "postgresql"}) {
            const QString folder = QStringLiteral("resources/sql/") + QString::fromLatin1(engine);
            for (const QString &name : QDir(sourceDir + folder).entryList({QStringLiteral("[0-9]*.sql")}, QDir::Files, QDir::Name))
                migrations.append(folder + u'/' + name);
        }
        QVERIFY(migrations.size() > 30);
        QHash<QString, QString> landed;
        for (const QString &line : QString::fromLatin1(bytesOf(QStringLiteral("tests/rules/landed.sha256"))).split(u'\n', Qt::SkipEmptyParts))
            landed.insert(line.section(QStringLiteral("  "), 1), line.section(QStringLiteral("  "), 0, 0));
        for (const QString &name : std::as_const(migrations)) {
            const QByteArray digest = QCryptographicHash::hash(bytesOf(name), QCryptographicHash::Sha256).toHex();
            QVERIFY2(landed.contains(name), qPrintable(name + QStringLiteral(" is new: add its line to landed.sha256")));
            QVERIFY2(landed.take(name) == QString::fromLatin1(digest), qPrintable(name + QStringLiteral(" was edited: stores made before would never see it")));
        }
        QVERIFY2(landed.isEmpty(), qPrintable(landed.keys().join(u' ') + QStringLiteral(" is gone")));
    }
};

QTEST_GUILESS_MAIN(LandedTest)
#include "tst_landed.moc"
