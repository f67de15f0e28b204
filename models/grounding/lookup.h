// Inside the library only: which terms of the evidence a feature of a text may be, and which passages hold most of a sentence.
#pragma once

#include "grounding/grounding.h"
#include "grounding/indexcontents.h"

namespace countersign::grounding {

struct Resolved {
    QList<quint32> terms;
    Likeness likeness = Likeness::AsWritten;
};

class Lookup {
public:
    // `otherScript`: names are looked for by their consonants as well.
    Lookup(const IndexContents &contents, bool otherScript);

    // Terms that say what the feature says; none: not there. Numbers and dates are no business of this one.
    Resolved resolve(const Feature &feature) const;
    // The features of a stretch, `concepts` lying over the words they are made of.
    Resolved resolveWord(const Reading &reading, qsizetype feature, qsizetype first, qsizetype last) const;
    QList<const NumberPlace *> numbers(const Quantity &quantity) const;
    QList<const DatePlace *> dates(const Date &date) const;
    float weight(const Feature &feature, const Resolved &resolved) const;

    const IndexContents &contents() const { return m_contents; }

private:
    QList<quint32> inOtherForm(const Feature &feature) const;
    QList<quint32> inOtherCase(const Feature &feature) const;
    bool isSpelled(quint32 term, const QString &folded) const;

    const IndexContents &m_contents;
    QStringList m_endings;
    bool m_otherScript;
};

// How much of one sentence each passage holds. Used for one sentence after the other; the arrays are as long as the evidence.
class SentenceFit {
public:
    explicit SentenceFit(const IndexContents &contents);

    void begin();
    // A thing the sentence says, its weight, whether it is a number or date, and where the evidence says it. Only the first mostThings of a
    // sentence count.
    void add(float weight, bool value, const QList<quint32> &passages);
    void finish();

    float heldBy(quint32 passage) const { return m_stamps[passage] == m_stamp ? m_held[passage] : 0; }
    double support() const { return m_support; } // by passages that hold every number and date of it, their neighbours helping
    std::optional<quint32> best() const { return m_best; }
    qsizetype things() const { return m_weights.size(); }

    static constexpr qsizetype mostThings = 64;

private:
    float weightOf(quint64 mask) const;
    quint64 maskAt(qint64 passage, int item) const;

    const IndexContents &m_contents;
    std::vector<quint32> m_stamps;
    std::vector<quint64> m_masks;
    std::vector<float> m_held;
    std::vector<quint32> m_touched;
    QList<float> m_weights;
    quint64 m_values = 0; // which of them are numbers or dates
    quint32 m_stamp = 0;
    double m_support = 0;
    std::optional<quint32> m_best;
};

} // namespace countersign::grounding
