// From a body to a signed note: the one way a person's statement is made.
#pragma once

#include "ledger/ledgerstorage.h"
#include "ledger/signednote.h"

namespace countersign::ledger {

// Who signs and where; kept by the session between statements.
struct Signer {
    core::StoreId store;
    QString printedName;      // as enrolled
    QByteArray device;
    Basis basis;
    QString software;
};

// Number and predecessor of a device's next statement. Read inside the transaction that records it.
struct DevicePlace {
    quint64 seq = 1;
    std::optional<Hash> previous;
};
core::Result<DevicePlace> nextDevicePlace(const LedgerStorage &storage, QByteArrayView device);

// The statement (id made now from `claimed`, unless given), complete but unsigned.
Statement attest(const Signer &signer, const UnlockedKey &key, Body body, SigningMode auth, const QString &meaning, const DevicePlace &place,
                 const QDateTime &claimed, const core::StatementId &id = {});
// Its note, signed by the actor and by every further key (enrolments: the new key). BadValue as write(Statement).
core::Result<SignedNote> signStatement(const Statement &statement, const UnlockedKey &actor, const QList<const UnlockedKey *> &further = {});

} // namespace countersign::ledger
