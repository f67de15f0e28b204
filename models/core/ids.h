// Ids are distinct types: a PersonId never passes for a CaseId. Values; the text is the id as written in files and statements.
#pragma once

#include <QHash>
#include <QString>
#include <compare>

namespace countersign::core {

template <typename Tag>
struct Id {
    QString value;

    Id() = default;
    explicit Id(QString text) : value(std::move(text)) {}
    bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &a, const Id &b) { return a.value.compare(b.value) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using CaseId = Id<struct CaseTag>;           // the submitter's own, unique per team
using PersonId = Id<struct PersonTag>;       // actor: "ada", the login role on a server
using TeamId = Id<struct TeamTag>;           // default "main"
using StatementId = Id<struct StatementTag>; // UUIDv7, lower case
using StoreId = Id<struct StoreTag>;         // UUIDv4, lower case

// A fresh UUIDv7 (RFC 9562 §5.7) for the given time, in milliseconds since 1970; monotonic within the process.
StatementId newStatementId(qint64 unixMilliseconds);
// A fresh UUIDv4.
StoreId newStoreId();

} // namespace countersign::core
