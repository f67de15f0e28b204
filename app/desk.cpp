#include "app/desk.h"

#include "app/cli/secretentry.h"
#include "app/cli/terminal.h"
#include "app/composition.h"
#include "app/samples.h"

#include <QDir>
#include <QSettings>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

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
    return {};
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

Desk::Desk(Settings settings, QObject *parent) : QObject(parent), m_settings(std::move(settings)) {}

Desk::~Desk()
{
    m_window.reset(); // before the session it works with
}

Result<void> Desk::open(const StoreAddress &address, const QString &person)
{
    const workflow::Keyring keyring{m_settings.keyringFolder, m_settings.keyCost};
    if (address.kind == StoreAddress::Kind::Shared) {
        showWindow(address, storeName(address), keyring, person.isEmpty() ? personIn(address).value : person);
        return {};
    }
    const auto there = demandStore(address);
    if (!there && there.error().kind == ErrorKind::StoreMissing) {
        showWelcome(address);
        return {};
    }
    if (!there)
        return there;
    showWindow(address, storeName(address), keyring, person);
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
    m_maker = std::make_unique<workflow::BackgroundLane>([address = *address] { return openStore(address, Access::Make); });
    const workflow::Keyring keyring{m_settings.keyringFolder, m_settings.keyCost};
    m_maker->run<workflow::ActingPerson>(
        this, {},
        [keyring, request](const workflow::Ports &ports, std::stop_token) {
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
    showWindow(*m_made, storeName(*m_made), {m_settings.keyringFolder, m_settings.keyCost}, m_first->person.id.value);
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
    if (address.kind == StoreAddress::Kind::Shared) {
        const SharedDoor door(address, keyring);
        m_session = std::make_unique<workflow::Session>([door] { return door.open(); }, location, keyring);
        m_session->setListener([door] { return door.listen(); });
        m_session->setDoorkeeper([door](const core::PersonId &who, const workflow::SharedSecret &secret) { door.offer(who, secret); });
    } else {
        m_session = std::make_unique<workflow::Session>(storeDoor(address), location, keyring);
    }
    m_window = std::make_unique<ui::MainWindow>(*m_session, setup);
    connect(m_window.get(), &ui::MainWindow::otherStoreWanted, this, &Desk::showConnection);
    m_window->show();
}

// In the place of what was there, which waits for whoever thinks better of it.
void Desk::showConnection()
{
    m_connecting = std::make_unique<Connecting>(workflow::Keyring{m_settings.keyringFolder, m_settings.keyCost});
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
    const StoreAddress there{StoreAddress::Kind::Shared, {}, address};
    showWindow(there, storeName(there), {m_settings.keyringFolder, m_settings.keyCost}, person.value);
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
