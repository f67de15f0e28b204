// Inside the library only: what an EvidenceIndex holds.
#pragma once

#include "grounding/evidenceindex.h"
#include "grounding/reading.h"

#include <QHash>

#include <vector>

namespace countersign::grounding {

constexpr float commonShare = 0.6F; // what a common word weighs of what a rare one would

struct Occurrence {
    quint32 term = 0;
    quint32 passage = 0;
    diff::Range at;
};

struct Passage {
    int item = 0;
    diff::Range at;
    quint32 first = 0;     // occurrences: [first, last)
    quint32 last = 0;
    bool heading = false;
    bool question = false;
    bool negation = false;
    bool warning = false;
};

struct NumberPlace {
    double value = 0;      // one of its readings
    Quantity quantity;
    quint32 passage = 0;
};

struct DatePlace {
    Date date;
    quint32 passage = 0;
};

struct Term {
    QString key;
    quint32 first = 0;     // in `postings`: occurrences in order
    quint32 last = 0;
    quint32 passages = 0;
    float weight = 0;
    FeatureKind kind = FeatureKind::Word;
    bool common = false;
};

struct IndexContents {
    QList<EvidenceText> texts;
    QList<Language> languages;             // per text
    QList<bool> asks;                      // per text: a question that was asked; no evidence itself, but says what the case is about
    QHash<int, int> numbered;              // the number a text names it by → text
    std::vector<quint32> topic;            // terms of what was asked, where there is evidence besides
    std::vector<Passage> passages;
    std::vector<Occurrence> occurrences;   // in order of the texts
    std::vector<Term> terms;
    std::vector<quint32> postings;
    QHash<QString, quint32> ids;           // key → term
    QHash<QString, quint32> digraphs;      // key as if written with ae, oe, ue → term written with ä, ö, ü
    QHash<QString, QList<quint32>> starts; // first letters → terms of longer words
    QHash<QString, QList<quint32>> skeletons;
    std::vector<NumberPlace> numbers;      // by value
    std::vector<DatePlace> dates;

    float weightOf(quint32 passagesWithIt, bool common) const;
};

// How alike two stems must be at their beginning to be one word in two forms; 0: too short to tell.
qsizetype sharedBeginning(qsizetype shorter, qsizetype longer);
constexpr qsizetype longStem = 6;
constexpr qsizetype startLength = 5;

} // namespace countersign::grounding
