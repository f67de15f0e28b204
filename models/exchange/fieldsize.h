// How much room the rows of a value would take, told without making them. Internal to exchange.
#pragma once

#include "exchange/jsontree.h"

namespace countersign::exchange {

// Bytes of all pointers below a value together. A long name above many values would multiply without end.
constexpr qint64 maxPointerBytes = 128 * 1024 * 1024;
qint64 pointerBytes(JsonValue value);

} // namespace countersign::exchange
