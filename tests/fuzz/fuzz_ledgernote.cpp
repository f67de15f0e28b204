// Any bytes as a signed note, an entry or a checkpoint: refused, or the one spelling of what was read.
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/roster.h"

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
    const QByteArray text(reinterpret_cast<const char *>(bytes), qsizetype(size));
    if (const auto note = parseSignedNote(text)) {
        require(write(*note) == text && noteText(text) == note->text && parseSignatures(text) == *note);
        const auto only = onlySignature(text);
        const NoteSignature &first = note->signatures.first();
        require(only ? note->signatures == QList{NoteSignature{only->name.toByteArray(), only->id, QByteArray(only->signature.data(), 64)}}
                     : note->signatures.size() > 1 || first.signature.size() != 64);
        // Nobody's key has signed what a fuzzer made up.
        const QByteArray publicKey(32, 'k');
        require(!verifies(*note, first.name, publicKey));
        require(!cosignedAt(*note, first.name, publicKey));
        require(!checkNote(Roster(), *note));
    }
    if (const auto entry = parseEntry(text)) {
        if (!text.contains('%'))
            require(write(*entry) == text);
        statementOf(*entry);
    }
    if (const auto checkpoint = parseCheckpoint(text))
        require(write(*checkpoint) == text);
    return 0;
}
