// A throw-away embedded store with people and cases, opened as the program opens one, under a clock that the test sets.
#pragma once

#include "support/manualclock.h"
#include "workflow/createstore.h"
#include "workflow/importcases.h"
#include "workflow/people.h"
#include "workflow/recorddecision.h"

#include <QTemporaryDir>

namespace countersign::testsupport {

class Ward {
public:
    // Ada (administrator, supervisor, reviewer) has made the store. Aborts the test program when that fails.
    Ward();

    workflow::Ports ports() { return m_open->ports(); }
    ManualClock &clock() { return m_clock; }
    const workflow::Keyring &keyring() const { return m_keyring; }
    const workflow::ActingPerson &ada() const { return *m_ada; }
    QString folder() const { return m_folder.path(); }
    QString storePath() const { return m_folder.filePath(QStringLiteral("ward.countersign")); }
    workflow::StoreDoor door();

    // One more person with these roles in team main, signed in.
    workflow::ActingPerson join(const QString &id, const QList<core::Role> &roles);
    static QString passphrase(const QString &id) { return QStringLiteral("seven herons cross the lake, says ") + id; }

    // Writes the lines to a case file and imports it as Ada.
    core::Result<workflow::ImportReport> importLines(const QList<QByteArray> &lines);
    // Text cases "c1" … "c<number>".
    void importTexts(int number);
    static QByteArray textCase(const QString &id, const QString &text = QStringLiteral("Take 50 mg twice daily."));

    core::Result<workflow::DecisionReceipt> decide(const workflow::ActingPerson &person, const workflow::DecisionRequest &request);
    // A backup of the store as it is now; and the store put back from the newest of them by Ada. Whoever was signed in has to enter again.
    void backUp();
    void putBack();
    // Somebody who joined before.
    workflow::ActingPerson enter(const QString &id);

    // The policy of the store from now on, adopted by Cora of compliance, who joins for it.
    void adoptPolicy(const QByteArray &rules);

private:
    QTemporaryDir m_folder;
    ManualClock m_clock;
    workflow::Keyring m_keyring;
    std::unique_ptr<workflow::OpenStore> m_open;
    std::optional<workflow::ActingPerson> m_ada;
    int m_files = 0;
    QString m_backup;
};

} // namespace countersign::testsupport
