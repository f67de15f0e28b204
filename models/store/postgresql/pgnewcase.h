// A new case as import_cases takes it: one element of each of its columns.
#pragma once

#include "core/knowncases.h"
#include "store/postgresql/pgvalues.h"

namespace countersign::store {

// Never changes once it is made: any thread may make one.
struct PgNewCase final : core::ReadyCase {
    struct Evidence {
        QByteArray id, digest;
    };
    QByteArray id, kind, title, due, form, rule, words; // UTF-8
    QByteArray placed;                                  // null: the server tells the words apart
    qint64 version = 1, risk = 0, priority = 0;
    QByteArray source, reference;                       // digests; null for none
    QList<Evidence> evidence;                           // what is a file
    QList<core::StoredBlob> blobs;                      // all of it; of one with a digest only, the rest is in the outbox
};

// Without `blobs`, they are looked for in the outbox at the end.
core::Result<std::shared_ptr<const PgNewCase>> pgNewCase(const core::NewCase &newCase, const QList<core::StoredBlob> &blobs = {});

// The columns of many, behind those that stand there: from the ids to the places of the words.
void appendColumns(PgValues &values, const QList<std::shared_ptr<const PgNewCase>> &cases);

} // namespace countersign::store
