#include "store/workspacestore.h"

#include "ledger/secret.h"
#include "ledger/text.h"
#include "store/caserows.h"
#include "store/migrations.h"

#include <mutex>
#include <QtEndian>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

const QByteArray changeKind = QByteArrayLiteral("change");
const QByteArray sessionKind = QByteArrayLiteral("session");
constexpr qsizetype saltBytes = 32;
constexpr qsizetype mostChanges = 256; // that are carried out one by one when it is opened
constexpr int mostAttempts = 5;

QByteArray numbered(int schema, QByteArrayView changes)
{
    QByteArray bytes(sizeof(quint32), Qt::Uninitialized);
    qToLittleEndian(quint32(schema), bytes.data());
    return bytes + changes.toByteArray();
}

Surroundings upTo(int schema)
{
    Surroundings surroundings;
    surroundings.migrations.removeIf([schema](const MigrationFile &file) { return file.number > schema; });
    return surroundings;
}

// What is clear text in memory stays out of the swap, where that may be asked for. A limit that is not endless would not be kept: what the program
// allocates later would fail.
void stayInMemory()
{
    static std::once_flag once;
    std::call_once(once, [] {
        rlimit allowed{};
        const bool isEndless = ::getrlimit(RLIMIT_MEMLOCK, &allowed) == 0 && allowed.rlim_cur == RLIM_INFINITY;
        if (isEndless || ::geteuid() == 0)
            (void)::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
    });
}

int schemaNow()
{
    static const int schema = schemaOf(migrationFiles());
    return schema;
}

} // namespace

// ---- what connections share

WorkspaceMemory::~WorkspaceMemory()
{
    sqlite3_close_v2(m_anchor);
}

Result<std::shared_ptr<WorkspaceMemory>> WorkspaceMemory::prepare(const QString &path)
{
    stayInMemory();
    std::shared_ptr<WorkspaceMemory> memory(new WorkspaceMemory(path));
    return memory->anchor()
        .and_then([&] { return Database::openInMemory(memory->m_name, path); }) // which makes its tables
        .map([&](const std::unique_ptr<Database> &) { return memory; });
}

// Empty, under a name of its own.
Result<void> WorkspaceMemory::anchor()
{
    sqlite3_close_v2(std::exchange(m_anchor, nullptr));
    m_name = "workspace-" + ledger::randomBytes(16).toHex();
    const QByteArray uri = "file:/" + m_name + "?vfs=memdb";
    const bool opened = sqlite3_open_v2(uri.constData(), &m_anchor, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, nullptr) == SQLITE_OK
        && sqlite3_exec(m_anchor, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr) == SQLITE_OK;
    return opened ? Result<void>() : fail(ErrorKind::StoreUnreachable, m_path, QStringLiteral("memory"));
}

namespace {

constexpr qsizetype mostAtOnce = 64 * 1024 * 1024;

// Each change was recorded in a schema, and is carried out in that one, together with its neighbours.
class Carrying {
public:
    using Empty = std::function<Result<QByteArray>()>;
    // In the memory of that name, which has the tables of today; `empty`: the name of another one that has none.
    Carrying(QByteArray name, QString path, Empty empty)
        : m_name(std::move(name)), m_path(std::move(path)), m_empty(std::move(empty)), m_schema(schemaNow())
    {
    }

    Result<void> take(const QByteArray &cell)
    {
        if (cell.size() < qsizetype(sizeof(quint32)))
            return fail(ErrorKind::StoreDamaged, m_path, QStringLiteral("change"));
        const int schema = int(qFromLittleEndian<quint32>(cell.constData()));
        const auto reached = (std::exchange(m_isFirst, false) ? begin(schema) : Result<void>()).and_then([&] { return reach(schema); });
        if (!reached)
            return reached;
        m_waiting.append(cell.sliced(qsizetype(sizeof(quint32))));
        m_bytes += cell.size();
        return m_bytes < mostAtOnce ? Result<void>() : carryOut();
    }

    // What the program has learnt since comes after what was recorded before.
    Result<void> reach(int schema)
    {
        if (schema > schemaNow())
            return fail(ErrorKind::StoreNewer, m_path, QStringLiteral("%1 > %2").arg(schema).arg(schemaNow()));
        if (schema <= m_schema)
            return {};
        if (const auto done = carryOut(); !done)
            return done;
        m_schema = schema;
        m_database.reset();
        return Database::openInMemory(m_name, m_path, upTo(schema)).map([this](std::unique_ptr<Database> opened) { m_database = std::move(opened); });
    }

    Result<void> carryOut()
    {
        m_bytes = 0;
        const QList<QByteArray> changes = std::exchange(m_waiting, {});
        if (changes.isEmpty())
            return {};
        if (!m_database)
            if (const auto opened = Database::openInMemory(m_name, m_path, upTo(m_schema)).map([this](auto made) { m_database = std::move(made); }); !opened)
                return opened;
        return m_database->replay(changes);
    }

private:
    // What was recorded first, in tables of an earlier day, begins with none.
    Result<void> begin(int schema)
    {
        if (schema >= m_schema)
            return {};
        m_schema = 0;
        return m_empty().map([this](const QByteArray &name) { m_name = name; });
    }

    QByteArray m_name;
    QString m_path;
    Empty m_empty;
    int m_schema;
    bool m_isFirst = true;
    std::unique_ptr<Database> m_database;
    QList<QByteArray> m_waiting;
    qsizetype m_bytes = 0;
};

} // namespace

Result<void> WorkspaceMemory::load(std::unique_ptr<sync::Workspace> workspace)
{
    m_workspace = std::move(workspace);
    Carrying carrying(m_name, m_path, [this] { return anchor().map([this] { return m_name; }); });
    return m_workspace->readAll(changeKind, [&](const QByteArray &cell) { return carrying.take(cell); })
        .and_then([&] { return carrying.reach(schemaNow()); })
        .and_then([&] { return carrying.carryOut(); });
}

// ---- one connection

WorkspaceStore::WorkspaceStore(std::shared_ptr<WorkspaceMemory> memory, std::unique_ptr<SqliteStore> store)
    : m_memory(std::move(memory)), m_store(std::move(store))
{
    m_store->database().setKeep([this](QByteArrayView changes, Durability durability) { return keep(changes, durability); });
}

WorkspaceStore::~WorkspaceStore()
{
    if (m_memory->workspace().count(changeKind) > mostChanges)
        [[maybe_unused]] const auto done = putTogether(); // or the next time
    m_store.reset(); // before what it gives its changes to
}

Result<std::unique_ptr<WorkspaceStore>> WorkspaceStore::open(std::shared_ptr<WorkspaceMemory> memory, const core::Clock &clock)
{
    auto database = Database::openInMemory(memory->name(), memory->path());
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<WorkspaceStore>(new WorkspaceStore(std::move(memory), SqliteStore::over(std::move(*database), clock)));
}

// What a transaction that was undone has left behind is nobody's.
void WorkspaceStore::beginWriting()
{
    if (std::exchange(m_write, m_store->database().writeNumber()) == m_store->database().writeNumber())
        return;
    m_blobs.clear();
    m_gone.clear();
    m_session.reset();
}

Result<void> WorkspaceStore::keep(QByteArrayView changes, Durability durability)
{
    beginWriting();
    QList<sync::CellChange> added = std::exchange(m_blobs, {});
    if (!changes.isEmpty())
        added.append({changeKind, numbered(schemaNow(), changes)});
    QList<sync::CellChange> replaced;
    if (m_session)
        replaced.append(*std::exchange(m_session, std::nullopt));
    const QList<QByteArray> gone = std::exchange(m_gone, {});
    if (added.isEmpty() && replaced.isEmpty() && gone.isEmpty())
        return {};
    return m_memory->workspace().write(added, replaced, gone, durability == Durability::Synced);
}

Result<sync::WorkspaceSession> WorkspaceStore::session()
{
    const auto text = m_memory->workspace().read(sessionKind);
    if (!text)
        return tl::unexpected(text.error());
    const auto session = *text ? sync::parseSession(**text) : fail(ErrorKind::Malformed);
    return session ? session : fail(ErrorKind::StoreDamaged, path(), QStringLiteral("session"));
}

Result<void> WorkspaceStore::saveSession(const sync::WorkspaceSession &session)
{
    const auto text = sync::write(session);
    if (!text)
        return tl::unexpected(text.error());
    if (!m_store->database().isWriting())
        return m_memory->workspace().write({}, {{sessionKind, *text}}, {}, true);
    beginWriting();
    m_session = sync::CellChange{sessionKind, *text};
    return {};
}

Result<std::shared_ptr<const core::ReadyCase>> WorkspaceStore::ready(const core::NewCase &newCase, const core::Claim &claim) const
{
    return rowsOf(newCase, &claim);
}

Result<void> WorkspaceStore::placeCases(const QList<std::shared_ptr<const core::ReadyCase>> &cases)
{
    QList<std::shared_ptr<const CaseRows>> rows;
    for (const auto &one : cases)
        rows.append(std::static_pointer_cast<const CaseRows>(one));
    return m_store->caseRows().addAll(rows);
}

Result<void> WorkspaceStore::rewrite()
{
    Database &database = m_store->database();
    return database.write([&] { return database.mergeSearch(); })
        .and_then([this] { return putTogether(); })
        .and_then([this] { return m_memory->workspace().sweep(); });
}

// All that is there as one change, in place of those that it came from; they have to be the same, whoever else is at work.
Result<void> WorkspaceStore::putTogether()
{
    Database &database = m_store->database();
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        const auto before = database.changeMark();
        const auto changes = before ? database.allChanges() : Result<QByteArray>(tl::unexpected(before.error()));
        if (!changes)
            return tl::unexpected(changes.error());
        bool isSame = false;
        const auto written = database.write([&] {
            return database.changeMark().and_then([&](qint64 now) {
                isSame = now == *before;
                return isSame ? m_memory->workspace().write({{changeKind, numbered(schemaNow(), *changes)}}, {}, {changeKind}, true) : Result<void>();
            });
        });
        if (!written || isSame)
            return written;
    }
    return fail(ErrorKind::StoreBusy, path());
}

// ---- blobs: a cell each, opened when asked for

Result<QByteArray> WorkspaceStore::blobKind(const QString &digest) const
{
    const auto hash = ledger::readDigest(digest.toLatin1());
    return hash ? Result<QByteArray>("blob:" + hash->hex()) : fail(ErrorKind::BadValue, digest, QStringLiteral("blob"));
}

Result<void> WorkspaceStore::saveBlob(const core::StoredBlob &blob)
{
    if (auto writing = m_store->database().mustBeWriting("saveBlob"); !writing)
        return writing;
    const auto kind = blobKind(blob.digest);
    if (!kind || blob.salt.size() != saltBytes)
        return fail(ErrorKind::BadValue, blob.digest, QStringLiteral("blob"));
    beginWriting();
    const auto there = m_memory->workspace().has(*kind);
    const bool isWaiting = std::any_of(m_blobs.begin(), m_blobs.end(), [&](const sync::CellChange &one) { return one.kind == *kind; });
    if (!there && !isWaiting)
        m_blobs.append({*kind, blob.salt + blob.content});
    return {};
}

Result<std::optional<core::StoredBlob>> WorkspaceStore::loadBlob(const QString &digest)
{
    const auto kind = blobKind(digest);
    if (!kind)
        return tl::unexpected(kind.error());
    const auto blobOf = [&](const QByteArray &bytes) { return core::StoredBlob{digest, bytes.left(saltBytes), bytes.mid(saltBytes)}; };
    if (m_store->database().isWriting() && m_write == m_store->database().writeNumber())
        for (const sync::CellChange &one : std::as_const(m_blobs))
            if (one.kind == *kind)
                return std::optional(blobOf(one.content));
    return m_memory->workspace().read(*kind).map([&](const std::optional<QByteArray> &bytes) {
        return bytes ? std::optional(blobOf(*bytes)) : std::nullopt;
    });
}

Result<void> WorkspaceStore::removeBlob(const QString &digest)
{
    if (auto writing = m_store->database().mustBeWriting("removeBlob"); !writing)
        return writing;
    const auto kind = blobKind(digest);
    if (!kind)
        return tl::unexpected(kind.error());
    beginWriting();
    m_gone.append(*kind);
    return {};
}

} // namespace countersign::store
