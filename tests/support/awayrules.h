// The table of security.md ("Offline") once more, read off the log alone: a second opinion about what a store made of everything that was signed away
// from it. For stores whose policy wants one reviewer.
#pragma once

#include "workflow/actingperson.h"

#include <QHash>
#include <QSet>

namespace countersign::testsupport {

class AwayRules {
public:
    // A workspace, by the device that signs in it, and what it was checked out with.
    void addWorkspace(const QByteArray &device, const core::StatementId &checkout) { m_workspaces.insert(device, checkout); }
    // A decision that was acknowledged: it has to be in the log, once.
    void add(const core::StatementId &decision) { m_acknowledged.insert(decision); }
    // One that went with what a restore gave up.
    void forget(const core::StatementId &decision) { m_acknowledged.remove(decision); }
    const QSet<core::StatementId> &acknowledged() const { return m_acknowledged; }

    // The first thing that is not as it has to be; empty: none. `missing`: decisions that are still on their way.
    QString broken(const workflow::Ports &store, const QList<core::TeamId> &teams, const QSet<core::StatementId> &missing = {}) const;

private:
    QHash<QByteArray, core::StatementId> m_workspaces;
    QSet<core::StatementId> m_acknowledged;
};

} // namespace countersign::testsupport
