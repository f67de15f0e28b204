// Inside the library only: security events are no entries of the log, so what this installation saw of them is noted outside the store, and no
// event that was there may be another or gone. On a server nobody who works there can change them.
#pragma once

#include "workflow/openstore.h"

namespace countersign::workflow {

struct EventsSeen {
    QString wrong;        // "security-events …"; empty: they continue what was noted
    bool foreign = false; // the note was not ours and was set aside
    QByteArray note;      // for the next time; empty: none is kept here
};

// After a restore (a higher `epoch`) they begin anew: what happened since the backup is gone with it, and a supervisor has signed that.
core::Result<EventsSeen> lookAtEvents(const Ports &ports, const QString &folder, quint64 epoch);
core::Result<void> noteEvents(const Ports &ports, const QString &folder, const EventsSeen &seen);

} // namespace countersign::workflow
