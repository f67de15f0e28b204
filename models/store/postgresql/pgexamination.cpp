#include "store/postgresql/pgexamination.h"

#include "store/postgresql/pgconnection.h"

namespace countersign::store {

core::Result<ServerExamination> examineServer(PgConnection &connection, const core::Clock &clock)
{
    const auto facts = connection.run("server/facts");
    if (!facts)
        return tl::unexpected(facts.error());
    ServerExamination seen;
    seen.server = facts->text(0, 0);
    seen.encrypted = facts->flag(0, 1);
    seen.local = connection.address().isLocal();
    seen.schema = int(facts->number(0, 2));
    seen.aheadSeconds = clock.now().secsTo(core::timeFromText(facts->text(0, 3)));
    seen.waiting = quint64(facts->number(0, 4));
    const auto wrong = connection.run("server/examination");
    if (!wrong)
        return tl::unexpected(wrong.error());
    for (int i = 0; i < wrong->size(); ++i)
        seen.findings.append({wrong->text(i, 0), wrong->text(i, 1)});
    return seen;
}

} // namespace countersign::store
