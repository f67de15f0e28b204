#include "exchange/trainingexport.h"

#include "core/clock.h"

namespace countersign::exchange {

namespace {

std::optional<QString> textOrNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

std::optional<QString> timeOrNull(const QDateTime &time)
{
    return time.isValid() ? std::optional(core::timeText(time)) : std::nullopt;
}

void writeModel(JsonWriter &out, const QString &name, const QString &version)
{
    out.key("model");
    if (name.isEmpty())
        out.null();
    else
        out.beginObject().member("name", name).member("version", textOrNull(version)).endObject();
}

void writeEvidence(JsonWriter &out, const core::EvidenceItem &item)
{
    out.beginObject().member("id", item.id).member("title", item.title).member("mediaType", item.mediaType);
    if (item.text)
        out.member("text", *item.text);
    else
        out.member("file", item.file);
    if (!item.sha256.isEmpty())
        out.member("sha256", item.sha256);
    out.endObject();
}

void writeSuggestion(JsonWriter &out, const core::Suggestion &suggestion)
{
    out.beginObject();
    writeMembers(out, suggestion.content);
    if (!suggestion.form.isEmpty())
        out.rawMember("form", suggestion.form);
    if (!suggestion.model.isEmpty())
        writeModel(out, suggestion.model, suggestion.modelVersion);
    if (!suggestion.confidence.isEmpty())
        out.rawMember("confidence", suggestion.confidence);
    out.endObject();
}

QByteArray ended(JsonWriter &out)
{
    return out.endObject().bytes() + '\n';
}

} // namespace

void writeMembers(JsonWriter &out, const core::DecisionRow &row)
{
    out.member("id", row.id.value).member("seq", row.logIndex).member("case", row.caseId.value);
    out.member("team", row.team.value).member("version", row.version).member("kind", row.kind);
    out.member("slot", row.slot).member("stage", core::stageName(row.stage));
    out.member("verdict", core::verdictName(row.verdict)).member("reviewer", row.reviewer.value);
    out.member("reviewerName", row.reviewerName).member("reasons", row.reasons);
    out.member("outcomeDigest", textOrNull(row.outcomeBlob)).member("rationaleDigest", textOrNull(row.rationaleBlob));
    out.member("supersedes", textOrNull(row.supersedes.value)).member("meaning", row.meaning);
    out.member("claimedAt", timeOrNull(row.claimedAt)).member("arrived", timeOrNull(row.arrived));
    out.member("tookMilliseconds", row.tookMilliseconds < 0 ? std::nullopt : std::optional(row.tookMilliseconds)).member("late", row.late);
}

void writeMembers(JsonWriter &out, const core::Content &content)
{
    if (content.form == core::Content::Form::Text)
        out.member("text", content.text);
    else
        out.rawMember("fields", content.fields);
}

void writeValue(JsonWriter &out, const std::optional<core::Content> &content)
{
    if (!content)
        out.null();
    else if (content->form == core::Content::Form::Text)
        out.value(content->text);
    else
        out.raw(content->fields);
}

QByteArray write(const DecisionLine &line)
{
    JsonWriter out;
    out.beginObject().member("schema", decisionsSchema);
    writeMembers(out, line.row);
    out.member("rationale", textOrNull(line.rationale)).key("outcome");
    writeValue(out, line.outcome);
    out.member("stands", line.row.stands).member("flags", line.flags);
    out.member("state", core::stateName(line.state)).member("policy", line.policyVersion).member("rule", line.rule);
    writeModel(out, line.model, line.modelVersion);
    out.rawMember("confidence", line.confidence.isEmpty() ? QByteArray("null") : line.confidence);
    return ended(out);
}

QByteArray write(const TrainingLine &line)
{
    const core::CaseRecord &record = line.record;
    JsonWriter out;
    out.beginObject().member("schema", trainingSchema).member("case", record.id.value).member("team", record.team.value);
    out.member("version", record.version).member("kind", record.kind).key("evidence").beginArray();
    for (const core::EvidenceItem &item : record.evidence)
        writeEvidence(out, item);
    out.endArray().key("suggestion");
    writeSuggestion(out, record.suggestion);
    out.member("verdict", core::verdictName(line.verdict)).member("reasons", line.reasons).key("outcome");
    if (line.outcome) {
        out.beginObject();
        writeMembers(out, *line.outcome);
        out.endObject();
    } else {
        out.null();
    }
    out.member("decision", line.decision.value).member("seq", line.seq);
    return ended(out);
}

} // namespace countersign::exchange
