#include "store/migrationentry.h"

#include "core/clock.h"
#include "ledger/ledger.h"
#include "store/database.h"
#include "store/sqlledgerstorage.h"
#include "store/sqlpeoplerepository.h"
#include "store/teamkeys.h"

namespace countersign::store {

using core::Result;

Result<void> recordMigration(Database &database, int from, int to)
{
    TeamKeys teams(database);
    const auto identity = SqlPeopleRepository(database, teams).storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (!*identity)
        return {};
    const ledger::Statement statement{(*identity)->id, {}, ledger::Migration{quint64(from), quint64(to)}, {}};
    const auto entry = ledger::ownEntry(statement, core::SystemClock().now(), QStringLiteral("local"));
    if (!entry)
        return tl::unexpected(entry.error());
    SqlLedgerStorage storage(database);
    return ledger::append(storage, *entry).map([](const ledger::Receipt &) {});
}

} // namespace countersign::store
