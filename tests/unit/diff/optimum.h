// The exact minimum of the reading cost over word tokens: Gotoh's affine-gap table over all of them, the plain way. A yardstick for
// tests and benchmarks. Line ends and normal forms count as equal, as they do for the engine.
#pragma once

#include "diff/tokens.h"

#include <QHash>
#include <algorithm>
#include <vector>

namespace countersign::diff {

inline qint64 exactOptimum(QStringView a, QStringView b)
{
    struct Word {
        int id;
        int length;
    };
    QHash<QString, int> ids;
    const auto read = [&](QStringView text) {
        std::vector<Word> words;
        for (const Token &token : tokenise(text)) {
            const bool lineEnd = token.kind == TokenKind::LineEnd;
            const QString key = lineEnd ? QStringLiteral("\n")
                                        : text.sliced(token.start, token.length).toString().normalized(QString::NormalizationForm_C);
            if (!ids.contains(key))
                ids.insert(key, int(ids.size()));
            words.push_back({ids.value(key), int(key.size())});
        }
        return words;
    };
    const std::vector<Word> left = read(a);
    const std::vector<Word> right = read(b);
    constexpr int never = 1 << 29;
    const size_t width = right.size() + 1;
    std::vector<int> matched(width, never), gap(width, never), nextMatched(width), nextGap(width);
    for (size_t i = 0; i <= left.size(); ++i) {
        for (size_t j = 0; j < width; ++j) {
            int here = i == 0 && j == 0 ? 0 : never;
            if (i > 0 && j > 0 && left[i - 1].id == right[j - 1].id)
                here = std::min(matched[j - 1], gap[j - 1]);
            int changed = never;
            if (i > 0)
                changed = std::min(gap[j], matched[j] + 10) + left[i - 1].length;
            if (j > 0)
                changed = std::min(changed, std::min(nextGap[j - 1], nextMatched[j - 1] + 10) + right[j - 1].length);
            nextMatched[j] = here;
            nextGap[j] = changed;
        }
        matched.swap(nextMatched);
        gap.swap(nextGap);
    }
    return std::min(matched.back(), gap.back());
}

} // namespace countersign::diff
