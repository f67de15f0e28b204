#include "ledger/decisionstatements.h"

namespace countersign::ledger {

namespace {

void writeIds(LineWriter &out, QByteArrayView key, const QList<core::StatementId> &ids)
{
    QList<QByteArray> values;
    for (const core::StatementId &id : ids)
        values += id.value.toLatin1();
    out.repeated(key, std::move(values));
}

QList<core::StatementId> readIds(LineReader &in, QByteArrayView key)
{
    QList<core::StatementId> ids;
    for (const QString &text : in.uuids(key, 7))
        ids += core::StatementId(text);
    return ids;
}

QList<core::StatementId> readSomeIds(LineReader &in, QByteArrayView key)
{
    const QList<core::StatementId> ids = readIds(in, key);
    if (ids.isEmpty())
        in.refuse(key);
    return ids;
}

void readVerdict(LineReader &in, Decision &body)
{
    body.slot = in.integer("slot");
    if (body.slot == 0)
        in.refuse("slot");
    if (const auto stage = core::stageFromName(in.token("stage")))
        body.stage = *stage;
    else
        in.refuse("stage");
    if (const auto verdict = core::verdictFromName(in.token("verdict")))
        body.verdict = *verdict;
    else
        in.refuse("verdict");
    const bool standsBehind = body.verdict == core::Verdict::Approve || body.verdict == core::Verdict::Edit;
    if (in.next("outcome") != standsBehind)
        in.refuse(standsBehind ? "outcome" : "no outcome");
    body.outcome = in.optionalDigest("outcome");
}

} // namespace

void write(LineWriter &out, const Decision &body)
{
    write(out, body.ref);
    out.digest("case-digest", body.caseDigest);
    out.integer("claim", body.claim);
    out.integer("slot", body.slot);
    out.token("stage", core::stageName(body.stage));
    out.token("verdict", core::verdictName(body.verdict));
    out.optionalDigest("outcome", body.outcome);
    out.optionalDigest("rationale", body.rationale);
    out.tokens("reason", body.reasons);
    out.optionalDigest("contact", body.contact);
    out.optionalDigest("first-answer", body.firstAnswer);
    out.optionalToken("supersedes", body.supersedes.value);
    write(out, body.policy);
}

void read(LineReader &in, Decision &body)
{
    body.ref = readCaseRef(in);
    body.caseDigest = in.digest("case-digest");
    body.claim = in.integer("claim");
    readVerdict(in, body);
    body.rationale = in.optionalDigest("rationale");
    body.reasons = in.tokens("reason");
    body.contact = in.optionalDigest("contact");
    body.firstAnswer = in.optionalDigest("first-answer");
    body.supersedes = core::StatementId(in.optionalUuid("supersedes", 7));
    body.policy = readPolicyRef(in);
}

void write(LineWriter &out, const Dispute &body)
{
    write(out, body.ref);
    out.token("cause", body.cause);
    writeIds(out, "decision", body.decisions);
}

void read(LineReader &in, Dispute &body)
{
    body.ref = readCaseRef(in);
    body.cause = in.token("cause");
    body.decisions = readSomeIds(in, "decision");
}

void write(LineWriter &out, const Resolution &body)
{
    write(out, body.ref);
    writeIds(out, "decision", body.decisions);
    out.line("stands", body.stands.isEmpty() ? QByteArray("-") : body.stands.value.toLatin1());
    out.optionalDigest("rationale", body.rationale);
}

void read(LineReader &in, Resolution &body)
{
    body.ref = readCaseRef(in);
    body.decisions = readSomeIds(in, "decision");
    const QByteArrayView stands = in.value("stands");
    if (stands != "-" && !isUuid(stands, 7))
        in.refuse("stands");
    else if (stands != "-")
        body.stands = core::StatementId(QString::fromLatin1(stands));
    body.rationale = in.optionalDigest("rationale");
}

void write(LineWriter &out, const Release &body)
{
    write(out, body.ref);
    out.digest("case-digest", body.caseDigest);
    out.digest("outcome", body.outcome);
    write(out, body.policy);
    writeIds(out, "decision", body.decisions);
}

void read(LineReader &in, Release &body)
{
    body.ref = readCaseRef(in);
    body.caseDigest = in.digest("case-digest");
    body.outcome = in.digest("outcome");
    body.policy = readPolicyRef(in);
    body.decisions = readIds(in, "decision");
}

void write(LineWriter &out, const Recall &body)
{
    write(out, body.ref);
    out.integer("release", body.release);
    writeIds(out, "cause", body.causes);
    out.tokens("reason", body.reasons);
    out.optionalDigest("rationale", body.rationale);
}

void read(LineReader &in, Recall &body)
{
    body.ref = readCaseRef(in);
    body.release = in.integer("release");
    body.causes = readIds(in, "cause");
    body.reasons = in.tokens("reason");
    body.rationale = in.optionalDigest("rationale");
}

void write(LineWriter &out, const ClaimExpiredDecided &body)
{
    write(out, body.ref);
    out.token("decision", body.decision.value);
    out.token("holder", body.holder.value);
    out.integer("claim", body.claim);
    out.time("expired", body.expired);
}

void read(LineReader &in, ClaimExpiredDecided &body)
{
    body.ref = readCaseRef(in);
    body.decision = core::StatementId(in.uuid("decision", 7));
    body.holder = core::PersonId(in.token("holder"));
    body.claim = in.integer("claim");
    body.expired = in.time("expired");
}

} // namespace countersign::ledger
