#include "ledger/signstatement.h"

#include "ledger/unlockedkey.h"

#include <limits>

namespace countersign::ledger {

core::Result<DevicePlace> nextDevicePlace(const LedgerStorage &storage, QByteArrayView device)
{
    return storage.deviceHead(device, std::numeric_limits<qint64>::max()).map([](const std::optional<DeviceHead> &head) {
        return head ? DevicePlace{head->seq + 1, head->note} : DevicePlace{};
    });
}

Statement attest(const Signer &signer, const UnlockedKey &key, Body body, SigningMode auth, const QString &meaning,
                 const DevicePlace &place, const QDateTime &claimed, const core::StatementId &id)
{
    Statement statement;
    statement.store = signer.store;
    statement.id = id.isEmpty() ? core::newStatementId(claimed.toMSecsSinceEpoch()) : id;
    statement.body = std::move(body);
    statement.by = Attestation{
        .auth = auth,
        .meaning = meaning,
        .actor = key.owner(),
        .key = key.fingerprint(),
        .name = signer.printedName,
        .device = signer.device,
        .deviceSeq = place.seq,
        .devicePrevious = place.previous,
        .claimed = claimed,
        .basis = signer.basis,
        .software = signer.software,
    };
    return statement;
}

core::Result<SignedNote> signStatement(const Statement &statement, const UnlockedKey &actor, const QList<const UnlockedKey *> &further)
{
    return write(statement).map([&](const QByteArray &text) {
        SignedNote note{text, {}};
        sign(note, statement.store, actor);
        for (const UnlockedKey *key : further)
            sign(note, statement.store, *key);
        return note;
    });
}

} // namespace countersign::ledger
