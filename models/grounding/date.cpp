#include "grounding/datereading.h"

#include "grounding/quantityreading.h"

#include <QHash>

#include <algorithm>

namespace countersign::grounding {

namespace {

const QHash<QString, int> &months()
{
    static const QHash<QString, int> table = [] {
        QHash<QString, int> made;
        const QStringView names[] = {
            u"january jan januar janner janvier enero ianuarie jaanuar jaanuaril января январь जनवरी ජනවාරි",
            u"february feb februar fevrier febrero februarie veebruar veebruaril февраля февраль फेब्रुअरी फेब्रुवरी පෙබරවාරි",
            u"march mar marz mars marzo martie marts martsil марта март मार्च මාර්තු",
            u"april apr avril abril aprilie aprill aprillil апреля апрель अप्रिल අප්‍රේල්",
            u"may mai mayo maj mail мая май मे මැයි",
            u"june jun juni juin junio iunie juuni juunil июня июнь जुन ජූනි",
            u"july jul juli juillet julio iulie juuli juulil июля июль जुलाई ජූලි",
            u"august aug aout agosto augustil августа август अगस्ट अगस्त අගෝස්තු",
            u"september sep sept septembre septiembre septembrie septembril сентября сентябрь सेप्टेम्बर सेप्टेंबर සැප්තැම්බර්",
            u"october oct oktober okt octobre octubre octombrie oktoober oktoobril октября октябрь अक्टोबर ඔක්තෝබර්",
            u"november nov novembre noviembre noiembrie novembril ноября ноябрь नोभेम्बर නොවැම්බර්",
            u"december dec dezember dez decembre diciembre decembrie detsember detsembril декабря декабрь डिसेम्बर දෙසැම්බර්",
        };
        int month = 0;
        for (const QStringView row : names) {
            ++month;
            for (const QStringView name : row.split(u' '))
                made.insert(folded(name), month);
        }
        return made;
    }();
    return table;
}

int wholeNumber(const Lexeme &lexeme)
{
    if (lexeme.shape != Shape::Number || lexeme.text.isEmpty() || lexeme.text.size() > 4)
        return -1;
    return std::all_of(lexeme.text.begin(), lexeme.text.end(), [](QChar c) { return c.isDigit(); }) ? lexeme.text.toInt() : -1;
}

bool isYear(int number) { return number >= 1000 && number <= 2999; }
bool isMonth(int number) { return number >= 1 && number <= 12; }
bool isDay(int number) { return number >= 1 && number <= 31; }

int fullYear(int year)
{
    if (year >= 100)
        return year;
    return year < 50 ? 2000 + year : 1900 + year;
}

class Reader {
public:
    Reader(const QList<Lexeme> &all, Language language) : m_all(all), m_language(language) {}

    std::optional<ReadDate> at(qsizetype i) const
    {
        if (m_all[i].shape == Shape::Number) {
            for (const auto form : {&Reader::dotted, &Reader::chinese, &Reader::threeNumbers, &Reader::dayFirst, &Reader::yearFirst})
                if (const auto found = (this->*form)(i))
                    return found;
            return std::nullopt;
        }
        return m_all[i].shape == Shape::Word ? monthFirst(i) : std::nullopt;
    }

private:
    bool is(qsizetype i, QStringView text) const { return i >= 0 && i < m_all.size() && m_all[i].is(text); }
    int number(qsizetype i) const { return i < m_all.size() ? wholeNumber(m_all[i]) : -1; }
    int month(qsizetype i) const { return i < m_all.size() && m_all[i].facts & MonthWord ? months().value(m_all[i].text, 0) : 0; }

    ReadDate made(Date date, qsizetype first, qsizetype last) const
    {
        date.at = {m_all[first].at.start, m_all[last - 1].at.end};
        return {date, first, last};
    }

    // "3.6.2018" is one number to the cutter.
    std::optional<ReadDate> dotted(qsizetype i) const
    {
        const QStringList parts = m_all[i].text.split(u'.');
        if (parts.size() != 3 || m_all[i].text.size() > 10)
            return std::nullopt;
        const int a = parts[0].toInt(), b = parts[1].toInt(), c = parts[2].toInt();
        return ordered(a, b, c, parts[0].size(), parts[2].size(), i, i + 1, true);
    }

    std::optional<ReadDate> threeNumbers(qsizetype i) const
    {
        const auto sign = [&](qsizetype at) { return is(at, u"/") || is(at, u"-") || is(at, u"."); };
        if (number(i) < 0 || !sign(i + 1) || m_all[i + 1].blankBefore || number(i + 2) < 0 || m_all[i + 2].blankBefore)
            return std::nullopt;
        if (is(i + 3, m_all[i + 1].text) && !m_all[i + 3].blankBefore && number(i + 4) >= 0 && !m_all[i + 4].blankBefore)
            return ordered(number(i), number(i + 2), number(i + 4), m_all[i].text.size(), m_all[i + 4].text.size(), i, i + 5, is(i + 1, u"."));
        return std::nullopt;
    }

    std::optional<ReadDate> ordered(int a, int b, int c, qsizetype aDigits, qsizetype cDigits, qsizetype first, qsizetype last, bool dayLeads) const
    {
        if (aDigits == 4 && isYear(a) && isMonth(b) && isDay(c))
            return made({{}, a, b, c, false}, first, last);
        if (cDigits != 4 && cDigits != 2)
            return std::nullopt;
        const int year = fullYear(c);
        if (isMonth(a) && isDay(b) && !dayLeads)
            return made({{}, year, a, b, isMonth(b) && a != b}, first, last);
        if (isDay(a) && isMonth(b))
            return made({{}, year, b, a, !dayLeads && isMonth(a) && a != b}, first, last);
        return std::nullopt;
    }

    // 2018年6月3日, 6月3日
    std::optional<ReadDate> chinese(qsizetype i) const
    {
        Date date;
        qsizetype end = i;
        if (is(end + 1, u"年") && isYear(number(end))) {
            date.year = number(end);
            end += 2;
        }
        if (is(end + 1, u"月") && end < m_all.size() && isMonth(number(end))) {
            date.month = number(end);
            end += 2;
            if ((is(end + 1, u"日") || is(end + 1, u"号")) && isDay(number(end))) {
                date.day = number(end);
                end += 2;
            }
        }
        return date.month > 0 && (date.year > 0 || date.day > 0) ? std::optional(made(date, i, end)) : std::nullopt;
    }

    qsizetype pastOrdinal(qsizetype at) const
    {
        const bool glued = at < m_all.size() && !m_all[at].blankBefore;
        return glued && (is(at, u"st") || is(at, u"nd") || is(at, u"rd") || is(at, u"th") || is(at, u".")) ? at + 1 : at;
    }

    // A year behind day and month, with a comma or "de" between.
    qsizetype withYear(Date &date, qsizetype at) const
    {
        const qsizetype next = is(at, u",") || is(at, u"of") || is(at, u"de") || is(at, u".") || is(at, u"-") || is(at, u"/") ? at + 1 : at;
        if (!isYear(number(next)))
            return at;
        date.year = number(next);
        return next + 1;
    }

    std::optional<WordReading> inWords(qsizetype at) const
    {
        const bool may = at < m_all.size() && m_all[at].shape == Shape::Word && (m_all[at].facts & NumberWord);
        return may ? readNumberWords(m_all, at, m_language) : std::nullopt;
    }

    // "two thousand nine", "nineteen ninety-nine", or in digits.
    qsizetype withSpokenYear(Date &date, qsizetype at) const
    {
        const qsizetype next = at + (at < m_all.size() && m_all[at].is(u",") ? 1 : 0);
        const auto first = inWords(next);
        if (!first)
            return withYear(date, at);
        if (isYear(int(first->value))) {
            date.year = int(first->value);
            return next + first->length;
        }
        const auto second = inWords(next + first->length);
        const bool century = first->value >= 18 && first->value <= 20 && second && second->value >= 10 && second->value < 100;
        if (!century)
            return at;
        date.year = int(first->value * 100 + second->value);
        return next + first->length + second->length;
    }

    // "3 June 2018", "3rd of June", "3. Juni 2018", "03-JUN-2018"
    std::optional<ReadDate> dayFirst(qsizetype i) const
    {
        if (!isDay(number(i)))
            return std::nullopt;
        qsizetype at = pastOrdinal(i + 1);
        at += is(at, u"of") || is(at, u"de") || is(at, u"-") || is(at, u"/") ? 1 : 0;
        if (month(at) == 0 || (m_all[at].text == u"may" && !m_all[at].capital))
            return std::nullopt;
        Date date{{}, 0, month(at), number(i), false};
        const qsizetype end = withYear(date, at + 1);
        return made(date, i, end);
    }

    // "2018 ජූනි 3"
    std::optional<ReadDate> yearFirst(qsizetype i) const
    {
        if (!isYear(number(i)) || month(i + 1) == 0 || !isDay(number(i + 2)))
            return std::nullopt;
        return made({{}, number(i), month(i + 1), number(i + 2), false}, i, i + 3);
    }

    // "June 3rd, 2018", "June 2018"
    std::optional<ReadDate> monthFirst(qsizetype i) const
    {
        Date date{{}, 0, month(i), 0, false};
        if (date.month == 0 || (m_all[i].text == u"may" && !m_all[i].capital))
            return std::nullopt;
        const qsizetype next = is(i + 1, u".") && !m_all[i + 1].blankBefore ? i + 2 : i + 1;
        if (next < m_all.size() && isDay(number(next))) {
            date.day = number(next);
            return made(date, i, withYear(date, pastOrdinal(next + 1)));
        }
        if (const auto spoken = inWords(next); spoken && isDay(int(spoken->value)) && spoken->value < 32) {
            date.day = int(spoken->value);
            return made(date, i, withSpokenYear(date, next + spoken->length));
        }
        const qsizetype end = withYear(date, next);
        return date.year > 0 ? std::optional(made(date, i, end)) : std::nullopt;
    }

    const QList<Lexeme> &m_all;
    Language m_language;
};

bool sameDayAndMonth(int month, int day, const Date &source)
{
    return (month == 0 || source.month == 0 || month == source.month) && (day == 0 || source.day == 0 || day == source.day);
}

} // namespace

QStringList monthWordList()
{
    return months().keys();
}

QList<ReadDate> readDates(const QList<Lexeme> &lexemes, Language language, const std::stop_token &stop)
{
    QList<ReadDate> made;
    const Reader reader(lexemes, language);
    for (qsizetype i = 0; i < lexemes.size();) {
        if (i % 1024 == 0 && stop.stop_requested())
            break;
        const auto found = reader.at(i);
        if (found)
            made.append(*found);
        i = found ? found->last : i + 1;
    }
    return made;
}

QList<Date> dates(QStringView text)
{
    QList<Date> made;
    const QList<Lexeme> all = lexemes(text);
    for (const ReadDate &read : readDates(all, languageOf(all)))
        made.append(read.date);
    return made;
}

bool agree(const Date &said, const Date &source)
{
    if (said.year != 0 && source.year != 0 && said.year != source.year)
        return false;
    if ((said.month != 0 && source.month == 0) || (said.day != 0 && source.day == 0))
        return false;
    if (sameDayAndMonth(said.month, said.day, source))
        return true;
    return (said.turned || source.turned) && sameDayAndMonth(said.day, said.month, source);
}

} // namespace countersign::grounding
