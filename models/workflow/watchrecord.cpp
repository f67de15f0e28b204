#include "workflow/watchrecord.h"

#include "ledger/ledger.h"
#include "ledger/verifylog.h"
#include "ledger/witness.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<void> checkNew(const Ports &ports, const std::optional<ledger::SeenCheckpoint> &before, const ledger::Checkpoint &found, std::stop_token stop)
{
    ledger::VerifyOptions options;
    options.store = found.store;
    if (before && before->epoch == found.epoch) {
        options.from = before->size;
        options.fromRoot = before->root;
    }
    std::atomic_bool stopped = false;
    const std::stop_callback onStop(stop, [&stopped] { stopped = true; });
    const auto verdict = ledger::verifyLog(ports.ledger, options, {}, {}, &stopped);
    if (!verdict)
        return tl::unexpected(verdict.error());
    if (verdict->ok)
        return {};
    const auto &bad = verdict->firstBad;
    return fail(ErrorKind::VerificationFailed, bad ? QString::number(bad->seq) : QString(), bad ? bad->why : QString());
}

Result<std::optional<Reopened>> reopenedSince(const Ports &ports, const ledger::Witness &witness, const ledger::Checkpoint &found)
{
    if (witness.seen.isEmpty() || witness.seen.last().epoch >= found.epoch)
        return std::optional<Reopened>();
    const ledger::SeenCheckpoint &newest = witness.seen.last();
    return ledger::commonSize(ports.ledger, found, newest.epoch).map([&](quint64 size) {
        return std::optional(Reopened{found.epoch, size, newest.size > size ? newest.size - size : 0});
    });
}

Result<std::optional<Reopened>> watch(const Ports &ports, const core::StoreId &store, const QString &folder, std::stop_token stop)
{
    auto witness = ledger::loadWitness(folder, store);
    if (!witness)
        return tl::unexpected(witness.error());
    const auto found = ledger::demandConsistency(ports.ledger, *witness, folder);
    if (!found)
        return tl::unexpected(found.error());
    const ledger::SeenCheckpoint now{found->epoch, found->size, found->root};
    const auto before = ledger::loadChecked(folder, store);
    if (before == now && !witness->seen.isEmpty() && witness->seen.last() == now)
        return std::optional<Reopened>();
    const auto reopened = reopenedSince(ports, *witness, *found);
    if (!reopened)
        return reopened;
    if (const auto checked = checkNew(ports, before, *found, stop); !checked)
        return tl::unexpected(checked.error());
    witness->remember(now);
    const auto saved = ledger::saveWitness(folder, *witness);
    if (!saved)
        return tl::unexpected(saved.error());
    ledger::saveChecked(folder, store, now);
    return *reopened;
}

} // namespace

Result<void> demandSameRecord(const Ports &ports, const QString &keyringFolder)
{
    return ports.work.read([&]() -> Result<void> {
        const auto identity = ports.people.storeIdentity();
        if (!identity || !*identity)
            return identity ? Result<void>() : tl::unexpected(identity.error());
        const auto witness = ledger::loadWitness(keyringFolder, (*identity)->id);
        if (!witness)
            return tl::unexpected(witness.error());
        if (witness->seen.isEmpty())
            return {};
        return ledger::demandConsistency(ports.ledger, *witness, keyringFolder).map([](const ledger::Checkpoint &) {});
    });
}

Result<bool> demandSameBeginning(const Ports &ports, const QString &keyringFolder)
{
    bool isMoreKnown = false;
    const auto same = ports.work.read([&]() -> Result<void> {
        const auto here = ledger::checkpoint(ports.ledger);
        const auto witness = here ? ledger::loadWitness(keyringFolder, here->store) : Result<ledger::Witness>(tl::unexpected(here.error()));
        if (!witness)
            return tl::unexpected(witness.error());
        ledger::Witness within{witness->store, witness->seen};
        isMoreKnown = within.seen.removeIf([&](const ledger::SeenCheckpoint &one) { return one.epoch > here->epoch || one.size > here->size; }) > 0;
        return ledger::demandConsistency(ports.ledger, within, keyringFolder).map([](const ledger::Checkpoint &) {});
    });
    return same.map([&] { return isMoreKnown; });
}

Result<std::optional<Reopened>> watchRecord(const Ports &ports, const QString &keyringFolder, std::stop_token stop)
{
    std::optional<Reopened> reopened;
    const auto read = ports.work.read([&]() -> Result<void> {
        const auto identity = ports.people.storeIdentity();
        if (!identity || !*identity)
            return identity ? Result<void>() : tl::unexpected(identity.error());
        const auto watched = watch(ports, (*identity)->id, keyringFolder, stop);
        if (watched)
            reopened = *watched;
        return watched ? Result<void>() : tl::unexpected(watched.error());
    });
    return read.map([&] { return reopened; });
}

} // namespace countersign::workflow
