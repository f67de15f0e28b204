#include "workflow/session.h"

namespace countersign::workflow {

namespace {
constexpr int idleMinutes = 15;
constexpr int watchMilliseconds = 1000;

// What is wrong with the store now and may not be later, and not with what it was given.
bool mayPass(core::ErrorKind kind)
{
    using Kind = core::ErrorKind;
    return kind == Kind::StoreUnreachable || kind == Kind::StoreMissing || kind == Kind::StoreBusy || kind == Kind::DiskFull || kind == Kind::CannotRead
        || kind == Kind::CannotWrite || kind == Kind::NotSignedIn;
}
} // namespace

core::Result<QDateTime> saveDraftNow(const Ports &ports, core::Draft draft)
{
    draft.saved = ports.clock.now();
    return ports.cases.saveDraft(draft).map([&] { return draft.saved; });
}

Session::Session(StoreDoor door, QString location, Keyring keyring, QObject *parent)
    : QObject(parent), m_reading(door), m_writing(door, BackgroundLane::AtEnd::Finish), m_working(std::move(door)),
      m_location(std::move(location)), m_keyring(std::move(keyring))
{
    m_idle.setSingleShot(true);
    setIdleMinutes(idleMinutes);
    connect(&m_idle, &QTimer::timeout, this, [this] { lock(Locked::Idle); });
    m_watch.setInterval(watchMilliseconds);
    connect(&m_watch, &QTimer::timeout, this, &Session::askMark);
}

Session::~Session() = default;

void Session::signIn(const core::PersonId &person, const SharedSecret &secret)
{
    ++m_visit;
    if (m_doorkeeper && !(m_wasIn && m_atDoor == person)) {
        m_doorkeeper(person, secret);
        m_atDoor = person;
        m_wasIn = false;
        for (BackgroundLane *lane : {&m_reading, &m_writing, &m_working})
            lane->reopen();
    }
    m_writing.run<ActingPerson>(
        this, QStringLiteral("sign-in"),
        [keyring = m_keyring, person, secret, inside = m_inside ? m_workspace : nullptr](const Ports &ports, std::stop_token) {
            return inside ? inside->actingInside() : workflow::signIn(ports, keyring, person, *secret);
        },
        [this](core::Result<ActingPerson> acting) {
            if (acting)
                adopt(*acting);
            else {
                leaveStore();
                Q_EMIT signInFailed(acting.error());
            }
        });
}

void Session::setWorkspace(std::shared_ptr<WorkspacePlace> place, bool inside)
{
    m_workspace = std::move(place);
    m_inside = inside;
    if (inside)
        m_doorkeeper = [kept = m_workspace](const core::PersonId &person, const SharedSecret &secret) { kept->offer(person, secret); };
}

// What was begun is carried out first: drafts are saved by then. What could not be, the store being away, still needs the door.
void Session::leaveStore()
{
    const quint64 visit = ++m_visit;
    m_wasIn = false;
    if (m_doorkeeper)
        m_writing.run<bool>(
            this, {}, [](const Ports &, std::stop_token) { return true; },
            [this, visit](core::Result<bool> there) {
                if (visit == m_visit && (there || m_inside))
                    m_doorkeeper({}, {});
            });
    for (BackgroundLane *lane : {&m_reading, &m_writing, &m_working})
        lane->leave();
}

void Session::adopt(const ActingPerson &acting)
{
    m_acting = acting;
    m_wasIn = true;
    noteActivity();
    saveKeptDrafts(); // before anything is opened again
    Q_EMIT signedInChanged();
}

void Session::keepDraft(const core::Draft &draft, const core::Error &why)
{
    if (!mayPass(why.kind))
        return;
    m_kept.append(draft);
    if (m_acting && m_reachable) // not noticed before: its coming back will be
        setReachable(false, why);
}

void Session::saveKeptDrafts()
{
    if (!m_acting)
        return;
    for (const core::Draft &draft : std::exchange(m_kept, {})) {
        if (draft.person != m_acting->person.id) {
            m_kept.append(draft);
            continue;
        }
        m_writing.run<QDateTime>(
            this, {}, [draft](const Ports &ports, std::stop_token) { return saveDraftNow(ports, draft); },
            [this, draft](core::Result<QDateTime> saved) {
                if (!saved)
                    keepDraft(draft, saved.error());
            });
    }
}

void Session::lock(Locked how)
{
    if (!m_acting)
        return;
    m_locked = how;
    Q_EMIT aboutToLock();
    m_acting.reset();
    m_idle.stop();
    leaveStore();
    Q_EMIT signedInChanged();
}

void Session::noteActivity()
{
    if (m_acting)
        m_idle.start();
}

void Session::setIdleMinutes(int minutes)
{
    m_idle.setInterval(std::chrono::minutes(minutes));
    noteActivity();
}

void Session::watchStore(bool on)
{
    if (m_listener) {
        m_listening.reset();
        if (on)
            listen();
    } else if (on) {
        m_watch.start();
    } else {
        m_watch.stop();
    }
}

void Session::listen()
{
    m_listening = std::make_unique<StoreWatch>(m_listener);
    connect(m_listening.get(), &StoreWatch::lost, this, [this](const core::Error &error) { setReachable(false, error); });
    connect(m_listening.get(), &StoreWatch::back, this, [this] { setReachable(true); });
    connect(m_listening.get(), &StoreWatch::changed, this, [this] {
        setReachable(true);
        Q_EMIT storeChanged();
        watchRecord();
    });
}

void Session::setReachable(bool reachable, const core::Error &why)
{
    const bool was = std::exchange(m_reachable, reachable);
    if (!reachable)
        return Q_EMIT storeUnreachable(why);
    if (was)
        return;
    for (BackgroundLane *lane : {&m_reading, &m_writing, &m_working}) // what they had is broken, and would say so at the next job
        lane->reopen();
    saveKeptDrafts();
    Q_EMIT storeReachable();
}

void Session::askMark()
{
    m_reading.run<qint64>(
        this, QStringLiteral("mark"), [](const Ports &ports, std::stop_token) { return ports.cases.changeMark(); },
        [this](core::Result<qint64> mark) {
            if (!mark) {
                setReachable(false, mark.error());
                return;
            }
            setReachable(true);
            if (std::exchange(m_mark, *mark) != *mark) {
                Q_EMIT storeChanged();
                if (!m_inside) // what is signed in a workspace is checked when it has reached the store
                    watchRecord();
            }
        });
}

void Session::watchRecord()
{
    m_reading.run<std::optional<Reopened>>(
        this, QStringLiteral("record"),
        [folder = m_keyring.folder](const Ports &ports, std::stop_token stop) { return workflow::watchRecord(ports, folder, stop); },
        [this](core::Result<std::optional<Reopened>> watched) {
            using Kind = core::ErrorKind;
            const bool isAlarm = !watched && (watched.error().kind == Kind::HistoryRewritten || watched.error().kind == Kind::VerificationFailed);
            if (!isAlarm || !m_acting)
                return;
            Q_EMIT recordRefused(watched.error());
            lock();
            Q_EMIT signInFailed(watched.error());
        });
}

} // namespace countersign::workflow
