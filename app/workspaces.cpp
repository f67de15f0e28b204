#include "app/workspaces.h"

#include "store/storefile.h"
#include "store/workspacestore.h"
#include "sync/workspacekey.h"

#include <future>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

class Connection final : public WorkspaceConnection {
public:
    explicit Connection(std::unique_ptr<store::WorkspaceStore> opened) : m_opened(std::move(opened)) {}

    workflow::Ports ports() override
    {
        store::SqliteStore &store = m_opened->store();
        return {store.cases(), store.decisions(), store.people(), m_opened->blobs(), store.ledger(), store.work(), store.clock(), workflow::localSession, true};
    }
    workflow::OpenWorkspace workspace() override { return {ports(), *m_opened}; }
    QString location() const override { return m_opened->path(); }
    bool readOnly() const override { return false; }
    QStringList warnings() const override { return {}; }

private:
    std::unique_ptr<store::WorkspaceStore> m_opened;
};

using Memory = Result<std::shared_ptr<store::WorkspaceMemory>>;

Memory filled(Memory memory, std::unique_ptr<sync::Workspace> workspace)
{
    return memory ? (*memory)->load(std::move(workspace)).map([&] { return *memory; }) : memory;
}

Result<std::unique_ptr<WorkspaceConnection>> connect(std::unique_ptr<sync::Workspace> workspace, const QString &path, const core::Clock &clock)
{
    return filled(store::WorkspaceMemory::prepare(path), std::move(workspace)).and_then([&](std::shared_ptr<store::WorkspaceMemory> memory) {
        return connectWorkspace(std::move(memory), clock);
    });
}

// Told apart from a store's: the same kinds, with where the workspace lies and a word that says so.
core::Error ofWorkspace(core::Error error, const QString &path)
{
    switch (error.kind) {
    case ErrorKind::StoreDamaged:
    case ErrorKind::StoreNewer:
    case ErrorKind::StoreBusy:
    case ErrorKind::StoreMissing:
    case ErrorKind::StoreExists:
    case ErrorKind::NotAStore:
    case ErrorKind::HistoryRewritten:
    case ErrorKind::BadKeyFile:
        return {error.kind, path, (QStringLiteral("workspace ") + error.detail).trimmed()};
    default:
        return error;
    }
}

template <typename T>
Result<T> named(Result<T> result, const QString &path)
{
    return result ? std::move(result) : Result<T>(tl::unexpected(ofWorkspace(result.error(), path)));
}

// Whether it is gone. The file itself is the last to go: while it is there, it tells whose it was.
bool removeFile(const QString &path)
{
    for (const char *suffix : {"-wal", "-shm", "-journal", ""})
        QFile::remove(path + QLatin1String(suffix));
    return !QFileInfo::exists(path);
}

Memory load(std::unique_ptr<store::WorkspaceFile> file, Memory memory, const workflow::Keyring &keyring, const ledger::UnlockedKey &person)
{
    const sync::WorkspaceLabel label = file->label();
    const auto key = sync::loadWorkspaceKey(keyring.folder, label, person);
    const auto mark = key ? sync::loadWorkspaceMark(keyring.folder, label.id) : Result<sync::WorkspaceMark>(tl::unexpected(key.error()));
    if (!mark)
        return tl::unexpected(mark.error());
    auto workspace = sync::Workspace::open(std::move(file), *key, *mark, sync::rememberIn(keyring.folder, label.id));
    return workspace ? filled(std::move(memory), std::move(*workspace)) : Memory(tl::unexpected(workspace.error()));
}

struct Unlocked {
    ledger::Identity identity;
    bool isReplaced = false;
};

// The person's key may have been replaced since, and the workspace be of the earlier one's days: then both files are tried, beside each other,
// whatever the passphrase opens.
Result<Unlocked> unlock(const sync::WorkspaceLabel &label, const workflow::Keyring &keyring, const ledger::Secret &secret)
{
    std::future<Result<ledger::Identity>> beside;
    if (QFileInfo::exists(ledger::earlierKeyFilePath(ledger::keyFilePath(keyring.folder, label.store, label.person))))
        beside = std::async(std::launch::async, [&keyring, &label, own = std::make_shared<const ledger::Secret>(secret.copy())] {
            return ledger::unlockEarlierIdentity(keyring.folder, label.store, label.person, *own);
        });
    auto identity = ledger::unlockIdentity(keyring.folder, label.store, label.person, secret);
    auto earlier = beside.valid() ? beside.get() : Result<ledger::Identity>(fail(ErrorKind::WrongSecret));
    if (earlier && (!identity || !sync::loadWorkspaceKey(keyring.folder, label, *identity->key)))
        return Unlocked{std::move(*earlier), true};
    return identity ? Result<Unlocked>(Unlocked{std::move(*identity), false}) : tl::unexpected(identity.error());
}

Result<OpenedWorkspace> open(const QString &path, const workflow::Keyring &keyring, const ledger::Secret &secret, const core::Clock &clock)
{
    auto file = store::WorkspaceFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    // What needs no key is done while it is derived: so the right passphrase takes no longer than a wrong one.
    auto prepared = std::async(std::launch::async, [&path] { return store::WorkspaceMemory::prepare(path); });
    auto unlocked = unlock((*file)->label(), keyring, secret);
    Memory memory = prepared.get();
    if (!unlocked)
        return tl::unexpected(unlocked.error());
    ledger::Identity &identity = unlocked->identity;
    auto connection = load(std::move(*file), std::move(memory), keyring, *identity.key).and_then([&](std::shared_ptr<store::WorkspaceMemory> loaded) {
        return connectWorkspace(std::move(loaded), clock);
    });
    if (!connection)
        return tl::unexpected(connection.error());
    return OpenedWorkspace{std::move(*connection), {std::shared_ptr<const ledger::UnlockedKey>(std::move(identity.key)),
                                                    std::make_shared<const ledger::Secret>(std::move(identity.pinVerifier)), unlocked->isReplaced}};
}

Result<std::unique_ptr<WorkspaceConnection>> make(const QString &path, const core::StoreId &store, const ledger::UnlockedKey &person,
                                                           const workflow::Keyring &keyring, const core::Clock &clock)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    const auto label = sync::WorkspaceLabel::fresh(store, person.owner());
    auto file = store::WorkspaceFile::create(path, label);
    if (!file)
        return tl::unexpected(file.error());
    const auto key = sync::makeWorkspaceKey(keyring.folder, label, person);
    if (!key) {
        file->reset();
        removeFile(path);
        return tl::unexpected(key.error());
    }
    auto workspace = sync::Workspace::begin(std::move(*file), *key, sync::rememberIn(keyring.folder, label.id));
    return workspace ? connect(std::move(*workspace), path, clock) : Result<std::unique_ptr<WorkspaceConnection>>(tl::unexpected(workspace.error()));
}

} // namespace

bool isWorkspace(const QString &path)
{
    return store::isWorkspaceFile(path);
}

Result<sync::WorkspaceLabel> workspaceLabel(const QString &path)
{
    return named(store::WorkspaceFile::readLabel(path), path);
}

Result<OpenedWorkspace> openWorkspace(const QString &path, const workflow::Keyring &keyring, const ledger::Secret &secret, const core::Clock &clock)
{
    return named(open(path, keyring, secret, clock), path);
}

Result<std::shared_ptr<store::WorkspaceMemory>> loadWorkspace(const QString &path, const workflow::Keyring &keyring, const ledger::UnlockedKey &key)
{
    auto file = store::WorkspaceFile::open(path);
    if (!file)
        return named(Result<std::shared_ptr<store::WorkspaceMemory>>(tl::unexpected(file.error())), path);
    if ((*file)->label().person != key.owner())
        return fail(ErrorKind::NotAllowed, (*file)->label().person.value, QStringLiteral("workspace-person"));
    return named(load(std::move(*file), store::WorkspaceMemory::prepare(path), keyring, key), path);
}

Result<std::unique_ptr<WorkspaceConnection>> connectWorkspace(std::shared_ptr<store::WorkspaceMemory> memory, const core::Clock &clock)
{
    return store::WorkspaceStore::open(std::move(memory), clock).map([](std::unique_ptr<store::WorkspaceStore> opened) -> std::unique_ptr<WorkspaceConnection> {
        return std::make_unique<Connection>(std::move(opened));
    });
}

Result<std::unique_ptr<WorkspaceConnection>> makeWorkspace(const QString &path, const core::StoreId &store, const ledger::UnlockedKey &person,
                                                           const workflow::Keyring &keyring, const core::Clock &clock)
{
    return named(make(path, store, person, keyring, clock), path);
}

Result<void> publishWorkspace(const QString &from, const QString &to)
{
    const auto isWhole = [&] { return QFileInfo(from + QStringLiteral("-wal")).size() == 0; };
    if (!isWhole()) { // it could not be closed so, the disk being full: what is in its log would stay behind
        const auto settled = store::WorkspaceFile::open(from).and_then([](const std::unique_ptr<store::WorkspaceFile> &file) { return file->settle(); });
        if (!settled)
            return named(Result<void>(fail(settled.error().kind, to, settled.error().detail)), to);
    }
    return isWhole() ? named(store::publishFile(from, to), to) : fail(ErrorKind::StoreUnreachable, to);
}

void discardWorkspace(const QString &path, const workflow::Keyring &keyring)
{
    const auto label = workspaceLabel(path);
    if (label)
        [[maybe_unused]] const auto gone = sync::destroyWorkspaceKey(keyring.folder, label->id);
    if (removeFile(path) && label)
        sync::forgetWorkspace(keyring.folder, label->id);
}

Result<void> destroyWorkspace(const QString &path, const workflow::Keyring &keyring)
{
    const auto label = workspaceLabel(path);
    if (!label)
        return tl::unexpected(label.error());
    if (const auto noise = sync::destroyWorkspaceKey(keyring.folder, label->id); !noise)
        return noise;
    if (!removeFile(path))
        return fail(ErrorKind::CannotWrite, path);
    sync::forgetWorkspace(keyring.folder, label->id);
    if (!sync::hasWorkspaceKey(keyring.folder, label->store, label->person))
        QFile::remove(ledger::earlierKeyFilePath(ledger::keyFilePath(keyring.folder, label->store, label->person)));
    return {};
}

Result<bool> finishReturn(const QString &path, const workflow::Keyring &keyring)
{
    const QList<QByteArray> destroyed = sync::destroyedWorkspaces(keyring.folder);
    if (destroyed.isEmpty() || !isWorkspace(path))
        return false;
    const auto label = workspaceLabel(path);
    if (!label || !destroyed.contains(label->id))
        return false;
    return destroyWorkspace(path, keyring).map([] { return true; });
}

} // namespace countersign::app
