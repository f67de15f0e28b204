#include "app/cli/batch.h"
#include "app/cli/casename.h"
#include "app/cli/inputfile.h"
#include "app/cli/jsonrows.h"
#include "app/cli/sentences.h"
#include "app/cli/verbs.h"
#include "ledger/text.h"
#include "ui/speech.h"

namespace countersign::app {

namespace {

struct Asked {
    QString id;
    QString verdict;
    QString rationale;
    QStringList reasons;
    QString textFile;
    QString fieldsFile;
    QString batch;
    QString supersedes;
    std::optional<qint64> version;
};

QStringList verdictNames()
{
    return {QStringLiteral("approve"), QStringLiteral("edit"), QStringLiteral("reject"), QStringLiteral("escalate")};
}

core::Result<void> demandComplete(const Asked &asked)
{
    const auto wrong = [](const QString &where, const QString &sentence) { return core::fail(core::ErrorKind::WrongCall, where, sentence); };
    const bool alone = asked.id.isEmpty() && asked.rationale.isEmpty() && asked.reasons.isEmpty() && asked.textFile.isEmpty() && asked.fieldsFile.isEmpty()
        && asked.supersedes.isEmpty() && !asked.version;
    if (!asked.batch.isEmpty())
        return alone ? core::Result<void>() : wrong(QStringLiteral("--batch"), Cli::tr("With --batch everything else stands in the lines that are read."));
    if (asked.id.isEmpty() || asked.verdict.isEmpty())
        return wrong(asked.id.isEmpty() ? QStringLiteral("CASE") : QStringLiteral("VERDICT"),
                     Cli::tr("decide needs a CASE and a verdict: approve, edit, reject or escalate."));
    if (!asked.textFile.isEmpty() && !asked.fieldsFile.isEmpty())
        return wrong(QStringLiteral("--fields-file"), Cli::tr("An edit has either --text-file or --fields-file, not both."));
    const bool hasContent = !asked.textFile.isEmpty() || !asked.fieldsFile.isEmpty();
    if (hasContent && asked.verdict != u"edit")
        return wrong(QStringLiteral("--text-file"), Cli::tr("Only the verdict edit takes a file with the corrected content."));
    if (!hasContent && asked.verdict == u"edit")
        return wrong(QStringLiteral("--text-file"), Cli::tr("The verdict edit needs the corrected content: --text-file or --fields-file."));
    if (!asked.supersedes.isEmpty() && !ledger::isUuid(asked.supersedes.toUtf8(), 7))
        return wrong(QStringLiteral("--supersedes"), Cli::tr("--supersedes names a decision of yours by the id of its statement; “decisions” lists them."));
    return {};
}

core::Result<workflow::DecisionRequest> requestOf(const Asked &asked)
{
    workflow::DecisionRequest request;
    request.caseId = caseNamed(asked.id);
    request.verdict = *core::verdictFromName(asked.verdict);
    request.rationale = asked.rationale;
    request.reasons = asked.reasons;
    request.supersedes = core::StatementId(asked.supersedes);
    if (asked.version)
        request.version = int(*asked.version);
    const QString file = asked.textFile.isEmpty() ? asked.fieldsFile : asked.textFile;
    if (file.isEmpty())
        return request;
    const auto content = asked.textFile.isEmpty() ? fieldsFromFile(file) : textFromFile(file);
    if (!content)
        return passOn(content);
    request.outcome = *content;
    return request;
}

void print(Call &call, const workflow::DecisionRequest &request, const workflow::DecisionReceipt &receipt)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("case", request.caseId.value).member("verdict", core::verdictName(request.verdict));
        writeMembers(out, receipt);
        call.terminal().json(out.endObject().bytes());
        return;
    }
    call.terminal().line(receipt.id.value);
    if (receipt.offline) {
        call.terminal().say(Cli::tr("Signed, and on disk in the workspace; it has not left yet: “%1”").arg(shown(receipt.meaning)));
        return;
    }
    call.terminal().say(Cli::tr("Signed and recorded as entry %1: “%2”").arg(receipt.logIndex).arg(shown(receipt.meaning)));
    if (receipt.released)
        call.terminal().say(Cli::tr("The outcome is released."));
    else if (receipt.state == core::CaseState::Open)
        call.terminal().say(Cli::tr("The case waits for the other reviewer."));
    else
        call.terminal().say(Cli::tr("State of the case: %1.").arg(ui::words(receipt.state)));
}

core::Result<int> decide(Call &call, const Asked &asked)
{
    if (const auto good = demandComplete(asked); !good)
        return passOn(good);
    if (!asked.batch.isEmpty())
        return decideBatch(call, asked.batch);
    const auto request = requestOf(asked);
    if (!request)
        return passOn(request);
    call.worksOffline();
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto acting = call.signingFor(in->ports(), in->acting, request->caseId);
    if (!acting)
        return passOn(acting);
    const auto receipt = workflow::recordDecision(in->ports(), *acting, *request);
    if (!receipt)
        return passOn(receipt);
    print(call, *request, *receipt);
    return done;
}

} // namespace

void addDecide(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("decide", Cli::tr("Sign a verdict on a case; prints the id of the signed statement."))
        .about(Cli::tr("A free case is claimed first. Approve takes the suggestion exactly as received; edit replaces it; reject closes the case; "
                       "escalate hands it to a supervisor. Reject and edit need a rationale. With --supersedes a decision that was signed is corrected by "
                       "a new one that names it; what was released is recalled and released anew.\n"
                       "--batch reads JSON Lines, {\"case\",\"verdict\",\"rationale\",\"reasons\",\"text\" or \"fields\"}, with one unlocking of the key, and "
                       "answers each with one JSON line as soon as it is recorded. It is for rehearsals, migrations and load tests by the person whose "
                       "secret it is. A line that fails does not stop the others; the exit code is the highest of all lines."))
        .argument("CASE", Cli::tr("the case to decide"), asked->id, Need::Optional)
        .choice("VERDICT", "VERDICT", Cli::tr("approve, edit, reject or escalate"), verdictNames(), asked->verdict)
        .option("--rationale", "T", Cli::tr("why, in a sentence; edit and reject need one"), asked->rationale)
        .repeated("--reason", "CODE", Cli::tr("a reason code such as dose-wrong; may be given more than once"), asked->reasons)
        .option("--text-file", "F", Cli::tr("edit: the corrected text, byte for byte (UTF-8)"), asked->textFile)
        .option("--fields-file", "F", Cli::tr("edit: the corrected fields (JSON)"), asked->fieldsFile)
        .option("--supersedes", "ID", Cli::tr("correct an earlier decision of yours: the id of its statement"), asked->supersedes)
        .number("--case-version", "N", Cli::tr("refuse when the case has another version than the one you read"), 1, std::numeric_limits<int>::max(), asked->version)
        .option("--batch", "F", Cli::tr("decide many: JSON Lines from this file, or from standard input with -"), asked->batch)
        .examples({QStringLiteral("countersign decide D2N068 approve --as ada"),
                   QStringLiteral("countersign decide D2N068 edit --text-file note.txt --reason dose-wrong --rationale \"Dose misread.\""),
                   QStringLiteral("countersign decide D2N070 reject --rationale \"Not this patient's history.\""),
                   QStringLiteral("countersign decide --batch - < verdicts.jsonl > receipts.jsonl")})
        .runs([asked](Call &call) { return decide(call, *asked); });
}

} // namespace countersign::app
