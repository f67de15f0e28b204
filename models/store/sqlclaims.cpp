// SqlCaseRepository: claims.
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/slotchoice.h"
#include "store/sqlcaserepository.h"

namespace countersign::store {

using core::CaseId;
using core::Claim;
using core::ErrorKind;
using core::fail;
using core::Person;
using core::PersonId;
using core::Result;
using core::TeamId;

namespace {

struct FoundCase {
    qint64 key = 0;
    int version = 1;
    SeatQuestion question;
};

QList<TeamId> teamsWith(const Person &person, core::Role role)
{
    QList<TeamId> teams;
    for (const core::RoleGrant &grant : person.roles)
        if (grant.role == role)
            teams.append(grant.team);
    return teams;
}

Result<std::optional<FoundCase>> findForClaim(Database &database, TeamKeys &teams, const CaseId &id, const Person &person)
{
    const Result<QByteArray> list = teams.listOf(person.teams());
    if (!list)
        return tl::unexpected(list.error());
    Statement find = database.statement("claims/find");
    const Result<bool> row = find.bind(id.value).bind(QString::fromLatin1(*list)).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<FoundCase>();
    const Result<TeamId> team = teams.idOf(find.number(1));
    if (!team)
        return tl::unexpected(team.error());
    const Result<core::CaseState> state = readState(find.text(3));
    if (!state)
        return tl::unexpected(state.error());
    FoundCase found{find.number(0), int(find.number(2)), {}};
    found.question = {id, *team, *state, PersonId(find.text(4)), {}, {}, false};
    Statement decided = database.statement("claims/decided");
    const Result<bool> has = decided.bind(found.key).bind(person.id.value).next();
    if (!has)
        return tl::unexpected(has.error());
    found.question.hasDecided = *has;
    return std::optional(found);
}

Result<QList<Seat>> readSeats(Database &database, const FoundCase &found)
{
    QList<Seat> seats;
    Statement rows = database.statement("claims/seats");
    rows.bind(found.key).bind(found.version);
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return seats;
        const Result<core::Stage> stage = readStage(rows.text(1));
        if (!stage)
            return tl::unexpected(stage.error());
        seats.append({int(rows.number(0)), *stage, rows.number(2), PersonId(rows.text(3)), core::timeFromText(rows.text(4)),
                      PersonId(rows.text(5)), core::timeFromText(rows.text(6))});
    }
}

Result<void> checkPerson(const Person &person)
{
    return person.disabled ? Result<void>(fail(ErrorKind::PersonDisabled, person.id.value)) : Result<void>();
}

} // namespace

Result<Claim> SqlCaseRepository::claimCase(const CaseId &id, const Person &person, int minutes)
{
    if (auto may = checkPerson(person); !may)
        return tl::unexpected(may.error());
    Claim claim;
    const Result<void> done = m_database.write([&]() -> Result<void> {
        Result<Claim> taken = take(id, person, minutes);
        if (!taken)
            return tl::unexpected(taken.error());
        claim = *taken;
        return {};
    });
    return done ? Result<Claim>(claim) : Result<Claim>(tl::unexpected(done.error()));
}

Result<Claim> SqlCaseRepository::take(const CaseId &id, const Person &person, int minutes)
{
    auto found = findForClaim(m_database, m_teams, id, person);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::NoSuchCase, id.value);
    FoundCase &there = **found;
    const Result<QList<Seat>> seats = readSeats(m_database, there);
    if (!seats)
        return tl::unexpected(seats.error());
    there.question.seats = *seats;
    there.question.now = m_clock.now();
    const Result<Seat> seat = chooseSeat(there.question, person);
    if (!seat)
        return tl::unexpected(seat.error());
    const QDateTime until = there.question.now.addSecs(60LL * minutes);
    const QDateTime now = there.question.now;
    const bool isMine = seat->holder == person.id && seat->expires > now;
    Claim claim{id, there.question.team, there.version, seat->slot, seat->stage, person.id, seat->fence, until, isMine ? seat->since : now};
    Statement update = m_database.statement(isMine ? "claims/prolong" : "claims/take");
    update.bind(there.key).bind(there.version).bind(seat->slot);
    if (!isMine)
        update.bind(person.id.value).bind(core::timeText(now));
    const Result<bool> row = update.bind(core::timeText(until)).next();
    if (!row)
        return tl::unexpected(row.error());
    if (isMine)
        claim.expires = core::timeFromText(update.text(0));
    else
        claim.fence = update.number(0);
    return claim;
}

Result<std::optional<Claim>> SqlCaseRepository::claimNext(const Person &person, const QString &kind, int minutes)
{
    if (auto may = checkPerson(person); !may)
        return tl::unexpected(may.error());
    std::optional<Claim> claim;
    const Result<void> done = m_database.write([&]() -> Result<void> {
        const Result<QByteArray> reviews = m_teams.listOf(teamsWith(person, core::Role::Reviewer));
        const Result<QByteArray> supervises = m_teams.listOf(teamsWith(person, core::Role::Supervisor));
        if (!reviews || !supervises)
            return tl::unexpected(reviews ? supervises.error() : reviews.error());
        const QDateTime now = m_clock.now();
        const QDateTime until = now.addSecs(60LL * minutes);
        Statement next = m_database.statement("claims/takeNext");
        next.bind(person.id.value).bind(core::timeText(now)).bind(core::timeText(until)).bind(kind);
        const Result<bool> row = next.bind(QString::fromLatin1(*reviews)).bind(QString::fromLatin1(*supervises)).next();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(tl::unexpected(row.error()));
        const Result<core::Stage> stage = readStage(next.text(3));
        const Result<TeamId> team = m_teams.idOf(next.number(6));
        if (!stage || !team)
            return tl::unexpected(stage ? team.error() : stage.error());
        claim = Claim{CaseId(next.text(5)), *team, int(next.number(1)), int(next.number(2)), *stage, person.id, next.number(4), until, now};
        return {};
    });
    return done ? Result<std::optional<Claim>>(claim) : Result<std::optional<Claim>>(tl::unexpected(done.error()));
}

Result<std::optional<Claim>> SqlCaseRepository::claimOf(const CaseId &id, const Person &person)
{
    Statement find = m_database.statement("claims/of");
    const Result<bool> row = find.bind(person.id.value).bind(id.value).bind(core::timeText(m_clock.now())).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<Claim>();
    const Result<core::Stage> stage = readStage(find.text(3));
    const Result<TeamId> team = m_teams.idOf(find.number(6));
    if (!stage || !team)
        return tl::unexpected(stage ? team.error() : stage.error());
    return std::optional(Claim{id, *team, int(find.number(1)), int(find.number(2)), *stage, person.id, find.number(4),
                               core::timeFromText(find.text(7)), core::timeFromText(find.text(8))});
}

Result<void> SqlCaseRepository::releaseClaim(const CaseId &id, const Person &person)
{
    return m_database.write([&]() -> Result<void> {
        Statement find = m_database.statement("claims/of");
        const Result<bool> row = find.bind(person.id.value).bind(id.value).bind(core::timeText(m_clock.now())).next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return fail(ErrorKind::ClaimLost, id.value);
        Statement give = m_database.statement("claims/give");
        const Result<int> given = give.bind(find.number(0)).bind(find.number(1)).bind(find.number(2)).run();
        return given ? Result<void>() : Result<void>(tl::unexpected(given.error()));
    });
}

} // namespace countersign::store
