#include "app/inviting.h"

#include "app/invitations.h"
#include "workflow/enrolment.h"

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;
using ui::Invitations;

namespace {

constexpr auto patience = std::chrono::minutes(2);

} // namespace

Inviting::Inviting(SharedDoor door, StoreAddress address, workflow::Session &session, QObject *parent)
    : QObject(parent), m_door(std::move(door)), m_address(std::move(address)), m_session(session)
{
    m_working.setMaxThreadCount(1);
}

Inviting::~Inviting()
{
    m_stop.request_stop();
    m_working.waitForDone();
}

void Inviting::deliver(std::function<void()> answer)
{
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

Invitations Inviting::invitations()
{
    Invitations made;
    made.invite = [this](const core::PersonId &person, const std::function<void(Result<Invitations::Code>)> &done) {
        m_working.start([this, person, done] { deliver([done, code = invite(person)] { done(code); }); });
    };
    made.confirm = [this](const Invitations::Confirmation &asked, const std::function<void(Result<core::Person>)> &done) {
        if (!m_session.signedIn())
            return done(fail(ErrorKind::NotSignedIn));
        m_working.start([this, asked, done, acting = m_session.acting(), stop = m_stop.get_token()] {
            deliver([done, person = confirm(asked, acting, stop)] { done(person); });
        });
    };
    return made;
}

Result<Invitations::Code> Inviting::invite(const core::PersonId &person) const
{
    const auto store = m_door.open();
    if (!store)
        return tl::unexpected(store.error());
    return app::invite(**store, person).map([](const InvitationCode &code) { return Invitations::Code{code.code, code.until}; });
}

// As person confirm does it in the terminal.
Result<core::Person> Inviting::confirm(const Invitations::Confirmation &asked, const workflow::ActingPerson &acting, std::stop_token stop) const
{
    const auto store = m_door.open();
    if (!store)
        return tl::unexpected(store.error());
    const workflow::Ports ports = (*store)->ports();
    const auto tray = enrolmentTray(m_address, **store);
    const auto request = workflow::askedEnrolment(ports, *tray, asked.id);
    if (!request)
        return tl::unexpected(request.error());
    if (asked.words != request->words())
        return fail(ErrorKind::VerificationFailed, asked.id.value, QStringLiteral("words"));
    return workflow::confirmEnrolment(ports, *tray, acting, *request, asked.roles, core::TeamId(QStringLiteral("main")), patience, stop);
}

} // namespace countersign::app
