#include "workflow/casewords.h"

#include "exchange/caseline.h"
#include "workflow/preparedcase.h"

namespace countersign::workflow {

core::Result<CaseWords> wordsOfCase(QByteArrayView source)
{
    return exchange::readCaseLine(source).map([](const core::CaseRecord &record) {
        return CaseWords{record.suggestion.content.form == core::Content::Form::Fields, searchTextOf(record)};
    });
}

} // namespace countersign::workflow
