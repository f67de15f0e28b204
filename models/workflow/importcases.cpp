#include "workflow/importcases.h"

#include "core/knowncases.h"
#include "workflow/readahead.h"

#include <QRegularExpression>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr int refusalsKept = 1000;

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

ErrorKind whyNot(Presence presence)
{
    switch (presence) {
    case Presence::OlderVersion:
        return ErrorKind::StaleVersion;
    case Presence::NoLongerOpen:
        return ErrorKind::MoveNotAllowed;
    default:
        return ErrorKind::ContentDiffers;
    }
}

// On a server somebody may decide or bring a case between the look at it and the statement that names it: that is seen at the next look, and the others
// do not suffer from it.
constexpr int looksAtMost = 10;

bool isOutrun(ErrorKind kind)
{
    return kind == ErrorKind::MoveNotAllowed || kind == ErrorKind::ContentDiffers || kind == ErrorKind::StaleVersion;
}

// The line number in a reader's `where`, "path:line" with perhaps a JSON pointer after a blank; 0 where there is none.
qint64 lineIn(const QString &where)
{
    static const QRegularExpression form(QStringLiteral(":([0-9]+)(?: |\\z)"));
    return form.match(where).captured(1).toLongLong();
}

// One call of importCases: the batch that is being stored, and its report.
class Import {
public:
    Import(const Ports &ports, const ActingPerson &importer, const ImportOptions &options)
        : m_ports(ports), m_importer(importer), m_options(options), m_known(dynamic_cast<core::KnownCases *>(&ports.cases))
    {
    }

    Result<void> begin()
    {
        const auto adopted = m_ports.people.currentPolicy();
        if (!adopted)
            return tl::unexpected(adopted.error());
        if (!*adopted)
            return fail(ErrorKind::StoreDamaged, {}, QStringLiteral("policy"));
        return policy::readPolicy((*adopted)->rules).map([&](policy::Policy policy) {
            m_admission = {std::move(policy), core::TeamId(ledger::normalised(m_options.team.value)), m_importer.person,
                           m_options.dryRun ? nullptr : m_known};
        });
    }

    Result<void> importFile(const QString &path, const std::function<void(const ImportProgress &)> &progress, std::stop_token stop);
    ImportReport takeReport() { return std::move(m_report); }
    void markCancelled() { m_report.cancelled = true; }

private:
    void refuse(const QString &where, const core::Error &error);
    void take(ReadBatch &batch);
    Result<void> flush();
    Result<Presence> presence(const PreparedCase &prepared, const QSet<QString> &known) const;
    Result<QSet<QString>> known() const;
    QString stateThere(const core::CaseRecord &record) const;
    Result<void> storeTeam(const core::TeamId &team, const QList<qsizetype> &positions);
    Result<void> storeCase(PreparedCase &prepared, const core::StatementId &statement, const QDateTime &arrived);
    Result<void> releaseAutomatic(const PreparedCase &prepared);

    const Ports &m_ports;
    const ActingPerson &m_importer;
    const ImportOptions &m_options;
    core::KnownCases *const m_known; // of a store that has cases made ready, none otherwise
    Admission m_admission;
    ImportReport m_report;
    ImportedFile *m_file = nullptr;
    QList<PreparedCase> m_batch;
};

void Import::refuse(const QString &where, const core::Error &error)
{
    ++m_file->refused;
    if (m_report.refusals.size() >= refusalsKept)
        return;
    m_report.refusals.append({m_file->file, lineIn(where), error});
}

void Import::take(ReadBatch &batch)
{
    m_file->read += batch.prepared.size() + batch.refused.size();
    for (const core::Error &error : std::as_const(batch.refused))
        refuse(error.where, error);
    m_batch = std::move(batch.prepared);
}

// Of the batch, the ids to look at one by one.
Result<QSet<QString>> Import::known() const
{
    QStringList ids;
    for (const PreparedCase &prepared : m_batch)
        ids.append(prepared.newCase.record.id.value);
    const auto known = m_known ? m_known->knownAmong(ids) : Result<QStringList>(ids);
    return known.map([](const QStringList &those) { return QSet<QString>(those.cbegin(), those.cend()); });
}

Result<Presence> Import::presence(const PreparedCase &prepared, const QSet<QString> &known) const
{
    return known.contains(prepared.newCase.record.id.value) ? presenceOf(m_ports, prepared, m_importer.person.teams()) : Presence::New;
}

QString Import::stateThere(const core::CaseRecord &record) const
{
    const auto there = m_ports.cases.findCase(record.id, {record.team});
    return there && *there ? core::stateName((*there)->row.state) : QString();
}

// Stores what is new of the batch: one signed case.imported a team, in one transaction. Dry runs only look.
Result<void> Import::flush()
{
    const ImportedFile before = *m_file;
    const qsizetype refusalsBefore = m_report.refusals.size();
    const auto work = [&]() -> Result<void> {
        QMap<QString, QList<qsizetype>> byTeam;
        QHash<std::pair<QStringView, QStringView>, int> newest; // version of each case that this batch brings, by team and id
        newest.reserve(m_batch.size());
        const auto known = this->known();
        if (!known)
            return tl::unexpected(known.error());
        for (qsizetype i = 0; i < m_batch.size(); ++i) {
            const PreparedCase &prepared = m_batch[i];
            auto there = presence(prepared, *known);
            if (!there)
                return tl::unexpected(there.error());
            const core::CaseRecord &record = prepared.newCase.record;
            if (prepared.again && *there == Presence::New)
                there = Presence::AlreadyThere; // with this very batch, or not at all in a dry run
            if (int &brought = newest[{record.team.value, record.id.value}]; *there == Presence::New) {
                if (brought >= record.version)
                    there = Presence::OlderVersion;
                brought = std::max(brought, record.version);
            }
            if (*there == Presence::New)
                byTeam[record.team.value].append(i);
            else if (*there == Presence::AlreadyThere)
                ++m_file->alreadyThere;
            else
                refuse(prepared.where, {whyNot(*there), prepared.where, *there == Presence::NoLongerOpen ? stateThere(record) : record.id.value});
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
    for (int look = 1;; ++look) {
        const auto done = m_options.dryRun ? m_ports.work.read(work) : m_ports.work.write(work);
        if (done)
            return done;
        *m_file = before;
        m_report.refusals.resize(refusalsBefore);
        if (!isOutrun(done.error().kind) || look == looksAtMost)
            return done;
    }
}

Result<void> Import::storeTeam(const core::TeamId &team, const QList<qsizetype> &positions)
{
    ledger::CaseImported imported;
    imported.team = team;
    imported.policy = quint64(m_admission.policy.version);
    imported.cases.reserve(positions.size());
    for (const qsizetype i : positions) {
        const core::NewCase &newCase = m_batch[i].newCase;
        imported.cases.append({newCase.record.id, quint64(newCase.record.version), m_batch[i].digest, newCase.route.rule});
    }
    const auto recorded = recordStatement(m_ports, m_importer, imported, QStringLiteral("I import these cases for review."));
    if (!recorded)
        return tl::unexpected(recorded.error());
    for (const qsizetype i : positions)
        if (const auto stored = storeCase(m_batch[i], recorded->first, recorded->second.arrived); !stored)
            return stored;
    return {};
}

Result<void> Import::storeCase(PreparedCase &prepared, const core::StatementId &statement, const QDateTime &arrived)
{
    if (!prepared.ready)
        for (const core::StoredBlob &blob : std::as_const(prepared.blobs))
            if (const auto saved = m_ports.blobs.saveBlob(blob); !saved)
                return saved;
    prepared.newCase.importedBy = m_importer.person.id;
    prepared.newCase.importedIn = statement;
    prepared.newCase.arrived = arrived;
    const auto added = prepared.ready ? m_known->addReady(statement, prepared.ready) : m_ports.cases.addCase(prepared.newCase);
    if (!added)
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
    const auto receipt = recordOwn(m_ports, m_importer.signer.store, release, prepared.newCase.arrived);
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
    ReadAhead reading(**source, m_admission, stop);
    for (;;) {
        ReadBatch batch = reading.next(std::exchange(m_batch, {}));
        take(batch);
        if (const auto flushed = flush(); !flushed)
            return flushed;
        if (progress)
            progress({path, batch.bytesRead, (*source)->bytesTotal(), m_file->read});
        if (batch.last)
            return {};
    }
}

} // namespace

Result<ImportReport> importCases(const Ports &ports, const ActingPerson &importer, const QStringList &paths,
                                 const ImportOptions &options, const std::function<void(const ImportProgress &)> &progress, std::stop_token stop)
{
    if (importer.person.roles.isEmpty())
        return fail(ErrorKind::NotAllowed, importer.person.id.value, QStringLiteral("import"));
    Import import(ports, importer, options);
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
