// SHA-256 of a file's content, as a case file declares it: 64 lower-case hex digits. Internal to exchange.
#pragma once

#include "ledger/hash.h"

#include <QString>

namespace countersign::exchange {

inline QString sha256Hex(QByteArrayView bytes)
{
    return QString::fromLatin1(ledger::sha256(bytes).hex());
}

} // namespace countersign::exchange
