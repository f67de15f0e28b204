// An evidence file for an auditor: entries with their proofs, and what they stand for (models/ledger/FORMAT.md, "Bundle").
#pragma once

#include "core/result.h"
#include "ledger/checkpoint.h"

#include <QList>
#include <QMap>

#include <functional>

namespace countersign::exchange {

// A name inside a bundle, taken apart.
struct BundleName {
    enum class Kind { Checkpoint, Entry, Proof, Consistency, Case, Blob, Withheld, Manifest, Readme, Report };
    Kind kind = Kind::Checkpoint;
    quint64 number = 0;  // entry, proof: index; consistency: the old size
    ledger::Hash hash;   // case, blob
    bool operator==(const BundleName &) const = default;
};
QByteArray write(const BundleName &name);
// Nothing for any name a bundle does not have.
std::optional<BundleName> parseBundleName(QByteArrayView name);
// The most bytes a file of this kind may have.
qint64 limitOf(BundleName::Kind kind);

// Digests left out, with the reason: "redacted", "missing", "choice".
using Withheld = QMap<ledger::Hash, QString>;
QByteArray writeWithheld(const Withheld &withheld);
// Malformed with where "line N" for anything writeWithheld() would not have written.
core::Result<Withheld> parseWithheld(QByteArrayView text);

// What `manifest.json` says, for programs in a hurry. It is not proof of anything.
struct BundleManifest {
    struct File {
        QByteArray name;
        qint64 size = 0;
        ledger::Hash sha256;
        bool operator==(const File &) const = default;
    };
    ledger::Checkpoint checkpoint;
    bool whole = false;
    QString software;
    QList<File> files; // every other file, ascending by name
    bool operator==(const BundleManifest &) const = default;
};
QByteArray write(const BundleManifest &manifest);
// Malformed (where: JSON pointer) for other JSON than write() makes; unknown members at the end of the object are passed over.
core::Result<BundleManifest> parseBundleManifest(const QByteArray &json);

// A bundle about to be written. Contents are asked for twice, and must be the same both times.
struct Bundle {
    using Content = std::function<core::Result<QByteArray>()>;
    ledger::Checkpoint checkpoint;
    bool whole = false;
    QString software;
    QMap<QByteArray, Content> files; // by name; all but the manifest
};
// CannotWrite, DiskFull, or what a content failed with. What was at `path` before stays then.
core::Result<void> writeBundle(const QString &path, const Bundle &bundle);

} // namespace countersign::exchange
