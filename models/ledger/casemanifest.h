// The manifest whose SHA-256 is the case digest: what a decision binds itself to.
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "ledger/hash.h"

#include <QList>

namespace countersign::ledger {

struct CaseManifest {
    struct Evidence {
        QString id;
        Hash blob;
        bool operator==(const Evidence &) const = default;
    };

    core::CaseId caseId;
    quint64 version = 1;
    core::TeamId team;
    Hash source;               // blob of the received line without its LF
    QList<Evidence> evidence;  // only the items that are files; any order, written in order of id
    bool operator==(const CaseManifest &) const = default;
};

// BadValue (where: the line's key) for an empty id or version 0.
core::Result<QByteArray> write(const CaseManifest &manifest);
// Malformed with where "line N" for anything write() would not have written.
core::Result<CaseManifest> parseCaseManifest(QByteArrayView text);
// SHA-256 of write(manifest); fails as it does.
core::Result<Hash> caseDigest(const CaseManifest &manifest);

} // namespace countersign::ledger
