#include "exchange/bundlecheck.h"

#include "exchange/bundlearchive.h"
#include "exchange/bundlecontents.h"
#include "exchange/bundlerules.h"
#include "ledger/tlogproof.h"

namespace countersign::exchange {

using core::ErrorKind;
using core::Result;
using ledger::Hash;
using Kind = BundleName::Kind;

namespace {

using Progress = std::function<void(quint64, quint64)>;

// One run over one bundle. Every step says whether the next one may go on; the first fault ends them.
class Run {
public:
    Run(BundleArchive archive, const std::optional<ledger::TrustFile> &trust, const Progress &progress, std::stop_token stop)
        : m_archive(std::move(archive)), m_trust(trust), m_progress(progress), m_stop(std::move(stop))
    {
    }

    Result<BundleVerdict> go()
    {
        m_verdict.ok = readNames() && readManifest() && readCheckpoint() && readProofs() && readEntries() && readCosignatures() && readContents()
            && readPages() && compareManifest() && compareTrust();
        if (m_stop.stop_requested())
            return core::fail(ErrorKind::Cancelled);
        sayFaith();
        return m_verdict;
    }

private:
    bool fault(const QString &why, const QByteArray &file = {}, std::optional<quint64> seq = {})
    {
        if (!m_verdict.firstBad)
            m_verdict.firstBad = BundleFault{seq, QString::fromUtf8(file), why};
        return false;
    }
    bool fault(const core::Error &error, const QByteArray &file, std::optional<quint64> seq = {})
    {
        return fault(error.where.isEmpty() || error.where == QString::fromUtf8(file) ? error.detail : error.where + QStringLiteral(": ") + error.detail, file,
                     seq);
    }

    // The file as the manifest has it, or nothing and a fault.
    std::optional<QByteArray> read(const BundleName &name, std::optional<quint64> seq = {})
    {
        const QByteArray spelled = write(name);
        const auto bytes = m_archive.read(spelled, limitOf(name.kind));
        if (!bytes) {
            fault(bytes.error(), spelled, seq);
            return std::nullopt;
        }
        const auto listed = m_listed.constFind(spelled);
        if (name.kind != Kind::Manifest && (listed == m_listed.constEnd() || listed->size != bytes->size() || listed->sha256 != ledger::sha256(*bytes))) {
            fault(QStringLiteral("not as manifest.json lists it"), spelled, seq);
            return std::nullopt;
        }
        return *bytes;
    }

    bool readNames()
    {
        for (const QByteArray &name : m_archive.names()) {
            const auto known = parseBundleName(name);
            if (!known)
                return fault(QStringLiteral("unknown name"), name);
            m_names.insert(name);
            m_byKind[known->kind] += *known;
        }
        for (const Kind kind : {Kind::Checkpoint, Kind::Withheld, Kind::Manifest, Kind::Readme, Kind::Report})
            if (const QByteArray name = write(BundleName{kind, 0, {}}); !m_names.contains(name))
                return fault(QStringLiteral("missing file"), name);
        return true;
    }

    bool readManifest()
    {
        const BundleName name{Kind::Manifest, 0, {}};
        const auto bytes = read(name);
        if (!bytes)
            return false;
        auto manifest = parseBundleManifest(*bytes);
        if (!manifest)
            return fault(manifest.error(), write(name));
        m_manifest = std::move(*manifest);
        for (const BundleManifest::File &file : m_manifest.files) {
            if (!m_names.contains(file.name) || file.name == write(name))
                return fault(QStringLiteral("missing file"), file.name);
            m_listed.insert(file.name, file);
        }
        return m_listed.size() + 1 == m_names.size() || fault(QStringLiteral("not every file is listed"), write(name));
    }

    bool readCheckpoint()
    {
        const BundleName name{Kind::Checkpoint, 0, {}};
        const auto bytes = read(name);
        if (!bytes)
            return false;
        const auto note = ledger::parseSignedNote(*bytes);
        if (!note)
            return fault(note.error(), write(name));
        const auto checkpoint = ledger::parseCheckpoint(note->text);
        if (!checkpoint)
            return fault(checkpoint.error(), write(name));
        m_note = *note;
        m_noteBytes = *bytes;
        m_verdict.checkpoint = *checkpoint;
        m_verdict.whole = quint64(m_byKind[Kind::Entry].size()) == checkpoint->size;
        return checkpoint->size > 0 || fault(QStringLiteral("empty log"), write(name));
    }

    bool readProofs()
    {
        for (const BundleName &name : m_byKind[Kind::Consistency]) {
            const auto bytes = read(name);
            if (!bytes)
                return false;
            const auto hashes = ledger::parseHashes(*bytes);
            if (!hashes)
                return fault(hashes.error(), write(name));
            if (name.number == 0 || name.number >= m_verdict.checkpoint.size)
                return fault(QStringLiteral("consistency from a size that is not below the checkpoint's"), write(name));
            m_consistency.insert(name.number, *hashes);
        }
        for (const BundleName &name : m_byKind[Kind::Proof])
            if (!m_names.contains(write(BundleName{Kind::Entry, name.number, {}})))
                return fault(QStringLiteral("proof without its entry"), write(name), name.number);
        m_rules.emplace(m_verdict.checkpoint, m_verdict.whole, m_consistency);
        return true;
    }

    bool readEntries()
    {
        const QList<BundleName> &entries = m_byKind[Kind::Entry]; // ascending, as their names are
        if (entries.isEmpty() || entries.first().number != 0)
            return fault(QStringLiteral("missing entry"), write(BundleName{Kind::Entry, 0, {}}), 0);
        for (const BundleName &name : entries) {
            if (m_stop.stop_requested() || !readEntry(name))
                return false;
            ++m_verdict.checked;
            if (m_progress)
                m_progress(m_verdict.checked, quint64(entries.size()));
        }
        return true;
    }

    bool readEntry(const BundleName &name)
    {
        const quint64 index = name.number;
        const QByteArray file = write(name);
        if (index >= m_verdict.checkpoint.size)
            return fault(QStringLiteral("entry beyond the checkpoint"), file, index);
        const auto bytes = read(name, index);
        if (!bytes || !readProof(index, ledger::leafHash(*bytes)))
            return false;
        const auto entry = ledger::parseEntry(*bytes);
        if (!entry)
            return fault(entry.error(), file, index);
        const auto statement = ledger::statementOf(*entry);
        if (!statement)
            return fault(statement.error(), file, index);
        if (const QString why = m_rules->take(index, *entry, *statement); !why.isEmpty())
            return fault(why, file, index);
        if (m_verdict.whole)
            m_rules->grow(ledger::leafHash(*bytes));
        m_contents.take(index, *statement);
        return true;
    }

    bool readProof(quint64 index, const Hash &leaf)
    {
        const BundleName name{Kind::Proof, index, {}};
        const auto bytes = read(name, index);
        if (!bytes)
            return false;
        const auto proof = ledger::parseTlogProof(*bytes);
        if (!proof)
            return fault(proof.error(), write(name), index);
        if (proof->index != index)
            return fault(QStringLiteral("proof of another entry"), write(name), index);
        if (proof->checkpoint != m_noteBytes)
            return fault(QStringLiteral("proof for another checkpoint"), write(name), index);
        const ledger::Checkpoint &checkpoint = m_verdict.checkpoint;
        return ledger::verifyInclusion(index, checkpoint.size, leaf, proof->hashes, checkpoint.root) || fault(QStringLiteral("inclusion"), write(name), index);
    }

    bool readCosignatures()
    {
        const QByteArray file = write(BundleName{Kind::Checkpoint, 0, {}});
        if (m_rules->roster().epoch() != m_verdict.checkpoint.epoch)
            return fault(QStringLiteral("epoch"), file);
        QHash<QByteArray, ledger::RosterKey> workstations;
        for (const ledger::RosterKey &key : m_rules->roster().keys())
            if (key.enrolled.use == ledger::KeyUse::Workstation && !key.revoked)
                workstations.insert(ledger::signerName(m_verdict.checkpoint.store, key.enrolled.owner, key.enrolled.fingerprint()), key);
        for (const ledger::NoteSignature &one : m_note.signatures) {
            const auto key = workstations.constFind(one.name);
            if (key == workstations.constEnd() || !ledger::cosignedAt(m_note, one.name, key->enrolled.publicKey))
                return fault(QStringLiteral("cosignature"), file);
        }
        if (m_verdict.whole && !m_rules->hasRoot())
            return fault(QStringLiteral("root"), file);
        for (auto proof = m_consistency.cbegin(); m_verdict.whole && proof != m_consistency.cend(); ++proof)
            if (!m_rules->provesConsistent(proof.key()))
                return fault(QStringLiteral("consistency"), write(BundleName{Kind::Consistency, proof.key(), {}}));
        return true;
    }

    bool readContents()
    {
        for (const BundleName &name : m_byKind[Kind::Case]) {
            const auto bytes = read(name);
            const QString why = bytes ? m_contents.takeCase(name.hash, *bytes) : QString();
            if (!bytes || !why.isEmpty())
                return fault(why, write(name));
        }
        for (const BundleName &name : m_byKind[Kind::Blob]) {
            const auto bytes = m_stop.stop_requested() ? std::nullopt : read(name);
            const QString why = bytes ? m_contents.takeBlob(name.hash, *bytes) : QString();
            if (!bytes || !why.isEmpty())
                return fault(why, write(name));
        }
        const BundleName name{Kind::Withheld, 0, {}};
        const auto bytes = read(name);
        if (!bytes)
            return false;
        const auto withheld = parseWithheld(*bytes);
        if (!withheld)
            return fault(withheld.error(), write(name));
        m_someWithheld = !withheld->isEmpty();
        if (const auto missing = m_contents.missing(m_names, *withheld))
            return fault(missing->why, missing->file.toUtf8(), missing->seq);
        return true;
    }

    bool readPages() { return read(BundleName{Kind::Readme, 0, {}}) && read(BundleName{Kind::Report, 0, {}}); }

    bool compareManifest()
    {
        const bool same = m_manifest.checkpoint == m_verdict.checkpoint && m_manifest.whole == m_verdict.whole;
        return same || fault(QStringLiteral("manifest of another bundle"), write(BundleName{Kind::Manifest, 0, {}}));
    }

    bool compareTrust()
    {
        if (!m_trust)
            return true;
        const QByteArray file = write(BundleName{Kind::Checkpoint, 0, {}});
        if (m_trust->store != m_verdict.checkpoint.store)
            return fault(QStringLiteral("another store than trusted"), file);
        if (m_trust->genesisKey != m_rules->genesisKey())
            return fault(QStringLiteral("another first key than trusted"), write(BundleName{Kind::Entry, 0, {}}), 0);
        if (!m_trust->checkpoint)
            return true;
        const ledger::Checkpoint &trusted = *m_trust->checkpoint;
        if (trusted.epoch > m_verdict.checkpoint.epoch || trusted.size > m_rules->commonSize(trusted.epoch))
            return fault(QStringLiteral("log shrank: less than the trusted checkpoint has"), file);
        const auto had = m_rules->hadRoot(trusted.size, trusted.root);
        if (!had)
            return fault(QStringLiteral("no consistency proof from the trusted checkpoint"), write(BundleName{Kind::Consistency, trusted.size, {}}));
        return *had || fault(QStringLiteral("history: not the log of the trusted checkpoint"), file);
    }

    void sayFaith()
    {
        const auto say = [this](bool so, const char *what) {
            if (so)
                m_verdict.takenOnFaith += QLatin1String(what);
        };
        say(!m_trust, "genesis-key");
        say(!m_trust || !m_trust->checkpoint, "earlier-history");
        say(!m_verdict.whole, "left-out-entries");
        say(m_rules && m_rules->someBasisUnproven(), "basis");
        say(m_someWithheld, "withheld");
        say(true, "arrival-times");
        say(true, "pages");
    }

    BundleArchive m_archive;
    const std::optional<ledger::TrustFile> &m_trust;
    const Progress &m_progress;
    std::stop_token m_stop;
    BundleVerdict m_verdict;
    QSet<QByteArray> m_names;
    QMap<Kind, QList<BundleName>> m_byKind;
    BundleManifest m_manifest;
    QHash<QByteArray, BundleManifest::File> m_listed;
    ledger::SignedNote m_note;
    QByteArray m_noteBytes;
    ConsistencyProofs m_consistency;
    std::optional<BundleRules> m_rules;
    BundleContents m_contents;
    bool m_someWithheld = false;
};

} // namespace

Result<BundleVerdict> verifyBundle(const QString &path, const std::optional<ledger::TrustFile> &trust, const Progress &progress, std::stop_token stop)
{
    auto archive = BundleArchive::open(path);
    if (!archive && archive.error().kind == ErrorKind::CannotRead)
        return tl::unexpected(archive.error());
    if (!archive) {
        BundleVerdict verdict;
        verdict.firstBad = BundleFault{std::nullopt, archive.error().where, archive.error().detail};
        return verdict;
    }
    return Run(std::move(*archive), trust, progress, std::move(stop)).go();
}

} // namespace countersign::exchange
