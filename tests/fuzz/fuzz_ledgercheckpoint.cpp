// Any bytes as what travels with a checkpoint: its note, a proof, a trust file. Refused, or the one spelling of what was read.
#include "ledger/checkpoint.h"
#include "ledger/tlogproof.h"
#include "ledger/trustfile.h"

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
    if (const auto checkpoint = parseCheckpoint(text))
        require(write(*checkpoint) == text);
    if (const auto proof = parseTlogProof(text))
        require(write(*proof) == text);
    if (const auto hashes = parseHashes(text))
        require(writeHashes(*hashes) == text);
    if (const auto trust = parseTrustFile(text))
        require(write(*trust) == text && (!trust->checkpoint || trust->checkpoint->store == trust->store));
    if (const auto note = parseSignedNote(text)) {
        require(write(*note) == text);
        for (const NoteSignature &one : note->signatures)
            require(!cosignedAt(*note, one.name, QByteArray(32, 'k'))); // nobody's key has cosigned what a fuzzer made up
    }
    return 0;
}
