// Reader of the neutral shape of public review sets: one shape for sets of any field, without risk, priority or citations.
#include "exchange/recordparts.h"

namespace countersign::exchange {

namespace {

core::Suggestion readNeutralSuggestion(Reading &reading, JsonValue root)
{
    core::Suggestion result;
    const JsonValue suggestion = reading.required(root, "suggestion", JsonType::Object);
    if (!suggestion.exists())
        return result;
    result.content = readContent(reading, suggestion);
    result.model = reading.optionalName(suggestion, "model");
    result.confidence = readConfidence(reading, suggestion);
    return result;
}

} // namespace

core::CaseRecord readNeutral(Reading &reading, JsonValue root)
{
    core::CaseRecord record;
    record.id = core::CaseId(reading.requiredName(root, "id"));
    record.team = core::TeamId(); // the shape has none: whoever imports says which
    record.title = record.id.value;
    record.kind = reading.requiredName(root, "kind");
    record.labels.insert(QStringLiteral("source"), reading.requiredName(root, "source"));
    record.evidence = readEvidence(reading, root, "media_type");
    record.suggestion = readNeutralSuggestion(reading, root);
    record.reference = reading.given(root, "reference").slice().toByteArray();
    return record;
}

} // namespace countersign::exchange
