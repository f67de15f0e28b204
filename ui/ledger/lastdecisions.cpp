#include "ui/ledger/lastdecisions.h"

#include "ui/parts/chooser.h"
#include "ui/speech.h"

namespace countersign::ui {

namespace {

Choice choiceOf(const core::DecisionRow &decision)
{
    const QString kind = kindWords(decision.kind);
    const QString what = decision.supersedes.isEmpty() ? words(decision.verdict) : QObject::tr("%1, corrects an earlier one").arg(words(decision.verdict));
    return {decision.caseId.value, QStringLiteral("%1 · %2 · %3").arg(what, kind, dayTime(decision.arrived)), {}, true};
}

} // namespace

void showLastDecisions(QWidget *window, workflow::Session &session, std::function<void(const core::StatementId &)> open)
{
    if (!session.signedIn())
        return;
    core::DecisionFilter filter;
    filter.teams = session.acting().person.teams();
    filter.reviewer = session.acting().person.id;
    filter.asker = filter.reviewer;
    filter.limit = lastDecisionsListed;
    filter.newestFirst = true;
    session.reading().run<QList<core::DecisionRow>>(
        window, QStringLiteral("last decisions"), [filter](const workflow::Ports &ports, std::stop_token) { return ports.decisions.decisions(filter); },
        [window, open = std::move(open)](const core::Result<QList<core::DecisionRow>> &found) {
            const QList<core::DecisionRow> rows = found ? *found : QList<core::DecisionRow>();
            auto *chooser = new Chooser(QObject::tr("My last decisions"), QObject::tr("Decisions"), window);
            QList<Choice> choices;
            for (const core::DecisionRow &decision : rows)
                choices.append(choiceOf(decision));
            chooser->setNothing(found ? QObject::tr("You have not signed a decision yet.") : sentence(found.error()));
            chooser->setChoices(choices);
            QObject::connect(chooser, &Chooser::chosen, window, [open, rows](int index) { open(rows[index].id); });
            chooser->open();
        });
}

} // namespace countersign::ui
