#include "ledger/auditstatements.h"

namespace countersign::ledger {

void write(LineWriter &out, const AuditOpened &body)
{
    out.token("team", body.team.value);
    out.optionalToken("case", body.caseId.value);
    out.optionalToken("decision", body.decision.value);
    out.token("view", body.view);
}

void read(LineReader &in, AuditOpened &body)
{
    body.team = core::TeamId(in.token("team"));
    body.caseId = core::CaseId(in.optionalToken("case"));
    body.decision = core::StatementId(in.optionalUuid("decision", 7));
    body.view = in.token("view");
}

void write(LineWriter &out, const Finding &body)
{
    out.token("team", body.team.value);
    out.token("finding", body.finding.value);
    out.token("state", body.state);
    out.token("subject", body.subject);
    out.optionalToken("case", body.caseId.value);
    out.optionalToken("statement", body.statement.value);
    out.optionalToken("owner", body.owner.value);
    out.optionalDigest("text", body.text);
}

void read(LineReader &in, Finding &body)
{
    body.team = core::TeamId(in.token("team"));
    body.finding = core::StatementId(in.uuid("finding", 7));
    body.state = in.token("state");
    if (body.state != u"opened" && body.state != u"answered" && body.state != u"closed")
        in.refuse("state");
    body.subject = in.token("subject");
    body.caseId = core::CaseId(in.optionalToken("case"));
    body.statement = core::StatementId(in.optionalUuid("statement", 7));
    body.owner = core::PersonId(in.optionalToken("owner"));
    body.text = in.optionalDigest("text");
}

} // namespace countersign::ledger
