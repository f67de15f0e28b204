// What of a case was looked at while it lay on the desk, kept as it happens and signed with the decision. The caller says what time it is.
// A value.
#pragma once

#include "ledger/contact.h"

#include <QMap>

namespace countersign::workflow {

class ContactLog {
public:
    // An item stands in front now, the one before no longer; `byHand`: the person went to it. Empty: none does.
    void show(const QString &evidence, bool byHand, qint64 now);
    void pause(qint64 now);  // nobody looks: the window is away
    void resume(qint64 now); // the item in front is looked at again
    void cannotShow(const QString &evidence);
    void add(const ledger::Contact::Passage &passage);
    void dismiss(const ledger::Contact::Passage &passage);

    // Everything up to now; items nobody came to are not in it.
    ledger::Contact contact(qint64 now) const;

private:
    void count(qint64 now);

    QMap<QString, ledger::Contact::Item> m_items;
    QList<ledger::Contact::Passage> m_added;
    QList<ledger::Contact::Passage> m_dismissed;
    QString m_front;
    std::optional<qint64> m_since; // nothing: paused
};

} // namespace countersign::workflow
