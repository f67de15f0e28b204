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

QString machineName()
{
    const QString name = QSysInfo::machineHostName().trimmed();
    return ledger::isFreeText(name) ? name : QStringLiteral("workstation");
}

} // namespace

Result<Cosigned> cosignHead(const Ports &ports, const QString &keyringFolder)
{
    const auto installation = ledger::loadInstallation(keyringFolder);
    if (!installation)
        return tl::unexpected(installation.error());
    const auto roster = rosterNow(ports);
    if (!roster)
        return tl::unexpected(roster.error());
    if (!countsNow(*roster, installation->key->fingerprint()))
        return fail(ErrorKind::NotAllowed, QString::fromLatin1(installation->device), QStringLiteral("workstation"));
    const auto checkpoint = consistentHead(ports, keyringFolder);
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    ledger::SignedNote note{ledger::write(*checkpoint), {}};
    ledger::cosign(note, checkpoint->store, *installation->key, ports.clock.now().toSecsSinceEpoch());
    return Cosigned{*checkpoint, ledger::write(note)};
}

Result<void> remember(const QString &keyringFolder, const ledger::Checkpoint &checkpoint)
{
    auto witness = ledger::loadWitness(keyringFolder, checkpoint.store);
    if (!witness)
        return tl::unexpected(witness.error());
    witness->remember({checkpoint.epoch, checkpoint.size, checkpoint.root});
    return ledger::saveWitness(keyringFolder, *witness);
}

Result<void> enrolWorkstation(const Ports &ports, const QString &session, const ActingPerson &acting)
{
    const auto installation = ledger::loadInstallation(acting.keyringFolder);
    if (!installation)
        return tl::unexpected(installation.error());
    const auto roster = rosterNow(ports);
    if (!roster)
        return tl::unexpected(roster.error());
    const ledger::UnlockedKey &key = *installation->key;
    if (roster->key(key.fingerprint()))
        return {}; // enrolled; or revoked, and then cosignHead says so
    ledger::KeyEnrolled enrolled{{key.publicKey(), key.owner(), machineName(), ledger::KeyUse::Workstation}};
    return recordStatement(ports, session, acting, std::move(enrolled), QStringLiteral("I enrol this workstation, to witness the ledger."), {&key})
        .map([](const auto &) {});
}

Result<Cosigned> witnessLog(const Ports &ports, const QString &session, const ActingPerson &acting)
{
    Cosigned cosigned;
    const auto written = ports.work.write([&]() -> Result<void> {
        if (const auto enrolled = enrolWorkstation(ports, session, acting); !enrolled)
            return enrolled;
        auto made = cosignHead(ports, acting.keyringFolder);
        if (!made)
            return tl::unexpected(made.error());
        cosigned = std::move(*made);
        return ports.ledger.saveCheckpoint(cosigned.checkpoint.size, cosigned.note);
    });
    if (!written)
        return tl::unexpected(written.error());
    return remember(acting.keyringFolder, cosigned.checkpoint).map([&] { return cosigned; });
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
