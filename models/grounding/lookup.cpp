#include "grounding/lookup.h"

#include "grounding/stem.h"

#include <algorithm>

namespace countersign::grounding {

namespace {

constexpr qsizetype mostCandidates = 64;

qsizetype commonBeginning(QStringView a, QStringView b)
{
    const qsizetype end = std::min(a.size(), b.size());
    qsizetype i = 0;
    while (i < end && a[i] == b[i])
        ++i;
    return i;
}

// Endings that short stems take as well; the first letters tell nothing of these. Only where the evidence is in that language.
struct Endings {
    Language language;
    QStringView endings;
};
constexpr Endings endings[] = {{Language::Estonian, u"ga le lt st s ks ni na ta d de te id sse l"},
                               {Language::Romanian, u"ul ului lui le lor ilor i a ei e uri"},
                               {Language::German, u"en es e er em n s"}};
constexpr qsizetype shortestStem = 4;

} // namespace

Lookup::Lookup(const IndexContents &contents, bool otherScript) : m_contents(contents), m_otherScript(otherScript)
{
    for (const auto &[language, list] : endings)
        if (contents.languages.contains(language))
            for (const QStringView ending : list.split(u' '))
                m_endings.append(ending.toString());
}

Resolved Lookup::resolve(const Feature &feature) const
{
    const auto found = m_contents.ids.constFind(feature.key);
    if (found != m_contents.ids.cend())
        return {{*found}, Likeness::AsWritten};
    if (feature.kind != FeatureKind::Word && feature.kind != FeatureKind::Name)
        return {};
    Resolved resolved{{}, Likeness::OtherForm};
    if (feature.key.size() >= longStem) {
        const QList<quint32> candidates = m_contents.starts.value(feature.key.first(startLength));
        for (qsizetype i = 0; i < std::min(candidates.size(), mostCandidates); ++i) {
            const QString &key = m_contents.terms[candidates[i]].key;
            const qsizetype needed = sharedBeginning(std::min(key.size(), feature.key.size()), std::max(key.size(), feature.key.size()));
            if (needed > 0 && commonBeginning(key, feature.key) >= needed)
                resolved.terms.append(candidates[i]);
        }
    }
    if (resolved.terms.isEmpty())
        resolved.terms = inOtherForm(feature);
    if (resolved.terms.isEmpty() && m_otherScript && feature.kind == FeatureKind::Name) {
        if (const QString skeleton = skeletonOf(feature.key); skeleton.size() >= 2)
            resolved = {m_contents.skeletons.value(skeleton), Likeness::OtherWords};
    }
    return resolved;
}

// With another ending, or as one writes without the keys for ä, ö and ü.
QList<quint32> Lookup::inOtherForm(const Feature &feature) const
{
    QList<quint32> made = inOtherCase(feature);
    const auto add = [&](const QHash<QString, quint32> &terms, const QString &key) {
        if (const auto found = terms.constFind(key); found != terms.cend() && !made.contains(*found))
            made.append(*found);
    };
    add(m_contents.digraphs, feature.key);
    if (!feature.digraphs.isEmpty())
        add(m_contents.ids, feature.digraphs);
    if (m_endings.isEmpty() || feature.spelled.size() < shortestStem || feature.spelled[0].script() != QChar::Script_Latin)
        return made;
    QStringList bare{feature.spelled};
    for (const QString &ending : m_endings)
        if (feature.spelled.size() >= shortestStem + ending.size() && feature.spelled.endsWith(ending))
            bare.append(feature.spelled.chopped(ending.size()));
    for (const QString &word : std::as_const(bare)) {
        add(m_contents.ids, stemOf(word));
        for (const QString &ending : m_endings)
            add(m_contents.ids, stemOf(word + ending));
    }
    return made;
}

// "EDEMA" keeps every letter, as abbreviations do; it is "edema" where the other is spelled just so. Shorter ones may mean something else: AIDS.
QList<quint32> Lookup::inOtherCase(const Feature &feature) const
{
    constexpr qsizetype shortest = 5;
    const QString &word = feature.spelled;
    if (word.size() < shortest)
        return {};
    const QString stem = stemOf(word);
    const auto found = m_contents.ids.constFind(feature.key == stem ? word : stem);
    return found != m_contents.ids.cend() && isSpelled(*found, word) ? QList<quint32>{*found} : QList<quint32>();
}

bool Lookup::isSpelled(quint32 term, const QString &word) const
{
    const Term &there = m_contents.terms[term];
    for (quint32 at = there.first; at < std::min<quint32>(there.last, there.first + mostCandidates); ++at) {
        const Occurrence &each = m_contents.occurrences[m_contents.postings[at]];
        const QString &text = m_contents.texts[m_contents.passages[each.passage].item].text;
        if (folded(QStringView(text).sliced(each.at.start, each.at.length())) == word)
            return true;
    }
    return false;
}

Resolved Lookup::resolveWord(const Reading &reading, qsizetype index, qsizetype first, qsizetype last) const
{
    const Feature &feature = reading.features[index];
    if (Resolved resolved = resolve(feature); !resolved.terms.isEmpty())
        return resolved;
    constexpr qsizetype longestWording = 8;
    for (qsizetype i = std::max(first, index - longestWording); i < std::min(last, index + 2); ++i) {
        const Feature &over = reading.features[i];
        if (over.kind != FeatureKind::Concept || over.at.start > feature.at.start || over.at.end < feature.at.end)
            continue;
        if (Resolved resolved = resolve(over); !resolved.terms.isEmpty())
            return {resolved.terms, Likeness::OtherWords};
    }
    return {};
}

QList<const NumberPlace *> Lookup::numbers(const Quantity &quantity) const
{
    QList<const NumberPlace *> places;
    constexpr double reach = 0.06; // what rounding of a scaled amount may move
    QList<double> readings{quantity.value};
    for (const double other : {quantity.other, quantity.bare})
        if (!readings.contains(other))
            readings.append(other);
    for (const double value : std::as_const(readings)) {
        auto at = std::ranges::lower_bound(m_contents.numbers, value * (1 - reach) - 1e-9, {}, &NumberPlace::value);
        for (; at != m_contents.numbers.end() && at->value <= value * (1 + reach) + 1e-9 && places.size() < 4 * mostCandidates; ++at)
            if (agree(quantity, at->quantity))
                places.append(&*at);
    }
    return places;
}

QList<const DatePlace *> Lookup::dates(const Date &date) const
{
    QList<const DatePlace *> places;
    for (const DatePlace &place : m_contents.dates)
        if (agree(date, place.date) && places.size() < 4 * mostCandidates)
            places.append(&place);
    return places;
}

float Lookup::weight(const Feature &feature, const Resolved &resolved) const
{
    if (resolved.terms.isEmpty())
        return m_contents.weightOf(0, feature.common);
    float least = m_contents.terms[resolved.terms.first()].weight;
    for (const quint32 term : resolved.terms)
        least = std::min(least, m_contents.terms[term].weight);
    return feature.common && !m_contents.terms[resolved.terms.first()].common ? least * commonShare : least;
}

} // namespace countersign::grounding
