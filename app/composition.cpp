#include "app/composition.h"

#include "store/openstore.h"

#include <QDir>
#include <QFileInfo>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

class EmbeddedStore final : public workflow::OpenStore {
public:
    explicit EmbeddedStore(std::unique_ptr<store::SqliteStore> opened) : m_store(std::move(opened)) {}

    workflow::Ports ports() override
    {
        return {m_store->cases(), m_store->decisions(), m_store->people(), m_store->blobs(), m_store->ledger(),
                m_store->work(), m_store->clock(), workflow::localSession};
    }
    QString location() const override { return m_store->opening().path; }
    bool readOnly() const override { return m_store->opening().readOnly; }
    bool isSpent() const override { return m_store->database().isBroken(); }
    QStringList warnings() const override { return m_store->opening().warnings; }

private:
    std::unique_ptr<store::SqliteStore> m_store;
};

Result<std::unique_ptr<workflow::OpenStore>> openEmbedded(const QString &path, store::OpenMode mode, const core::Clock &clock)
{
    auto opened = store::SqliteStore::open(path, mode, clock);
    if (!opened)
        return tl::unexpected(opened.error());
    return std::make_unique<EmbeddedStore>(std::move(*opened));
}

// What cannot be written may still be read.
bool readableAtLeast(const core::Error &error)
{
    return error.kind == ErrorKind::StoreReadOnly || error.kind == ErrorKind::StoreOnNetwork || movedTo(error);
}

} // namespace

const core::Clock &systemClock()
{
    static const core::SystemClock clock;
    return clock;
}

Result<std::unique_ptr<workflow::OpenStore>> openStore(const StoreAddress &address, Access access, const core::Clock &clock)
{
    if (address.kind == StoreAddress::Kind::Shared)
        return fail(ErrorKind::StoreUnreachable, address.url, sharedStore);
    const bool isNew = access == Access::Make && QFileInfo(address.path).size() == 0;
    if (isNew)
        QDir().mkpath(QFileInfo(address.path).path());
    auto opened = openEmbedded(address.path, isNew ? store::OpenMode::Create : store::OpenMode::ReadWrite, clock);
    if (!opened && access == Access::Read && readableAtLeast(opened.error()))
        return openEmbedded(address.path, store::OpenMode::ReadOnly, clock);
    return opened;
}

workflow::StoreDoor storeDoor(const StoreAddress &address)
{
    return [address](const std::stop_token &) { return openStore(address, Access::Write); };
}

std::optional<StoreAddress> movedTo(const core::Error &error)
{
    if (error.kind != ErrorKind::NotAllowed || error.detail != store::movedAway)
        return std::nullopt;
    const auto address = storeAddress(error.where);
    return address ? std::optional(*address) : std::nullopt;
}

std::optional<StoreAddress> movedTo(const QStringList &warnings)
{
    const QString mark = store::movedAway + u':';
    for (const QString &warning : warnings)
        if (warning.startsWith(mark))
            return movedTo(core::Error{ErrorKind::NotAllowed, warning.sliced(mark.size()), store::movedAway});
    return std::nullopt;
}

tl::unexpected<core::Error> hasMoved(const StoreAddress &there)
{
    return fail(ErrorKind::NotAllowed, there.url, store::movedAway);
}

QString storeName(const StoreAddress &address)
{
    return address.kind == StoreAddress::Kind::Embedded ? address.path : serverUrl(address);
}

} // namespace countersign::app
