#include "app/oskeychain.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QFileInfo>
#include <QThread>
#include <chrono>
#include <qt6keychain/keychain.h>

namespace countersign::app {

namespace {

// COUNTERSIGN_TEST_PATIENCE: seconds, for tests on machines that do much else.
std::chrono::milliseconds patience()
{
    const int seconds = qEnvironmentVariableIntValue("COUNTERSIGN_TEST_PATIENCE");
    return std::chrono::seconds(seconds > 0 ? seconds : 4);
}
const QString service = QStringLiteral("countersign");

// Asking for a session bus where there is none would start one.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

QVariant answer(const QDBusMessage &question)
{
    const QDBusMessage reply = QDBusConnection::sessionBus().call(question, QDBus::Block, int(patience().count()));
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0) : QVariant();
}

// Nobody is ever asked to make or open a keychain for this: only one that runs and is open is used.
bool isOpen()
{
    const QString secrets = QStringLiteral("org.freedesktop.secrets");
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || !bus.interface()->isServiceRegistered(secrets))
        return false;
    QDBusMessage alias = QDBusMessage::createMethodCall(secrets, QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service"),
                                                        QStringLiteral("ReadAlias"));
    const QString collection = answer(alias << QStringLiteral("default")).value<QDBusObjectPath>().path();
    if (collection.size() < 2) // "/": there is none
        return false;
    QDBusMessage property = QDBusMessage::createMethodCall(secrets, collection, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    const QVariant locked = answer(property << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked")).value<QDBusVariant>().variant();
    return locked.isValid() && !locked.toBool();
}

} // namespace

OsKeychain::OsKeychain() : m_isAbsent(!hasSessionBus()) {}

OsKeychain::~OsKeychain()
{
    if (!m_thread)
        return;
    m_thread->quit();
    if (m_thread->wait(patience().count()))
        delete m_thread; // else it hangs in the keychain's call, and ends with the process
}

// A thread gets no events any more once the application object is gone.
void OsKeychain::settle()
{
    Lock lock(m_guard);
    if (m_thread)
        wait(lock, [this] { return m_toKeep.isEmpty() || m_isAbsent; });
}

void OsKeychain::start()
{
    if (m_thread)
        return;
    m_thread = new QThread;
    m_worker = new QObject;
    m_worker->moveToThread(m_thread);
    QObject::connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

void OsKeychain::inThread(std::function<void()> work)
{
    start();
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

bool OsKeychain::wait(Lock &lock, const std::function<bool()> &until)
{
    if (m_changed.wait_for(lock, patience(), until))
        return true;
    m_isAbsent = true; // once is enough: a keychain that waits for a person is not asked again
    return false;
}

std::optional<QByteArray> OsKeychain::load(const QString &name)
{
    Lock lock(m_guard);
    if (!m_known.contains(name) && !m_isAbsent) {
        inThread([this, name] { read(name); });
        wait(lock, [&] { return m_known.contains(name) || m_isAbsent; });
    }
    const QByteArray bytes = m_known.value(name);
    return bytes.isEmpty() ? std::nullopt : std::optional(bytes);
}

void OsKeychain::keep(const QString &name, const QByteArray &bytes)
{
    const Lock lock(m_guard);
    if (m_isAbsent || m_known.value(name) == bytes)
        return;
    m_known.insert(name, bytes);
    const bool isAsked = m_toKeep.contains(name);
    m_toKeep.insert(name, bytes);
    if (!isAsked)
        inThread([this, name] { write(name); });
}

bool OsKeychain::isThere()
{
    load(QStringLiteral("doctor"));
    const Lock lock(m_guard);
    return !m_isAbsent;
}

void OsKeychain::giveUp()
{
    const Lock lock(m_guard);
    m_isAbsent = true;
    m_changed.notify_all();
}

void OsKeychain::read(const QString &name)
{
    if (!isOpen())
        return giveUp();
    auto *job = new QKeychain::ReadPasswordJob(service);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, job, [this, name, job] {
        const Lock lock(m_guard);
        if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound) {
            if (!m_known.contains(name))
                m_known.insert(name, job->error() == QKeychain::NoError ? job->binaryData() : QByteArray());
        } else {
            m_isAbsent = true;
        }
        m_changed.notify_all();
    });
    job->start();
}

void OsKeychain::write(const QString &name)
{
    if (!isOpen())
        return giveUp();
    QByteArray bytes;
    {
        const Lock lock(m_guard);
        bytes = m_toKeep.value(name);
    }
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setKey(name);
    job->setBinaryData(bytes);
    QObject::connect(job, &QKeychain::Job::finished, job, [this, name, bytes, job] {
        const Lock lock(m_guard);
        if (job->error() != QKeychain::NoError)
            m_isAbsent = true;
        else if (m_toKeep.value(name) == bytes)
            m_toKeep.remove(name);
        else
            inThread([this, name] { write(name); }); // something newer came meanwhile
        m_changed.notify_all();
    });
    job->start();
}

} // namespace countersign::app
