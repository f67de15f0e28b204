// Times as a person gives them on the command line.
#pragma once

#include "core/result.h"

#include <QDateTime>
#include <chrono>

namespace countersign::app {

// A date (its first moment in UTC) or an RFC 3339 date and time; an invalid QDateTime for an empty text. WrongCall, naming `option`.
core::Result<QDateTime> moment(const QString &option, const QString &text);

// Seconds, decimals allowed, 0 or more. WrongCall, naming `option`.
core::Result<std::chrono::milliseconds> seconds(const QString &option, const QString &text);

} // namespace countersign::app
