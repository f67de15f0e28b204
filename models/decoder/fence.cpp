#include "decoder/fence.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <new>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace countersign::decoder {

namespace {

constexpr int outOfMemory = 75; // as decoding/child knows it
constexpr rlim_t mostAddresses = rlim_t(3) << 30;
constexpr rlim_t mostSeconds = 120;

void limit(__rlimit_resource what, rlim_t most)
{
    const rlimit both{most, most};
    ::setrlimit(what, &both);
}

// What decoding, the C library and Qt's threads need. No call here reaches a file, another process or the network.
const int allowed[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(readv), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek),
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address), SCMP_SYS(gettid),
    SCMP_SYS(getpid), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_get_priority_min), SCMP_SYS(sched_get_priority_max), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack), SCMP_SYS(tgkill), SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname),
    SCMP_SYS(eventfd2), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

const int deadly[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(bpf), SCMP_SYS(kexec_load), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(mount), SCMP_SYS(userfaultfd),
};

bool addRules(scmp_filter_ctx filter)
{
    int failed = 0;
    for (const int call : allowed)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    for (const int call : deadly)
        failed |= seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0);
    // memory, but none that can be run
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // threads, but no processes; clone3 hides its flags from filters, and the C library then takes clone
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // asking for limits and naming threads, not changing limits
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    return failed == 0;
}

int resultOf(int outcome)
{
    return outcome >= 0 ? 0 : errno;
}

void eatMemory()
{
    std::vector<char *> eaten;
    for (;;) {
        constexpr size_t bite = size_t(64) << 20;
        char *more = new char[bite];
        for (size_t i = 0; i < bite; i += 4096)
            more[i] = 1;
        eaten.push_back(more);
    }
}

int fork_()
{
    const pid_t made = ::fork();
    if (made == 0)
        ::_exit(0);
    if (made > 0)
        ::waitpid(made, nullptr, 0);
    return resultOf(made);
}

} // namespace

void limitProcess()
{
    ::close_range(decoding::fileDescriptor + 1, ~0U, 0);
    ::prctl(PR_SET_DUMPABLE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_AS, mostAddresses);
    limit(RLIMIT_CPU, mostSeconds);
    std::set_new_handler([] { ::_exit(outOfMemory); });
}

bool sealProcess()
{
    limit(RLIMIT_NOFILE, 64); // wake-ups of threads count as files; the filter lets no other be opened
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    const bool sealed = addRules(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return sealed;
}

QString attempt(decoding::Attempt what)
{
    using decoding::Attempt;
    char name[] = "/bin/true";
    char *words[] = {name, nullptr};
    volatile bool always = true;
    switch (what) {
    case Attempt::OpenFile:
        return QString::number(resultOf(::open("/etc/passwd", O_RDONLY)));
    case Attempt::WriteFile:
        return QString::number(resultOf(::open("/tmp/countersign-decode-was-here", O_WRONLY | O_CREAT, 0600)));
    case Attempt::OpenSocket:
        return QString::number(resultOf(::socket(AF_INET, SOCK_STREAM, 0)));
    case Attempt::Fork:
        return QString::number(fork_());
    case Attempt::Spin:
        while (always) { }
        break;
    case Attempt::Allocate:
        eatMemory();
        break;
    case Attempt::Crash:
        std::abort();
    case Attempt::Execute:
        return QString::number(resultOf(::execv(name, words)));
    }
    return {};
}

} // namespace countersign::decoder
