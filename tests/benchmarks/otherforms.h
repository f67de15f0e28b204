// What says the same in another form, and what says something else: the true and the false of planted errors.
#pragma once

#include "benchmarks/languagetexts.h"

#include <array>

namespace countersign::benchmark {

class OtherForms {
public:
    OtherForms(const Tongue &tongue, const LanguageTexts &texts, QRandomGenerator &random) : m_tongue(tongue), m_texts(texts), m_random(random) {}

    // The same in another spelling, case, number or notation; empty where none is known.
    QString otherForm(Unit::Kind kind, const QString &text) const
    {
        QStringList forms = kind == Unit::Number ? ofNumber(text) : kind == Unit::Dose ? ofDose(text) : kind == Unit::Date ? ofDate(text) : ofWord(text);
        forms.removeAll(text);
        forms.removeAll(QString());
        return forms.isEmpty() ? QString() : forms[m_random.bounded(forms.size())];
    }

    // Something else of the same kind that stands nowhere in the evidence, in no form of it; empty where none was found.
    QString somethingElse(Unit::Kind kind, const QString &text, const QString &evidence) const
    {
        for (int attempt = 0; attempt < 200; ++attempt) {
            if (kind == Unit::Dose && m_random.bounded(2) == 0)
                return evidence.count(numberOf(text)) == 1 ? otherUnit(text) : QString(); // a bare number would be the same
            const QString other = kind == Unit::Number || kind == Unit::Dose ? otherDigits(text) : kind == Unit::Date ? otherDate()
                                  : m_texts.pool(kind)[m_random.bounded(m_texts.pool(kind).size())];
            const bool whole = kind <= Unit::Date || m_tongue.code == "zh";
            const qsizetype stem = whole ? other.size() : std::max<qsizetype>(3, other.size() - 4);
            const QStringList forms = kind <= Unit::Dose ? ofNumber(numberOf(other)) << numberOf(other) : QStringList();
            const bool there = std::any_of(forms.begin(), forms.end(), [&](const QString &form) { return evidence.contains(form, Qt::CaseInsensitive); });
            if (!there && !evidence.contains(other.first(stem), Qt::CaseInsensitive) && (kind != Unit::Date || other != text))
                return other;
        }
        return {};
    }

private:
    static QString numberOf(const QString &text)
    {
        qsizetype end = 0;
        for (qsizetype i = 0; i < text.size(); ++i)
            end = text[i].isDigit() ? i + 1 : end;
        return text.first(end);
    }

    // Which of the units it is in, longest names first.
    int unitOf(const QString &text) const
    {
        const QString unit = text.sliced(numberOf(text).size()).trimmed();
        return int(std::max(shortDoses.split(u' ').indexOf(unit), m_tongue.doses.split(u' ').indexOf(unit)));
    }

    // The unit written out or short, with a blank or without.
    QStringList ofDose(const QString &text) const
    {
        const QString number = numberOf(text), other = m_texts.dose(unitOf(text), true);
        return {number + other, number + m_texts.dose(unitOf(text)), number + m_texts.dose(unitOf(text)).trimmed()};
    }

    QString otherUnit(const QString &text) const
    {
        static constexpr std::array others{1, 0, 1, 4, 3, 6, 5}; // a thousand times more or less
        return numberOf(text) + m_texts.dose(others[size_t(unitOf(text))]);
    }

    QStringList ofNumber(const QString &text) const
    {
        QString digits;
        for (const QChar c : text)
            digits += c.isDigit() ? QChar(u'0' + c.digitValue()) : c;
        QStringList made{digits};
        if (m_tongue.zero != u'0')
            made.append(inDigitsOf(digits, m_tongue.zero));
        const QChar point = m_tongue.commaIsPoint ? u',' : u'.', group = m_tongue.commaIsPoint ? u'.' : u',';
        if (digits.contains(group) && !digits.contains(point))
            made.append(QString(digits).remove(group));
        else if (digits.contains(point) && m_tongue.commaIsPoint)
            made.append(QString(digits).replace(point, u'.'));
        bool whole = false;
        const int value = digits.toInt(&whole);
        const QString word = !whole ? QString() : value >= 2 && value <= 12 ? m_tongue.few.split(u' ')[value - 2].toString()
                             : value >= 20 && value < 100 && value % 10 == 0 ? m_tongue.tens.split(u' ')[value / 10 - 2].toString() : QString();
        return word.isEmpty() ? made : made << word << word; // words as often as digits
    }

    static QString inDigitsOf(QString digits, char16_t zero)
    {
        for (QChar &c : digits)
            if (c.isDigit())
                c = QChar(char16_t(zero + c.digitValue()));
        return digits;
    }

    QStringList ofDate(const QString &text) const
    {
        const QStringList months = m_tongue.months.toString().split(u' ');
        const QString date = m_tongue.code == "zh" ? QString(text).remove(u' ') : text;
        for (int month = 12; month >= 1; --month) {
            if (!date.contains(months[month - 1]))
                continue;
            static const QRegularExpression between(QStringLiteral("\\P{Nd}+"));
            QStringList parts = QString(date).replace(months[month - 1], QStringLiteral(" ")).split(between, Qt::SkipEmptyParts);
            if (parts.size() != 2)
                return {};
            for (QString &part : parts)
                part = inDigitsOf(part, u'0');
            const bool yearFirst = parts.first().size() == 4;
            const QString year = yearFirst ? parts.first() : parts.last(), day = (yearFirst ? parts.last() : parts.first()).rightJustified(2, u'0');
            const QString number = QString::number(month).rightJustified(2, u'0');
            const QString iso = QStringLiteral("%1-%2-%3").arg(year, number, day);
            return {iso, m_tongue.commaIsPoint ? QStringLiteral("%1.%2.%3").arg(day, number, year) : QStringLiteral("%1/%2/%3").arg(year, number, day)};
        }
        return {};
    }

    QStringList ofWord(const QString &word) const
    {
        if (m_tongue.code == "zh")
            return {word.first(1) + u' ' + word.sliced(1)}; // as a cutter of words leaves it
        QStringList made{word.toUpper(), word.normalized(QString::NormalizationForm_D), withoutMarks(word), otherSigns(word)};
        for (const Ending &ending : m_tongue.endings) {
            if (!ending.last.isEmpty() && !ending.last.contains(word.back()))
                continue;
            const bool instead = ending.with.startsWith(u'-');
            made.append(instead ? word.chopped(1) + ending.with.sliced(1).toString() : word + ending.with.toString());
        }
        return made;
    }

    // As typed without the keys for it: "uber" or "ueber", "sase".
    QString withoutMarks(const QString &word) const
    {
        if (word[0].script() != QChar::Script_Latin)
            return QString(word).replace(u'ё', u'е');
        QString made;
        if (m_tongue.code == "de") {
            made = word;
            made.replace(u'ä', QStringLiteral("ae")).replace(u'ö', QStringLiteral("oe")).replace(u'ü', QStringLiteral("ue"));
            return made.replace(u'ß', QStringLiteral("ss"));
        }
        for (const QChar c : word.normalized(QString::NormalizationForm_D))
            if (!c.isMark())
                made += c;
        return made;
    }

    // Signs that are written the one way or the other: cedilla and comma, the two nasal signs, joiners that only shape what is seen.
    static QString otherSigns(QString word)
    {
        word.replace(QChar(0x219), QChar(0x15f)).replace(QChar(0x21b), QChar(0x163)).replace(QChar(0x901), QChar(0x902));
        return word.contains(QChar(0x200d)) ? word.remove(QChar(0x200d)) : word.replace(QStringLiteral("\u094d"), QStringLiteral("\u094d\u200d"));
    }

    QString otherDigits(const QString &text) const
    {
        QString made = text;
        for (QChar &c : made)
            if (c.isDigit())
                c = QChar(char16_t(c.unicode() - c.digitValue() + m_random.bounded(1, 10)));
        return made;
    }

    QString otherDate() const { return m_texts.dated(m_random.bounded(1900, 2025), m_random.bounded(1, 13), m_random.bounded(1, 29)); }

    const Tongue &m_tongue;
    const LanguageTexts &m_texts;
    QRandomGenerator &m_random;
};

} // namespace countersign::benchmark
