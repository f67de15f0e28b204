#include "app/oskeychain.h"

#include <QFileInfo>
#include <QThread>
#include <chrono>
#include <qt6keychain/keychain.h>

namespace countersign::app {

namespace {

constexpr std::chrono::milliseconds patience{4000};
const QString service = QStringLiteral("countersign");

// Asking for a session bus where there is none would start one.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

OsKeychain::OsKeychain() : m_isAbsent(!hasSessionBus()) {}

OsKeychain::~OsKeychain()
{
    if (!m_thread)
        return;
    {
        Lock lock(m_guard);
        wait(lock, [this] { return m_toKeep.isEmpty() || m_isAbsent; });
    }
    m_thread->quit();
    if (m_thread->wait(patience.count()))
        delete m_thread; // else it hangs in the keychain's call, and ends with the process
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
    if (m_changed.wait_for(lock, patience, until))
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

void OsKeychain::read(const QString &name)
{
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
