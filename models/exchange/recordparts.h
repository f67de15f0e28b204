// The parts of a record that both formats share. Internal to exchange.
#pragma once

#include "core/caserecord.h"
#include "exchange/reading.h"

namespace countersign::exchange {

// `evidence`: a list of items, each a text or a file, ids unique. `mediaTypeKey`: the member that names the type.
QList<core::EvidenceItem> readEvidence(Reading &reading, JsonValue root, QByteArrayView mediaTypeKey);

// `text` or `fields` of a suggestion, one of them.
core::Content readContent(Reading &reading, JsonValue suggestion);

// `confidence`: the literal of a number from 0 to 1, or empty.
QByteArray readConfidence(Reading &reading, JsonValue suggestion);

// `citations` of a suggestion, checked against the evidence and the content they point into.
QList<core::Citation> readCitations(Reading &reading, JsonValue suggestion, const core::Content &content,
                                    const QList<core::EvidenceItem> &evidence);

// One reader per format and version.
core::CaseRecord readCase1(Reading &reading, JsonValue root);
core::CaseRecord readNeutral(Reading &reading, JsonValue root);

} // namespace countersign::exchange
