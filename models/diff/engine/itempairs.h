// Which item of one array is which of the other: by key field, else by content, else by likeness. Pure; any thread.
#pragma once

#include "diff/engine/fieldtree.h"

namespace countersign::diff {

struct ItemPairs {
    std::vector<int> otherOfA; // by place in a's array: place in b's, -1 for none
    std::vector<int> otherOfB;
    bool crossed = false; // the pairs are not in the same order on both sides
};

ItemPairs pairItems(const FieldTree &a, int left, const FieldTree &b, int right);

} // namespace countersign::diff
