// One connection to the embedded store: opening with every refusal, statements prepared once, transactions behind the gate.
// Confined to the thread that opened it, but for interrupt().
#pragma once

#include "store/gate.h"
#include "store/migrations.h"
#include "store/statement.h"
#include "store/storevolume.h"

#include <QSqlDatabase>
#include <QStringList>
#include <functional>
#include <mutex>
#include <stop_token>
#include <unordered_map>

struct sqlite3_blob;

namespace countersign::store {

class ChangeRecorder;

enum class OpenMode {
    Create,
    ReadWrite,
    ReadOnly,
    Moving, // as ReadWrite, also what was copied onto a server: to be copied again
};

// Detail of NotAllowed where a file was copied onto a server; where: the server's address. In the warnings of an opening: with a colon and the address.
inline constexpr auto movedAway = QLatin1String("moved");

// How a store was opened.
struct Opening {
    QString path;         // canonical
    bool readOnly = false;
    QStringList warnings; // machine words: "fuse:TYPE" where the file system may or may not be a network's, "moved:URL" where the store is elsewhere now
    bool operator==(const Opening &) const = default;
};

// What opening depends on; tests put their own in.
struct Surroundings {
    VolumeProbe volume = volumeOf;
    QList<MigrationFile> migrations = migrationFiles();
    std::chrono::milliseconds patience{30'000}; // at the gate
};

// Whether a commit waits for the disk. Soon: the next synced commit carries it; a crash of the program loses nothing, one of the
// machine may lose the last of them. For drafts only.
enum class Durability { Synced, Soon };

class Database {
public:
    // Create: StoreExists when the path is taken (but by an empty file). Others: StoreMissing, NotAStore, StoreNewer (detail: "its schema > ours"),
    // StoreDamaged. All but ReadOnly: StoreReadOnly, StoreOnNetwork (detail: the file system), and an older schema is brought up to date.
    // ReadWrite, and any write later on: NotAllowed (movedAway). DiskFull, StoreBusy, StoreUnreachable whenever that is the case.
    static core::Result<std::unique_ptr<Database>> open(const QString &path, OpenMode mode, const Surroundings &surroundings = {});
    // A store in memory alone, shared by name with others of this process for as long as one of them has it open. `path`: what it is called in
    // errors. What a transaction changed is given to `keep` before it counts, and is undone where that fails. Rows of `blob` are not among it.
    using Keep = std::function<core::Result<void>(QByteArrayView changes, Durability durability)>;
    static core::Result<std::unique_ptr<Database>> openInMemory(const QByteArray &name, const QString &path, const Surroundings &surroundings = {});
    void setKeep(Keep keep) { m_keep = std::move(keep); }
    // What `keep` was given, in that order, carried out again without triggers. StoreDamaged where it does not fit.
    core::Result<void> replay(const QList<QByteArray> &changes);
    // The same of all there is now, from a store with nothing in it. Outside a transaction.
    core::Result<QByteArray> allChanges();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    const Opening &opening() const { return m_opening; }

    // A statement of the catalogue, "file/name", or of a composed text; prepared at first use.
    Statement statement(const char *name);
    Statement composed(const QByteArray &sql);
    NativeStatement native(const char *name);
    NativeStatement composedNative(const QByteArray &sql);
    // One value of a row, to be read in pieces. Inside a transaction of the caller's, which it must not outlive.
    struct CloseBlob {
        void operator()(sqlite3_blob *blob) const;
    };
    using OpenedBlob = std::unique_ptr<sqlite3_blob, CloseBlob>;
    core::Result<OpenedBlob> openBlob(const char *table, const char *column, qint64 key);
    // Several statements in one text, without results.
    core::Result<void> execute(const QByteArray &sql);
    qint64 lastInsertedKey() const;

    // The failure just met, as an Error. After an I/O error the connection is closed at the end of the transaction, and from
    // then on everything answers this error.
    core::Error failure(const QByteArray &where);

    // As UnitOfWork says. A write inside a write joins it; a write inside a read is WrongCall.
    using Work = std::function<core::Result<void>()>;
    core::Result<void> write(const Work &work, Durability durability = Durability::Synced);
    core::Result<void> read(const Work &work);
    // Run before every commit, inside the transaction, and instead after one that is undone: for what is better written last.
    enum class End { Committing, Undone };
    using AtEnd = std::function<core::Result<void>(End)>;
    void setAtEnd(AtEnd atEnd) { m_atEnd = std::move(atEnd); }
    bool isWriting() const { return m_state == State::Writing; }
    // WrongCall outside a write: what belongs together must not be done in pieces.
    core::Result<void> mustBeWriting(const char *what) const;
    // The running write transaction, or 0: what was read in one may be taken back with it.
    quint64 writeNumber() const { return isWriting() ? m_writes : 0; }
    // Another number once a write of this connection was undone or another connection has changed the store: what a write read or wrote under
    // the same number before still holds. Nothing outside a write.
    std::optional<quint64> generation() const { return isWriting() ? std::optional(m_generation) : std::nullopt; }

    // Moves what it can from the write-ahead log into the file, behind the gate.
    core::Result<void> checkpoint();
    // After a redaction: the search index merged, the file rewritten without free space, the log emptied. StoreBusy while readers stay.
    core::Result<void> sweep();
    // Inside a write: words that were taken out leave the search index, where they stay until its segments are merged.
    core::Result<void> mergeSearch();
    // SQLite's own look over pages and indexes; StoreDamaged with the first damage. Deep: also every index against its table.
    core::Result<void> quickCheck();
    core::Result<void> deepCheck();
    // The store as it is now, whole, into the empty file `into` (SQLite's backup interface): piece by piece behind the gate, so that nobody
    // waits longer than for one piece; others go on writing and it does not show in the copy. Cancelled; DiskFull.
    using CopyProgress = std::function<void(qint64 done, qint64 pages)>;
    core::Result<void> copyTo(const QString &into, const CopyProgress &progress = {}, std::stop_token stop = {});
    // Passes the gate once: whether it can be passed at all. Fails as the gate does.
    core::Result<void> tryGate(std::chrono::milliseconds patience);
    // Grows with every change, of this or of another connection.
    core::Result<qint64> changeMark();
    // An I/O error was seen: everything answers it from then on.
    bool isBroken() const { return m_broken.has_value(); }

    // Stops a running Interruptible from any thread; nothing else is ever stopped.
    void interrupt();

    // Marks queries that interrupt() may stop.
    class Interruptible {
    public:
        explicit Interruptible(Database &database);
        ~Interruptible();
        Interruptible(const Interruptible &) = delete;
        Interruptible &operator=(const Interruptible &) = delete;

    private:
        Database &m_database;
    };

private:
    enum class State { Idle, Reading, Writing };
    struct Cache;

    Database(const QString &path, const Surroundings &surroundings);
    static core::Result<void> create(const QString &path, const Surroundings &surroundings);
    core::Result<void> connect(bool readOnly, bool immutable);
    core::Result<void> configure(bool readOnly);
    core::Result<void> check(bool readOnly);
    core::Result<void> bringUpToDate();
    core::Result<void> transact(const Work &work, Durability durability);
    core::Result<void> lookForOthers();
    core::Result<QString> movedTo();
    core::Result<void> demandStaying();
    core::Result<void> finish(core::Result<void> worked, Durability durability);
    core::Result<void> enterGate(std::chrono::milliseconds patience);
    core::Result<QByteArray> differences();
    core::Result<void> beginRecording();
    core::Result<void> keepRecorded(Durability durability);
    void dropRecorded();
    core::Result<void> behindTheGate(const QString &what, const Work &work);
    core::Result<void> checkpointInside();
    core::Result<void> sweepInside();
    core::Result<void> emptyLog();
    template <typename OneExecution>
    OneExecution named(const char *name);
    template <typename OneExecution>
    OneExecution written(const QByteArray &sql);
    template <typename OneExecution>
    OneExecution prepared(const QByteArray &name, const QByteArray &sql);
    void checkpointWhenDue();
    core::Result<void> checkWith(const QByteArray &pragma);
    core::Result<void> copyPieces(sqlite3 *target, const CopyProgress &progress, std::stop_token stop);
    void disconnect(bool checkpointing);
    void retireWhenBroken();

    Opening m_opening;
    Surroundings m_surroundings;
    Gate m_gate;
    QSqlDatabase m_connection;
    QString m_name;
    sqlite3 *m_native = nullptr;
    std::unique_ptr<Cache> m_cache;
    State m_state = State::Idle;
    bool m_isBeingMade = false; // nothing is synced yet
    bool m_writesMoved = false; // also what was copied onto a server, or is just being brought up to date
    AtEnd m_atEnd;
    QByteArray m_memory;        // the name of a store in memory; empty: a file
    Keep m_keep;
    std::unique_ptr<ChangeRecorder> m_recorder;
    std::optional<core::Error> m_broken;
    std::optional<core::Error> m_firstFailure; // of the transaction
    quint64 m_writes = 0;
    quint64 m_generation = 0;
    qint64 m_versionWritten = -1; // SQLite's number of others' changes, as of the last write
    int m_walPages = 0;
    int m_checkpointAt = 0;
    qint64 m_mark = 0;
    qint64 m_lastDataVersion = -1;
    qint64 m_lastTotalChanges = -1;
    std::mutex m_interruptGuard;
    bool m_interruptible = false;
};

} // namespace countersign::store
