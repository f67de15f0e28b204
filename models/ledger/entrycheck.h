// Checking one entry by itself, as far as that needs nothing but the entry and a key looked up; private to this library.
#pragma once

#include "ledger/roster.h"

#include <QHash>
#include <condition_variable>
#include <deque>
#include <memory>
#include <thread>

namespace countersign::ledger {

using KnownKeys = QHash<Hash, QByteArray>; // F to public key

struct CheckedEntry {
    LogRow row;
    Hash leaf;                  // recomputed
    Hash content;               // recomputed
    Entry entry;
    Statement statement;
    bool signatureWrong = false; // also where a signer's key is not known
    QString why;                // what is wrong with the entry by itself; empty: nothing
};

// Pure. `signatures` false: every signature counts as right.
CheckedEntry checkEntry(LogRow row, const KnownKeys &keys, bool signatures);

// Rows on their way through the workers.
struct EntryBatch {
    QList<LogRow> rows;
    qsizetype bytes = 0;
    const KnownKeys *keys = nullptr;   // not changed while batches are inside
    bool signatures = true;
    std::vector<CheckedEntry> checked; // complete when done
    bool done = false;                 // guarded by EntryWorkers
};

// Threads that check batches. Made, used and destroyed by one thread; batches go in and come out in the same order.
class EntryWorkers {
public:
    explicit EntryWorkers(int threads);
    ~EntryWorkers();
    EntryWorkers(const EntryWorkers &) = delete;
    EntryWorkers &operator=(const EntryWorkers &) = delete;

    void put(std::shared_ptr<EntryBatch> batch);
    // How many are inside, done or not.
    qsizetype inside() const { return qsizetype(m_order.size()); }
    // Waits for the oldest one; nothing when none is inside.
    std::shared_ptr<EntryBatch> take();

private:
    void work();

    std::mutex m_guard;
    std::condition_variable m_changed;
    std::deque<std::shared_ptr<EntryBatch>> m_waiting; // not begun
    std::deque<std::shared_ptr<EntryBatch>> m_order;   // inside, oldest first; touched by the owner's thread only
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace countersign::ledger
