#include "workflow/eventmemory.h"

#include "core/clock.h"
#include "ledger/hash.h"
#include "ledger/lines.h"
#include "ledger/ownnote.h"

#include <limits>

namespace countersign::workflow {

using core::Result;
using ledger::Hash;

namespace {

const QByteArray kind("events");

// Epoch, how many, and a hash over all of them in order.
struct Noted {
    quint64 epoch = 1;
    quint64 count = 0;
    Hash chain = ledger::emptyRoot();
};

std::optional<Noted> readNoted(const std::optional<QByteArray> &value)
{
    const ledger::Parts part = value ? ledger::parts(*value, 3) : ledger::Parts();
    if (part.isEmpty())
        return std::nullopt;
    const auto epoch = ledger::readInteger(part[0]);
    const auto count = ledger::readInteger(part[1]);
    const auto chain = Hash::fromHex(part[2]);
    return epoch && count && chain ? std::optional(Noted{*epoch, *count, *chain}) : std::nullopt;
}

Hash chained(const Hash &before, const core::SecurityEvent &event)
{
    QByteArray bytes = before.toBytes();
    for (const QString &part : {core::timeText(event.at), event.kind, event.person.value, event.detail}) {
        const QByteArray text = part.toUtf8();
        bytes += QByteArray::number(text.size()) + ' ' + text;
    }
    return ledger::sha256(bytes);
}

Result<core::StoreId> storeOf(const Ports &ports)
{
    const auto identity = ports.people.storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    return *identity ? Result<core::StoreId>((*identity)->id) : core::fail(core::ErrorKind::NotAStore);
}

} // namespace

Result<EventsSeen> lookAtEvents(const Ports &ports, const QString &folder, quint64 epoch)
{
    EventsSeen seen;
    if (folder.isEmpty() || ports.ledger.sequencesLater())
        return seen;
    const auto store = storeOf(ports);
    if (!store)
        return tl::unexpected(store.error());
    const auto events = ports.people.securityEvents(std::numeric_limits<int>::max());
    if (!events)
        return tl::unexpected(events.error());
    const ledger::OwnNote note = ledger::loadOwnNote(folder, kind, *store);
    const std::optional<Noted> before = readNoted(note.value);
    seen.foreign = note.foreign || (note.value && !before);
    const bool compares = before && before->epoch == epoch;
    const quint64 count = quint64(events->size());
    Noted now{epoch, 0, ledger::emptyRoot()};
    for (auto event = events->crbegin(); event != events->crend(); ++event) { // oldest first
        if (compares && now.count == before->count && now.chain != before->chain)
            break;
        now.chain = chained(now.chain, *event);
        ++now.count;
    }
    if (compares && count < before->count)
        seen.wrong = QStringLiteral("security-events: %1, not %2").arg(count).arg(before->count);
    else if (compares && (now.count < count || (count == before->count && now.chain != before->chain)))
        seen.wrong = QStringLiteral("security-events: changed");
    else
        seen.note = QByteArray::number(now.epoch) + ' ' + QByteArray::number(now.count) + ' ' + now.chain.hex();
    return seen;
}

Result<void> noteEvents(const Ports &ports, const QString &folder, const EventsSeen &seen)
{
    if (seen.note.isEmpty())
        return {};
    return storeOf(ports).and_then([&](const core::StoreId &store) { return ledger::saveOwnNote(folder, kind, store, seen.note); });
}

} // namespace countersign::workflow
