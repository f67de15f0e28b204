#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/progressbar.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "ledger/ledger.h"
#include "ledger/tlogproof.h"
#include "ui/speech.h"
#include "workflow/verifyledger.h"
#include "workflow/witnessing.h"

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
    if (verdict.ok)
        out.null();
    else
        out.beginObject().member("seq", verdict.badSeq).member("why", verdict.why).endObject();
    out.member("witnessed", verdict.witnessed);
    if (verdict.continued > 0)
        out.member("continued", verdict.continued);
    if (verdict.withheld > 0)
        out.member("withheld", verdict.withheld);
    if (verdict.foreignMemory)
        out.member("setAside", true);
    return out.endObject().bytes();
}

void printVerdict(Terminal &terminal, const workflow::LedgerVerdict &verdict)
{
    if (verdict.ok) {
        terminal.line(Cli::tr("The record holds: %1 entries checked, root %2").arg(verdict.checked).arg(verdict.root));
        if (verdict.witnessed)
            terminal.line(Cli::tr("This workstation has witnessed it."));
    } else if (verdict.badSeq) {
        terminal.line(Cli::tr("The record is broken at entry %1: %2").arg(*verdict.badSeq).arg(shown(ui::verifyWords(verdict.why))));
    } else {
        terminal.line(Cli::tr("The record is broken: %1").arg(shown(ui::verifyWords(verdict.why))));
    }
    if (verdict.continued > 0)
        terminal.say(Cli::tr("The signatures of the first %1 entries had been checked by a call that was stopped.").arg(verdict.continued));
    if (verdict.foreignMemory)
        terminal.say(Cli::tr("What was noted here of earlier checks is not as this installation wrote it. It was set aside and nothing taken from it."));
    if (verdict.withheld > 0)
        terminal.say(Cli::tr("%1 entries of others may not be read by you; their hashes are in the tree.").arg(verdict.withheld));
}

core::Result<int> verify(Call &call, bool deep)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    if (const auto newest = call.demandNewest(); !newest)
        return passOn(newest);
    core::Result<workflow::LedgerVerdict> verdict;
    {
        ProgressBar bar(call.terminal(), Cli::tr("entries"));
        verdict = workflow::verifyLedger((*store)->ports(), call.keyring().folder,
                                         [&](const workflow::VerifyProgress &now) { bar.show(qint64(now.checked), qint64(now.size), qint64(now.checked)); },
                                         call.stop(), nullptr, deep ? workflow::VerifyDepth::Everything : workflow::VerifyDepth::Tables);
    }
    if (!verdict) {
        if (verdict.error().kind == core::ErrorKind::Cancelled && !deep)
            call.terminal().say(Cli::tr("Stopped. The next “ledger verify” goes on from here."));
        return passOn(verdict);
    }
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
    const auto head = (*store)->ports().ledger.head();
    if (!head)
        return passOn(head);
    if (from > head->size)
        return core::fail(core::ErrorKind::BadValue, QStringLiteral("SIZE"), Cli::tr("0 to %1, as many entries as there are").arg(head->size));
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

// The checkpoint a proof leads to, with a cosignature: of now, where this workstation is enrolled; else the newest one kept that has the
// entry; else of now, and nobody's.
core::Result<workflow::Cosigned> checkpointFor(Call &call, const workflow::Ports &ports, quint64 seq)
{
    const auto now = workflow::cosignHead(ports, call.keyring().folder);
    if (now || now.error().kind != core::ErrorKind::NotAllowed)
        return now;
    const auto kept = ports.ledger.loadCheckpoint(std::numeric_limits<quint64>::max());
    if (!kept)
        return passOn(kept);
    if (*kept)
        if (const auto checkpoint = ledger::parseCheckpoint(ledger::noteText(**kept)); checkpoint && checkpoint->size > seq)
            return workflow::Cosigned{*checkpoint, **kept};
    call.terminal().say(Cli::tr("No workstation has witnessed this entry yet, so the checkpoint carries no cosignature: see “countersign ledger cosign”."));
    return ledger::checkpoint(ports.ledger).map([](const ledger::Checkpoint &plain) { return workflow::Cosigned{plain, ledger::write(plain)}; });
}

void printProof(Terminal &terminal, const ledger::TlogProof &proof, const ledger::Checkpoint &checkpoint, const ledger::Hash &leaf)
{
    const QByteArray lines = ledger::write(proof);
    if (!terminal.json()) {
        terminal.bytes(lines);
        return;
    }
    QStringList list;
    for (const ledger::Hash &hash : proof.hashes)
        list.append(QString::fromLatin1(hash.hex()));
    JsonWriter out;
    out.beginObject().member("seq", proof.index).member("size", checkpoint.size).member("root", QString::fromLatin1(checkpoint.root.hex()));
    out.member("leaf", QString::fromLatin1(leaf.hex())).member("hashes", list).member("proof", QString::fromUtf8(lines));
    terminal.json(out.endObject().bytes());
}

// An inclusion proof in the form of a tlog-proof (FORMAT.md, "Proofs and trust").
core::Result<int> proof(Call &call, quint64 seq)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto printed = ports.work.read([&]() -> core::Result<void> {
        const auto head = ports.ledger.head();
        if (!head)
            return passOn(head);
        if (seq >= head->size)
            return core::fail(core::ErrorKind::WrongCall, QStringLiteral("SEQ"),
                              Cli::tr("The ledger has the entries 0 to %1; there is no entry %2.").arg(head->size - 1).arg(seq));
        const auto checkpoint = checkpointFor(call, ports, seq);
        if (!checkpoint)
            return passOn(checkpoint);
        const auto hashes = ledger::inclusionProof(ports.ledger, seq, checkpoint->checkpoint.size);
        const auto row = ports.ledger.row(seq);
        if (!hashes || !row)
            return hashes ? passOn(row) : passOn(hashes);
        printProof(call.terminal(), {seq, *hashes, checkpoint->note}, checkpoint->checkpoint, row->leaf);
        return {};
    });
    if (!printed)
        return passOn(printed);
    return done;
}

core::Result<int> cosign(Call &call)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const workflow::Ports ports = in->ports();
    const auto cosigned = workflow::witnessLog(ports, in->acting);
    if (!cosigned)
        return passOn(cosigned);
    if (!call.json()) {
        call.terminal().bytes(cosigned->note);
        return done;
    }
    JsonWriter out;
    out.beginObject().member("origin", QString::fromUtf8(cosigned->note.left(cosigned->note.indexOf('\n')))).member("size", cosigned->checkpoint.size);
    out.member("root", QString::fromLatin1(cosigned->checkpoint.root.hex())).member("checkpoint", QString::fromUtf8(cosigned->note));
    call.terminal().json(out.endObject().bytes());
    return done;
}

core::Result<int> trust(Call &call)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const auto made = workflow::trustFile((*store)->ports(), call.keyring().folder);
    if (!made)
        return passOn(made);
    const QByteArray text = ledger::write(*made);
    if (!call.json()) {
        call.terminal().bytes(text);
        return done;
    }
    JsonWriter out;
    out.beginObject().member("store", made->store.value).member("genesisKey", QString::fromLatin1(made->genesisKey.hex()));
    out.member("size", made->checkpoint->size).member("root", QString::fromLatin1(made->checkpoint->root.hex())).member("trust", QString::fromUtf8(text));
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
    const auto deep = std::make_shared<bool>(false);
    Verb ledger = program.verb("ledger", Cli::tr("The record itself: verify it, see where it stands, read its entries."));
    ledger.verb("checkpoint", Cli::tr("Size and root hash of the ledger as it is now: three lines to keep elsewhere.")).runs(checkpoint);
    ledger.verb("verify", Cli::tr("Check every hash and signature, and the tables against the entries; exit 1 names the first wrong thing."))
        .about(Cli::tr("Also compares the ledger with what this installation verified before: a ledger that shrank or was rewritten is refused. "
                       "A ledger that holds is cosigned where this workstation is enrolled. A check that was stopped goes on where it was.\n"
                       "--deep takes nothing as checked before, reads every case anew from what was received, and holds lists and slots against that."))
        .flag("--deep", Cli::tr("also every row of cases and slots against what was received"), *deep)
        .examples({QStringLiteral("countersign ledger verify"), QStringLiteral("countersign ledger verify --deep --json")})
        .runs([deep](Call &call) { return verify(call, *deep); });
    ledger.verb("cosign", Cli::tr("Witness the ledger: this workstation compares it with what it saw before, and signs size and root."))
        .about(Cli::tr("The first time, the person who acts enrols the workstation's key, which is an entry of its own."))
        .runs(cosign);
    ledger.verb("trust", Cli::tr("What an auditor needs to check evidence files of this store: its id, its first key, where it stands."))
        .about(Cli::tr("Give it to them by another way than the evidence files; keep one yourself."))
        .examples({QStringLiteral("countersign ledger trust > clinic.trust")})
        .runs(trust);
    ledger.verb("proof", Cli::tr("The proof that an entry is in the ledger, to be checked by anybody."))
        .argument("SEQ", Cli::tr("the entry's number"), *word)
        .runs([word](Call &call) { return position(QStringLiteral("SEQ"), *word).and_then([&](quint64 seq) { return proof(call, seq); }); });
    ledger.verb("since", Cli::tr("The entries from a size on, oldest first."))
        .argument("SIZE", Cli::tr("how many entries you know already"), *word)
        .examples({QStringLiteral("countersign ledger since 0"), QStringLiteral("countersign ledger since 120 --json")})
        .runs([word](Call &call) { return position(QStringLiteral("SIZE"), *word).and_then([&](quint64 from) { return since(call, from); }); });
}

} // namespace countersign::app
