// One line of a case file to a core::CaseRecord, everything checked. Formats: countersign.case/1 (resources/schemas/README.md,
// contracts.md §2) and the neutral shape of public review sets (`source`, `evidence[].media_type`, `reference`).
// The format is told per record. Pure; a CaseLineReader belongs to one thread and reuses its memory from line to line.
#pragma once

#include "core/caserecord.h"
#include "core/result.h"
#include "exchange/jsontree.h"

namespace countersign::exchange {

enum class Format { Auto, Case, Neutral };

// "auto", "case", "neutral" and back; nothing for any other word.
QString formatName(Format format);
std::optional<Format> formatFromName(QStringView name);

class CaseLineReader {
public:
    // The record; `source` is the line as given (callers take the LF away), action, form, fields, confidence and reference are
    // slices of it. A neutral record has no team (empty): the importer's applies. A null where an optional value may stand counts as
    // absent. What is accepted under a format asked for is read alike with Auto, later, from the stored line.
    // Failures name a JSON pointer in `where` and what was expected in `detail`: everything JsonTree::read refuses, and WrongType,
    // MissingField, BadValue, DuplicateId (evidence), BlobMismatch (a text that has another SHA-256 than declared), PathEscapes
    // (file), UnknownFormat (detail: the schema named).
    core::Result<core::CaseRecord> read(QByteArrayView line, Format format = Format::Auto);

private:
    JsonTree m_tree;
};

// The same for a single line, for example a source blob from the store.
core::Result<core::CaseRecord> readCaseLine(QByteArrayView line, Format format = Format::Auto);

// RFC 3339 date and time with any offset → UTC, to the millisecond (further digits are cut off). Nothing when it is not one.
std::optional<QDateTime> utcFromRfc3339(QStringView text);

} // namespace countersign::exchange
