// The reasons a reviewer can name, as codes for the record; ui/speech turns them into words. Pure functions.
#pragma once

#include "core/decision.h"
#include "diff/hunks.h"

#include <QStringList>

namespace countersign::ui {

// What can be chosen for a case of this kind: what its field knows first, then what every field knows.
QStringList reasonCodes(const QString &kind);

// The same with those in front that fit what was changed (a number → "value-wrong"). Proposed, never filled in.
QStringList proposedReasons(const QString &kind, const QList<diff::Hunk> &changes);

} // namespace countersign::ui
