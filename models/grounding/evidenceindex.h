// The evidence of one case made ready to be looked up: what it says, in which passage, how rare that is. Made once per case, in the
// background; a value that is cheap to copy and never changes; usable from any thread.
// Weights: inverse document frequency over the case's own passages (Spärck Jones 1972).
#pragma once

#include "diff/range.h"

#include <QList>
#include <QString>
#include <memory>
#include <stop_token>

namespace countersign::grounding {

struct EvidenceText {
    QString id;
    QString text;
    QString title = {}; // may begin with the number that texts name it by: "[3] Discharge letter"
};

struct IndexContents;

class EvidenceIndex {
public:
    EvidenceIndex() = default; // of no evidence
    // Texts beyond longestText code units together are read up to there. Whole up to some place when a stop was asked for: throw it away then.
    explicit EvidenceIndex(const QList<EvidenceText> &texts, const std::stop_token &stop = {});

    bool isEmpty() const; // nothing in it can be looked for
    const IndexContents *contents() const { return m_contents.get(); }

    static constexpr qsizetype longestText = 32 * 1024 * 1024;

private:
    std::shared_ptr<const IndexContents> m_contents;
};

} // namespace countersign::grounding
