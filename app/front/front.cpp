// The command `countersign`: hands its call to the whole program beside it. To compare two texts needs nothing of that program, neither
// store nor window, so this is done here by a module that loads in a tenth of the time; what that module does not take, the program does.
#include "app/front/difference.h"

#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int storeUnreachable = 5; // the exit code for what is damaged
const char *const rooms[]{"", "../libexec/countersign/", "../lib/countersign/"};

// The path of a file of the program, beside this one or where a system puts it; empty when it is in none of these places.
bool find(const char *name, char (&path)[PATH_MAX])
{
    char own[PATH_MAX];
    const ssize_t length = ::readlink("/proc/self/exe", own, sizeof own - 1);
    if (length <= 0)
        return false;
    own[length] = 0;
    if (char *slash = std::strrchr(own, '/'))
        slash[1] = 0;
    for (const char *room : rooms) {
        const int size = std::snprintf(path, sizeof path, "%s%s%s", own, room, name);
        if (size > 0 && size_t(size) < sizeof path && ::access(path, R_OK) == 0)
            return true;
    }
    return false;
}

// A call of `diff` with two paths and flags that are each there at most once, in any order.
bool isPlainDifference(int count, char **words, DifferenceCall &call)
{
    bool verb = false;
    bool word = false;
    call = {};
    for (int k = 1; k < count; ++k) {
        const char *each = words[k];
        bool *flag = !std::strcmp(each, "--word") ? &word : !std::strcmp(each, "--line") ? &call.line : !std::strcmp(each, "--json") ? &call.json : nullptr;
        if (flag) {
            if (*flag)
                return false;
            *flag = true;
        } else if (each[0] == '-' || each[0] == 0 || each[0] == '[' || call.after) {
            return false;
        } else if (!verb) {
            verb = !std::strcmp(each, "diff");
            if (!verb)
                return false;
        } else {
            (call.before ? call.after : call.before) = each;
        }
    }
    return call.after && !(word && call.line);
}

bool streamsAreOpen()
{
    return ::fcntl(STDIN_FILENO, F_GETFD) != -1 && ::fcntl(STDOUT_FILENO, F_GETFD) != -1 && ::fcntl(STDERR_FILENO, F_GETFD) != -1;
}

// A comparison takes some memory for each byte of its texts, all of it once. Asked for in one piece and in large pages it costs a third of
// what page after page does.
void makeRoom(const DifferenceCall &call)
{
    constexpr long each = 12;
    constexpr long small = 200'000;
    constexpr long most = 50'000'000;
    constexpr uintptr_t page = uintptr_t(2) << 20;
    struct stat old = {};
    struct stat fresh = {};
    if (::stat(call.before, &old) != 0 || ::stat(call.after, &fresh) != 0)
        return;
    const long bytes = old.st_size + fresh.st_size;
    if (bytes < small || bytes > most)
        return;
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20); // the most there is
    ::mallopt(M_TOP_PAD, int(bytes * each));
    const auto start = reinterpret_cast<uintptr_t>(::sbrk(0));
    uintptr_t whole = (start + page - 1) / page * page;
    if (whole - start < page / 8)
        whole += page;
    // Grows to what was asked for, and leaves what lies before the first large page alone. Not a byte of that page is touched yet, or it
    // would be a small one.
    void *volatile before = ::malloc(whole - start - 4096); // volatile, or it is never asked for
    const auto end = reinterpret_cast<uintptr_t>(::sbrk(0)) / page * page;
    if (before && end > whole)
        ::madvise(reinterpret_cast<void *>(whole), end - whole, MADV_HUGEPAGE);
}

int difference(const DifferenceCall &call)
{
    makeRoom(call);
    char path[PATH_MAX];
    void *module = find("libcountersign-difference.so", path) ? ::dlopen(path, RTLD_LAZY | RTLD_LOCAL) : nullptr;
    const auto compare = module ? reinterpret_cast<decltype(&countersignDifference)>(::dlsym(module, "countersignDifference")) : nullptr;
    return compare ? compare(&call) : handOver;
}

} // namespace

int main(int count, char **words)
{
    DifferenceCall call;
    if (isPlainDifference(count, words, call) && streamsAreOpen()) {
        const int code = difference(call);
        if (code != handOver)
            ::_exit(code); // all is written, and nothing here is worth taking down
    }
    char path[PATH_MAX];
    if (find("countersign-workstation", path))
        ::execv(path, words);
    std::fputs("countersign: a part of the program is missing: countersign-workstation. Install it again.\n", stderr);
    return storeUnreachable;
}
