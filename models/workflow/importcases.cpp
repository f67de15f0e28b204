#include "workflow/importcases.h"

#include "workflow/preparedcase.h"

#include <QElapsedTimer>
#include <QRegularExpression>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int batchRecords = 2000;
constexpr qint64 batchBytes = 16 * 1024 * 1024;
constexpr int refusalsKept = 1000;
constexpr qint64 progressEveryMilliseconds = 200;

exchange::Format formatOf(ImportOptions::Format format)
{
    switch (format) {
    case ImportOptions::Format::Case:
        return exchange::Format::Case;
    case ImportOptions::Format::Neutral:
        return exchange::Format::Neutral;
    case ImportOptions::Format::Auto:
        break;
    }
    return exchange::Format::Auto;
}

bool mayImport(const core::Person &person, const core::TeamId &team)
{
    using enum core::Role;
    return person.has(Reviewer, team) || person.has(Supervisor, team) || person.has(Administrator, team) || person.has(Submitter, team);
}

// The line number in a reader's `where`, "path:line" with perhaps a JSON pointer after a blank; 0 where there is none.
qint64 lineIn(const QString &where)
{
    static const QRegularExpression form(QStringLiteral(":([0-9]+)(?: |\\z)"));
    return form.match(where).captured(1).toLongLong();
}

// One call of importCases: what it has read but not stored yet, and its report.
class Import {
public:
    Import(const Ports &ports, const QString &session, const ActingPerson &importer, const ImportOptions &options)
        : m_ports(ports), m_session(session), m_importer(importer), m_options(options)
    {
    }

    Result<void> begin()
    {
        const auto adopted = m_ports.people.currentPolicy();
        if (!adopted)
            return tl::unexpected(adopted.error());
        if (!*adopted)
            return fail(ErrorKind::StoreDamaged, {}, QStringLiteral("policy"));
        return policy::readPolicy((*adopted)->rules).map([&](policy::Policy policy) { m_policy = std::move(policy); });
    }

    Result<void> importFile(const QString &path, const std::function<void(const ImportProgress &)> &progress, std::stop_token stop);
    ImportReport takeReport() { return std::move(m_report); }
    void markCancelled() { m_report.cancelled = true; }

private:
    void refuse(const QString &where, const core::Error &error);
    Result<void> take(exchange::CaseSource &source, Result<exchange::SourcedCase> next);
    Result<void> flush();
    Result<void> storeTeam(const core::TeamId &team, const QList<qsizetype> &positions);
    Result<void> storeCase(PreparedCase &prepared, const core::StatementId &statement, const QDateTime &arrived);
    Result<void> releaseAutomatic(const PreparedCase &prepared);

    const Ports &m_ports;
    const QString &m_session;
    const ActingPerson &m_importer;
    const ImportOptions &m_options;
    policy::Policy m_policy;
    ImportReport m_report;
    ImportedFile *m_file = nullptr;
    QList<PreparedCase> m_batch;
    qint64 m_batchBytes = 0;
};

void Import::refuse(const QString &where, const core::Error &error)
{
    ++m_file->refused;
    if (m_report.refusals.size() >= refusalsKept)
        return;
    m_report.refusals.append({m_file->file, lineIn(where), error});
}

Result<void> Import::take(exchange::CaseSource &source, Result<exchange::SourcedCase> next)
{
    if (!next) {
        refuse(next.error().where, next.error());
        return {};
    }
    const QString where = next->where;
    const auto refused = [&](core::Error error) {
        error.where = where + (error.where.isEmpty() ? QString() : u' ' + error.where);
        refuse(where, error);
        return Result<void>();
    };
    if (next->record.team.value.isEmpty())
        next->record.team = m_options.team;
    if (!mayImport(m_importer.person, next->record.team))
        return refused({ErrorKind::NotAllowed, QStringLiteral("/team"), next->record.team.value});
    auto prepared = prepareCase(source, std::move(*next), m_policy);
    if (!prepared)
        return refused(prepared.error());
    m_batchBytes += prepared->bytes;
    m_batch.append(std::move(*prepared));
    return m_batch.size() >= batchRecords || m_batchBytes >= batchBytes ? flush() : Result<void>();
}

// Stores what is new of the batch: one signed case.imported a team, in one transaction. Dry runs only look.
Result<void> Import::flush()
{
    const ImportedFile before = *m_file;
    const qsizetype refusalsBefore = m_report.refusals.size();
    const auto work = [&]() -> Result<void> {
        QMap<QString, QList<qsizetype>> byTeam;
        for (qsizetype i = 0; i < m_batch.size(); ++i) {
            const PreparedCase &prepared = m_batch[i];
            const auto presence = presenceOf(m_ports, prepared, m_importer.person.teams());
            if (!presence)
                return tl::unexpected(presence.error());
            if (*presence == Presence::New)
                byTeam[prepared.newCase.record.team.value].append(i);
            else if (*presence == Presence::AlreadyThere)
                ++m_file->alreadyThere;
            else
                refuse(prepared.where, {ErrorKind::ContentDiffers, prepared.where, prepared.newCase.record.id.value});
        }
        for (auto team = byTeam.cbegin(); team != byTeam.cend(); ++team) {
            m_file->imported += team->size();
            if (m_options.dryRun)
                continue;
            if (const auto stored = storeTeam(core::TeamId(team.key()), *team); !stored)
                return stored;
        }
        return {};
    };
    if (m_batch.isEmpty())
        return {};
    const auto done = m_options.dryRun ? m_ports.work.read(work) : m_ports.work.write(work);
    if (!done) {
        *m_file = before;
        m_report.refusals.resize(refusalsBefore);
    }
    m_batch.clear();
    m_batchBytes = 0;
    return done;
}

Result<void> Import::storeTeam(const core::TeamId &team, const QList<qsizetype> &positions)
{
    ledger::CaseImported imported;
    imported.team = team;
    imported.policy = quint64(m_policy.version);
    for (const qsizetype i : positions) {
        const core::NewCase &newCase = m_batch[i].newCase;
        imported.cases.append({newCase.record.id, quint64(newCase.record.version), m_batch[i].digest, newCase.route.rule});
    }
    const auto recorded = recordStatement(m_ports, m_session, m_importer, imported, QStringLiteral("I import these cases for review."));
    if (!recorded)
        return tl::unexpected(recorded.error());
    for (const qsizetype i : positions)
        if (const auto stored = storeCase(m_batch[i], recorded->first, recorded->second.arrived); !stored)
            return stored;
    return {};
}

Result<void> Import::storeCase(PreparedCase &prepared, const core::StatementId &statement, const QDateTime &arrived)
{
    for (const core::StoredBlob &blob : prepared.blobs)
        if (const auto saved = m_ports.blobs.saveBlob(blob); !saved)
            return saved;
    prepared.newCase.importedBy = m_importer.person.id;
    prepared.newCase.importedIn = statement;
    prepared.newCase.arrived = arrived;
    if (const auto added = m_ports.cases.addCase(prepared.newCase); !added)
        return added;
    return prepared.newCase.route.automatic ? releaseAutomatic(prepared) : Result<void>();
}

// A rule "automatic" releases the suggestion as received; no decision stands behind it, and the release says so.
Result<void> Import::releaseAutomatic(const PreparedCase &prepared)
{
    const core::CaseRecord &record = prepared.newCase.record;
    const auto outcome = saveContent(m_ports, record.suggestion.content.bytes());
    if (!outcome)
        return tl::unexpected(outcome.error());
    const core::CaseRoute &route = prepared.newCase.route;
    const ledger::Release release{{record.team, record.id, quint64(record.version)}, prepared.digest, *outcome,
                                  {quint64(route.policyVersion), route.rule}, {}};
    const auto entry = ledger::ownEntry({m_importer.signer.store, {}, release, {}}, prepared.newCase.arrived, m_session);
    if (!entry)
        return tl::unexpected(entry.error());
    const auto receipt = ledger::append(m_ports.ledger, *entry);
    if (!receipt)
        return tl::unexpected(receipt.error());
    return m_ports.decisions.addRelease({receipt->index, record.id, record.team, false, {}, digestString(*outcome),
                                         record.suggestion.content.form, route.policyVersion, route.rule, {}});
}

Result<void> Import::importFile(const QString &path, const std::function<void(const ImportProgress &)> &progress, std::stop_token stop)
{
    m_report.files.append(ImportedFile{path, 0, 0, 0, 0});
    m_file = &m_report.files.last();
    auto source = exchange::openCaseSource(path, formatOf(m_options.format));
    if (!source) {
        refuse(path, source.error());
        return {};
    }
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    const auto tell = [&] {
        if (progress)
            progress({path, (*source)->bytesRead(), (*source)->bytesTotal(), m_file->read});
        sinceProgress.restart();
    };
    while (!stop.stop_requested()) {
        auto next = (*source)->next();
        if (!next)
            break;
        ++m_file->read;
        if (const auto taken = take(**source, std::move(*next)); !taken)
            return taken;
        if (sinceProgress.elapsed() >= progressEveryMilliseconds)
            tell();
    }
    const auto flushed = flush();
    if (flushed)
        tell();
    return flushed;
}

} // namespace

Result<ImportReport> importCases(const Ports &ports, const QString &session, const ActingPerson &importer, const QStringList &paths,
                                 const ImportOptions &options, const std::function<void(const ImportProgress &)> &progress, std::stop_token stop)
{
    if (importer.person.roles.isEmpty())
        return fail(ErrorKind::NotAllowed, importer.person.id.value, QStringLiteral("import"));
    Import import(ports, session, importer, options);
    if (const auto begun = import.begin(); !begun)
        return tl::unexpected(begun.error());
    for (const QString &path : paths) {
        if (const auto done = import.importFile(path, progress, stop); !done)
            return tl::unexpected(done.error());
        if (stop.stop_requested()) {
            import.markCancelled();
            break;
        }
    }
    return import.takeReport();
}

} // namespace countersign::workflow
