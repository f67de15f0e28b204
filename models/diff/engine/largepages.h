// Memory for large tables: asked for in pages as large as the system has them, because a page at a time costs more than filling it.
#pragma once

#include <QtGlobal>
#include <cstdlib>
#include <new>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#endif

namespace countersign::diff {

template <typename T>
struct LargePages {
    using value_type = T;
    LargePages() = default;
    template <typename U>
    LargePages(const LargePages<U> &) {}

    T *allocate(size_t count)
    {
        const size_t size = count * sizeof(T);
        void *memory = size < pageSize ? std::malloc(size) : std::aligned_alloc(pageSize, (size + pageSize - 1) / pageSize * pageSize);
        if (!memory)
            throw std::bad_alloc();
#ifdef Q_OS_LINUX
        if (size >= pageSize)
            ::madvise(memory, (size + pageSize - 1) / pageSize * pageSize, MADV_HUGEPAGE); // a wish: nothing is lost without
#endif
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, size_t) { std::free(memory); }
    template <typename U>
    bool operator==(const LargePages<U> &) const { return true; }

private:
    static constexpr size_t pageSize = size_t(2) << 20;
};

} // namespace countersign::diff
