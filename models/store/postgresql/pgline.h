// A line to a server, as libpq holds it: made, asked and given up, each within a time. Confined to the thread that opened it, but for
// interrupt().
//
// A line may fall silent and stay open: a cable that was pulled out, a router that forgot it, a server that stands. So one on which
// nothing came for as long as its patience is asked about over another line: while the server works on the question it is waited for,
// however long that takes; where it has answered into the void, or says nothing at all, the line is given up, and what the server
// still holds for it is let go.
#pragma once

#include "core/result.h"
#include "ledger/secret.h"
#include "store/postgresql/serveraddress.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <QDeadlineTimer>
#include <stop_token>

struct pg_conn;
struct pg_result;

namespace countersign::store {

// Who logs in. Without a password libpq looks where it always does: the password file, its environment, the socket's own word.
struct Login {
    QString role; // empty: the address's, or libpq's own
    std::shared_ptr<const ledger::Secret> password;
};

class PgLine {
public:
    // StoreUnreachable with one of pgerror.h's reasons; timeout after the patience, which is the address's connect_timeout, or ten
    // seconds. Once `stop` is requested nothing is waited for any more, now or later.
    static core::Result<std::unique_ptr<PgLine>> open(const ServerAddress &address, const Login &login, std::stop_token stop);
    ~PgLine();
    PgLine(const PgLine &) = delete;
    PgLine &operator=(const PgLine &) = delete;

    pg_conn *native() const { return m_native; }

    // Of what one of libpq's PQsend… has just sent (its answer is `sent`) the last result, to be cleared by the caller; nullptr where
    // there is none. A line that was given up is one that broke.
    pg_result *answer(int sent);

    // Stops a question that is waited for. Any thread; never waits.
    void interrupt();

    // What the server may still hold for a line that was given up, by its name; nothing where that is in order.
    std::optional<QByteArray> leftBehind() const { return m_left; }
    void letGo(const QByteArray &name);

private:
    enum class Waited { Ready, Silent, Woken };
    enum class Look { Working, Answered, Away, Blind };

    PgLine(ServerAddress address, Login login, std::stop_token stop);
    core::Result<pg_conn *> connected(const QByteArray &name);
    bool shakeHands(pg_conn *made, bool &isLate);
    Waited waitAt(const pg_conn *line, int events, const QDeadlineTimer &deadline) const;
    pg_result *drained();
    bool isWorthWaiting();
    void cancel();
    void giveUp(bool isReachable);
    Look look();
    core::Result<QByteArrayList> atAnother(const char *sql, std::chrono::milliseconds patience);

    ServerAddress m_address;
    Login m_login;
    std::chrono::milliseconds m_patience;
    QByteArray m_name; // among the server's lines
    pg_conn *m_native = nullptr;
    int m_wake = -1;
    std::atomic_bool m_asking = false;
    std::atomic_bool m_interrupted = false;
    // Of the question that is waited for.
    bool m_doubted = false;
    bool m_cancelled = false;
    int m_blind = 0;
    std::optional<QByteArray> m_left;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace countersign::store
