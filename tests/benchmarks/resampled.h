// How far a ratio of two F1 may be by the luck of the sample: the cases drawn again and again, with replacement (Efron's bootstrap).
#pragma once

#include "benchmarks/humanmarks.h"

#include <QRandomGenerator>

namespace countersign::benchmark {

struct Mark {
    int unit = 0; // case or document: what is drawn as a whole
    bool gold = false;
    bool ours = false;
    bool exact = false;
    bool words = false;  // a search word by word
    double support = 0;  // what `ours` was decided by
};

struct Scores {
    Scored ours, exact, words, everything;
    void add(const Mark &mark)
    {
        ours.add(mark.gold, mark.ours);
        exact.add(mark.gold, mark.exact);
        words.add(mark.gold, mark.words);
        everything.add(mark.gold, true);
    }
    double ratio() const { return ours.f1() / std::max(exact.f1(), 1e-9); }
};

inline Scores scoresOf(const std::vector<Mark> &marks)
{
    Scores made;
    for (const Mark &mark : marks)
        made.add(mark);
    return made;
}

// ", 90 % of samples 0.97 to 1.21": of the ratio to exact match.
inline QByteArray spread(const std::vector<Mark> &marks)
{
    constexpr int samples = 1000;
    std::vector<std::vector<const Mark *>> units;
    for (const Mark &mark : marks) {
        units.resize(std::max(units.size(), size_t(mark.unit) + 1));
        units[size_t(mark.unit)].push_back(&mark);
    }
    std::erase_if(units, [](const auto &unit) { return unit.empty(); });
    QRandomGenerator random(1);
    std::vector<double> ratios;
    for (int sample = 0; sample < samples && !units.empty(); ++sample) {
        Scores scores;
        for (size_t i = 0; i < units.size(); ++i)
            for (const Mark *mark : units[random.bounded(quint32(units.size()))])
                scores.add(*mark);
        if (scores.exact.f1() > 0)
            ratios.push_back(scores.ratio());
    }
    if (ratios.empty())
        return {};
    std::ranges::sort(ratios);
    const auto at = [&](double share) { return QByteArray::number(ratios[size_t(double(ratios.size() - 1) * share)], 'f', 2); };
    return ", 90 % of samples " + at(0.05) + " to " + at(0.95);
}

} // namespace countersign::benchmark
