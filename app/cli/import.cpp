#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/progressbar.h"
#include "app/cli/verbs.h"
#include "workflow/importcases.h"

namespace countersign::app {

namespace {

struct Asked {
    QStringList files;
    QString format = QStringLiteral("auto");
    bool dryRun = false;
};

workflow::ImportOptions::Format formatOf(const QString &name)
{
    using Format = workflow::ImportOptions::Format;
    return name == u"case" ? Format::Case : name == u"neutral" ? Format::Neutral : Format::Auto;
}

void printFile(Call &call, const workflow::ImportedFile &file, bool dryRun)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("file", file.file).member("read", file.read).member("imported", file.imported);
        out.member("alreadyThere", file.alreadyThere).member("refused", file.refused).member("dryRun", dryRun);
        call.terminal().json(out.endObject().bytes());
        return;
    }
    const QString form = dryRun ? Cli::tr("%1: %2 read, %3 would be imported, %4 already there, %5 refused")
                                : Cli::tr("%1: %2 read, %3 imported, %4 already there, %5 refused");
    call.terminal().line(form.arg(shown(file.file)).arg(file.read).arg(file.imported).arg(file.alreadyThere).arg(file.refused));
}

int worst(const workflow::ImportReport &report)
{
    int code = done;
    for (const workflow::RefusedRecord &refusal : report.refusals)
        code = std::max(code, core::exitCode(refusal.error.kind));
    return code;
}

// Everything about the report, and the exit code it stands for.
core::Result<int> print(Call &call, const workflow::ImportReport &report, bool dryRun)
{
    for (const workflow::ImportedFile &file : report.files)
        printFile(call, file, dryRun);
    for (const workflow::RefusedRecord &refusal : report.refusals)
        call.terminal().report(refusal.error);
    qint64 refused = 0;
    for (const workflow::ImportedFile &file : report.files)
        refused += file.refused;
    if (refused > report.refusals.size())
        call.terminal().say(Cli::tr("… and %1 more refused.").arg(refused - report.refusals.size()));
    if (report.cancelled)
        return core::fail(core::ErrorKind::Cancelled);
    return worst(report);
}

core::Result<int> import(Call &call, const Asked &asked)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    workflow::ImportOptions options;
    options.format = formatOf(asked.format);
    options.dryRun = asked.dryRun;
    core::Result<workflow::ImportReport> report;
    {
        ProgressBar bar(call.terminal(), Cli::tr("cases"));
        report = workflow::importCases(in->ports(), in->acting, asked.files, options,
                                       [&](const workflow::ImportProgress &now) { bar.show(now.bytesRead, now.bytesTotal, now.records); },
                                       call.stop());
    }
    if (!report)
        return passOn(report);
    return print(call, *report, asked.dryRun);
}

} // namespace

void addImport(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("import", Cli::tr("Read cases into the store."))
        .about(Cli::tr("A FILE is JSON Lines (one case a line), or a folder or .zip that holds cases.jsonl and the files it names.\n"
                       "A bad record never stops the good ones: it is named with its line and place, and the exit code is 3. Importing the "
                       "same file twice imports nothing twice; the same id with other content is refused."))
        .arguments("FILE", Cli::tr("a case file, folder or .zip"), asked->files)
        .choice("--format", "FORM", Cli::tr("auto, case (countersign.case/1) or neutral (public review sets); auto tells by each record"),
                {QStringLiteral("auto"), QStringLiteral("case"), QStringLiteral("neutral")}, asked->format)
        .flag("--dry-run", Cli::tr("read and check everything, store nothing"), asked->dryRun)
        .examples({QStringLiteral("countersign import night-shift.jsonl"), QStringLiteral("countersign import --dry-run incoming/ scans.zip")})
        .runs([asked](Call &call) { return import(call, *asked); });
}

} // namespace countersign::app
