#include "workflow/storewatch.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace countersign::workflow {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto apart = 1000ms;      // between two words that something changed
constexpr auto longestWait = 5000ms;
constexpr auto firstRetry = 250ms, longestRetry = 5000ms;

void rest(std::chrono::milliseconds time, std::stop_token stop)
{
    std::mutex guard;
    std::condition_variable_any woken;
    std::unique_lock lock(guard);
    woken.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

StoreWatch::StoreWatch(ListenerDoor door, QObject *parent)
    : QObject(parent), m_door(std::move(door)), m_thread([this](std::stop_token stop) { listen(stop); })
{
}

StoreWatch::~StoreWatch() = default;

void StoreWatch::listen(std::stop_token stop)
{
    std::unique_ptr<ChangeListener> listener;
    bool isLost = false, isOwed = true;
    Clock::time_point next = Clock::now();
    std::chrono::milliseconds retry = firstRetry;
    while (!stop.stop_requested()) {
        auto opened = listener ? core::Result<std::unique_ptr<ChangeListener>>() : m_door();
        if (opened && *opened)
            listener = std::move(*opened);
        const auto patience = isOwed ? std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now())) : longestWait;
        const auto came = opened ? listener->wait(patience, stop) : core::Result<bool>(tl::unexpected(opened.error()));
        if (!came) {
            if (!std::exchange(isLost, true))
                Q_EMIT lost(came.error());
            rest(retry, stop);
            retry = std::min<std::chrono::milliseconds>(retry * 2, longestRetry);
            continue;
        }
        if (std::exchange(isLost, false)) {
            isOwed = true;
            retry = firstRetry;
            Q_EMIT back();
        }
        isOwed = isOwed || *came;
        if (isOwed && Clock::now() >= next && !stop.stop_requested()) {
            isOwed = false;
            next = Clock::now() + apart;
            Q_EMIT changed();
        }
    }
}

} // namespace countersign::workflow
