#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/jsonrows.h"
#include "app/cli/moment.h"
#include "app/cli/outputfile.h"
#include "app/cli/progressbar.h"
#include "app/cli/verbs.h"
#include "exchange/bundlecheck.h"
#include "ledger/atomicfile.h"
#include "ui/ledger/auditreport.h"
#include "ui/speech.h"

namespace countersign::app {

namespace {

constexpr qint64 trustLimit = 64 * 1024;

struct Asked {
    QString out;
    QStringList cases;
    QString since;
    QString until;
    QString reviewer;
    QStringList trusts;
};

core::Result<ledger::TrustFile> readTrust(const QString &path)
{
    const auto bytes = ledger::readWholeFile(path, trustLimit);
    if (!bytes)
        return passOn(bytes);
    const auto trust = ledger::parseTrustFile(*bytes);
    if (!trust)
        return core::fail(core::ErrorKind::Malformed, path + u':' + trust.error().where, trust.error().detail);
    return trust;
}

core::Result<workflow::AuditRequest> requestOf(const Asked &asked)
{
    workflow::AuditRequest request{asked.out, {}, {}, ui::auditReportHtml};
    const auto since = moment(QStringLiteral("--since"), asked.since);
    const auto until = moment(QStringLiteral("--until"), asked.until);
    if (!since || !until)
        return since ? passOn(until) : passOn(since);
    for (const QString &id : asked.cases)
        request.selection.cases += caseNamed(id);
    request.selection.since = *since;
    request.selection.until = *until;
    request.selection.reviewer = core::PersonId(asked.reviewer);
    for (const QString &path : asked.trusts) {
        const auto trust = readTrust(path);
        if (!trust)
            return passOn(trust);
        request.trusts += *trust;
    }
    return request;
}

void printExported(Call &call, const QString &path, const workflow::ExportedBundle &bundle)
{
    const QString root = QString::fromLatin1(bundle.checkpoint.root.hex());
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("file", path).member("size", bundle.checkpoint.size).member("root", root).member("whole", bundle.whole);
        out.member("entries", bundle.entries).member("cases", bundle.cases).member("blobs", bundle.blobs).member("withheld", bundle.withheld);
        call.terminal().json(out.endObject().bytes());
        return;
    }
    call.terminal().line(bundle.whole ? Cli::tr("%1: the whole ledger, %2 entries").arg(shown(path)).arg(bundle.entries)
                                      : Cli::tr("%1: %2 of %3 entries").arg(shown(path)).arg(bundle.entries).arg(bundle.checkpoint.size));
    if (bundle.withheld > 0)
        call.terminal().line(Cli::tr("%n text(s) are withheld: redacted or no longer there", nullptr, int(bundle.withheld)));
}

core::Result<int> create(Call &call, const Asked &asked)
{
    const auto request = requestOf(asked);
    if (!request)
        return passOn(request);
    if (const auto free = demandNothingThere(asked.out); !free) // before anybody is asked for a passphrase
        return passOn(free);
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const workflow::Ports ports = in->ports();
    core::Result<workflow::ExportedBundle> exported;
    {
        ProgressBar bar(call.terminal(), Cli::tr("files"));
        exported = workflow::exportAudit(ports, in->acting, *request,
                                         [&](qint64 number, qint64 total) { bar.show(number, total, number); }, call.stop());
    }
    if (!exported)
        return passOn(exported);
    printExported(call, asked.out, *exported);
    return done;
}

// ---- checking

QString faithWords(const QString &what)
{
    if (what == u"genesis-key")
        return Cli::tr("that this is the store you think: compare its first key, or check with a trust file");
    if (what == u"earlier-history")
        return Cli::tr("that nobody was shown another ledger before: check with a trust file that holds a checkpoint");
    if (what == u"left-out-entries")
        return Cli::tr("that no revocation or later decision was left out: only a bundle of all entries shows that");
    if (what == u"basis")
        return Cli::tr("that some statements were made on this ledger: proofs from the size they name are not in the bundle");
    if (what == u"withheld")
        return Cli::tr("what the withheld texts said");
    if (what == u"arrival-times")
        return Cli::tr("the times of arrival: they are the store's clock");
    return Cli::tr("report.html and README.txt: they are for reading and nobody signed them");
}

QByteArray asJson(const exchange::BundleVerdict &verdict)
{
    JsonWriter out;
    out.beginObject().member("ok", verdict.ok).member("size", verdict.checkpoint.size);
    out.member("root", QString::fromLatin1(verdict.checkpoint.root.hex())).member("checked", verdict.checked).key("firstBad");
    if (verdict.firstBad) {
        out.beginObject().member("seq", verdict.firstBad->seq).member("why", verdict.firstBad->why);
        out.member("file", textOrNull(verdict.firstBad->file)).endObject();
    } else {
        out.null();
    }
    out.member("takenOnFaith", verdict.takenOnFaith).member("store", textOrNull(verdict.checkpoint.store.value)).member("whole", verdict.whole);
    return out.endObject().bytes();
}

void printVerdict(Terminal &terminal, const QString &path, const exchange::BundleVerdict &verdict)
{
    if (verdict.firstBad) {
        const exchange::BundleFault &bad = *verdict.firstBad;
        if (bad.file.isEmpty() && bad.why == u"zip") {
            terminal.line(Cli::tr("%1 is no evidence file: it is no zip, or it was cut off or something was added to it.").arg(shown(path)));
            return;
        }
        const QString why = shown(ui::verifyWords(bad.why));
        terminal.line(bad.file.isEmpty() ? Cli::tr("The bundle is broken: %1").arg(why) : Cli::tr("The bundle is broken at %1: %2").arg(shown(bad.file), why));
        return;
    }
    const QString root = QString::fromLatin1(verdict.checkpoint.root.hex());
    terminal.line(verdict.whole ? Cli::tr("The bundle holds: the whole ledger, %1 entries checked, root %2").arg(verdict.checked).arg(root)
                                : Cli::tr("The bundle holds: %1 of %2 entries checked, root %3").arg(verdict.checked).arg(verdict.checkpoint.size).arg(root));
    terminal.line(Cli::tr("Taken on faith:"));
    for (const QString &what : verdict.takenOnFaith)
        terminal.line(QStringLiteral("- ") + faithWords(what));
}

core::Result<int> verify(Call &call, const QString &path, const QString &trustPath)
{
    std::optional<ledger::TrustFile> trust;
    if (!trustPath.isEmpty()) {
        const auto read = readTrust(trustPath);
        if (!read)
            return passOn(read);
        trust = *read;
    }
    core::Result<exchange::BundleVerdict> verdict;
    {
        ProgressBar bar(call.terminal(), Cli::tr("entries"));
        verdict = exchange::verifyBundle(path, trust, [&](quint64 number, quint64 total) { bar.show(qint64(number), qint64(total), qint64(number)); },
                                         call.stop());
    }
    if (!verdict)
        return passOn(verdict);
    if (call.json())
        call.terminal().json(asJson(*verdict));
    else
        printVerdict(call.terminal(), path, *verdict);
    return verdict->ok ? done : answerIsNo;
}

void addCreate(Verb &bundle)
{
    const auto asked = std::make_shared<Asked>();
    const QString form = Cli::tr("2026-11-23 or 2026-11-23T14:00:00Z");
    bundle.verb("create", Cli::tr("Write an evidence file: signed entries, their proofs and texts, and a report to read."))
        .about(Cli::tr("Without a choice it holds the whole ledger. For auditors, supervisors and compliance; that the file was made is recorded too."))
        .option("--out", "F", Cli::tr("the file to make (.zip); nothing may be there"), asked->out, Need::Required)
        .repeated("--case", "C", Cli::tr("this case with its whole history; may be given several times"), asked->cases)
        .option("--since", "T", Cli::tr("cases with an entry recorded at this time or later: %1").arg(form), asked->since)
        .option("--until", "T", Cli::tr("cases with an entry recorded before this time"), asked->until)
        .option("--reviewer", "R", Cli::tr("cases with a statement signed by this person"), asked->reviewer)
        .repeated("--trust", "FILE", Cli::tr("a trust file of whoever it is for: the proof from its checkpoint is put in"), asked->trusts)
        .examples({QStringLiteral("countersign bundle create --out november.zip --since 2026-11-01 --until 2026-12-01"),
                   QStringLiteral("countersign bundle create --out D2N068.zip --case D2N068")})
        .runs([asked](Call &call) { return create(call, *asked); });
}

} // namespace

void addBundle(Verb &program)
{
    Verb bundle = program.verb("bundle", Cli::tr("Evidence files that an auditor can check without this store."));
    addCreate(bundle);
    const auto path = std::make_shared<QString>();
    const auto trust = std::make_shared<QString>();
    bundle.verb("verify", Cli::tr("Check an evidence file; exit 1 names the first broken thing. Needs no store."))
        .about(Cli::tr("Says at the end what it had to take on faith. A trust file (“countersign ledger trust”) makes that less."))
        .argument("F", Cli::tr("the evidence file"), *path)
        .option("--trust", "FILE", Cli::tr("what you know of the store by another way"), *trust)
        .examples({QStringLiteral("countersign bundle verify november.zip --trust clinic.trust")})
        .runs([path, trust](Call &call) { return verify(call, *path, *trust); });
}

} // namespace countersign::app
