// Where the files lie that a case file names: a directory or a zip. Internal to exchange.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

class QIODevice;

namespace countersign::exchange {

class EvidenceFolder {
public:
    virtual ~EvidenceFolder() = default;
    // The whole content of a file whose name passed isInsideName(). BlobMissing, PathEscapes (a link out of the folder), TooLarge,
    // CannotRead.
    virtual core::Result<QByteArray> read(const QString &name, qint64 limit) = 0;
};

// A directory. Links inside it are followed as long as they stay inside. Names are looked up at every read.
std::unique_ptr<EvidenceFolder> openDirectory(const QString &path);

// A zip with cases.jsonl at its root or in its only folder that has one: the lines as a device that must not outlive the folder,
// which is where cases.jsonl lies. CannotRead (damaged, encrypted), UnknownFormat (no cases.jsonl, or several).
struct OpenedZip {
    std::unique_ptr<EvidenceFolder> folder;
    std::unique_ptr<QIODevice> lines;
    qint64 lineBytes = 0;
    QString linesName; // inside the zip
};
core::Result<OpenedZip> openZip(const QString &path);

} // namespace countersign::exchange
