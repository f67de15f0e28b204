// Passages of the evidence that nothing in a text refers to, the likeliest to matter first. Pure; any thread; stop as in grounding.h.
// How: each passage is weighed by the rarity of what it says; amounts, dates, names, negations and warnings weigh more; what the text says in
// any form (grounding.h) counts as told. Where a case brings a question beside its evidence, only passages that speak of what was asked are.
#pragma once

#include "grounding/evidenceindex.h"

namespace countersign::grounding {

enum class Weighty : quint8 { Number = 1, Date = 2, Name = 4, Negation = 8, Warning = 16 };

struct Omission {
    int item = 0;
    QString evidence;
    diff::Range at;      // in UTF-16 units of the evidence text: a sentence, a line, or a question with its short answer
    double weight = 0;   // the more the likelier it matters
    double told = 0;     // share of it the text tells
    quint8 why = 0;      // of Weighty
    bool operator==(const Omission &) const = default;
};

// At most `most`, the weightiest first. Headings, questions by themselves and small talk are none. None where the text is in another language.
QList<Omission> omissions(const EvidenceIndex &evidence, QStringView text, qsizetype most = 200, const std::stop_token &stop = {});

// How much of the weight of all passages nothing in the text tells: 0 to 1; 0 of no evidence.
double omittedShare(const EvidenceIndex &evidence, QStringView text);

} // namespace countersign::grounding
