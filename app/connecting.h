// What the connection page asks for: looking at servers, and letting in who has a code. The window's thread; the work is done in one of its own.
#pragma once

#include "app/storeaddress.h"
#include "ui/connection/connector.h"
#include "workflow/keyring.h"

#include <QObject>
#include <QThreadPool>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace countersign::workflow {
class Enrolment;
struct Ports;
}

namespace countersign::app {

class Connecting final : public QObject {
    Q_OBJECT

public:
    explicit Connecting(workflow::Keyring keyring, QObject *parent = nullptr);
    ~Connecting() override; // gives up what is under way

    // All but signIn, goBack and goHome. Valid as long as this.
    ui::Connector connector();

private:
    void look(const ui::ServerPlace &place, std::function<void(core::Result<ui::ServerLook>)> answer);
    void arrive(const QString &address, const ui::Newcomer &who, std::function<void(QStringList)> waiting, std::function<void(core::Result<void>)> done);
    core::Result<void> letIn(const StoreAddress &address, const ui::Newcomer &who, const std::function<void(QStringList)> &waiting, std::stop_token stop);
    core::Result<void> waitUntilRecorded(const workflow::Ports &ports, workflow::Enrolment &enrolment, std::stop_token stop);
    // In this object's thread, while it lives.
    void deliver(std::function<void()> answer);

    workflow::Keyring m_keyring;
    std::stop_source m_stop;
    std::mutex m_guard;
    std::condition_variable_any m_woken;
    QThreadPool m_working; // last: it ends before the others
};

} // namespace countersign::app
