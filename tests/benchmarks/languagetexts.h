// Sentences of every language of ../shared/data, in documents, and the things in them that errors can be planted in.
#pragma once

#include "benchmarks/humanmarks.h"
#include "benchmarks/tongues.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace countersign::benchmark {

struct Unit {
    enum Kind { Number, Dose, Date, Name, Word } kind = Word;
    diff::Range at;
};

struct Sentence {
    QString text;
    QStringList words; // of a language without blanks, as the set cuts it
};

constexpr qsizetype sentencesOfDocument = 13;

class LanguageTexts {
public:
    LanguageTexts(const Tongue &tongue, QRandomGenerator &random) : m_tongue(tongue), m_random(random)
    {
        tongue.set.isEmpty() ? readNotes() : readSentences();
        for (const Sentence &each : std::as_const(m_sentences))
            for (const Unit &unit : units(each))
                m_pool[unit.kind].append(each.text.sliced(unit.at.start, unit.at.length()));
    }

    // Numbers are drawn anew each time, some with a unit, and every other year becomes a whole date: the texts have few.
    QList<QList<Sentence>> documents() const
    {
        QList<QList<Sentence>> made;
        for (qsizetype i = 0; i + sentencesOfDocument <= m_sentences.size(); i += sentencesOfDocument)
            made.append(m_sentences.sliced(i, sentencesOfDocument));
        for (QList<Sentence> &document : made)
            for (Sentence &each : document)
                drawNumbers(each.text);
        return made;
    }

    QList<Unit> units(const Sentence &sentence) const
    {
        QList<Unit> made;
        addAll(made, dates(), sentence.text, Unit::Date);
        addAll(made, doses(), sentence.text, Unit::Dose);
        addAll(made, numbers(), sentence.text, Unit::Number);
        if (m_tongue.code == "zh")
            addGiven(made, sentence);
        else
            addWords(made, sentence.text);
        std::ranges::sort(made, {}, [](const Unit &each) { return each.at.start; });
        return made;
    }

    // Words and names of the language to plant.
    const QStringList &pool(Unit::Kind kind) const { return m_pool[kind]; }

    QString inOwnDigits(QString text) const
    {
        for (QChar &c : text)
            if (c >= u'0' && c <= u'9' && m_tongue.code == "ne")
                c = QChar(char16_t(c.unicode() - u'0' + m_tongue.zero));
        return text;
    }

    QString dated(int year, int month, int day) const
    {
        QString made;
        for (const QChar c : m_tongue.date)
            made += c == u'y' ? QString::number(year) : c == u'm' ? m_tongue.months.split(u' ')[month - 1].toString()
                    : c == u'd' ? QString::number(day) : QString(c);
        return inOwnDigits(made);
    }

    // " mg"; how many of it go into the next: 1000.
    QString dose(int which, bool whole = false) const
    {
        const QString word = (whole || m_tongue.code == "zh" ? m_tongue.doses : shortDoses).split(u' ')[which].toString();
        return m_tongue.code == "zh" ? word : u' ' + word;
    }

private:
    void readNotes()
    {
        for (const CaseOfSet &each : casesOf(QStringLiteral("aci-bench"))) {
            const QString note = each.reference[u"text"].toString();
            for (const diff::Range &at : sentencesOf(note))
                if (const QString text = note.sliced(at.start, at.length()).trimmed(); text.size() > 40 && m_sentences.size() < 10 * sentencesOfDocument)
                    m_sentences.append({text, {}});
        }
    }

    void readSentences()
    {
        for (const QByteArray &line : linesOf(QStringLiteral("mlqe-pe"))) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            const QString text = object[u"reference"][m_tongue.source ? u"untokenised_source" : u"untokenised_translation"].toString();
            if (object[u"id"].toString().contains(u'/' + m_tongue.set + u'/'))
                m_sentences.append({text.trimmed(), object[u"suggestion"][u"text"].toString().split(u' ', Qt::SkipEmptyParts)});
        }
    }

    static QRegularExpression numbers()
    {
        return QRegularExpression(QStringLiteral("(?<![\\p{Latin}\\p{Cyrillic}\\p{Nd}.,:/-])\\p{Nd}+(?:[.,]\\p{Nd}+)*"
                                                 "(?![\\p{Latin}\\p{Cyrillic}\\p{Nd}:/-]|[.,]\\p{Nd})"));
    }

    QRegularExpression doses() const
    {
        const QString all = m_tongue.doses.toString() + u' ' + (m_tongue.code == "zh" ? QString() : shortDoses.toString());
        return QRegularExpression(QStringLiteral("(?<![\\p{Latin}\\p{Cyrillic}\\p{Nd}.,:/-])\\p{Nd}+(?:[.,]\\p{Nd}+)* ?(?:%1)%2")
                                      .arg(all.trimmed().replace(u' ', u'|'), m_tongue.code == "zh" ? QString() : QStringLiteral("(?![\\p{L}\\p{M}])")));
    }

    QRegularExpression dates() const
    {
        if (m_tongue.code == "zh")
            return QRegularExpression(QStringLiteral("(?:\\p{Nd}{4} ?年 ?)?\\p{Nd}{1,2} ?月(?: ?\\p{Nd}{1,2} ?日)?"));
        QString pattern = QStringLiteral("(?<!\\p{Nd})");
        for (const QChar c : m_tongue.date)
            pattern += c == u'y' ? QStringLiteral("\\p{Nd}{4}") : c == u'd' ? QStringLiteral("\\p{Nd}{1,2}")
                       : c == u'm' ? u'(' + m_tongue.months.toString().replace(u' ', u'|') + u')' : QRegularExpression::escape(QString(c));
        return QRegularExpression(pattern);
    }

    static bool isTaken(const QList<Unit> &made, diff::Range at)
    {
        return std::any_of(made.begin(), made.end(), [&](const Unit &each) { return each.at.start < at.end && each.at.end > at.start; });
    }

    static void addAll(QList<Unit> &made, const QRegularExpression &pattern, const QString &text, Unit::Kind kind)
    {
        for (auto found = pattern.globalMatch(text); found.hasNext();) {
            const auto match = found.next();
            const diff::Range at{match.capturedStart(), match.capturedEnd()};
            if (!isTaken(made, at))
                made.append({kind, at});
        }
    }

    static void addGiven(QList<Unit> &made, const Sentence &sentence)
    {
        qsizetype from = 0;
        for (const QString &word : sentence.words) {
            const qsizetype at = sentence.text.indexOf(word, from);
            if (at < 0)
                continue;
            from = at + word.size();
            if (word.size() >= 2 && word[0].script() == QChar::Script_Han && !isTaken(made, {at, from}))
                made.append({Unit::Word, {at, from}});
        }
    }

    void addWords(QList<Unit> &made, const QString &text) const
    {
        static const QRegularExpression words(QStringLiteral("[\\p{L}][\\p{L}\\p{M}\\x{200c}\\x{200d}]*"));
        for (auto found = words.globalMatch(text); found.hasNext();) {
            const auto match = found.next();
            const QString word = match.captured();
            const bool cased = word[0].isUpper() || word[0].isLower();
            const diff::Range at{match.capturedStart(), match.capturedEnd()};
            if (isTaken(made, at) || word.size() < (cased ? 5 : 4) || (grounding::factsOf(grounding::folded(word)) & grounding::FunctionWord))
                continue;
            const bool name = word[0].isUpper() && at.start > 0 && m_tongue.code != "de" && text[at.start - 1] == u' ' && at.start > 1
                              && (text[at.start - 2].isLower() || text[at.start - 2] == u',');
            made.append({name ? Unit::Name : Unit::Word, at});
        }
    }

    void drawNumbers(QString &text) const
    {
        QList<Unit> found;
        addAll(found, numbers(), text, Unit::Number);
        for (qsizetype i = found.size() - 1; i >= 0; --i) {
            const auto [start, end] = found[i].at;
            if (isOfDate(text, found[i].at))
                continue;
            const bool year = end - start == 4 && std::none_of(text.begin() + start, text.begin() + end, [](QChar c) { return !c.isDigit(); });
            if (year && m_random.bounded(2) == 0)
                text.replace(start, 4, dated(m_random.bounded(1900, 2025), m_random.bounded(1, 13), m_random.bounded(1, 29)));
            else if (!year)
                text.replace(start, end - start, inOwnDigits(drawn()) + (m_random.bounded(3) == 0 ? dose(m_random.bounded(7)) : QString()));
        }
    }

    // Beside the name of a month, or a sign for year, month or day.
    bool isOfDate(const QString &text, diff::Range at) const
    {
        constexpr qsizetype near = 14;
        const qsizetype first = std::max<qsizetype>(0, at.start - near);
        const QString around = text.mid(first, at.end + near - first);
        const QList<QStringView> months = m_tongue.code == "zh" ? QStringView(u"年 月 日").split(u' ') : m_tongue.months.split(u' ');
        return std::any_of(months.begin(), months.end(), [&](QStringView month) { return around.contains(month, Qt::CaseInsensitive); });
    }

    QString drawn() const
    {
        const int kind = m_random.bounded(4);
        if (kind == 0)
            return QString::number(m_random.bounded(2, 13));
        if (kind == 1)
            return QString::number(10 * m_random.bounded(2, 10));
        const QChar point = m_tongue.commaIsPoint ? u',' : u'.', group = m_tongue.commaIsPoint ? u'.' : u',';
        return kind == 2 ? QString::number(m_random.bounded(2, 90)) + point + QString::number(m_random.bounded(1, 10))
                         : QString::number(m_random.bounded(2, 90)) + group + QString::number(m_random.bounded(100, 999));
    }

    const Tongue &m_tongue;
    QRandomGenerator &m_random;
    QList<Sentence> m_sentences;
    QStringList m_pool[5];
};

} // namespace countersign::benchmark
