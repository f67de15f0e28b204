// Inside Database: a transaction as it is being recorded.
#pragma once

#include "store/database.h"

struct sqlite3_session;

namespace countersign::store {

struct Database::Recording {
    sqlite3_session *session = nullptr;
    Recording() = default;
    ~Recording();
    Recording(const Recording &) = delete;
    Recording &operator=(const Recording &) = delete;
};

} // namespace countersign::store
