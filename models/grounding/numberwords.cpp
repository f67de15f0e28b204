#include "grounding/quantityreading.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace countersign::grounding {

namespace {

struct NumberWord {
    double value = 0;
    bool ordinal = false;
};
using Table = QHash<QString, NumberWord>;

struct Row {
    Language language;
    double first;      // value of the first word; the next one is `step` more
    double step;
    bool ordinal;
    QStringView words; // blank between; "/" between words of the same value
};

constexpr Row rows[] = {
    {Language::English, 0, 1, false,
     u"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"},
    {Language::English, 20, 10, false, u"twenty thirty forty fifty sixty seventy eighty ninety hundred"},
    {Language::English, 1, 1, true, u"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"},
    {Language::English, 12, 0, false, u"dozen"},
    {Language::German, 0, 1, false, u"null eins/ein/eine/einen/einem/einer zwei/zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn "
                                    u"funfzehn sechzehn siebzehn achtzehn neunzehn"},
    {Language::German, 20, 10, false, u"zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig hundert"},
    {Language::German, 1, 1, true, u"erste/ersten/erster/erstes zweite/zweiten/zweiter dritte/dritten/dritter vierte/vierten/vierter funfte/funften "
                                   u"sechste/sechsten siebte/siebten achte/achten neunte/neunten zehnte/zehnten"},
    {Language::French, 0, 1, false, u"zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"},
    {Language::French, 20, 10, false, u"vingt trente quarante cinquante soixante septante huitante/octante nonante cent/cents"},
    {Language::Spanish, 0, 1, false, u"cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
                                     u"dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco"},
    {Language::Spanish, 30, 10, false, u"treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento"},
    {Language::Romanian, 0, 1, false, u"zero unu/un/o/una doi/doua trei patru cinci sase sapte opt noua zece unsprezece doisprezece/douasprezece "
                                      u"treisprezece paisprezece cincisprezece saisprezece saptesprezece optsprezece nouasprezece"},
    {Language::Romanian, 20, 10, false, u"douazeci treizeci patruzeci cincizeci saizeci saptezeci optzeci nouazeci suta/sute"},
    {Language::Estonian, 0, 1, false, u"null uks/uhe kaks/kahe kolm/kolme neli/nelja viis/viie kuus/kuue seitse/seitsme kaheksa uheksa kumme/kumne "
                                      u"uksteist/uheteistkumne kaksteist kolmteist neliteist viisteist kuusteist seitseteist kaheksateist uheksateist"},
    {Language::Estonian, 20, 10, false, u"kakskummend kolmkummend nelikummend viiskummend kuuskummend seitsekummend kaheksakummend uheksakummend sada/saja"},
    {Language::Estonian, 1, 1, true, u"esimene/esimese teine/teise kolmas/kolmanda neljas/neljanda viies/viienda"},
    {Language::Russian, 0, 1, false, u"ноль один/одна/одно/одного/одной два/две/двух три/трех четыре/четырех пять/пяти шесть/шести семь/семи "
                                     u"восемь/восьми девять/девяти десять/десяти одиннадцать двенадцать тринадцать четырнадцать пятнадцать "
                                     u"шестнадцать семнадцать восемнадцать девятнадцать"},
    {Language::Russian, 20, 10, false, u"двадцать/двадцати тридцать/тридцати сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто"},
    {Language::Russian, 200, 100, false, u"двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"},
    {Language::Russian, 1, 1, true, u"первый/первая/первого/первой второй/вторая/второго третий/третья/третьего четвертый пятый"},
    {Language::Nepali, 0, 1, false, u"शून्य एक दुई तीन चार पाँच/पांच छ सात आठ नौ दश/दस एघार बाह्र तेह्र चौध पन्ध्र सोह्र सत्र अठार उन्नाइस बीस/बिस"},
    {Language::Nepali, 30, 10, false, u"तीस/तिस चालीस/चालिस पचास साठी सत्तरी असी/अस्सी नब्बे"},
    {Language::Nepali, 100, 0, false, u"सय"},
    {Language::Sinhala, 1, 1, false, u"එක දෙක/දෙ තුන හතර පහ හය හත අට නවය දහය එකොළහ දොළහ දහතුන දහහතර පහළොව දහසය දහහත "
                                     u"දහඅට දහනවය විස්ස"},
    {Language::Sinhala, 30, 10, false, u"තිහ හතළිහ පනහ හැට හැත්තෑව අසූව අනූව"},
    {Language::Sinhala, 100, 0, false, u"සියය"},
    {Language::Arabic, 0, 1, false, u"صفر واحد/واحده اثنان/اثنين/اثنتان/اثنتين ثلاث/ثلاثه اربع/اربعه خمس/خمسه ست/سته سبع/سبعه ثمان/ثمانيه/ثماني تسع/تسعه عشر/عشره"},
    {Language::Arabic, 20, 10, false, u"عشرون/عشرين ثلاثون/ثلاثين اربعون/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين مايه/مائه/مئه"},
};

const Table &tableOf(Language language)
{
    static const std::array<Table, size_t(Language::Chinese) + 1> tables = [] {
        std::array<Table, size_t(Language::Chinese) + 1> made;
        for (const Row &row : rows) {
            double value = row.first;
            for (const QStringView alternatives : row.words.split(u' ', Qt::SkipEmptyParts)) {
                for (const QStringView word : alternatives.split(u'/'))
                    made[size_t(row.language)].insert(folded(word), {value, row.ordinal});
                value += row.step;
            }
        }
        made[size_t(Language::Unknown)] = made[size_t(Language::English)];
        return made;
    }();
    return tables[size_t(language)];
}

// "funfundzwanzig", "zweihundertdreissig", "dreitausend".
std::optional<double> germanCompound(QStringView word)
{
    const Table &table = tableOf(Language::German);
    if (const auto found = table.constFind(word.toString()); found != table.cend() && !found->ordinal)
        return found->value;
    for (const auto &[part, scale] : {std::pair{QStringView(u"tausend"), 1000.0}, std::pair{QStringView(u"hundert"), 100.0}}) {
        const qsizetype at = word.indexOf(part);
        if (at < 0)
            continue;
        const auto front = at == 0 ? std::optional(1.0) : germanCompound(word.first(at));
        QStringView rest = word.sliced(at + part.size());
        if (rest.startsWith(u"und"))
            rest = rest.sliced(3);
        const auto back = rest.isEmpty() ? std::optional(0.0) : germanCompound(rest);
        return front && back && *back < scale ? std::optional(*front * scale + *back) : std::nullopt;
    }
    for (qsizetype at = word.indexOf(u"und"); at > 0; at = word.indexOf(u"und", at + 1)) {
        const auto ones = table.constFind(word.first(at).toString());
        const auto tens = table.constFind(word.sliced(at + 3).toString());
        if (ones != table.cend() && tens != table.cend() && ones->value < 10 && tens->value >= 20)
            return ones->value + tens->value;
    }
    return std::nullopt;
}

std::optional<NumberWord> numberWord(const QString &word, Language language)
{
    const Table &table = tableOf(language);
    const auto found = table.constFind(word);
    if (found != table.cend())
        return *found;
    constexpr qsizetype longestCompound = 60;
    if (language == Language::German && word.size() > 6 && word.size() < longestCompound)
        if (const auto value = germanCompound(word))
            return NumberWord{*value, false};
    if (language == Language::Arabic && word.startsWith(u'و') && word.size() > 3)
        return numberWord(word.sliced(1), language);
    return std::nullopt;
}

// 三百二十五, 两万, 二〇一八.
int chineseDigit(const QString &sign)
{
    static const QString digits = QStringLiteral("零一二三四五六七八九");
    if (sign.size() != 1)
        return -1;
    if (sign[0] == QChar(0x3007))
        return 0;
    if (sign[0] == QChar(0x4e24))
        return 2;
    return int(digits.indexOf(sign[0]));
}

double chineseScale(const QString &sign)
{
    if (sign.size() != 1)
        return 0;
    switch (sign[0].unicode()) {
    case 0x5341:
        return 10;
    case 0x767e:
        return 100;
    case 0x5343:
        return 1000;
    case 0x4e07:
        return 1e4;
    case 0x4ebf:
        return 1e8;
    default:
        return 0;
    }
}

std::optional<WordReading> readChinese(const QList<Lexeme> &all, qsizetype at)
{
    double total = 0, section = 0, digit = -1, listed = 0;
    bool scaled = false;
    qsizetype i = at;
    for (; i < all.size() && i - at < 20 && all[i].shape == Shape::Ideograph; ++i) {
        if (const int next = chineseDigit(all[i].text); next >= 0) {
            digit = next;
            listed = listed * 10 + next;
            continue;
        }
        const double scale = chineseScale(all[i].text);
        if (scale == 0)
            break;
        scaled = true;
        if (scale >= 1e4) {
            total = (total + section + std::max(digit, 0.0)) * scale;
            section = 0;
        } else {
            section += (digit < 0 ? 1 : digit) * scale;
        }
        digit = -1;
    }
    if (i == at)
        return std::nullopt;
    const double value = scaled ? total + section + std::max(digit, 0.0) : listed;
    return WordReading{value, i - at, false, i - at == 1};
}

bool joinsNumbers(const Lexeme &lexeme)
{
    return lexeme.is(u"and") || lexeme.is(u"-") || lexeme.is(u"und") || lexeme.is(u"si") || lexeme.is(u"et") || lexeme.is(u"y") || lexeme.is(u"и");
}

// Whether a word of this value may follow what has been read.
bool goesOn(double group, double value)
{
    if (value >= 100)
        return group > 0 && group < 100;
    const double below = group - double(qint64(group / 100)) * 100;
    return below == 0 ? group >= 100 : below >= 20 && double(qint64(below / 10)) * 10 == below && value < 10;
}

// "one thirty over eighty": English speech leaves the hundred out. 0 for anything else.
double spokenHundreds(const QList<Lexeme> &all, qsizetype at, Language language, double first)
{
    if ((language != Language::English && language != Language::Unknown) || first < 1 || first > 9 || at + 1 >= all.size() || all[at + 1].shape != Shape::Word)
        return 0;
    const auto tens = numberWord(all[at + 1].text, language);
    return tens && !tens->ordinal && tens->value >= 20 && tens->value < 100 ? first * 100 + tens->value : 0;
}

} // namespace

QStringList numberWordList()
{
    QStringList words;
    for (size_t language = 0; language <= size_t(Language::Chinese); ++language)
        words += tableOf(Language(language)).keys();
    return words;
}

std::optional<WordReading> readNumberWords(const QList<Lexeme> &all, qsizetype at, Language language)
{
    if (all[at].shape == Shape::Ideograph)
        return readChinese(all, at);
    const auto first = numberWord(all[at].text, language);
    if (!first)
        return std::nullopt;
    double total = 0, group = first->value;
    bool ordinal = first->ordinal;
    qsizetype end = at + 1;
    if (const double hundreds = spokenHundreds(all, at, language, group); hundreds > 0) {
        group = hundreds;
        end = at + 2;
    }
    while (!ordinal && end < all.size() && end - at < 20) {
        const qsizetype next = joinsNumbers(all[end]) && end + 1 < all.size() ? end + 1 : end;
        if (all[next].shape != Shape::Word)
            break;
        const double scale = next == end ? scaleNamed(all[next].text) : 0;
        if (scale >= 1000) {
            total += std::max(group, 1.0) * scale;
            group = 0;
            end = next + 1;
            continue;
        }
        const auto more = numberWord(all[next].text, language);
        if (!more || (group == 0 ? total == 0 || more->value >= 1000 : !goesOn(group, more->value)))
            break;
        group = more->value == 100 ? group * 100 : group + more->value;
        ordinal = more->ordinal;
        end = next + 1;
    }
    const double value = total + group;
    const bool weak = end == at + 1 && (value <= 1 || ordinal || all[at].text.size() < 3 || language == Language::Sinhala);
    return WordReading{value, end - at, ordinal, weak};
}

} // namespace countersign::grounding
