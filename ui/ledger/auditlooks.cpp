#include "ui/ledger/auditlooks.h"

namespace countersign::ui {

using core::DecisionRow;

AuditLooks::AuditLooks(workflow::Session &session, QObject *parent) : QObject(parent), m_session(session) {}

bool AuditLooks::isAnothers(const DecisionRow &decision) const
{
    const core::Person &person = m_session.acting().person;
    return decision.reviewer != person.id && workflow::looksAfterwards(person, decision.team);
}

void AuditLooks::atDecision(const DecisionRow &decision)
{
    if (m_session.signedIn() && isAnothers(decision))
        note(decision.id.value, {decision.team, decision.caseId, decision.id, QStringLiteral("decision")});
}

void AuditLooks::atList(const core::DecisionFilter &filter, const QList<DecisionRow> &found)
{
    if (!m_session.signedIn())
        return;
    // The time goes on by itself, so that a bound on it makes no filter of its own.
    const QStringList asked{filter.caseId.value, filter.reviewer.value, filter.verdict ? core::verdictName(*filter.verdict) : QString(), filter.kind,
                            filter.reason, filter.flag ? core::flagName(*filter.flag) : QString()};
    QSet<QString> teams;
    for (const DecisionRow &decision : found)
        if (isAnothers(decision) && !teams.contains(decision.team.value)) {
            teams.insert(decision.team.value);
            note(decision.team.value + u'\n' + asked.join(u'\n'), {decision.team, filter.caseId, {}, QStringLiteral("list")});
        }
}

void AuditLooks::forget()
{
    m_noted.clear();
}

void AuditLooks::note(const QString &key, const workflow::AuditLook &look)
{
    if (m_noted.contains(key))
        return;
    m_noted.insert(key);
    m_session.writing().run<void>(
        this, {},
        [look, acting = m_session.acting()](const workflow::Ports &ports, std::stop_token) {
            return workflow::recordLook(ports, acting, look);
        },
        [this, key](const core::Result<void> &noted) {
            if (noted)
                return;
            m_noted.remove(key);
            Q_EMIT failed(noted.error());
        });
}

} // namespace countersign::ui
