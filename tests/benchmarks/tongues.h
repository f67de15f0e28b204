// What the planted errors of bench_grounding need to know of a language: written for this measurement from grammars, not from the program's tables.
#pragma once

#include <QString>
#include <QStringList>

namespace countersign::benchmark {

struct Ending {
    QStringView last; // letters one of which the word ends with; empty: any
    QStringView with; // "-x": the last letter becomes x
};

struct Tongue {
    QByteArray code;
    QString set;          // mlqe-pe pair its sentences are of; empty: English, from notes of aci-bench
    bool source = true;   // they are what was translated; else what the model wrote
    QStringView months;   // as dates have them
    QStringView date;     // d, m, y
    QStringView few;      // 2 to 12
    QStringView tens;     // 20 to 90
    QStringView doses;    // milligram, gram, kilogram, millilitre, litre, kilometre, metre
    char16_t zero = u'0'; // its own digits
    bool commaIsPoint = false;
    QList<Ending> endings;
};

// The same, as every language writes them short.
constexpr QStringView shortDoses = u"mg g kg ml l km m";

inline const QList<Tongue> &tongues()
{
    static const QList<Tongue> all{
        {"en", {}, true, u"January February March April May June July August September October November December", u"m d, y",
         u"two three four five six seven eight nine ten eleven twelve", u"twenty thirty forty fifty sixty seventy eighty ninety",
         u"milligrams grams kilograms milliliters liters kilometers meters", u'0', false,
         {{u"bcdfgklmnprt", u"s"}, {u"e", u"s"}, {u"e", u"d"}, {u"dklmnrt", u"ing"}}},
        {"de", QStringLiteral("en-de"), false, u"Januar Februar März April Mai Juni Juli August September Oktober November Dezember", u"d. m y",
         u"zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", u"zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
         u"Milligramm Gramm Kilogramm Milliliter Liter Kilometer Meter", u'0', true,
         {{u"bdfglmnrt", u"en"}, {u"bdfglmnrt", u"es"}, {u"bdfgklmnrt", u"e"}, {u"e", u"n"}}},
        {"et", QStringLiteral("et-en"), true, u"jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember", u"d. m y",
         u"kaks kolm neli viis kuus seitse kaheksa üheksa kümme üksteist kaksteist",
         u"kakskümmend kolmkümmend nelikümmend viiskümmend kuuskümmend seitsekümmend kaheksakümmend üheksakümmend",
         u"milligrammi grammi kilogrammi milliliitrit liitrit kilomeetrit meetrit", u'0', true,
         {{u"aeiu", u"ga"}, {u"aeiu", u"le"}, {u"aeiu", u"s"}, {u"aeiu", u"st"}, {u"aeiu", u"d"}}},
        {"ro", QStringLiteral("ro-en"), true, u"ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie", u"d m y",
         u"doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece", u"douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
         u"miligrame grame kilograme mililitri litri kilometri metri", u'0', true,
         {{u"bcdfglmnprtv", u"ul"}, {u"bcdfglmnprtv", u"ului"}, {u"bcdfglmnprtv", u"i"}, {u"ă", u"-a"}, {u"ă", u"-ei"}, {u"e", u"a"}}},
        {"ru", QStringLiteral("ru-en"), true, u"января февраля марта апреля мая июня июля августа сентября октября ноября декабря", u"d m y",
         u"два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
         u"двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
         u"миллиграммов граммов килограммов миллилитров литров километров метров", u'0', true,
         {{u"бвдзклмнпрст", u"а"}, {u"бвдзклмнпрст", u"ом"}, {u"бвдзклмнпрст", u"у"}, {u"а", u"-ы"}, {u"а", u"-ой"}, {u"а", u"-у"}}},
        {"ne", QStringLiteral("ne-en"), true, u"जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर", u"d m y",
         u"दुई तीन चार पाँच छ सात आठ नौ दश एघार बाह्र", u"बीस तीस चालीस पचास साठी सत्तरी अस्सी नब्बे",
         u"मिलिग्राम ग्राम किलोग्राम मिलिलिटर लिटर किलोमिटर मिटर", char16_t(0x966), false,
         {{{}, u"को"}, {{}, u"ले"}, {{}, u"मा"}, {{}, u"लाई"}, {{}, u"बाट"}, {{}, u"हरू"}}},
        {"si", QStringLiteral("si-en"), true, u"ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්", u"y m d",
         u"දෙක තුන හතර පහ හය හත අට නවය දහය එකොළහ දොළහ", u"විස්ස තිහ හතළිහ පනහ හැට හැත්තෑව අසූව අනූව",
         u"මිලිග්‍රෑම් ග්‍රෑම් කිලෝග්‍රෑම් මිලිලීටර් ලීටර් කිලෝමීටර් මීටර්", u'0', false,
         {{{}, u"ට"}, {{}, u"ගේ"}, {{}, u"ත්"}, {{}, u"යි"}}},
        {"zh", QStringLiteral("en-zh"), false, u"1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", u"y年md日", u"二 三 四 五 六 七 八 九 十 十一 十二",
         u"二十 三十 四十 五十 六十 七十 八十 九十",
         u"毫克 克 公斤 毫升 升 公里 米", char16_t(0xff10), false, {}},
    };
    return all;
}

} // namespace countersign::benchmark
