#include "workflow/besidethread.h"

namespace countersign::workflow {

namespace {

constexpr std::chrono::microseconds awakeFor{500};

} // namespace

BesideThread &BesideThread::instance()
{
    static BesideThread thread;
    return thread;
}

BesideThread::BesideThread() : m_thread([this] { loop(); }) {}

BesideThread::~BesideThread()
{
    {
        const std::lock_guard lock(m_guard);
        m_ending = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void BesideThread::rouse()
{
    const std::lock_guard lock(m_guard);
    if (!m_asleep || m_roused)
        return;
    m_roused = true;
    m_wake.notify_one();
}

void BesideThread::post(std::function<void()> piece)
{
    const std::lock_guard lock(m_guard);
    m_waiting.push_back(std::move(piece));
    ++m_count;
    if (m_asleep)
        m_wake.notify_one();
}

// With a single core staying awake would only keep the core from those whose work it is.
void BesideThread::stayAwake()
{
    if (std::thread::hardware_concurrency() < 2)
        return;
    const auto until = std::chrono::steady_clock::now() + awakeFor;
    while (m_count == 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
}

void BesideThread::loop()
{
    for (;;) {
        stayAwake();
        std::function<void()> piece;
        {
            std::unique_lock lock(m_guard);
            if (m_waiting.empty()) {
                m_asleep = true;
                m_wake.wait(lock, [this] { return m_ending || m_roused || !m_waiting.empty(); });
                m_asleep = m_roused = false;
            }
            if (m_waiting.empty() && m_ending)
                return;
            if (m_waiting.empty())
                continue;
            piece = std::move(m_waiting.front());
            m_waiting.pop_front();
            --m_count;
        }
        piece();
    }
}

} // namespace countersign::workflow
