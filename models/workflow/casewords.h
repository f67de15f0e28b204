// What can be said of a case from its received line alone.
#pragma once

#include "core/result.h"

#include <QByteArrayView>

namespace countersign::workflow {

struct CaseWords {
    bool isFields = false; // else a text
    QString searchText;    // as core::NewCase::searchText
};

// Failures of exchange::readCaseLine.
core::Result<CaseWords> wordsOfCase(QByteArrayView source);

} // namespace countersign::workflow
