// Database: a copy of the whole store while it is being worked with.
#include "store/database.h"
#include "store/sqlerror.h"

#include <QFile>
#include <sqlite3.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int pagesPerPiece = 1'024; // 4 MB

struct CloseTarget {
    void operator()(sqlite3 *target) const { sqlite3_close(target); }
};

} // namespace

Result<void> Database::tryGate(std::chrono::milliseconds patience)
{
    if (auto entered = m_gate.enter(patience); !entered)
        return entered;
    m_gate.leave();
    return {};
}

Result<void> Database::copyTo(const QString &into, const CopyProgress &progress, std::stop_token stop)
{
    if (m_state != State::Idle)
        return fail(ErrorKind::WrongCall, into, QStringLiteral("copy inside transaction"));
    sqlite3 *opened = nullptr;
    const int answer = sqlite3_open_v2(QFile::encodeName(into).constData(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, CloseTarget> target(opened);
    if (answer != SQLITE_OK)
        return tl::unexpected(errorOf(opened, into));
    // Nothing of the copy counts before whoever asked for it has put it on disk.
    if (sqlite3_exec(opened, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(errorOf(opened, into));
    return read([&] { // one snapshot for all pieces
        return execute("SELECT count(*) FROM sqlite_schema").and_then([&] { return copyPieces(opened, progress, stop); });
    });
}

Result<void> Database::copyPieces(sqlite3 *target, const CopyProgress &progress, std::stop_token stop)
{
    sqlite3_backup *copy = sqlite3_backup_init(target, "main", m_native, "main");
    if (!copy)
        return tl::unexpected(errorOf(target, m_opening.path));
    int step = SQLITE_OK;
    Result<void> entered;
    while (step == SQLITE_OK && entered && !stop.stop_requested()) {
        if (!m_opening.readOnly)
            entered = m_gate.enter(m_surroundings.patience);
        if (entered) {
            const GateTurn turn(m_gate);
            step = sqlite3_backup_step(copy, pagesPerPiece);
        }
        if (progress)
            progress(sqlite3_backup_pagecount(copy) - sqlite3_backup_remaining(copy), sqlite3_backup_pagecount(copy));
    }
    const int ended = sqlite3_backup_finish(copy);
    if (!entered)
        return entered;
    if (step == SQLITE_OK)
        return fail(ErrorKind::Cancelled);
    if (step == SQLITE_DONE && ended == SQLITE_OK)
        return {};
    // The failure may be on either side; the target's connection carries the message.
    return tl::unexpected(errorOf(sqlite3_extended_errcode(target), sqlite3_system_errno(target), QString::fromUtf8(sqlite3_errmsg(target)), m_opening.path));
}

} // namespace countersign::store
