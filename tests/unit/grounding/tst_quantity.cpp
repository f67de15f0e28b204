#include "grounding/quantity.h"

#include <QtTest>

using namespace countersign::grounding;

namespace {

// "500 mg=0.5g": what is read as numbers, its value and measure.
QString read(const QString &text)
{
    static const char *const measures[] = {"", "g", "l", "m", "h", "h", "%", "$", "/d", "every", "deg", "mmHg", "bpm", "clock", "dose", "kcal"};
    QStringList all;
    for (const Quantity &each : quantities(text))
        all.append(QStringLiteral("%1=%2%3").arg(text.mid(each.at.start, each.at.length()), QString::number(each.value, 'g', 8),
                                                 QLatin1String(measures[int(each.measure)]) + each.currency));
    return all.join(QStringLiteral("; "));
}

} // namespace

class QuantityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsNumbersAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("numbers");
        const auto row = [](const char *name, const QString &text, const QString &numbers) { QTest::newRow(name) << text << numbers; };
        row("digits", u"ages 26 and 7"_qs, u"26=26; 7=7"_qs);
        row("thousands", u"1,234,567 or 1.234.567 or 1'234'567"_qs, u"1,234,567=1234567; 1.234.567=1234567; 1'234'567=1234567"_qs);
        row("decimals", u"2.5 and 0,75 and 1,234.5 and 1.234,5"_qs, u"2.5=2.5; 0,75=0.75; 1,234.5=1234.5; 1.234,5=1234.5"_qs);
        row("units glued on", u"50mg, 2L"_qs, u"50mg=0.05g; 2L=2l"_qs);
        row("units spelled out", u"take 500 milligrams for 2 weeks"_qs, u"500 milligrams=0.5g; 2 weeks=336h"_qs);
        row("hyphens", u"a 26-year-old"_qs, u"26-year=227916h"_qs);
        row("percent", u"12.5 % or 12.5 percent"_qs, u"12.5 %=12.5%; 12.5 percent=12.5%"_qs);
        row("money in front", u"paid $ 1.2 million"_qs, u"$ 1.2 million=1200000$"_qs);
        row("money behind", u"paid 30 dollars, RM 75.00"_qs, u"30 dollars=30$USD; RM 75.00=75$MYR"_qs);
        row("ranges share the unit", u"5-10 mg, 5 to 10 mg"_qs, u"5=0.005g; 10 mg=0.01g; 5=0.005g; 10 mg=0.01g"_qs);
        row("words", u"she is twenty-six with seven children"_qs, u"twenty-six=26; seven=7"_qs);
        row("spoken hundreds", u"it was one thirty over eighty, then two fifty five"_qs, u"one thirty=130; eighty=80; two fifty five=255"_qs);
        row("large words", u"two thousand three hundred and five people"_qs, u"two thousand three hundred and five=2305"_qs);
        row("words with units", u"for eight years and two and a half days"_qs, u"eight years=70128h; two and a half days=60h"_qs);
        row("one is no number by itself", u"one of the second group"_qs, QString());
        row("one with a unit", u"one day"_qs, u"one day=24h"_qs);
        row("ordinals", u"the 3rd and the 22nd"_qs, u"3rd=3; 22nd=22"_qs);
        row("often", u"20 mg b.i.d., then twice a day, 3 times daily"_qs, u"20 mg=0.02g; b.i.d=2/d; twice a day=2/d; 3 times daily=3/d"_qs);
        row("intervals", u"every 8 hours or q6h"_qs, u"every 8 hours=8every; q6h=6every"_qs);
        row("clock", u"at 10:30"_qs, u"10:30=10.5clock"_qs);
        row("fractions", u"1/2 tablet, ½ tablet"_qs, u"1/2 tablet=0.5dose; ½ tablet=0.5dose"_qs);
        row("lists and sources", u"1. First\n2) Second [3] [4, 5; 6] [7-8]"_qs, QString());
        row("ordinals at the beginning of a line", u"Das ist der Verlauf und die Planung\n3. Tag nach der Operation: stabil\n24. Etage"_qs, u"3=3; 24=24"_qs);
        row("days one after the other", u"Das ist der Verlauf und die Planung\n3. Tag: er ist stabil\n4. Tag: er ist zu Hause"_qs, u"3=3; 4=4"_qs);
        row("Estonian centuries", u"See on lugu ja see ei ole tõsi\n24. sajandil on ta oma kodus"_qs, u"24=24"_qs);
        row("a German list", u"Das ist die Planung und der Verlauf\n1. Ruhe\n2. Labor\n5. Entlassung"_qs, QString());
        row("a list of one", u"Das ist die Planung und der Verlauf\n1. Ruhe"_qs, QString());
        row("an English list of one", u"This is the plan and the course of the stay\n3. Rest"_qs, QString());
        row("German", u"Der Patient ist fünfundzwanzig und nimmt seit drei Jahren zweimal täglich 2,5 mg"_qs,
            u"fünfundzwanzig=25; drei Jahren=26298h; zweimal täglich=2/d; 2,5 mg=0.0025g"_qs);
        row("French", u"il y a deux ans, avec vingt-six patients et 3 mois"_qs, u"deux ans=17532h; vingt-six=26; 3 mois=2191.5h"_qs);
        row("Romanian", u"a avut trei copii și douăzeci de ani în 2018"_qs, u"trei=3; douăzeci=20; 2018=2018"_qs);
        row("Estonian", u"ta oli kakskümmend aastat seal ja kolm päeva"_qs, u"kakskümmend aastat=175320h; kolm päeva=72h"_qs);
        row("Russian", u"он жил там двадцать пять лет и три дня"_qs, u"двадцать пять лет=219150h; три дня=72h"_qs);
        row("Nepali digits", u"सन् २०१८ मा पाँच दिन"_qs, u"२०१८=2018; पाँच दिन=120h"_qs);
        row("Arabic", u"عمره ٢٦ سنة وله ثلاثة"_qs, u"٢٦=26; ثلاثة=3"_qs);
        row("Chinese", u"三百二十五元，两万人，第三十三条，3个月"_qs, u"三百二十五元=325$CNY; 两万=20000; 第三十三=33; 3个月=2191.5h"_qs);
    }
    void readsNumbersAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, numbers);
        QCOMPARE(read(text), numbers);
    }

    void comparesByValueAndMeasure_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *said, const char *source, bool same) {
            QTest::newRow((QByteArray(said) + " / " + source).constData()) << QString::fromUtf8(said) << QString::fromUtf8(source) << same;
        };
        row("500 mg", "0.5 g", true);
        row("500 mg", "five hundred milligrams", true);
        row("500 mg", "50 mg", false);
        row("500 mg", "500 units", false);
        row("500 mg", "500", true);
        row("26-year-old", "twenty six", true);
        row("b.i.d.", "twice a day", true);
        row("b.i.d.", "three times daily", false);
        row("$1.2 million", "1,234,567 dollars", true);
        row("$1.2 million", "1,334,567 dollars", false);
        row("1.234", "1234", true);
        row("90 minutes", "1.5 hours", true);
        row("12 %", "12 kg", false);
        row("3 months", "3 years", false);
        row("$ 30", "30 euros", true);
        row("30 dollars", "30 euros", false);
    }
    void comparesByValueAndMeasure()
    {
        QFETCH(QString, said);
        QFETCH(QString, source);
        QFETCH(bool, same);
        const QList<Quantity> a = quantities(said), b = quantities(source);
        QCOMPARE(a.size(), 1);
        QCOMPARE(b.size(), 1);
        QCOMPARE(agree(a[0], b[0]), same);
    }

    void takesAbsurdNumbers()
    {
        QVERIFY(quantities(QString(200, u'9')).isEmpty());
        QCOMPARE(read(u"1,2,3 and 1.2.3.4 and 12:34:56:78"_qs), QString());
        QVERIFY(quantities(u"twenty "_qs.repeated(2000)).size() <= 2000);
    }
};

QTEST_APPLESS_MAIN(QuantityTest)
#include "tst_quantity.moc"
