#include "ledger/storestatements.h"

#include "ledger/attestation.h"

namespace countersign::ledger {

namespace {

void writeSizeAndRoot(LineWriter &out, QByteArrayView key, quint64 size, const Hash &root)
{
    out.line(key, QByteArray::number(size) + ' ' + root.hex());
}

void readSizeAndRoot(LineReader &in, QByteArrayView key, quint64 &size, Hash &root)
{
    const Parts part = parts(in.value(key), 2);
    const auto number = part.isEmpty() ? std::nullopt : readInteger(part[0]);
    const auto hash = part.isEmpty() ? std::nullopt : Hash::fromHex(part[1]);
    if (!number || !hash)
        return in.refuse(key);
    size = *number;
    root = *hash;
}

} // namespace

void write(LineWriter &out, const StoreCreated &body)
{
    if (!body.storeName.isEmpty())
        out.free("store-name", body.storeName);
    write(out, body.enrolled);
}

void read(LineReader &in, StoreCreated &body)
{
    if (in.next("store-name"))
        body.storeName = in.free("store-name");
    read(in, body.enrolled);
    if (body.enrolled.use != KeyUse::Person)
        in.refuse("use");
}

void write(LineWriter &out, const Migration &body)
{
    out.integer("from", body.from);
    out.integer("to", body.to);
}

void read(LineReader &in, Migration &body)
{
    body.from = in.integer("from");
    body.to = in.integer("to");
}

void write(LineWriter &out, const Restore &body)
{
    out.integer("old-epoch", body.oldEpoch);
    writeSizeAndRoot(out, "size", body.size, body.root);
    writeSizeAndRoot(out, "known", body.knownSize, body.knownRoot);
}

void read(LineReader &in, Restore &body)
{
    body.oldEpoch = in.integer("old-epoch");
    if (body.oldEpoch == 0)
        in.refuse("old-epoch");
    readSizeAndRoot(in, "size", body.size, body.root);
    readSizeAndRoot(in, "known", body.knownSize, body.knownRoot);
}

void write(LineWriter &out, const SyncDone &body)
{
    out.token("actor", body.actor.value);
    out.line("device", body.device);
    out.integer("received", body.received);
    out.integer("recorded", body.recorded);
    out.integer("already", body.already);
    out.integer("disputed", body.disputed);
    out.integer("quarantined", body.quarantined);
}

void read(LineReader &in, SyncDone &body)
{
    body.actor = core::PersonId(in.token("actor"));
    body.device = in.value("device").toByteArray();
    if (!isDeviceId(body.device))
        in.refuse("device");
    body.received = in.integer("received");
    body.recorded = in.integer("recorded");
    body.already = in.integer("already");
    body.disputed = in.integer("disputed");
    body.quarantined = in.integer("quarantined");
}

} // namespace countersign::ledger
