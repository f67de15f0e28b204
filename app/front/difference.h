// The comparison of two text files for the front (front.cpp), in a module of its own that is loaded for it. C only, so that the front needs
// nothing but the system's library to start.
#pragma once

struct DifferenceCall {
    const char *before; // paths
    const char *after;
    bool line; // else by words
    bool json;
};

// The exit code, 0 or 1, once all is written to standard output; `handOver` for everything else: the whole program says what is wrong.
extern "C" __attribute__((visibility("default"))) int countersignDifference(const DifferenceCall *call);
inline constexpr int handOver = -1;
