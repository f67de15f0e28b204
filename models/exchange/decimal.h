// Exact comparisons of JSON number literals of any length. Internal to exchange.
#pragma once

#include <QByteArrayView>

namespace countersign::exchange {

// Whether 0 ≤ literal ≤ 1, without rounding. The literal is a number as JsonTree read it.
bool isWithinOne(QByteArrayView literal);

} // namespace countersign::exchange
