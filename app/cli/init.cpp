#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/verbs.h"
#include "workflow/createstore.h"

#include <QFileInfo>

namespace countersign::app {

namespace {

struct Asked {
    QString name;
    QString admin;
    QString adminName;
    bool withoutServerVerification = false;
};

// Before anybody is asked for a passphrase: a store with its first person is left alone.
core::Result<void> demandNew(const StoreAddress &address)
{
    if (!QFileInfo::exists(address.path))
        return {};
    const auto store = openStore(address, Access::Make);
    if (!store)
        return passOn(store);
    const auto identity = (*store)->ports().people.storeIdentity();
    if (!identity)
        return passOn(identity);
    if (*identity)
        return core::fail(core::ErrorKind::StoreExists, storeName(address));
    return {};
}

void printMade(Call &call, const workflow::ActingPerson &admin, const QString &location)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("store", location).member("id", admin.signer.store.value).key("person").beginObject();
        writeMembers(out, admin.person);
        call.terminal().json(out.endObject().endObject().bytes());
        return;
    }
    call.terminal().line(shown(location));
    const bool decides = admin.person.has(core::Role::Reviewer);
    const QString said = decides ? Cli::tr("The store is made. %1 signs in as “%2” and is administrator, supervisor and reviewer: "
                                           "one person holds all three, so there is no separation of duties yet.")
                                 : Cli::tr("The store is made. %1 signs in as “%2” and is its administrator: who enrols people here does not decide. "
                                           "Add reviewers with “countersign person add”.");
    call.terminal().say(said.arg(shown(admin.person.printedName), admin.person.id.value));
    call.terminal().say(Cli::tr("Their key in words: %1").arg(ledger::fingerprintWords(admin.key->fingerprint()).join(u' ')));
}

// On a server: the administrating role of the address makes what a store needs; from then on nobody needs it.
core::Result<int> initShared(Call &call, const StoreAddress &address, const Asked &asked)
{
    const core::PersonId id(asked.admin);
    const auto there = prepareShared(address, !asked.withoutServerVerification);
    if (!there)
        return passOn(there);
    if (there->hasStore && there->carriedOut > 0)
        call.terminal().say(Cli::tr("The store that is there was brought up to date: people can work with this program's version now."));
    if (there->hasStore)
        return core::fail(core::ErrorKind::StoreExists, storeName(address));
    const auto secret = call.newSecret(call.options().secretFile, id, asked.adminName);
    if (!secret)
        return passOn(secret);
    const auto made = makeShared(address, !asked.withoutServerVerification, call.keyring(), {asked.name, id, asked.adminName, *secret}, systemClock());
    if (!made)
        return passOn(made);
    printMade(call, made->acting, made->store->location());
    if (asked.withoutServerVerification)
        call.terminal().say(Cli::tr("The server does not check signatures itself here: every reader does before it shows or hands on an outcome."));
    return done;
}

core::Result<int> init(Call &call, const Asked &asked)
{
    const core::PersonId id(asked.admin);
    const auto address = call.address();
    if (!address)
        return passOn(address);
    if (const auto good = workflow::checkPersonId(id).and_then([&] { return workflow::checkPrintedName(asked.adminName); }); !good)
        return passOn(good);
    if (address->kind == StoreAddress::Kind::Shared)
        return initShared(call, *address, asked);
    if (const auto isNew = demandNew(*address); !isNew)
        return passOn(isNew);
    const auto secret = call.newSecret(call.options().secretFile, id, asked.adminName);
    if (!secret)
        return passOn(secret);
    const auto store = call.openStore(Access::Make);
    if (!store)
        return passOn(store);
    const auto made = workflow::createStore((*store)->ports(), call.keyring(), {asked.name, id, asked.adminName, *secret});
    if (!made)
        return passOn(made);
    printMade(call, *made, (*store)->location());
    return done;
}

} // namespace

void addInit(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("init", Cli::tr("Make a store and its first person."))
        .about(Cli::tr("The first person is administrator, supervisor and reviewer. Their passphrase (15 characters or more) is asked for on the "
                       "terminal, twice, or read from --secret-file; it seals a signing key that never leaves this machine.\n"
                       "A store that has a first person already is left as it is (exit 4).\n"
                       "On a server (--store postgresql://ROLE@HOST/DB) ROLE is an administrating role of the server: its password comes from the "
                       "password file or the socket, as for psql. It makes the store's roles, tables and functions, or brings them up to date, and is "
                       "needed for nothing else. There the first person is administrator alone."))
        .option("--name", "N", Cli::tr("the store's name, as the window shows it"), asked->name)
        .option("--admin", "ID", Cli::tr("id of the first person: letters, digits and . _ - @"), asked->admin, Need::Required)
        .option("--admin-name", "NAME", Cli::tr("printed name, part of every signature"), asked->adminName, Need::Required)
        .flag("--without-server-verification", Cli::tr("on a server without our extension: signatures are checked by every reader, not by the server"),
              asked->withoutServerVerification)
        .examples({QStringLiteral("countersign init --admin ada --admin-name \"Dr. Ada Mwangi\""),
                   QStringLiteral("countersign init --store ward.sqlite --name \"Ward 3\" --admin ada --admin-name \"Dr. Ada Mwangi\""),
                   QStringLiteral("countersign init --store postgresql://postgres@db.example/countersign --admin ada --admin-name \"Dr. Ada Mwangi\"")})
        .runs([asked](Call &call) { return init(call, *asked); });
}

} // namespace countersign::app
