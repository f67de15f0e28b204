#include "grounding/grounding.h"

#include "grounding/lookup.h"

#include <algorithm>
#include <numeric>

namespace countersign::grounding {

namespace {

constexpr qsizetype mostFeatures = 100'000;
constexpr qsizetype mostPostings = 20'000;
constexpr qsizetype fewestInPhrase = 3;
constexpr quint32 phraseReach = 3;
constexpr qsizetype shortestRareWord = 4;

// One thing a sentence says, and where the evidence says it.
struct Thing {
    const Feature *feature = nullptr;
    Resolved resolved;
    QList<Place> places;  // of numbers and dates: all of them, unsorted
    QList<quint32> placePassages;
    bool found = false;
};

class Grounder {
public:
    Grounder(const IndexContents &contents, QStringView text, const std::stop_token &stop)
        : m_contents(contents), m_text(text), m_stop(stop), m_reading(readText(text, stop)), m_fit(contents),
          m_lookup(contents, isOtherLanguage(contents, m_reading))
    {
        m_made.otherLanguage = isOtherLanguage(contents, m_reading);
    }

    Grounding make()
    {
        if (m_reading.features.size() > mostFeatures)
            return {};
        for (qsizetype i = 0; i < m_reading.ofStretch.size() && !m_stop.stop_requested(); ++i)
            sentence(i);
        decideElsewhere();
        decideSourced();
        return std::move(m_made);
    }

private:
    static bool isOtherLanguage(const IndexContents &contents, const Reading &reading)
    {
        if (reading.language == Language::Unknown || contents.languages.isEmpty())
            return false;
        return std::none_of(contents.languages.begin(), contents.languages.end(),
                            [&](Language each) { return each == Language::Unknown || each == reading.language; });
    }

    void sentence(qsizetype number)
    {
        const auto [first, last] = m_reading.ofStretch[number];
        const Stretch &stretch = m_reading.stretches[number];
        QList<Thing> things;
        for (qsizetype i = first; i < last; ++i)
            if (m_reading.features[i].kind != FeatureKind::Concept)
                things.append(thing(i, first, last));
        for (const Thing &each : std::as_const(things)) {
            m_things += each.feature->common ? 0 : 1;
            m_foundThings += each.feature->common || !each.found ? 0 : 1;
        }
        score(things);
        if (stretch.heading)
            return;
        const qsizetype label = endOfLabel(stretch);
        things.removeIf([label](const Thing &each) {
            return each.feature->lexeme < label && (each.feature->kind == FeatureKind::Word || each.feature->kind == FeatureKind::Name);
        });
        const qsizetype before = m_made.assertions.size();
        m_apart.reset();
        assertAll(things);
        const auto isMarked = [](const Assertion &each) { return !each.isFound() || each.elsewhere; };
        const bool told = std::any_of(m_made.assertions.cbegin() + before, m_made.assertions.cend(), isMarked);
        if (m_apart && !told)
            m_made.assertions[m_apart->first].elsewhere = true;
        mark(stretch, things);
    }

    // "Blood pressure: 130/80": what stands in front of the colon at the beginning of a line says what is said, and nothing itself.
    qsizetype endOfLabel(const Stretch &stretch) const
    {
        constexpr qsizetype longestLabel = 6;
        const QList<Lexeme> &all = m_reading.lexemes;
        if (stretch.first > 0 && all[stretch.first - 1].shape != Shape::Break)
            return stretch.first;
        for (qsizetype i = stretch.first; i < std::min(stretch.last, stretch.first + longestLabel); ++i) {
            if (all[i].is(u":"))
                return i + 1;
            if (all[i].shape == Shape::Number && i > stretch.first)
                break;
        }
        return stretch.first;
    }

    Thing thing(qsizetype index, qsizetype first, qsizetype last) const
    {
        const Feature &feature = m_reading.features[index];
        Thing made{&feature, {}, {}, {}, false};
        if (feature.kind == FeatureKind::Number) {
            for (const NumberPlace *each : m_lookup.numbers(m_reading.quantities[feature.value]))
                addPlace(made, each->quantity.at, each->passage);
        } else if (feature.kind == FeatureKind::Date) {
            for (const DatePlace *each : m_lookup.dates(m_reading.dates[feature.value]))
                addPlace(made, each->date.at, each->passage);
        } else {
            made.resolved = m_lookup.resolveWord(m_reading, index, first, last);
            made.found = !made.resolved.terms.isEmpty();
            if (!made.found && (m_reading.lexemes[feature.lexeme].facts & NumberWord))
                addNumberWord(made);
        }
        return made;
    }

    // A word that need not be a number is one where the evidence has that number.
    void addNumberWord(Thing &thing) const
    {
        const auto read = readNumberWords(m_reading.lexemes, thing.feature->lexeme, m_reading.language);
        if (!read)
            return;
        Quantity quantity;
        quantity.value = quantity.other = quantity.bare = read->value;
        for (const NumberPlace *each : m_lookup.numbers(quantity))
            addPlace(thing, each->quantity.at, each->passage);
    }

    void addPlace(Thing &thing, diff::Range at, quint32 passage) const
    {
        thing.places.append(place(at, passage, likeness(thing.feature->at, at, passage, Likeness::OtherForm)));
        thing.placePassages.append(passage);
        thing.found = true;
    }

    Place place(diff::Range at, quint32 passage, Likeness like) const
    {
        const int item = m_contents.passages[passage].item;
        return {item, m_contents.texts[item].id, at, like};
    }

    Likeness likeness(diff::Range said, diff::Range source, quint32 passage, Likeness otherwise) const
    {
        const QStringView there = QStringView(m_contents.texts[m_contents.passages[passage].item].text).sliced(source.start, source.length());
        return m_text.sliced(said.start, said.length()).compare(there, Qt::CaseInsensitive) == 0 ? Likeness::AsWritten : otherwise;
    }

    void score(const QList<Thing> &things)
    {
        m_fit.begin();
        QList<QStringView> seen;
        for (const Thing &each : things) {
            if (seen.contains(QStringView(each.feature->key)))
                continue;
            seen.append(each.feature->key);
            QList<quint32> passages = each.placePassages;
            for (const quint32 term : each.resolved.terms)
                for (quint32 at = m_contents.terms[term].first; at < m_contents.terms[term].last && passages.size() < mostPostings; ++at)
                    passages.append(m_contents.occurrences[m_contents.postings[at]].passage);
            const bool value = each.feature->kind == FeatureKind::Number || each.feature->kind == FeatureKind::Date;
            m_fit.add(value ? m_contents.weightOf(quint32(passages.size()), false) : m_lookup.weight(*each.feature, each.resolved), value, passages);
        }
        m_fit.finish();
    }

    void assertAll(QList<Thing> &things)
    {
        for (qsizetype i = 0; i < things.size();) {
            const FeatureKind kind = things[i].feature->kind;
            if (kind == FeatureKind::Number || kind == FeatureKind::Date || !things[i].places.isEmpty())
                i = assertValue(things, i);
            else if (kind == FeatureKind::Name)
                i = assertName(things, i);
            else if (kind == FeatureKind::Glyphs)
                i = assertGlyphs(things, i);
            else
                i = assertWords(things, i);
        }
    }

    void append(AssertionKind kind, diff::Range at, QList<Place> places, bool elsewhere = false)
    {
        if (!m_made.assertions.isEmpty() && m_made.assertions.last().at.end > at.start)
            return;
        m_made.assertions.append({kind, at, std::move(places), elsewhere});
    }

    // Of the words that do not stand with the rest of the sentence the weightiest is marked where nothing else is.
    void noteApart(const QList<Thing> &things, qsizetype i)
    {
        const float weight = m_lookup.weight(*things[i].feature, things[i].resolved);
        const bool asserted = m_made.assertions.last().at.start == things[i].feature->at.start;
        if (asserted && (!m_apart || weight > m_apart->second) && !standsWithTheRest(things, i))
            m_apart = {m_made.assertions.size() - 1, weight};
    }

    bool isIn(quint32 passage, int item) const { return passage < m_contents.passages.size() && m_contents.passages[passage].item == item; }

    // In that passage or beside it.
    bool standsBy(const Thing &thing, quint32 passage) const
    {
        const int item = m_contents.passages[passage].item;
        const quint32 first = passage > 0 && isIn(passage - 1, item) ? passage - 1 : passage, last = isIn(passage + 1, item) ? passage + 1 : passage;
        const auto passageOf = [this](quint32 posting) { return m_contents.occurrences[posting].passage; };
        const auto isHere = [&](quint32 term) {
            const auto begin = m_contents.postings.begin() + m_contents.terms[term].first, end = m_contents.postings.begin() + m_contents.terms[term].last;
            const auto at = std::ranges::lower_bound(begin, end, first, {}, passageOf);
            return at != end && passageOf(*at) <= last;
        };
        return std::ranges::any_of(thing.placePassages, [&](quint32 each) { return each >= first && each <= last; })
               || std::ranges::any_of(thing.resolved.terms, isHere);
    }

    static bool isValue(const Thing &thing) { return thing.feature->kind == FeatureKind::Number || thing.feature->kind == FeatureKind::Date; }

    // In the passage that holds most of the sentence; or one passage holds enough of the sentence. A number or date: also by what is said right
    // before or behind it, for a sentence may tell of two medicines, each with its dose.
    bool standsWithTheRest(const QList<Thing> &things, qsizetype i) const
    {
        const std::optional<quint32> best = m_fit.best();
        if (!best || m_fit.support() >= enoughSupport || standsBy(things[i], *best))
            return true;
        const auto standsByNext = [&](qsizetype step) {
            qsizetype at = i + step;
            while (at >= 0 && at < things.size() && (things[at].feature->common || isValue(things[at])))
                at += step;
            const auto isThere = [&](quint32 passage) { return standsBy(things[at], passage); };
            return at >= 0 && at < things.size() && std::ranges::any_of(things[i].placePassages, isThere);
        };
        return isValue(things[i]) && (standsByNext(-1) || standsByNext(1));
    }

    qsizetype assertValue(QList<Thing> &things, qsizetype i)
    {
        Thing &thing = things[i];
        QList<qsizetype> order(thing.places.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) {
            return m_fit.heldBy(thing.placePassages[a]) > m_fit.heldBy(thing.placePassages[b]);
        });
        QList<Place> places;
        for (const qsizetype each : order)
            if (places.size() < mostPlaces && !places.contains(thing.places[each]))
                places.append(thing.places[each]);
        append(thing.feature->kind == FeatureKind::Date ? AssertionKind::Date : AssertionKind::Number, thing.feature->at, std::move(places),
               thing.found && !standsWithTheRest(things, i));
        return i + 1;
    }

    bool isOneName(qsizetype before, qsizetype next) const
    {
        if (next <= before + 1)
            return true;
        static const QStringList joints{QStringLiteral("-"), QStringLiteral("."), QStringLiteral("of"), QStringLiteral("de"), QStringLiteral("van"),
                                        QStringLiteral("von"), QStringLiteral("'")};
        return next == before + 2 && joints.contains(m_reading.lexemes[before + 1].text);
    }

    // Names that follow one another are one; what is missing of it is said by itself.
    qsizetype assertName(const QList<Thing> &things, qsizetype i)
    {
        qsizetype end = i + 1;
        while (end < things.size() && things[end].feature->kind == FeatureKind::Name && things[end].found == things[i].found
               && isOneName(things[end - 1].feature->lexeme, things[end].feature->lexeme))
            ++end;
        const diff::Range at{things[i].feature->at.start, things[end - 1].feature->at.end};
        bool elsewhere = things[i].found;
        for (qsizetype each = i; each < end; ++each)
            elsewhere = elsewhere && !standsWithTheRest(things, each);
        append(AssertionKind::Name, at, things[i].found ? run(things, i, end).places : QList<Place>(), elsewhere);
        return end;
    }

    bool isRare(const Feature &feature) const
    {
        const bool digits = std::any_of(feature.key.begin(), feature.key.end(), [](QChar c) { return c.isDigit(); });
        return !feature.common && (digits || feature.at.length() >= shortestRareWord || feature.key.at(0).script() != QChar::Script_Latin);
    }

    qsizetype assertWords(const QList<Thing> &things, qsizetype i)
    {
        if (things[i].found) {
            const Run found = run(things, i, things.size());
            if (found.length >= fewestInPhrase) {
                append(AssertionKind::Phrase, {things[i].feature->at.start, things[i + found.length - 1].feature->at.end}, found.places);
                noteApart(things, i);
                return i + found.length;
            }
            if (!things[i].feature->common) {
                append(AssertionKind::Word, things[i].feature->at, run(things, i, i + 1).places);
                noteApart(things, i);
            }
            return i + 1;
        }
        qsizetype end = i;
        while (end < things.size() && things[end].feature->kind == FeatureKind::Word && !things[end].found && isRare(*things[end].feature)
               && (end == i || things[end].feature->lexeme == things[end - 1].feature->lexeme + 1))
            ++end;
        if (end > i && !m_made.otherLanguage)
            append(end - i > 1 ? AssertionKind::Phrase : AssertionKind::Word, {things[i].feature->at.start, things[end - 1].feature->at.end}, {});
        return std::max(end, i + 1);
    }

    static bool isNextGlyph(const QList<Thing> &things, qsizetype at)
    {
        return at > 0 && at < things.size() && things[at].feature->kind == FeatureKind::Glyphs && things[at - 1].feature->kind == FeatureKind::Glyphs
               && things[at].feature->lexeme == things[at - 1].feature->lexeme + 1;
    }

    qsizetype assertGlyphs(const QList<Thing> &things, qsizetype i)
    {
        qsizetype end = i + 1;
        while (isNextGlyph(things, end) && things[end].found == things[i].found && things[end].feature->common == things[i].feature->common)
            ++end;
        if (things[i].found) {
            const Run found = run(things, i, end);
            append(AssertionKind::Phrase, {things[i].feature->at.start, things[i + found.length - 1].feature->at.end}, found.places);
            noteApart(things, i);
            return i + found.length;
        }
        if (!m_made.otherLanguage && !things[i].feature->common)
            assertMissingGlyphs(things, i, end);
        return end;
    }

    // Pairs overlap: a sign that a found pair beside them holds is not missing.
    void assertMissingGlyphs(const QList<Thing> &things, qsizetype i, qsizetype end)
    {
        const auto &lexemes = m_reading.lexemes;
        const qsizetype first = things[i].feature->lexeme + (isNextGlyph(things, i) && things[i - 1].found ? 1 : 0);
        const qsizetype last = things[end - 1].feature->lexeme + (isNextGlyph(things, end) && things[end].found ? 0 : 1);
        if (last >= first)
            append(AssertionKind::Phrase, {lexemes[first].at.start, lexemes[last].at.end}, {});
    }

    struct Run {
        qsizetype length = 1;
        QList<Place> places;
    };

    // How far things from i on stand one after the other in the evidence as well, and where: the longest runs, in the best passages first.
    Run run(const QList<Thing> &things, qsizetype i, qsizetype limit) const
    {
        struct Found {
            qsizetype length;
            float held;
            diff::Range at;
            quint32 passage;
        };
        QList<Found> all;
        for (const quint32 term : things[i].resolved.terms) {
            for (quint32 p = m_contents.terms[term].first; p < m_contents.terms[term].last && all.size() < mostPostings; ++p) {
                const quint32 at = m_contents.postings[p];
                const auto [length, end] = follow(things, i, limit, at);
                const Occurrence &first = m_contents.occurrences[at];
                all.append({length, m_fit.heldBy(first.passage), {first.at.start, std::max(first.at.end, m_contents.occurrences[end].at.end)}, first.passage});
            }
        }
        const auto better = [](const Found &a, const Found &b) { return a.length != b.length ? a.length > b.length : a.held > b.held; };
        std::stable_sort(all.begin(), all.end(), better);
        Run made{all.isEmpty() ? 1 : all.first().length, {}};
        const diff::Range said{things[i].feature->at.start, things[i + made.length - 1].feature->at.end};
        for (const Found &each : std::as_const(all)) {
            if (each.length < made.length || made.places.size() == mostPlaces)
                break;
            const Likeness otherwise = things[i].resolved.likeness == Likeness::OtherWords ? Likeness::OtherWords : Likeness::OtherForm;
            made.places.append(place(each.at, each.passage, likeness(said, each.at, each.passage, otherwise)));
        }
        return made;
    }

    std::pair<qsizetype, quint32> follow(const QList<Thing> &things, qsizetype i, qsizetype limit, quint32 at) const
    {
        const quint32 end = m_contents.passages[m_contents.occurrences[at].passage].last;
        qsizetype next = i + 1;
        for (bool goesOn = true; goesOn && next < limit; ) {
            goesOn = false;
            if (things[next].feature->kind == FeatureKind::Number || things[next].feature->kind == FeatureKind::Date)
                break;
            for (quint32 o = at + 1; o < std::min(end, at + 1 + phraseReach); ++o) {
                if (things[next].resolved.terms.contains(m_contents.occurrences[o].term)) {
                    at = o;
                    ++next;
                    goesOn = true;
                    break;
                }
            }
        }
        return {next - i, at};
    }

    void mark(const Stretch &stretch, const QList<Thing> &things)
    {
        const bool says = std::any_of(things.begin(), things.end(), [](const Thing &each) { return !each.feature->common; });
        if (!says)
            return;
        SentenceMark made;
        made.at = {m_reading.lexemes[stretch.first].at.start, m_reading.lexemes[stretch.last - 1].at.end};
        made.support = m_fit.support();
        made.supported = made.support >= enoughSupport;
        if (const auto best = m_fit.best())
            made.source = place(m_contents.passages[*best].at, *best, Likeness::OtherForm);
        m_made.sentences.append(made);
    }

    // Where next to nothing is found, every word would be marked, which tells nobody anything.
    void decideElsewhere()
    {
        constexpr double hardly = 0.3;
        const bool onlyAsked = std::all_of(m_contents.asks.begin(), m_contents.asks.end(), [](bool asks) { return asks; });
        m_made.mostlyElsewhere = onlyAsked || m_foundThings < hardly * m_things;
        if (!m_made.mostlyElsewhere && !m_made.otherLanguage)
            return;
        const auto isWords = [](const Assertion &each) { return each.kind == AssertionKind::Word || each.kind == AssertionKind::Phrase; };
        m_made.assertions.removeIf([&](const Assertion &each) { return !each.isFound() && isWords(each); });
        for (Assertion &each : m_made.assertions)
            each.elsewhere = each.elsewhere && !isWords(each);
    }

    // Whether the text points to sources of this case at all; numbers in brackets may be anything.
    void decideSourced()
    {
        qsizetype here = 0, elsewhere = 0;
        QList<qsizetype> sourced;
        for (qsizetype i = 0; i < m_reading.lexemes.size(); ++i) {
            const auto source = referenceAt(m_reading.lexemes, i);
            if (!source)
                continue;
            sourced.append(m_reading.lexemes[i].at.start);
            for (const int number : source->numbers)
                ++(m_contents.numbered.contains(number) ? here : elsewhere);
        }
        if (here == 0 || here < elsewhere)
            return;
        for (SentenceMark &sentence : m_made.sentences) {
            const auto next = std::ranges::lower_bound(sourced, sentence.at.start);
            sentence.unsourced = next == sourced.end() || *next >= sentence.at.end;
        }
    }

    const IndexContents &m_contents;
    QStringView m_text;
    const std::stop_token &m_stop;
    Reading m_reading;
    SentenceFit m_fit;
    Lookup m_lookup;
    Grounding m_made;
    std::optional<std::pair<qsizetype, float>> m_apart; // of the sentence: which assertion, and its weight
    double m_things = 0;
    double m_foundThings = 0;
};

} // namespace

Grounding ground(const EvidenceIndex &evidence, QStringView text, const std::stop_token &stop)
{
    if (evidence.isEmpty())
        return {};
    return Grounder(*evidence.contents(), text, stop).make();
}

} // namespace countersign::grounding
