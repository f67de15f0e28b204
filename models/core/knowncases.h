// Port, for a store where one question about many cases is cheaper than many about one: what an import asks before it looks at each, and what
// it has made ready of each while the store is busy with those before. A CaseRepository may be one too.
#pragma once

#include "core/blobrepository.h"
#include "core/caserepository.h"

#include <QStringList>
#include <memory>

namespace countersign::core {

// What a store has made of a new case before its turn came; only that store knows what it is.
class ReadyCase {
public:
    virtual ~ReadyCase() = default;
};

class KnownCases {
public:
    virtual ~KnownCases() = default;
    // Those of the ids that there is a case of in any team of who asks.
    virtual Result<QStringList> knownAmong(const QStringList &ids) = 0;

    // From any thread; nobody is asked. `blobs`: all that the case names.
    virtual Result<std::shared_ptr<const ReadyCase>> ready(const NewCase &newCase, const QList<StoredBlob> &blobs) const = 0;
    // As saveBlob of each blob and addCase of the case it was made of; `importedIn` is that case's.
    virtual Result<void> addReady(const StatementId &importedIn, const std::shared_ptr<const ReadyCase> &ready) = 0;
};

} // namespace countersign::core
