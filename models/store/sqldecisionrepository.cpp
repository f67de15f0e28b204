#include "store/sqldecisionrepository.h"

#include "core/clock.h"
#include "store/casekeys.h"
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/sqlcatalogue.h"

namespace countersign::store {

using core::CaseId;
using core::DecisionFilter;
using core::DecisionRow;
using core::ErrorKind;
using core::fail;
using core::Result;
using core::TeamId;

namespace {

std::optional<QString> textOrNone(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

// ---- adding

Result<void> SqlDecisionRepository::addDecision(const DecisionRow &decision)
{
    if (auto writing = m_database.mustBeWriting("addDecision"); !writing)
        return writing;
    const Result<qint64> key = m_keys.keyOf(decision.caseId, decision.team);
    if (!key)
        return tl::unexpected(key.error());
    if (decision.stands && !decision.supersedes.isEmpty())
        if (auto superseded = supersede(decision, *key); !superseded)
            return superseded;
    if (auto inserted = insert(decision, *key); !inserted)
        return inserted;
    if (auto inserted = insertReasons(decision); !inserted)
        return inserted;
    if (!decision.stands) // kept beside the one that does
        return done(m_database.statement("decisions/standsNot").bind(qint64(decision.logIndex)).run());
    return fillSlot(decision, *key);
}

Result<void> SqlDecisionRepository::supersede(const DecisionRow &decision, qint64 key)
{
    Statement mark = m_database.statement("decisions/supersede");
    mark.bind(decision.supersedes.value).bind(key).bind(decision.version).bind(decision.slot).bind(decision.reviewer.value);
    const Result<int> marked = mark.run();
    if (marked && *marked == 0)
        return fail(ErrorKind::MoveNotAllowed, decision.supersedes.value, QStringLiteral("supersedes"));
    return done(marked);
}

Result<void> SqlDecisionRepository::insert(const DecisionRow &decision, qint64 key)
{
    const auto rationale = digestBytesOrNone(decision.rationaleBlob, decision.caseId.value);
    const auto outcome = digestBytesOrNone(decision.outcomeBlob, decision.caseId.value);
    if (!rationale || !outcome)
        return tl::unexpected(rationale ? outcome.error() : rationale.error());
    const std::optional<qint64> took = decision.tookMilliseconds < 0 ? std::nullopt : std::optional(decision.tookMilliseconds);
    Statement insert = m_database.statement("decisions/insert");
    insert.bind(qint64(decision.logIndex)).bind(decision.id.value).bind(key).bind(decision.version).bind(decision.slot);
    insert.bind(core::stageName(decision.stage)).bind(core::verdictName(decision.verdict));
    insert.bind(decision.reviewer.value).bind(decision.reviewerName).bindOrNull(*rationale).bindOrNull(*outcome);
    insert.bindOrNull(textOrNone(decision.supersedes.value)).bind(decision.meaning).bind(core::timeText(decision.claimedAt));
    const Result<int> inserted = insert.bind(core::timeText(decision.arrived)).bindOrNull(took).bind(decision.late).run();
    if (!inserted && inserted.error().kind == ErrorKind::DuplicateId)
        return fail(ErrorKind::DuplicateId, decision.id.value);
    if (!inserted && inserted.error().kind == ErrorKind::BadValue)
        return whyNotFilled(decision, key); // no such slot to point to
    return done(inserted);
}

Result<void> SqlDecisionRepository::insertReasons(const DecisionRow &decision)
{
    Statement insert = m_database.statement("decisions/insertReason");
    for (qsizetype i = 0; i < decision.reasons.size(); ++i)
        if (const Result<int> inserted = insert.bind(qint64(decision.logIndex)).bind(qint64(i)).bind(decision.reasons[i]).run(); !inserted)
            return done(inserted);
    return {};
}

Result<void> SqlDecisionRepository::fillSlot(const DecisionRow &decision, qint64 key)
{
    Statement fill = m_database.statement("decisions/fillSlot");
    fill.bind(key).bind(decision.version).bind(decision.slot).bind(core::stageName(decision.stage));
    const Result<int> filled = fill.bind(qint64(decision.logIndex)).bind(decision.reviewer.value).bind(!decision.supersedes.isEmpty()).run();
    if (filled && *filled == 0)
        return whyNotFilled(decision, key);
    return done(filled);
}

Result<void> SqlDecisionRepository::whyNotFilled(const DecisionRow &decision, qint64 key)
{
    Statement seats = m_database.statement("decisions/seats");
    seats.bind(key).bind(decision.version);
    for (;;) {
        const Result<bool> row = seats.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return fail(ErrorKind::ClaimLost, decision.caseId.value);
        if (seats.text(1) == decision.reviewer.value && seats.number(0) != decision.slot)
            return fail(ErrorKind::SecondSlot, decision.caseId.value);
    }
}

// ---- reading

Result<QList<DecisionRow>> SqlDecisionRepository::select(const QByteArray &condition, const QVariantList &values)
{
    Statement rows = m_database.composed(SqlCatalogue::sqlite().text("decisions/select") + condition);
    for (const QVariant &value : values)
        rows.bindValue(value);
    const Database::Interruptible interruptible(m_database);
    QList<DecisionRow> list;
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return list;
        const Result<DecisionRow> decision = readDecision(rows, m_teams);
        if (!decision)
            return tl::unexpected(decision.error());
        list.append(*decision);
    }
}

namespace {

// Conditions in the order of their values.
class Conditions {
public:
    void add(const QByteArray &before, const QVariant &value, const QByteArray &after = {})
    {
        m_values.append(value);
        m_text += (m_text.isEmpty() ? " WHERE " : " AND ") + before + '?' + QByteArray::number(m_values.size()) + after;
    }
    void add(const QByteArray &condition) { m_text += (m_text.isEmpty() ? " WHERE " : " AND ") + condition; }
    void addRest(const QByteArray &text) { m_text += text; }
    void addRest(const QByteArray &text, const QVariant &value)
    {
        m_values.append(value);
        m_text += text + '?' + QByteArray::number(m_values.size());
    }
    const QByteArray &text() const { return m_text; }
    const QVariantList &values() const { return m_values; }

private:
    QByteArray m_text;
    QVariantList m_values;
};

// Somebody else's, in an open case of which a review slot is still to be signed. What stands no longer was seen by all before.
constexpr const char *blindness = " OR d.stands = 0 OR c.state <> 'open' OR c.version <> d.version OR NOT EXISTS (SELECT 1 FROM case_slot s"
                                  " WHERE s.case_key = d.case_key AND s.version = d.version AND s.stage <> 'resolution' AND s.decision IS NULL))";

// Noted in the head of the entry; a statement has no line of that name.
QByteArray flagged(core::DecisionFlag flag)
{
    const QByteArray name = core::flagName(flag).toLatin1();
    return "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.log_index = d.log_index AND instr(e.entry, CAST(char(10) || 'flag " + name
         + "' || char(10) AS BLOB)))";
}

// The entry that opens a dispute follows at once on the decision that did not agree, and names both.
constexpr const char *disputed = "EXISTS (SELECT 1 FROM decision o JOIN ledger_entry e ON e.log_index BETWEEN o.log_index + 1 AND o.log_index + 3"
                                 " WHERE o.case_key = d.case_key AND e.kind = 'dispute' AND instr(e.entry, CAST(d.id AS BLOB)))";

QByteArray conditionOf(core::DecisionFlag flag)
{
    if (flag == core::DecisionFlag::Late)
        return "d.late = 1";
    if (flag == core::DecisionFlag::Disputed)
        return '(' + QByteArray(disputed) + " OR " + flagged(flag) + ')';
    return flagged(flag);
}

Conditions conditionsOf(const DecisionFilter &filter, const QByteArray &teams)
{
    Conditions where;
    where.add("+c.team IN (SELECT value FROM json_each(", QString::fromLatin1(teams), "))");
    if (!filter.caseId.isEmpty())
        where.add("d.case_key IN (SELECT key FROM cases WHERE team IN (SELECT key FROM team) AND id = ", filter.caseId.value, ")");
    if (!filter.reviewer.isEmpty())
        where.add("d.reviewer = ", filter.reviewer.value);
    if (filter.verdict)
        where.add("d.verdict = ", core::verdictName(*filter.verdict));
    if (!filter.kind.isEmpty())
        where.add("+c.kind = ", filter.kind);
    if (!filter.reason.isEmpty())
        where.add("EXISTS (SELECT 1 FROM decision_reason r WHERE r.decision = d.log_index AND r.reason = ", filter.reason, ")");
    if (filter.flag)
        where.add(conditionOf(*filter.flag));
    if (filter.since.isValid())
        where.add("d.arrived >= ", core::timeText(filter.since));
    if (filter.until.isValid())
        where.add("d.arrived < ", core::timeText(filter.until));
    if (filter.before)
        where.add("d.log_index < ", qint64(*filter.before));
    if (!filter.asker.isEmpty())
        where.add("(d.reviewer = ", filter.asker.value, blindness);
    where.addRest(filter.newestFirst ? " ORDER BY d.log_index DESC" : " ORDER BY d.log_index");
    if (filter.limit > 0)
        where.addRest(" LIMIT ", qint64(filter.limit));
    return where;
}

} // namespace

Result<QList<DecisionRow>> SqlDecisionRepository::decisions(const DecisionFilter &filter)
{
    const Result<QByteArray> teams = m_teams.listOf(filter.teams);
    if (!teams)
        return tl::unexpected(teams.error());
    const Conditions where = conditionsOf(filter, *teams);
    return select(where.text(), where.values());
}

Result<std::optional<DecisionRow>> SqlDecisionRepository::decision(const core::StatementId &id, const QList<TeamId> &teams)
{
    const Result<QByteArray> list = m_teams.listOf(teams);
    if (!list)
        return tl::unexpected(list.error());
    const auto rows = select(" WHERE d.id = ?1 AND +c.team IN (SELECT value FROM json_each(?2))", {id.value, QString::fromLatin1(*list)});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? std::optional<DecisionRow>() : std::optional(rows->first());
}

} // namespace countersign::store
