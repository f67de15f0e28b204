#include "grounding/reading.h"

#include "grounding/stem.h"

#include <algorithm>

namespace countersign::grounding {

namespace {

// Signs that are words of grammar.
bool isCommonGlyph(const QString &glyph)
{
    static const QString glyphs = QStringLiteral("的了是在和与及也不我你他她它们这那有没为因此其或而且就都还要会可能以对于被把从到由之但并个种");
    return glyph.size() == 1 && glyphs.contains(glyph[0]);
}

class Making {
public:
    Making(Reading &reading, QStringView text, const std::stop_token &stop) : m_reading(reading), m_text(text), m_all(reading.lexemes), m_stop(stop) {}

    void make()
    {
        m_taken = QList<int>(m_all.size(), -1);
        readValues();
        m_stems.reserve(m_all.size());
        for (const Lexeme &lexeme : m_all)
            m_stems.append(lexeme.shape == Shape::Word ? keyOf(lexeme) : lexeme.text);
        for (const Stretch &stretch : m_reading.stretches) {
            if (m_stop.stop_requested())
                return;
            const qsizetype first = m_reading.features.size();
            for (qsizetype i = stretch.first; i < stretch.last; ++i)
                add(i, stretch);
            m_reading.ofStretch.append({first, m_reading.features.size()});
        }
    }

private:
    // Abbreviations keep every letter: "AIDS" is not "aid".
    static QString keyOf(const Lexeme &lexeme)
    {
        constexpr qsizetype longestAbbreviation = 5;
        if (lexeme.capitals && lexeme.text.size() <= longestAbbreviation)
            return lexeme.text;
        return stemOf(bare(lexeme.text));
    }

    // Without what an apostrophe ties to it: "patient's", "d'aspirine", "qu'aspirine".
    static QString bare(const QString &word)
    {
        constexpr qsizetype shortest = 5;
        const qsizetype tie = word.size() < shortest ? -1 : word.indexOf(u'\'');
        const bool elided = (tie == 1 && QStringView(u"cdjlmnst").contains(word[0])) || (tie == 2 && word.startsWith(u"qu"));
        return elided ? word.sliced(tie + 1) : word.endsWith(u"'s") ? word.chopped(2) : word;
    }

    QString withDigraphs(const Lexeme &lexeme) const
    {
        const QStringView word = m_text.sliced(lexeme.at.start, lexeme.at.length());
        if (word[0].script() != QChar::Script_Latin || std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x80; }))
            return {};
        const QString lower = word.toString().normalized(QString::NormalizationForm_C).toLower();
        QString made = lower;
        made.replace(u'ä', QStringLiteral("ae")).replace(u'ö', QStringLiteral("oe")).replace(u'ü', QStringLiteral("ue"));
        return made == lower ? QString() : stemOf(bare(folded(made)));
    }

    void readValues()
    {
        QList<bool> taken(m_all.size(), false);
        for (const ReadDate &read : readDates(m_all, m_reading.language, m_stop)) {
            for (qsizetype i = read.first; i < read.last; ++i) {
                taken[i] = true;
                m_taken[i] = int(m_features.size());
            }
            Feature feature;
            feature.at = read.date.at;
            feature.kind = FeatureKind::Date;
            feature.key = QStringLiteral("@%1-%2").arg(read.date.month).arg(read.date.day);
            feature.lexeme = read.first;
            feature.value = int(m_reading.dates.size());
            m_reading.dates.append(read.date);
            m_features.append(feature);
        }
        for (const ReadQuantity &read : readQuantities(m_all, m_reading.language, taken, m_stop)) {
            for (qsizetype i = read.first; i < read.last; ++i)
                m_taken[i] = int(m_features.size());
            Feature feature;
            feature.at = read.quantity.at;
            feature.kind = FeatureKind::Number;
            feature.key = u'#' + QString::number(read.quantity.value, 'g', 10);
            feature.lexeme = read.first;
            feature.value = int(m_reading.quantities.size());
            m_reading.quantities.append(read.quantity);
            m_features.append(feature);
        }
    }

    void add(qsizetype i, const Stretch &stretch)
    {
        if (m_taken[i] >= 0) {
            const Feature &value = m_features[m_taken[i]];
            if (value.lexeme == i)
                m_reading.features.append(value);
            return;
        }
        if (const qsizetype end = endOfSpelled(i, stretch); end > i) {
            addSpelled(i, end);
            return;
        }
        if (m_all[i].shape == Shape::Ideograph)
            addGlyphs(i, stretch);
        else if (m_all[i].shape == Shape::Word)
            addWord(i, stretch);
        if (m_all[i].shape == Shape::Word)
            addConcept(i, stretch);
    }

    // "P T", "A B C": an abbreviation as it is spoken. The lexeme behind it; i for none, or in the middle of one.
    qsizetype endOfSpelled(qsizetype i, const Stretch &stretch) const
    {
        const auto isLetter = [&](qsizetype at) {
            return at >= stretch.first && at < stretch.last && m_all[at].shape == Shape::Word && m_all[at].text.size() == 1 && m_all[at].capital;
        };
        qsizetype end = i;
        while (isLetter(end))
            ++end;
        return end >= i + 2 && !isLetter(i - 1) ? end : i;
    }

    void addSpelled(qsizetype first, qsizetype last)
    {
        Feature feature;
        feature.at = {m_all[first].at.start, m_all[last - 1].at.end};
        feature.kind = FeatureKind::Name;
        for (qsizetype i = first; i < last; ++i)
            feature.key += m_all[i].text;
        feature.lexeme = first;
        m_reading.features.append(feature);
        if (const ConceptMatch match = conceptAt({feature.key}, 0); match.meaning >= 0) {
            feature.kind = FeatureKind::Concept;
            feature.key = QStringLiteral("=%1").arg(match.meaning);
            m_reading.features.append(feature);
        }
    }

    void addGlyphs(qsizetype i, const Stretch &stretch)
    {
        if (i + 1 >= stretch.last || m_all[i + 1].shape != Shape::Ideograph || m_taken[i + 1] >= 0)
            return;
        Feature feature;
        feature.at = {m_all[i].at.start, m_all[i + 1].at.end};
        feature.kind = FeatureKind::Glyphs;
        feature.key = m_all[i].text + m_all[i + 1].text;
        feature.common = isCommonGlyph(m_all[i].text) || isCommonGlyph(m_all[i + 1].text);
        feature.lexeme = i;
        m_reading.features.append(feature);
    }

    bool isName(qsizetype i, const Stretch &stretch) const
    {
        const Lexeme &lexeme = m_all[i];
        if (!lexeme.capital || stretch.heading || (lexeme.facts & FunctionWord) || ((lexeme.facts & CommonWord) && !lexeme.capitals))
            return false;
        if (lexeme.capitals)
            return true;
        if (m_reading.language == Language::German)
            return false;
        const auto isWord = [this](qsizetype at) { return m_all[at].shape == Shape::Word; };
        qsizetype begin = stretch.first;
        while (begin < i && !isWord(begin))
            ++begin;
        const bool next = i + 1 < stretch.last && isWord(i + 1) && m_all[i + 1].capital && !(m_all[i + 1].facts & FunctionWord);
        // "Assessment: Stable", "1. Stable": a sentence begins behind such a sign as well.
        const bool opens = i > stretch.first && (m_all[i - 1].is(u":") || m_all[i - 1].is(u"\"") || m_all[i - 1].is(u")") || m_all[i - 1].is(u"-"));
        return (i > begin && !opens) || next;
    }

    void addWord(qsizetype i, const Stretch &stretch)
    {
        const Lexeme &lexeme = m_all[i];
        if (lexeme.text.size() < 2 || ((lexeme.facts & FunctionWord) && !lexeme.capitals))
            return;
        Feature feature;
        feature.at = lexeme.at;
        feature.key = m_stems[i];
        feature.spelled = bare(lexeme.text);
        feature.digraphs = withDigraphs(lexeme);
        feature.kind = isName(i, stretch) ? FeatureKind::Name : FeatureKind::Word;
        feature.common = (lexeme.facts & CommonWord) != 0;
        feature.lexeme = i;
        m_reading.features.append(feature);
    }

    void addConcept(qsizetype i, const Stretch &stretch)
    {
        const ConceptMatch match = conceptAt(m_stems, i);
        if (match.meaning < 0 || i + match.length > stretch.last)
            return;
        Feature feature;
        feature.at = {m_all[i].at.start, m_all[i + match.length - 1].at.end};
        feature.kind = FeatureKind::Concept;
        feature.key = QStringLiteral("=%1").arg(match.meaning);
        feature.lexeme = i;
        m_reading.features.append(feature);
    }

    Reading &m_reading;
    QStringView m_text;
    const QList<Lexeme> &m_all;
    const std::stop_token &m_stop;
    QStringList m_stems;
    QList<int> m_taken;        // the value a lexeme belongs to, of m_features
    QList<Feature> m_features; // numbers and dates
};

} // namespace

Reading readText(QStringView text, const std::stop_token &stop)
{
    Reading reading;
    reading.lexemes = lexemes(text, stop);
    reading.language = languageOf(reading.lexemes);
    reading.stretches = stretches(reading.lexemes);
    Making(reading, text, stop).make();
    return reading;
}

} // namespace countersign::grounding
