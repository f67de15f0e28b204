// Database: transactions and checkpoints, all behind the gate.
#include "store/database.h"
#include "store/logwrites.h"
#include "store/sqlerror.h"

#include <optional>
#include <QFile>
#include <QFileInfo>
#include <sqlite3.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int pagesPerCheckpoint = 8'000; // 32 MB of log

// The copy that VACUUM makes of the live pages is as large as the store: a file beside it that has no name any more, not memory, and not in
// the machine's common folder for temporary files.
Result<void> rewritten(Database &database, const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath()).replace('\'', "\'\'");
    Result<void> done = database.execute("PRAGMA temp_store_directory = '" + folder + "'; PRAGMA temp_store = FILE; VACUUM");
    const Result<void> back = database.execute("PRAGMA temp_store = MEMORY");
    return done ? back : done;
}

} // namespace

Result<void> Database::write(const Work &work, Durability durability)
{
    if (m_state == State::Writing)
        return work();
    retireWhenBroken();
    if (m_broken)
        return tl::unexpected(*m_broken);
    if (m_state == State::Reading)
        return fail(ErrorKind::WrongCall, m_opening.path, QStringLiteral("write inside read"));
    if (m_opening.readOnly)
        return fail(ErrorKind::StoreReadOnly, m_opening.path);
    if (auto entered = enterGate(m_surroundings.patience); !entered)
        return entered;
    const GateTurn turn(m_gate);
    Result<void> done = transact(work, durability);
    if (done)
        checkpointWhenDue();
    retireWhenBroken();
    return done;
}

Result<void> Database::mustBeWriting(const char *what) const
{
    return isWriting() ? Result<void>() : Result<void>(fail(ErrorKind::WrongCall, QLatin1String(what), QStringLiteral("outside a write")));
}

Result<void> Database::transact(const Work &work, Durability durability)
{
    if (durability == Durability::Soon && m_memory.isEmpty())
        if (auto set = execute("PRAGMA synchronous = NORMAL"); !set)
            return set;
    std::optional<LogWritesHeld> held;
    if (durability == Durability::Synced && !m_isBeingMade && m_memory.isEmpty())
        held.emplace();
    // In memory the whole lock at once: what is kept elsewhere just before the commit must not meet a reader there.
    Result<void> done = composedNative(m_memory.isEmpty() ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE").run();
    if (done) {
        m_firstFailure.reset();
        m_state = State::Writing;
        ++m_writes;
        done = finish(beginRecording().and_then([this] { return lookForOthers(); }).and_then(work), durability);
        m_state = State::Idle;
    }
    if (durability == Durability::Soon && m_memory.isEmpty())
        if (auto set = execute("PRAGMA synchronous = FULL"); !set && !m_broken)
            m_broken = set.error(); // never go on with less than promised
    return done;
}

Result<void> Database::lookForOthers()
{
    NativeStatement ask = native("queue/dataVersion");
    const Result<bool> row = ask.next();
    if (!row)
        return tl::unexpected(row.error());
    const qint64 version = ask.number(0);
    if (version == m_versionWritten)
        return {};
    ++m_generation;
    return demandStaying().map([&] { m_versionWritten = version; });
}

Result<void> Database::finish(Result<void> worked, Durability durability)
{
    if (worked && m_atEnd)
        worked = m_atEnd(End::Committing);
    // Some failures end the transaction by themselves; work that went on regardless must not be taken for done.
    if (worked && (m_broken || sqlite3_get_autocommit(m_native)))
        worked = tl::unexpected(m_firstFailure.value_or(core::Error{ErrorKind::StoreUnreachable, m_opening.path, {}}));
    if (worked)
        worked = keepRecorded(durability);
    if (worked)
        worked = composedNative("COMMIT").run();
    if (!sqlite3_get_autocommit(m_native))
        sqlite3_exec(m_native, "ROLLBACK", nullptr, nullptr, nullptr);
    if (!worked)
        ++m_generation;
    dropRecorded();
    if (!worked && m_atEnd)
        [[maybe_unused]] const auto forgotten = m_atEnd(End::Undone);
    return worked;
}

Result<void> Database::read(const Work &work)
{
    if (m_state != State::Idle)
        return work();
    if (auto begun = composedNative("BEGIN").run(); !begun)
        return begun;
    m_state = State::Reading;
    Result<void> done = work();
    m_state = State::Idle;
    sqlite3_exec(m_native, "ROLLBACK", nullptr, nullptr, nullptr);
    retireWhenBroken();
    return done;
}

// What is in memory alone is nobody's else: SQLite's own lock is enough.
Result<void> Database::enterGate(std::chrono::milliseconds patience)
{
    return m_memory.isEmpty() ? m_gate.enter(patience) : Result<void>();
}

// Work on the files themselves: behind the gate, outside any transaction.
Result<void> Database::behindTheGate(const QString &what, const Work &work)
{
    if (m_opening.readOnly)
        return fail(ErrorKind::StoreReadOnly, m_opening.path);
    if (m_state != State::Idle)
        return fail(ErrorKind::WrongCall, m_opening.path, what + QStringLiteral(" inside transaction"));
    retireWhenBroken();
    if (m_broken)
        return tl::unexpected(*m_broken);
    if (auto entered = enterGate(m_surroundings.patience); !entered)
        return entered;
    const GateTurn turn(m_gate);
    Result<void> done = work();
    retireWhenBroken();
    return done;
}

Result<void> Database::checkpoint()
{
    return behindTheGate(QStringLiteral("checkpoint"), [this] { return checkpointInside(); });
}

Result<void> Database::checkpointInside()
{
    // Passive: takes what no reader still needs, waits for nobody.
    if (sqlite3_wal_checkpoint_v2(m_native, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) == SQLITE_OK)
        return {};
    return tl::unexpected(failure("checkpoint"));
}

Result<void> Database::sweep()
{
    return behindTheGate(QStringLiteral("sweep"), [this] { return sweepInside(); });
}

// secure_delete alone is not enough: deleted words stay in the search index, and a page that SQLite has
// rebalanced keeps bytes of cells that moved on. Rewriting the file leaves nothing behind but what is there.
Result<void> Database::sweepInside()
{
    return mergeSearch()
        .and_then([this] { return emptyLog(); })
        .and_then([this] { return rewritten(*this, m_opening.path); })
        .and_then([this] { return emptyLog(); });
}

Result<void> Database::mergeSearch()
{
    return composedNative("INSERT INTO case_search (case_search) VALUES ('optimize')").run();
}

// Waits for readers of the log as long as the connection waits for anything.
Result<void> Database::emptyLog()
{
    const int done = sqlite3_wal_checkpoint_v2(m_native, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (done == SQLITE_OK)
        return {};
    if ((done & 0xFF) == SQLITE_BUSY)
        return fail(ErrorKind::StoreBusy, m_opening.path, QStringLiteral("readers"));
    return tl::unexpected(failure("checkpoint"));
}

void Database::checkpointWhenDue()
{
    if (!m_memory.isEmpty())
        return;
    if (m_walPages < m_checkpointAt - pagesPerCheckpoint)
        m_checkpointAt = 0; // the log began anew
    if (m_walPages < std::max(m_checkpointAt, pagesPerCheckpoint))
        return;
    // A reader may hold it up; then again only after as much more. A failure is not the commit's: that is on disk.
    m_checkpointAt = m_walPages + pagesPerCheckpoint;
    [[maybe_unused]] const auto attempted = checkpointInside();
}

} // namespace countersign::store
