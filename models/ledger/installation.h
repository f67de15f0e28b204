// This installation: its device id and its workstation key, which cosigns checkpoints and nothing else.
#pragma once

#include "core/result.h"
#include "ledger/unlockedkey.h"

namespace countersign::ledger {

struct Installation {
    QByteArray device;                      // 32 lower-case hex digits, random
    std::unique_ptr<UnlockedKey> key;       // not sealed: the file has mode 0600
};

// Loads <folder>/installation, or makes it (mode 0600) where there is none. BadKeyFile if damaged: then nothing is made anew, since a new
// device id would hide a copied folder.
core::Result<Installation> loadInstallation(const QString &folder);

} // namespace countersign::ledger
