// How every figure is taken: rounds in which ours and what it is measured against take turns, so that a busy machine slows both;
// medians of the rounds; one JSON line per figure on standard output.
#pragma once

#include <QByteArray>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <optional>
#include <vector>

namespace countersign::benchmark {

// Seconds that `work` takes.
inline double seconds(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Seconds of processor time that `work` takes on all threads: what other programs do at the same time hardly counts.
inline double processorSeconds(const std::function<void()> &work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
    };
    const double begin = now();
    work();
    return now() - begin;
}

inline double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

struct Measured {
    double ours = 0;    // median seconds
    double against = 0; // median seconds of the other
    double ratio = 0;   // median over the rounds of ours / against
};

// Each round runs both once, in turns the one or the other first. What they return is seconds, so that each can leave its
// preparation out of the time (see seconds()).
inline Measured interleaved(int rounds, const std::function<double()> &ours, const std::function<double()> &against)
{
    std::vector<double> mine, theirs, ratios;
    for (int round = 0; round < rounds; ++round) {
        const bool first = round % 2 == 0;
        const double a = first ? ours() : 0;
        theirs.push_back(against());
        mine.push_back(first ? a : ours());
        ratios.push_back(mine.back() / theirs.back());
    }
    return {median(mine), median(theirs), median(ratios)};
}

// One figure: {"name":"decide","value":812.3,"unit":"1/s","ratio":0.91,"against":"the same rows through the raw C API"}.
// No ratio where the target is an absolute value; `against` then names the target.
inline void report(const char *name, double value, const char *unit, std::optional<double> ratio, const char *against)
{
    const QByteArray shown = ratio ? QByteArray::number(*ratio, 'g', 4) : QByteArray("null");
    std::printf("{\"name\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"ratio\":%s,\"against\":\"%s\"}\n", name,
                QByteArray::number(value, 'g', 6).constData(), unit, shown.constData(), against);
    std::fflush(stdout);
}

} // namespace countersign::benchmark
