// Inside the library only: the number grammar over lexemes that are cut already.
#pragma once

#include "grounding/language.h"
#include "grounding/quantity.h"

namespace countersign::grounding {

struct ReadQuantity {
    Quantity quantity;
    qsizetype first = 0; // lexemes it is made of: [first, last)
    qsizetype last = 0;
};

// `taken` lexemes (dates) are passed over.
QList<ReadQuantity> readQuantities(const QList<Lexeme> &lexemes, Language language, const QList<bool> &taken = {}, const std::stop_token &stop = {});

// The readings of digits with separators: "1,234.5", "1.234,5", "1'234", "10:30" (hours, as a clock). Nothing for what is no number.
struct DigitReading {
    double value = 0;
    double other = 0;
    double lastPlace = 1; // 0.1 for "2.5"
    bool clock = false;
};
std::optional<DigitReading> readDigits(QStringView digits);

// A number in words beginning at a lexeme: its value and how many lexemes it takes.
struct WordReading {
    double value = 0;
    qsizetype length = 0;
    bool ordinal = false;
    bool weak = false; // "one", "a second", one numeral sign of Chinese: a number only beside a unit
};
std::optional<WordReading> readNumberWords(const QList<Lexeme> &lexemes, qsizetype at, Language language);

struct Unit {
    Measure measure = Measure::None;
    double factor = 1;
    QString currency;
};
// The unit a folded word stands for; nothing for any other word.
std::optional<Unit> unitNamed(const QString &word);
// 1000 for "thousand", "k", "千"; 0 for any other word.
double scaleNamed(const QString &word);

// "b.i.d.", "twice a day", "every 8 hours", "q8h" at a lexeme.
struct FrequencyReading {
    double value = 0;
    Measure measure = Measure::Frequency; // times a day, or Interval: hours between
    qsizetype length = 0;
};
std::optional<FrequencyReading> readFrequency(const QList<Lexeme> &lexemes, qsizetype at, Language language);

} // namespace countersign::grounding
