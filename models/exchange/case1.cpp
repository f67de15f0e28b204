// Reader of countersign.case/1.
#include "exchange/caseline.h"
#include "exchange/recordparts.h"
#include "ledger/text.h"

#include <limits>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

core::Risk readRisk(Reading &reading, JsonValue root)
{
    const JsonValue value = reading.optional(root, "risk", JsonType::String);
    if (!value.exists())
        return core::Risk::Medium;
    const auto risk = core::riskFromName(value.string());
    if (!risk)
        reading.refuse(ErrorKind::BadValue, value, QStringLiteral("low, medium or high"));
    return risk.value_or(core::Risk::Medium);
}

std::optional<QDateTime> readDue(Reading &reading, JsonValue root)
{
    const JsonValue value = reading.optional(root, "due", JsonType::String);
    if (!value.exists())
        return std::nullopt;
    const auto due = utcFromRfc3339(value.string());
    if (!due)
        reading.refuse(ErrorKind::BadValue, value, QStringLiteral("RFC 3339 date and time with offset"));
    return due;
}

QMap<QString, QString> readLabels(Reading &reading, JsonValue root)
{
    QMap<QString, QString> labels;
    const JsonValue list = reading.optional(root, "labels", JsonType::Object);
    for (JsonValue label = list.first(); label.exists(); label = label.next()) {
        if (!label.is(JsonType::String))
            reading.refuseType(label, jsonTypeName(JsonType::String));
        labels.insert(label.key(), label.string());
    }
    return labels;
}

QByteArray readAction(Reading &reading, JsonValue root)
{
    const JsonValue action = reading.optional(root, "action", JsonType::Object);
    if (action.exists())
        reading.requiredName(action, "name");
    return action.slice().toByteArray();
}

QByteArray readForm(Reading &reading, JsonValue suggestion, const core::Content &content)
{
    const JsonValue form = reading.optional(suggestion, "form", JsonType::Object);
    if (form.exists() && content.form != core::Content::Form::Fields)
        reading.refuse(ErrorKind::BadValue, form, QStringLiteral("a suggestion with fields"));
    return form.slice().toByteArray();
}

core::Suggestion readSuggestion(Reading &reading, JsonValue root, const QList<core::EvidenceItem> &evidence)
{
    core::Suggestion result;
    const JsonValue suggestion = reading.required(root, "suggestion", JsonType::Object);
    if (!suggestion.exists())
        return result;
    result.content = readContent(reading, suggestion);
    result.form = readForm(reading, suggestion, result.content);
    if (const JsonValue model = reading.optional(suggestion, "model", JsonType::Object); model.exists()) {
        result.model = reading.requiredName(model, "name");
        result.modelVersion = reading.optionalName(model, "version");
    }
    result.confidence = readConfidence(reading, suggestion);
    result.citations = readCitations(reading, suggestion, result.content, evidence);
    return result;
}

} // namespace

core::CaseRecord readCase1(Reading &reading, JsonValue root)
{
    core::CaseRecord record;
    record.id = core::CaseId(ledger::normalised(reading.requiredName(root, "id")));
    record.kind = reading.requiredName(root, "kind");
    record.title = reading.text(root, "title").simplified();
    if (record.title.isEmpty())
        record.title = record.id.value;
    if (const QString team = reading.optionalName(root, "team"); !team.isEmpty())
        record.team = core::TeamId(ledger::normalised(team));
    record.version = int(reading.integer(root, "version", 1, std::numeric_limits<int>::max(), 1));
    record.risk = readRisk(reading, root);
    record.priority = int(reading.integer(root, "priority", -1'000'000, 1'000'000, 0));
    record.due = readDue(reading, root);
    record.labels = readLabels(reading, root);
    record.evidence = readEvidence(reading, root, "mediaType");
    record.suggestion = readSuggestion(reading, root, record.evidence);
    record.action = readAction(reading, root);
    record.reference = reading.given(root, "reference").slice().toByteArray();
    return record;
}

} // namespace countersign::exchange
