// The reasons a reviewer can name, as codes for the record with the words shown for them. Pure functions.
#pragma once

#include "core/decision.h"
#include "core/wording.h"
#include "diff/fielddiff.h"

#include <QStringList>

namespace countersign::ui {

struct Reason {
    QString code;
    QString words;
    bool likely = false; // fits what was changed
    bool operator==(const Reason &) const = default;
};

// What the program knows for a kind's field, and for every field; in place of each the store may have a list of its own.
QStringList fieldReasonCodes(const QString &kind);
QStringList everyReasonCodes();
// What can be chosen for a case of this kind.
QList<Reason> reasonsFor(const QString &kind, const QList<core::Wording> &wordings);

// The same with those in front that fit what was changed (a number → "value-wrong"). Proposed, never filled in.
QList<Reason> proposedReasons(QList<Reason> reasons, const QList<diff::Hunk> &changes);
QList<Reason> proposedReasons(QList<Reason> reasons, const QList<diff::FieldDifference> &changes);

} // namespace countersign::ui
