// The words for offline sessions: how a workspace stands, what becomes of its statements, and why. Values in, text out.
#pragma once

#include "sync/reconcile.h"
#include "workflow/openworkspace.h"
#include "workflow/watchrecord.h"

namespace countersign::ui {

// "offline: 37 of 50 left, 13 decided, nothing sent since 08:12; until today 18:00"
QString statusWords(const workflow::WorkspaceStatus &status);
QString casesWords(qsizetype count);
// What became of statements that did not simply go in, a sentence each.
QStringList becameWords(const sync::SyncPlan &plan);
QString statementsWords(qsizetype count);
QString fateWords(sync::Fate fate);
// What becomes of it; of one that is there already also what became of it then.
QString becomesWords(const sync::PlannedStatement &planned);
// Of a dispute, a quarantine, a refusal, or of a case that is taken out; unknown ones as they are.
QString causeWords(const QString &cause);
// Of a case: in a workspace one that was decided there is that, and nothing has come of it yet.
QString stateWords(core::CaseState state, bool isOffline);
// The same with how far the decision has come: "decided here, not sent".
QString decidedHereWords(const std::optional<sync::SentStatement> &sent);
// "made", "sent", "acknowledged", "included": nothing: made.
QString progressWords(const std::optional<sync::SentStatement> &sent);
// "13 to send (45 kB), 2 disputed, 1 to take out of the workspace."
QString planWords(const sync::SyncPlan &plan);
QString sizeWords(quint64 bytes);
// That the store was restored from a backup since this computer last saw it.
QString reopenedWords(const workflow::Reopened &reopened);
// How many statements a workspace has to bring again after that; at least one.
QString againWords(qsizetype statements);

// The ways between store and workspace, for the sign-in page.
QString workspaceName();
QString toWorkspaceWords();
QString toStoreWords();
// Why the workspace is shown in place of the store of that name. `isMissing`: nothing is there, else it does not answer.
QString whyWorkspace(const QString &store, bool isMissing);

} // namespace countersign::ui
