#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/progressbar.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "ledger/text.h"
#include "ui/speech.h"
#include "workflow/verifyledger.h"

namespace countersign::app {

namespace {

constexpr qsizetype linesAtOnce = 1000;
constexpr qint64 largest = std::numeric_limits<qint64>::max();

core::Result<int> checkpoint(Call &call)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const auto now = workflow::ledgerCheckpoint((*store)->ports());
    if (!now)
        return passOn(now);
    if (!call.json()) {
        call.terminal().bytes(now->text);
        return done;
    }
    JsonWriter out;
    out.beginObject().member("origin", now->origin).member("size", now->size).member("root", now->root);
    out.member("checkpoint", QString::fromUtf8(now->text));
    call.terminal().json(out.endObject().bytes());
    return done;
}

QByteArray asJson(const workflow::LedgerVerdict &verdict)
{
    JsonWriter out;
    out.beginObject().member("ok", verdict.ok).member("size", verdict.size).member("root", verdict.root).member("checked", verdict.checked);
    out.key("firstBad");
    if (verdict.badSeq)
        out.beginObject().member("seq", *verdict.badSeq).member("why", verdict.why).endObject();
    else
        out.null();
    return out.endObject().bytes();
}

void printVerdict(Terminal &terminal, const workflow::LedgerVerdict &verdict)
{
    if (verdict.ok)
        terminal.line(Cli::tr("The record holds: %1 entries checked, root %2").arg(verdict.checked).arg(verdict.root));
    else if (verdict.badSeq)
        terminal.line(Cli::tr("The record is broken at entry %1: %2").arg(*verdict.badSeq).arg(shown(ui::verifyWords(verdict.why))));
    else
        terminal.line(Cli::tr("The record is broken: %1").arg(shown(ui::verifyWords(verdict.why))));
}

core::Result<int> verify(Call &call)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    core::Result<workflow::LedgerVerdict> verdict;
    {
        ProgressBar bar(call.terminal(), Cli::tr("entries"));
        verdict = workflow::verifyLedger((*store)->ports(), call.keyring().folder,
                                         [&](const workflow::VerifyProgress &now) { bar.show(qint64(now.checked), qint64(now.size), qint64(now.checked)); },
                                         call.stop());
    }
    if (!verdict)
        return passOn(verdict);
    if (call.json())
        call.terminal().json(asJson(*verdict));
    else
        printVerdict(call.terminal(), *verdict);
    return verdict->ok ? done : answerIsNo;
}

core::Result<int> since(Call &call, quint64 from)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    Table table(call.terminal(), {Cli::tr("SEQ"), Cli::tr("ARRIVED"), Cli::tr("KIND"), Cli::tr("BY"), Cli::tr("ABOUT")}, 4);
    for (qsizetype got = linesAtOnce; got == linesAtOnce && !call.terminal().readerGone();) {
        if (call.interruption().requested())
            return core::fail(core::ErrorKind::Cancelled);
        const auto lines = workflow::ledgerSince((*store)->ports(), from, linesAtOnce);
        if (!lines)
            return passOn(lines);
        for (const workflow::LedgerLine &line : *lines) {
            if (!call.json()) {
                table.row({QString::number(line.seq), timeOrNull(line.arrived).value_or(QString()), line.kind, line.actor, line.subject});
                continue;
            }
            JsonWriter out;
            out.beginObject().member("seq", line.seq).member("kind", line.kind).member("arrived", timeOrNull(line.arrived));
            out.member("session", line.session).member("actor", textOrNull(line.actor)).member("actorName", textOrNull(line.actorName));
            out.member("subject", textOrNull(line.subject)).member("leaf", line.leafHash).member("flags", line.flags);
            call.terminal().json(out.endObject().bytes());
        }
        got = lines->size();
        from += quint64(got);
    }
    table.end();
    return done;
}

// An inclusion proof in the form of a tlog-proof (ledger.md, "Bundle") for the log as it is now.
core::Result<int> proof(Call &call, quint64 seq)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto now = workflow::ledgerCheckpoint(ports);
    if (!now)
        return passOn(now);
    if (seq >= now->size)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("SEQ"), Cli::tr("The ledger has the entries 0 to %1; there is no entry %2.").arg(now->size - 1).arg(seq));
    const auto hashes = ledger::inclusionProof(ports.ledger, seq, now->size);
    if (!hashes)
        return passOn(hashes);
    QByteArray lines = "c2sp.org/tlog-proof@v1\nindex " + QByteArray::number(seq) + '\n';
    for (const ledger::Hash &hash : *hashes)
        lines += ledger::base64(hash.toBytes()) + '\n';
    lines += '\n' + now->text;
    if (!call.json()) {
        call.terminal().bytes(lines);
        return done;
    }
    const auto row = ports.ledger.row(seq);
    if (!row)
        return passOn(row);
    QStringList list;
    for (const ledger::Hash &hash : *hashes)
        list.append(QString::fromLatin1(hash.hex()));
    JsonWriter out;
    out.beginObject().member("seq", seq).member("size", now->size).member("root", now->root).member("leaf", QString::fromLatin1(row->leaf.hex()));
    out.member("hashes", list).member("proof", QString::fromUtf8(lines));
    call.terminal().json(out.endObject().bytes());
    return done;
}

// A position in the log, as a word of the command line.
core::Result<quint64> position(const QString &name, const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 0 || number > largest)
        return core::fail(core::ErrorKind::WrongCall, name, Cli::tr("%1 is a whole number from 0, not “%2”.").arg(name, text));
    return quint64(number);
}

} // namespace

void addLedger(Verb &program)
{
    const auto word = std::make_shared<QString>();
    Verb ledger = program.verb("ledger", Cli::tr("The record itself: verify it, see where it stands, read its entries."));
    ledger.verb("checkpoint", Cli::tr("Size and root hash of the ledger as it is now: three lines to keep elsewhere.")).runs(checkpoint);
    ledger.verb("verify", Cli::tr("Check every hash and signature, and the tables against the entries; exit 1 names the first wrong thing."))
        .about(Cli::tr("Also compares the ledger with what this installation verified before: a ledger that shrank or was rewritten is refused."))
        .runs(verify);
    ledger.verb("proof", Cli::tr("The proof that an entry is in the ledger, to be checked by anybody."))
        .argument("SEQ", Cli::tr("the entry's number"), *word)
        .runs([word](Call &call) { return position(QStringLiteral("SEQ"), *word).and_then([&](quint64 seq) { return proof(call, seq); }); });
    ledger.verb("since", Cli::tr("The entries from a size on, oldest first."))
        .argument("SIZE", Cli::tr("how many entries you know already"), *word)
        .examples({QStringLiteral("countersign ledger since 0"), QStringLiteral("countersign ledger since 120 --json")})
        .runs([word](Call &call) { return position(QStringLiteral("SIZE"), *word).and_then([&](quint64 from) { return since(call, from); }); });
}

} // namespace countersign::app
