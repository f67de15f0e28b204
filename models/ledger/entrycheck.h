// Checking one entry by itself, as far as that needs nothing but the entry and a key looked up; private to this library.
#pragma once

#include "ledger/roster.h"

#include <QHash>
#include <QVarLengthArray>
#include <condition_variable>
#include <deque>
#include <memory>
#include <thread>

namespace countersign::ledger {

constexpr qsizetype rowsPerBatch = 32;

using KnownKeys = QHash<Hash, QByteArray>; // F to public key

struct CheckedEntry {
    LogRow row;
    Hash leaf;                  // recomputed
    Hash content;               // recomputed
    Entry entry;
    Statement statement;
    bool withheld = false;      // its bytes may not be read here: the leaf is believed, and nothing else is known of it
    bool signatureWrong = false; // also where a signer's key is not known
    QString why;                // what is wrong with the entry by itself; empty: nothing
};

// Rows on their way through the workers.
struct EntryBatch {
    QList<LogRow> rows;                // about rowsPerBatch
    qsizetype bytes = 0;
    const KnownKeys *keys = nullptr;   // not changed while batches are inside
    bool mayWithhold = false;          // a row without bytes is no damage
    bool signatures = true;            // false: every signature counts as right
    std::vector<CheckedEntry> checked; // complete when done
    bool done = false;                 // guarded by EntryWorkers
};

// Turns the rows into checked entries. Pure.
void check(EntryBatch &batch);

// Threads that check batches, the owner's among them: while it waits for a batch it checks one itself. Made, used and destroyed by one
// thread; batches go in and come out in the same order.
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
    using Lock = std::unique_lock<std::mutex>;
    void work();
    void checkNext(Lock &lock); // one of those not begun; the lock is open meanwhile

    std::mutex m_guard;
    std::condition_variable m_given; // a batch to begin, or the end
    std::condition_variable m_done;
    std::deque<std::shared_ptr<EntryBatch>> m_waiting; // not begun
    std::deque<std::shared_ptr<EntryBatch>> m_order;   // inside, oldest first; touched by the owner's thread only
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace countersign::ledger
