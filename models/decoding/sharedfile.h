// A file's bytes in memory that another process can be handed and nobody can change any more (memfd_create(2), sealed): the window writes them once,
// the decoding child looks at the same pages. Without a name in any folder; gone with its last holder.
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <memory>

namespace countersign::decoding {

class SharedFile {
public:
    // Any thread. CannotWrite when the system has no memory for it.
    static core::Result<std::shared_ptr<const SharedFile>> of(QByteArrayView bytes);
    ~SharedFile();
    SharedFile(const SharedFile &) = delete;
    SharedFile &operator=(const SharedFile &) = delete;

    int descriptor() const { return m_descriptor; } // closed in programs that are started, unless handed on

private:
    explicit SharedFile(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
};

} // namespace countersign::decoding
