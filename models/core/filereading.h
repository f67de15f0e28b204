// Reading a file to its end with a bound, for whatever lets a file in.
#pragma once

#include "core/result.h"

#include <QFileDevice>

namespace countersign::core {

// What is left of an open file, a pipe or a terminal; room is taken for what is there, not for what is allowed. `name` is what an
// error says. Errors: CannotRead with the system's reason; TooLarge above `limit` bytes.
Result<QByteArray> readToEnd(QFileDevice &file, const QString &name, qint64 limit);

} // namespace countersign::core
