#include "workflow/verifyledger.h"

#include "ledger/ledger.h"
#include "ledger/witness.h"
#include "workflow/eventmemory.h"
#include "workflow/projectionreplay.h"
#include "workflow/securityevents.h"
#include "workflow/witnessing.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// Held against what this installation verified before; a good verdict is remembered.
Result<ledger::Checkpoint> compareWithMemory(const Ports &ports, const QString &folder, bool remember)
{
    const auto identity = ports.people.storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (!*identity)
        return fail(ErrorKind::NotAStore);
    auto witness = ledger::loadWitness(folder, (*identity)->id);
    if (!witness)
        return tl::unexpected(witness.error());
    const auto found = ledger::demandConsistency(ports.ledger, *witness, folder);
    if (!found || !remember)
        return found;
    witness->remember({found->epoch, found->size, found->root});
    const auto saved = ledger::saveWitness(folder, *witness);
    if (!saved)
        return tl::unexpected(saved.error());
    ledger::saveChecked(folder, (*identity)->id, {found->epoch, found->size, found->root});
    return *found;
}

LedgerVerdict verdictOf(const ledger::Verdict &checked)
{
    LedgerVerdict verdict;
    verdict.ok = checked.ok;
    verdict.size = checked.size;
    verdict.root = QString::fromLatin1(checked.root.hex());
    verdict.checked = checked.checked;
    verdict.withheld = checked.withheld;
    if (checked.firstBad) {
        verdict.badSeq = checked.firstBad->seq;
        verdict.why = checked.firstBad->why;
    }
    return verdict;
}

// One call: what it was asked, and what it comes to.
struct Verifying {
    const Ports &ports;
    const QString &folder;
    const std::function<void(const VerifyProgress &)> &progress;
    const std::atomic_bool &stop;
    VerifyDepth depth;
    std::optional<ledger::Checkpoint> verified;
    bool foreign = false; // of what was noted of earlier checks
};

Result<core::StoreId> storeOf(const Ports &ports)
{
    return ports.people.storeIdentity().and_then([](const std::optional<core::StoreIdentity> &identity) -> Result<core::StoreId> {
        return identity ? Result<core::StoreId>(identity->id) : fail(ErrorKind::NotAStore);
    });
}

// Where the last call was stopped, if it was; where this one is, if it is.
Result<ledger::VerifyOptions> optionsOf(Verifying &v)
{
    ledger::VerifyOptions options;
    return storeOf(v.ports).map([&](const core::StoreId &store) {
        options.store = store;
        if (v.folder.isEmpty() || v.depth == VerifyDepth::Everything)
            return options;
        options.signaturesUpTo = ledger::loadReached(v.folder, store, &v.foreign);
        options.whenStopped = [store, folder = v.folder, before = options.signaturesUpTo](const ledger::Reached &reached) {
            if (!before || reached.size > before->size) // what cannot be kept is checked again
                [[maybe_unused]] const auto kept = ledger::saveReached(folder, store, reached);
        };
        return options;
    });
}

// What a good verdict is still held against: the events seen before.
Result<void> compareEvents(Verifying &v, LedgerVerdict &verdict, quint64 epoch)
{
    const auto seen = lookAtEvents(v.ports, v.folder, epoch);
    if (!seen)
        return tl::unexpected(seen.error());
    v.foreign = v.foreign || seen->foreign;
    if (seen->wrong.isEmpty())
        return noteEvents(v.ports, v.folder, *seen);
    verdict.ok = false;
    verdict.why = seen->wrong;
    return {};
}

Result<LedgerVerdict> verifyAll(Verifying &v)
{
    const auto options = optionsOf(v);
    if (!options)
        return tl::unexpected(options.error());
    ProjectionReplay replay(v.ports, v.depth);
    const auto checked = ledger::verifyLog(
        v.ports.ledger, *options, [&](const ledger::VerifiedEntry &entry) { return replay.take(entry); },
        [&](quint64 done, quint64 total) {
            if (v.progress)
                v.progress({done, total});
        },
        &v.stop);
    if (!checked)
        return tl::unexpected(checked.error());
    LedgerVerdict verdict = verdictOf(*checked);
    if (options->signaturesUpTo)
        verdict.continued = options->signaturesUpTo->size;
    if (options->signaturesUpTo || v.foreign)
        ledger::forgetReached(v.folder, options->store);
    if (!verdict.ok)
        return verdict;
    const auto wrong = replay.compareStates();
    if (!wrong)
        return tl::unexpected(wrong.error());
    if (*wrong) {
        verdict.ok = false;
        verdict.badSeq = (*wrong)->seq;
        verdict.why = (*wrong)->why;
    }
    return verdict;
}

// What a statement is about, for a line of the ledger page.
QString subjectOf(const ledger::Statement &statement)
{
    return std::visit(
        [](const auto &body) -> QString {
            if constexpr (requires { body.ref; })
                return body.ref.caseId.value;
            else if constexpr (requires { body.enrolled.owner; })
                return body.enrolled.owner.value;
            else if constexpr (requires { body.person; })
                return body.person.value;
            else if constexpr (requires { body.cases; })
                return body.cases.size() == 1 ? body.cases.first().id.value : QString::number(body.cases.size());
            else if constexpr (requires { body.caseId; })
                return body.caseId.value;
            else if constexpr (requires { body.content; body.version; })
                return QString::number(body.version);
            else if constexpr (requires { body.revoked; })
                return QString::fromLatin1(body.revoked.hex().first(16));
            else
                return {};
        },
        statement.body);
}

LedgerLine lineOf(const ledger::LogRow &row)
{
    LedgerLine line;
    line.seq = row.index;
    line.leafHash = QString::fromLatin1(row.leaf.hex());
    line.statement = row.statement;
    line.kind = QString::fromLatin1(ledger::kindName(row.kind));
    const auto entry = ledger::parseEntry(row.entry);
    if (!entry)
        return line;
    line.arrived = entry->arrived;
    line.session = entry->session;
    for (const ledger::Flag flag : entry->flags)
        line.flags.append(QString::fromLatin1(ledger::flagName(flag)));
    const auto statement = ledger::statementOf(*entry);
    if (!statement)
        return line;
    line.subject = subjectOf(*statement);
    if (statement->by) {
        line.actor = statement->by->actor.value;
        line.actorName = statement->by->name;
    }
    return line;
}

} // namespace

namespace {

constexpr int looks = 10;

// One look at one snapshot. Nothing where the tables were ahead of the log in it: what was recorded had no place yet.
Result<std::optional<LedgerVerdict>> verifyOnce(Verifying &v)
{
    const Ports &ports = v.ports;
    std::optional<LedgerVerdict> verdict;
    const auto read = ports.work.read([&]() -> Result<void> {
        if (const auto waiting = ports.ledger.waiting(); !waiting || *waiting > 0)
            return waiting ? Result<void>() : tl::unexpected(waiting.error());
        if (!v.folder.isEmpty())
            if (const auto consistent = compareWithMemory(ports, v.folder, false); !consistent)
                return tl::unexpected(consistent.error());
        auto checked = verifyAll(v);
        if (!checked)
            return tl::unexpected(checked.error());
        verdict = std::move(*checked);
        if (!verdict->ok || v.folder.isEmpty())
            return {};
        const auto found = compareWithMemory(ports, v.folder, true);
        if (!found)
            return tl::unexpected(found.error());
        v.verified = *found;
        return compareEvents(v, *verdict, found->epoch);
    });
    return read.map([&] { return verdict; });
}

} // namespace

Result<LedgerVerdict> verifyLedger(const Ports &ports, const QString &keyringFolder, const std::function<void(const VerifyProgress &)> &progress,
                                   std::stop_token stop, const ActingPerson *enrolling, VerifyDepth depth)
{
    std::atomic_bool stopped = false;
    const std::stop_callback onStop(stop, [&stopped] { stopped = true; });
    Result<std::optional<LedgerVerdict>> verdict;
    Verifying verifying{ports, keyringFolder, progress, stopped, depth, {}, false};
    for (int look = 0; look < looks && verdict && !*verdict; ++look) {
        if (ports.ledger.sequencesLater())
            if (const auto marked = ports.cases.changeMark(); !marked) // moves what waits into the log
                return tl::unexpected(marked.error());
        verdict = verifyOnce(verifying);
    }
    const auto &read = verdict;
    if (!read) {
        if (read.error().kind == ErrorKind::HistoryRewritten)
            keepSecurityEvent(ports, QStringLiteral("history-rewritten"), {}, read.error().detail);
        return tl::unexpected(read.error());
    }
    if (!*verdict)
        return fail(ErrorKind::StoreBusy, {}, QStringLiteral("sequencer"));
    LedgerVerdict found = **verdict;
    if (found.why.startsWith(u"signature"))
        keepSecurityEvent(ports, QStringLiteral("bad-signature"), {}, QString::number(found.badSeq.value_or(0)));
    found.foreignMemory = verifying.foreign;
    // A record that cannot be witnessed here is whole all the same.
    found.witnessed = found.ok && verifying.verified && witnessVerified(ports, keyringFolder, *verifying.verified, enrolling).has_value();
    return found;
}

Result<LedgerCheckpoint> ledgerCheckpoint(const Ports &ports)
{
    const auto checkpoint = ledger::checkpoint(ports.ledger);
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    const QByteArray text = ledger::write(*checkpoint);
    return LedgerCheckpoint{QString::fromLatin1(text.left(text.indexOf('\n'))), checkpoint->size, QString::fromLatin1(checkpoint->root.hex()), text};
}

Result<QList<LedgerLine>> ledgerSince(const Ports &ports, quint64 from, qsizetype limit)
{
    const auto head = ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    QList<LedgerLine> lines;
    const quint64 to = limit > 0 ? std::min(head->size, from + quint64(limit)) : head->size;
    if (from >= to)
        return lines;
    const auto scanned = ports.ledger.scan(from, to, [&](const ledger::LogRow &row) {
        lines.append(lineOf(row));
        return true;
    });
    if (!scanned)
        return tl::unexpected(scanned.error());
    return lines;
}

Result<QByteArray> ledgerEntry(const Ports &ports, quint64 seq)
{
    const auto row = ports.ledger.row(seq);
    if (!row)
        return tl::unexpected(row.error());
    return row->entry;
}

} // namespace countersign::workflow
