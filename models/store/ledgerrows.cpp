#include "store/ledgerrows.h"

#include <algorithm>
#include <limits>

namespace countersign::store {

using ledger::Hash;

namespace {
constexpr qsizetype hashSize = 32;
} // namespace

QByteArray joinedHashes(const QList<Hash> &hashes)
{
    QByteArray bytes;
    bytes.reserve(hashes.size() * hashSize);
    for (const Hash &hash : hashes)
        bytes.append(hash.view());
    return bytes;
}

std::optional<QList<Hash>> splitHashes(QByteArrayView bytes)
{
    if (bytes.size() % hashSize != 0)
        return std::nullopt;
    QList<Hash> hashes;
    hashes.reserve(bytes.size() / hashSize);
    for (qsizetype at = 0; at < bytes.size(); at += hashSize)
        hashes.append(*Hash::fromBytes(bytes.sliced(at, hashSize)));
    return hashes;
}

quint64 completingLeaf(const ledger::NodeAddress &address)
{
    return address.level == 0 ? address.index : ((address.index + 1) << address.level) - 1;
}

std::optional<Hash> nodeAmong(QByteArrayView bytes, int level)
{
    const qsizetype at = std::max(level - 1, 0) * hashSize;
    return bytes.size() < at + hashSize ? std::nullopt : Hash::fromBytes(bytes.sliced(at, hashSize));
}

qint64 boundedIndex(quint64 index)
{
    return qint64(std::min(index, quint64(std::numeric_limits<qint64>::max())));
}

tl::unexpected<core::Error> damagedEntry(quint64 index)
{
    return core::fail(core::ErrorKind::StoreDamaged, QString::number(index), QStringLiteral("ledger_entry"));
}

} // namespace countersign::store
