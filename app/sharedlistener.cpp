#include "app/sharedlistener.h"

#include "store/postgresql/pgconnection.h"

namespace countersign::app {

using core::Result;

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto slice = 100ms;         // a stop is noticed within this
constexpr auto sequenceEvery = 500ms; // ledger.md: every client, twice a second

class SharedListener final : public workflow::ChangeListener {
public:
    SharedListener(store::ServerAddress address, store::Login login) : m_address(std::move(address)), m_login(std::move(login)) {}

    Result<bool> wait(std::chrono::milliseconds patience, std::stop_token stop) override
    {
        if (const auto there = ensure(stop); !there)
            return tl::unexpected(there.error());
        const auto until = Clock::now() + patience;
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
            const auto came = m_connection->waitForNotification(std::clamp<std::chrono::milliseconds>(left, 0ms, slice));
            if (!came || *came || left <= 0ms || stop.stop_requested())
                return came;
            if (Clock::now() < m_next)
                continue;
            m_next = Clock::now() + sequenceEvery;
            if (const auto moved = m_connection->run("ledger/sequence"); !moved)
                return tl::unexpected(moved.error());
        }
    }

private:
    // Connected only here, where whoever waits can be stopped.
    Result<void> ensure(const std::stop_token &stop)
    {
        if (m_connection)
            return {};
        auto connection = store::PgConnection::open(m_address, m_login, stop);
        if (!connection)
            return tl::unexpected(connection.error());
        return (*connection)->listen("countersign_changed").map([&] { m_connection = std::move(*connection); });
    }

    store::ServerAddress m_address;
    store::Login m_login;
    std::unique_ptr<store::PgConnection> m_connection;
    Clock::time_point m_next{};
};

} // namespace

Result<std::unique_ptr<workflow::ChangeListener>> listenAt(const StoreAddress &address, const SharedLogin &login)
{
    const auto server = store::serverAddress(address.url);
    if (!server)
        return tl::unexpected(server.error());
    return std::make_unique<SharedListener>(*server, store::Login{login.person.value, login.password});
}

} // namespace countersign::app
