// What the doctor says: what was found, and how to mend it.
#pragma once

#include "workflow/storefiles.h"

namespace countersign::app {

struct DoctorWords {
    QString found;
    QString mend; // empty when nothing is to be done
};

DoctorWords doctorWords(const workflow::Observation &seen);

} // namespace countersign::app
