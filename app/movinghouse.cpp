#include "app/movinghouse.h"

#include "app/composition.h"
#include "app/knownservers.h"
#include "store/openstore.h"
#include "store/postgresql/housemove.h"
#include "store/postgresql/pgconnection.h"
#include "workflow/casewords.h"
#include "workflow/watchrecord.h"

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<store::SourceWords> describe(QByteArrayView source)
{
    return workflow::wordsOfCase(source).map([](const workflow::CaseWords &words) {
        return store::SourceWords{words.isFields ? QStringLiteral("fields") : QStringLiteral("text"), words.searchText};
    });
}

Result<core::Person> demandAdministrator(const workflow::Ports &ports, const core::PersonId &id)
{
    const auto person = ports.people.person(id);
    if (!person)
        return tl::unexpected(person.error());
    if (!*person || (*person)->disabled || !(*person)->has(core::Role::Administrator))
        return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("administrator"));
    return **person;
}

// Of the store as it is now, by the key that is enrolled in it.
Result<ledger::Identity> administratorOf(const workflow::Keyring &keyring, const workflow::Ports &ports, const MovingRequest &request)
{
    const auto identity = ports.people.storeIdentity();
    const auto person = demandAdministrator(ports, request.person);
    if (!identity || !person)
        return tl::unexpected(!identity ? identity.error() : person.error());
    if (!*identity)
        return fail(ErrorKind::StoreMissing, storeName(request.from));
    auto unlocked = ledger::unlockIdentity(keyring.folder, (*identity)->id, request.person, *request.secret);
    if (!unlocked)
        return unlocked;
    if (person->key.toLatin1() != unlocked->key->fingerprint().hex())
        return fail(ErrorKind::NotAllowed, request.person.value, QStringLiteral("key-not-enrolled"));
    return unlocked;
}

Result<std::unique_ptr<store::PgConnection>> administrate(const StoreAddress &to)
{
    return store::serverAddress(to.url).and_then([](const store::ServerAddress &server) { return store::PgConnection::open(server, {}); });
}

// A file that was put back is not copied. Where the server has the store already, it may be known here that it went on there.
Result<void> demandOurs(const workflow::Ports &ports, const QString &keyringFolder, const StoreAddress &to)
{
    const auto theirs = storeOnServer(to);
    if (!theirs)
        return tl::unexpected(theirs.error());
    return *theirs ? workflow::demandSameBeginning(ports, keyringFolder).map([](bool) {}) : workflow::demandSameRecord(ports, keyringFolder);
}

QList<core::Person> others(const QList<core::Person> &people, const core::PersonId &in)
{
    QList<core::Person> list;
    for (const core::Person &person : people)
        if (!person.disabled && person.id != in)
            list.append(person);
    return list;
}

} // namespace

Result<void> demandMove(const workflow::Ports &from, const core::PersonId &person, const StoreAddress &to)
{
    if (const auto may = demandAdministrator(from, person); !may)
        return tl::unexpected(may.error());
    const auto ours = from.people.storeIdentity();
    const auto theirs = storeOnServer(to);
    if (!ours || !theirs)
        return tl::unexpected(!ours ? ours.error() : theirs.error());
    if (*theirs && (!*ours || (*ours)->id != **theirs))
        return fail(ErrorKind::StoreExists, serverUrl(to));
    return {};
}

Result<MovingReport> moveToServer(const workflow::Keyring &keyring, const MovingRequest &request,
                                  const std::function<void(qint64 done, qint64 whole)> &progress, std::stop_token stop)
{
    auto from = store::SqliteStore::open(request.from.path, store::OpenMode::Moving, systemClock());
    if (!from && (from.error().kind == ErrorKind::StoreReadOnly || from.error().kind == ErrorKind::StoreOnNetwork))
        from = store::SqliteStore::open(request.from.path, store::OpenMode::ReadOnly, systemClock());
    if (!from)
        return tl::unexpected(from.error());
    store::SqliteStore &source = **from;
    const workflow::Ports ports{source.cases(),  source.decisions(), source.people(), source.blobs(),
                                source.ledger(), source.work(),      source.clock(),  workflow::localSession};
    if (const auto same = demandOurs(ports, keyring.folder, request.to); !same)
        return tl::unexpected(same.error());
    const auto person = administratorOf(keyring, ports, request);
    if (!person)
        return tl::unexpected(person.error());
    if (const auto movable = store::demandMovable(source); !movable)
        return tl::unexpected(movable.error());
    if (const auto prepared = prepareShared(request.to, request.serverVerifies, true); !prepared)
        return tl::unexpected(prepared.error());
    const auto administrator = administrate(request.to);
    if (!administrator)
        return tl::unexpected(administrator.error());
    const auto moved = store::moveHouse(source, **administrator, {describe, progress, stop}, request.person.value, person->rolePassword.view());
    if (!moved)
        return tl::unexpected(moved.error());
    const auto identity = source.people().storeIdentity();
    const auto people = source.people().people();
    const auto away = workflow::openCheckouts(ports);
    if (!identity || !people || !away)
        return tl::unexpected(!identity ? identity.error() : !people ? people.error() : away.error());
    (void)KnownServers(keyring.folder).remember(serverUrl(request.to), (*identity)->id);
    return MovingReport{(*identity)->id, (*identity)->name, moved->size, QString::fromLatin1(moved->root.hex()), moved->cases, moved->blobs,
                        others(*people, request.person), *away, moved->isClosed, moved->deciding};
}

} // namespace countersign::app
