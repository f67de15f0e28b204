// A disk that fails when told: an SQLite VFS (sqlite.org/vfs.html) around the system's, put in before the first store is opened.
#pragma once

#include <QAtomicInt>
#include <sqlite3.h>

namespace countersign::faults {

enum class Fault { None, SyncFails, WriteFails, DiskFull, ReadFails };

// Counts the calls of one kind and fails from the n-th on until told otherwise.
class FailingDisk {
public:
    static FailingDisk &get()
    {
        static FailingDisk disk;
        return disk;
    }

    // Becomes the VFS that every connection opened from now on uses.
    void install()
    {
        m_real = sqlite3_vfs_find(nullptr);
        m_vfs = *m_real;
        m_vfs.zName = "countersign-failing";
        m_vfs.szOsFile = int(sizeof(File)) + m_real->szOsFile;
        m_vfs.xOpen = &open;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    // From the `after`-th call (from 1) of this kind on, every one fails.
    void failFrom(Fault fault, int after)
    {
        m_fault = fault;
        m_left = after;
        m_failed = false;
    }
    void heal() { m_fault = Fault::None; }
    bool hasFailed() const { return m_failed; }
    int writes() const { return m_writes; } // so far

private:
    struct File {
        sqlite3_file base;
        sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    };
    static File *mine(sqlite3_file *file) { return reinterpret_cast<File *>(file); }

    int answer(Fault asked, int code)
    {
        if (m_fault != asked && !(asked == Fault::WriteFails && m_fault == Fault::DiskFull))
            return SQLITE_OK;
        if (m_left > 1) {
            --m_left;
            return SQLITE_OK;
        }
        m_failed = true;
        return m_fault == Fault::DiskFull ? SQLITE_FULL : code;
    }

    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        FailingDisk &disk = get();
        File *const wrapped = mine(file);
        wrapped->base.pMethods = nullptr;
        const int opened = disk.m_real->xOpen(disk.m_real, name, wrapped->real(), flags, outFlags);
        if (opened != SQLITE_OK)
            return opened;
        wrapped->base.pMethods = disk.methodsFor(wrapped->real()->pMethods);
        return SQLITE_OK;
    }

    const sqlite3_io_methods *methodsFor(const sqlite3_io_methods *real)
    {
        m_methods.iVersion = real->iVersion;
        m_methods.xClose = [](sqlite3_file *f) { return mine(f)->real()->pMethods->xClose(mine(f)->real()); };
        m_methods.xRead = [](sqlite3_file *f, void *to, int size, sqlite3_int64 at) {
            if (const int failed = get().answer(Fault::ReadFails, SQLITE_IOERR_READ))
                return failed;
            return mine(f)->real()->pMethods->xRead(mine(f)->real(), to, size, at);
        };
        m_methods.xWrite = [](sqlite3_file *f, const void *from, int size, sqlite3_int64 at) {
            ++get().m_writes;
            if (const int failed = get().answer(Fault::WriteFails, SQLITE_IOERR_WRITE))
                return failed;
            return mine(f)->real()->pMethods->xWrite(mine(f)->real(), from, size, at);
        };
        m_methods.xSync = [](sqlite3_file *f, int flags) {
            if (const int failed = get().answer(Fault::SyncFails, SQLITE_IOERR_FSYNC))
                return failed;
            return mine(f)->real()->pMethods->xSync(mine(f)->real(), flags);
        };
        m_methods.xTruncate = [](sqlite3_file *f, sqlite3_int64 size) { return mine(f)->real()->pMethods->xTruncate(mine(f)->real(), size); };
        m_methods.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) { return mine(f)->real()->pMethods->xFileSize(mine(f)->real(), size); };
        m_methods.xLock = [](sqlite3_file *f, int lock) { return mine(f)->real()->pMethods->xLock(mine(f)->real(), lock); };
        m_methods.xUnlock = [](sqlite3_file *f, int lock) { return mine(f)->real()->pMethods->xUnlock(mine(f)->real(), lock); };
        m_methods.xCheckReservedLock = [](sqlite3_file *f, int *held) { return mine(f)->real()->pMethods->xCheckReservedLock(mine(f)->real(), held); };
        m_methods.xFileControl = [](sqlite3_file *f, int op, void *arg) { return mine(f)->real()->pMethods->xFileControl(mine(f)->real(), op, arg); };
        m_methods.xSectorSize = [](sqlite3_file *f) { return mine(f)->real()->pMethods->xSectorSize(mine(f)->real()); };
        m_methods.xDeviceCharacteristics = [](sqlite3_file *f) { return mine(f)->real()->pMethods->xDeviceCharacteristics(mine(f)->real()); };
        m_methods.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **to) {
            return mine(f)->real()->pMethods->xShmMap(mine(f)->real(), page, size, extend, to);
        };
        m_methods.xShmLock = [](sqlite3_file *f, int at, int n, int flags) { return mine(f)->real()->pMethods->xShmLock(mine(f)->real(), at, n, flags); };
        m_methods.xShmBarrier = [](sqlite3_file *f) { mine(f)->real()->pMethods->xShmBarrier(mine(f)->real()); };
        m_methods.xShmUnmap = [](sqlite3_file *f, int remove) { return mine(f)->real()->pMethods->xShmUnmap(mine(f)->real(), remove); };
        m_methods.xFetch = [](sqlite3_file *, sqlite3_int64, int, void **to) { *to = nullptr; return SQLITE_OK; };
        m_methods.xUnfetch = [](sqlite3_file *, sqlite3_int64, void *) { return SQLITE_OK; };
        return &m_methods;
    }

    sqlite3_vfs *m_real = nullptr;
    sqlite3_vfs m_vfs = {};
    sqlite3_io_methods m_methods = {};
    Fault m_fault = Fault::None;
    int m_left = 0;
    int m_writes = 0;
    bool m_failed = false;
};

} // namespace countersign::faults
