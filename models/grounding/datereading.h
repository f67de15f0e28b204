// Inside the library only: the date grammar over lexemes that are cut already.
#pragma once

#include "grounding/date.h"
#include "grounding/language.h"

namespace countersign::grounding {

struct ReadDate {
    Date date;
    qsizetype first = 0; // lexemes it is made of: [first, last)
    qsizetype last = 0;
};

QList<ReadDate> readDates(const QList<Lexeme> &lexemes, Language language, const std::stop_token &stop = {});

} // namespace countersign::grounding
