#include "store/postgresql/movedlog.h"

#include "core/clock.h"
#include "store/ledgerrows.h"

namespace countersign::store {

using core::Result;

MovedLog::Place MovedLog::placeOf(const ledger::Body &body) const
{
    const auto place = [&](const core::TeamId &team, const core::CaseId &id) {
        return Place{m_teams.value(team.value, -1), id.isEmpty() ? -1 : m_cases.value({team.value, id.value}, -1)};
    };
    return std::visit(
        [&](const auto &what) -> Place {
            using What = std::decay_t<decltype(what)>;
            if constexpr (requires { what.ref; })
                return place(what.ref.team, what.ref.caseId);
            else if constexpr (std::is_same_v<What, ledger::AuditOpened>)
                return place(what.team, {});
            else if constexpr (std::is_same_v<What, ledger::Finding>)
                return place(what.team, what.caseId);
            else if constexpr (std::is_same_v<What, ledger::CaseImported> || std::is_same_v<What, ledger::Checkout>)
                return place(what.team, {});
            else
                return {}; // keys, roles, policies and the store's own doings are everybody's
        },
        body);
}

void MovedLog::use(const std::optional<ledger::Hash> &digest, const QString &sort, const Place &place, const core::StatementId &decision)
{
    if (digest)
        m_uses.insert(digest->toBytes(), {sort, place.team, place.caseKey, {}, decision});
}

void MovedLog::noteBlobs(const ledger::Statement &statement, const Place &place)
{
    const QString texts = QStringLiteral("words");
    if (const auto *decision = std::get_if<ledger::Decision>(&statement.body)) {
        use(decision->outcome, QStringLiteral("outcome"), place, statement.id);
        use(decision->rationale, texts, place, statement.id);
        use(decision->contact, QStringLiteral("contact"), place, statement.id);
    } else if (const auto *policy = std::get_if<ledger::PolicyAdopted>(&statement.body)) {
        use(policy->content, QStringLiteral("policy"), {});
    } else if (const auto *finding = std::get_if<ledger::Finding>(&statement.body)) {
        use(finding->text, texts, place);
        m_findings.insert(finding->finding.value, {*finding, place});
    } else {
        std::visit(
            [&](const auto &what) {
                if constexpr (requires { what.rationale; })
                    use(what.rationale, texts, place);
            },
            statement.body);
    }
}

Result<MovedLog::Place> MovedLog::take(quint64 index, QByteArrayView leaf, const QByteArray &bytes, ColumnBatch &recorded)
{
    const auto entry = ledger::parseEntry(bytes);
    const auto statement = entry ? ledger::statementOf(*entry) : Result<ledger::Statement>(tl::unexpected(entry.error()));
    if (!statement)
        return damagedEntry(index);
    const Place place = placeOf(statement->body);
    QStringList flags;
    for (const ledger::Flag flag : entry->flags)
        flags.append(QString::fromLatin1(ledger::flagName(flag).toByteArray()));
    if (!flags.isEmpty())
        m_flags.insert(index, flags.join(u'\n'));
    noteBlobs(*statement, place);
    m_roster.apply(*statement, index);
    if (!statement->by)
        return place;
    const QByteArray note = ledger::sha256(entry->content).toBytes();
    m_devices.insert(QString::fromLatin1(statement->by->device), {statement->by->deviceSeq, note, statement->id.value});
    const bool isAudit = entry->kind == ledger::StatementKind::AuditOpened;
    recorded.text(statement->id.value).number(qint64(index) + 1).text(statement->by->actor.value);
    recorded.text(QString::fromLatin1(ledger::kindName(entry->kind).toByteArray())).bytes(note).bytes(leaf.toByteArray());
    recorded.text(core::timeText(entry->arrived)).text(flags.join(u'\n')).number(isAudit ? -1 : place.caseKey);
    return place;
}

void MovedLog::addDevices(ColumnBatch &out) const
{
    for (auto device = m_devices.cbegin(); device != m_devices.cend(); ++device)
        out.text(device.key()).number(qint64(device->seq)).bytes(device->note).text(device->statement);
}

void MovedLog::addKeys(ColumnBatch &out) const
{
    for (const ledger::RosterKey &key : m_roster.keys()) {
        out.text(QString::fromLatin1(key.enrolled.fingerprint().hex())).bytes(key.enrolled.publicKey).text(key.enrolled.owner.value);
        out.text(key.enrolled.ownerName);
        out.text(key.enrolled.use == ledger::KeyUse::Person ? QStringLiteral("person") : QStringLiteral("workstation"));
        out.number(qint64(key.since) + 1).number(key.revoked ? 1 : 0);
    }
}

void MovedLog::addFindings(ColumnBatch &out) const
{
    for (auto row = m_findings.cbegin(); row != m_findings.cend(); ++row) {
        out.text(row.key()).number(row->place.team).text(row->body.state).text(row->body.subject).number(row->place.caseKey);
        out.text(row->body.statement.value).text(row->body.owner.value);
    }
}

} // namespace countersign::store
