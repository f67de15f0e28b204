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
    explicit SharedListener(std::unique_ptr<store::PgConnection> connection) : m_connection(std::move(connection)) {}

    Result<bool> wait(std::chrono::milliseconds patience, std::stop_token stop) override
    {
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
    std::unique_ptr<store::PgConnection> m_connection;
    Clock::time_point m_next{};
};

} // namespace

Result<std::unique_ptr<workflow::ChangeListener>> listenAt(const StoreAddress &address, const SharedLogin &login)
{
    const auto server = store::serverAddress(address.url);
    if (!server)
        return tl::unexpected(server.error());
    auto connection = store::PgConnection::open(*server, {login.person.value, login.password});
    if (!connection)
        return tl::unexpected(connection.error());
    if (const auto listening = (*connection)->listen("countersign_changed"); !listening)
        return tl::unexpected(listening.error());
    return std::make_unique<SharedListener>(std::move(*connection));
}

} // namespace countersign::app
