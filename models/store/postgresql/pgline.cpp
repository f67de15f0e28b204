#include "store/postgresql/pgline.h"

#include "store/postgresql/pgerror.h"

#include <libpq-fe.h>
#include <poll.h>
#include <QRandomGenerator>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;
using std::chrono::milliseconds;

namespace {

constexpr int usualSeconds = 10;
constexpr milliseconds cancelledWithin{2'000}; // somebody waits for it
constexpr int heldPatiences = 3;               // as long a server holds what a silent client has begun
constexpr int blindLooks = 12;                 // so often a server that answers may say nothing of this line
constexpr const char *stateOfIt = "SELECT state || ' ' || coalesce(wait_event_type, '')"
                                  " FROM pg_catalog.pg_stat_activity WHERE application_name = $1 AND usename = session_user";
constexpr const char *cancelIt =
    "SELECT pg_cancel_backend(pid)::text FROM pg_catalog.pg_stat_activity WHERE application_name = $1 AND usename = session_user";
constexpr const char *endIt =
    "SELECT pg_terminate_backend(pid)::text FROM pg_catalog.pg_stat_activity WHERE application_name = $1 AND usename = session_user";

// Key and value pairs for libpq; the texts live as long as this does.
class ConnectionWords {
public:
    void add(const char *key, QByteArray value)
    {
        m_texts.push_back(std::move(value));
        m_keys.push_back(key);
    }
    void finish()
    {
        for (const QByteArray &text : m_texts)
            m_values.push_back(text.constData());
        m_keys.push_back(nullptr);
        m_values.push_back(nullptr);
    }
    ~ConnectionWords()
    {
        for (QByteArray &text : m_texts)
            ledger::wipe(text);
    }
    const char *const *keys() const { return m_keys.data(); }
    const char *const *values() const { return m_values.data(); }

private:
    std::vector<QByteArray> m_texts;
    std::vector<const char *> m_keys;
    std::vector<const char *> m_values;
};

milliseconds patienceOf(const ServerAddress &address)
{
    const int seconds = address.options.value(QStringLiteral("connect_timeout")).toInt();
    return std::chrono::seconds(seconds > 0 ? seconds : usualSeconds);
}

void fill(ConnectionWords &words, const ServerAddress &address, const Login &login, const QByteArray &name)
{
    if (!address.host.isEmpty())
        words.add("host", address.host.toUtf8());
    words.add("port", QByteArray::number(address.port));
    words.add("dbname", address.database.toUtf8());
    if (const QString role = login.role.isEmpty() ? address.user : login.role; !role.isEmpty())
        words.add("user", role.toUtf8());
    if (login.password)
        words.add("password", login.password->view().toByteArray());
    if (!address.isLocal() && qEnvironmentVariableIsEmpty("PGSSLMODE"))
        words.add("sslmode", "verify-full");
    words.add("keepalives_idle", "10");
    words.add("keepalives_interval", "5");
    words.add("keepalives_count", "3");
    words.add("tcp_user_timeout", "20000");
    words.add("client_encoding", "UTF8");
    words.add("application_name", name);
    words.add("options", "-c search_path=countersign,pg_catalog -c timezone=UTC -c idle_in_transaction_session_timeout="
                             + QByteArray::number(qint64(heldPatiences * patienceOf(address).count())));
    for (const char *const known : {"sslmode", "sslrootcert", "sslcrl", "sslcert", "sslkey", "hostaddr"})
        if (const auto option = address.options.constFind(QLatin1String(known)); option != address.options.constEnd())
            words.add(known, option->toUtf8());
    words.finish();
}

} // namespace

PgLine::PgLine(ServerAddress address, Login login, std::stop_token stop)
    : m_address(std::move(address)), m_login(std::move(login)), m_patience(patienceOf(m_address)),
      m_name("countersign " + QByteArray::number(QRandomGenerator::system()->generate64(), 16)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_stop(std::move(stop))
{
    m_onStop.emplace(m_stop, [this] { ::eventfd_write(m_wake, 1); });
}

PgLine::~PgLine()
{
    m_onStop.reset();
    PQfinish(m_native);
    ::close(m_wake);
}

Result<std::unique_ptr<PgLine>> PgLine::open(const ServerAddress &address, const Login &login, std::stop_token stop)
{
    std::unique_ptr<PgLine> line(new PgLine(address, login, std::move(stop)));
    const auto made = line->connected(line->m_name);
    if (!made)
        return tl::unexpected(made.error());
    line->m_native = *made;
    return line;
}

Result<pg_conn *> PgLine::connected(const QByteArray &name)
{
    ConnectionWords words;
    fill(words, m_address, m_login, name);
    PGconn *const made = PQconnectStartParams(words.keys(), words.values(), 0);
    PQsetErrorVerbosity(made, PQERRORS_SQLSTATE); // the server's sentences may be in any language; its codes are not
    bool isLate = false;
    if (PQstatus(made) == CONNECTION_BAD || !shakeHands(made, isLate)) {
        const core::Error error =
            isLate ? core::Error{ErrorKind::StoreUnreachable, m_address.url(), unreachable::timeout} : connectError(made, m_address);
        PQfinish(made);
        return tl::unexpected(error);
    }
    PQsetErrorVerbosity(made, PQERRORS_DEFAULT);
    PQsetNoticeProcessor(
        made, [](void *, const char *) {}, nullptr);
    PQsetnonblocking(made, 1);
    return made;
}

bool PgLine::shakeHands(pg_conn *made, bool &isLate)
{
    const QDeadlineTimer deadline(m_patience);
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED) {
        const Waited waited = waitAt(made, next == PGRES_POLLING_WRITING ? POLLOUT : POLLIN, deadline);
        isLate = waited == Waited::Silent || m_stop.stop_requested();
        if (isLate)
            return false;
        if (waited == Waited::Ready)
            next = PQconnectPoll(made);
    }
    return next == PGRES_POLLING_OK;
}

PgLine::Waited PgLine::waitAt(const pg_conn *line, int events, const QDeadlineTimer &deadline) const
{
    pollfd both[]{{PQsocket(line), short(events), 0}, {m_wake, POLLIN, 0}};
    for (;;) {
        const int there = ::poll(both, std::size(both), int(deadline.remainingTime()));
        if (there < 0 && errno == EINTR)
            continue;
        if (there <= 0)
            return Waited::Silent;
        eventfd_t ignored = 0;
        if (both[1].revents != 0 && !m_stop.stop_requested()) // a stop stays: whatever waits later is woken as well
            ::eventfd_read(m_wake, &ignored);
        return both[1].revents != 0 ? Waited::Woken : Waited::Ready;
    }
}

pg_result *PgLine::answer(int sent)
{
    m_doubted = m_cancelled = m_interrupted = false;
    m_blind = 0;
    m_asking = true;
    pg_result *const last = sent == 1 ? drained() : PQgetResult(m_native);
    m_asking = false;
    return last;
}

pg_result *PgLine::drained()
{
    pg_result *last = nullptr;
    QDeadlineTimer deadline(m_patience);
    for (;;) {
        const bool isSending = PQflush(m_native) > 0;
        if (!isSending && PQisBusy(m_native) == 0) {
            pg_result *const next = PQgetResult(m_native);
            if (!next)
                return last;
            PQclear(last);
            last = next;
            continue;
        }
        const Waited waited =
            waitAt(m_native, isSending ? POLLIN | POLLOUT : POLLIN, deadline); // it may not read on before it was heard
        if (waited == Waited::Ready)
            m_doubted = false;
        if (m_stop.stop_requested())
            giveUp(false);
        else if (waited == Waited::Woken)
            cancel();
        else if (waited == Waited::Ready)
            PQconsumeInput(m_native);
        else if (!isWorthWaiting())
            continue;
        deadline.setRemainingTime(m_cancelled ? std::min(m_patience, cancelledWithin) : m_patience);
    }
}

// Nothing has come for as long as one waits. A line that is not, was given up.
bool PgLine::isWorthWaiting()
{
    const Look seen = m_cancelled || m_doubted ? Look::Answered : look();
    const bool isDone = seen == Look::Away || (seen == Look::Blind && ++m_blind > blindLooks) || m_cancelled || m_doubted;
    if (isDone)
        giveUp(seen != Look::Away);
    m_doubted = seen == Look::Answered; // it may be under way
    return !isDone;
}

void PgLine::interrupt()
{
    if (!m_asking)
        return;
    m_interrupted = true;
    ::eventfd_write(m_wake, 1);
}

void PgLine::cancel()
{
    if (!m_interrupted.exchange(false))
        return;
    m_cancelled = true;
    const auto told = atAnother(cancelIt, std::min(m_patience, cancelledWithin));
    if (!told)
        giveUp(false);
}

void PgLine::giveUp(bool isReachable)
{
    const auto gone = isReachable ? atAnother(endIt, std::min(m_patience, cancelledWithin))
                                  : Result<QByteArrayList>(fail(ErrorKind::StoreUnreachable));
    if (!gone)
        m_left = m_name;
    ::shutdown(PQsocket(m_native), SHUT_RDWR);
    while (PQstatus(m_native) == CONNECTION_OK && PQconsumeInput(m_native) == 1 && PQisBusy(m_native) == 1) {
    }
}

void PgLine::letGo(const QByteArray &name)
{
    const char *const values[]{name.constData()};
    PQclear(answer(PQsendQueryParams(m_native, endIt, 1, nullptr, values, nullptr, nullptr, 0)));
}

PgLine::Look PgLine::look()
{
    const auto seen = atAnother(stateOfIt, m_patience);
    if (!seen) {
        const bool isThere = seen.error().detail == unreachable::full || seen.error().detail == unreachable::login;
        return isThere || seen.error().kind != ErrorKind::StoreUnreachable ? Look::Blind : Look::Away;
    }
    const QByteArray state = seen->value(0);
    if (state.startsWith("disabled"))
        return Look::Blind;
    return state.startsWith("active ") && !state.endsWith(" Client") ? Look::Working
                                                                     : Look::Answered; // "Client": it waits for this side
}

// The first column of what the server says over another line, about this one.
Result<QByteArrayList> PgLine::atAnother(const char *sql, milliseconds patience)
{
    const milliseconds usual = std::exchange(m_patience, patience);
    const auto made = connected(m_name + '+');
    m_patience = usual;
    if (!made)
        return tl::unexpected(made.error());
    const std::unique_ptr<PGconn, decltype(&PQfinish)> line(*made, &PQfinish);
    const char *const values[]{m_name.constData()};
    const QDeadlineTimer deadline(patience);
    bool isThere = PQsendQueryParams(line.get(), sql, 1, nullptr, values, nullptr, nullptr, 0) == 1;
    while (isThere && (PQflush(line.get()) > 0 || PQisBusy(line.get()) == 1)) {
        const Waited waited = waitAt(line.get(), POLLIN, deadline);
        isThere = waited != Waited::Silent && !m_stop.stop_requested() && (waited == Waited::Woken || PQconsumeInput(line.get()) == 1);
    }
    if (!isThere)
        return fail(ErrorKind::StoreUnreachable, m_address.url(), unreachable::timeout);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(line.get()), &PQclear);
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
        return tl::unexpected(errorOf(line.get(), result.get(), m_address.url()));
    QByteArrayList answered;
    for (int row = 0; row < PQntuples(result.get()); ++row)
        answered.append(PQgetvalue(result.get(), row, 0));
    return answered;
}

} // namespace countersign::store
