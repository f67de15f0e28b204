// What --store names: an embedded store by its path, or a shared store on a server.
#pragma once

#include "core/result.h"

namespace countersign::app {

struct StoreAddress {
    enum class Kind { Embedded, Shared };
    Kind kind = Kind::Embedded;
    QString path; // Embedded: absolute
    QString url;  // Shared: as given
    bool operator==(const StoreAddress &) const = default;
};

// A path, "sqlite:PATH", or "postgresql://…". WrongCall (detail: the sentence for it) when it is empty or of another scheme.
core::Result<StoreAddress> storeAddress(const QString &text);

} // namespace countersign::app
