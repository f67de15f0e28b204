#include "grounding/omissions.h"

#include "grounding/grounding.h"
#include "grounding/lookup.h"

#include <algorithm>

namespace countersign::grounding {

namespace {

// Chosen on half of the marked cases (tests/benchmarks/bench_grounding.cpp).
constexpr double leftOut = 0.7;        // told less than this: left out
constexpr double enoughNearness = 0.3; // to what was asked
constexpr quint32 shortAnswer = 4;   // things an answer says that needs its question beside it

class Finder {
public:
    Finder(const IndexContents &contents, QStringView text, const std::stop_token &stop)
        : m_contents(contents), m_stop(stop), m_reading(readText(text, stop)), m_told(contents.terms.size(), false)
    {
        readTold();
    }

    bool isOtherLanguage() const
    {
        return m_reading.language != Language::Unknown && !m_contents.languages.isEmpty()
               && std::none_of(m_contents.languages.begin(), m_contents.languages.end(),
                               [&](Language each) { return each == Language::Unknown || each == m_reading.language; });
    }

    // Every passage that says something, and what it would weigh if the text told nothing of it; `at` covers the question where it needs one.
    QList<std::pair<Omission, double>> weighed() const
    {
        QList<std::pair<Omission, double>> made;
        for (quint32 i = 0; i < m_contents.passages.size(); ++i) {
            if (i % 1024 == 0 && m_stop.stop_requested())
                break;
            const Passage &passage = m_contents.passages[i];
            if (passage.heading || passage.question)
                continue;
            const auto weighed = weigh(i);
            if (weighed.second > 0)
                made.append(weighed);
        }
        return made;
    }

private:
    void readTold()
    {
        const Lookup lookup(m_contents, false);
        for (const auto &[first, last] : std::as_const(m_reading.ofStretch)) {
            for (qsizetype i = first; i < last; ++i) {
                const Feature &feature = m_reading.features[i];
                if (feature.kind == FeatureKind::Number || feature.kind == FeatureKind::Date)
                    tellValues(lookup, feature);
                for (const quint32 term : lookup.resolve(feature).terms)
                    m_told[term] = true;
            }
        }
    }

    void tellValues(const Lookup &lookup, const Feature &feature)
    {
        const auto tell = [this](const QString &key) {
            if (const auto found = m_contents.ids.constFind(key); found != m_contents.ids.cend())
                m_told[*found] = true;
        };
        if (feature.kind == FeatureKind::Number)
            for (const NumberPlace *place : lookup.numbers(m_reading.quantities[feature.value]))
                tell(u'#' + QString::number(place->quantity.value, 'g', 10));
        else
            for (const DatePlace *place : lookup.dates(m_reading.dates[feature.value]))
                tell(QStringLiteral("@%1-%2").arg(place->date.month).arg(place->date.day));
    }

    double importance(FeatureKind kind) const
    {
        switch (kind) {
        case FeatureKind::Number:
        case FeatureKind::Date:
            return 2;
        case FeatureKind::Name:
            return 1.25;
        default:
            return 1;
        }
    }

    struct Sum {
        double all = 0;
        double untold = 0;
        quint32 things = 0;
        quint8 why = 0;
    };

    void add(Sum &sum, const Passage &passage) const
    {
        qsizetype toldUntil = -1; // a wording that is told covers its words
        for (quint32 o = passage.first; o < passage.last; ++o) {
            const Occurrence &occurrence = m_contents.occurrences[o];
            const Term &term = m_contents.terms[occurrence.term];
            if (term.kind == FeatureKind::Concept) {
                if (m_told[occurrence.term])
                    toldUntil = std::max(toldUntil, occurrence.at.end);
                continue;
            }
            const double weight = double(term.weight) * importance(term.kind);
            const bool told = m_told[occurrence.term] || occurrence.at.end <= toldUntil || isToldBehind(o, passage);
            sum.all += weight;
            ++sum.things;
            if (told)
                continue;
            sum.untold += weight;
            sum.why |= term.kind == FeatureKind::Number ? quint8(Weighty::Number) : term.kind == FeatureKind::Date ? quint8(Weighty::Date)
                       : term.kind == FeatureKind::Name ? quint8(Weighty::Name) : quint8(0);
        }
    }

    // The wording over a word is listed behind the word it begins with.
    bool isToldBehind(quint32 o, const Passage &passage) const
    {
        if (o + 1 >= passage.last)
            return false;
        const Occurrence &next = m_contents.occurrences[o + 1];
        return m_contents.terms[next.term].kind == FeatureKind::Concept && next.at.start == m_contents.occurrences[o].at.start && m_told[next.term];
    }

    std::pair<Omission, double> weigh(quint32 number) const
    {
        const Passage &passage = m_contents.passages[number];
        Omission made;
        made.item = passage.item;
        made.evidence = m_contents.texts[passage.item].id;
        made.at = passage.at;
        Sum sum;
        add(sum, passage);
        const Passage *const before = number > 0 ? &m_contents.passages[number - 1] : nullptr;
        const bool answers = before && before->item == passage.item && before->question && sum.things < shortAnswer;
        if (answers) {
            made.at.start = before->at.start;
            add(sum, *before);
        }
        if (sum.all <= 0)
            return {made, 0};
        const bool warns = passage.warning || (answers && before->warning);
        made.told = 1 - sum.untold / sum.all;
        made.why = quint8(sum.why | (passage.negation ? quint8(Weighty::Negation) : 0) | (warns ? quint8(Weighty::Warning) : 0));
        const double near = nearness(passage);
        if (near < enoughNearness)
            return {made, 0};
        const double factor = (passage.negation ? 1.2 : 1) * (warns ? 2 : 1) * (m_contents.topic.empty() ? 1 : near);
        made.weight = sum.untold * factor;
        return {made, sum.all * factor};
    }

    // How much of what was asked the passage speaks of; 1 where nothing was asked.
    double nearness(const Passage &passage) const
    {
        if (m_contents.topic.empty())
            return 1;
        double all = 0, here = 0;
        for (const quint32 term : m_contents.topic)
            all += double(m_contents.terms[term].weight);
        std::vector<quint32> seen;
        for (quint32 o = passage.first; o < passage.last; ++o) {
            const quint32 term = m_contents.occurrences[o].term;
            if (!std::ranges::binary_search(m_contents.topic, term) || std::ranges::find(seen, term) != seen.end())
                continue;
            seen.push_back(term);
            here += double(m_contents.terms[term].weight);
        }
        return here / all;
    }

    const IndexContents &m_contents;
    const std::stop_token &m_stop;
    Reading m_reading;
    std::vector<bool> m_told;
};

} // namespace

QList<Omission> omissions(const EvidenceIndex &evidence, QStringView text, qsizetype most, const std::stop_token &stop)
{
    if (evidence.isEmpty())
        return {};
    const QList<bool> &asks = evidence.contents()->asks;
    const bool onlyAsked = std::all_of(asks.begin(), asks.end(), [](bool each) { return each; });
    const Finder finder(*evidence.contents(), text, stop);
    if (onlyAsked || finder.isOtherLanguage())
        return {};
    QList<Omission> made;
    for (const auto &[omission, whole] : finder.weighed())
        if (omission.told < leftOut)
            made.append(omission);
    // What is told in part comes behind what is not told at all.
    const auto key = [](const Omission &each) { return each.weight * (1 - each.told); };
    std::stable_sort(made.begin(), made.end(), [&](const Omission &a, const Omission &b) { return key(a) > key(b); });
    made.resize(std::min(made.size(), most));
    return made;
}

double omittedShare(const EvidenceIndex &evidence, QStringView text)
{
    if (evidence.isEmpty())
        return 0;
    double all = 0, left = 0;
    for (const auto &[omission, whole] : Finder(*evidence.contents(), text, {}).weighed()) {
        all += whole;
        left += omission.told < leftOut ? omission.weight : 0;
    }
    return all > 0 ? left / all : 0;
}

} // namespace countersign::grounding
