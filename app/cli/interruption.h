// Ctrl+C (SIGINT) and SIGTERM as a stop token: work ends between two steps, never inside one. A second one ends the process at once.
#pragma once

#include <memory>
#include <stop_token>

namespace countersign::app {

// One object per process, made before any other thread. The token may be used from any thread.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    std::stop_token token() const;
    bool requested() const { return token().stop_requested(); }
    // What a shell expects of an interrupted process: 130 after SIGINT, 143 after SIGTERM.
    int exitCode() const;

    // Waits until `file` can be read. False when the work was interrupted meanwhile.
    bool waitReadable(int file) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace countersign::app
