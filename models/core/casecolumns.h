// Port: what a store keeps with a case beside what its readers are shown, for holding the tables against the record. Given by the object that
// is the CaseRepository.
#pragma once

#include "core/caserepository.h"

namespace countersign::core {

// A version of a case, be it the newest or not: in `stored` what is kept with a version is this one's, and row.version and row.arrived are.
struct CaseVersion {
    StoredCase stored;
    StatementId importedIn; // the case.imported statement; empty where the store imported it by itself
    PersonId submitter;     // who sent it through a pipeline and may not decide it; empty: nobody
    QDateTime arrived;      // kept with the version; of the newest one stored.row.arrived says it once more
};

// A slot as it is kept, whoever may see what was signed in it.
struct Seat {
    int slot = 1;
    Stage stage = Stage::Review;
    PersonId decidedBy; // empty: nobody yet
};

class CaseColumns {
public:
    virtual ~CaseColumns() = default;
    virtual Result<std::optional<CaseVersion>> caseVersion(const CaseId &id, const TeamId &team, int version) = 0;
    virtual Result<QList<Seat>> seats(const CaseId &id, const TeamId &team) = 0; // of the newest version, by slot number

    // Whether any case of the team is a sentinel. A server tells only who looks afterwards at the team: NotAllowed for everybody else.
    virtual Result<bool> hasSentinels(const TeamId &team) = 0;
    // Whether this one is, in any of its versions. A server tells compliance alone.
    virtual Result<bool> isSentinel(const CaseId &id, const TeamId &team) = 0;
};

inline CaseColumns &columnsOf(CaseRepository &cases)
{
    return dynamic_cast<CaseColumns &>(cases);
}

} // namespace countersign::core
