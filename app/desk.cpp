#include "app/desk.h"

#include "app/cli/secretentry.h"
#include "app/cli/terminal.h"
#include "app/composition.h"
#include "app/samples.h"
#include "ledger/freedmemory.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

#include <QDir>
#include <QGuiApplication>
#include <QSettings>
#include <QThreadPool>
#include <QTimer>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int idleThreadMilliseconds = 1000; // a thread at its end lets go of the pieces of memory it kept
const QString lastServerKey = QStringLiteral("store/server"); // empty: the store on this computer

// Whether the store has its first person; StoreMissing else.
Result<void> demandStore(const StoreAddress &address)
{
    const auto store = openStore(address, Access::Read);
    if (!store)
        return tl::unexpected(store.error());
    const auto identity = (*store)->ports().people.storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (!*identity)
        return fail(ErrorKind::StoreMissing, storeName(address));
    if (const auto moved = movedTo((*store)->warnings()))
        return hasMoved(*moved);
    return {};
}

// The store is not where it was, or does not answer: a share that is not there, a stick that was pulled out, no right to look.
bool isAway(ErrorKind kind)
{
    return kind == ErrorKind::StoreMissing || kind == ErrorKind::StoreUnreachable || kind == ErrorKind::CannotRead || kind == ErrorKind::StoreOnNetwork;
}

// A place where a store can be made: nothing of that name, and a folder that may be written or made.
Result<void> checkPlace(const QString &place)
{
    const auto address = storeAddress(place);
    if (!address)
        return tl::unexpected(address.error());
    if (address->kind == StoreAddress::Kind::Shared)
        return fail(ErrorKind::StoreUnreachable, address->url, sharedStore);
    const QFileInfo file(address->path);
    if (file.exists() && (file.isDir() || file.size() > 0))
        return fail(ErrorKind::StoreExists, address->path);
    QFileInfo folder(file.path());
    while (!folder.exists() && !folder.isRoot())
        folder = QFileInfo(folder.path());
    if (!folder.isDir() || !folder.isWritable())
        return fail(ErrorKind::CannotWrite, folder.filePath());
    return {};
}

} // namespace

Desk::Desk(Settings settings, QObject *parent) : QObject(parent), m_settings(std::move(settings))
{
    ledger::overwriteFreedMemory();
    QThreadPool::globalInstance()->setExpiryTimeout(idleThreadMilliseconds);
}

Desk::~Desk()
{
    m_window.reset(); // before the session it works with
}

workflow::Keyring Desk::keyring() const
{
    return {m_settings.keyringFolder, m_settings.keyCost};
}

std::shared_ptr<WorkspaceHouse> Desk::house(const OriginDoor &origin) const
{
    return std::make_shared<WorkspaceHouse>(m_workspacePath, keyring(), origin);
}

// Whether a server is there shows when somebody signs in.
Result<void> Desk::demandThere() const
{
    return m_address.kind == StoreAddress::Kind::Shared ? Result<void>() : demandStore(m_address);
}

Result<void> Desk::open(const StoreAddress &address, const QString &person)
{
    m_address = address;
    m_person = person;
    m_workspacePath = m_settings.offlineWorkspace();
    [[maybe_unused]] const auto finished = finishReturn(m_workspacePath, keyring());
    if (address.kind == StoreAddress::Kind::Shared) {
        showWindow(address, storeName(address), keyring(), person.isEmpty() ? personIn(address).value : person);
        return {};
    }
    if (isWorkspace(address.path)) {
        m_workspacePath = address.path;
        m_address = *storeAddress(m_settings.defaultStore());
        showWorkspace({});
        return {};
    }
    const auto there = demandStore(address);
    if (!there && isAway(there.error().kind) && isWorkspace(m_workspacePath)) {
        showWorkspace(ui::whyWorkspace(storeName(address), there.error().kind == ErrorKind::StoreMissing));
        return {};
    }
    if (!there && there.error().kind == ErrorKind::StoreMissing) {
        showWelcome(address);
        return {};
    }
    if (!there) {
        const auto moved = movedTo(there.error());
        return moved ? open(*moved, person) : there;
    }
    showWindow(address, storeName(address), keyring(), person);
    return {};
}

Result<void> Desk::openUsual(const QString &person)
{
    const QString last = QSettings().value(lastServerKey).toString();
    const auto address = storeAddress(last.isEmpty() ? m_settings.defaultStore() : last);
    return address ? open(*address, person) : Result<void>(tl::unexpected(address.error()));
}

Result<void> Desk::openDemo(const DemoStore &demo)
{
    auto secret = secretFromFile(demo.secretFile);
    if (!secret)
        return tl::unexpected(secret.error());
    if (const auto there = demandStore(demo.address); !there)
        return there;
    showWindow(demo.address, Cli::tr("demo store"), demo.keyring, demo.person.value);
    m_session->signIn(demo.person, std::make_shared<const ledger::Secret>(std::move(*secret)));
    return {};
}

void Desk::showWelcome(const StoreAddress &address)
{
    ui::StoreMaker maker;
    maker.suggestedPlace = storeName(address);
    maker.check = checkPlace;
    maker.make = [this](const QString &place, const workflow::NewStore &request, const std::function<void(Result<void>)> &done) {
        make(place, request, done);
    };
    m_welcome = std::make_unique<ui::WelcomePage>(std::move(maker));
    connect(m_welcome.get(), &ui::WelcomePage::finished, this, &Desk::begin);
    connect(m_welcome.get(), &ui::WelcomePage::serverWanted, this, &Desk::showConnection);
    m_welcome->setVisible(true);
}

void Desk::make(const QString &place, const workflow::NewStore &request, const std::function<void(Result<void>)> &done)
{
    const auto address = storeAddress(place);
    if (!address)
        return done(tl::unexpected(address.error()));
    m_maker = std::make_unique<workflow::BackgroundLane>([address = *address](const std::stop_token &) { return openStore(address, Access::Make); });
    m_maker->run<workflow::ActingPerson>(
        this, {},
        [keyring = keyring(), request](const workflow::Ports &ports, std::stop_token) {
            return workflow::createStore(ports, keyring, request);
        },
        [this, done, address = *address](Result<workflow::ActingPerson> made) {
            if (!made)
                return done(tl::unexpected(made.error()));
            m_made = address;
            m_first = *made;
            done({});
        });
}

void Desk::begin(const ui::WelcomePage::Beginning &beginning)
{
    m_address = *m_made;
    m_person = m_first->person.id.value;
    m_workspacePath = m_settings.offlineWorkspace();
    showWindow(*m_made, storeName(*m_made), keyring(), m_person);
    m_session->adopt(*m_first);
    m_first.reset();
    m_window->begin(beginning);
    m_welcome.release()->deleteLater(); // it is still telling us that it has finished
}

void Desk::showWindow(const StoreAddress &address, const QString &location, const workflow::Keyring &keyring, const QString &person)
{
    ui::WindowSetup setup;
    setup.person = person;
    setup.sampleCases = [folder = m_settings.dataFolder + QStringLiteral("/samples")] {
        const auto samples = writeSamples(folder);
        return samples ? QStringList{*samples} : QStringList();
    };
    auto before = std::move(m_window); // shown until the next one is
    auto session = std::move(m_session);
    const auto inviting = std::move(m_inviting); // gone before the session it asks
    if (address.kind == StoreAddress::Kind::Shared) {
        const SharedDoor door(address, keyring);
        m_session = std::make_unique<workflow::Session>([door](const std::stop_token &closing) { return door.open(closing); }, location, keyring);
        m_session->setListener([door] { return door.listen(); });
        m_session->setDoorkeeper([door](const core::PersonId &who, const workflow::SharedSecret &secret) { door.offer(who, secret); });
        m_inviting = std::make_unique<Inviting>(door, address, *m_session);
        setup.invitations = m_inviting->invitations();
        if (!m_workspacePath.isEmpty())
            m_session->setWorkspace(house(sharedOrigin(door, keyring)), false);
    } else {
        m_session = std::make_unique<workflow::Session>(storeDoor(address), location, keyring);
        if (!m_workspacePath.isEmpty())
            m_session->setWorkspace(house(), false);
    }
    if (!m_workspacePath.isEmpty() && isWorkspace(m_workspacePath))
        setup.elsewhere = ui::toWorkspaceWords();
    putUp(std::move(setup));
    before.reset();
}

void Desk::showWorkspace(const QString &note)
{
    const auto label = workspaceLabel(m_workspacePath);
    ui::WindowSetup setup;
    setup.person = label ? label->person.value : m_person;
    setup.elsewhere = ui::toStoreWords();
    setup.note = note;
    auto before = std::move(m_window);
    auto session = std::move(m_session);
    const auto inviting = std::move(m_inviting);
    const auto place = house();
    m_session = std::make_unique<workflow::Session>([place](const std::stop_token &) { return place->enter(); }, ui::workspaceName(), keyring());
    m_session->setWorkspace(place, true);
    putUp(std::move(setup));
    before.reset();
}

void Desk::putUp(ui::WindowSetup setup)
{
    m_window = std::make_unique<ui::MainWindow>(*m_session, std::move(setup));
    connect(m_session.get(), &workflow::Session::signedInChanged, m_window.get(), [this] {
        if (!m_session->signedIn()) // the pages have let go of the case by then
            QTimer::singleShot(0, m_window.get(), &ledger::overwriteKeptPieces);
    });
    // The window that asks is gone by then.
    connect(m_window.get(), &ui::MainWindow::otherSideWanted, this, &Desk::otherSide, Qt::QueuedConnection);
    connect(m_window.get(), &ui::MainWindow::otherStoreWanted, this, &Desk::showConnection);
    connect(m_window.get(), &ui::MainWindow::workspaceReturned, this, &Desk::leaveWorkspace, Qt::QueuedConnection);
    m_window->show();
}

// Where the store is still away, the workspace says why; where one could be made, the welcome page.
void Desk::otherSide()
{
    m_session->lock();
    if (!m_session->isOffline())
        return showWorkspace({});
    const auto there = demandThere();
    if (there)
        return showWindow(m_address, storeName(m_address), keyring(), m_person);
    if (there.error().kind != ErrorKind::StoreMissing || !QFileInfo(QFileInfo(m_address.path).path()).isDir())
        return showWorkspace(ui::sentence(there.error()));
    tearDown();
    showWelcome(m_address);
}

// Everything was sent: nobody works in it any more, and its key goes.
void Desk::leaveWorkspace()
{
    tearDown();
    const auto gone = house()->destroy();
    const auto there = demandThere();
    if (!gone)
        showWorkspace(ui::sentence(gone.error()));
    else if (there)
        showWindow(m_address, storeName(m_address), keyring(), m_person);
    else
        showWelcome(m_address);
}

// For a moment there is no window: the program goes on all the same.
void Desk::tearDown()
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    m_window.reset();
    m_session.reset();
    QMetaObject::invokeMethod(this, [] { QGuiApplication::setQuitOnLastWindowClosed(true); }, Qt::QueuedConnection);
}

// In the place of what was there, which waits for whoever thinks better of it.
void Desk::showConnection()
{
    m_connecting = std::make_unique<Connecting>(keyring());
    ui::Connector connector = m_connecting->connector();
    connector.signIn = [this](const QString &address, const core::PersonId &person, const workflow::SharedSecret &secret) { enter(address, person, secret); };
    connector.goHome = [this] { goHome(); };
    connector.goBack = [this] {
        (m_window ? static_cast<QWidget *>(m_window.get()) : m_welcome.get())->show();
        leaveConnection();
    };
    m_connection = std::make_unique<ui::ConnectionPage>(std::move(connector));
    m_connection->show();
    if (m_window)
        m_window->hide();
    if (m_welcome)
        m_welcome->hide();
}

void Desk::enter(const QString &address, const core::PersonId &person, const workflow::SharedSecret &secret)
{
    m_window.reset(); // before the session it works with
    QSettings().setValue(lastServerKey, address);
    m_address = {StoreAddress::Kind::Shared, {}, address};
    showWindow(m_address, storeName(m_address), keyring(), person.value);
    m_session->signIn(person, secret);
    m_welcome.reset();
    leaveConnection();
}

void Desk::goHome()
{
    m_window.reset();
    m_welcome.reset();
    QSettings().remove(lastServerKey);
    const auto address = storeAddress(m_settings.defaultStore());
    if (const auto opened = address ? open(*address, {}) : Result<void>(tl::unexpected(address.error())); !opened) {
        m_connection->showError(opened.error());
        return;
    }
    leaveConnection();
}

// It is still telling us what was chosen.
void Desk::leaveConnection()
{
    m_connection->hide();
    m_connection.release()->deleteLater();
    m_connecting.release()->deleteLater();
}

} // namespace countersign::app
