// Inside the library only: a read record made ready for the store, and the question whether it is there already.
#pragma once

#include "core/knowncases.h"
#include "exchange/casesource.h"
#include "policy/rule.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

// A record with everything that is stored for it; `newCase.importedBy`, `importedIn` and `arrived` are filled when it is stored.
struct PreparedCase {
    core::NewCase newCase;
    QList<core::StoredBlob> blobs;  // source line, evidence files, reference
    std::shared_ptr<const core::ReadyCase> ready; // where the store wants it (knowncases.h)
    ledger::Hash digest;
    QString where;                  // file:line
    qint64 bytes = 0;               // of all blobs
    bool again = false;             // the very same record came before in this file
};

// What the search index is given of a record.
QString searchTextOf(const core::CaseRecord &record);

// Reads the files it names, routes it, hashes it. Every failure of CaseSource::readFile.
core::Result<PreparedCase> prepareCase(exchange::CaseSource &source, exchange::SourcedCase &&sourced, const policy::Policy &policy);

// New: nothing of that id, or a newer version of a case that is still open. Else why not.
enum class Presence { New, AlreadyThere, Differs, OlderVersion, NoLongerOpen };
// Compares with what the store holds under the same id: version, JSON meaning and file contents.
core::Result<Presence> presenceOf(const Ports &ports, const PreparedCase &prepared, const QList<core::TeamId> &teams);

} // namespace countersign::workflow
