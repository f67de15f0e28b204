// Inside Database: its prepared statements.
#pragma once

#include "store/database.h"

#include <sqlite3.h>

namespace countersign::store {

struct Database::Cache {
    struct QtStatement {
        std::shared_ptr<QSqlQuery> query;
        bool inUse = false;
    };
    struct Native {
        sqlite3_stmt *statement = nullptr;
        bool inUse = false;
    };
    // Node-based: statements on loan hold a pointer to their mark.
    std::unordered_map<QByteArray, QtStatement> qt;
    std::unordered_map<QByteArray, Native> native;

    ~Cache() { clear(); }
    void clear()
    {
        qt.clear();
        for (const auto &[name, entry] : native)
            sqlite3_finalize(entry.statement);
        native.clear();
    }
};

} // namespace countersign::store
