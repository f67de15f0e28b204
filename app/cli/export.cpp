#include "workflow/exportdecisions.h"

#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/outputfile.h"
#include "app/cli/progressbar.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"

namespace countersign::app {

namespace {

using workflow::DecisionExport;

void printExported(Call &call, const QString &path, DecisionExport kind, const workflow::ExportedDecisions &exported)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("file", path).member("schema", workflow::exportSchema(kind)).member("written", exported.written);
        out.key("leftOut").beginObject();
        for (auto reason = exported.leftOut.cbegin(); reason != exported.leftOut.cend(); ++reason)
            out.member(reason.key(), reason.value());
        call.terminal().json(out.endObject().endObject().bytes());
        return;
    }
    call.terminal().line(kind == DecisionExport::Training ? Cli::tr("%1: %n example(s)", nullptr, int(exported.written)).arg(shown(path))
                                                          : Cli::tr("%1: %n decision(s)", nullptr, int(exported.written)).arg(shown(path)));
    if (exported.leftOut.isEmpty())
        return;
    Table table(call.terminal(), {Cli::tr("LEFT OUT"), Cli::tr("DECISIONS")}, -1, Table::Form::Report);
    for (auto reason = exported.leftOut.cbegin(); reason != exported.leftOut.cend(); ++reason)
        table.row({reason.key(), QString::number(reason.value())});
    table.end();
}

core::Result<int> exportTo(Call &call, DecisionExport kind, const QString &path)
{
    if (const auto free = demandNothingThere(path); !free) // before anybody is asked for a passphrase
        return passOn(free);
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    core::Result<workflow::ExportedDecisions> exported;
    {
        ProgressBar bar(call.terminal(), Cli::tr("entries"));
        exported = workflow::exportDecisions(in->ports(), in->acting, kind, path,
                                             [&](quint64 number, quint64 total) { bar.show(qint64(number), qint64(total), qint64(number)); }, call.stop());
    }
    if (!exported)
        return passOn(exported);
    printExported(call, path, kind, *exported);
    return done;
}

} // namespace

void addExport(Verb &program)
{
    Verb verb = program.verb("export", Cli::tr("Decisions as JSON Lines, for figures and for training."));
    const auto path = std::make_shared<QString>();
    const QString out = Cli::tr("the file to make (.jsonl); nothing may be there");
    verb.verb("decisions", Cli::tr("Write every signed decision: who, what, why, when, and whether it stands."))
        .about(Cli::tr("In the order of the ledger, each signature checked. For auditors, supervisors and compliance; that the file was made is recorded too."))
        .option("--out", "F", out, *path, Need::Required)
        .examples({QStringLiteral("countersign export decisions --out november.jsonl")})
        .runs([path](Call &call) { return exportTo(call, DecisionExport::Decisions, *path); });
    verb.verb("training", Cli::tr("Write what was suggested beside what people made of it, for the model to learn from."))
        .about(Cli::tr("Each settled case once: evidence, suggestion, verdict, reasons, and what was signed. No names and no rationales are in it.\n"
                       "Left out is what does not stand or is not settled, disputes, what was redacted or withdrawn, reference answers, and cases with a known "
                       "answer; where a team has such cases, compliance alone may make the file.\n"
                       "For auditors, supervisors and compliance; that the file was made is recorded too."))
        .option("--out", "F", out, *path, Need::Required)
        .examples({QStringLiteral("countersign export training --out november.jsonl")})
        .runs([path](Call &call) { return exportTo(call, DecisionExport::Training, *path); });
}

} // namespace countersign::app
