#include "workflow/recordstatement.h"

#include <QDeadlineTimer>
#include <QThread>

namespace countersign::workflow {

using core::Result;

namespace {

constexpr std::chrono::seconds placeWithin{60};
constexpr unsigned long lookEveryMilliseconds = 20;

Result<ledger::Statement> nextStatement(const Ports &ports, const ActingPerson &acting, ledger::Body body, const QString &meaning,
                                        const core::StatementId &id, const QDateTime &now)
{
    if (ports.offline && !std::holds_alternative<ledger::Decision>(body)) // everything else is the store's to take in
        return core::fail(core::ErrorKind::NotAllowed, {}, QStringLiteral("workspace-verb"));
    return ledger::nextDevicePlace(ports.ledger, acting.signer.device).map([&](const ledger::DevicePlace &place) {
        return ledger::attest(acting.signer, *acting.key, std::move(body), acting.auth, meaning, place, now, id);
    });
}

} // namespace

Result<ledger::MadeEntry> signedEntry(const Ports &ports, const ActingPerson &acting, ledger::Body body, const QString &meaning,
                                      const QList<ledger::Flag> &flags, const core::StatementId &id, const QList<const ledger::UnlockedKey *> &further)
{
    const QDateTime now = ports.clock.now();
    return nextStatement(ports, acting, std::move(body), meaning, id, now).and_then([&](ledger::Statement statement) {
        return ledger::makeSigned(std::move(statement), *acting.key, further, now, ports.session, flags);
    });
}

Result<NewEntries> beginEntries(const Ports &ports, const ActingPerson &acting, ledger::Body body, const QString &meaning,
                                const core::StatementId &id)
{
    const QDateTime now = ports.clock.now();
    return nextStatement(ports, acting, std::move(body), meaning, id, now).map([&](ledger::Statement statement) {
        return NewEntries{std::move(statement), {}, now, {}};
    });
}

std::future<Result<QList<ledger::MadeEntry>>> makeEntries(NewEntries entries, const QString &session, const ActingPerson &acting)
{
    return BesideThread::instance().run([entries = std::move(entries), key = acting.key, store = acting.signer.store, session]() mutable
                             -> Result<QList<ledger::MadeEntry>> {
        auto signedFirst = ledger::makeSigned(std::move(entries.statement), *key, {}, entries.arrived, session, entries.flags);
        if (!signedFirst)
            return tl::unexpected(signedFirst.error());
        return ownEntries(std::move(entries.following), store, entries.arrived, session).map([&](QList<ledger::MadeEntry> made) {
            made.prepend(std::move(*signedFirst));
            return made;
        });
    });
}

Result<QList<ledger::MadeEntry>> ownEntries(QList<ledger::Body> bodies, const core::StoreId &store, const QDateTime &arrived, const QString &session)
{
    QList<ledger::MadeEntry> made;
    for (ledger::Body &body : bodies) {
        auto own = ledger::makeOwn({store, {}, std::move(body), {}}, arrived, session);
        if (!own)
            return tl::unexpected(own.error());
        made.append(std::move(*own));
    }
    return made;
}

Result<ledger::Receipt> recordOwn(const Ports &ports, const core::StoreId &store, ledger::Body body, const QDateTime &arrived)
{
    return ledger::makeOwn({store, {}, std::move(body), {}}, arrived, ports.session).and_then([&](const ledger::MadeEntry &made) {
        return ledger::append(ports.ledger, made);
    });
}

Result<std::pair<core::StatementId, ledger::Receipt>> recordStatement(const Ports &ports, const ActingPerson &acting,
                                                                      ledger::Body body, const QString &meaning,
                                                                      const QList<const ledger::UnlockedKey *> &further)
{
    const auto made = signedEntry(ports, acting, std::move(body), meaning, {}, {}, further);
    if (!made)
        return tl::unexpected(made.error());
    const auto receipt = ledger::append(ports.ledger, *made);
    if (!receipt)
        return tl::unexpected(receipt.error());
    return std::pair(made->statement.id, *receipt);
}

Result<ledger::Receipt> placed(const Ports &ports, const core::StatementId &id, const ledger::Receipt &appended)
{
    if (!ports.ledger.sequencesLater())
        return appended;
    const QDeadlineTimer deadline(placeWithin);
    for (;;) {
        const auto index = ports.ledger.indexOf(id);
        if (!index)
            return tl::unexpected(index.error());
        if (*index) {
            const auto row = ports.ledger.row(**index);
            if (!row)
                return tl::unexpected(row.error());
            return ledger::parseEntry(row->entry).map([&](const ledger::Entry &entry) { return ledger::Receipt{row->index, row->leaf, entry.arrived}; });
        }
        if (deadline.hasExpired())
            return core::fail(core::ErrorKind::TimedOut, id.value, QStringLiteral("sequencer"));
        QThread::msleep(lookEveryMilliseconds);
    }
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
