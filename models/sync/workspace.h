// A workspace: the cells of one file, sealed under one key, and the manifest that notices what is missing, added, swapped or old (FORMAT.md).
#pragma once

#include "ledger/secret.h"
#include "sync/cellstorage.h"

#include <functional>
#include <memory>
#include <mutex>
#include <QHash>
#include <QMap>

namespace countersign::sync {

// How far a workspace has come, for remembering it elsewhere.
struct WorkspaceMark {
    quint64 writes = 0;
    QByteArray root{32, '\0'};
    QByteArray digest{32, '\0'}; // of the whole file, as it was closed; zeros: not known
    bool operator==(const WorkspaceMark &) const = default;
    bool isClosed() const { return digest != QByteArray(32, '\0'); }
};

// What one write puts: a new cell, or another content of the one cell of a kind that there is one of.
struct CellChange {
    QByteArray kind;
    QByteArray content;
};

// Any thread; calls wait for each other.
class Workspace {
public:
    // Called with the mark after each write, and before the first one: that one has to be on disk when this returns.
    enum class When { BeforeFirstWrite, AfterWrite, AtClose };
    using Remember = std::function<core::Result<void>(const WorkspaceMark &, When)>;

    // An empty one in an empty storage.
    static core::Result<std::unique_ptr<Workspace>> begin(std::unique_ptr<CellStorage> storage, const ledger::Secret &key, Remember remember);
    // StoreDamaged (detail: what does not fit); HistoryRewritten (detail: both numbers of writes) for an older copy than was remembered.
    static core::Result<std::unique_ptr<Workspace>> open(std::unique_ptr<CellStorage> storage, const ledger::Secret &key, const WorkspaceMark &remembered,
                                                         Remember remember);
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    const WorkspaceLabel &label() const { return m_storage->label(); }

    // In the order in which they were put. StoreDamaged.
    core::Result<void> readAll(const QByteArray &kind, const std::function<core::Result<void>(const QByteArray &)> &take);
    bool has(const QByteArray &kind) { return count(kind) > 0; }
    qsizetype count(const QByteArray &kind);
    // The one of that kind; nothing where there is none.
    core::Result<std::optional<QByteArray>> read(const QByteArray &kind);

    // All or nothing. `added` become new cells; `replaced` take the place of the one of their kind, or are new; every cell of the kinds `gone` goes.
    core::Result<void> write(const QList<CellChange> &added, const QList<CellChange> &replaced, const QList<QByteArray> &gone, bool synced);
    // What was removed leaves the file.
    core::Result<void> sweep();

private:
    struct Batch {
        QList<Cell> put;
        QList<quint64> removed;
        QByteArray root;
        quint64 count = 0;
    };

    Workspace(std::unique_ptr<CellStorage> storage, const ledger::Secret &key, Remember remember);
    core::Result<void> load(const WorkspaceMark &remembered);
    core::Result<QByteArray> content(const CellHead &head);
    core::Result<void> readManifest();
    Batch prepare(const QList<CellChange> &added, const QList<CellChange> &replaced, const QList<QByteArray> &gone) const;
    void take(const Batch &batch, const QList<QByteArray> &gone);
    core::Result<void> tellFirstWrite();
    Cell sealedCell(CellHead head, QByteArrayView content) const;
    Cell manifest(quint64 version, quint64 count, const QByteArray &root) const;
    QByteArray weight(const CellHead &head) const;
    QByteArray additional(const CellHead &head) const;
    core::Error damaged(const QString &what) const;

    std::mutex m_guard;
    std::unique_ptr<CellStorage> m_storage;
    ledger::Secret m_cellKey;
    ledger::Secret m_rootKey;
    Remember m_remember;
    QMap<quint64, CellHead> m_cells;           // without the manifest
    QHash<QByteArray, QList<quint64>> m_kinds;  // ascending
    WorkspaceMark m_mark;
    bool m_written = false;
};

} // namespace countersign::sync
