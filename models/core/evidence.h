// Evidence: a source item the suggestion must be judged against.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace countersign::core {

struct EvidenceItem {
    QString id;        // unique within the case
    QString title;     // as shown on its tab; falls back to the id
    QString mediaType; // as received; an unknown type is kept and offered as "cannot be shown"
    std::optional<QString> text; // inline text, or
    QString file;      // the path as named in the case file (empty for text)
    QString sha256;    // lower-case hex as declared by the submitter, may be empty
    QString blob;      // "sha256:…" digest of the stored blob of a file (empty for text, and before import)
    bool operator==(const EvidenceItem &) const = default;
};

// A place in a text, in Unicode code points (W3C TextPositionSelector) with its quote (TextQuoteSelector), or a
// field by JSON pointer, or a region [x, y, width, height] as fractions of a page or image.
struct Selector {
    qsizetype start = -1; // -1: no text position
    qsizetype end = -1;
    QString exact;
    QString prefix;
    QString suffix;
    QString field;        // RFC 6901 pointer into the suggestion's fields
    QList<double> region; // four fractions, or empty
    int page = 0;         // from 1; 0: none
    bool operator==(const Selector &) const = default;
};

// Link from a place in the suggestion to a place in the evidence.
struct Citation {
    Selector at;
    QString evidence; // EvidenceItem::id
    Selector in;
    bool operator==(const Citation &) const = default;
};

} // namespace countersign::core
