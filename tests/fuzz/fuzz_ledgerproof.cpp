// Any bytes as a proof: sizes and hashes no tree has given verify nothing, and nothing makes the verifiers stumble.
#include "ledger/merkletree.h"

#include <cstring>

using namespace countersign::ledger;

namespace {

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    quint64 numbers[2];
    if (size < sizeof numbers)
        return 0;
    std::memcpy(numbers, bytes, sizeof numbers);
    QList<Hash> proof;
    for (size_t at = sizeof numbers; at + 32 <= size; at += 32)
        proof += *Hash::fromBytes({bytes + at, 32});
    const Hash root = sha256("a root without leaves");
    require(!verifyInclusion(numbers[0], numbers[1], sha256("leaf"), proof, root));
    const bool consistent = verifyConsistency(numbers[0], numbers[1], proof, root, root);
    require(consistent == (numbers[0] == numbers[1] && numbers[0] != 0 && proof.isEmpty()));
    require(!verifyConsistency(numbers[0], numbers[1], proof, root, sha256("another")));
    return 0;
}
