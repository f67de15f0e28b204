// A file's bytes in memory that another process can be handed before all of them are there, to look at those that are, and that nobody can
// change any more once they are (memfd_create(2), sealed): the window writes them once, the decoding child looks at the same pages. Without a
// name in any folder; gone with its last holder.
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <atomic>
#include <memory>

namespace countersign::decoding {

// How far a file has come: the beginning of the memory's last page, behind the content and its padding to whole pages. Another process may
// wait for the next piece with futex(2) on `pieces`.
struct Arrival {
    quint64 size = 0; // of the whole content
    std::atomic<quint64> there{0};
    std::atomic<quint32> pieces{0};
};
static_assert(std::atomic<quint64>::is_always_lock_free && sizeof(std::atomic<quint32>) == sizeof(quint32));

class SharedFile {
public:
    // Any thread. CannotWrite when the system has no memory for it.
    static core::Result<std::shared_ptr<SharedFile>> ofSize(qint64 size);
    static core::Result<std::shared_ptr<const SharedFile>> of(QByteArrayView bytes); // whole
    ~SharedFile();
    SharedFile(const SharedFile &) = delete;
    SharedFile &operator=(const SharedFile &) = delete;

    // The next bytes, from one thread at a time; with the last of them the file is sealed. CannotWrite as above, BadValue for more than its size.
    core::Result<void> append(QByteArrayView piece);
    bool isWhole() const { return m_whole; } // any thread
    // For reading alone; closed in programs that are started, unless handed on.
    int descriptor() const { return m_readable; }

private:
    SharedFile() = default;
    core::Result<void> seal();

    int m_writable = -1;
    int m_readable = -1;
    Arrival *m_arrival = nullptr; // mapped while bytes are missing
    std::atomic_bool m_whole = false;
};

} // namespace countersign::decoding
