// Which language a text is in, by its function words. Pure functions; any thread.
#pragma once

#include "grounding/lexeme.h"

namespace countersign::grounding {

enum class Language : quint8 { Unknown, English, German, French, Spanish, Romanian, Estonian, Russian, Nepali, Sinhala, Arabic, Chinese };

// The language of most function words, or that of the script where a script has one; Unknown where nothing speaks for any.
Language languageOf(const QList<Lexeme> &lexemes);

} // namespace countersign::grounding
