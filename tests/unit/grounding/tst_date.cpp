#include "grounding/date.h"

#include <QtTest>

using namespace countersign::grounding;

namespace {

QString read(const QString &text)
{
    QStringList all;
    for (const Date &each : dates(text))
        all.append(QStringLiteral("%1=%2-%3-%4%5").arg(text.mid(each.at.start, each.at.length())).arg(each.year).arg(each.month).arg(each.day)
                       .arg(each.turned ? QStringLiteral("?") : QString()));
    return all.join(QStringLiteral("; "));
}

} // namespace

class DateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsDatesInManySpellings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const QString &text, const QString &found) { QTest::newRow(name) << text << found; };
        row("ISO", u"on 2018-06-03."_qs, u"2018-06-03=2018-6-3"_qs);
        row("slashes either way", u"06/03/2018"_qs, u"06/03/2018=2018-6-3?"_qs);
        row("slashes one way", u"25/12/2018, 12/25/18"_qs, u"25/12/2018=2018-12-25; 12/25/18=2018-12-25"_qs);
        row("dots", u"am 3.6.2018 und 03.06.18"_qs, u"3.6.2018=2018-6-3; 03.06.18=2018-6-3"_qs);
        row("month first", u"June 3rd, 2018 or Jun. 3 or June 2018"_qs, u"June 3rd, 2018=2018-6-3; Jun. 3=0-6-3; June 2018=2018-6-0"_qs);
        row("day first", u"3 June 2018, 3rd of June, 03-JUN-2018"_qs, u"3 June 2018=2018-6-3; 3rd of June=0-6-3; 03-JUN-2018=2018-6-3"_qs);
        row("spoken", u"I saw him on January tenth two thousand nine and on May first nineteen ninety-nine"_qs,
            u"January tenth two thousand nine=2009-1-10; May first nineteen ninety-nine=1999-5-1"_qs);
        row("German", u"am 3. Juni 2018"_qs, u"3. Juni 2018=2018-6-3"_qs);
        row("French", u"le 3 août 2018"_qs, u"3 août 2018=2018-8-3"_qs);
        row("Spanish", u"el 3 de junio de 2018"_qs, u"3 de junio de 2018=2018-6-3"_qs);
        row("Romanian", u"la 3 iunie 2018"_qs, u"3 iunie 2018=2018-6-3"_qs);
        row("Estonian", u"3. juunil 2018"_qs, u"3. juunil 2018=2018-6-3"_qs);
        row("Russian", u"3 июня 2018 г."_qs, u"3 июня 2018=2018-6-3"_qs);
        row("Chinese", u"于2018年6月3日，6月4日"_qs, u"2018年6月3日=2018-6-3; 6月4日=0-6-4"_qs);
        row("Nepali", u"सन् १२ जुन २०१८ मा"_qs, u"१२ जुन २०१८=2018-6-12"_qs);
        row("Sinhala", u"2018 අප්‍රේල් 12 දින"_qs, u"2018 අප්‍රේල් 12=2018-4-12"_qs);
        row("may is a verb", u"it may 3 times"_qs, QString());
        row("no date", u"120/80, 1/2, 13/13/2018, 2018"_qs, QString());
    }
    void readsDatesInManySpellings()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        QCOMPARE(read(text), found);
    }

    void comparesWhatBothSay()
    {
        const auto same = [](const QString &said, const QString &source) { return agree(dates(said).value(0), dates(source).value(0)); };
        QVERIFY(same(u"June 3, 2018"_qs, u"2018-06-03"_qs));
        QVERIFY(same(u"06/03/2018"_qs, u"3 June 2018"_qs));
        QVERIFY(same(u"06/03/2018"_qs, u"March 6, 2018"_qs));
        QVERIFY(same(u"June 3"_qs, u"June 3, 2018"_qs));
        QVERIFY(same(u"June 3, 2018"_qs, u"June 3"_qs));
        QVERIFY(same(u"June 2018"_qs, u"June 3, 2018"_qs));
        QVERIFY(!same(u"June 3, 2018"_qs, u"June 2018"_qs));
        QVERIFY(!same(u"June 3, 2018"_qs, u"June 4, 2018"_qs));
        QVERIFY(!same(u"June 3, 2018"_qs, u"June 3, 2017"_qs));
    }
};

QTEST_APPLESS_MAIN(DateTest)
#include "tst_date.moc"
