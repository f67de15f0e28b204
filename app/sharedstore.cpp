#include "app/sharedstore.h"

#include "app/composition.h"
#include "app/knownservers.h"
#include "app/sharedlistener.h"
#include "store/postgresql/housemove.h"
#include "store/postgresql/pgexamination.h"
#include "store/postgresql/pgmigrations.h"
#include "store/postgresql/postgresstore.h"

#include <QDir>
#include <QSet>
#include <mutex>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

class SharedStore final : public workflow::OpenStore {
public:
    explicit SharedStore(std::unique_ptr<store::PostgresStore> opened) : m_store(std::move(opened)) {}

    workflow::Ports ports() override
    {
        return {m_store->cases(), m_store->decisions(), m_store->people(), m_store->blobs(), m_store->ledger(),
                m_store->work(), m_store->clock(), m_store->role(), false, &m_store->desk()};
    }
    QString location() const override { return m_store->address().url(false); }
    bool readOnly() const override { return false; }
    QStringList warnings() const override { return {}; }
    store::PostgresStore *server() { return m_store.get(); }

private:
    std::unique_ptr<store::PostgresStore> m_store;
};

Result<store::ServerAddress> parsed(const StoreAddress &address)
{
    return store::serverAddress(address.url);
}

} // namespace

namespace {

// Which store's key to try: of the one that was met there; at an address never met, the only one this person has, or the only one that was met
// nowhere else.
std::optional<core::StoreId> storeFor(const workflow::Keyring &keyring, const QString &url, const core::PersonId &person)
{
    const KnownServers servers(keyring.folder);
    if (const auto met = servers.storeAt(url))
        return keyring.hasKey(*met, person) ? met : std::nullopt;
    QSet<QString> elsewhere;
    for (const QString &other : servers.urls())
        if (const auto store = servers.storeAt(other))
            elsewhere.insert(store->value);
    QList<core::StoreId> candidates;
    for (const QString &name : QDir(keyring.folder + QStringLiteral("/keys")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (keyring.hasKey(core::StoreId(name), person))
            candidates.append(core::StoreId(name));
    if (candidates.size() > 1)
        candidates.removeIf([&](const core::StoreId &store) { return elsewhere.contains(store.value); });
    return candidates.size() == 1 ? std::optional(candidates.first()) : std::nullopt;
}

} // namespace

store::PostgresStore *sharedServer(workflow::OpenStore &store)
{
    auto *const shared = dynamic_cast<SharedStore *>(&store);
    return shared ? shared->server() : nullptr;
}

core::PersonId personIn(const StoreAddress &address)
{
    const auto server = parsed(address);
    return core::PersonId(server ? server->user : QString());
}

QString serverUrl(const StoreAddress &address)
{
    const auto server = parsed(address);
    return server ? server->url(false) : address.url;
}

void rememberServer(const workflow::Keyring &keyring, const StoreAddress &address, const core::StoreId &store)
{
    const KnownServers servers(keyring.folder);
    if (!servers.storeAt(serverUrl(address)))
        (void)servers.remember(serverUrl(address), store);
}

Result<std::optional<SharedLogin>> loginOf(const workflow::Keyring &keyring, const StoreAddress &address, const core::PersonId &person,
                                           const std::function<Result<workflow::SharedSecret>()> &secret)
{
    const auto store = storeFor(keyring, serverUrl(address), person);
    if (!store)
        return std::optional<SharedLogin>();
    const auto given = secret();
    if (!given)
        return tl::unexpected(given.error());
    const auto identity = ledger::unlockIdentity(keyring.folder, *store, person, **given);
    if (!identity)
        return tl::unexpected(identity.error());
    return std::optional(SharedLogin{person, store::loginPassword(identity->rolePassword.view())});
}

Result<std::unique_ptr<workflow::OpenStore>> openShared(const StoreAddress &address, const SharedLogin &login, const QString &keyringFolder,
                                                        const core::Clock &clock, const std::stop_token &closing)
{
    const auto server = parsed(address);
    if (!server)
        return tl::unexpected(server.error());
    auto opened = store::PostgresStore::open(*server, {login.person.value, login.password}, clock, closing);
    if (!opened)
        return tl::unexpected(opened.error());
    const auto identity = (*opened)->people().storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (!*identity)
        if (const auto begun = store::unfinishedMove((*opened)->connection()); begun && !begun->isEmpty())
            return fail(ErrorKind::StoreMissing, server->url(false), unfinishedCopy);
    if (*identity)
        (void)KnownServers(keyringFolder).remember(server->url(false), (*identity)->id); // a keyring that cannot be written says so when it matters
    return std::make_unique<SharedStore>(std::move(*opened));
}

namespace {

constexpr qint64 skewAllowed = 120;
constexpr quint64 waitingAllowed = 1000;

using Observation = workflow::Observation;
using Grade = Observation::Grade;

QList<Observation> observationsOf(const store::ServerExamination &seen)
{
    QList<Observation> list{{QStringLiteral("server"), Grade::Good, {}, QStringLiteral("%1 %2").arg(seen.schema).arg(seen.server)}};
    const bool isOpen = !seen.encrypted && !seen.local;
    list.append({QStringLiteral("encryption"), isOpen ? Grade::Bad : Grade::Good, isOpen ? QStringLiteral("none") : seen.local ? QStringLiteral("local") : QString(), {}});
    for (const auto &[what, place] : seen.findings)
        list.append({QStringLiteral("rules"), what == u"reader-verifies" || what == u"waiting-long" ? Grade::Care : Grade::Bad, what, place});
    if (seen.findings.isEmpty())
        list.append({QStringLiteral("rules"), Grade::Good, {}, {}});
    const bool isBehind = seen.waiting > waitingAllowed;
    list.append({QStringLiteral("sequencer"), isBehind ? Grade::Care : Grade::Good, isBehind ? QStringLiteral("behind") : QString(), QString::number(seen.waiting)});
    const bool isSkewed = std::abs(seen.aheadSeconds) > skewAllowed;
    list.append({QStringLiteral("server-clock"), isSkewed ? Grade::Care : Grade::Good, isSkewed ? QStringLiteral("skewed") : QString(),
                 QString::number(seen.aheadSeconds)});
    return list;
}

} // namespace

Result<QList<Observation>> examineShared(const StoreAddress &address, const SharedLogin &login, const core::Clock &clock)
{
    const auto server = parsed(address);
    if (!server)
        return tl::unexpected(server.error());
    const auto opened = store::PostgresStore::open(*server, {login.person.value, login.password}, clock);
    if (!opened)
        return tl::unexpected(opened.error());
    return store::examineServer((*opened)->connection(), clock).map(observationsOf);
}

struct SharedDoor::State {
    StoreAddress address;
    workflow::Keyring keyring;
    std::mutex guard;
    core::PersonId person;              // guarded
    workflow::SharedSecret secret;      // guarded; gone once the key was tried
    std::optional<Result<SharedLogin>> login; // guarded
};

SharedDoor::SharedDoor(StoreAddress address, workflow::Keyring keyring) : m_state(std::make_shared<State>())
{
    m_state->address = std::move(address);
    m_state->keyring = std::move(keyring);
}

void SharedDoor::offer(const core::PersonId &person, const workflow::SharedSecret &secret) const
{
    const std::lock_guard lock(m_state->guard);
    m_state->person = person;
    m_state->secret = secret;
    m_state->login.reset();
}

Result<SharedLogin> SharedDoor::login() const
{
    const std::lock_guard lock(m_state->guard);
    if (!m_state->login) {
        if (m_state->person.isEmpty())
            return fail(ErrorKind::NotSignedIn);
        const auto found = loginOf(m_state->keyring, m_state->address, m_state->person, [this]() -> Result<workflow::SharedSecret> { return m_state->secret; });
        if (!found)
            m_state->login = tl::unexpected(found.error());
        else if (*found)
            m_state->login = **found;
        else
            m_state->login = fail(ErrorKind::NotAllowed, m_state->person.value, QStringLiteral("key-not-here"));
        m_state->secret.reset();
    }
    return *m_state->login;
}

Result<std::unique_ptr<workflow::OpenStore>> SharedDoor::open(const std::stop_token &closing) const
{
    return login().and_then([&](const SharedLogin &in) { return openShared(m_state->address, in, m_state->keyring.folder, systemClock(), closing); });
}

Result<std::unique_ptr<workflow::ChangeListener>> SharedDoor::listen() const
{
    return login().and_then([&](const SharedLogin &in) { return listenAt(m_state->address, in); });
}

namespace {

Result<std::unique_ptr<store::PgConnection>> administrate(const store::ServerAddress &server)
{
    return store::PgConnection::open(server, {});
}

Result<Prepared> prepare(store::PgConnection &administrator, bool serverVerifies)
{
    const auto verification = serverVerifies ? store::Verification::Server : store::Verification::Reader;
    const auto migrated = store::migrateServer(administrator, store::serverMigrationFiles(), verification);
    if (!migrated)
        return tl::unexpected(migrated.error());
    return administrator.runText("SELECT EXISTS (SELECT 1 FROM countersign.store_identity)").map([&](const store::PgRows &rows) {
        return Prepared{rows.flag(0, 0), *migrated};
    });
}

} // namespace

Result<std::optional<core::StoreId>> storeOnServer(const StoreAddress &address)
{
    const auto administrator = parsed(address).and_then(administrate);
    if (!administrator)
        return tl::unexpected(administrator.error());
    if (const auto fits = store::demandEncoding(**administrator); !fits)
        return tl::unexpected(fits.error());
    const auto there = (*administrator)->runText("SELECT to_regclass('countersign.store_identity') IS NOT NULL");
    if (!there || !there->flag(0, 0))
        return there ? Result<std::optional<core::StoreId>>(std::nullopt) : tl::unexpected(there.error());
    return (*administrator)->runText("SELECT id FROM countersign.store_identity").map([](const store::PgRows &rows) {
        return rows.size() == 0 ? std::nullopt : std::optional(core::StoreId(rows.text(0, 0)));
    });
}

Result<Prepared> prepareShared(const StoreAddress &address, bool serverVerifies, bool forCopy)
{
    const auto server = parsed(address);
    if (!server)
        return tl::unexpected(server.error());
    const auto administrator = administrate(*server);
    if (!administrator)
        return tl::unexpected(administrator.error());
    const auto there = prepare(**administrator, serverVerifies);
    const auto begun = there && !forCopy ? store::unfinishedMove(**administrator) : Result<QString>(QString());
    if (begun && !begun->isEmpty())
        return fail(ErrorKind::StoreExists, server->url(false), unfinishedCopy);
    return there;
}

Result<workflow::CreatedStore> makeShared(const StoreAddress &address, bool serverVerifies, const workflow::Keyring &keyring,
                                          const workflow::NewStore &request, const core::Clock &clock)
{
    const auto server = parsed(address);
    if (!server)
        return tl::unexpected(server.error());
    const auto administrator = administrate(*server);
    if (!administrator)
        return tl::unexpected(administrator.error());
    const auto there = prepare(**administrator, serverVerifies);
    if (!there)
        return tl::unexpected(there.error());
    if (there->hasStore)
        return fail(ErrorKind::StoreExists, server->url(false));
    const auto login = [&](const core::PersonId &person, const ledger::Secret &rolePassword) -> Result<std::unique_ptr<workflow::OpenStore>> {
        if (const auto made = store::makeFirstLogin(**administrator, person.value, rolePassword.view()); !made)
            return tl::unexpected(made.error());
        return openShared(address, {person, store::loginPassword(rolePassword.view())}, keyring.folder, clock);
    };
    auto created = workflow::createStore(login, keyring, request);
    const bool isOutrun = !created && (created.error().kind == ErrorKind::StoreExists || created.error().detail == QLatin1String("first-person"));
    if (isOutrun) // somebody else makes one at the same moment
        return fail(ErrorKind::StoreExists, server->url(false));
    if (created)
        (void)KnownServers(keyring.folder).remember(server->url(false), created->acting.signer.store);
    return created;
}

} // namespace countersign::app
