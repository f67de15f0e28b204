#include "ledger/tlogproof.h"

#include "ledger/lines.h"

namespace countersign::ledger {

namespace {

constexpr QByteArrayView firstLine = "c2sp.org/tlog-proof@v1";
constexpr qsizetype mostHashes = 64;

// The hashes up to the end of the text or its first empty line; `text` begins there afterwards.
core::Result<QList<Hash>> takeHashes(QByteArrayView &text, int line)
{
    QList<Hash> hashes;
    while (!text.isEmpty() && text.front() != '\n') {
        const qsizetype end = text.indexOf('\n');
        const auto hash = Hash::fromBytes(readBase64(text.first(std::max<qsizetype>(end, 0))).value_or(QByteArray()));
        if (!hash || hashes.size() == mostHashes)
            return core::fail(core::ErrorKind::Malformed, QStringLiteral("line %1").arg(line + hashes.size()), QStringLiteral("hash"));
        hashes += *hash;
        text = text.sliced(end + 1);
    }
    return hashes;
}

} // namespace

QByteArray writeHashes(const QList<Hash> &hashes)
{
    QByteArray text;
    for (const Hash &hash : hashes)
        text += base64(hash.view()) + '\n';
    return text;
}

core::Result<QList<Hash>> parseHashes(QByteArrayView text)
{
    auto hashes = takeHashes(text, 1);
    if (hashes && !text.isEmpty())
        return core::fail(core::ErrorKind::Malformed, QStringLiteral("line %1").arg(hashes->size() + 1), QStringLiteral("hash"));
    return hashes;
}

QByteArray write(const TlogProof &proof)
{
    return firstLine.toByteArray() + "\nindex " + QByteArray::number(proof.index) + '\n' + writeHashes(proof.hashes) + '\n' + proof.checkpoint;
}

core::Result<TlogProof> parseTlogProof(QByteArrayView text)
{
    LineReader in(text);
    in.bare(firstLine);
    TlogProof proof;
    proof.index = in.integer("index");
    if (const auto head = in.finish(true); !head)
        return tl::unexpected(head.error());
    QByteArrayView rest = text.sliced(in.position());
    const auto hashes = takeHashes(rest, 3);
    if (!hashes)
        return tl::unexpected(hashes.error());
    if (rest.size() < 2)
        return core::fail(core::ErrorKind::Malformed, QStringLiteral("line %1").arg(hashes->size() + 3), QStringLiteral("checkpoint"));
    proof.hashes = *hashes;
    proof.checkpoint = rest.sliced(1).toByteArray();
    return proof;
}

} // namespace countersign::ledger
