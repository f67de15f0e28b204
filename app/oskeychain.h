// The newest checkpoint in the keychain of the operating system (Secret Service, by qtkeychain). Where there is none the program goes on
// without, and the doctor says so.
#pragma once

#include "ledger/checkpointvault.h"

#include <QHash>
#include <condition_variable>
#include <mutex>

class QObject;
class QThread;

namespace countersign::app {

class OsKeychain final : public ledger::CheckpointVault {
public:
    OsKeychain();
    ~OsKeychain() override;

    std::optional<QByteArray> load(const QString &name) override;
    void keep(const QString &name, const QByteArray &bytes) override;
    bool isThere() override;
    void settle() override;

private:
    using Lock = std::unique_lock<std::mutex>;
    void start();
    void inThread(std::function<void()> work);
    void giveUp();
    void read(const QString &name);
    void write(const QString &name);
    bool wait(Lock &lock, const std::function<bool()> &until);

    std::mutex m_guard;
    std::condition_variable m_changed;
    QHash<QString, QByteArray> m_known;   // as read or kept; empty: nothing is kept under that name
    QHash<QString, QByteArray> m_toKeep;  // not in the keychain yet
    bool m_isAbsent;                      // no such service, or one that does not answer
    QThread *m_thread = nullptr;
    QObject *m_worker = nullptr;          // lives in the thread
};

} // namespace countersign::app
