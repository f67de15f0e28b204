// Inside the library only: a text read whole, sentences and what in them can be looked for.
#pragma once

#include "grounding/datereading.h"
#include "grounding/quantityreading.h"

namespace countersign::grounding {

enum class FeatureKind : quint8 {
    Word,
    Name,    // begins with a capital where no sentence begins, or is written in capitals
    Glyphs,  // two neighbouring signs of a script without blanks
    Number,
    Date,
    Concept, // words known to mean what others mean: "high blood pressure", "hypertension"; lies over the words it is made of
};

struct Feature {
    QString key;            // two features of the same key say the same
    QString spelled;        // of a word: folded, its endings left on
    QString digraphs;       // of a word with ä, ö or ü: its key if it were written with ae, oe, ue
    diff::Range at;
    FeatureKind kind = FeatureKind::Word;
    bool common = false;    // says little by itself
    qsizetype lexeme = 0;   // the first it is made of
    int value = -1;         // of Reading::quantities or ::dates
};

struct Reading {
    Language language = Language::Unknown;
    QList<Lexeme> lexemes;
    QList<Stretch> stretches;
    QList<Quantity> quantities;
    QList<Date> dates;
    QList<Feature> features;               // in order; concepts behind the word they begin with
    QList<std::pair<qsizetype, qsizetype>> ofStretch; // features of each stretch: [first, last)
};

// What has been read when a stop was asked for is whole up to some place.
Reading readText(QStringView text, const std::stop_token &stop);

struct ConceptMatch {
    int meaning = -1;
    qsizetype length = 0; // lexemes
};
// The longest known wording that begins at a lexeme, `stems` being the stems of all; meaning -1 where none does.
ConceptMatch conceptAt(const QStringList &stems, qsizetype at);

// Whether a word warns (allergies, reactions, pregnancy …): passages with it weigh more when left out.
bool isWarning(const QString &stem);

} // namespace countersign::grounding
