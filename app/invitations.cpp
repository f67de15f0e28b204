#include "app/invitations.h"

#include "app/enrolmentfolder.h"
#include "store/postgresql/pgerror.h"
#include "store/postgresql/pginvitations.h"
#include "store/postgresql/postgresstore.h"

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;
using workflow::EnrolmentPaper;

namespace {

class ServerTray final : public workflow::EnrolmentTray {
public:
    explicit ServerTray(store::PgConnection &connection) : m_connection(connection) {}

    Result<void> lay(const core::PersonId &person, EnrolmentPaper paper, const QByteArray &bytes) override
    {
        return store::layPaper(m_connection, person.value, workflow::paperName(paper), bytes);
    }
    Result<std::optional<QByteArray>> look(const core::PersonId &person, EnrolmentPaper paper) override
    {
        return store::lookAtPaper(m_connection, person.value, workflow::paperName(paper));
    }
    void take(const core::PersonId &person, EnrolmentPaper paper) override { (void)store::takePaper(m_connection, person.value, workflow::paperName(paper)); }

private:
    store::PgConnection &m_connection;
};

} // namespace

Result<InvitationCode> invite(workflow::OpenStore &store, const core::PersonId &person)
{
    store::PostgresStore *const server = sharedServer(store);
    if (!server)
        return fail(ErrorKind::WrongCall, QStringLiteral("invite"), QStringLiteral("embedded"));
    return store::invite(server->connection(), person.value).map([](const store::Invitation &made) { return InvitationCode{made.code, made.until}; });
}

SharedLogin loginByCode(const core::PersonId &person, const ledger::Secret &code)
{
    QByteArray password = store::codePassword(QString::fromUtf8(code.view()));
    auto secret = std::make_shared<const ledger::Secret>(ledger::Secret::copyOf(password));
    ledger::wipe(password);
    return {person, std::move(secret)};
}

core::Error asCode(core::Error refused)
{
    if (refused.kind == ErrorKind::StoreUnreachable && refused.detail == store::unreachable::login)
        return {ErrorKind::WrongSecret, {}, QStringLiteral("code")};
    return refused;
}

Result<core::Person> acceptInvitation(workflow::OpenStore &store, const workflow::Keyring &keyring, const core::PersonId &id, const ledger::Secret &passphrase)
{
    store::PostgresStore *const server = sharedServer(store);
    const auto identity = store.ports().people.storeIdentity();
    const auto person = store.ports().people.person(id);
    if (!server || !identity || !*identity || !person)
        return !identity ? tl::unexpected(identity.error()) : !person ? tl::unexpected(person.error()) : fail(ErrorKind::StoreMissing, store.location());
    const auto unlocked = ledger::unlockIdentity(keyring.folder, (*identity)->id, id, passphrase);
    if (!unlocked)
        return tl::unexpected(unlocked.error());
    if (!*person || (*person)->key.toLatin1() != unlocked->key->fingerprint().hex())
        return fail(ErrorKind::NotAllowed, id.value, QStringLiteral("key-not-here"));
    return store::acceptInvitation(server->connection(), unlocked->rolePassword.view()).map([&] { return **person; });
}

std::unique_ptr<workflow::EnrolmentTray> enrolmentTray(const StoreAddress &address, workflow::OpenStore &store)
{
    if (store::PostgresStore *const server = sharedServer(store))
        return std::make_unique<ServerTray>(server->connection());
    return std::make_unique<EnrolmentFolder>(address);
}

} // namespace countersign::app
