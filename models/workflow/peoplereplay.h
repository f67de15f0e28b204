// Inside the library only: what the table of people must say, replayed from the entries about keys and roles.
#pragma once

#include "core/peoplerepository.h"
#include "ledger/verifylog.h"

#include <QMap>
#include <QSet>

namespace countersign::workflow {

class PeopleReplay {
public:
    void take(const ledger::VerifiedEntry &entry);
    // The entry a wrong row belongs to and why ("person-row ID"), or nothing.
    core::Result<std::optional<ledger::FirstBad>> compare(core::PeopleRepository &people) const;

private:
    struct Someone {
        QString name;
        QList<ledger::Hash> keys; // not revoked, in the order of their enrolment
        QSet<QString> grants;     // team and role
        quint64 lastIndex = 0;
    };

    void enrol(quint64 index, const ledger::EnrolledKey &key);
    void revoke(quint64 index, const ledger::Hash &key);
    void grant(quint64 index, const core::PersonId &id, const core::TeamId &team, const QList<core::Role> &roles, bool given);

    QMap<QString, Someone> m_people; // by id
};

} // namespace countersign::workflow
