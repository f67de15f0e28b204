// Any bytes as a statement, signed or the store's own: refused, or the one spelling of what was read.
#include "ledger/casemanifest.h"
#include "ledger/statement.h"

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
    const auto signedOne = parseSigned(text);
    const auto ownOne = parseOwn(text);
    require(!(signedOne && ownOne));
    for (const auto &statement : {signedOne, ownOne}) {
        // Writers compose text, readers do not look: only a composed text has to come back as it was.
        if (statement && QString::fromUtf8(text).normalized(QString::NormalizationForm_C).toUtf8() == text && !text.contains('%'))
            require(write(*statement) == text);
    }
    if (const auto manifest = parseCaseManifest(text); manifest && !text.contains('%'))
        require(write(*manifest) == text);
    return 0;
}
