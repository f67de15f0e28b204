// What the terminal says about a failure: the window's sentence, in one place for both.
#pragma once

#include "core/result.h"

namespace countersign::app {

// Detail of a ClaimLost where there never was a claim to lose.
inline constexpr auto noClaim = QLatin1String("none");
// Of a BadValue: a line of a batch that corrects the content and does not say so.
inline constexpr auto contentWithoutEdit = QLatin1String("content-without-edit");

// Detail of a VerificationFailed where eight words are not those of the key.
inline constexpr auto wordsDiffer = QLatin1String("words");

// One sentence with its place, ending in a full stop.
QString errorSentence(const core::Error &error);

} // namespace countersign::app
