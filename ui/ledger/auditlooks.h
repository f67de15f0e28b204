// That somebody looks afterwards at what others decided, noted in the record: each decision and each filter once while they are signed in.
#pragma once

#include "workflow/auditlook.h"
#include "workflow/session.h"

#include <QSet>

namespace countersign::ui {

class AuditLooks final : public QObject {
    Q_OBJECT

public:
    AuditLooks(workflow::Session &session, QObject *parent);

    void atDecision(const core::DecisionRow &decision);
    // A list as it was found; one without anybody else's decision is no look.
    void atList(const core::DecisionFilter &filter, const QList<core::DecisionRow> &found);
    void forget(); // somebody else sits here

Q_SIGNALS:
    void failed(const countersign::core::Error &error);

private:
    bool isAnothers(const core::DecisionRow &decision) const;
    void note(const QString &key, const workflow::AuditLook &look);

    workflow::Session &m_session;
    QSet<QString> m_noted;
};

} // namespace countersign::ui
