// Inside the library only: one thread for short pieces of work that need nothing of the store, done beside a transaction. Waking a sleeping
// thread costs as long as a third of such a piece, so the thread stays awake for a moment after its last piece, and can be woken ahead.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace countersign::workflow {

class BesideThread {
public:
    // The process's own; started by its first use. Every function may be called by any thread.
    static BesideThread &instance();
    ~BesideThread(); // what still waits is done first

    // Work is coming within the next half millisecond.
    void rouse();

    // The pieces are done one after the other. The answer is taken by awaited(), or waited for by the future's end.
    template <typename Work>
    auto run(Work work)
    {
        auto task = std::make_shared<std::packaged_task<std::invoke_result_t<Work>()>>(std::move(work));
        auto answer = task->get_future();
        post([task = std::move(task)] { (*task)(); });
        return answer;
    }

private:
    BesideThread();
    void post(std::function<void()> piece);
    void loop();
    void stayAwake();

    std::mutex m_guard;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_waiting; // guarded
    bool m_asleep = false;                       // guarded
    bool m_roused = false;                       // guarded
    bool m_ending = false;                       // guarded
    std::atomic<int> m_count{0};                 // pieces in m_waiting, to look at without the guard
    std::thread m_thread;
};

// The answer of run(), waited for awake: it is at most a fraction of a millisecond away.
template <typename T>
T awaited(std::future<T> &answer)
{
    while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        std::this_thread::yield();
    return answer.get();
}

} // namespace countersign::workflow
