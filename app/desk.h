// What is on the screen and what it works with: welcome page or main window, and the session behind it. The window's thread.
#pragma once

#include "app/connecting.h"
#include "app/demostore.h"
#include "app/inviting.h"
#include "app/settings.h"
#include "app/workspacehouse.h"
#include "ui/connection/connectionpage.h"
#include "ui/mainwindow.h"

#include <QPointer>

namespace countersign::app {

class Desk final : public QObject {
    Q_OBJECT

public:
    explicit Desk(Settings settings, QObject *parent = nullptr);
    ~Desk() override;

    // Shows the main window on that store, asking `person` to sign in, or the welcome page where there is none. Every failure of openStore
    // but StoreMissing; then nothing is shown.
    core::Result<void> open(const StoreAddress &address, const QString &person);
    // The same where nobody named a store: the server worked with last, else the store on this computer.
    core::Result<void> openUsual(const QString &person);
    // Shows the main window on the demo store and signs its person in.
    core::Result<void> openDemo(const DemoStore &demo);

    ui::MainWindow *window() const { return m_window.get(); }         // nullptr while the welcome page is shown
    ui::ConnectionPage *connection() const { return m_connection.get(); }
    ui::WelcomePage *welcome() const { return m_welcome.get(); }

private:
    void showWelcome(const StoreAddress &address);
    void make(const QString &place, const workflow::NewStore &request, const std::function<void(core::Result<void>)> &done);
    void showWindow(const StoreAddress &address, const QString &location, const workflow::Keyring &keyring, const QString &person);
    // The workspace in place of the store it came from; `note`: why.
    void showWorkspace(const QString &note);
    void putUp(ui::WindowSetup setup);
    void otherSide();
    void leaveWorkspace();
    void tearDown();
    std::shared_ptr<WorkspaceHouse> house(const OriginDoor &origin) const;
    std::shared_ptr<WorkspaceHouse> house() const { return house(embeddedOrigin(keyring())); }
    core::Result<void> demandThere() const;
    workflow::Keyring keyring() const;
    void begin(const ui::WelcomePage::Beginning &beginning);
    void showConnection();
    void enter(const QString &address, const core::PersonId &person, const workflow::SharedSecret &secret);
    void leaveConnection();
    void goHome();

    Settings m_settings;
    std::unique_ptr<workflow::BackgroundLane> m_maker; // at work for the welcome page
    std::optional<StoreAddress> m_made;           // by the welcome page
    std::optional<workflow::ActingPerson> m_first; // who made it
    StoreAddress m_address;                       // of the store, also while its workspace is shown
    QString m_workspacePath;
    QString m_person;
    std::unique_ptr<workflow::Session> m_session;
    std::unique_ptr<Inviting> m_inviting; // of a store on a server
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::WelcomePage> m_welcome;
    std::unique_ptr<Connecting> m_connecting; // at work for the connection page
    std::unique_ptr<ui::ConnectionPage> m_connection;
};

} // namespace countersign::app
