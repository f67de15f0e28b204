// A stream of case records from a .jsonl file, a folder holding cases.jsonl, or a .zip of such a folder, with the evidence files they
// name. Memory is bounded by the longest line allowed, not by the file. One object per thread; it reads what is there now and never
// writes.
#pragma once

#include "core/caserecord.h"
#include "core/result.h"
#include "exchange/caseline.h"

#include <memory>

namespace countersign::exchange {

struct SourcedCase {
    core::CaseRecord record;
    QString where; // "path/cases.jsonl:17"
    bool again = false; // the very same record stood earlier in this source
    bool operator==(const SourcedCase &) const = default;
};

class CaseSource {
public:
    static constexpr qint64 maxLineBytes = 64 * 1024 * 1024;
    static constexpr qint64 maxFileBytes = 256 * 1024 * 1024;

    virtual ~CaseSource() = default;

    // The next record, or why it is refused, or nothing at the end. A refused record does not end the stream; only CannotRead (the
    // input itself failed) is the last answer. `where` of an error is "path:line" or "path:line /json/pointer". Besides the kinds of
    // CaseLineReader: TooLarge (line; skipped without being loaded), DuplicateId (same id and version earlier in this source, with other
    // content; detail: "line N").
    virtual std::optional<core::Result<SourcedCase>> next() = 0;

    // Content of an evidence file named by a record of this source. Failures (`where`: the name as written): BlobMissing, BlobMismatch
    // (detail: the SHA-256 found), PathEscapes (absolute, "..", or a link that leaves the folder), TooLarge (detail: the limit in
    // bytes), CannotRead (detail: the system's reason; also for what is no ordinary file).
    virtual core::Result<QByteArray> readFile(const core::EvidenceItem &item) = 0;

    // Line of the record or refusal given last, from 1; 0 before the first.
    virtual qint64 lineNumber() const = 0;

    // Progress in bytes of the case lines; the total is 0 when it cannot be known beforehand (a pipe).
    virtual qint64 bytesRead() const = 0;
    virtual qint64 bytesTotal() const = 0;
};

// Opens a path; a pipe is read as it comes. An empty file is a source without records. CannotRead: missing, unreadable, a damaged zip, or a
// pipe that nobody opens for writing within ten seconds. UnknownFormat: not JSON
// Lines (binary, another text format, UTF-16), or a folder or zip without cases.jsonl; detail: what was expected. Malformed: one name twice in a zip.
core::Result<std::unique_ptr<CaseSource>> openCaseSource(const QString &path, Format format = Format::Auto);

// Whether a file name of a case file stays in its folder as written: relative, "/" between parts, no empty part, "." or "..", no
// backslash, no control character.
bool isInsideName(QStringView name);
// The same name without "." and "..", by its words alone; one that leads out of the folder stays as it is, and is none inside.
QString plainName(const QString &name);

} // namespace countersign::exchange
