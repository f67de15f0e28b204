// Any bytes as one line of a case file: an answer or a refusal with its reason, the line kept as it was, and the same answer again
// when the stored line is read later without being told the format.
#include "exchange/caseline.h"
#include "exchange/casesource.h"

#include <QStringList>

using namespace countersign;
using namespace countersign::exchange;

namespace {

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    const QByteArray line(reinterpret_cast<const char *>(bytes), qsizetype(size));
    for (const Format format : {Format::Auto, Format::Case, Format::Neutral}) {
        const auto record = readCaseLine(line, format);
        if (!record) {
            require(core::exitCode(record.error().kind) == 3);
            continue;
        }
        require(record->source == line && !record->id.isEmpty() && record->version >= 1);
        const auto again = readCaseLine(record->source);
        require(again.has_value() && *again == *record);
        for (const core::EvidenceItem &item : record->evidence)
            require(item.text.has_value() != isInsideName(item.file));
    }
    return 0;
}
