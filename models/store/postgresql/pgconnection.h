// One connection to a shared store: logging in, statements prepared once, transactions, notifications. Confined to the thread that opened
// it, but for interrupt().
#pragma once

#include "store/postgresql/pgline.h"
#include "store/postgresql/pgrows.h"
#include "store/postgresql/pgvalues.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <QHash>

namespace countersign::store {

class PgConnection {
public:
    // StoreUnreachable with one of pgerror.h's reasons. Other hosts must show a certificate of theirs (sslmode verify-full) unless the
    // address or PGSSLMODE says otherwise. Once `stop` is requested nothing is waited for any more.
    static core::Result<std::unique_ptr<PgConnection>> open(const ServerAddress &address, const Login &login,
                                                            std::stop_token stop = {});
    ~PgConnection();
    PgConnection(const PgConnection &) = delete;
    PgConnection &operator=(const PgConnection &) = delete;

    const ServerAddress &address() const { return m_address; }
    QString role() const; // as logged in: the session_user

    // A statement of the catalogue, "file/name", or of a composed text; prepared at first use.
    core::Result<PgRows> run(const char *name, const PgValues &values = {});
    core::Result<PgRows> runText(const QByteArray &sql, const PgValues &values = {});
    // Several statements in one text, without results: migrations.
    core::Result<void> execute(const QByteArray &sql, const QString &where);

    using Work = std::function<core::Result<void>()>;
    // As UnitOfWork says. A write inside a write, or one inside a read, is WrongCall. `joined`: a write inside a write joins it.
    core::Result<void> write(const Work &work);
    core::Result<void> writeOrJoin(const Work &work) { return m_state == State::Writing ? work() : write(work); }
    core::Result<void> read(const Work &work);
    bool isWriting() const { return m_state == State::Writing; }
    bool isIdle() const { return m_state == State::Idle; }
    core::Result<void> mustBeWriting(const char *what) const;
    // Run inside the transaction before every commit, or instead of it after one that is undone.
    enum class End { Committing, Undone };
    void setAtEnd(std::function<core::Result<void>(End)> atEnd) { m_atEnd = std::move(atEnd); }
    // Run behind every commit, outside of a transaction; what it answers is nobody's failure.
    void setAfterCommit(std::function<void()> afterCommit) { m_afterCommit = std::move(afterCommit); }

    // What only a server's verifier is made of: SCRAM-SHA-256 of this password for that role.
    core::Result<QByteArray> verifierOf(const QString &role, QByteArrayView password);

    // Waits for a notification on a channel listened to; whether one came. Lost connections are an error.
    core::Result<bool> waitForNotification(std::chrono::milliseconds patience);
    core::Result<void> listen(const QByteArray &channel);

    // How often the server was asked so far.
    quint64 roundTrips() const { return m_roundTrips; }

    // Stops a running query from any thread, and does not wait for it.
    void interrupt();

private:
    enum class State { Idle, Reading, Writing };
    PgConnection(ServerAddress address, Login login, std::stop_token stop);
    pg_conn *native() const { return m_line->native(); }
    core::Result<void> connect();
    core::Result<void> ensure();
    core::Result<PgRows> finish(struct pg_result *result, const QString &where);
    core::Result<void> prepare(const QByteArray &name, const QByteArray &sql, const PgValues &values);
    core::Result<PgRows> runPrepared(const QByteArray &name, const QByteArray &sql, const PgValues &values);
    struct pg_result *ask(const char *sql);
    core::Result<void> simple(const char *sql);
    core::Result<void> commit();

    ServerAddress m_address;
    Login m_login;
    std::stop_token m_stop;
    std::unique_ptr<PgLine> m_line;
    QHash<QByteArray, QByteArray> m_prepared; // name or text → the server's name
    QList<QByteArray> m_channels;
    State m_state = State::Idle;
    quint64 m_roundTrips = 0;
    bool m_saving = false; // between the first word of the commit and its answer
    std::function<core::Result<void>(End)> m_atEnd;
    std::function<void()> m_afterCommit;
    std::mutex m_interruptGuard;
    std::chrono::steady_clock::time_point m_nextTry{};
    std::chrono::milliseconds m_backoff{0};
};

} // namespace countersign::store
