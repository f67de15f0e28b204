// From case files to open cases: read, route by the adopted policy, store in signed batches.
#pragma once

#include "workflow/actingperson.h"

#include <stop_token>

namespace countersign::workflow {

struct ImportOptions {
    enum class Format { Auto, Case, Neutral };
    Format format = Format::Auto;
    bool dryRun = false;      // read and check everything, store nothing
    core::TeamId team{QStringLiteral("main")}; // of neutral records; a case file names its own
};

// A record that was refused; the others went in.
struct RefusedRecord {
    QString file;
    qint64 line = 0;          // from 1
    core::Error error;
};

struct ImportedFile {
    QString file;
    qint64 read = 0;          // records read, good or bad
    qint64 imported = 0;
    qint64 alreadyThere = 0;
    qint64 refused = 0;
};

struct ImportReport {
    QList<ImportedFile> files;
    QList<RefusedRecord> refusals; // the first 1 000 of a call
    bool cancelled = false;
};

struct ImportProgress {
    QString file;
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;
    qint64 records = 0;
};

// Imports every path (a .jsonl file, a folder or .zip with cases.jsonl). Bad records never stop the good ones; a file that cannot be
// read at all is one refusal. Fails as a whole only when the store fails (what earlier batches stored stays, each with its entry)
// or the person may not import. `progress` is called in the calling thread, a few times a second.
core::Result<ImportReport> importCases(const Ports &ports, const ActingPerson &importer, const QStringList &paths,
                                       const ImportOptions &options, const std::function<void(const ImportProgress &)> &progress = {},
                                       std::stop_token stop = {});

} // namespace countersign::workflow
