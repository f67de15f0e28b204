#include "workflow/backgroundlane.h"

#include "ledger/freedmemory.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace countersign::workflow {

namespace {

struct Job {
    quint64 number = 0;
    QString topic;
    QPointer<QObject> context; // looked at only in the owner's thread
    bool hadContext = false;
    std::function<std::any(OpenStore *, const core::Error &, std::stop_token)> work;
    std::function<void(std::any)> done;
    std::stop_source stop;
    bool leaves = false; // closes the connection, and nothing else
};
using SharedJob = std::shared_ptr<Job>;

} // namespace

struct BackgroundLane::Worker {
    BackgroundLane *lane = nullptr;
    StoreDoor door;
    AtEnd atEnd = AtEnd::Drop;
    std::mutex guard;
    std::condition_variable wake;
    std::deque<SharedJob> waiting;  // guarded
    SharedJob running;              // guarded
    bool ending = false;            // guarded
    bool reopening = false;         // guarded
    int undelivered = 0;            // owner's thread only
    quint64 lastNumber = 0;         // owner's thread only
    std::stop_source closing;
    std::thread thread;

    void loop()
    {
        std::unique_ptr<OpenStore> store;
        for (;;) {
            SharedJob job;
            bool leave = false;
            {
                std::unique_lock lock(guard);
                wake.wait(lock, [this] { return ending || !waiting.empty(); });
                if (waiting.empty())
                    return;
                job = std::move(waiting.front());
                waiting.pop_front();
                running = job;
                leave = std::exchange(reopening, false);
            }
            if (leave || (store && store->isSpent()))
                store.reset();
            core::Error unopened;
            if (job->leaves) {
                store.reset();
                ledger::overwriteKeptPieces();
            } else if (!store && !job->stop.stop_requested()) {
                auto opened = door(closing.get_token());
                if (opened)
                    store = std::move(*opened);
                else
                    unopened = opened.error();
            }
            std::any answer;
            if (!job->leaves && !job->stop.stop_requested())
                answer = job->work(store.get(), unopened, job->stop.get_token());
            {
                const std::lock_guard lock(guard);
                running.reset();
                if (ending)
                    continue;
            }
            BackgroundLane *const owner = lane;
            auto deliverIt = [this, job = std::move(job), answer = std::move(answer)]() mutable { deliver(*job, std::move(answer)); };
            QMetaObject::invokeMethod(owner, std::move(deliverIt), Qt::QueuedConnection);
        }
    }

    // In the owner's thread.
    void deliver(Job &job, std::any answer)
    {
        --undelivered;
        const bool wanted = !job.stop.stop_requested() && answer.has_value() && (!job.hadContext || job.context);
        if (wanted)
            job.done(std::move(answer));
        if (undelivered == 0)
            Q_EMIT lane->idle();
    }

    // Under the lock. What is dropped while waiting is never delivered, so it is counted down here.
    void stopTopic(const QString &topic)
    {
        if (running && running->topic == topic)
            running->stop.request_stop();
        undelivered -= int(std::erase_if(waiting, [&](const SharedJob &job) { return job->topic == topic; }));
    }
};

BackgroundLane::BackgroundLane(StoreDoor door, AtEnd atEnd, QObject *parent) : QObject(parent), m_worker(std::make_unique<Worker>())
{
    m_worker->lane = this;
    m_worker->door = std::move(door);
    m_worker->atEnd = atEnd;
    m_worker->thread = std::thread([worker = m_worker.get()] { worker->loop(); });
}

BackgroundLane::~BackgroundLane()
{
    {
        const std::lock_guard lock(m_worker->guard);
        m_worker->ending = true;
        if (m_worker->atEnd == AtEnd::Drop) {
            m_worker->waiting.clear();
            if (m_worker->running)
                m_worker->running->stop.request_stop();
        }
    }
    if (m_worker->atEnd == AtEnd::Drop)
        m_worker->closing.request_stop();
    m_worker->wake.notify_all();
    m_worker->thread.join();
}

void BackgroundLane::leave()
{
    auto job = std::make_shared<Job>();
    job->number = ++m_worker->lastNumber;
    job->leaves = true;
    {
        const std::lock_guard lock(m_worker->guard);
        m_worker->waiting.push_back(std::move(job));
    }
    ++m_worker->undelivered;
    m_worker->wake.notify_one();
}

void BackgroundLane::post(QObject *context, const QString &topic, Work work, Done done)
{
    auto job = std::make_shared<Job>();
    job->number = ++m_worker->lastNumber;
    job->topic = topic;
    job->context = context;
    job->hadContext = context != nullptr;
    job->work = std::move(work);
    job->done = std::move(done);
    {
        const std::lock_guard lock(m_worker->guard);
        if (!topic.isEmpty())
            m_worker->stopTopic(topic);
        m_worker->waiting.push_back(std::move(job));
    }
    ++m_worker->undelivered;
    m_worker->wake.notify_one();
}

void BackgroundLane::reopen()
{
    const std::lock_guard lock(m_worker->guard);
    m_worker->reopening = true;
}

void BackgroundLane::drop(const QString &topic)
{
    const std::lock_guard lock(m_worker->guard);
    m_worker->stopTopic(topic);
}

int BackgroundLane::pending() const
{
    return m_worker->undelivered;
}

} // namespace countersign::workflow
