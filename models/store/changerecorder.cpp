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
QByteArray spelt(sqlite3_value *value)
{
    const int type = sqlite3_value_type(value);
    QByteArray bytes;
    if (type == SQLITE_TEXT || type == SQLITE_BLOB)
        bytes.reserve(sqlite3_value_bytes(value) + 6);
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
    return bytes;
}

// `value` outlives the next step.
void bind(sqlite3_stmt *statement, int place, const QByteArray &value)
{
    const int type = value.at(0);
    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        const quint64 number = qFromBigEndian<quint64>(value.constData() + 1);
        double real = 0;
        std::memcpy(&real, &number, sizeof real);
        if (type == SQLITE_INTEGER)
            sqlite3_bind_int64(statement, place, sqlite3_int64(number));
        else
            sqlite3_bind_double(statement, place, real);
        return;
    }
    qsizetype start = 1;
    while (value.at(start++) & 0x80) { }
    if (type == SQLITE_TEXT)
        sqlite3_bind_text(statement, place, value.constData() + start, int(value.size() - start), SQLITE_STATIC);
    else
        sqlite3_bind_blob(statement, place, value.constData() + start, int(value.size() - start), SQLITE_STATIC);
}

QByteArray quoted(QByteArray name)
{
    return '"' + name.replace('"', "\"\"") + '"';
}

// One text of every row of `sql`, and one number.
std::optional<QList<std::pair<QByteArray, int>>> namesOf(sqlite3 *database, const QByteArray &sql)
{
    QList<std::pair<QByteArray, int>> names;
    sqlite3_stmt *statement = nullptr;
    int answer = sqlite3_prepare_v2(database, sql.constData(), int(sql.size()), &statement, nullptr);
    while (answer == SQLITE_OK || answer == SQLITE_ROW)
        if (answer = sqlite3_step(statement); answer == SQLITE_ROW)
            names.append({QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0))), sqlite3_column_int(statement, 1)});
    sqlite3_finalize(statement);
    return answer == SQLITE_DONE ? std::optional(names) : std::nullopt;
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
    const auto tables = namesOf(database, "SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'");
    bool good = tables.has_value();
    if (tables)
        for (const auto &[name, zero] : *tables)
            good = good && (!isRecorded(name.constData()) || recorder->learn(name));
    return good ? std::move(recorder) : nullptr;
}

bool ChangeRecorder::learn(const QByteArray &table)
{
    const auto columns = namesOf(m_database, "SELECT name, pk FROM pragma_table_info('" + QByteArray(table).replace('\'', "''") + "')");
    if (!columns)
        return false;
    Table known{table, {}, nullptr, {}, {}};
    QByteArrayList selected, keys;
    for (const auto &[name, key] : *columns) {
        selected.append(quoted(name));
        known.keyPlace.append(char(key));
        if (key > 0)
            keys.append(quoted(name) + " = ?" + QByteArray::number(keys.size() + 1));
    }
    if (keys.isEmpty())
        return true;
    const QByteArray sql = "SELECT " + selected.join(", ") + " FROM main." + quoted(table) + " WHERE " + keys.join(" AND ");
    if (sqlite3_prepare_v3(m_database, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &known.find, nullptr) != SQLITE_OK)
        return false;
    m_known.insert(table, m_tables.size());
    m_tables.append(known);
    return true;
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
    const auto values = [&](bool ofKey) {
        Values row;
        for (int i = 0; i < int(table.keyPlace.size()) && !m_failed; ++i) {
            if (ofKey && table.keyPlace[i] == 0)
                continue;
            sqlite3_value *value = nullptr;
            m_failed = column(m_database, i, &value) != SQLITE_OK || !value;
            if (!m_failed)
                row.append(spelt(value));
        }
        return row;
    };
    Touched touched{values(true), {}};
    const QByteArray key = touched.key.join();
    if (m_failed || table.places.contains(key))
        return;
    if (isThere)
        touched.before = values(false);
    table.places.insert(key, table.touched.size());
    table.touched.append(std::move(touched));
}

std::optional<ChangeRecorder::Values> ChangeRecorder::rowNow(const Table &table, const Values &key, bool &good) const
{
    for (qsizetype i = 0; i < key.size(); ++i)
        bind(table.find, int(i + 1), key[i]);
    const int answer = sqlite3_step(table.find);
    std::optional<Values> row;
    if (answer == SQLITE_ROW) {
        row.emplace(table.keyPlace.size());
        for (qsizetype i = 0; i < row->size(); ++i)
            (*row)[i] = spelt(sqlite3_column_value(table.find, int(i)));
    }
    good = good && (answer == SQLITE_ROW || answer == SQLITE_DONE);
    sqlite3_reset(table.find);
    sqlite3_clear_bindings(table.find);
    return row;
}

QByteArray ChangeRecorder::change(const Table &table, const Touched &touched, const std::optional<Values> &now)
{
    const auto head = [](int operation) { return QByteArray(1, char(operation)) + '\0'; };
    if (!touched.before)
        return now ? head(SQLITE_INSERT) + now->join() : QByteArray();
    if (!now)
        return head(SQLITE_DELETE) + touched.before->join();
    if (*now == *touched.before)
        return {};
    QByteArray was, is;
    for (qsizetype i = 0; i < now->size(); ++i) {
        const bool differs = (*now)[i] != (*touched.before)[i];
        was += differs || table.keyPlace[i] != 0 ? (*touched.before)[i] : QByteArray(1, undefined);
        is += differs ? (*now)[i] : QByteArray(1, undefined);
    }
    return head(SQLITE_UPDATE) + was + is;
}

// A savepoint makes the index of words write down what it holds back until the commit.
std::optional<QByteArray> ChangeRecorder::end()
{
    bool good = sqlite3_exec(m_database, "SAVEPOINT changes; RELEASE changes", nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_preupdate_hook(m_database, nullptr, nullptr);
    good = good && !m_failed;
    QByteArray all;
    for (const Table &table : std::as_const(m_tables)) {
        QByteArray changes;
        for (const Touched &touched : table.touched)
            changes += change(table, touched, rowNow(table, touched.key, good));
        if (changes.isEmpty())
            continue;
        all += 'T';
        putLength(all, quint32(table.keyPlace.size()));
        all += table.keyPlace + table.name + '\0' + changes;
    }
    drop();
    return good ? std::optional(all) : std::nullopt;
}

} // namespace countersign::store
