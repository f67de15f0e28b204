#include "grounding/quantityreading.h"

#include <QSet>
#include <algorithm>
#include <cmath>

namespace countersign::grounding {

namespace {

constexpr QChar fractionSlash(0x2044);

class Reader {
public:
    Reader(const QList<Lexeme> &all, Language language, const QList<bool> &taken, const std::stop_token &stop)
        : m_all(all), m_language(language), m_taken(taken), m_stop(stop)
    {
        for (qsizetype i = 0; i < all.size(); ++i)
            if (!isTaken(i) && isListed(i))
                m_listed.insert(all[i].text.toInt());
    }

    QList<ReadQuantity> read()
    {
        QList<ReadQuantity> made;
        for (qsizetype i = 0; i < m_all.size();) {
            if (i % 1024 == 0 && m_stop.stop_requested())
                break;
            const auto found = isTaken(i) ? std::nullopt : at(i);
            if (found && !(made.isEmpty() ? false : found->first < made.last().last))
                made.append(*found);
            i = found ? found->last : i + 1;
        }
        shareUnits(made);
        return made;
    }

private:
    bool isTaken(qsizetype i) const { return i < m_taken.size() && m_taken[i]; }
    bool is(qsizetype i, QStringView text) const { return i >= 0 && i < m_all.size() && m_all[i].is(text); }

    std::optional<ReadQuantity> at(qsizetype i) const
    {
        if (m_all[i].text.size() == 3 && m_all[i].text[1] == fractionSlash)
            return fractionSign(i);
        if (m_all[i].shape == Shape::Word && !mayBeNumber(m_all[i]))
            return std::nullopt;
        if (const auto often = readFrequency(m_all, i, m_language)) {
            Quantity quantity;
            quantity.value = quantity.other = quantity.bare = often->value;
            quantity.measure = often->measure;
            quantity.inWords = m_all[i].shape == Shape::Word;
            return spanned(quantity, i, i + often->length);
        }
        if (m_all[i].shape == Shape::Number)
            return isMark(i) ? std::nullopt : inDigits(i);
        if (m_all[i].shape == Shape::Word || m_all[i].shape == Shape::Ideograph)
            return inWords(i);
        return std::nullopt;
    }

    // Asked of every word of a long text: most are none.
    bool mayBeNumber(const Lexeme &word) const
    {
        const bool composed = m_language == Language::German || m_language == Language::Arabic || word.text.startsWith(u'q');
        return composed || (word.facts & (NumberWord | OftenWord)) != 0;
    }

    // "1." and "2)" at the beginning of a line, "[3]", "[1, 4]".
    bool isMark(qsizetype i) const
    {
        return isSource(i) || (isListed(i) && !isOrdinal(i));
    }

    bool isSource(qsizetype i) const
    {
        qsizetype begin = i - 1;
        while (begin > 1 && i - begin < 2 * mostInReference && m_all[begin - 1].shape == Shape::Number && m_all[begin].shape == Shape::Sign && !is(begin, u"["))
            begin -= 2;
        const auto source = referenceAt(m_all, begin);
        return source && i < source->end;
    }

    bool isListed(qsizetype i) const
    {
        const bool lineStart = i == 0 || m_all[i - 1].shape == Shape::Break;
        return lineStart && m_all[i].shape == Shape::Number && m_all[i].text.size() <= 2 && (is(i + 1, u".") || is(i + 1, u")"))
               && !m_all[i + 1].blankBefore && (i + 2 >= m_all.size() || m_all[i + 2].shape != Shape::Number);
    }

    // Where ordinals are written like marks of lists: "3. Tag" counts days, and "24. sajandil" stands in no list, which has other lines near it.
    bool isOrdinal(qsizetype i) const
    {
        constexpr int near = 3;
        const bool written = m_language == Language::German || m_language == Language::Estonian;
        if (!written || !is(i + 1, u".") || i + 2 >= m_all.size() || m_all[i + 2].shape != Shape::Word || !m_all[i + 2].blankBefore)
            return false;
        if (const auto unit = unitNamed(m_all[i + 2].text); unit && (unit->measure == Measure::Time || unit->measure == Measure::Age))
            return true;
        const int number = m_all[i].text.toInt();
        const auto isFellow = [&](int other) { return other != number && std::abs(other - number) <= near; };
        return number > 1 && std::none_of(m_listed.begin(), m_listed.end(), isFellow);
    }

    std::optional<ReadQuantity> inDigits(qsizetype i) const
    {
        const auto digits = readDigits(m_all[i].text);
        if (!digits)
            return std::nullopt;
        Quantity quantity;
        quantity.value = digits->value;
        quantity.other = digits->other;
        if (digits->clock)
            quantity.measure = Measure::Clock;
        qsizetype end = i + 1;
        if (end < m_all.size() && !m_all[end].blankBefore && (is(end, u"st") || is(end, u"nd") || is(end, u"rd") || is(end, u"th"))) {
            quantity.ordinal = true;
            ++end;
        } else if (is(end, u"/") && !m_all[end].blankBefore && end + 1 < m_all.size() && m_all[i].text.size() == 1 && m_all[end + 1].text.size() == 1
                   && m_all[end + 1].text[0] > u'0' && m_all[end + 1].text[0] <= u'9') {
            quantity.value = quantity.other = digits->value / m_all[end + 1].text.toDouble();
            end += 2;
        }
        return finished(quantity, i, end, digits->lastPlace);
    }

    std::optional<ReadQuantity> inWords(qsizetype i) const
    {
        qsizetype begin = i;
        const bool counted = is(i, u"第") && i + 1 < m_all.size() && m_all[i + 1].shape == Shape::Ideograph;
        if (counted)
            ++begin;
        const auto words = readNumberWords(m_all, begin, m_language);
        if (!words)
            return std::nullopt;
        Quantity quantity;
        quantity.value = quantity.other = words->value;
        quantity.inWords = true;
        quantity.ordinal = words->ordinal || counted;
        qsizetype end = begin + words->length;
        if (is(end, u"and") && is(end + 1, u"a") && is(end + 2, u"half")) {
            quantity.value = quantity.other = words->value + 0.5;
            end += 3;
        }
        const ReadQuantity made = finished(quantity, begin, end, 1);
        if (words->weak && !counted && made.quantity.measure == Measure::None && made.last == end)
            return std::nullopt;
        return counted ? spanned(made.quantity, i, made.last) : made;
    }

    // ½ ¼ ¾
    std::optional<ReadQuantity> fractionSign(qsizetype i) const
    {
        const QString &text = m_all[i].text; // folded: "1⁄2"
        if (!text[0].isDigit() || !text[2].isDigit() || text[2] == u'0')
            return std::nullopt;
        Quantity quantity;
        quantity.value = quantity.other = double(text[0].digitValue()) / text[2].digitValue();
        return finished(quantity, i, i + 1, 0.1);
    }

    ReadQuantity finished(Quantity quantity, qsizetype first, qsizetype end, double lastPlace) const
    {
        end = withScale(quantity, end, lastPlace);
        quantity.bare = quantity.value;
        end = withUnit(quantity, end);
        if (quantity.measure == Measure::None && first > 0 && !isTaken(first - 1))
            if (const auto unit = unitNamed(m_all[first - 1].text); unit && unit->measure == Measure::Money) {
                quantity.measure = Measure::Money;
                quantity.currency = unit->currency;
                --first;
            }
        return spanned(quantity, first, end);
    }

    qsizetype withScale(Quantity &quantity, qsizetype end, double lastPlace) const
    {
        if (end >= m_all.size() || quantity.ordinal)
            return end;
        const double scale = m_all[end].is(u"m") && !m_all[end].capital ? 0 : scaleNamed(m_all[end].text);
        if (scale == 0)
            return end;
        quantity.value *= scale;
        quantity.other *= scale;
        quantity.slack = lastPlace * scale / 2;
        return end + 1;
    }

    qsizetype withUnit(Quantity &quantity, qsizetype end) const
    {
        if (quantity.measure != Measure::None || quantity.ordinal)
            return end;
        const qsizetype at = is(end, u"-") && end + 1 < m_all.size() && !m_all[end + 1].blankBefore ? end + 1 : end;
        if (at >= m_all.size() || isTaken(at))
            return end;
        qsizetype length = 2; // "个月", "°c", "公斤", "分钟"
        std::optional<Unit> unit = at + 1 < m_all.size() && !m_all[at + 1].blankBefore ? unitNamed(m_all[at].text + m_all[at + 1].text) : std::nullopt;
        if (!unit) {
            unit = unitNamed(m_all[at].text);
            length = 1;
        }
        if (!unit)
            return end;
        quantity.measure = unit->measure;
        quantity.currency = unit->currency;
        quantity.value *= unit->factor;
        quantity.other *= unit->factor;
        quantity.slack *= unit->factor;
        return at + length;
    }

    // "5-10 mg", "5 to 10 mg": the first has the unit of the second.
    void shareUnits(QList<ReadQuantity> &made) const
    {
        for (qsizetype i = made.size() - 2; i >= 0; --i) {
            Quantity &first = made[i].quantity;
            const Quantity &second = made[i + 1].quantity;
            const qsizetype between = made[i].last;
            const bool range = made[i + 1].first == between + 1
                               && (is(between, u"-") || is(between, u"–") || is(between, u"to") || is(between, u"bis") || is(between, u"or"));
            if (!range || first.measure != Measure::None || second.measure == Measure::None || second.measure == Measure::Clock)
                continue;
            const auto unit = unitNamed(m_all[made[i + 1].last - 1].text);
            first.measure = second.measure;
            first.currency = second.currency;
            first.value *= unit ? unit->factor : 1;
            first.other *= unit ? unit->factor : 1;
        }
    }

    ReadQuantity spanned(Quantity quantity, qsizetype first, qsizetype last) const
    {
        quantity.at = {m_all[first].at.start, m_all[last - 1].at.end};
        return {quantity, first, last};
    }

    const QList<Lexeme> &m_all;
    Language m_language;
    const QList<bool> &m_taken;
    const std::stop_token &m_stop;
    QSet<int> m_listed; // numbers that begin a line as in a list
};

bool sameValue(double a, double b, double slack)
{
    return std::abs(a - b) <= std::max(slack, 1e-9 * std::max(std::abs(a), std::abs(b)));
}

bool sameMeasure(const Quantity &said, const Quantity &source)
{
    if (said.measure == source.measure)
        return said.currency.isEmpty() || source.currency.isEmpty() || said.currency == source.currency;
    const auto time = [](Measure measure) { return measure == Measure::Time || measure == Measure::Age; };
    return said.measure == Measure::None || source.measure == Measure::None || (time(said.measure) && time(source.measure));
}

} // namespace

QList<ReadQuantity> readQuantities(const QList<Lexeme> &lexemes, Language language, const QList<bool> &taken, const std::stop_token &stop)
{
    return Reader(lexemes, language, taken, stop).read();
}

QList<Quantity> quantities(QStringView text)
{
    const QList<Lexeme> all = lexemes(text);
    QList<Quantity> made;
    for (const ReadQuantity &read : readQuantities(all, languageOf(all)))
        made.append(read.quantity);
    return made;
}

bool agree(const Quantity &said, const Quantity &source)
{
    if (!sameMeasure(said, source))
        return false;
    if (said.measure != source.measure && (said.measure == Measure::None || source.measure == Measure::None))
        return sameValue(said.bare, source.bare, 0) || sameValue(said.bare, source.other, 0) || sameValue(said.other, source.bare, 0);
    const double slack = std::max(said.slack, source.slack);
    for (const double a : {said.value, said.other})
        for (const double b : {source.value, source.other})
            if (sameValue(a, b, slack))
                return true;
    return false;
}

} // namespace countersign::grounding
