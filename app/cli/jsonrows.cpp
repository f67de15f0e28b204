#include "app/cli/jsonrows.h"

#include "app/cli/sentences.h"
#include "core/clock.h"
#include "ledger/unlockedkey.h"

namespace countersign::app {

namespace {

QStringList texts(const QList<core::StatementId> &ids)
{
    QStringList list;
    for (const core::StatementId &id : ids)
        list.append(id.value);
    return list;
}

} // namespace

std::optional<QString> timeOrNull(const QDateTime &time)
{
    return time.isValid() ? std::optional(core::timeText(time)) : std::nullopt;
}

std::optional<QString> textOrNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QByteArrayView formName(core::Content::Form form)
{
    return form == core::Content::Form::Text ? "text" : "fields";
}

void writeError(JsonWriter &out, const core::Error &error)
{
    out.beginObject();
    out.member("kind", core::kindName(error.kind)).member("message", errorSentence(error)).member("where", error.where);
    out.endObject();
}

void writeMembers(JsonWriter &out, const core::Person &person)
{
    out.member("id", person.id.value).member("name", person.printedName);
    out.key("roles").beginArray();
    for (const core::RoleGrant &grant : person.roles)
        out.beginObject().member("role", core::roleName(grant.role)).member("team", grant.team.value).endObject();
    out.endArray();
    const auto fingerprint = ledger::Hash::fromHex(person.key.toLatin1());
    out.member("key", textOrNull(person.key));
    out.key("words");
    if (fingerprint)
        out.value(ledger::fingerprintWords(*fingerprint));
    else
        out.null();
    out.member("disabled", person.disabled);
}

void writeMembers(JsonWriter &out, const core::QueueRow &row)
{
    out.member("id", row.id.value).member("team", row.team.value).member("version", row.version);
    out.member("kind", row.kind).member("title", row.title).member("risk", core::riskName(row.risk)).member("priority", row.priority);
    out.member("due", row.due ? timeOrNull(*row.due) : std::nullopt);
    out.member("state", core::stateName(row.state)).member("arrived", timeOrNull(row.arrived));
    out.member("holder", textOrNull(row.holder.value));
}

void writeMembers(JsonWriter &out, const core::Claim &claim)
{
    out.member("case", claim.caseId.value).member("team", claim.team.value).member("version", claim.version);
    out.member("slot", claim.slot).member("stage", core::stageName(claim.stage)).member("holder", claim.holder.value);
    out.member("fence", claim.fence).member("expires", timeOrNull(claim.expires));
}

void writeMembers(JsonWriter &out, const workflow::ReleasedOutcome &released)
{
    const core::ReleaseRow &row = released.row;
    out.member("seq", row.seq).member("case", row.caseId.value).member("type", row.recall ? "recall" : "release");
    if (row.ofSeq)
        out.member("ofSeq", *row.ofSeq);
    out.member("form", QString::fromLatin1(formName(row.form))).key("outcome");
    writeValue(out, released.outcome);
    out.member("policy", row.policyVersion).member("rule", row.rule).member("decisions", texts(row.decisions));
}

void writeMembers(JsonWriter &out, const workflow::DecisionReceipt &receipt)
{
    out.member("decision", receipt.id.value).member("state", core::stateName(receipt.state));
    out.member("released", receipt.released).member("late", receipt.late).key("seq");
    if (receipt.offline)
        out.null();
    else
        out.value(receipt.logIndex);
    out.member("leaf", receipt.offline ? std::optional<QString>() : receipt.leafHash).member("arrived", timeOrNull(receipt.arrived)).member("meaning", receipt.meaning);
}

void writeMembers(JsonWriter &out, const workflow::MoveReceipt &receipt)
{
    out.member("statement", receipt.id.value).member("state", core::stateName(receipt.state));
    out.key("recalled");
    if (receipt.recalled)
        out.value(*receipt.recalled);
    else
        out.null();
    out.member("seq", receipt.logIndex).member("leaf", receipt.leafHash).member("arrived", timeOrNull(receipt.arrived));
    out.member("meaning", receipt.meaning);
}

} // namespace countersign::app
