#include "diff/engine/box.h"

namespace countersign::diff {

SharedBlanks sharedBlanks(const Atoms &a, const Atoms &b, const Vocabulary &words, Run before, Run after)
{
    const Atom &nextA = a[size_t(before.a + 1)];
    const Atom &nextB = b[size_t(before.b + 1)];
    const Atom &lastA = a[size_t(after.a)];
    const Atom &lastB = b[size_t(after.b)];
    SharedBlanks shared{words.sharedLeft(nextA.blank, nextB.blank), words.sharedRight(lastA.blank, lastB.blank)};
    // Where one side has no atom in between, its blanks can be shared once only.
    if (before.a + 1 == after.a)
        shared.right = std::min(shared.right, words.blankLength(nextA.blank) - shared.left);
    if (before.b + 1 == after.b)
        shared.right = std::min(shared.right, words.blankLength(nextB.blank) - shared.left);
    return shared;
}

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
