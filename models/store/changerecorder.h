// What one transaction changes, written as a changeset of SQLite's session extension: each row once, from what it was to what it became. SQLite's
// own recording looks at every table and prepares a statement for it in every transaction; this one does so once per connection.
#pragma once

#include <memory>
#include <optional>
#include <QByteArray>
#include <QHash>
#include <QList>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace countersign::store {

// Tables that are not recorded, besides SQLite's own and those without a primary key: what every store has by itself, and blobs, which are kept
// one by one.
bool isRecorded(const char *table);

// Of one connection and its schema, which stay as they are. Takes SQLite's only preupdate hook while it records.
class ChangeRecorder {
public:
    // Nothing where SQLite failed, which then says why.
    static std::unique_ptr<ChangeRecorder> over(sqlite3 *database);
    ~ChangeRecorder(); // before the connection is closed
    ChangeRecorder(const ChangeRecorder &) = delete;
    ChangeRecorder &operator=(const ChangeRecorder &) = delete;

    void begin();
    // Of everything since begin(), as it is now; recording ends. Nothing where SQLite failed.
    std::optional<QByteArray> end();
    // What was recorded is nobody's.
    void drop();

private:
    using Values = QList<QByteArray>; // of a row, each as a changeset spells it
    struct Touched {
        QByteArray key;                // its values, one after the other
        std::optional<Values> before;  // nothing: there was no such row
    };
    struct Table {
        QByteArray name;
        QByteArrayList columns;
        QByteArray keyPlace;           // per column, from 1 on; 0: not of the primary key
        sqlite3_stmt *find = nullptr;  // a row by its key; prepared when it is first needed
        QList<Touched> touched;
        QHash<QByteArray, qsizetype> places; // by key
    };

    explicit ChangeRecorder(sqlite3 *database) : m_database(database) {}
    bool learn();
    void take(int operation, const QByteArray &table);
    using Column = int (*)(sqlite3 *, int, sqlite3_value **);
    void touch(Table &table, Column column, bool isThere);
    bool prepare(Table &table) const;
    void putRow(QByteArray &changes, const Table &table, const Touched &touched, bool &good) const;

    sqlite3 *m_database;
    QHash<QByteArray, qsizetype> m_known;
    QList<Table> m_tables;
    bool m_failed = false;
};

} // namespace countersign::store
