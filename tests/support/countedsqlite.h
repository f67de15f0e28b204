// How much SQLite does: every statement of every connection that is opened from now on in this process. Link SQLite with it.
#pragma once

#include <QtGlobal>
#include <atomic>
#include <sqlite3.h>

namespace countersign::testsupport {

class CountedSqlite {
public:
    struct Count {
        qint64 statements = 0;
        qint64 steps = 0;   // of SQLite's own machine: a row that is looked at costs some
        qint64 scanned = 0; // rows of tables that were walked through without an index
        Count operator-(const Count &earlier) const { return {statements - earlier.statements, steps - earlier.steps, scanned - earlier.scanned}; }
    };

    CountedSqlite() { sqlite3_auto_extension(entry()); }
    ~CountedSqlite() { sqlite3_cancel_auto_extension(entry()); }
    CountedSqlite(const CountedSqlite &) = delete;
    CountedSqlite &operator=(const CountedSqlite &) = delete;

    static Count now() { return {s_statements, s_steps, s_scanned}; }

private:
    using Entry = void (*)();
    static Entry entry() { return reinterpret_cast<Entry>(&watch); }
    static int watch(sqlite3 *database, char **, const void *) { return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, &ended, nullptr); }
    static int ended(unsigned, void *, void *statement, void *)
    {
        auto *const one = static_cast<sqlite3_stmt *>(statement);
        ++s_statements;
        s_steps += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_VM_STEP, 1);
        s_scanned += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
        return 0;
    }

    static inline std::atomic<qint64> s_statements = 0;
    static inline std::atomic<qint64> s_steps = 0;
    static inline std::atomic<qint64> s_scanned = 0;
};

} // namespace countersign::testsupport
