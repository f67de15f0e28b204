#include "grounding/stem.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace countersign::grounding {

namespace {

struct Ending {
    QStringView text;
    qsizetype keep; // letters that must be left
};

constexpr Ending inflections[] = {{u"'s", 2}, {u"'", 2}, {u"ings", 4}, {u"ing", 4}, {u"edly", 4}, {u"ied", 3}, {u"ies", 3}, {u"ed", 4}, {u"es", 4}, {u"s", 3}};
constexpr Ending derivations[] = {{u"izations", 3}, {u"isations", 3}, {u"ization", 3}, {u"isation", 3}, {u"ational", 4}, {u"ations", 4}, {u"ation", 4},
                                  {u"ically", 4},   {u"nesse", 4},    {u"ments", 4},   {u"ment", 4},    {u"ness", 4},    {u"ical", 4},   {u"ive", 5},
                                  {u"ion", 4},      {u"ity", 4},      {u"iti", 4},     {u"ally", 4},    {u"ic", 4},      {u"al", 5},     {u"ly", 4},
                                  {u"ern", 4},      {u"en", 4},       {u"em", 4},      {u"er", 4},      {u"est", 4},     {u"ul", 4},     {u"ele", 4}};
constexpr Ending cyrillic[] = {{u"иями", 3}, {u"ями", 3}, {u"ами", 3}, {u"ого", 3}, {u"его", 3}, {u"ому", 3}, {u"ему", 3}, {u"ыми", 3}, {u"ими", 3},
                               {u"иях", 3},  {u"ией", 3}, {u"ает", 3}, {u"ают", 3}, {u"ить", 3}, {u"ать", 3}, {u"ете", 3}, {u"ешь", 3}, {u"ия", 3},
                               {u"ие", 3},   {u"ии", 3},  {u"ию", 3},  {u"ая", 3},  {u"яя", 3},  {u"ое", 3},  {u"ее", 3},  {u"ые", 3},  {u"ых", 3},
                               {u"их", 3},   {u"ым", 3},  {u"им", 3},  {u"ом", 3},  {u"ем", 3},  {u"ой", 3},  {u"ей", 3},  {u"ии", 3},  {u"ую", 3},
                               {u"юю", 3},   {u"ам", 3},  {u"ям", 3},  {u"ах", 3},  {u"ях", 3},  {u"ов", 3},  {u"ев", 3},  {u"ет", 3},  {u"ит", 3},
                               {u"ли", 3},   {u"ла", 3},  {u"ло", 3},  {u"ть", 3},  {u"а", 3},   {u"я", 3},   {u"о", 3},   {u"е", 3},   {u"и", 3},
                               {u"ы", 3},    {u"у", 3},   {u"ю", 3},   {u"ь", 3},   {u"л", 4}};
// Of Nepali and Sinhala, written to the word they follow: the plural, cases, "also".
constexpr Ending nepali[] = {{u"हरू", 2}, {u"हरु", 2}, {u"लाई", 2}, {u"बाट", 2}, {u"देखि", 2}, {u"सँग", 2}, {u"संग", 2},
                             {u"को", 2},  {u"का", 2},  {u"की", 2},  {u"ले", 2},  {u"मा", 2}};
constexpr Ending sinhala[] = {{u"වලින්", 2}, {u"වලට", 2}, {u"වල", 2}, {u"ගෙන්", 2}, {u"ගේ", 2}, {u"යක්", 3}, {u"යට", 3},
                              {u"යේ", 3},   {u"ට", 3},   {u"ත්", 3}, {u"යි", 3},  {u"න්", 3}, {u"ය", 3}};
constexpr QStringView arabicFronts[] = {u"وال", u"بال", u"كال", u"فال", u"لل", u"ال", u"و"};
constexpr QStringView arabicEnds[] = {u"ها", u"ان", u"ات", u"ون", u"ين", u"يه", u"ه", u"ي"};

template <size_t N>
bool strip(QString &word, const Ending (&endings)[N])
{
    for (const Ending &ending : endings) {
        if (word.size() >= ending.keep + ending.text.size() && word.endsWith(ending.text)) {
            word.chop(ending.text.size());
            return true;
        }
    }
    return false;
}

// Endings that follow one another: "शब्दहरूको".
template <size_t N>
QString withoutAll(QString word, const Ending (&endings)[N])
{
    while (strip(word, endings)) {
    }
    return word;
}

// What British, American and mistyped spellings share: ae and oe are e, ph is f, "our" is "or", "is" and "ys" are "iz", a doubled consonant is one.
void respell(QString &word)
{
    const bool longWord = word.size() > 5;
    qsizetype kept = 0;
    for (qsizetype i = 0; i < word.size(); ++i) {
        char16_t c = word[i].unicode();
        const char16_t next = i + 1 < word.size() ? word[i + 1].unicode() : u' ';
        const char16_t before = kept > 0 ? word[kept - 1].unicode() : u' ';
        if ((c == u'a' || c == u'o') && next == u'e' && (i > 0 || longWord))
            continue;
        if (c == u'p' && next == u'h') {
            c = u'f';
            ++i;
        } else if (longWord && c == u'u' && before == u'o' && next == u'r') {
            continue;
        } else if (longWord && c == u's' && (before == u'i' || before == u'y')) {
            c = u'z';
        }
        if (c != before || QStringView(u"aeiou").contains(QChar(c)))
            word[kept++] = QChar(c);
    }
    word.truncate(kept);
}

QString latin(QString word)
{
    strip(word, inflections);
    strip(word, derivations);
    respell(word);
    while (word.size() > 4 && QStringView(u"eiya").contains(word.back()))
        word.chop(1);
    return word;
}

QString arabic(QString word)
{
    for (const QStringView front : arabicFronts) {
        if (word.size() >= front.size() + (front.size() == 1 ? 4 : 2) && word.startsWith(front)) {
            word.remove(0, front.size());
            break;
        }
    }
    for (const QStringView end : arabicEnds) {
        if (word.size() >= end.size() + 3 && word.endsWith(end)) {
            word.chop(end.size());
            break;
        }
    }
    return word;
}

bool isConsonant(char16_t c)
{
    return c >= u'a' && c <= u'z' && !QStringView(u"aeiouyhw").contains(QChar(c));
}

// Consonants that sound alike are one.
char16_t alike(char16_t c)
{
    switch (c) {
    case u'c':
    case u'q':
    case u'x':
        return u'k';
    case u'z':
    case u'j':
        return u's';
    case u'v':
    case u'p':
        return u'b';
    case u'f':
        return u'b';
    case u'd':
        return u't';
    case u'g':
        return u'k';
    default:
        return c;
    }
}

const QHash<char16_t, char16_t> &sounds()
{
    static const QHash<char16_t, char16_t> table = [] {
        QHash<char16_t, char16_t> made;
        const auto add = [&](QStringView letters, QStringView latinLetters) {
            for (qsizetype i = 0; i < letters.size(); ++i)
                made.insert(letters[i].unicode(), latinLetters[i].unicode());
        };
        add(u"бвгджзклмнпрстфхцчшщ", u"bvgdszklmnprstfhsksk");
        add(u"βγδζθκλμνξπρσςτφχψ", u"bgdztklmnkprsstfks");
        add(u"कखगघचछजझटठडढतथदधनपफबभमयरलवशषसहङञण", u"kkggccjjttddttddnppbbmyrlvsssHnnn");
        add(u"කඛගඝචඡජඣටඨඩඪතථදධනපඵබභමයරලවශෂසහණළෆ", u"kkggccjjttddttddnppbbmyrlvsssHnlf");
        add(u"بتثجدذرزسشصضطظغفقكلمن", u"bttjdzrzsssdtzgfkklmn");
        return made;
    }();
    return table;
}

} // namespace

QString stemOf(const QString &word)
{
    if (word.size() < 4 || std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); }))
        return word;
    switch (word[0].script()) {
    case QChar::Script_Latin:
        return latin(word);
    case QChar::Script_Cyrillic: {
        QString stem = word;
        strip(stem, cyrillic);
        return stem;
    }
    case QChar::Script_Devanagari:
        return withoutAll(word, nepali);
    case QChar::Script_Sinhala:
        return withoutAll(word, sinhala);
    case QChar::Script_Arabic:
        return arabic(word);
    default:
        return word;
    }
}

QString skeletonOf(QStringView word)
{
    QString made;
    for (qsizetype i = 0; i < word.size(); ++i) {
        char16_t c = word[i].unicode();
        if (c >= 0x80)
            c = sounds().value(c, 0);
        else if (c == u'c' && i + 1 < word.size() && QStringView(u"eiy").contains(word[i + 1]))
            c = u's';
        if (isConsonant(c) && (made.isEmpty() || made.back().unicode() != alike(c)))
            made += QChar(alike(c));
    }
    return made;
}

} // namespace countersign::grounding
