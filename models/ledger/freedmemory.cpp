#include "ledger/freedmemory.h"

#include <cstdlib>
#include <malloc.h>
#include <sodium.h>
#include <vector>

namespace countersign::ledger {

void overwriteFreedMemory()
{
    constexpr int filling = 0xdb;
    ::mallopt(M_PERTURB, filling);
}

void overwriteKeptPieces()
{
    constexpr size_t largestKept = 1032; // glibc's tcache: seven pieces of every size up to this
    constexpr int keptOfASize = 7;
    std::vector<void *> pieces;
    pieces.reserve(largestKept / 16 * keptOfASize);
    for (size_t size = 24; size <= largestKept; size += 16)
        for (int i = 0; i < keptOfASize; ++i)
            if (void *piece = std::malloc(size)) {
                sodium_memzero(piece, size);
                pieces.push_back(piece);
            }
    for (void *piece : pieces)
        std::free(piece);
    ::malloc_trim(0);
}

} // namespace countersign::ledger
