// What the people page asks for at a store on a server: codes, and confirming who came with one. The window's thread; the work is done in one of
// its own, over a connection of its own.
#pragma once

#include "app/sharedstore.h"
#include "ui/people/invitationdialog.h"
#include "workflow/session.h"

#include <QThreadPool>

namespace countersign::app {

class Inviting final : public QObject {
    Q_OBJECT

public:
    // The session outlives it.
    Inviting(SharedDoor door, StoreAddress address, workflow::Session &session, QObject *parent = nullptr);
    ~Inviting() override; // gives up what is under way

    ui::Invitations invitations(); // valid as long as this

private:
    void deliver(std::function<void()> answer);
    core::Result<ui::Invitations::Code> invite(const core::PersonId &person) const;
    core::Result<core::Person> confirm(const ui::Invitations::Confirmation &asked, const workflow::ActingPerson &acting, std::stop_token stop) const;

    SharedDoor m_door;
    StoreAddress m_address;
    workflow::Session &m_session;
    std::stop_source m_stop;
    QThreadPool m_working; // last: it ends before the others
};

} // namespace countersign::app
