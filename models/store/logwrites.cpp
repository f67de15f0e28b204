#include "store/logwrites.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <new>
#include <sqlite3.h>
#include <vector>

namespace countersign::store {

namespace {

constexpr size_t mostHeld = 0x1ffff; // bytes: all that SQLite's own VFS for Unix writes in one call; it cuts a greater number short

constexpr sqlite3_int64 grownBy = 1024 * 1024;

thread_local bool isHolding = false;

sqlite3_vfs *below = nullptr; // the VFS that ours stands on; set once
sqlite3_vfs ours;

// A log: SQLite's file object, ours around the real one, which lies behind it in the same memory.
struct Log {
    sqlite3_file file;
    std::vector<char> held; // contiguous bytes, not yet written
    sqlite3_int64 start = 0;
    sqlite3_int64 size = -1; // of the file, as far as it is known

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(reinterpret_cast<std::byte *>(this) + sizeof(Log)); }

    int letGo()
    {
        if (held.empty())
            return SQLITE_OK;
        const int done = real()->pMethods->xWrite(real(), held.data(), int(held.size()), start);
        if (done == SQLITE_OK)
            growAhead(start + sqlite3_int64(held.size()));
        held.clear(); // also after a failure: that is reported, and the transaction it belongs to undone
        return done;
    }

    // A sync that finds the file as long as before is the quicker one, by half. SQLite reads no further than what it has written, and where
    // this cannot be done nothing is lost.
    void growAhead(sqlite3_int64 written)
    {
        if (size < 0 && real()->pMethods->xFileSize(real(), &size) != SQLITE_OK)
            return;
        if (written < size)
            return;
        static const std::vector<char> nothing(mostHeld, 0);
        const sqlite3_int64 wanted = (written / grownBy + 1) * grownBy;
        for (size = written; size < wanted;) {
            const sqlite3_int64 piece = std::min(wanted - size, sqlite3_int64(mostHeld));
            if (real()->pMethods->xWrite(real(), nothing.data(), int(piece), size) != SQLITE_OK)
                return;
            size += piece;
        }
    }
};

Log &logOf(sqlite3_file *file)
{
    return *reinterpret_cast<Log *>(file);
}

int write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    Log &log = logOf(file);
    const bool continues = isHolding && !log.held.empty() && offset == log.start + sqlite3_int64(log.held.size());
    if (!continues || log.held.size() + size_t(length) > mostHeld)
        if (const int done = log.letGo(); done != SQLITE_OK)
            return done;
    if (!isHolding)
        return log.real()->pMethods->xWrite(log.real(), bytes, length, offset);
    if (log.held.empty())
        log.start = offset;
    const char *from = static_cast<const char *>(bytes);
    log.held.insert(log.held.end(), from, from + length);
    return SQLITE_OK;
}

int truncate(sqlite3_file *file, sqlite3_int64 size)
{
    Log &log = logOf(file);
    const int done = log.letGo();
    log.size = -1;
    return done == SQLITE_OK ? log.real()->pMethods->xTruncate(log.real(), size) : done;
}

// A call that must find everything written.
template <auto method, typename... Arguments>
int afterwards(sqlite3_file *file, Arguments... arguments)
{
    Log &log = logOf(file);
    const int done = log.letGo();
    return done == SQLITE_OK ? (log.real()->pMethods->*method)(log.real(), arguments...) : done;
}

template <auto method, typename... Arguments>
int unchanged(sqlite3_file *file, Arguments... arguments)
{
    return (logOf(file).real()->pMethods->*method)(logOf(file).real(), arguments...);
}

int close(sqlite3_file *file)
{
    Log &log = logOf(file);
    const int written = log.letGo();
    const int closed = log.real()->pMethods->xClose(log.real());
    log.~Log();
    return written == SQLITE_OK ? closed : written;
}

using Methods = sqlite3_io_methods;
// Version 1: logs are neither mapped nor shared; the index of a log belongs to the store's own file.
const Methods methods{.iVersion = 1,
                      .xClose = &close,
                      .xRead = &afterwards<&Methods::xRead, void *, int, sqlite3_int64>,
                      .xWrite = &write,
                      .xTruncate = &truncate,
                      .xSync = &afterwards<&Methods::xSync, int>,
                      .xFileSize = &afterwards<&Methods::xFileSize, sqlite3_int64 *>,
                      .xLock = &unchanged<&Methods::xLock, int>,
                      .xUnlock = &unchanged<&Methods::xUnlock, int>,
                      .xCheckReservedLock = &unchanged<&Methods::xCheckReservedLock, int *>,
                      .xFileControl = &unchanged<&Methods::xFileControl, int, void *>,
                      .xSectorSize = &unchanged<&Methods::xSectorSize>,
                      .xDeviceCharacteristics = &unchanged<&Methods::xDeviceCharacteristics>,
                      .xShmMap = nullptr,
                      .xShmLock = nullptr,
                      .xShmBarrier = nullptr,
                      .xShmUnmap = nullptr,
                      .xFetch = nullptr,
                      .xUnfetch = nullptr};

int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *opened)
{
    if (!(flags & SQLITE_OPEN_WAL))
        return below->xOpen(below, name, file, flags, opened);
    auto *log = new (file) Log;
    const int done = below->xOpen(below, name, log->real(), flags, opened);
    if (log->real()->pMethods) {
        log->file.pMethods = &methods;
    } else { // nothing to close
        log->~Log();
        file->pMethods = nullptr;
    }
    return done;
}

} // namespace

core::Result<void> installLogWrites()
{
    static std::once_flag once;
    static int installed = SQLITE_OK;
    std::call_once(once, [] {
        below = sqlite3_vfs_find(nullptr);
        ours = *below;
        ours.zName = "countersign";
        ours.szOsFile = int(sizeof(Log)) + below->szOsFile;
        ours.xOpen = &open;
        ours.pNext = nullptr;
        installed = sqlite3_vfs_register(&ours, 1);
    });
    return installed == SQLITE_OK ? core::Result<void>() : core::Result<void>(core::fail(core::ErrorKind::StoreUnreachable, QStringLiteral("vfs")));
}

LogWritesHeld::LogWritesHeld()
{
    isHolding = true;
}

LogWritesHeld::~LogWritesHeld()
{
    isHolding = false;
}

} // namespace countersign::store
