#include "workflow/auditselection.h"

#include "ledger/text.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::Result;
using ledger::StatementKind;

namespace {

struct Seen {
    const ledger::Entry &entry;
    const ledger::Statement &statement;
    quint64 index;
};

bool isForAll(StatementKind kind)
{
    switch (kind) {
    case StatementKind::StoreCreated:
    case StatementKind::KeyEnrolled:
    case StatementKind::KeyRevoked:
    case StatementKind::RoleGranted:
    case StatementKind::RoleWithdrawn:
    case StatementKind::Restore:
    case StatementKind::PolicyAdopted:
        return true;
    default:
        return false;
    }
}

std::optional<core::TeamId> teamOf(const ledger::Statement &statement)
{
    return std::visit(
        [](const auto &body) -> std::optional<core::TeamId> {
            if constexpr (requires { body.ref.team; })
                return body.ref.team;
            else if constexpr (requires { body.team; })
                return body.team;
            else
                return std::nullopt;
        },
        statement.body);
}

// Calls `visit` with every entry below `size` that can be read; false from it ends the pass.
Result<void> pass(const Ports &ports, quint64 size, const std::stop_token &stop, const std::function<void(const Seen &)> &visit)
{
    std::optional<core::Error> error;
    const auto scanned = ports.ledger.scan(0, size, [&](const ledger::LogRow &row) {
        if (row.entry.isEmpty() && ports.ledger.withholds())
            return true; // not this person's to hand on
        const auto entry = ledger::parseEntry(row.entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (stop.stop_requested())
            error = core::Error{ErrorKind::Cancelled, {}, {}};
        else if (!statement)
            error = core::Error{ErrorKind::StoreDamaged, QString::number(row.index), statement.error().detail};
        else
            visit({*entry, *statement, row.index});
        return !error;
    });
    return error ? Result<void>(tl::unexpected(*error)) : scanned;
}

class Chooser {
public:
    Chooser(const AuditSelection &selection, const QList<core::TeamId> &teams) : m_selection(selection), m_teams(teams) {}

    // Notes the cases this entry makes part of the selection.
    void choose(const Seen &seen)
    {
        if (!inTime(seen) || !byPerson(seen))
            return;
        std::visit(
            [&](const auto &body) {
                if constexpr (requires { body.ref.caseId; })
                    add(body.ref.team, body.ref.caseId);
                else if constexpr (std::is_same_v<std::decay_t<decltype(body)>, ledger::CaseImported>)
                    for (const ledger::CaseImported::Case &one : body.cases)
                        add(body.team, one.id);
            },
            seen.statement.body);
    }

    bool includes(const Seen &seen) const
    {
        if (isForAll(seen.entry.kind))
            return true;
        if (const auto team = teamOf(seen.statement); team && !m_teams.contains(*team))
            return false;
        return m_selection.all() || touchesChosen(seen.statement) || (m_selection.cases.isEmpty() && isAboutNoCase(seen) && inTime(seen) && byPerson(seen));
    }

    const QSet<QByteArray> &chosen() const { return m_chosen; }

private:
    bool inTime(const Seen &seen) const
    {
        return (!m_selection.since.isValid() || seen.entry.arrived >= m_selection.since)
            && (!m_selection.until.isValid() || seen.entry.arrived < m_selection.until);
    }
    bool byPerson(const Seen &seen) const
    {
        return m_selection.reviewer.isEmpty() || (seen.statement.by && seen.statement.by->actor == m_selection.reviewer);
    }
    void add(const core::TeamId &team, const core::CaseId &id)
    {
        if (m_teams.contains(team) && (m_selection.cases.isEmpty() || m_selection.cases.contains(id)))
            m_chosen.insert(caseKey(team, id));
    }
    bool touchesChosen(const ledger::Statement &statement) const
    {
        return std::visit(
            [&](const auto &body) {
                if constexpr (requires { body.cases; })
                    return std::any_of(body.cases.begin(), body.cases.end(), [&](const auto &one) { return m_chosen.contains(caseKey(body.team, one.id)); });
                else
                    return m_chosen.contains(subjectKey(statement));
            },
            statement.body);
    }
    static bool isAboutNoCase(const Seen &seen)
    {
        return subjectKey(seen.statement).isEmpty() && seen.entry.kind != StatementKind::CaseImported && seen.entry.kind != StatementKind::Checkout;
    }

    const AuditSelection &m_selection;
    const QList<core::TeamId> &m_teams;
    QSet<QByteArray> m_chosen;
};

} // namespace

QByteArray caseKey(const core::TeamId &team, const core::CaseId &id)
{
    return ledger::escapeToken(team.value) + ' ' + ledger::escapeToken(id.value);
}

QByteArray subjectKey(const ledger::Statement &statement)
{
    return std::visit(
        [](const auto &body) -> QByteArray {
            if constexpr (requires { body.ref.caseId; })
                return caseKey(body.ref.team, body.ref.caseId);
            else if constexpr (requires { body.caseId; })
                return body.caseId.isEmpty() ? QByteArray() : caseKey(body.team, body.caseId);
            else
                return {};
        },
        statement.body);
}

Result<LogScan> scanLog(const Ports &ports, quint64 size, const AuditSelection &selection, const QList<core::TeamId> &teams, const std::stop_token &stop)
{
    Chooser chooser(selection, teams);
    if (const auto chosen = pass(ports, size, stop, [&](const Seen &seen) { chooser.choose(seen); }); !chosen)
        return tl::unexpected(chosen.error());
    if (chooser.chosen().isEmpty() && !selection.all())
        return core::fail(ErrorKind::NoSuchCase, selection.cases.isEmpty() ? QString() : selection.cases.first().value);
    LogScan found{{}, chooser.chosen(), {}};
    QSet<quint64> bases;
    const auto included = pass(ports, size, stop, [&](const Seen &seen) {
        if (!chooser.includes(seen))
            return;
        found.indexes += seen.index;
        if (seen.statement.by)
            bases.insert(seen.statement.by->basis.size);
        if (seen.entry.kind == StatementKind::Restore)
            bases.insert(seen.index);
    });
    if (!included)
        return tl::unexpected(included.error());
    found.bases = bases.values();
    std::sort(found.bases.begin(), found.bases.end());
    return found;
}

} // namespace countersign::workflow
