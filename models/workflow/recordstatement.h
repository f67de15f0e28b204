// Inside the library only: a person's statement signed and appended, and the blobs beside it. Every function here runs inside UnitOfWork::write.
#pragma once

#include "ledger/blob.h"
#include "ledger/ledger.h"
#include "workflow/actingperson.h"
#include "workflow/besidethread.h"

namespace countersign::workflow {

// The next statement of this device, signed by the acting person and the further keys, ready to append.
core::Result<ledger::MadeEntry> signedEntry(const Ports &ports, const ActingPerson &acting, ledger::Body body,
                                      const QString &meaning, const QList<ledger::Flag> &flags = {}, const core::StatementId &id = {},
                                      const QList<const ledger::UnlockedKey *> &further = {});

// The same in two steps, with the store's own entries behind it: signing, writing and hashing take a fifth of a decision and need nothing of
// the store, so they go on beside the caller's transaction.
struct NewEntries {
    ledger::Statement statement; // not signed yet
    QList<ledger::Flag> flags;
    QDateTime arrived;
    QList<ledger::Body> following;
};
core::Result<NewEntries> beginEntries(const Ports &ports, const ActingPerson &acting, ledger::Body body, const QString &meaning,
                                      const core::StatementId &id);
// The store's own entries, all of one moment.
core::Result<QList<ledger::MadeEntry>> ownEntries(QList<ledger::Body> bodies, const core::StoreId &store, const QDateTime &arrived, const QString &session);
// One of them, appended at once.
core::Result<ledger::Receipt> recordOwn(const Ports &ports, const core::StoreId &store, ledger::Body body, const QDateTime &arrived);
std::future<core::Result<QList<ledger::MadeEntry>>> makeEntries(NewEntries entries, const QString &session, const ActingPerson &acting);

// The same, appended at once.
core::Result<std::pair<core::StatementId, ledger::Receipt>> recordStatement(const Ports &ports, const ActingPerson &acting,
                                                                            ledger::Body body, const QString &meaning,
                                                                            const QList<const ledger::UnlockedKey *> &further = {});

// Where the statement stands, once its transaction is over: what append() said, or, where a sequencer places it, what the log says; waits for
// that up to a minute, then TimedOut.
core::Result<ledger::Receipt> placed(const Ports &ports, const core::StatementId &id, const ledger::Receipt &appended);
// The same for a receipt that is handed out.
template <typename Handed>
core::Result<void> settlePlace(const Ports &ports, Handed &receipt)
{
    if (!ports.ledger.sequencesLater())
        return {};
    return placed(ports, receipt.id, {}).map([&](const ledger::Receipt &place) {
        receipt.logIndex = place.index;
        receipt.leafHash = QString::fromLatin1(place.leaf.hex());
        receipt.arrived = place.arrived;
    });
}

// Content saved under a fresh salt; its digest.
core::Result<ledger::Hash> saveContent(const Ports &ports, const QByteArray &content);
// A person's words the same way, outer blanks apart; nothing for none.
core::Result<std::optional<ledger::Hash>> saveWords(const Ports &ports, const QString &words);

// "sha256:…"
QString digestString(const ledger::Hash &hash);
core::StoredBlob storedBlob(const ledger::Blob &blob);
// Whether salt and content are those the digest was made of.
bool isIntact(const core::StoredBlob &blob);

} // namespace countersign::workflow
