#include "ledger/casestatements.h"

namespace countersign::ledger {

void write(LineWriter &out, const PolicyRef &policy)
{
    const QByteArray rule = escapeToken(policy.rule);
    out.line("policy", rule.isEmpty() ? QByteArray() : QByteArray::number(policy.version) + ' ' + rule);
}

PolicyRef readPolicyRef(LineReader &in)
{
    const Parts part = parts(in.value("policy"), 2);
    const auto version = part.isEmpty() ? std::nullopt : readInteger(part[0]);
    const auto rule = part.isEmpty() ? std::nullopt : tokenAgain("policy", part[1]);
    if (!version || !rule || *version == 0) {
        in.refuse("policy");
        return {};
    }
    return {*version, *rule};
}

void write(LineWriter &out, const CaseRef &ref)
{
    out.token("team", ref.team.value);
    out.token("case", ref.caseId.value);
    out.integer("case-version", ref.version);
}

CaseRef readCaseRef(LineReader &in)
{
    CaseRef ref;
    ref.team = core::TeamId(in.token("team"));
    ref.caseId = core::CaseId(in.token("case"));
    ref.version = in.integer("case-version");
    if (ref.version == 0)
        in.refuse("case-version");
    return ref;
}

namespace {

std::optional<CaseImported::Case> readImportedCase(QByteArrayView value)
{
    const Parts part = parts(value, 4);
    if (part.isEmpty())
        return std::nullopt;
    const auto id = unescapeToken(part[0]);
    const auto version = readInteger(part[1]);
    const auto digest = readDigest(part[2]);
    const auto rule = unescapeToken(part[3]);
    if (!id || !version || *version == 0 || !digest || !rule)
        return std::nullopt;
    return CaseImported::Case{core::CaseId(*id), *version, *digest, *rule};
}

std::optional<Checkout::Case> readCheckedOutCase(QByteArrayView value)
{
    const Parts part = parts(value, 5);
    if (part.isEmpty())
        return std::nullopt;
    const auto id = unescapeToken(part[0]);
    const auto version = readInteger(part[1]);
    const auto digest = readDigest(part[2]);
    const auto fence = readInteger(part[3]);
    const auto slot = readInteger(part[4]);
    if (!id || !version || *version == 0 || !digest || !fence || !slot || *slot == 0)
        return std::nullopt;
    return Checkout::Case{core::CaseId(*id), *version, *digest, *fence, *slot};
}

// The "case" lines, at least one, each as `readOne` understands it.
template <typename Case>
QList<Case> readCases(LineReader &in, std::optional<Case> (*readOne)(QByteArrayView))
{
    QList<Case> cases;
    for (const QByteArrayView value : in.repeated("case")) {
        if (auto one = readOne(value))
            cases += std::move(*one);
        else
            in.refuse("case");
    }
    if (cases.isEmpty())
        in.refuse("case");
    return cases;
}

} // namespace

void write(LineWriter &out, const CaseImported &body)
{
    out.token("team", body.team.value);
    out.optionalToken("submitter", body.submitter.value);
    out.integer("policy", body.policy);
    QList<QByteArray> lines;
    lines.reserve(body.cases.size());
    for (const CaseImported::Case &one : body.cases) {
        QByteArray line = escapeToken(one.id.value);
        line.append(' ').append(QByteArray::number(one.version)).append(' ').append(digestText(one.digest)).append(' ').append(escapeToken(one.rule));
        lines += std::move(line);
    }
    out.repeated("case", std::move(lines));
}

void read(LineReader &in, CaseImported &body)
{
    body.team = core::TeamId(in.token("team"));
    body.submitter = core::PersonId(in.optionalToken("submitter"));
    body.policy = in.integer("policy");
    body.cases = readCases(in, readImportedCase);
}

void write(LineWriter &out, const CaseWithdrawn &body)
{
    write(out, body.ref);
    out.tokens("reason", body.reasons);
    out.optionalDigest("rationale", body.rationale);
}

void read(LineReader &in, CaseWithdrawn &body)
{
    body.ref = readCaseRef(in);
    body.reasons = in.tokens("reason");
    body.rationale = in.optionalDigest("rationale");
}

void write(LineWriter &out, const Redaction &body)
{
    write(out, body.ref);
    QList<QByteArray> digests;
    for (const Hash &blob : body.blobs)
        digests += digestText(blob);
    out.repeated("blob", std::move(digests));
    out.tokens("reason", body.reasons);
    out.optionalDigest("rationale", body.rationale);
}

void read(LineReader &in, Redaction &body)
{
    body.ref = readCaseRef(in);
    for (const QByteArrayView value : in.repeated("blob")) {
        if (const auto digest = readDigest(value))
            body.blobs += *digest;
        else
            in.refuse("blob");
    }
    if (body.blobs.isEmpty())
        in.refuse("blob");
    body.reasons = in.tokens("reason");
    body.rationale = in.optionalDigest("rationale");
}

void write(LineWriter &out, const Checkout &body)
{
    out.token("team", body.team.value);
    out.time("until", body.until);
    QList<QByteArray> lines;
    for (const Checkout::Case &one : body.cases)
        lines += escapeToken(one.id.value) + ' ' + QByteArray::number(one.version) + ' ' + digestText(one.digest) + ' '
                 + QByteArray::number(one.fence) + ' ' + QByteArray::number(one.slot);
    out.repeated("case", std::move(lines));
}

void read(LineReader &in, Checkout &body)
{
    body.team = core::TeamId(in.token("team"));
    body.until = in.time("until");
    body.cases = readCases(in, readCheckedOutCase);
}

void write(LineWriter &out, const PolicyAdopted &body)
{
    out.token("team", body.team.value);
    out.integer("policy-version", body.version);
    out.digest("content", body.content);
    if (body.expires)
        out.time("expires", *body.expires);
}

void read(LineReader &in, PolicyAdopted &body)
{
    body.team = core::TeamId(in.token("team"));
    body.version = in.integer("policy-version");
    if (body.version == 0)
        in.refuse("policy-version");
    body.content = in.digest("content");
    if (in.next("expires"))
        body.expires = in.time("expires");
}

} // namespace countersign::ledger
