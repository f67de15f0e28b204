// A file that somebody named, made bit by bit under a working name beside it: it has its own name once it is whole, and nothing is left of
// it before. One thread.
#pragma once

#include "core/result.h"

#include <QFile>

namespace countersign::ledger {

class NewFile {
public:
    explicit NewFile(const QString &name);
    ~NewFile(); // what was begun and not published is gone
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    // Mode 0600. CannotWrite where something has this name, or the working name (".unfinished").
    core::Result<void> begin();
    // What was written is on the disk, and will be read from there. CannotWrite, DiskFull.
    core::Result<void> sync();
    // Under its own name, which is still nobody else's. CannotWrite.
    core::Result<void> publish();

    // What the system said last of writing: DiskFull or CannotWrite.
    core::Result<void> failure() const;

private:
    QString m_name;
    bool m_mine = false;

public:
    QFile file; // under its working name; open once it was begun
};

} // namespace countersign::ledger
