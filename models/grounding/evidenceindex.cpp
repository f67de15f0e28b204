#include "grounding/indexcontents.h"

#include "grounding/stem.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace countersign::grounding {

namespace {

// Those written in front of the titles; where none is, those the ids end with: "doc2".
QHash<int, int> numbersOf(const QList<EvidenceText> &texts)
{
    static const QRegularExpression inTitle(QStringLiteral("^\\s*\\[(\\d{1,3})\\]")), inId(QStringLiteral("(?:^|\\D)(\\d{1,3})$"));
    QHash<int, int> made;
    const auto read = [&](const QRegularExpression &form, QString EvidenceText::*where) {
        for (int item = 0; item < texts.size(); ++item)
            if (const auto number = form.match(texts[item].*where); number.hasMatch())
                made.insert(number.captured(1).toInt(), item);
    };
    read(inTitle, &EvidenceText::title);
    if (made.isEmpty())
        read(inId, &EvidenceText::id);
    return made;
}

class Making {
public:
    Making(IndexContents &contents, const std::stop_token &stop) : m_contents(contents), m_stop(stop) {}

    void make()
    {
        QList<Reading> questions(m_contents.texts.size());
        bool evidence = false;
        for (int item = 0; item < m_contents.texts.size() && !m_stop.stop_requested(); ++item) {
            Reading reading = readText(m_contents.texts[item].text, m_stop);
            m_contents.languages.append(reading.language);
            m_contents.asks.append(isQuestion(reading));
            evidence = evidence || (!m_contents.asks.last() && !reading.features.isEmpty());
            if (m_contents.asks.last())
                questions[item] = std::move(reading);
            else
                add(reading, item);
        }
        for (int item = 0; item < m_contents.asks.size(); ++item)
            if (m_contents.asks[item])
                evidence ? ask(questions[item]) : add(questions[item], item);
        count();
        for (size_t i = 0; i < m_contents.terms.size(); ++i)
            addForms(m_contents.terms[i].key, quint32(i));
        std::ranges::stable_sort(m_contents.numbers, {}, &NumberPlace::value);
    }

private:
    // A short text that ends with a question: what was asked.
    static bool isQuestion(const Reading &reading)
    {
        constexpr qsizetype mostSentences = 5;
        return !reading.stretches.isEmpty() && reading.stretches.size() <= mostSentences && reading.stretches.last().question;
    }

    void ask(const Reading &reading)
    {
        for (const Feature &feature : reading.features)
            if (feature.kind != FeatureKind::Concept && !feature.common)
                if (const auto term = m_contents.ids.constFind(feature.key); term != m_contents.ids.cend())
                    m_contents.topic.push_back(*term);
        std::ranges::sort(m_contents.topic);
        m_contents.topic.erase(std::unique(m_contents.topic.begin(), m_contents.topic.end()), m_contents.topic.end());
    }

    void add(const Reading &reading, int item)
    {
        for (qsizetype i = 0; i < reading.ofStretch.size(); ++i)
            addPassage(reading, i, item);
    }

    void addPassage(const Reading &reading, qsizetype number, int item)
    {
        const Stretch &stretch = reading.stretches[number];
        const auto id = quint32(m_contents.passages.size());
        Passage passage;
        passage.item = item;
        passage.at = {reading.lexemes[stretch.first].at.start, reading.lexemes[stretch.last - 1].at.end};
        passage.heading = stretch.heading;
        passage.question = stretch.question;
        passage.first = quint32(m_contents.occurrences.size());
        for (qsizetype i = stretch.first; i < stretch.last; ++i)
            passage.negation = passage.negation || (reading.lexemes[i].facts & NegationWord) != 0;
        for (qsizetype i = reading.ofStretch[number].first; i < reading.ofStretch[number].second; ++i) {
            const Feature &feature = reading.features[i];
            m_contents.occurrences.push_back({termOf(feature), id, feature.at});
            if (!feature.digraphs.isEmpty())
                m_contents.digraphs.insert(feature.digraphs, m_contents.occurrences.back().term);
            passage.warning = passage.warning || isWarning(feature.key);
            addValue(feature, reading, id);
        }
        passage.last = quint32(m_contents.occurrences.size());
        m_contents.passages.push_back(passage);
    }

    quint32 termOf(const Feature &feature)
    {
        const auto found = m_contents.ids.constFind(feature.key);
        if (found != m_contents.ids.cend()) {
            Term &term = m_contents.terms[*found];
            term.common = term.common && feature.common;
            return *found;
        }
        const auto id = quint32(m_contents.terms.size());
        Term term;
        term.key = feature.key;
        term.kind = feature.kind;
        term.common = feature.common;
        m_contents.terms.push_back(term);
        m_contents.ids.insert(feature.key, id);
        return id;
    }

    void addValue(const Feature &feature, const Reading &reading, quint32 passage)
    {
        if (feature.kind == FeatureKind::Number) {
            const Quantity &quantity = reading.quantities[feature.value];
            m_contents.numbers.push_back({quantity.value, quantity, passage});
            for (const double value : {quantity.other, quantity.bare})
                if (value != quantity.value)
                    m_contents.numbers.push_back({value, quantity, passage});
        } else if (feature.kind == FeatureKind::Date) {
            m_contents.dates.push_back({reading.dates[feature.value], passage});
        }
    }

    void count()
    {
        std::vector<quint32> lastPassage(m_contents.terms.size(), std::numeric_limits<quint32>::max());
        std::vector<quint32> total(m_contents.terms.size(), 0);
        for (const Occurrence &each : m_contents.occurrences) {
            ++total[each.term];
            if (lastPassage[each.term] != each.passage)
                ++m_contents.terms[each.term].passages;
            lastPassage[each.term] = each.passage;
        }
        quint32 at = 0;
        for (size_t i = 0; i < total.size(); ++i) {
            Term &term = m_contents.terms[i];
            term.first = term.last = at;
            term.weight = m_contents.weightOf(term.passages, term.common);
            at += total[i];
        }
        m_contents.postings.resize(at);
        for (size_t i = 0; i < m_contents.occurrences.size(); ++i)
            m_contents.postings[m_contents.terms[m_contents.occurrences[i].term].last++] = quint32(i);
    }

    void addForms(const QString &key, quint32 id)
    {
        const Term &term = m_contents.terms[id];
        if (term.kind != FeatureKind::Word && term.kind != FeatureKind::Name)
            return;
        if (key.size() >= longStem)
            m_contents.starts[key.first(startLength)].append(id);
        if (const QString skeleton = skeletonOf(key); skeleton.size() >= 2)
            m_contents.skeletons[skeleton].append(id);
    }

    IndexContents &m_contents;
    const std::stop_token &m_stop;
};

} // namespace

float IndexContents::weightOf(quint32 passagesWithIt, bool common) const
{
    const double all = double(passages.size()) + 1;
    return float(std::log(1 + all / (passagesWithIt + 0.5)) * (common ? double(commonShare) : 1));
}

qsizetype sharedBeginning(qsizetype shorter, qsizetype longer)
{
    if (shorter < longStem)
        return 0;
    return std::max(longStem, longer - 2 - longer / 8);
}

EvidenceIndex::EvidenceIndex(const QList<EvidenceText> &texts, const std::stop_token &stop)
{
    auto contents = std::make_shared<IndexContents>();
    qsizetype left = longestText;
    for (const EvidenceText &text : texts) {
        contents->texts.append({text.id, text.text.first(std::min(left, text.text.size())), text.title});
        left -= contents->texts.last().text.size();
    }
    contents->numbered = numbersOf(contents->texts);
    Making(*contents, stop).make();
    m_contents = std::move(contents);
}

bool EvidenceIndex::isEmpty() const
{
    return !m_contents || m_contents->occurrences.empty();
}

} // namespace countersign::grounding
