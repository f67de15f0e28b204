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

// Of the store as it is now, by the key that is enrolled in it.
Result<ledger::Identity> administratorOf(const workflow::Keyring &keyring, const workflow::Ports &ports, const MovingRequest &request)
{
    const auto identity = ports.people.storeIdentity();
    const auto person = ports.people.person(request.person);
    if (!identity || !person)
        return tl::unexpected(!identity ? identity.error() : person.error());
    if (!*identity)
        return fail(ErrorKind::StoreMissing, storeName(request.from));
    auto unlocked = ledger::unlockIdentity(keyring.folder, (*identity)->id, request.person, *request.secret);
    if (!unlocked)
        return unlocked;
    if (!*person || (*person)->disabled || !(*person)->has(core::Role::Administrator) || (*person)->key.toLatin1() != unlocked->key->fingerprint().hex())
        return fail(ErrorKind::NotAllowed, request.person.value, QStringLiteral("administrator"));
    return unlocked;
}

Result<std::unique_ptr<store::PgConnection>> administrate(const StoreAddress &to)
{
    return store::serverAddress(to.url).and_then([](const store::ServerAddress &server) { return store::PgConnection::open(server, {}); });
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

Result<void> demandEmptyServer(const StoreAddress &to, bool serverVerifies)
{
    const auto there = prepareShared(to, serverVerifies, true);
    if (there && *there)
        return fail(ErrorKind::StoreExists, serverUrl(to));
    return there.map([](bool) {});
}

Result<MovingReport> moveToServer(const workflow::Keyring &keyring, const MovingRequest &request,
                                  const std::function<void(qint64 done, qint64 whole)> &progress, std::stop_token stop)
{
    auto from = store::SqliteStore::open(request.from.path, store::OpenMode::ReadWrite, systemClock());
    if (!from)
        from = store::SqliteStore::open(request.from.path, store::OpenMode::ReadOnly, systemClock());
    if (!from)
        return tl::unexpected(from.error());
    store::SqliteStore &source = **from;
    const workflow::Ports ports{source.cases(),  source.decisions(), source.people(), source.blobs(),
                                source.ledger(), source.work(),      source.clock(),  workflow::localSession};
    if (const auto same = workflow::demandSameRecord(ports, keyring.folder); !same)
        return tl::unexpected(same.error());
    const auto person = administratorOf(keyring, ports, request);
    if (!person)
        return tl::unexpected(person.error());
    const auto administrator = administrate(request.to);
    if (!administrator)
        return tl::unexpected(administrator.error());
    const auto moved = store::moveHouse(source, **administrator, {describe, progress, stop}, request.person.value, person->rolePassword.view());
    if (!moved)
        return tl::unexpected(moved.error());
    const auto identity = source.people().storeIdentity();
    const auto people = source.people().people();
    if (!identity || !people)
        return tl::unexpected(!identity ? identity.error() : people.error());
    (void)KnownServers(keyring.folder).remember(serverUrl(request.to), (*identity)->id);
    return MovingReport{(*identity)->id, (*identity)->name, moved->size, QString::fromLatin1(moved->root.hex()), moved->cases, moved->blobs,
                        others(*people, request.person), moved->deciding};
}

} // namespace countersign::app
