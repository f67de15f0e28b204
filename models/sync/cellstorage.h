// PORT: the file of a workspace, as sealed cells. Implemented by store (SQLite) and by tests (memory). One thread at a time.
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace countersign::sync {

// What stands on a workspace in clear: whose it is (FORMAT.md, "Label").
struct WorkspaceLabel {
    QByteArray id;            // 32 lower-case hex digits; the device of what is signed in it
    core::StoreId store;
    core::PersonId person;
    bool operator==(const WorkspaceLabel &) const = default;

    static WorkspaceLabel fresh(core::StoreId store, core::PersonId person); // with a random id
};
QByteArray write(const WorkspaceLabel &label);
core::Result<WorkspaceLabel> parseLabel(QByteArrayView text); // Malformed

struct CellHead {
    quint64 number = 0;
    QByteArray kind;
    quint64 version = 0;
    QByteArray tag;           // 16 bytes
    bool operator==(const CellHead &) const = default;
};

struct Cell {
    CellHead head;
    QByteArray sealed;        // nonce ‖ sealed content, without the tag
    bool operator==(const Cell &) const = default;
};

class CellStorage {
public:
    virtual ~CellStorage() = default;
    virtual const WorkspaceLabel &label() const = 0;
    // Ascending by number. StoreDamaged.
    virtual core::Result<QList<CellHead>> heads() = 0;
    // StoreDamaged where there is none of that number.
    virtual core::Result<Cell> cell(quint64 number) = 0;
    // Puts and removes in one transaction; `synced`: on disk when it returns. After a failure that puts the file in doubt everything fails.
    virtual core::Result<void> write(const QList<Cell> &put, const QList<quint64> &removed, bool synced) = 0;
    // Rewrites the file without what was removed.
    virtual core::Result<void> sweep() = 0;
    // SHA-256 of the file as it lay closed before it was opened here; empty where that is not known (it was left open, or is too large).
    virtual QByteArray foundDigest() const = 0;
    // Nothing may be asked afterwards. The digest of the file as it lies now, or empty.
    virtual QByteArray close() = 0;
};

} // namespace countersign::sync
