#include "workflow/exportaudit.h"

#include "core/casecolumns.h"
#include "exchange/bundle.h"
#include "exchange/bundlecontents.h"
#include "exchange/caseline.h"
#include "ledger/tlogproof.h"
#include "ledger/witness.h"
#include "workflow/auditlook.h"
#include "workflow/auditselection.h"
#include "workflow/readings.h"
#include "workflow/recordstatement.h"
#include "workflow/witnessing.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using exchange::BundleName;
using ledger::Hash;

namespace {

constexpr qsizetype rememberedProofs = 64;

// How to check by hand; for people who have never heard of the program.
constexpr char readme[] =
    "This is an evidence file of Countersign: signed statements about decisions, and the proof that they stand in one ledger.\n"
    "\n"
    "report.html is the same for reading. Neither it nor this page nor manifest.json is signed; what counts is the rest.\n"
    "\n"
    "By program:  countersign bundle verify FILE [--trust TRUST]     needs no store and no network.\n"
    "\n"
    "By hand, with any SHA-256 and Ed25519:\n"
    "\n"
    "1. checkpoint: three lines (store and epoch, number of entries, base64 root hash), an empty line, cosignatures of workstations. A\n"
    "   cosignature line is: dash, name, base64 of 4 bytes key id, 8 bytes time (big-endian seconds), 64 bytes signature. Signed are the lines\n"
    "   \"cosignature/v1\" and \"time SECONDS\", then the three lines.\n"
    "2. entries/N: a head ending in \"length BYTES\" and an empty line, then a note: the statement, an empty line, its signatures (4 bytes key id,\n"
    "   64 bytes signature, over the statement with its last line feed). The public keys stand in the entries key.enrolled and store.created.\n"
    "3. proofs/N.tlog-proof: entry N is in the ledger. Start with SHA-256(0x00 + entry); with each hash of the proof go one level up:\n"
    "   SHA-256(0x01 + left + right). The end is the root of the checkpoint (RFC 9162, 2.1.3.2).\n"
    "4. cases/X: SHA-256 of the file is X. blobs/X: SHA-256 of \"countersign.blob/v1\", a line feed and the file is X; its first 32 bytes are salt.\n"
    "5. withheld: what is left out, and why.\n"
    "\n"
    "To know that this is the store it says, compare the first key (entry 0) and an earlier checkpoint with those you were given by another way:\n"
    "the trust file that \"countersign ledger trust\" writes. Only a bundle of all entries shows that nothing was left out.\n";

// The export inside one snapshot: collects files by name, and the report beside them.
class Export {
public:
    Export(const Ports &ports, const AuditRequest &request, const QList<core::TeamId> &teams, Cosigned cosigned, const ExportProgress &progress,
           std::stop_token stop)
        : m_ports(ports), m_request(request), m_teams(teams), m_cosigned(std::move(cosigned)), m_progress(progress), m_stop(std::move(stop))
    {
    }

    Result<ExportedBundle> run(AuditReport report, const QList<quint64> &provenSizes)
    {
        m_report = std::move(report);
        const auto scanned = scanLog(m_ports, m_cosigned.checkpoint.size, m_request.selection, m_teams, m_stop);
        if (!scanned)
            return tl::unexpected(scanned.error());
        m_bundle = {m_cosigned.checkpoint, quint64(scanned->indexes.size()) == m_cosigned.checkpoint.size, softwareName(), {}};
        add({BundleName::Kind::Checkpoint, 0, {}}, m_cosigned.note);
        for (const quint64 index : scanned->indexes)
            if (const auto added = addEntry(index); !added)
                return tl::unexpected(added.error());
        for (const quint64 size : scanned->bases + provenSizes)
            addConsistency(size);
        if (const auto added = addCases(scanned->cases).and_then([&] { return addBlobs(); }).and_then([&] { return fillReport(scanned->cases); }); !added)
            return tl::unexpected(added.error());
        add({BundleName::Kind::Withheld, 0, {}}, exchange::writeWithheld(m_withheld));
        add({BundleName::Kind::Readme, 0, {}}, readme);
        m_report.whole = m_bundle.whole;
        add({BundleName::Kind::Report, 0, {}}, m_request.report(m_report));
        m_filesToRead = 2 * m_bundle.files.size();
        const ExportedBundle done{m_cosigned.checkpoint, m_bundle.whole, scanned->indexes.size(), m_caseFiles, m_blobFiles, m_withheld.size()};
        return exchange::writeBundle(m_request.path, m_bundle).map([&] { return done; });
    }

private:
    // A file whose content is made when it is its turn.
    void addLater(const BundleName &name, exchange::Bundle::Content content)
    {
        m_bundle.files.insert(write(name), [this, content = std::move(content)]() -> Result<QByteArray> {
            if (m_stop.stop_requested())
                return fail(ErrorKind::Cancelled);
            if (m_progress)
                m_progress(++m_filesRead, m_filesToRead);
            return content();
        });
    }
    void add(const BundleName &name, const QByteArray &bytes)
    {
        addLater(name, [bytes]() -> Result<QByteArray> { return bytes; });
    }

    Result<void> addEntry(quint64 index)
    {
        const auto row = m_ports.ledger.row(index);
        if (!row)
            return tl::unexpected(row.error());
        const auto entry = ledger::parseEntry(row->entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (!statement)
            return fail(ErrorKind::StoreDamaged, QString::number(index), QStringLiteral("entry"));
        m_contents.take(index, *statement);
        if (statement->by)
            m_signatures += {index, entry->arrived, *statement, {}, {}};
        addLater({BundleName::Kind::Entry, index, {}},
                 [this, index] { return m_ports.ledger.row(index).map([](const ledger::LogRow &one) { return one.entry; }); });
        addLater({BundleName::Kind::Proof, index, {}}, [this, index] {
            return ledger::inclusionProof(m_ports.ledger, index, m_cosigned.checkpoint.size).map([&](const QList<Hash> &hashes) {
                return write(ledger::TlogProof{index, hashes, m_cosigned.note});
            });
        });
        return {};
    }

    void addConsistency(quint64 size)
    {
        if (size == 0 || size >= m_cosigned.checkpoint.size)
            return;
        addLater({BundleName::Kind::Consistency, size, {}},
                 [this, size] { return ledger::consistencyProof(m_ports.ledger, size, m_cosigned.checkpoint.size).map(ledger::writeHashes); });
    }

    // Manifests of the chosen cases (a whole bundle: of all), in each version that is named.
    Result<void> addCases(const QSet<QByteArray> &chosen)
    {
        const auto named = m_contents.namedCases();
        for (auto one = named.cbegin(); one != named.cend(); ++one) {
            const ledger::CaseRef &ref = one.value();
            const bool needed = m_contents.cases().contains(one.key());
            if (!needed && !chosen.contains(caseKey(ref.team, ref.caseId)))
                continue;
            const auto bytes = manifestOf(ref, one.key());
            if (!bytes)
                return tl::unexpected(bytes.error());
            if (*bytes) {
                ++m_caseFiles;
                add({BundleName::Kind::Case, 0, one.key()}, **bytes);
                m_contents.takeCase(one.key(), **bytes);
            } else if (needed) {
                m_withheld.insert(one.key(), QStringLiteral("missing"));
            }
        }
        return {};
    }

    Result<std::optional<QByteArray>> manifestOf(const ledger::CaseRef &ref, const Hash &digest) const
    {
        const auto version = core::columnsOf(m_ports.cases).caseVersion(ref.caseId, ref.team, int(ref.version));
        if (!version)
            return tl::unexpected(version.error());
        const auto source = *version ? ledger::readDigest((*version)->stored.sourceBlob.toLatin1()) : std::nullopt;
        if (!source)
            return std::optional<QByteArray>();
        const QMap<QString, QString> &files = (*version)->stored.evidenceBlobs;
        ledger::CaseManifest manifest{ref.caseId, ref.version, ref.team, *source, {}};
        for (auto file = files.cbegin(); file != files.cend(); ++file)
            if (const auto blob = ledger::readDigest(file.value().toLatin1()))
                manifest.evidence += {file.key(), *blob};
        const auto bytes = write(manifest);
        return bytes && ledger::sha256(*bytes) == digest ? std::optional(*bytes) : std::nullopt;
    }

    Result<void> addBlobs()
    {
        for (auto one = m_contents.blobs().cbegin(); one != m_contents.blobs().cend(); ++one) {
            const Hash digest = one.key();
            if (m_contents.redacted().contains(digest)) {
                m_withheld.insert(digest, QStringLiteral("redacted"));
                continue;
            }
            const auto blob = m_ports.blobs.loadBlob(digestString(digest));
            if (!blob)
                return tl::unexpected(blob.error());
            if (!*blob) {
                m_withheld.insert(digest, QStringLiteral("missing"));
                continue;
            }
            if (!isIntact(**blob))
                return fail(ErrorKind::StoreDamaged, digestString(digest), QStringLiteral("blob"));
            ++m_blobFiles;
            addLater({BundleName::Kind::Blob, 0, digest}, [this, digest]() -> Result<QByteArray> {
                const auto again = m_ports.blobs.loadBlob(digestString(digest));
                if (!again)
                    return tl::unexpected(again.error());
                if (!*again)
                    return fail(ErrorKind::StoreDamaged, digestString(digest), QStringLiteral("blob"));
                return (*again)->salt + (*again)->content;
            });
        }
        return {};
    }

    // ---- the report

    Result<void> fillReport(const QSet<QByteArray> &chosen)
    {
        QHash<QByteArray, qsizetype> places;
        for (AuditSignature &one : m_signatures) {
            const QByteArray key = subjectKey(one.statement);
            if (!chosen.contains(key)) {
                m_report.others += std::move(one);
                continue;
            }
            if (!places.contains(key)) {
                places.insert(key, m_report.cases.size());
                const auto opened = openReportedCase(one.statement);
                if (!opened)
                    return tl::unexpected(opened.error());
                if (*opened)
                    m_report.cases += **opened;
            }
            const qsizetype place = places.value(key);
            if (place >= m_report.cases.size())
                continue;
            if (const auto read = readTexts(one, m_report.cases[place]); !read)
                return read;
            m_report.cases[place].signatures += std::move(one);
        }
        m_report.casesLeftOut = places.size() - m_report.cases.size();
        return {};
    }

    // Nothing once the page is full.
    Result<std::optional<AuditCase>> openReportedCase(const ledger::Statement &statement) const
    {
        if (m_report.cases.size() >= AuditReport::mostCases)
            return std::optional<AuditCase>();
        const auto [team, id] = std::visit(
            [](const auto &body) {
                if constexpr (requires { body.ref.caseId; })
                    return std::pair(body.ref.team, body.ref.caseId);
                else if constexpr (requires { body.caseId; body.team; })
                    return std::pair(body.team, body.caseId);
                else
                    return std::pair<core::TeamId, core::CaseId>();
            },
            statement.body);
        core::Person reader;
        reader.roles.append({core::Role::Auditor, team});
        const auto desk = layCase(m_ports, id, reader);
        if (!desk)
            return tl::unexpected(desk.error());
        return std::optional(AuditCase{desk->record, desk->redacted, {}});
    }

    Result<void> readTexts(AuditSignature &one, const AuditCase &about) const
    {
        const auto *decision = std::get_if<ledger::Decision>(&one.statement.body);
        if (!decision)
            return {};
        const auto rationale = loadText(m_ports, decision->rationale ? digestString(*decision->rationale) : QString());
        const auto outcome = loadText(m_ports, decision->outcome ? digestString(*decision->outcome) : QString());
        if (!rationale || !outcome)
            return tl::unexpected(rationale ? outcome.error() : rationale.error());
        one.rationale = QString::fromUtf8(rationale->value_or(QByteArray()));
        const auto contact = loadContact(m_ports, decision->contact ? digestString(*decision->contact) : QString());
        if (!contact)
            return tl::unexpected(contact.error());
        one.contact = *contact;
        if (int(decision->ref.version) != about.record.version) {
            const auto laid = layVersion(m_ports, decision->ref.caseId, decision->ref.team, int(decision->ref.version));
            if (!laid)
                return tl::unexpected(laid.error());
            one.decided = laid->record;
        }
        const core::CaseRecord &decided = one.decided.value_or(about.record);
        if (*outcome && decided.suggestion.content.form == core::Content::Form::Text)
            one.outcome = core::Content{core::Content::Form::Text, QString::fromUtf8(**outcome), {}};
        else if (*outcome)
            one.outcome = core::Content{core::Content::Form::Fields, {}, **outcome};
        return {};
    }

    const Ports &m_ports;
    const AuditRequest &m_request;
    const QList<core::TeamId> &m_teams;
    Cosigned m_cosigned;
    const ExportProgress &m_progress;
    std::stop_token m_stop;
    exchange::Bundle m_bundle;
    exchange::BundleContents m_contents;
    exchange::Withheld m_withheld;
    QList<AuditSignature> m_signatures;
    AuditReport m_report;
    qsizetype m_caseFiles = 0;
    qsizetype m_blobFiles = 0;
    qint64 m_filesRead = 0;
    qint64 m_filesToRead = 0;
};

Result<void> demandCases(const Ports &ports, const AuditSelection &selection, const QList<core::TeamId> &teams)
{
    for (const core::CaseId &id : selection.cases) {
        const auto found = ports.cases.findCase(id, teams);
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return fail(ErrorKind::NoSuchCase, id.value);
    }
    return {};
}

// The look itself is recorded first, and the ledger cosigned with it in.
Result<Cosigned> openAudit(const Ports &ports, const ActingPerson &acting, const AuditSelection &selection,
                           const QList<core::TeamId> &teams)
{
    const core::CaseId about = selection.cases.size() == 1 ? selection.cases.first() : core::CaseId();
    return witnessLog(ports, acting, [&] {
        return recordStatement(ports, acting, ledger::AuditOpened{teams.first(), about, {}, QStringLiteral("bundle")},
                               QStringLiteral("I make an evidence file of this ledger."))
            .map([](const auto &recorded) { return recorded.first; });
    });
}

// Sizes from which somebody may ask for consistency: of the trust files given, and what this workstation saw lately.
Result<QList<quint64>> sizesToProve(const AuditRequest &request, const ActingPerson &acting)
{
    QList<quint64> sizes;
    for (const ledger::TrustFile &trust : request.trusts) {
        if (trust.store != acting.signer.store)
            return fail(ErrorKind::BadValue, QStringLiteral("--trust"), acting.signer.store.value);
        if (trust.checkpoint)
            sizes += trust.checkpoint->size;
    }
    const auto witness = ledger::loadWitness(acting.keyringFolder, acting.signer.store);
    if (!witness)
        return tl::unexpected(witness.error());
    for (const ledger::SeenCheckpoint &seen : witness->seen.last(std::min(witness->seen.size(), rememberedProofs)))
        sizes += seen.size;
    return sizes;
}

} // namespace

Result<ExportedBundle> exportAudit(const Ports &ports, const ActingPerson &acting, const AuditRequest &request,
                                   const ExportProgress &progress, std::stop_token stop)
{
    const auto teams = teamsLookedAt(ports, acting);
    if (!teams)
        return tl::unexpected(teams.error());
    if (const auto there = demandCases(ports, request.selection, *teams); !there)
        return tl::unexpected(there.error());
    const auto sizes = sizesToProve(request, acting);
    if (!sizes)
        return tl::unexpected(sizes.error());
    auto cosigned = openAudit(ports, acting, request.selection, *teams);
    if (!cosigned)
        return tl::unexpected(cosigned.error());
    const auto store = ports.people.storeIdentity();
    if (!store || !*store)
        return store ? fail(ErrorKind::NotAStore) : Result<ExportedBundle>(tl::unexpected(store.error()));
    AuditReport report{(*store)->name, cosigned->checkpoint, cosigned->note, false, request.selection, acting.person, ports.clock.now(), {}, 0, {}};
    Result<ExportedBundle> exported;
    const auto read = ports.work.read([&]() -> Result<void> {
        exported = Export(ports, request, *teams, std::move(*cosigned), progress, stop).run(std::move(report), *sizes);
        return exported ? Result<void>() : tl::unexpected(exported.error());
    });
    return read ? exported : tl::unexpected(read.error());
}

} // namespace countersign::workflow
