// The file of a workspace: sealed cells in SQLite. What is in them is not known here (sync/FORMAT.md).
#pragma once

#include "store/storevolume.h"
#include "sync/cellstorage.h"

#include <memory>
#include <QHash>

struct sqlite3;
struct sqlite3_stmt;

namespace countersign::store {

// In the file's header at offset 68: "CSgw".
inline constexpr quint32 workspaceApplicationId = 0x43536777;

// Whether it is a workspace's, by its header alone; false for what cannot be read.
bool isWorkspaceFile(const QString &path);

// One at a time, in one process at a time: who opens it keeps it. One thread at a time.
class WorkspaceFile final : public sync::CellStorage {
public:
    // StoreExists when the path is taken, StoreReadOnly, StoreOnNetwork, DiskFull. 0600.
    static core::Result<std::unique_ptr<WorkspaceFile>> create(const QString &path, const sync::WorkspaceLabel &label, const VolumeProbe &volume = volumeOf);
    // StoreMissing, NotAStore, StoreNewer, StoreDamaged, StoreBusy (another process works in it), StoreReadOnly, StoreOnNetwork.
    static core::Result<std::unique_ptr<WorkspaceFile>> open(const QString &path, const VolumeProbe &volume = volumeOf);
    // Only whose it is: what open() would fail with, but for StoreBusy.
    static core::Result<sync::WorkspaceLabel> readLabel(const QString &path);
    ~WorkspaceFile() override;
    WorkspaceFile(const WorkspaceFile &) = delete;
    WorkspaceFile &operator=(const WorkspaceFile &) = delete;

    const sync::WorkspaceLabel &label() const override { return m_label; }
    core::Result<QList<sync::CellHead>> heads() override;
    core::Result<sync::Cell> cell(quint64 number) override;
    core::Result<void> write(const QList<sync::Cell> &put, const QList<quint64> &removed, bool synced) override;
    core::Result<void> sweep() override;
    // What is still in the log beside it moves into the file. DiskFull.
    core::Result<void> settle();
    QByteArray foundDigest() const override { return m_found; }
    QByteArray close() override;

private:
    class Rows;
    explicit WorkspaceFile(QString path) : m_path(std::move(path)) {}
    core::Result<void> connect(bool isNew);
    core::Result<void> makeTables(const sync::WorkspaceLabel &label);
    core::Result<void> takeLabel();
    core::Result<void> execute(const char *sql);
    core::Result<void> put(const QList<sync::Cell> &cells);
    core::Result<void> remove(const QList<quint64> &numbers);
    sqlite3_stmt *prepared(const char *sql);
    core::Error failure();

    QString m_path;
    sqlite3 *m_native = nullptr;
    QHash<QByteArrayView, sqlite3_stmt *> m_prepared; // by their texts, which are constants
    sync::WorkspaceLabel m_label;
    QByteArray m_found;
    std::optional<core::Error> m_broken;
};

} // namespace countersign::store
