// The values that several verbs print with --json, each with its stable keys (README.md lists them). Functions write members into an
// object that the caller has begun.
#pragma once

#include "exchange/trainingexport.h"
#include "workflow/casemove.h"
#include "workflow/readings.h"
#include "workflow/recorddecision.h"

namespace countersign::app {

using exchange::JsonWriter;

// A time as "YYYY-MM-DDTHH:MM:SS.mmmZ"; nothing (null) for an invalid one. A text; nothing for an empty one.
std::optional<QString> timeOrNull(const QDateTime &time);
std::optional<QString> textOrNull(const QString &text);

void writeMembers(JsonWriter &out, const core::Person &person);
void writeMembers(JsonWriter &out, const core::QueueRow &row);
void writeMembers(JsonWriter &out, const core::Claim &claim);
void writeMembers(JsonWriter &out, const workflow::ReleasedOutcome &released);
void writeMembers(JsonWriter &out, const workflow::DecisionReceipt &receipt);
void writeMembers(JsonWriter &out, const workflow::MoveReceipt &receipt);

QByteArrayView formName(core::Content::Form form); // "text" or "fields"

// {"kind","message","where"} of a failure.
void writeError(JsonWriter &out, const core::Error &error);

// One object of such members, ready to print.
template <typename T>
QByteArray jsonObject(const T &value)
{
    JsonWriter out;
    out.beginObject();
    writeMembers(out, value);
    return out.endObject().bytes();
}

} // namespace countersign::app
