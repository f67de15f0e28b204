#include "app/cli/call.h"

#include "app/invitations.h"
#include "app/sharedlistener.h"
#include "ui/sync/offlinewords.h"
#include "workflow/backup.h"
#include "workflow/createstore.h"
#include "workflow/people.h"
#include "workflow/signing.h"

#include <QFile>
#include <sys/stat.h>

namespace countersign::app {

namespace {

tl::unexpected<core::Error> keyNotHere(const core::PersonId &person)
{
    return core::fail(core::ErrorKind::NotAllowed, person.value, QStringLiteral("key-not-here"));
}

// An ordinary file that others than its owner may read.
bool isOpenToOthers(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

// With a warning where others may read it.
core::Result<ledger::Secret> readSecret(Terminal &terminal, const QString &path)
{
    if (isOpenToOthers(path))
        terminal.say(Cli::tr("Warning: others on this computer may read the secret in %1. Close it with: chmod 600 %1").arg(shown(path)));
    return secretFromFile(path);
}

} // namespace

Call::Call(Settings settings, GlobalOptions options, Terminal &terminal, Interruption &interruption)
    : m_settings(std::move(settings)), m_options(std::move(options)), m_terminal(terminal), m_interruption(interruption),
      m_keyring{m_settings.keyringFolder, m_settings.keyCost}
{
}

core::Result<StoreAddress> Call::address() const
{
    for (const QString &named : {m_options.store, m_settings.store})
        if (!named.isEmpty())
            return storeAddress(named);
    return storeAddress(m_settings.defaultStore());
}

core::Result<std::unique_ptr<workflow::OpenStore>> Call::openStore(Access access)
{
    const auto where = address();
    if (!where)
        return passOn(where);
    if (where->kind == StoreAddress::Kind::Embedded && isWorkspace(where->path)) {
        if (!m_worksOffline)
            return core::fail(core::ErrorKind::NotAllowed, where->path, QStringLiteral("workspace-verb"));
        return openWorkspace(where->path).map([](std::unique_ptr<WorkspaceConnection> opened) -> std::unique_ptr<workflow::OpenStore> { return opened; });
    }
    return openStore(*where, access);
}

core::Result<std::unique_ptr<WorkspaceConnection>> Call::openWorkspace(const QString &path)
{
    const auto label = workspaceLabel(path);
    if (!label)
        return passOn(label);
    if (!named().isEmpty() && named() != label->person)
        return core::fail(core::ErrorKind::NotAllowed, label->person.value, QStringLiteral("workspace-person"));
    const auto secret = personSecret(label->person);
    if (!secret)
        return passOn(secret);
    auto opened = app::openWorkspace(path, m_keyring, **secret, systemClock());
    if (!opened)
        return passOn(opened);
    m_workspaceKey = opened->key;
    m_options.person = label->person.value; // nobody else signs in at its store
    return std::move(opened->connection);
}

core::Result<std::unique_ptr<workflow::OpenStore>> Call::openStore(const StoreAddress &where, Access access)
{
    auto store = connect(where, access);
    if (!store)
        return store;
    for (const QString &warning : (*store)->warnings())
        if (const auto there = movedTo(QStringList{warning}))
            m_terminal.say(Cli::tr("This store has moved to %1; what is here is as it was then.").arg(shown(there->url)));
        else
            m_terminal.say(Cli::tr("Warning: the store lies on a file system that may be a network's (%1).").arg(shown(warning)));
    if (access == Access::Make)
        return store;
    const auto identity = (*store)->ports().people.storeIdentity();
    if (!identity)
        return passOn(identity);
    if (!*identity)
        return core::fail(core::ErrorKind::StoreMissing, storeName(where));
    return holdAgainstMemory(**store).map([&] { return std::move(*store); });
}

core::Result<void> Call::holdAgainstMemory(workflow::OpenStore &store)
{
    const auto there = movedTo(store.warnings());
    if (!there)
        return workflow::demandSameRecord(store.ports(), m_keyring.folder);
    return workflow::demandSameBeginning(store.ports(), m_keyring.folder).map([&](bool wentOn) {
        if (wentOn)
            m_wentOn = there;
    });
}

core::Result<void> Call::demandNewest() const
{
    return m_wentOn ? core::Result<void>(hasMoved(*m_wentOn)) : core::Result<void>();
}

core::Result<std::unique_ptr<workflow::ChangeListener>> Call::listener()
{
    const auto where = address();
    if (!where || where->kind == StoreAddress::Kind::Embedded)
        return where ? core::Result<std::unique_ptr<workflow::ChangeListener>>() : passOn(where);
    return sharedLogin(*where).and_then([&](const SharedLogin &login) { return listenAt(*where, login); });
}

core::PersonId Call::named() const
{
    return core::PersonId(m_options.person.isEmpty() ? m_settings.person : m_options.person);
}

// At a server everybody says who they are before they see anything.
core::Result<std::unique_ptr<workflow::OpenStore>> Call::connect(const StoreAddress &where, Access access)
{
    if (where.kind == StoreAddress::Kind::Embedded)
        return app::openStore(where, access);
    const auto login = sharedLogin(where);
    if (!login)
        return passOn(login);
    auto store = openShared(where, *login, m_keyring.folder, systemClock());
    if (!store && !login->password && store.error().kind == core::ErrorKind::StoreUnreachable && store.error().detail == u"login")
        return keyNotHere(login->person);
    return store;
}

core::Result<SharedLogin> Call::sharedLogin(const StoreAddress &where)
{
    if (!m_login) {
        const core::PersonId who = named().isEmpty() ? personIn(where) : named();
        if (who.isEmpty())
            return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--as"), Cli::tr("Say who acts, with --as PERSON or COUNTERSIGN_PERSON."));
        const auto login = loginOf(m_keyring, where, who, [&] { return personSecret(who); });
        if (!login)
            return passOn(login);
        m_login = login->value_or(SharedLogin{who, {}});
    }
    return *m_login;
}

core::Result<void> Call::enterByCode(const core::PersonId &person, const QString &file)
{
    const auto code = file.isEmpty() ? secretFromTerminal(Cli::tr("Code you were invited with: "), m_interruption, QStringLiteral("--invitation-file"))
                                     : readSecret(m_terminal, file);
    if (!code)
        return passOn(code);
    m_login = loginByCode(person, *code);
    return {};
}

core::Result<void> Call::enterThrough(const StoreAddress &where, const core::PersonId &person, const QString &file)
{
    if (where.kind == StoreAddress::Kind::Embedded)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--through"), Cli::tr("--through is for stores on a server; nobody signs in at a file."));
    const auto login = loginOf(m_keyring, where, person, [&]() -> core::Result<workflow::SharedSecret> {
        auto secret = file.isEmpty() ? secretFromTerminal(Cli::tr("Passphrase of %1: ").arg(shown(person.value)), m_interruption, QStringLiteral("--through-secret-file"))
                                     : readSecret(m_terminal, file);
        if (!secret)
            return passOn(secret);
        return std::make_shared<const ledger::Secret>(std::move(*secret));
    });
    if (!login)
        return passOn(login);
    m_login = login->value_or(SharedLogin{person, {}});
    return {};
}

void Call::rememberRecord()
{
    if (!m_acted)
        return;
    const auto store = openStore(Access::Read);
    if (!store || m_wentOn)
        return;
    if (const auto watched = workflow::watchRecord((*store)->ports(), m_keyring.folder); !watched)
        m_terminal.report(watched.error());
}

core::Result<core::PersonId> Call::whoActs(const workflow::Ports &ports) const
{
    if (m_login)
        return m_login->person;
    if (!named().isEmpty())
        return named();
    const auto people = workflow::listPeople(ports);
    if (!people)
        return passOn(people);
    QList<core::PersonId> active;
    for (const core::Person &person : *people)
        if (!person.disabled)
            active.append(person.id);
    if (active.size() == 1)
        return active.first();
    return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--as"),
                      Cli::tr("Say who acts, with --as PERSON or COUNTERSIGN_PERSON."));
}

core::Result<Call::SignedIn> Call::signIn()
{
    auto store = openStore(Access::Write);
    if (!store)
        return passOn(store);
    auto *const workspace = m_workspaceKey ? dynamic_cast<WorkspaceConnection *>(store->get()) : nullptr;
    if (workspace && m_workspaceKey->isReplaced)
        return core::fail(core::ErrorKind::NotAllowed, workspace->location(), QStringLiteral("workspace-key-replaced"));
    auto acting = workspace ? workflow::actInWorkspace(workspace->workspace(), m_workspaceKey->person, m_workspaceKey->pinVerifier->copy(), m_keyring.folder)
                            : signIn((*store)->ports());
    if (!acting)
        return passOn(acting);
    return SignedIn{std::move(*store), std::move(*acting)};
}

core::Result<workflow::ActingPerson> Call::signIn(const workflow::Ports &ports)
{
    const auto who = whoActs(ports);
    if (!who)
        return passOn(who);
    const auto secret = personSecret(*who);
    if (!secret)
        return passOn(secret);
    auto acting = workflow::signIn(ports, m_keyring, *who, *m_secret);
    if (!acting && acting.error().kind == core::ErrorKind::WrongSecret && m_login && !m_login->password) // the server let them in without a key
        return keyNotHere(*who);
    if (!acting)
        return acting;
    m_acted = true;
    if (const auto &reopened = acting->reopened)
        m_terminal.say(ui::reopenedWords(*reopened));
    return acting;
}

core::Result<workflow::SharedSecret> Call::pin()
{
    if (m_pin)
        return m_pin;
    auto given = m_options.pinFile.isEmpty() ? secretFromTerminal(Cli::tr("PIN: "), m_interruption, QStringLiteral("--pin-file"))
                                             : readSecret(m_terminal, m_options.pinFile);
    if (!given)
        return passOn(given);
    m_pin = std::make_shared<const ledger::Secret>(std::move(*given));
    return m_pin;
}

core::Result<workflow::ActingPerson> Call::signingFor(const workflow::Ports &ports, const workflow::ActingPerson &acting, const core::CaseId &id)
{
    const auto stored = ports.cases.findCase(id, acting.person.teams());
    if (!stored)
        return passOn(stored);
    const QString mode = *stored ? (*stored)->route.signingMode : QStringLiteral("light");
    if (workflow::asksFor(acting, mode) == workflow::Asks::Nothing)
        return acting;
    if (!acting.signing->hasPin())
        return core::fail(core::ErrorKind::NotAllowed, acting.person.id.value, QStringLiteral("pin-not-set"));
    const auto given = pin();
    return given ? workflow::proveSigning(ports, m_keyring, acting, mode, {m_secret, *given}) : core::Result<workflow::ActingPerson>(passOn(given));
}

core::Result<workflow::SharedSecret> Call::newSecret(const QString &file, const core::PersonId &person, const QString &printedName)
{
    auto secret = file.isEmpty() ? newSecretFromTerminal(Cli::tr("New passphrase of %1 (15 characters or more): ").arg(shown(person.value)),
                                                         Cli::tr("The same again: "), m_interruption)
                                 : readSecret(m_terminal, file);
    if (!secret)
        return passOn(secret);
    if (const auto good = workflow::checkSecret(*secret, person, printedName); !good)
        return passOn(good);
    return std::make_shared<const ledger::Secret>(std::move(*secret));
}

core::Result<workflow::SharedSecret> Call::backupSecret(const QString &file, bool isNew)
{
    const QString prompt = isNew ? Cli::tr("New passphrase of this backup (15 characters or more): ") : Cli::tr("Passphrase of the backup: ");
    auto secret = !file.isEmpty() ? readSecret(m_terminal, file)
        : isNew ? newSecretFromTerminal(prompt, Cli::tr("The same again: "), m_interruption) : secretFromTerminal(prompt, m_interruption);
    if (!secret)
        return passOn(secret);
    if (isNew)
        if (const auto good = workflow::checkBackupSecret(*secret); !good)
            return passOn(good);
    return std::make_shared<const ledger::Secret>(std::move(*secret));
}

core::Result<workflow::SharedSecret> Call::personSecret(const core::PersonId &who)
{
    if (m_secret)
        return m_secret;
    auto secret = m_options.secretFile.isEmpty() ? secretFromTerminal(Cli::tr("Passphrase of %1: ").arg(shown(who.value)), m_interruption)
                                                 : readSecret(m_terminal, m_options.secretFile);
    if (!secret)
        return passOn(secret);
    m_secret = std::make_shared<const ledger::Secret>(std::move(*secret));
    return m_secret;
}

} // namespace countersign::app
