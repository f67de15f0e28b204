#include "grounding/quantityreading.h"

#include <QHash>

namespace countersign::grounding {

namespace {

struct UnitRow {
    Measure measure;
    double factor;
    QStringView words; // blank between
};

constexpr UnitRow unitRows[] = {
    {Measure::Mass, 1e-6, u"mcg ug μg microgram micrograms mikrogramm микрограмм mkg"},
    {Measure::Mass, 1e-3, u"mg mgs milligram milligrams milligramm milligrammes miligrame миллиграмм миллиграмма миллиграммов мг 毫克 milligrammi "
                           u"मिलिग्राम मिलीग्राम මිලිග්‍රෑම්"},
    {Measure::Mass, 1, u"g gm gms gram grams gramm gramme grammes grame грамм грамма граммов г 克 grammi ग्राम ග්‍රෑම්"},
    {Measure::Mass, 1000, u"kg kgs kilo kilos kilogram kilograms kilogramm kilograme килограмм килограмма килограммов кг 公斤 千克 kilogrammi किलोग्राम "
                           u"किलो කිලෝග්‍රෑම්"},
    {Measure::Mass, 1e6, u"ton tons tonne tonnes tonnen tone tonn тонн тонны 吨"},
    {Measure::Mass, 453.59237, u"lb lbs pound pounds"},
    {Measure::Mass, 28.349523125, u"oz ounce ounces"},
    {Measure::Volume, 1e-3, u"ml mls milliliter milliliters millilitre millilitres cc ccs мл миллилитр миллилитра миллилитров 毫升 milliliitrit "
                           u"mililitri मिलिलिटर मिलीलीटर මිලිලීටර්"},
    {Measure::Volume, 0.1, u"dl deciliter"},
    {Measure::Volume, 1, u"l liter liters litre litres litri liitrit л литр литра литров 升 लिटर लीटर ලීටර්"},
    {Measure::Length, 1e-3, u"mm millimeter millimeters millimetre millimetres мм 毫米"},
    {Measure::Length, 1e-2, u"cm centimeter centimeters centimetre centimetres zentimeter см 厘米"},
    {Measure::Length, 1, u"m meter meters metre metres metri meetrit м метр метра метров 米 मिटर मीटर මීටර්"},
    {Measure::Length, 1000, u"km kilometer kilometers kilometre kilometres kilometri kilomeetrit километр километра километров км 公里 千米 किलोमिटर "
                           u"किलोमीटर කිලෝමීටර්"},
    {Measure::Length, 0.0254, u"inch inches zoll"},
    {Measure::Length, 0.3048, u"ft foot feet"},
    {Measure::Length, 1609.344, u"mile miles mi meilen mile"},
    {Measure::Time, 1.0 / 3600, u"sec secs second seconds sekunde sekunden secunde sekundit секунд секунды 秒"},
    {Measure::Time, 1.0 / 60, u"min mins minute minutes minuten minute minutit минут минуты 分钟"},
    {Measure::Time, 1, u"h hr hrs hour hours stunde stunden heure heures ore tundi час часа часов 小时"},
    {Measure::Time, 24, u"day days tag tage tagen jour jours zile paeva день дня дней दिन 天"},
    {Measure::Time, 168, u"week weeks wk wks woche wochen semaine semaines saptamani nadalat неделя недели недель हप्ता 周"},
    {Measure::Time, 730.5, u"month months mo mos monat monate monaten mois luni kuud месяц месяца месяцев महिना 个月"},
    {Measure::Age, 8766, u"year years yr yrs yo y jahr jahre jahren jahrige jahriger ans an ani aastat aasta год года лет वर्ष අවුරුදු 年 岁"},
    {Measure::Percent, 1, u"% percent pct prozent procent protsenti процентов процента प्रतिशत pourcent"},
    {Measure::Temperature, 1, u"° °c °f degree degrees grad celsius fahrenheit"},
    {Measure::Pressure, 1, u"mmhg"},
    {Measure::Rate, 1, u"bpm"},
    {Measure::Dose, 1, u"unit units iu meq mmol tablet tablets tab tabs pill pills capsule capsules puff puffs drop drops"},
    {Measure::Energy, 1, u"kcal calories calorie"},
    {Measure::Money, 1, u"$ € £ ¥ ₹ ￥"},
};

struct CurrencyRow {
    QStringView name;
    QStringView words;
};

constexpr CurrencyRow currencyRows[] = {
    {u"USD", u"usd dollar dollars dolari доллар доллара долларов us$ 美元"},
    {u"EUR", u"eur euro euros eurot евро 欧元"},
    {u"GBP", u"gbp sterling"},
    {u"MYR", u"rm myr ringgit"},
    {u"CNY", u"cny rmb yuan 元 人民币"},
    {u"JPY", u"jpy yen 日元"},
    {u"CHF", u"chf franken"},
    {u"RUB", u"rub рубль рубля рублей"},
    {u"NPR", u"npr rupees rupee रुपैया"},
    {u"DEM", u"dm"},
};

const QHash<QString, Unit> &units()
{
    static const QHash<QString, Unit> table = [] {
        QHash<QString, Unit> made;
        for (const UnitRow &row : unitRows)
            for (const QStringView word : row.words.split(u' ', Qt::SkipEmptyParts))
                made.insert(folded(word), {row.measure, row.factor, {}});
        for (const CurrencyRow &row : currencyRows)
            for (const QStringView word : row.words.split(u' ', Qt::SkipEmptyParts))
                made.insert(folded(word), {Measure::Money, 1, row.name.toString()});
        made.insert(QStringLiteral("cent"), {Measure::Money, 0.01, {}});
        made.insert(QStringLiteral("cents"), {Measure::Money, 0.01, {}});
        return made;
    }();
    return table;
}

} // namespace

std::optional<Unit> unitNamed(const QString &word)
{
    const auto found = units().constFind(word);
    return found == units().cend() ? std::nullopt : std::optional(*found);
}

double scaleNamed(const QString &word)
{
    static const QHash<QString, double> scales = [] {
        QHash<QString, double> made;
        const auto add = [&](double scale, QStringView words) {
            for (const QStringView each : words.split(u' ', Qt::SkipEmptyParts))
                made.insert(each.toString(), scale);
        };
        add(1e2, u"hundred hundreds");
        add(1e3, u"thousand thousands k tausend mille mil mii tuhat tuhande тысяча тысячи тысяч тыс 千 हजार දහස්");
        add(1e4, u"万 萬");
        add(1e5, u"lakh लाख ලක්ෂ");
        add(1e6, u"million millions mio mill mn millionen milion milioane miljon miljonit миллион миллиона миллионов млн 百万 මිලියන");
        add(1e7, u"crore करोड");
        add(1e8, u"亿 億");
        add(1e9, u"billion billions bn milliarde milliarden mrd miliard miliarde miljardit миллиард миллиарда миллиардов млрд");
        add(1e12, u"trillion trillions");
        return made;
    }();
    return scales.value(word, 0);
}

} // namespace countersign::grounding
