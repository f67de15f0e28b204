#include "app/connecting.h"

#include "app/composition.h"
#include "app/invitations.h"
#include "app/knownservers.h"
#include "store/postgresql/serveraddress.h"
#include "store/postgresql/servercertificate.h"
#include "workflow/enrolment.h"

#include <QUrl>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;
using ui::ServerLook;
using ui::ServerPlace;

namespace {

using namespace std::chrono_literals;
constexpr auto lookEvery = 300ms;
const QString checkOption = QStringLiteral("sslmode");
const QString rootOption = QStringLiteral("sslrootcert");

// "db.example", "db.example:5433", "[::1]:5433", "/run/postgresql".
Result<store::ServerAddress> addressOf(const ServerPlace &place)
{
    const bool isFolder = place.host.startsWith(u'/');
    const QString host = isFolder ? QString::fromLatin1(QUrl::toPercentEncoding(place.host)) : place.host;
    auto address = store::serverAddress(QStringLiteral("postgresql://%1/%2").arg(host, QString::fromLatin1(QUrl::toPercentEncoding(place.database))));
    if (!address)
        return address;
    if (!address->user.isEmpty() || address->host.contains(u' '))
        return fail(ErrorKind::BadValue, QStringLiteral("host"), place.host);
    if (!address->isLocal() && place.check != ServerPlace::Check::Full) // the usual one need not be said
        address->options.insert(checkOption, place.check == ServerPlace::Check::Authority ? QStringLiteral("verify-ca") : QStringLiteral("require"));
    if (!place.rootCertificate.isEmpty())
        address->options.insert(rootOption, place.rootCertificate);
    return address;
}

ServerPlace placeOf(const store::ServerAddress &address)
{
    ServerPlace place{address.host, address.database, address.user, ServerPlace::Check::Full, address.options.value(rootOption)};
    if (address.port != store::ServerAddress().port)
        place.host = (address.host.contains(u':') ? u'[' + address.host + u']' : address.host) + u':' + QString::number(address.port);
    if (const QString mode = address.options.value(checkOption); mode == u"verify-ca")
        place.check = ServerPlace::Check::Authority;
    else if (!mode.isEmpty() && mode != u"verify-full")
        place.check = ServerPlace::Check::None;
    return place;
}

bool goesOn(const ServerLook &look, ServerPlace::Check check)
{
    if (look.isLocal)
        return true;
    if (!look.isEncrypted)
        return false;
    return look.fault.isEmpty() || check == ServerPlace::Check::None || (check == ServerPlace::Check::Authority && look.fault == u"tls-name");
}

Result<ServerLook> lookAt(const store::ServerAddress &address, ServerPlace::Check check)
{
    ServerLook look;
    look.isLocal = address.isLocal();
    if (!look.isLocal) {
        const auto certificate = store::certificateOf(address);
        if (!certificate)
            return tl::unexpected(certificate.error());
        look.isEncrypted = certificate->has_value();
        look.fault = look.isEncrypted ? QString() : QStringLiteral("tls-none");
        if (look.isEncrypted) {
            look.names = (*certificate)->names;
            look.issuer = (*certificate)->issuer;
            look.until = (*certificate)->until;
            look.fault = (*certificate)->fault.isEmpty() ? QString() : QStringLiteral("tls-") + (*certificate)->fault;
        }
    }
    look.goesOn = goesOn(look, check);
    return look;
}

} // namespace

Connecting::Connecting(workflow::Keyring keyring, QObject *parent) : QObject(parent), m_keyring(std::move(keyring))
{
    m_working.setMaxThreadCount(1);
}

Connecting::~Connecting()
{
    m_stop.request_stop();
    m_working.waitForDone();
}

ui::Connector Connecting::connector()
{
    ui::Connector made;
    made.known = KnownServers(m_keyring.folder).urls();
    made.address = [](const ServerPlace &place) { return addressOf(place).map([](const store::ServerAddress &address) { return address.url(false); }); };
    made.place = [](const QString &address) { return store::serverAddress(address).map(placeOf); };
    made.look = [this](const ServerPlace &place, const std::function<void(Result<ServerLook>)> &answer) { look(place, answer); };
    made.arrive = [this](const QString &address, const ui::Newcomer &who, const std::function<void(QStringList)> &waiting,
                         const std::function<void(Result<void>)> &done) { arrive(address, who, waiting, done); };
    made.giveUp = [this] { m_stop.request_stop(); };
    return made;
}

void Connecting::deliver(std::function<void()> answer)
{
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

void Connecting::look(const ServerPlace &place, std::function<void(Result<ServerLook>)> answer)
{
    const auto address = addressOf(place);
    if (!address)
        return answer(tl::unexpected(address.error()));
    m_working.start([this, address = *address, check = place.check, answer = std::move(answer)] {
        deliver([answer, look = lookAt(address, check)] { answer(look); });
    });
}

void Connecting::arrive(const QString &address, const ui::Newcomer &who, std::function<void(QStringList)> waiting, std::function<void(Result<void>)> done)
{
    m_stop = std::stop_source();
    m_working.start([this, address = StoreAddress{StoreAddress::Kind::Shared, {}, address}, who, waiting = std::move(waiting), done = std::move(done),
                     stop = m_stop.get_token()] {
        const auto say = [&](const QStringList &words) { deliver([waiting, words] { waiting(words); }); };
        deliver([done, in = letIn(address, who, say, stop)] { done(in); });
    });
}

Result<void> Connecting::waitUntilRecorded(const workflow::Ports &ports, workflow::Enrolment &enrolment, std::stop_token stop)
{
    while (!stop.stop_requested()) {
        const auto recorded = enrolment.proceed(ports);
        if (!recorded)
            return tl::unexpected(recorded.error());
        if (*recorded)
            return {};
        std::unique_lock lock(m_guard);
        m_woken.wait_for(lock, stop, lookEvery, [] { return false; });
    }
    return fail(ErrorKind::Cancelled);
}

// As person enrol does it in the terminal.
Result<void> Connecting::letIn(const StoreAddress &address, const ui::Newcomer &who, const std::function<void(QStringList)> &waiting, std::stop_token stop)
{
    const auto store = openShared(address, loginByCode(who.id, *who.code), m_keyring.folder, systemClock());
    if (!store)
        return tl::unexpected(asCode(store.error()));
    const workflow::Ports ports = (*store)->ports();
    const auto known = ports.people.person(who.id);
    if (!known)
        return tl::unexpected(known.error());
    if (!*known || (*known)->disabled) { // who comes back gets a new key
        const auto tray = enrolmentTray(address, **store);
        const auto enrolment = workflow::Enrolment::begin(ports, m_keyring, *tray, who.id, who.printedName, who.secret);
        if (!enrolment)
            return tl::unexpected(enrolment.error());
        waiting((*enrolment)->request().words());
        if (const auto recorded = waitUntilRecorded(ports, **enrolment, stop); !recorded)
            return recorded;
    }
    return acceptInvitation(**store, m_keyring, who.id, *who.secret).map([](const core::Person &) {});
}

} // namespace countersign::app
