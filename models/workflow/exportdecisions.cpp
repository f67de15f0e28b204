#include "workflow/exportdecisions.h"

#include "core/casecolumns.h"
#include "exchange/jsontree.h"
#include "exchange/trainingexport.h"
#include "ledger/casemanifest.h"
#include "ledger/newfile.h"
#include "ledger/roster.h"
#include "workflow/auditlook.h"
#include "workflow/masks.h"
#include "workflow/opencase.h"
#include "workflow/people.h"
#include "workflow/settlingcase.h"
#include "workflow/trainingrules.h"

#include <QSet>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using ledger::StatementKind;

namespace {

core::DecisionFlag flagOf(ledger::Flag flag)
{
    switch (flag) {
    case ledger::Flag::Clock:
        return core::DecisionFlag::Clock;
    case ledger::Flag::Disputed:
        return core::DecisionFlag::Disputed;
    case ledger::Flag::Late:
        return core::DecisionFlag::Late;
    case ledger::Flag::Quarantined:
        return core::DecisionFlag::Quarantined;
    }
    Q_UNREACHABLE();
}

// The teams that have any. NotAllowed where the person may not know which.
Result<QSet<QString>> teamsWithSentinels(const Ports &ports, const core::Person &person, const QList<core::TeamId> &teams)
{
    QSet<QString> found;
    for (const core::TeamId &team : teams) {
        const auto any = core::columnsOf(ports.cases).hasSentinels(team);
        if (!any)
            return tl::unexpected(any.error());
        if (*any && !person.has(core::Role::Compliance, team))
            return fail(ErrorKind::NotAllowed, person.id.value, core::roleName(core::Role::Compliance));
        if (*any)
            found.insert(team.value);
    }
    return found;
}

// A decision of the log beside its case and what the tables say of it.
struct Found {
    quint64 index = 0;
    const ledger::Entry &entry;
    const ledger::Statement &statement;
    const ledger::Decision &body;
    core::StoredCase stored;               // the newest version
    QList<core::DecisionRow> ofCase;
    core::DecisionRow row;                 // what was signed, and how it stands
};

// One pass over the log inside one snapshot.
class DecisionPass {
public:
    DecisionPass(const Ports &ports, const core::Person &person, QList<core::TeamId> teams, DecisionExport kind, ledger::NewFile &file, std::stop_token stop)
        : m_ports(ports), m_person(person), m_teams(std::move(teams)), m_kind(kind), m_file(file), m_stop(std::move(stop))
    {
    }

    Result<ExportedDecisions> run(const std::function<void(quint64, quint64)> &progress)
    {
        const auto head = m_ports.ledger.head();
        if (!head)
            return tl::unexpected(head.error());
        if (m_kind == DecisionExport::Training) {
            auto marked = teamsWithSentinels(m_ports, m_person, m_teams);
            if (!marked)
                return tl::unexpected(marked.error());
            m_marked = std::move(*marked);
        }
        std::optional<core::Error> error;
        const auto scanned = m_ports.ledger.scanKinds(
            {StatementKind::StoreCreated, StatementKind::KeyEnrolled, StatementKind::KeyRevoked, StatementKind::RoleGranted, StatementKind::RoleWithdrawn,
             StatementKind::Restore, StatementKind::Decision},
            0, head->size, [&](const ledger::LogRow &row) {
                const auto taken = m_stop.stop_requested() ? Result<void>(fail(ErrorKind::Cancelled)) : take(row);
                if (!taken)
                    error = taken.error();
                else if (progress)
                    progress(row.index + 1, head->size);
                return taken.has_value();
            });
        if (!scanned || error)
            return tl::unexpected(error.value_or(scanned ? core::Error() : scanned.error()));
        return m_done;
    }

private:
    Result<void> take(const ledger::LogRow &row)
    {
        if (row.entry.isEmpty() && m_ports.ledger.withholds())
            return {}; // not this person's to hand on
        const auto entry = ledger::parseEntry(row.entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (!statement)
            return fail(ErrorKind::StoreDamaged, QString::number(row.index), QStringLiteral("entry"));
        if (const auto *body = std::get_if<ledger::Decision>(&statement->body))
            return m_teams.contains(body->ref.team) ? takeDecision(row.index, *entry, *statement, *body) : Result<void>();
        if (statement->by && !checksOut(*entry, *statement))
            return fail(ErrorKind::VerificationFailed, QString::number(row.index));
        m_roster.apply(*statement, row.index);
        return {};
    }

    // Signed by exactly who might sign it at this place of the log.
    bool checksOut(const ledger::Entry &entry, const ledger::Statement &statement) const
    {
        if (!m_roster.whyNotAllowed(statement, entry.flags.contains(ledger::Flag::Quarantined)).isEmpty())
            return false;
        const auto note = ledger::parseSignatures(entry.content);
        return note && signedBy(*note, ledger::signersOf(statement, [&](const ledger::Hash &fingerprint) { return m_roster.publicKey(fingerprint); }));
    }

    Result<void> takeDecision(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement, const ledger::Decision &body)
    {
        const auto stored = m_ports.cases.findCase(body.ref.caseId, {body.ref.team});
        if (!stored)
            return tl::unexpected(stored.error());
        if (!*stored)
            return fail(ErrorKind::StoreDamaged, QString::number(index), QStringLiteral("case"));
        core::DecisionFilter filter;
        filter.teams = {body.ref.team};
        filter.caseId = body.ref.caseId;
        filter.asker = m_person.id;
        auto rows = m_ports.decisions.decisions(filter);
        if (!rows)
            return tl::unexpected(rows.error());
        const auto own = std::ranges::find(*rows, statement.id, &core::DecisionRow::id);
        if (own == rows->end())
            return {}; // another slot's, while this person might still sign in theirs
        core::DecisionRow row = rowOf(statement, **stored, entry.arrived, entry.flags.contains(ledger::Flag::Late));
        row.logIndex = index;
        row.stands = own->stands;
        row.tookMilliseconds = own->tookMilliseconds;
        const Found found{index, entry, statement, body, std::move(**stored), std::move(*rows), std::move(row)};
        return m_kind == DecisionExport::Training ? writeExample(found) : writeDecision(found);
    }

    // The version that was decided, if that is what was signed; nothing if it is not.
    Result<std::optional<LaidCase>> layDecided(const Found &found) const
    {
        core::StoredCase decided = found.stored;
        if (found.row.version != decided.row.version) {
            const auto version = core::columnsOf(m_ports.cases).caseVersion(found.row.caseId, found.row.team, found.row.version);
            if (!version)
                return tl::unexpected(version.error());
            if (!*version)
                return std::optional<LaidCase>();
            decided = (*version)->stored;
        }
        const auto source = ledger::readDigest(decided.sourceBlob.toLatin1());
        if (!source)
            return std::optional<LaidCase>();
        ledger::CaseManifest manifest{found.row.caseId, quint64(found.row.version), found.row.team, *source, {}};
        for (auto file = decided.evidenceBlobs.cbegin(); file != decided.evidenceBlobs.cend(); ++file)
            if (const auto blob = ledger::readDigest(file.value().toLatin1()))
                manifest.evidence += {file.key(), *blob};
        const auto digest = ledger::caseDigest(manifest);
        if (!digest || *digest != found.body.caseDigest)
            return std::optional<LaidCase>();
        return layCase(m_ports, decided).map([](LaidCase laid) { return std::optional(std::move(laid)); });
    }

    // Absent: it has none, or it is gone. Whatever was signed for fields and is no JSON would be a line of its own: BadValue.
    Result<std::optional<core::Content>> loadOutcome(const Found &found, const LaidCase &laid)
    {
        auto bytes = loadText(m_ports, found.row.outcomeBlob);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (!*bytes || laid.redacted)
            return std::optional<core::Content>();
        if (laid.record.suggestion.content.form == core::Content::Form::Text)
            return std::optional(core::Content{core::Content::Form::Text, QString::fromUtf8(**bytes), {}});
        if (!m_json.read(**bytes))
            return fail(ErrorKind::BadValue, found.row.outcomeBlob);
        return std::optional(core::Content{core::Content::Form::Fields, {}, std::move(**bytes)});
    }

    Result<void> writeDecision(const Found &found)
    {
        const auto laid = layDecided(found);
        if (!laid)
            return tl::unexpected(laid.error());
        const auto outcome = *laid ? loadOutcome(found, **laid) : Result<std::optional<core::Content>>();
        if (!outcome && outcome.error().kind != ErrorKind::BadValue)
            return tl::unexpected(outcome.error());
        if (!*laid || !outcome || !checksOut(found.entry, found.statement))
            return leaveOut(KeptBack::Invalid);
        const auto rationale = loadText(m_ports, found.row.rationaleBlob);
        if (!rationale)
            return tl::unexpected(rationale.error());
        const core::Suggestion &suggestion = (*laid)->record.suggestion;
        QStringList flags;
        for (const ledger::Flag flag : found.entry.flags)
            flags.append(core::flagName(flagOf(flag)));
        return put(write(exchange::DecisionLine{found.row, QString::fromUtf8(rationale->value_or(QByteArray())), *outcome, flags, found.stored.row.state,
                                                int(found.body.policy.version), found.body.policy.rule, suggestion.model, suggestion.modelVersion,
                                                suggestion.confidence}));
    }

    Result<void> writeExample(const Found &found)
    {
        const auto laid = layDecided(found);
        if (!laid)
            return tl::unexpected(laid.error());
        auto outcome = *laid ? loadOutcome(found, **laid) : Result<std::optional<core::Content>>();
        if (!outcome && outcome.error().kind != ErrorKind::BadValue)
            return tl::unexpected(outcome.error());
        JudgedDecision judged{found.row, {}, *laid && outcome && checksOut(found.entry, found.statement), false, found.stored.row.state,
                              found.stored.row.version, false, found.ofCase};
        judged.textsThere = judged.valid && !(*laid)->redacted && outcome->has_value() == found.body.outcome.has_value();
        for (const ledger::Flag flag : found.entry.flags)
            judged.flags.append(flagOf(flag));
        const auto sentinel = m_marked.contains(found.row.team.value) ? core::columnsOf(m_ports.cases).isSentinel(found.row.caseId, found.row.team)
                                                                      : Result<bool>(false);
        if (!sentinel)
            return tl::unexpected(sentinel.error());
        judged.sentinel = *sentinel;
        if (const auto why = whyKeptBack(judged))
            return leaveOut(*why);
        core::CaseRecord record = (*laid)->record;
        record.evidence = withoutSuggested(std::move(record.evidence));
        return put(write(exchange::TrainingLine{std::move(record), found.row.verdict, found.row.reasons, std::move(*outcome), found.row.id, found.index}));
    }

    Result<void> leaveOut(KeptBack why)
    {
        if (const QString name = keptBackName(why); !name.isEmpty())
            ++m_done.leftOut[name];
        return {};
    }

    Result<void> put(const QByteArray &line)
    {
        ++m_done.written;
        return m_file.file.write(line) == line.size() ? Result<void>() : m_file.failure();
    }

    const Ports &m_ports;
    const core::Person &m_person;
    const QList<core::TeamId> m_teams;
    const DecisionExport m_kind;
    ledger::NewFile &m_file;
    const std::stop_token m_stop;
    ledger::Roster m_roster;
    QSet<QString> m_marked; // teams that have sentinels
    exchange::JsonTree m_json;
    ExportedDecisions m_done;
};

// The look at all these decisions is recorded before it is taken.
Result<void> recordLooks(const Ports &ports, const ActingPerson &acting, const QList<core::TeamId> &teams, DecisionExport kind)
{
    for (const core::TeamId &team : teams)
        if (const auto recorded = recordLook(ports, acting, {team, {}, {}, exportName(kind)}); !recorded)
            return recorded;
    return {};
}

} // namespace

QString exportName(DecisionExport kind)
{
    return kind == DecisionExport::Training ? QStringLiteral("training") : QStringLiteral("decisions");
}

QString exportSchema(DecisionExport kind)
{
    return kind == DecisionExport::Training ? exchange::trainingSchema : exchange::decisionsSchema;
}

Result<ExportedDecisions> exportDecisions(const Ports &ports, const ActingPerson &acting, DecisionExport kind, const QString &path,
                                          const std::function<void(quint64, quint64)> &progress, std::stop_token stop)
{
    const auto teams = teamsLookedAt(ports, acting);
    if (!teams)
        return tl::unexpected(teams.error());
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    if (kind == DecisionExport::Training)
        if (const auto may = teamsWithSentinels(ports, *person, *teams); !may)
            return tl::unexpected(may.error());
    ledger::NewFile file(path);
    if (const auto begun = file.begin(); !begun)
        return tl::unexpected(begun.error());
    if (const auto recorded = recordLooks(ports, acting, *teams, kind); !recorded)
        return tl::unexpected(recorded.error());
    Result<ExportedDecisions> exported;
    const auto read = ports.work.read([&]() -> Result<void> {
        exported = DecisionPass(ports, *person, *teams, kind, file, stop).run(progress);
        return exported ? Result<void>() : tl::unexpected(exported.error());
    });
    const auto done = read.and_then([&] { return file.sync(); }).and_then([&] { return file.publish(); });
    return done ? exported : tl::unexpected(done.error());
}

} // namespace countersign::workflow
