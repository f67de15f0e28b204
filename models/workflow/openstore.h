// A store as the verbs see it: the ports of one connection, and the door that opens further connections.
#pragma once

#include "core/blobrepository.h"
#include "core/caserepository.h"
#include "core/clock.h"
#include "core/decisionrepository.h"
#include "core/peoplerepository.h"
#include "core/unitofwork.h"
#include "ledger/ledgerstorage.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace countersign::sync {
class StoreDesk;
}

namespace countersign::workflow {

inline constexpr QLatin1StringView localSession{"local"}; // of entries made on a machine's own store

// The ports of one connection. References stay valid as long as the OpenStore they came from; one thread.
struct Ports {
    core::CaseRepository &cases;
    core::DecisionRepository &decisions;
    core::PeopleRepository &people;
    core::BlobRepository &blobs;
    ledger::LedgerStorage &ledger;
    core::UnitOfWork &work;
    const core::Clock &clock;
    QString session; // the entries' `session` token: the login role of a server, else localSession
    bool offline = false; // a workspace: what is signed here waits for the store, and nothing follows from it before
    sync::StoreDesk *desk = nullptr; // of a store that decides by itself what becomes of what was signed away from it
};

// One open connection. Used only in the thread that opened it, and closed there.
class OpenStore {
public:
    virtual ~OpenStore() = default;
    virtual Ports ports() = 0;
    virtual QString location() const = 0;    // as a person would recognise it: a path, or server and database
    virtual bool readOnly() const = 0;
    virtual QStringList warnings() const = 0; // machine words, e.g. "fuse:fuse.encfs"
    virtual bool isSpent() const { return false; } // it has seen the disk fail and answers nothing else any more: another one may do
};

// Opens one more connection to the same store for the calling thread. Once `closing` is requested, neither opening nor the connection
// waits for anything that is far away: what is under way there fails as if the line had broken.
using StoreDoor = std::function<core::Result<std::unique_ptr<OpenStore>>(std::stop_token closing)>;

} // namespace countersign::workflow
