// The store's one gate: every write transaction and every checkpoint passes it, one at a time and in order of arrival, whatever
// process or thread it comes from. Needed because SQLite's own busy waiting starves writers, and because a commit may race a
// checkpoint in SQLite 3.40.1.
//
// Two locks on a side file, "next" and "inside". Whoever wants in takes "next", then "inside", then lets "next" go: so only one
// ever waits at the door, and whoever comes out and wants in again has to queue behind the others. Waiting for one lock is
// first come, first served by the kernel. The locks are open-file-description locks (fcntl(2), F_OFD_SETLKW): they work between
// threads as between processes, and the kernel lets go of those of a process that died.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <chrono>
#include <memory>

namespace countersign::store {

class Gate {
public:
    // The side file is made (0600) at the first enter().
    explicit Gate(const QString &path);
    ~Gate();
    Gate(const Gate &) = delete;
    Gate &operator=(const Gate &) = delete;

    // Waits for one's turn. StoreBusy after `patience`, with the process inside as detail where it is known; StoreUnreachable,
    // StoreReadOnly or DiskFull when the side file cannot be made or locked. Not to be entered twice.
    core::Result<void> enter(std::chrono::milliseconds patience);
    // Without effect when not inside.
    void leave();
    bool isInside() const { return m_inside; }

private:
    struct SideFile;
    core::Result<void> openSideFile();
    int waitForTurn(std::chrono::milliseconds patience, bool hasNext);
    bool isStale() const;

    QString m_path;
    QByteArray m_name; // of the path, as the system spells it
    std::shared_ptr<SideFile> m_file;
    bool m_inside = false;
};

// Holds the gate for a scope.
class GateTurn {
public:
    explicit GateTurn(Gate &gate) : m_gate(gate) {}
    ~GateTurn() { m_gate.leave(); }
    GateTurn(const GateTurn &) = delete;
    GateTurn &operator=(const GateTurn &) = delete;

private:
    Gate &m_gate;
};

} // namespace countersign::store
