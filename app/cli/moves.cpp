// recall, withdraw, redact: moves of a case that are no verdicts. One shape for all three.
#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/jsonrows.h"
#include "app/cli/verbs.h"
#include "ui/speech.h"
#include "workflow/recallcase.h"
#include "workflow/redactcase.h"
#include "workflow/withdrawcase.h"

namespace countersign::app {

namespace {

struct Asked {
    QString id;
    QString rationale;
    QStringList reasons;
    bool again = false;

    workflow::MoveRequest request() const { return {caseNamed(id), rationale, reasons}; }
};

using Move = std::function<core::Result<workflow::MoveReceipt>(const workflow::Ports &, const workflow::ActingPerson &)>;

void print(Call &call, const QString &id, const workflow::MoveReceipt &receipt)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("case", id);
        writeMembers(out, receipt);
        call.terminal().json(out.endObject().bytes());
        return;
    }
    call.terminal().line(receipt.id.value);
    call.terminal().say(Cli::tr("Signed and recorded as entry %1: “%2”").arg(receipt.logIndex).arg(shown(receipt.meaning)));
    if (receipt.recalled)
        call.terminal().say(Cli::tr("The release of entry %1 is recalled.").arg(*receipt.recalled));
    call.terminal().say(Cli::tr("State of the case: %1.").arg(ui::words(receipt.state)));
}

core::Result<int> carryOut(Call &call, const QString &id, const Move &move)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto acting = call.signingFor(in->ports(), in->acting, caseNamed(id));
    if (!acting)
        return passOn(acting);
    const auto receipt = move(in->ports(), *acting);
    if (!receipt)
        return passOn(receipt);
    print(call, id, *receipt);
    return done;
}

core::Result<int> sweep(Call &call)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    if (const auto swept = workflow::sweepRedacted(in->ports(), in->acting); !swept)
        return passOn(swept);
    call.terminal().say(Cli::tr("The store was rewritten; nothing of deleted texts is left in its files."));
    return done;
}

core::Result<int> redact(Call &call, const Asked &asked)
{
    if (asked.again != asked.id.isEmpty())
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("CASE"), Cli::tr("redact takes either a CASE or --sweep."));
    if (asked.again)
        return sweep(call);
    std::optional<core::Error> notSwept;
    const auto redacted = carryOut(call, asked.id, [&](const workflow::Ports &ports, const workflow::ActingPerson &acting) {
        return workflow::redactCase(ports, acting, asked.request()).map([&](const workflow::RedactionReceipt &receipt) {
            notSwept = receipt.notSwept;
            return receipt.move;
        });
    });
    if (!redacted || !notSwept)
        return redacted;
    call.terminal().say(Cli::tr("The texts are deleted, but the files of the store could not be rewritten yet. Do it with: countersign redact --sweep"));
    return tl::unexpected(*notSwept);
}

// The options that all three share.
Verb &withReasons(Verb &&verb, const std::shared_ptr<Asked> &asked, Need need = Need::Required)
{
    return verb.argument("CASE", Cli::tr("the case"), asked->id, need)
        .option("--rationale", "T", Cli::tr("why, in a sentence; this or a reason code is needed"), asked->rationale)
        .repeated("--reason", "CODE", Cli::tr("a reason code such as wrong-patient; may be given more than once"), asked->reasons);
}

} // namespace

void addRecall(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    withReasons(program.verb("recall", Cli::tr("Take back what was released; the case waits to be decided anew.")), asked)
        .about(Cli::tr("A supervisor signs. Whoever reads “released” gets a recall that names the release."))
        .examples({QStringLiteral("countersign recall D2N068 --rationale \"Wrong patient.\" --as sue")})
        .runs([asked](Call &call) {
            return carryOut(call, asked->id, [&](const workflow::Ports &ports, const workflow::ActingPerson &acting) {
                return workflow::recallCase(ports, acting, asked->request());
            });
        });
}

void addWithdraw(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    withReasons(program.verb("withdraw", Cli::tr("Take a case out of review for good.")), asked)
        .about(Cli::tr("Its submitter or a supervisor signs. A release that stands is recalled. What was signed about the case stays."))
        .examples({QStringLiteral("countersign withdraw D2N068 --reason sent-twice --as sue")})
        .runs([asked](Call &call) {
            return carryOut(call, asked->id, [&](const workflow::Ports &ports, const workflow::ActingPerson &acting) {
                return workflow::withdrawCase(ports, acting, asked->request());
            });
        });
}

void addRedact(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    withReasons(program.verb("redact", Cli::tr("Delete every text of a case; what was signed about it stays.")), asked, Need::Optional)
        .flag("--sweep", Cli::tr("no new redaction: rewrite the store's files, where one could not"), asked->again)
        .about(Cli::tr("Compliance signs. Evidence, suggestion, outcomes, rationales, drafts and search words are deleted and the store's files "
                       "rewritten, which takes as long as copying them. It cannot be undone; older backups still hold the texts. A release that "
                       "stands is recalled. The record still verifies."))
        .examples({QStringLiteral("countersign redact D2N068 --rationale \"Data subject's request 17.\" --as cleo")})
        .runs([asked](Call &call) { return redact(call, *asked); });
}

} // namespace countersign::app
