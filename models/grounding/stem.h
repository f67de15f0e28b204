// The key under which the forms of a word count as the same word: light suffix rules per script, and one spelling for what is spelled in
// two ways (tumour, tumor; haemoglobin, hemoglobin). Nothing is looked up. Pure functions; any thread.
// Sources: the idea of S-stemmers and light stemmers (Harman 1991; Larkey, Ballesteros and Connell 2002, "light10" for Arabic; Dolamic and
// Savoy 2009 for Russian); the rules here are our own.
#pragma once

#include <QString>

namespace countersign::grounding {

// Of a folded word (lexeme.h). Words with digits, and those of scripts without rules, are their own key. Never empty for a word.
QString stemOf(const QString &word);

// The consonants of a word in Latin letters, whatever its script (Latin, Cyrillic, Greek, Devanagari, Sinhala, Arabic): how a name is told
// in a text of another script. Empty where the script is not known.
QString skeletonOf(QStringView word);

} // namespace countersign::grounding
