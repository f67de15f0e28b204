// The words a store offers at the desk: reasons, sentences for the rationale, pieces of text. Edited as one list.
#pragma once

#include "workflow/openstore.h"

namespace countersign::workflow {

core::Result<QList<core::Wording>> wordings(const Ports &ports);
// In place of all there were. NotAllowed without the role of supervisor or administrator; BadValue (where: the line, from 1) for an empty
// text or a code that cannot be signed.
core::Result<void> saveWordings(const Ports &ports, const core::Person &person, const QList<core::Wording> &wordings);

// A code for words that have none yet: letters and digits with "-" between; empty when nothing of them can stand in a code.
QString reasonCode(const QString &words);

} // namespace countersign::workflow
