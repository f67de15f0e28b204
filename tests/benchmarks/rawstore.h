// What we are measured against: the same file through SQLite's C interface and nothing else. Any failure ends the program.
#pragma once

#include <QByteArray>
#include <QString>
#include <memory>
#include <sqlite3.h>
#include <vector>

namespace countersign::benchmark {

struct FreeValue {
    void operator()(sqlite3_value *value) const { sqlite3_value_free(value); }
};
using Row = std::vector<std::unique_ptr<sqlite3_value, FreeValue>>;

class RawStore {
public:
    // The store's own settings: write-ahead log, every commit on the disk, what is deleted overwritten, foreign keys.
    explicit RawStore(const QString &path)
    {
        check(sqlite3_open_v2(path.toUtf8().constData(), &m_db, SQLITE_OPEN_READWRITE, nullptr), "open");
        run("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096; PRAGMA cell_size_check = ON;"
            "PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL");
    }
    ~RawStore()
    {
        for (sqlite3_stmt *statement : m_statements)
            sqlite3_finalize(statement);
        sqlite3_close(m_db);
    }
    RawStore(const RawStore &) = delete;
    RawStore &operator=(const RawStore &) = delete;

    void run(const QByteArray &sql) { check(sqlite3_exec(m_db, sql.constData(), nullptr, nullptr, nullptr), sql.constData()); }

    // Lives as long as the store.
    sqlite3_stmt *prepare(const QByteArray &sql)
    {
        sqlite3_stmt *statement = nullptr;
        check(sqlite3_prepare_v3(m_db, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr), sql.constData());
        return m_statements.emplace_back(statement);
    }

    // INSERT of all columns of a table.
    sqlite3_stmt *insertInto(const QByteArray &table)
    {
        const qint64 columns = number("SELECT count(*) FROM pragma_table_info('" + table + "')");
        return prepare("INSERT INTO " + table + " VALUES (?" + QByteArray(",?").repeated(columns - 1) + ')');
    }

    // Binds the values from ?1 on and runs to the end.
    void step(sqlite3_stmt *statement, const Row &values)
    {
        for (size_t i = 0; i < values.size(); ++i)
            check(sqlite3_bind_value(statement, int(i + 1), values[i].get()), "bind");
        step(statement);
    }
    void step(sqlite3_stmt *statement)
    {
        if (sqlite3_step(statement) != SQLITE_DONE)
            qFatal("%s: %s", sqlite3_sql(statement), sqlite3_errmsg(m_db));
        sqlite3_reset(statement);
    }

    std::vector<Row> rows(const QByteArray &sql)
    {
        sqlite3_stmt *statement = nullptr;
        check(sqlite3_prepare_v2(m_db, sql.constData(), int(sql.size()), &statement, nullptr), sql.constData());
        std::vector<Row> found = rest(statement, -1);
        sqlite3_finalize(statement);
        return found;
    }
    // The next rows of a running query, at most `limit` (-1: all).
    std::vector<Row> rest(sqlite3_stmt *statement, int limit)
    {
        std::vector<Row> found;
        while (int(found.size()) != limit && sqlite3_step(statement) == SQLITE_ROW) {
            Row &row = found.emplace_back();
            for (int i = 0; i < sqlite3_column_count(statement); ++i)
                row.emplace_back(sqlite3_value_dup(sqlite3_column_value(statement, i)));
        }
        return found;
    }

    // The first row, and its first number.
    Row row(const QByteArray &sql) { return std::move(rows(sql).at(0)); }
    qint64 number(const QByteArray &sql) { return sqlite3_value_int64(row(sql).at(0).get()); }

    // A whole copy, as another file.
    void copyTo(const QString &path)
    {
        sqlite3 *copy = nullptr;
        check(sqlite3_open(path.toUtf8().constData(), &copy), "copy");
        sqlite3_backup *backup = sqlite3_backup_init(copy, "main", m_db, "main");
        if (sqlite3_backup_step(backup, -1) != SQLITE_DONE)
            qFatal("copy: %s", sqlite3_errmsg(copy));
        sqlite3_backup_finish(backup);
        sqlite3_close(copy);
    }

private:
    void check(int result, const char *what) const
    {
        if (result != SQLITE_OK)
            qFatal("%s: %s", what, sqlite3_errmsg(m_db));
    }

    sqlite3 *m_db = nullptr;
    std::vector<sqlite3_stmt *> m_statements;
};

} // namespace countersign::benchmark
