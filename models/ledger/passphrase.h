// What a passphrase must be (NIST SP 800-63B §5.1.1): long enough and not a common one. No composition rules.
#pragma once

#include "core/ids.h"
#include "core/result.h"

namespace countersign::ledger {

inline constexpr int passphraseMinimum = 15; // characters (code points after NFC)

// WeakSecret with detail "length", "repeated", "sequence", "keyboard", "context" or "common".
core::Result<void> checkPassphrase(QStringView typed, const core::PersonId &person, const QString &printedName = {});
// Six to twelve digits, neither all one digit nor a run.
core::Result<void> checkPin(QStringView typed);

} // namespace countersign::ledger
