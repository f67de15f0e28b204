// Rows to values and back: the one place that knows in which order a statement's columns stand.
#pragma once

#include "core/caserepository.h"
#include "core/decisionrepository.h"
#include "core/peoplerepository.h"
#include "store/statement.h"
#include "store/teamkeys.h"

namespace countersign::store {

// "sha256:" and 64 hex digits ↔ 32 bytes. BadValue for another form; an empty text is no digest.
core::Result<QByteArray> digestBytes(const QString &digest, const QString &where);
core::Result<std::optional<QByteArray>> digestBytesOrNone(const QString &digest, const QString &where);
QString digestText(QByteArrayView bytes);

// The column `due`: "~" for none.
QString dueText(const std::optional<QDateTime> &due);

// The columns of cases/find (StoredCase) and queue/row (QueueRow: the first thirteen). StoreDamaged for a word nobody could have written.
core::Result<core::QueueRow> readQueueRow(const Statement &row, TeamKeys &teams);
core::Result<core::StoredCase> readStoredCase(const Statement &row, TeamKeys &teams);

// The columns of decisions/select, releases/after and drafts/load.
core::Result<core::DecisionRow> readDecision(const Statement &row, TeamKeys &teams);
core::Result<core::ReleaseRow> readRelease(const Statement &row, TeamKeys &teams);
core::Result<core::Draft> readDraft(const Statement &row, TeamKeys &teams);

// Words as columns spell them.
core::Result<core::CaseState> readState(const QString &word);
core::Result<core::Stage> readStage(const QString &word);
QString formName(core::Content::Form form);

} // namespace countersign::store
