// A new case as its rows: spelt as the columns want it, and checked, before a store is asked for anything.
#pragma once

#include "core/knowncases.h"

namespace countersign::store {

struct CaseRows final : core::ReadyCase {
    core::TeamId team;
    int version = 1;
    int risk = 0;
    int priority = 0;
    QByteArray id, kind, title, due, state, arrived;
    QByteArray digest, source, reference;              // reference: empty for none
    core::CaseRoute route;
    QByteArray rule, group, mode, importer, statement; // of the route, and of the import
    QList<std::pair<QByteArray, QByteArray>> files;    // evidence id and digest
    int seats = 0;
    struct Claim {
        int slot = 1;
        qint64 fence = 0;
        QByteArray holder, since, expires;
    };
    std::optional<Claim> claim;                        // one that it comes with
    QByteArray words;                                  // as the search index is given them
};

// Any thread. BadValue, DuplicateId (two pieces of evidence).
core::Result<std::shared_ptr<const CaseRows>> rowsOf(const core::NewCase &newCase, const core::Claim *claim);

} // namespace countersign::store
