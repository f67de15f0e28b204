#include "workflow/witnessing.h"

#include "ledger/installation.h"
#include "ledger/roster.h"
#include "ledger/witness.h"
#include "workflow/recordstatement.h"

#include <QSysInfo>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// The log as it stands, held against what this installation remembers of it.
Result<ledger::Checkpoint> consistentHead(const Ports &ports, const QString &folder)
{
    const auto store = ports.people.storeIdentity();
    if (!store)
        return tl::unexpected(store.error());
    if (!*store)
        return fail(ErrorKind::NotAStore);
    const auto witness = ledger::loadWitness(folder, (*store)->id);
    if (!witness)
        return tl::unexpected(witness.error());
    return ledger::demandConsistency(ports.ledger, *witness, folder);
}

Result<ledger::Roster> rosterNow(const Ports &ports)
{
    const auto head = ports.ledger.head();
    return head ? ledger::loadRoster(ports.ledger, head->size) : Result<ledger::Roster>(tl::unexpected(head.error()));
}

bool countsNow(const ledger::Roster &roster, const ledger::Hash &fingerprint)
{
    const auto key = roster.key(fingerprint);
    return key && !key->revoked && key->enrolled.use == ledger::KeyUse::Workstation;
}

// The workstation that signed the newest checkpoint kept, if that has the entry and the log continues it.
Result<void> findWitness(const Ports &ports, quint64 seq, const ledger::TreeHead &head, ProofState &state)
{
    const auto kept = ports.ledger.loadCheckpoint(head.size);
    if (!kept)
        return tl::unexpected(kept.error());
    const auto note = *kept ? ledger::parseSignedNote(**kept) : fail(ErrorKind::BlobMissing);
    const auto checkpoint = note ? ledger::parseCheckpoint(note->text) : fail(ErrorKind::BlobMissing);
    if (!checkpoint || checkpoint->size <= seq)
        return {};
    const auto proof = ledger::consistencyProof(ports.ledger, checkpoint->size, head.size);
    if (!proof)
        return tl::unexpected(proof.error());
    if (!ledger::verifyConsistency(checkpoint->size, head.size, *proof, checkpoint->root, head.root()))
        return {};
    const auto roster = ledger::loadRoster(ports.ledger, head.size);
    if (!roster)
        return tl::unexpected(roster.error());
    for (const ledger::RosterKey &key : roster->keys()) {
        const ledger::EnrolledKey &one = key.enrolled;
        if (one.use != ledger::KeyUse::Workstation || (key.revoked && *key.revoked < checkpoint->size))
            continue;
        if (const auto at = ledger::cosignedAt(*note, ledger::signerName(checkpoint->store, one.owner, one.fingerprint()), one.publicKey)) {
            state.witnessed = QDateTime::fromSecsSinceEpoch(*at, Qt::UTC);
            state.witness = one.ownerName;
        }
    }
    return {};
}

QString machineName()
{
    const QString name = QSysInfo::machineHostName().trimmed();
    return ledger::isFreeText(name) ? name : QStringLiteral("workstation");
}

} // namespace

namespace {

Result<Cosigned> cosignedAs(const Ports &ports, const QString &keyringFolder, const std::function<Result<ledger::Checkpoint>()> &what)
{
    const auto installation = ledger::loadInstallation(keyringFolder);
    if (!installation)
        return tl::unexpected(installation.error());
    const auto roster = rosterNow(ports);
    if (!roster)
        return tl::unexpected(roster.error());
    if (!countsNow(*roster, installation->key->fingerprint()))
        return fail(ErrorKind::NotAllowed, QString::fromLatin1(installation->device), QStringLiteral("workstation"));
    const auto checkpoint = what();
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    ledger::SignedNote note{ledger::write(*checkpoint), {}};
    ledger::cosign(note, checkpoint->store, *installation->key, ports.clock.now().toSecsSinceEpoch());
    return Cosigned{*checkpoint, ledger::write(note)};
}

} // namespace

Result<Cosigned> cosignHead(const Ports &ports, const QString &keyringFolder)
{
    return cosignedAs(ports, keyringFolder, [&] { return consistentHead(ports, keyringFolder); });
}

Result<void> remember(const QString &keyringFolder, const ledger::Checkpoint &checkpoint)
{
    auto witness = ledger::loadWitness(keyringFolder, checkpoint.store);
    if (!witness)
        return tl::unexpected(witness.error());
    witness->remember({checkpoint.epoch, checkpoint.size, checkpoint.root});
    return ledger::saveWitness(keyringFolder, *witness);
}

namespace {

// Inside UnitOfWork::write. The statement that enrols it, or an empty id where it is enrolled.
Result<core::StatementId> enrolWorkstation(const Ports &ports, const ActingPerson &acting)
{
    const auto installation = ledger::loadInstallation(acting.keyringFolder);
    if (!installation)
        return tl::unexpected(installation.error());
    const auto roster = rosterNow(ports);
    if (!roster)
        return tl::unexpected(roster.error());
    const ledger::UnlockedKey &key = *installation->key;
    if (roster->key(key.fingerprint()))
        return core::StatementId(); // enrolled; or revoked, and then cosignHead says so
    ledger::KeyEnrolled enrolled{{key.publicKey(), key.owner(), machineName(), ledger::KeyUse::Workstation}};
    return recordStatement(ports, acting, std::move(enrolled), QStringLiteral("I enrol this workstation, to witness the ledger."), {&key})
        .map([](const auto &recorded) { return recorded.first; });
}

// Inside UnitOfWork::write.
Result<Cosigned> cosignAndKeep(const Ports &ports, const QString &keyringFolder)
{
    return cosignHead(ports, keyringFolder).and_then([&](const Cosigned &made) {
        return ports.ledger.saveCheckpoint(made.checkpoint.size, made.note).map([&] { return made; });
    });
}

// Enrolled, and with the statement in it, the log is cosigned: at once, or where a sequencer places statements, after that.
Result<Cosigned> recordAndCosign(const Ports &ports, const ActingPerson &acting, const FirstStatement &first)
{
    Cosigned cosigned;
    core::StatementId last;
    const auto cosign = [&] { return cosignAndKeep(ports, acting.keyringFolder).map([&](const Cosigned &made) { cosigned = made; }); };
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto enrolled = enrolWorkstation(ports, acting);
        if (!enrolled)
            return tl::unexpected(enrolled.error());
        const auto recorded = first ? first() : enrolled;
        if (!recorded)
            return tl::unexpected(recorded.error());
        last = *recorded;
        return ports.ledger.sequencesLater() ? Result<void>() : cosign();
    });
    if (!written || !ports.ledger.sequencesLater())
        return written.map([&] { return cosigned; });
    const auto placing = last.isEmpty() ? Result<ledger::Receipt>(ledger::Receipt()) : placed(ports, last, {});
    return placing.and_then([&](const ledger::Receipt &) { return ports.work.write(cosign); }).map([&] { return cosigned; });
}

} // namespace

Result<Cosigned> witnessLog(const Ports &ports, const ActingPerson &acting, const FirstStatement &first)
{
    const auto made = recordAndCosign(ports, acting, first);
    if (!made)
        return made;
    const Cosigned &cosigned = *made;
    return remember(acting.keyringFolder, cosigned.checkpoint).map([&] { return cosigned; });
}

Result<void> witnessVerified(const Ports &ports, const QString &keyringFolder, const ledger::Checkpoint &verified, const ActingPerson *enrolling)
{
    core::StatementId enrolledBy;
    const auto cosign = [&]() -> Result<void> {
        const auto made = cosignedAs(ports, keyringFolder, [&] { return Result<ledger::Checkpoint>(verified); });
        return made ? ports.ledger.saveCheckpoint(verified.size, made->note) : tl::unexpected(made.error());
    };
    const auto written = ports.work.write([&]() -> Result<void> {
        const auto enrolled = enrolling ? enrolWorkstation(ports, *enrolling) : Result<core::StatementId>(core::StatementId());
        if (!enrolled)
            return tl::unexpected(enrolled.error());
        enrolledBy = *enrolled;
        return ports.ledger.sequencesLater() ? Result<void>() : cosign();
    });
    if (!written || !ports.ledger.sequencesLater())
        return written;
    const auto placing = enrolledBy.isEmpty() ? Result<ledger::Receipt>(ledger::Receipt()) : placed(ports, enrolledBy, {});
    return placing.and_then([&](const ledger::Receipt &) { return ports.work.write(cosign); });
}

Result<ProofState> proofState(const Ports &ports, quint64 seq)
{
    ProofState state;
    const auto read = ports.work.read([&]() -> Result<void> {
        const auto head = ports.ledger.head();
        const auto row = ports.ledger.row(seq);
        if (!head || !row)
            return tl::unexpected(head ? row.error() : head.error());
        const auto proof = ledger::inclusionProof(ports.ledger, seq, head->size);
        if (!proof)
            return tl::unexpected(proof.error());
        state.size = head->size;
        state.included = ledger::verifyInclusion(seq, head->size, ledger::leafHash(row->entry), *proof, head->root());
        return findWitness(ports, seq, *head, state);
    });
    return read ? Result<ProofState>(state) : tl::unexpected(read.error());
}

Result<ledger::TrustFile> trustFile(const Ports &ports, const QString &keyringFolder)
{
    ledger::TrustFile trust;
    const auto read = ports.work.read([&]() -> Result<void> {
        const auto checkpoint = consistentHead(ports, keyringFolder);
        if (!checkpoint)
            return tl::unexpected(checkpoint.error());
        const auto first = ports.ledger.row(0).and_then([](const ledger::LogRow &row) { return ledger::parseEntry(row.entry); }).and_then(ledger::statementOf);
        if (!first || !first->by)
            return fail(ErrorKind::StoreDamaged, QStringLiteral("0"), QStringLiteral("store.created"));
        trust = {checkpoint->store, first->by->key, *checkpoint};
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return remember(keyringFolder, *trust.checkpoint).map([&] { return trust; });
}

} // namespace countersign::workflow
