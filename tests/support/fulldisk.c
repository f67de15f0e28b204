// A disk that is full, for a program that this is loaded into (LD_PRELOAD). While the file that COUNTERSIGN_FULL_DISK names exists, no file can be made
// larger, or, where it holds something, none whose name ends so; while that name with ".wal" behind it exists, the same is so of PostgreSQL's write-ahead
// log, and of nothing else.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* An empty name: none is known. */
static void name_of(int file, char path[PATH_MAX])
{
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(name, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

/* Whether what is full is full for this file. */
static int is_meant(const char *full, const char *path)
{
    char meant[PATH_MAX];
    const int told = open(full, O_RDONLY | O_CLOEXEC);
    if (told < 0)
        return 0;
    const ssize_t length = read(told, meant, sizeof meant);
    close(told);
    const size_t all = strlen(path);
    return length <= 0 || ((size_t)length <= all && memcmp(path + all - length, meant, (size_t)length) == 0);
}

/* Whether a write up to this end has no room. A log is written over, not made larger: there nothing has. */
static int has_no_room(int file, off_t end)
{
    const char *full = getenv("COUNTERSIGN_FULL_DISK");
    if (!full)
        return 0;
    char full_log[PATH_MAX];
    snprintf(full_log, sizeof full_log, "%s.wal", full);
    const int data = access(full, F_OK) == 0;
    const int log = access(full_log, F_OK) == 0;
    struct stat about;
    if ((!data && !log) || fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        return 0;
    char path[PATH_MAX];
    name_of(file, path);
    return strstr(path, "/pg_wal/") ? log : data && end > about.st_size && is_meant(full, path);
}

static int refused(int file, off_t end)
{
    if (!has_no_room(file, end))
        return 0;
    errno = ENOSPC;
    return 1;
}

static off_t all_of(const struct iovec *parts, int count)
{
    off_t all = 0;
    for (int i = 0; i < count; ++i)
        all += (off_t)parts[i].iov_len;
    return all;
}

#define THE_REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t count)
{
    const off_t from = lseek(file, 0, SEEK_CUR);
    return refused(file, from + (off_t)count) ? -1 : THE_REAL(ssize_t, write, int, const void *, size_t)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t from)
{
    return refused(file, from + (off_t)count) ? -1 : THE_REAL(ssize_t, pwrite, int, const void *, size_t, off_t)(file, bytes, count, from);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t from)
{
    return refused(file, from + (off_t)count) ? -1 : THE_REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t)(file, bytes, count, from);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t from)
{
    return refused(file, from + all_of(parts, count)) ? -1 : THE_REAL(ssize_t, pwritev, int, const struct iovec *, int, off_t)(file, parts, count, from);
}

int posix_fallocate(int file, off_t from, off_t length)
{
    return has_no_room(file, from + length) ? ENOSPC : THE_REAL(int, posix_fallocate, int, off_t, off_t)(file, from, length);
}
