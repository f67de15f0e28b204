// Inside the library only: what is known of a word by itself, all tables asked at once.
#pragma once

#include <QString>
#include <QStringList>

namespace countersign::grounding {

enum WordFact : quint8 {
    FunctionWord = 1, // articles, pronouns, prepositions, auxiliaries of any of the languages: never looked for
    CommonWord = 2,   // what every report is made of ("patient", "states"): counts little
    NumberWord = 4,   // in some language
    OftenWord = 8,    // may begin a frequency: "twice", "bid", "every"
    MonthWord = 16,
    NegationWord = 32,
};
using WordFacts = quint8;

WordFacts factsOf(const QString &folded);

// The tables, each beside the grammar that reads it. Folded.
QStringList functionWordList();
QStringList commonWordList();
QStringList numberWordList();
QStringList oftenWordList();
QStringList monthWordList();
QStringList negationWordList();

} // namespace countersign::grounding
