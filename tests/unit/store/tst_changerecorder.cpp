// What a transaction changed, told as a changeset: SQLite carries it out elsewhere and has the same rows.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1

#include "store/changerecorder.h"

#include <QTest>
#include <random>
#include <sqlite3.h>

using namespace countersign;

namespace {

constexpr const char *schema = "CREATE TABLE number (key INTEGER PRIMARY KEY, value, weight REAL, note TEXT UNIQUE);"
                               "CREATE TABLE pair (a TEXT NOT NULL, value, b INTEGER NOT NULL, PRIMARY KEY (b, a)) WITHOUT ROWID;"
                               "CREATE TABLE \"odd 'name\"\"\" (\"k \"\"'\" BLOB PRIMARY KEY NOT NULL, value INTEGER);"
                               "CREATE TABLE tally (kind TEXT PRIMARY KEY NOT NULL, total INTEGER NOT NULL);"
                               "CREATE TABLE loose (value);"
                               "CREATE TABLE blob (key INTEGER PRIMARY KEY, content BLOB);"
                               "CREATE TRIGGER counted AFTER INSERT ON number BEGIN"
                               " INSERT INTO tally VALUES (typeof(NEW.value), 1) ON CONFLICT (kind) DO UPDATE SET total = total + 1;"
                               " SELECT RAISE(ABORT, 'seven') WHERE NEW.key % 7 = 0; END;"
                               "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', prefix = '2 3');";
constexpr std::array<const char *, 6> recorded{"number", "pair", "\"odd 'name\"\"\"", "tally", "words_data", "words_idx"};

class Base {
public:
    Base() { sqlite3_open(":memory:", &m_native); }
    ~Base() { sqlite3_close(m_native); }
    Base(const Base &) = delete;
    Base &operator=(const Base &) = delete;
    sqlite3 *native() { return m_native; }
    bool run(const QByteArray &sql) { return sqlite3_exec(m_native, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK; }
    QByteArray rows(const QByteArray &sql)
    {
        QByteArray all;
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(m_native, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            return sqlite3_errmsg(m_native) + QByteArray(" in ") + sql + QByteArray::number(quintptr(this));
        while (sqlite3_step(statement) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(statement); ++i)
                all += QByteArray::number(sqlite3_column_type(statement, i)) + ':'
                    + QByteArray(static_cast<const char *>(sqlite3_column_blob(statement, i)), sqlite3_column_bytes(statement, i)).toHex() + ' ';
            all += '\n';
        }
        sqlite3_finalize(statement);
        return all;
    }
    QByteArray all()
    {
        QByteArray text;
        for (const char *const table : recorded)
            text += QByteArray(table) + '\n' + rows("SELECT * FROM " + QByteArray(table) + " ORDER BY 1, 2");
        return text;
    }
    bool carryOut(QByteArray changes)
    {
        sqlite3_db_config(m_native, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        const auto refuse = [](void *, int, sqlite3_changeset_iter *) { return int(SQLITE_CHANGESET_ABORT); };
        return sqlite3changeset_apply(m_native, int(changes.size()), changes.data(), nullptr, refuse, nullptr) == SQLITE_OK;
    }

private:
    sqlite3 *m_native = nullptr;
};

// Statements of every kind; some fail half-way.
class Sentences {
public:
    explicit Sentences(unsigned seed) : m_random(seed) {}
    int below(int limit) { return int(m_random() % unsigned(limit)); }
    QByteArray next()
    {
        const QByteArray key = number(40);
        switch (below(11)) {
        case 0:
        case 1:
            return "INSERT INTO number VALUES (" + key + ", " + value() + ", " + number(9) + ", " + value() + ")";
        case 2:
            return "INSERT OR REPLACE INTO number VALUES (" + key + ", " + value() + ", 1.5, 'note " + number(9) + "')";
        case 3:
            return "INSERT INTO number SELECT key + 1, value, weight, NULL FROM number WHERE key BETWEEN " + key + " AND " + key + " + 3";
        case 4:
            return "UPDATE number SET value = " + value() + ", weight = weight + 1 WHERE key > " + key;
        case 5:
            return "UPDATE number SET key = key + 50 WHERE key = " + key;
        case 6:
            return "DELETE FROM number WHERE key = " + key + " OR key > 60";
        case 7:
            return "INSERT OR REPLACE INTO pair VALUES ('é" + number(5) + "', " + value() + ", " + number(5) + ")";
        case 8:
            return "UPDATE pair SET value = " + value() + ", a = a || 'x' WHERE b = " + number(5);
        case 9:
            return "INSERT OR REPLACE INTO \"odd 'name\"\"\" VALUES (zeroblob(" + key + "), " + number(9)
                + "); INSERT INTO loose VALUES (1); INSERT INTO blob VALUES (NULL, 'x')";
        default:
            return "INSERT INTO words (text) VALUES ('" + QByteArray("word" + number(30) + ' ').repeated(1 + below(3)) + "')";
        }
    }

private:
    QByteArray number(int limit) { return QByteArray::number(below(limit)); }
    QByteArray value()
    {
        switch (below(6)) {
        case 0:
            return "NULL";
        case 1:
            return "-9223372036854775808";
        case 2:
            return "0.1";
        case 3:
            return "x'00ff'";
        case 4:
            return "zeroblob(20000)";
        default:
            return "'text " + number(1000) + "'";
        }
    }
    std::mt19937 m_random;
};

} // namespace

class ChangeRecorderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasRecordedIsCarriedOutElsewhere()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            Base here, there;
            QVERIFY(here.run(schema) && there.run(schema));
            const auto recorder = store::ChangeRecorder::over(here.native());
            QVERIFY(recorder);
            Sentences sentences(seed);
            for (int transaction = 0; transaction < 12; ++transaction) {
                QVERIFY(here.run("BEGIN"));
                recorder->begin();
                for (int i = sentences.below(20); i >= 0; --i)
                    here.run(sentences.next());
                if (sentences.below(5) == 0) {
                    recorder->drop();
                    QVERIFY(here.run("ROLLBACK"));
                    continue;
                }
                const auto changes = recorder->end();
                QVERIFY(changes && here.run("COMMIT"));
                QVERIFY2(there.carryOut(*changes), qPrintable(QStringLiteral("seed %1").arg(seed)));
                QVERIFY2(there.all() == here.all(), qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
            QCOMPARE(there.rows("SELECT count(*) FROM loose"), QByteArray("1:30 \n")); // no primary key
            QCOMPARE(there.rows("SELECT count(*) FROM blob"), QByteArray("1:30 \n"));
        }
    }

    void aRowThatIsAsItWasIsNoChange()
    {
        Base here;
        QVERIFY(here.run(schema) && here.run("INSERT INTO number VALUES (1, 'a', 2, 'b')"));
        const auto recorder = store::ChangeRecorder::over(here.native());
        recorder->begin();
        QVERIFY(here.run("UPDATE number SET value = 'c'; UPDATE number SET value = 'a'; INSERT INTO pair VALUES ('x', 1, 2); DELETE FROM pair"));
        QCOMPARE(recorder->end(), std::optional(QByteArray()));
        QVERIFY(here.run("UPDATE number SET value = 'd'")); // not being recorded
        recorder->begin();
        QCOMPARE(recorder->end(), std::optional(QByteArray()));
    }
};

QTEST_APPLESS_MAIN(ChangeRecorderTest)
#include "tst_changerecorder.moc"
