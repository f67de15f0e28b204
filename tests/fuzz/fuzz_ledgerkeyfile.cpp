// Any bytes as a key file: refused, or a header that names a person and a cost that may be asked for.
#include "ledger/keyfile.h"

using namespace countersign;
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
    const auto header = readKeyFileHeader({bytes, qsizetype(size)});
    if (!header) {
        require(header.error().kind == core::ErrorKind::BadKeyFile);
        return 0;
    }
    require(!header->person.isEmpty() && header->publicKey.size() == 32);
    require(header->cost.memoryBytes <= quint64(1) << 30 && header->cost.memoryBytes >= quint64(64) << 20 && header->cost.passes <= 16);
    return 0;
}
