// Any bytes as an entry of the log: refused, or the one spelling of what was read, with a statement that has one spelling too.
#include "ledger/entry.h"
#include "ledger/roster.h"

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
    const QByteArray text(reinterpret_cast<const char *>(bytes), qsizetype(size));
    const auto entry = parseEntry(text);
    if (!entry)
        return 0;
    const bool escaped = text.contains('%'); // the writer makes NFC of what an escape may spell otherwise
    require(escaped || write(*entry) == text);
    const auto statement = statementOf(*entry);
    if (!statement)
        return 0;
    require(statement->by.has_value() == entry->isSigned() && statement->kind() == entry->kind);
    const auto again = write(*statement);
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x80; });
    if (!escaped && ascii && again)
        require(entry->isSigned() ? entry->content.startsWith(*again + '\n') : entry->content == *again);
    // Nobody was enrolled: only a store's first entry may be signed by a key it brings itself.
    Roster roster;
    require(!statement->by || statement->kind() == StatementKind::StoreCreated || !roster.whyNotAllowed(*statement).isEmpty());
    roster.apply(*statement, 0);
    return 0;
}
