#include "app/workspacehouse.h"

#include "store/postgresql/postgresstore.h"
#include "store/workspacestore.h"

#include <QFileInfo>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// A check-out that is still being copied.
QString begunPath(const QString &path)
{
    return path + QStringLiteral(".part");
}

} // namespace

namespace {

Result<std::unique_ptr<workflow::OpenStore>> heldAgainstMemory(Result<std::unique_ptr<workflow::OpenStore>> store, const workflow::Keyring &keyring)
{
    if (!store)
        return store;
    return workflow::demandSameRecord((*store)->ports(), keyring.folder).map([&] { return std::move(*store); });
}

} // namespace

OriginDoor sharedOrigin(const SharedDoor &door, const workflow::Keyring &keyring)
{
    return [door, keyring](const QString &, const std::stop_token &closing) { return heldAgainstMemory(door.open(closing), keyring); };
}

OriginDoor embeddedOrigin(const workflow::Keyring &keyring)
{
    return [keyring](const QString &origin, const std::stop_token &) -> Result<std::unique_ptr<workflow::OpenStore>> {
        const auto address = storeAddress(origin);
        auto store = address ? app::openStore(*address, Access::Write) : Result<std::unique_ptr<workflow::OpenStore>>(tl::unexpected(address.error()));
        if (!store)
            return store;
        const auto identity = (*store)->ports().people.storeIdentity();
        if (!identity)
            return tl::unexpected(identity.error());
        if (!*identity)
            return fail(ErrorKind::StoreMissing, storeName(*address));
        return heldAgainstMemory(std::move(store), keyring);
    };
}

WorkspaceHouse::WorkspaceHouse(QString path, workflow::Keyring keyring, OriginDoor origin, const core::Clock &clock)
    : m_path(std::move(path)), m_keyring(std::move(keyring)), m_origin(std::move(origin)), m_clock(clock)
{
}

bool WorkspaceHouse::isThere() const
{
    return QFileInfo::exists(m_path);
}

bool WorkspaceHouse::isBegun() const
{
    return QFileInfo::exists(begunPath(m_path));
}

// One memory for all who are connected: the file is open once.
Result<std::unique_ptr<WorkspaceConnection>> WorkspaceHouse::connect(const ledger::UnlockedKey &key)
{
    const std::lock_guard lock(m_guard);
    if (!isThere())
        return fail(ErrorKind::StoreMissing, m_path, QStringLiteral("workspace"));
    auto memory = m_memory.lock();
    if (!memory) {
        auto loaded = loadWorkspace(m_path, m_keyring, key);
        if (!loaded)
            return tl::unexpected(loaded.error());
        memory = std::move(*loaded);
        m_memory = memory;
    }
    return connectWorkspace(std::move(memory), m_clock);
}

Result<std::unique_ptr<WorkspaceConnection>> WorkspaceHouse::open(const workflow::ActingPerson &acting)
{
    return connect(*acting.key);
}

Result<std::unique_ptr<workflow::OpenStore>> WorkspaceHouse::openStore(const workflow::OpenWorkspace &workspace, const std::stop_token &closing)
{
    const auto session = workspace.desk.session();
    const auto address = session ? storeAddress(session->origin) : Result<StoreAddress>(tl::unexpected(session.error()));
    if (!address)
        return tl::unexpected(address.error());
    const auto login = [&] {
        const std::lock_guard lock(m_guard);
        return m_login;
    }();
    const auto server = [&](const StoreAddress &there, const SharedLogin &in) {
        return heldAgainstMemory(openShared(there, in, m_keyring.folder, m_clock, closing), m_keyring);
    };
    if (address->kind == StoreAddress::Kind::Shared && login)
        return server(*address, *login);
    auto store = m_origin(session->origin, closing);
    const auto moved = store ? std::nullopt : movedTo(store.error());
    return moved && login ? server(*moved, *login) : std::move(store);
}

Result<std::unique_ptr<WorkspaceConnection>> WorkspaceHouse::begin(const workflow::ActingPerson &acting)
{
    discardBegun();
    return makeWorkspace(begunPath(m_path), acting.signer.store, *acting.key, m_keyring, m_clock);
}

Result<std::unique_ptr<WorkspaceConnection>> WorkspaceHouse::openBegun(const workflow::ActingPerson &acting)
{
    if (!isWorkspace(begunPath(m_path)))
        return fail(ErrorKind::NotAStore, begunPath(m_path), QStringLiteral("workspace"));
    return loadWorkspace(begunPath(m_path), m_keyring, *acting.key).and_then([&](std::shared_ptr<store::WorkspaceMemory> memory) {
        return connectWorkspace(std::move(memory), m_clock);
    });
}

Result<void> WorkspaceHouse::publish()
{
    return publishWorkspace(begunPath(m_path), m_path);
}

void WorkspaceHouse::discardBegun()
{
    discardWorkspace(begunPath(m_path), m_keyring);
}

Result<void> WorkspaceHouse::destroy()
{
    return destroyWorkspace(m_path, m_keyring);
}

// ---- working in it

void WorkspaceHouse::offer(const core::PersonId &person, const workflow::SharedSecret &secret)
{
    const std::lock_guard lock(m_guard);
    m_person = person;
    m_secret = secret;
    m_in.reset();
    m_login.reset();
}

// The key file is tried once for each time somebody says who they are.
Result<WorkspaceKey> WorkspaceHouse::unlock()
{
    const std::lock_guard lock(m_guard);
    if (m_in)
        return *m_in;
    if (m_person.isEmpty() || !m_secret)
        return fail(ErrorKind::NotSignedIn);
    const auto tried = [&]() -> Result<WorkspaceKey> {
        const auto label = workspaceLabel(m_path);
        if (!label)
            return tl::unexpected(label.error());
        if (label->person != m_person)
            return fail(ErrorKind::NotAllowed, label->person.value, QStringLiteral("workspace-person"));
        auto identity = ledger::unlockIdentity(m_keyring.folder, label->store, label->person, *m_secret);
        if (!identity)
            return tl::unexpected(identity.error());
        m_login = SharedLogin{m_person, store::loginPassword(identity->rolePassword.view())};
        return WorkspaceKey{std::shared_ptr<const ledger::UnlockedKey>(std::move(identity->key)),
                            std::make_shared<const ledger::Secret>(std::move(identity->pinVerifier)), false};
    };
    m_in = tried();
    m_secret.reset();
    return *m_in;
}

Result<std::unique_ptr<workflow::OpenStore>> WorkspaceHouse::enter()
{
    return unlock()
        .and_then([&](const WorkspaceKey &key) { return connect(*key.person); })
        .map([](std::unique_ptr<WorkspaceConnection> opened) -> std::unique_ptr<workflow::OpenStore> { return opened; });
}

Result<workflow::ActingPerson> WorkspaceHouse::actingInside()
{
    const auto key = unlock();
    if (!key)
        return tl::unexpected(key.error());
    return connect(*key->person).and_then([&](const std::unique_ptr<WorkspaceConnection> &opened) {
        return workflow::actInWorkspace(opened->workspace(), key->person, key->pinVerifier->copy(), m_keyring.folder);
    });
}

} // namespace countersign::app
