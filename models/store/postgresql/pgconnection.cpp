#include "store/postgresql/pgconnection.h"

#include "store/postgresql/pgerror.h"
#include "store/sqlcatalogue.h"

#include <libpq-fe.h>
#include <poll.h>
#include <QDeadlineTimer>
#include <vector>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr std::chrono::milliseconds firstBackoff{250};
constexpr std::chrono::milliseconds longestBackoff{10'000};
constexpr int binary = 1;

} // namespace

PgConnection::PgConnection(ServerAddress address, Login login, std::stop_token stop)
    : m_address(std::move(address)), m_login(std::move(login)), m_stop(std::move(stop))
{
    if (!m_login.role.isEmpty())
        m_address.user = m_login.role;
}

PgConnection::~PgConnection()
{
    const std::lock_guard lock(m_interruptGuard);
    m_line.reset();
}

Result<std::unique_ptr<PgConnection>> PgConnection::open(const ServerAddress &address, const Login &login, std::stop_token stop)
{
    std::unique_ptr<PgConnection> connection(new PgConnection(address, login, std::move(stop)));
    if (const auto connected = connection->connect(); !connected)
        return tl::unexpected(connected.error());
    return connection;
}

Result<void> PgConnection::connect()
{
    auto line = PgLine::open(m_address, m_login, m_stop);
    if (!line)
        return tl::unexpected(line.error());
    if (const auto left = m_line ? m_line->leftBehind() : std::nullopt)
        (*line)->letGo(*left);
    const std::lock_guard lock(m_interruptGuard);
    m_line = std::move(*line);
    m_prepared.clear();
    return {};
}

// A connection that broke is made anew by the next call outside of a transaction, not more often than the server can bear.
Result<void> PgConnection::ensure()
{
    if (PQstatus(native()) == CONNECTION_OK)
        return {};
    const auto now = std::chrono::steady_clock::now();
    if (m_state != State::Idle || now < m_nextTry)
        return fail(ErrorKind::StoreUnreachable, m_address.url(), unreachable::lost);
    if (const auto connected = connect(); !connected) {
        m_backoff = std::clamp(m_backoff * 2, firstBackoff, longestBackoff);
        m_nextTry = std::chrono::steady_clock::now() + m_backoff;
        return connected;
    }
    m_backoff = std::chrono::milliseconds(0);
    for (const QByteArray &channel : std::as_const(m_channels))
        if (const auto again = simple("LISTEN " + channel); !again)
            return again;
    return {};
}

QString PgConnection::role() const
{
    return QString::fromUtf8(PQuser(native()));
}

Result<PgRows> PgConnection::finish(pg_result *result, const QString &where)
{
    ++m_roundTrips;
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_SINGLE_TUPLE)
        return PgRows(result);
    const core::Error error = errorOf(native(), result, where);
    PQclear(result);
    if (error.kind == ErrorKind::StoreUnreachable || error.kind == ErrorKind::DiskFull)
        return fail(error.kind, m_address.url(), error.detail);
    return tl::unexpected(error);
}

Result<void> PgConnection::prepare(const QByteArray &name, const QByteArray &sql, const PgValues &values)
{
    std::vector<Oid> types;
    for (const PgValues::Value &value : values.all())
        types.push_back(value.type);
    const QByteArray given = "s" + QByteArray::number(m_prepared.size() + 1);
    const int sent = PQsendPrepare(native(), given.constData(), sql.constData(), int(types.size()), types.data());
    const auto prepared = finish(m_line->answer(sent), QString::fromUtf8(name.left(60)));
    if (!prepared)
        return tl::unexpected(prepared.error());
    m_prepared.insert(name, given);
    return {};
}

Result<PgRows> PgConnection::runPrepared(const QByteArray &name, const QByteArray &sql, const PgValues &values)
{
    if (const auto there = ensure(); !there)
        return tl::unexpected(there.error());
    if (!m_prepared.contains(name))
        if (const auto made = prepare(name, sql, values); !made)
            return tl::unexpected(made.error());
    std::vector<const char *> texts;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const PgValues::Value &value : values.all()) {
        texts.push_back(value.isNull ? nullptr : value.bytes.constData());
        lengths.push_back(int(value.bytes.size()));
        formats.push_back(value.isBinary ? binary : 0);
    }
    const int sent = PQsendQueryPrepared(native(), m_prepared.value(name).constData(), int(texts.size()), texts.data(), lengths.data(),
                                         formats.data(), binary);
    return finish(m_line->answer(sent), QString::fromUtf8(name.left(60)));
}

Result<PgRows> PgConnection::run(const char *name, const PgValues &values)
{
    return runPrepared(name, SqlCatalogue::postgresql().text(name), values);
}

Result<PgRows> PgConnection::runText(const QByteArray &sql, const PgValues &values)
{
    return runPrepared(sql, sql, values);
}

pg_result *PgConnection::ask(const char *sql)
{
    return m_line->answer(PQsendQuery(native(), sql));
}

Result<void> PgConnection::execute(const QByteArray &sql, const QString &where)
{
    return ensure().and_then([&] { return finish(ask(sql.constData()), where).map([](const PgRows &) {}); });
}

Result<void> PgConnection::simple(const char *sql)
{
    return finish(ask(sql), QLatin1String(sql)).map([](const PgRows &) {});
}

// What was not there when the answer should have come may be there all the same.
Result<void> PgConnection::commit()
{
    m_saving = true;
    pg_result *const result = ask("COMMIT");
    m_saving = false;
    const bool isUndone = PQresultStatus(result) == PGRES_COMMAND_OK && qstrcmp(PQcmdStatus(result), "COMMIT") != 0;
    auto done = finish(result, QStringLiteral("COMMIT"));
    if (isUndone)
        return fail(ErrorKind::StoreBusy, QStringLiteral("COMMIT"), QStringLiteral("rollback"));
    if (!done && done.error().kind == ErrorKind::StoreUnreachable)
        return fail(ErrorKind::StoreUnreachable, m_address.url(), unreachable::unanswered);
    return done.map([](const PgRows &) {});
}

Result<void> PgConnection::mustBeWriting(const char *what) const
{
    return isWriting() ? Result<void>() : Result<void>(fail(ErrorKind::WrongCall, QLatin1String(what), QStringLiteral("outside of a write")));
}

Result<void> PgConnection::write(const Work &work)
{
    if (m_state != State::Idle)
        return fail(ErrorKind::WrongCall, QStringLiteral("write"), QStringLiteral("nested"));
    if (const auto begun = ensure().and_then([&] { return simple("BEGIN"); }); !begun)
        return begun;
    m_state = State::Writing;
    Result<void> done = work();
    if (done && m_atEnd)
        done = m_atEnd(End::Committing);
    if (done)
        done = commit();
    if (!done) {
        if (m_atEnd)
            (void)m_atEnd(End::Undone);
        (void)simple("ROLLBACK");
    }
    m_state = State::Idle;
    if (done && m_afterCommit)
        m_afterCommit();
    return done;
}

Result<void> PgConnection::read(const Work &work)
{
    if (m_state != State::Idle)
        return work();
    if (const auto begun = ensure().and_then([&] { return simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }); !begun)
        return begun;
    m_state = State::Reading;
    const Result<void> done = work();
    (void)simple("ROLLBACK"); // nothing to keep
    m_state = State::Idle;
    return done;
}

Result<QByteArray> PgConnection::verifierOf(const QString &role, QByteArrayView password)
{
    if (const auto there = ensure(); !there)
        return tl::unexpected(there.error());
    QByteArray clear = password.toByteArray();
    char *const made = PQencryptPasswordConn(native(), clear.constData(), role.toUtf8().constData(), "scram-sha-256");
    ledger::wipe(clear);
    if (!made)
        return fail(ErrorKind::StoreUnreachable, m_address.url(), unreachable::lost);
    const QByteArray verifier(made);
    PQfreemem(made);
    return verifier;
}

Result<void> PgConnection::listen(const QByteArray &channel)
{
    return ensure().and_then([&] { return simple("LISTEN " + channel); }).map([&] {
        if (!m_channels.contains(channel))
            m_channels.append(channel);
    });
}

Result<bool> PgConnection::waitForNotification(std::chrono::milliseconds patience)
{
    if (const auto there = ensure(); !there)
        return tl::unexpected(there.error());
    const QDeadlineTimer deadline(patience);
    bool came = false;
    for (;;) {
        if (PQconsumeInput(native()) == 0)
            return fail(ErrorKind::StoreUnreachable, m_address.url(), unreachable::lost);
        while (PGnotify *one = PQnotifies(native())) {
            came = true;
            PQfreemem(one);
        }
        if (came || deadline.hasExpired())
            return came;
        pollfd waiting{PQsocket(native()), POLLIN, 0};
        if (::poll(&waiting, 1, int(deadline.remainingTime())) < 0 && errno != EINTR)
            return fail(ErrorKind::StoreUnreachable, m_address.url(), unreachable::lost);
    }
}

void PgConnection::interrupt()
{
    const std::lock_guard lock(m_interruptGuard);
    m_line->interrupt();
}

} // namespace countersign::store
