// Tells from the first bytes whether a device may hold case lines, without taking them off it. Internal to exchange.
#pragma once

#include "core/result.h"

class QIODevice;

namespace countersign::exchange {

bool looksLikeZip(QIODevice &device);

// Nothing wrong for an empty device, or when a line among the first ones begins as a JSON object does: single bad records are the
// reader's to refuse. Else UnknownFormat (detail: what was expected and what it looks like).
core::Result<void> checkLines(QIODevice &device);

} // namespace countersign::exchange
