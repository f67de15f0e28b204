// Statements about the store itself: its first leaf, migrations, restores, what the store noticed by itself.
#pragma once

#include "core/ids.h"
#include "ledger/peoplestatements.h"

namespace countersign::ledger {

// Leaf 0, signed by the key it carries. Its owner is administrator of team "main" from here on.
struct StoreCreated {
    QString storeName;     // free text; empty: no line
    EnrolledKey enrolled;
    bool operator==(const StoreCreated &) const = default;
};

// The database moved from one schema version to another. Signed, or the store's own.
struct Migration {
    quint64 from = 0;
    quint64 to = 0;
    bool operator==(const Migration &) const = default;
};

// Leaf b of a log that was put back to size b. Signed by a supervisor.
struct Restore {
    quint64 oldEpoch = 1;
    quint64 size = 0;      // b
    Hash root;             // at b
    quint64 knownSize = 0; // the highest checkpoint of the old epoch that is known
    Hash knownRoot;
    bool operator==(const Restore &) const = default;
};

// The store's own: one exchange with an offline device is over.
struct SyncDone {
    core::PersonId actor;
    QByteArray device;
    quint64 received = 0, recorded = 0, already = 0, disputed = 0, quarantined = 0;
    bool operator==(const SyncDone &) const = default;
};

void write(LineWriter &out, const StoreCreated &body);
void write(LineWriter &out, const Migration &body);
void write(LineWriter &out, const Restore &body);
void write(LineWriter &out, const SyncDone &body);
void read(LineReader &in, StoreCreated &body);
void read(LineReader &in, Migration &body);
void read(LineReader &in, Restore &body);
void read(LineReader &in, SyncDone &body);

} // namespace countersign::ledger
