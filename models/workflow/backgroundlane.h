// The one door to threads: a lane is a worker thread with its own store connection, doing one job after the other.
// Jobs with the same `topic` replace each other: the newest wins, the older one is stopped or never started and its answer is
// never delivered. Answers arrive in the thread of the lane's owner, and not at all once `context` is gone.
#pragma once

#include "workflow/openstore.h"

#include <QObject>
#include <QPointer>
#include <any>
#include <stop_token>

namespace countersign::workflow {

class BackgroundLane final : public QObject {
    Q_OBJECT

public:
    // What happens at the lane's end to jobs that still wait: readings are dropped, writings (drafts, decisions) are carried out.
    enum class AtEnd { Drop, Finish };

    // The connection is opened by the first job. The lane is owned and called by one thread (the window's).
    explicit BackgroundLane(StoreDoor door, AtEnd atEnd = AtEnd::Drop, QObject *parent = nullptr);
    ~BackgroundLane() override; // ends the worker and joins; answers are no longer delivered

    // Runs `work` in the lane and hands its result to `done` here. `topic` empty: never replaced.
    template <typename T>
    void run(QObject *context, const QString &topic, std::function<core::Result<T>(const Ports &, std::stop_token)> work,
             std::function<void(core::Result<T>)> done)
    {
        post(context, topic,
             [work = std::move(work)](OpenStore *store, const core::Error &unopened, std::stop_token stop) -> std::any {
                 if (!store)
                     return core::Result<T>(tl::unexpected<core::Error>(unopened));
                 return work(store->ports(), stop);
             },
             [done = std::move(done)](std::any answer) { done(std::any_cast<core::Result<T>>(std::move(answer))); });
    }

    // The connection there is gets closed before the next job, which opens another: somebody else is at the door.
    void reopen();
    // The connection there is gets closed after the jobs posted so far, and nothing of what it read stays in memory; the next job opens
    // another.
    void leave();
    // Stops and forgets what runs or waits under a topic.
    void drop(const QString &topic);
    // How many jobs run or wait.
    int pending() const;

Q_SIGNALS:
    void idle(); // the last job has been delivered

private:
    using Work = std::function<std::any(OpenStore *, const core::Error &, std::stop_token)>;
    using Done = std::function<void(std::any)>;
    void post(QObject *context, const QString &topic, Work work, Done done);

    struct Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace countersign::workflow
