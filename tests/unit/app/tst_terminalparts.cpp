// The small parts of the terminal: what is shown, counted, cut, guessed and read.
#include "app/cli/moment.h"
#include "app/cli/progressbar.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "app/settings.h"
#include "app/storeaddress.h"

#include <QDir>
#include <QTest>
#include <clocale>

using namespace countersign::app;
using namespace countersign;

class TerminalPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::setlocale(LC_ALL, ""); }
    void controlsBecomeVisible();
    void wideCharactersTakeTwoColumns();
    void guessesWhatWasMeant_data();
    void guessesWhatWasMeant();
    void addressesNameStores_data();
    void addressesNameStores();
    void timesAreReadExactly();
    void theBarSaysRateAndTimeLeft();
    void testKeysNeverGoBelowTheFloor();
};

void TerminalPartsTest::controlsBecomeVisible()
{
    QCOMPARE(shown(u"a\x1b[31m\n\tb"), QStringLiteral("a␛[31m␊␉b"));
    QCOMPARE(shown(u"a\nb\tc\r", true), QStringLiteral("a\nb\tc␍"));
    QCOMPARE(shown(QString(QChar(0x9b)) + QChar(0x202e) + QChar(0x7f)), QStringLiteral("��␡"));
    QCOMPARE(shown(u"عربي 中文 😀"), QStringLiteral("عربي 中文 😀"));
}

void TerminalPartsTest::wideCharactersTakeTwoColumns()
{
    QCOMPARE(columns(u"abc"), 3);
    QCOMPARE(columns(u"中文"), 4);
    QCOMPARE(cut(QStringLiteral("abcdef"), 4), QStringLiteral("abc…"));
    QCOMPARE(cut(QStringLiteral("中文中文"), 5), QStringLiteral("中文…"));
    QCOMPARE(cut(QStringLiteral("abcd"), 4), QStringLiteral("abcd"));
}

void TerminalPartsTest::guessesWhatWasMeant_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant");
    QTest::newRow("swapped letters") << QStringLiteral("decied") << QStringLiteral("decide");
    QTest::newRow("missing letter") << QStringLiteral("clam") << QStringLiteral("claim");
    QTest::newRow("beginning") << QStringLiteral("dec") << QStringLiteral("decide");
    QTest::newRow("other case") << QStringLiteral("Wait") << QStringLiteral("wait");
    QTest::newRow("nothing like it") << QStringLiteral("frobnicate") << QString();
    QTest::newRow("a whole sentence") << QString(500, u'x') << QString();
}

void TerminalPartsTest::guessesWhatWasMeant()
{
    QFETCH(QString, typed);
    QFETCH(QString, meant);
    QCOMPARE(closest(typed, {QStringLiteral("claim"), QStringLiteral("decide"), QStringLiteral("wait"), QStringLiteral("stats")}), meant);
}

void TerminalPartsTest::addressesNameStores_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("shared");
    const QString here = QDir::currentPath();
    QTest::newRow("path") << QStringLiteral("/a/b.sqlite") << QStringLiteral("/a/b.sqlite") << false;
    QTest::newRow("relative") << QStringLiteral("b.sqlite") << here + QStringLiteral("/b.sqlite") << false;
    QTest::newRow("sqlite:") << QStringLiteral("sqlite:/a/b") << QStringLiteral("/a/b") << false;
    QTest::newRow("sqlite://") << QStringLiteral("sqlite:///a/b") << QStringLiteral("/a/b") << false;
    QTest::newRow("unclean") << QStringLiteral("/a/../c//d") << QStringLiteral("/c/d") << false;
    QTest::newRow("server") << QStringLiteral("postgresql://ada@db/clinic") << QString() << true;
}

void TerminalPartsTest::addressesNameStores()
{
    QFETCH(QString, text);
    QFETCH(QString, path);
    QFETCH(bool, shared);
    const auto address = storeAddress(text);
    QVERIFY(address);
    QCOMPARE(address->path, path);
    QCOMPARE(address->kind == StoreAddress::Kind::Shared, shared);
    for (const char *wrong : {"", "sqlite:", "mysql://x/y", "https://x"})
        QCOMPARE(storeAddress(QString::fromLatin1(wrong)).error().kind, core::ErrorKind::WrongCall);
}

void TerminalPartsTest::timesAreReadExactly()
{
    const QString option = QStringLiteral("--since");
    QCOMPARE(*moment(option, QStringLiteral("2026-11-23")), QDateTime(QDate(2026, 11, 23), QTime(0, 0), Qt::UTC));
    QCOMPARE(*moment(option, QStringLiteral("2026-11-23T15:00:00+01:00")), QDateTime(QDate(2026, 11, 23), QTime(14, 0), Qt::UTC));
    QVERIFY(!moment(option, {})->isValid());
    for (const char *wrong : {"2026-02-30", "tomorrow", "2026-11-23T25:00:00Z", "2026-11"})
        QCOMPARE(moment(option, QString::fromLatin1(wrong)).error().kind, core::ErrorKind::WrongCall);
    QCOMPARE(seconds(option, QStringLiteral("0.25"))->count(), 250);
    for (const char *wrong : {"-1", "soon", "nan", "inf", "1e99", ""})
        QCOMPARE(seconds(option, QString::fromLatin1(wrong)).error().kind, core::ErrorKind::WrongCall);
}

void TerminalPartsTest::theBarSaysRateAndTimeLeft()
{
    const QString half = progressLine(50, 100, 1200, 2000, QStringLiteral("cases"));
    QVERIFY2(half.contains(QStringLiteral(" 50 %")) && half.contains(QStringLiteral("600/s")) && half.contains(QStringLiteral("2 s left")), qPrintable(half));
    QCOMPARE(half.count(QChar(0x2588)), 12);
    const QString unknown = progressLine(0, 0, 7, 1000, QStringLiteral("cases"));
    QVERIFY2(!unknown.contains(u'%') && unknown.contains(QStringLiteral("7 cases  7/s")), qPrintable(unknown));
    QVERIFY(progressLine(300, 100, 5, 1000, QStringLiteral("x")).contains(QStringLiteral("100 %")));
    QVERIFY(progressLine(0, 100, 0, 0, QStringLiteral("x")).contains(QStringLiteral("0 %")));
}

void TerminalPartsTest::testKeysNeverGoBelowTheFloor()
{
    const auto memory = [](const char *asked) {
        qputenv("COUNTERSIGN_TEST_KEY_MEMORY", asked);
        return settingsFromEnvironment().keyCost.memoryBytes >> 20;
    };
    QCOMPARE(memory("64"), quint64(64));
    QCOMPARE(memory("1"), quint64(64));
    QCOMPARE(memory("100"), quint64(100));
    QCOMPARE(memory("100000"), quint64(256));
    QCOMPARE(memory(""), quint64(256));
    QCOMPARE(memory("nonsense"), quint64(256));
}

QTEST_GUILESS_MAIN(TerminalPartsTest)
#include "tst_terminalparts.moc"
