#include "grounding/quantityreading.h"

#include <QHash>

namespace countersign::grounding {

namespace {

// Written without dots and blanks.
const QHash<QString, double> &abbreviations()
{
    static const QHash<QString, double> table = [] {
        QHash<QString, double> made;
        for (const auto &[letters, times] : {std::pair{QStringLiteral("qd"), 1.0}, {QStringLiteral("od"), 1.0}, {QStringLiteral("bid"), 2.0},
                                             {QStringLiteral("bd"), 2.0}, {QStringLiteral("tid"), 3.0}, {QStringLiteral("tds"), 3.0},
                                             {QStringLiteral("qid"), 4.0}, {QStringLiteral("qds"), 4.0}}) {
            made.insert(letters, times);
            made.insert(QStringList(letters.split(QString(), Qt::SkipEmptyParts)).join(u'.'), times); // "b.i.d"
        }
        return made;
    }();
    return table;
}

const QHash<QString, double> &timesNamed()
{
    static const QHash<QString, double> table{{QStringLiteral("once"), 1},    {QStringLiteral("twice"), 2},    {QStringLiteral("thrice"), 3},
                                              {QStringLiteral("einmal"), 1},  {QStringLiteral("zweimal"), 2},  {QStringLiteral("dreimal"), 3},
                                              {QStringLiteral("viermal"), 4}, {QStringLiteral("дважды"), 2},   {QStringLiteral("трижды"), 3}};
    return table;
}

bool isTimes(const Lexeme &lexeme)
{
    return lexeme.is(u"times") || lexeme.is(u"time") || lexeme.is(u"x") || lexeme.is(u"mal") || lexeme.is(u"fois") || lexeme.is(u"раз") || lexeme.is(u"раза");
}

// "daily", "a day", "per day", "/day", "taglich", "each day": how many lexemes; 0 for none.
qsizetype perDay(const QList<Lexeme> &all, qsizetype at)
{
    if (at >= all.size())
        return 0;
    const auto day = [](const Lexeme &lexeme) { return lexeme.is(u"day") || lexeme.is(u"d") || lexeme.is(u"tag") || lexeme.is(u"jour") || lexeme.is(u"день"); };
    if (all[at].is(u"daily") || all[at].is(u"taglich"))
        return 1;
    static const QStringList before{QStringLiteral("a"),   QStringLiteral("per"), QStringLiteral("each"), QStringLiteral("every"), QStringLiteral("/"),
                                    QStringLiteral("pro"), QStringLiteral("am"),  QStringLiteral("par"),  QStringLiteral("в")};
    return at + 1 < all.size() && before.contains(all[at].text) && day(all[at + 1]) ? 2 : 0;
}

std::optional<double> plainNumber(const QList<Lexeme> &all, qsizetype at, Language language, qsizetype &length)
{
    if (at >= all.size())
        return std::nullopt;
    if (all[at].shape == Shape::Number) {
        const auto digits = readDigits(all[at].text);
        length = 1;
        return digits && !digits->clock ? std::optional(digits->value) : std::nullopt;
    }
    const auto words = all[at].shape == Shape::Word ? readNumberWords(all, at, language) : std::nullopt;
    length = words ? words->length : 0;
    return words ? std::optional(words->value) : std::nullopt;
}

// "every 8 hours", "q8h", "q 8 h", "alle 8 Stunden".
std::optional<FrequencyReading> interval(const QList<Lexeme> &all, qsizetype at, Language language)
{
    const QString &word = all[at].text;
    if (word.size() >= 3 && word.size() <= 5 && word.startsWith(u'q') && word.endsWith(u'h')) {
        bool fine = false;
        const int hours = QStringView(word).sliced(1, word.size() - 2).toInt(&fine);
        return fine && hours > 0 ? std::optional(FrequencyReading{double(hours), Measure::Interval, 1}) : std::nullopt;
    }
    if (word != u"every" && word != u"q" && word != u"alle")
        return std::nullopt;
    qsizetype length = 0;
    const auto number = plainNumber(all, at + 1, language, length);
    if (!number || at + 1 + length >= all.size())
        return std::nullopt;
    const auto unit = unitNamed(all[at + 1 + length].text);
    if (!unit || unit->measure != Measure::Time)
        return std::nullopt;
    return FrequencyReading{*number * unit->factor, Measure::Interval, length + 2};
}

} // namespace

QStringList oftenWordList()
{
    return abbreviations().keys() + timesNamed().keys() + QStringList{QStringLiteral("every"), QStringLiteral("q"), QStringLiteral("alle")};
}

std::optional<FrequencyReading> readFrequency(const QList<Lexeme> &all, qsizetype at, Language language)
{
    const bool word = all[at].shape == Shape::Word;
    if (!word && all[at].shape != Shape::Number)
        return std::nullopt;
    if (const double times = abbreviations().value(all[at].text, 0); word && times > 0)
        return FrequencyReading{times, Measure::Frequency, 1};
    if (const double times = timesNamed().value(all[at].text, 0); word && times > 0) {
        const qsizetype rest = perDay(all, at + 1);
        return rest > 0 ? std::optional(FrequencyReading{times, Measure::Frequency, 1 + rest}) : std::nullopt;
    }
    if (const auto found = word ? interval(all, at, language) : std::nullopt)
        return found;
    qsizetype length = 0;
    const auto number = plainNumber(all, at, language, length);
    if (!number || at + length >= all.size() || !isTimes(all[at + length]))
        return std::nullopt;
    const qsizetype rest = perDay(all, at + length + 1);
    return rest > 0 ? std::optional(FrequencyReading{*number, Measure::Frequency, length + 1 + rest}) : std::nullopt;
}

} // namespace countersign::grounding
