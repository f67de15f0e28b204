// A workspace as a store: its sealed changes carried out in memory, with every port on it; what is changed there is sealed and on disk before
// it counts. Clear text is in memory alone.
#pragma once

#include "store/openstore.h"
#include "store/workspacefile.h"
#include "sync/session.h"
#include "sync/workspace.h"

struct sqlite3;

namespace countersign::store {

// What all connections to one workspace share. Any thread; each connection is one thread's.
class WorkspaceMemory {
public:
    // With nothing in it yet: what needs no key is done before there is one. `path`: how it is called in errors.
    static core::Result<std::shared_ptr<WorkspaceMemory>> prepare(const QString &path);
    // Once, before anything else: carries out every change. StoreDamaged, StoreNewer (written with a newer schema).
    core::Result<void> load(std::unique_ptr<sync::Workspace> workspace);
    ~WorkspaceMemory();
    WorkspaceMemory(const WorkspaceMemory &) = delete;
    WorkspaceMemory &operator=(const WorkspaceMemory &) = delete;

    sync::Workspace &workspace() { return *m_workspace; }
    const QString &path() const { return m_path; }
    const QByteArray &name() const { return m_name; }

private:
    explicit WorkspaceMemory(QString path) : m_path(std::move(path)) {}
    core::Result<void> anchor();

    std::unique_ptr<sync::Workspace> m_workspace;
    QString m_path;
    QByteArray m_name;
    sqlite3 *m_anchor = nullptr; // the memory lasts as long as somebody has it open
};

// One connection.
class WorkspaceStore final : public sync::WorkspaceDesk, private core::BlobRepository {
public:
    static core::Result<std::unique_ptr<WorkspaceStore>> open(std::shared_ptr<WorkspaceMemory> memory, const core::Clock &clock);
    ~WorkspaceStore() override;

    SqliteStore &store() { return *m_store; }
    core::BlobRepository &blobs() { return *this; }
    const QString &path() const { return m_memory->path(); }

    const sync::WorkspaceLabel &label() const override { return m_memory->workspace().label(); }
    core::Result<sync::WorkspaceSession> session() override;
    core::Result<void> saveSession(const sync::WorkspaceSession &session) override;
    core::Result<std::shared_ptr<const core::ReadyCase>> ready(const core::NewCase &newCase, const core::Claim &claim) const override;
    core::Result<void> placeCases(const QList<std::shared_ptr<const core::ReadyCase>> &cases) override;
    core::Result<void> rewrite() override;

private:
    WorkspaceStore(std::shared_ptr<WorkspaceMemory> memory, std::unique_ptr<SqliteStore> store);
    core::Result<void> saveBlob(const core::StoredBlob &blob) override;
    core::Result<std::optional<core::StoredBlob>> loadBlob(const QString &digest) override;
    core::Result<void> removeBlob(const QString &digest) override;
    core::Result<void> keep(QByteArrayView changes, Durability durability);
    core::Result<void> putTogether();
    core::Result<QByteArray> blobKind(const QString &digest) const;
    void beginWriting();

    std::shared_ptr<WorkspaceMemory> m_memory;
    std::unique_ptr<SqliteStore> m_store;
    quint64 m_write = 0;                       // what lies below belongs to that transaction
    QList<sync::CellChange> m_blobs;
    QList<QByteArray> m_gone;
    std::optional<sync::CellChange> m_session;
};

} // namespace countersign::store
