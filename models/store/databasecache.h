// Inside Database: its prepared statements.
#pragma once

#include "store/database.h"

#include <sqlite3.h>

namespace countersign::store {

struct Database::Cache {
    struct Entry {
        sqlite3_stmt *statement = nullptr;
        bool inUse = false;
    };
    // Node-based: statements on loan hold a pointer to their mark.
    std::unordered_map<QByteArray, Entry> entries;

    ~Cache() { clear(); }
    void clear()
    {
        for (const auto &[name, entry] : entries)
            sqlite3_finalize(entry.statement);
        entries.clear();
    }
};

} // namespace countersign::store
