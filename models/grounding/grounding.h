// From each number, date, name, rare word and phrase of a text to the places of the evidence that say the same, or to the finding that none
// does. Pure; any thread; a stop is noticed within a few milliseconds, and what was made then is thrown away by the caller.
//
// How: assertions are read by grammars (quantity.h, date.h) and compared by value; words by stem, by known wordings of one meaning and, names,
// by their consonants across scripts. A sentence is supported as far as one passage (with half the weight of its neighbours) holds its words,
// weighed by their rarity: the alignment by overlap of Nenkova's and Lin's summary evaluations (SCU, ROUGE), with IDF weights.
#pragma once

#include "grounding/evidenceindex.h"

#include <optional>

namespace countersign::grounding {

enum class AssertionKind : quint8 { Number, Date, Name, Word, Phrase };

enum class Likeness : quint8 {
    AsWritten,   // the same spelling, case aside
    OtherForm,   // inflected, in digits or words, another unit or spelling
    OtherWords,  // words known to mean the same, or a name in another script
};

struct Place {
    int item = 0;        // of the texts the index was made of
    QString evidence;    // its id
    diff::Range at;      // in UTF-16 units
    Likeness likeness = Likeness::AsWritten;
    bool operator==(const Place &) const = default;
};

struct Assertion {
    AssertionKind kind = AssertionKind::Word;
    diff::Range at;      // in UTF-16 units of the text
    QList<Place> places; // the most fitting first, at most mostPlaces; empty: not found in the evidence
    bool elsewhere = false; // found, but not with the rest of its sentence, which no passage holds: of numbers, dates and names each; of words the
                            // weightiest of a sentence in which nothing else is missing or elsewhere
    bool isFound() const { return !places.isEmpty(); }
    bool operator==(const Assertion &) const = default;
};

struct SentenceMark {
    diff::Range at;
    double support = 1;          // 0 to 1: how much of it one passage of the evidence holds together with all its numbers and dates
    bool supported = true;       // enough of it
    bool unsourced = false;      // it points to no source, where the text points to sources: "[2]"
    std::optional<Place> source; // the passage that holds most of it
    bool operator==(const SentenceMark &) const = default;
};

struct Grounding {
    QList<Assertion> assertions;    // in order, no two overlapping
    QList<SentenceMark> sentences;  // those that say something, in order
    bool otherLanguage = false;     // the text is in another language than the evidence: words and phrases are not judged
    bool mostlyElsewhere = false;   // hardly any of it stands in the evidence, or that is but a question: only numbers, dates and names
                                    // are judged
    bool operator==(const Grounding &) const = default;
};

Grounding ground(const EvidenceIndex &evidence, QStringView text, const std::stop_token &stop = {});

constexpr qsizetype mostPlaces = 16;
constexpr double enoughSupport = 0.65; // nearly all of a short sentence, two thirds of a long one

} // namespace countersign::grounding
