#include "diff/engine/box.h"

namespace countersign::diff {

void trim(const Atoms &a, const Atoms &b, Box &box, Run &head, Run &tail)
{
    head = {box.a0, box.b0, 0};
    while (!box.isEmpty() && a[size_t(box.a0)].matches(b[size_t(box.b0)])) {
        ++box.a0;
        ++box.b0;
        ++head.count;
    }
    tail.count = 0;
    while (!box.isEmpty() && a[size_t(box.a1)].blank == b[size_t(box.b1)].blank && a[size_t(box.a1 - 1)].word == b[size_t(box.b1 - 1)].word) {
        --box.a1;
        --box.b1;
        ++tail.count;
    }
    tail.a = box.a1;
    tail.b = box.b1;
}

} // namespace countersign::diff
