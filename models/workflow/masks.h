// Masks: pictures of a case that are laid over another of its pictures, to show which part of it is meant.
#pragma once

#include "core/caserecord.h"

#include <optional>

namespace countersign::workflow {

struct MaskPlace {
    QString over;           // EvidenceItem::id of the picture
    bool suggested = false; // part of what the AI proposes: nothing for eyes that are to answer first
    bool operator==(const MaskPlace &) const = default;
};

// What the item's type says: `image/png; over=xray`, with `of=suggestion` behind it where the AI made it. Nothing when it is no mask.
std::optional<MaskPlace> maskPlace(const core::EvidenceItem &item);

// The mask that a suggestion names in its fields ("mask_file"), as an item over the first picture of the evidence: stored and signed for like
// evidence, though no evidence. Nothing when there is no picture, or no such name. A mask that the reference names is never brought in.
std::optional<core::EvidenceItem> suggestedMask(const core::CaseRecord &record);

// The items without what the suggestion brought.
QList<core::EvidenceItem> withoutSuggested(QList<core::EvidenceItem> items);

} // namespace countersign::workflow
