// A server's rows to values: the one place that knows in which order the columns of resources/sql/postgresql/statements stand.
#pragma once

#include "core/caserepository.h"
#include "core/decisionrepository.h"
#include "store/postgresql/pgrows.h"

namespace countersign::store {

// StoreDamaged for a word nobody could have written.
core::Result<core::QueueRow> readQueueRow(const PgRows &rows, int row);        // cases/find and queue/rows: the first thirteen
core::Result<core::StoredCase> readStoredCase(const PgRows &rows, int row);    // cases/find
core::Result<core::DecisionRow> readDecision(const PgRows &rows, int row);     // decisions/select
core::Result<core::ReleaseRow> readRelease(const PgRows &rows, int row);       // releases/…
core::Result<core::Draft> readDraft(const PgRows &rows, int row);              // drafts/load
core::Result<core::Claim> readClaim(const PgRows &rows, int row, const core::PersonId &holder); // claims/…

// As one value: what is asked about of many.
template <typename Id>
QStringList idsOf(const QList<Id> &ids)
{
    QStringList texts;
    texts.reserve(ids.size());
    for (const Id &id : ids)
        texts.append(id.value);
    return texts;
}

} // namespace countersign::store
