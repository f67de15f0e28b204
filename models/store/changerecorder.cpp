#define SQLITE_ENABLE_PREUPDATE_HOOK 1

#include "store/changerecorder.h"

#include <array>
#include <cstring>
#include <QtEndian>
#include <sqlite3.h>

namespace countersign::store {

namespace {

constexpr std::array<const char *, 3> unrecorded{"migration", "allowed_move", "blob"};
constexpr char undefined = 0;

void putLength(QByteArray &bytes, quint32 length)
{
    for (int shift = 28; shift > 0; shift -= 7)
        if (length >> shift)
            bytes += char(((length >> shift) & 0x7F) | 0x80);
    bytes += char(length & 0x7F);
}

// Type, then eight bytes big-endian, or length and bytes.
void put(QByteArray &bytes, sqlite3_value *value)
{
    const int type = sqlite3_value_type(value);
    bytes += char(type);
    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        quint64 number = 0;
        if (type == SQLITE_INTEGER) {
            number = quint64(sqlite3_value_int64(value));
        } else {
            const double real = sqlite3_value_double(value);
            std::memcpy(&number, &real, sizeof number);
        }
        number = qToBigEndian(number);
        bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    } else if (type != SQLITE_NULL) {
        const void *const start = type == SQLITE_TEXT ? static_cast<const void *>(sqlite3_value_text(value)) : sqlite3_value_blob(value);
        const int size = sqlite3_value_bytes(value);
        putLength(bytes, quint32(size));
        bytes.append(static_cast<const char *>(start), size);
    }
}

QByteArray spelt(sqlite3_value *value)
{
    QByteArray bytes;
    put(bytes, value);
    return bytes;
}

// The value that is spelt from `at` on, which outlives the next step. Where the next one begins.
const char *bind(sqlite3_stmt *statement, int place, const char *at)
{
    const int type = *at++;
    if (type == SQLITE_NULL)
        return at;
    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        const quint64 number = qFromBigEndian<quint64>(at);
        double real = 0;
        std::memcpy(&real, &number, sizeof real);
        if (type == SQLITE_INTEGER)
            sqlite3_bind_int64(statement, place, sqlite3_int64(number));
        else
            sqlite3_bind_double(statement, place, real);
        return at + sizeof number;
    }
    quint32 size = 0;
    do
        size = size << 7 | (static_cast<unsigned char>(*at) & 0x7Fu);
    while (*at++ & 0x80);
    if (type == SQLITE_TEXT)
        sqlite3_bind_text(statement, place, at, int(size), SQLITE_STATIC);
    else
        sqlite3_bind_blob(statement, place, at, int(size), SQLITE_STATIC);
    return at + size;
}

QByteArray quoted(QByteArray name)
{
    return '"' + name.replace('"', "\"\"") + '"';
}

} // namespace

bool isRecorded(const char *table)
{
    for (const char *const name : unrecorded)
        if (std::strcmp(table, name) == 0)
            return false;
    return std::strncmp(table, "sqlite_", 7) != 0;
}

std::unique_ptr<ChangeRecorder> ChangeRecorder::over(sqlite3 *database)
{
    std::unique_ptr<ChangeRecorder> recorder(new ChangeRecorder(database));
    return recorder->learn() ? std::move(recorder) : nullptr;
}

bool ChangeRecorder::learn()
{
    constexpr char sql[] = "SELECT t.name, c.name, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c"
                           " WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY t.name, c.cid";
    sqlite3_stmt *columns = nullptr;
    int answer = sqlite3_prepare_v2(m_database, sql, -1, &columns, nullptr);
    const auto text = [&](int column) { return QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(columns, column))); };
    while (answer == SQLITE_OK || answer == SQLITE_ROW) {
        if (answer = sqlite3_step(columns); answer != SQLITE_ROW || !isRecorded(reinterpret_cast<const char *>(sqlite3_column_text(columns, 0))))
            continue;
        if (m_tables.isEmpty() || m_tables.last().name != text(0))
            m_tables.append({text(0), {}, {}, nullptr, {}, {}});
        m_tables.last().columns.append(text(1));
        m_tables.last().keyPlace.append(char(sqlite3_column_int(columns, 2)));
    }
    sqlite3_finalize(columns);
    m_tables.removeIf([](const Table &table) { return table.keyPlace.count('\0') == table.keyPlace.size(); });
    for (qsizetype i = 0; i < m_tables.size(); ++i)
        m_known.insert(m_tables[i].name, i);
    return answer == SQLITE_DONE;
}

bool ChangeRecorder::prepare(Table &table) const
{
    if (table.find)
        return true;
    QByteArrayList selected, keys;
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        selected.append(quoted(table.columns[i]));
        if (table.keyPlace[i] != 0)
            keys.append(quoted(table.columns[i]) + " = ?" + QByteArray::number(keys.size() + 1));
    }
    const QByteArray sql = "SELECT " + selected.join(", ") + " FROM main." + quoted(table.name) + " WHERE " + keys.join(" AND ");
    return sqlite3_prepare_v3(m_database, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &table.find, nullptr) == SQLITE_OK;
}

ChangeRecorder::~ChangeRecorder()
{
    drop();
    for (const Table &table : std::as_const(m_tables))
        sqlite3_finalize(table.find);
}

void ChangeRecorder::begin()
{
    drop();
    const auto heard = [](void *recorder, sqlite3 *, int operation, const char *schema, const char *table, sqlite3_int64, sqlite3_int64) {
        if (std::strcmp(schema, "main") == 0)
            static_cast<ChangeRecorder *>(recorder)->take(operation, QByteArray::fromRawData(table, qsizetype(std::strlen(table))));
    };
    sqlite3_preupdate_hook(m_database, heard, this);
}

void ChangeRecorder::drop()
{
    sqlite3_preupdate_hook(m_database, nullptr, nullptr);
    m_failed = false;
    for (Table &table : m_tables) {
        table.touched.clear();
        table.places.clear();
    }
}

// Called before a row is changed, also for rows of a statement that is undone afterwards: only which rows, and what they were, is taken from here.
void ChangeRecorder::take(int operation, const QByteArray &name)
{
    const auto known = m_known.constFind(name);
    if (known == m_known.constEnd())
        return;
    Table &table = m_tables[*known];
    m_failed = m_failed || sqlite3_preupdate_count(m_database) != table.keyPlace.size();
    if (operation != SQLITE_INSERT)
        touch(table, &sqlite3_preupdate_old, true);
    if (operation != SQLITE_DELETE)
        touch(table, &sqlite3_preupdate_new, false);
}

void ChangeRecorder::touch(Table &table, Column column, bool isThere)
{
    const auto value = [&](qsizetype place) {
        sqlite3_value *found = nullptr;
        m_failed = m_failed || column(m_database, int(place), &found) != SQLITE_OK || !found;
        return found;
    };
    QByteArray key;
    for (qsizetype i = 0; i < table.keyPlace.size() && !m_failed; ++i)
        if (table.keyPlace[i] != 0)
            if (sqlite3_value *const found = value(i); !m_failed)
                put(key, found);
    if (m_failed || table.places.contains(key))
        return;
    Touched touched{key, {}};
    if (isThere)
        touched.before.emplace();
    for (qsizetype i = 0; isThere && i < table.keyPlace.size() && !m_failed; ++i)
        if (sqlite3_value *const found = value(i); !m_failed)
            touched.before->append(spelt(found));
    table.places.insert(key, table.touched.size());
    table.touched.append(std::move(touched));
}

// What became of one row.
void ChangeRecorder::putRow(QByteArray &changes, const Table &table, const Touched &touched, bool &good) const
{
    const char *at = touched.key.constData();
    for (int place = 1; at != touched.key.constEnd(); ++place)
        at = bind(table.find, place, at);
    const int answer = sqlite3_step(table.find);
    good = good && (answer == SQLITE_ROW || answer == SQLITE_DONE);
    const auto head = [](int operation) { return QByteArray(1, char(operation)) + '\0'; };
    if (!touched.before && answer == SQLITE_ROW) {
        changes += head(SQLITE_INSERT);
        for (int i = 0; i < int(table.keyPlace.size()); ++i)
            put(changes, sqlite3_column_value(table.find, i));
    } else if (touched.before && answer == SQLITE_ROW) {
        QByteArray was, is;
        bool isOther = false;
        for (int i = 0; i < int(table.keyPlace.size()); ++i) {
            const QByteArray now = spelt(sqlite3_column_value(table.find, i));
            const bool differs = now != (*touched.before)[i];
            was += differs || table.keyPlace[i] != 0 ? (*touched.before)[i] : QByteArray(1, undefined);
            is += differs ? now : QByteArray(1, undefined);
            isOther = isOther || differs;
        }
        if (isOther)
            changes += head(SQLITE_UPDATE) + was + is;
    } else if (touched.before) {
        changes += head(SQLITE_DELETE) + touched.before->join();
    }
    sqlite3_reset(table.find);
    sqlite3_clear_bindings(table.find);
}

// A savepoint makes the index of words write down what it holds back until the commit.
std::optional<QByteArray> ChangeRecorder::end()
{
    bool good = sqlite3_exec(m_database, "SAVEPOINT changes; RELEASE changes", nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_preupdate_hook(m_database, nullptr, nullptr);
    good = good && !m_failed;
    QByteArray all;
    for (Table &table : m_tables) {
        if (table.touched.isEmpty() || !good)
            continue;
        good = prepare(table);
        const qsizetype begin = all.size();
        all += 'T';
        putLength(all, quint32(table.keyPlace.size()));
        all += table.keyPlace + table.name + '\0';
        const qsizetype empty = all.size();
        for (const Touched &touched : std::as_const(table.touched))
            if (good)
                putRow(all, table, touched, good);
        if (all.size() == empty)
            all.truncate(begin);
    }
    drop();
    return good ? std::optional(all) : std::nullopt;
}

} // namespace countersign::store
