#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::Result;

Result<SignedEntry> signedEntry(const Ports &ports, const QString &session, const ActingPerson &acting, ledger::Body body, const QString &meaning,
                                const QList<ledger::Flag> &flags, const core::StatementId &id, const QList<const ledger::UnlockedKey *> &further)
{
    const auto place = ledger::nextDevicePlace(ports.ledger, acting.signer.device);
    if (!place)
        return tl::unexpected(place.error());
    const QDateTime now = ports.clock.now();
    const ledger::Statement statement = ledger::attest(acting.signer, *acting.key, std::move(body), acting.auth, meaning, *place, now, id);
    const auto note = ledger::signStatement(statement, *acting.key, further);
    if (!note)
        return tl::unexpected(note.error());
    const auto entry = ledger::signedEntry(*note, now, session, flags);
    if (!entry)
        return tl::unexpected(entry.error());
    return SignedEntry{statement.id, *entry};
}

Result<std::pair<core::StatementId, ledger::Receipt>> recordStatement(const Ports &ports, const QString &session, const ActingPerson &acting,
                                                                      ledger::Body body, const QString &meaning,
                                                                      const QList<const ledger::UnlockedKey *> &further)
{
    const auto made = signedEntry(ports, session, acting, std::move(body), meaning, {}, {}, further);
    if (!made)
        return tl::unexpected(made.error());
    const auto receipt = ledger::append(ports.ledger, made->entry);
    if (!receipt)
        return tl::unexpected(receipt.error());
    return std::pair(made->id, *receipt);
}

Result<ledger::Hash> saveContent(const Ports &ports, const QByteArray &content)
{
    const ledger::Blob blob = ledger::newBlob(content);
    const core::StoredBlob stored = storedBlob(blob);
    if (const auto saved = ports.blobs.saveBlob(stored); !saved)
        return tl::unexpected(saved.error());
    return *ledger::readDigest(stored.digest.toLatin1());
}

Result<std::optional<ledger::Hash>> saveWords(const Ports &ports, const QString &words)
{
    const QString trimmed = words.trimmed();
    if (trimmed.isEmpty())
        return std::optional<ledger::Hash>();
    return saveContent(ports, trimmed.toUtf8()).map([](const ledger::Hash &digest) { return std::optional(digest); });
}

QString digestString(const ledger::Hash &hash)
{
    return QString::fromLatin1(ledger::digestText(hash));
}

core::StoredBlob storedBlob(const ledger::Blob &blob)
{
    return {digestString(blob.digest()), blob.salt, blob.content};
}

bool isIntact(const core::StoredBlob &blob)
{
    return digestString(ledger::blobDigest(blob.salt, blob.content)) == blob.digest;
}

} // namespace countersign::workflow
