// Which store was met at which server: a key file is sealed for a store, and the server tells which one it is only to who logs in.
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace countersign::app {

// The file `servers` in the keyring folder, one line a server; the newest last. Values; every call reads the file.
class KnownServers {
public:
    explicit KnownServers(const QString &keyringFolder) : m_path(keyringFolder + QStringLiteral("/servers")) {}

    // `url`: without a user. Nothing for one never met.
    std::optional<core::StoreId> storeAt(const QString &url) const;
    // Newest first.
    QStringList urls() const;
    // CannotWrite when the folder cannot be written.
    core::Result<void> remember(const QString &url, const core::StoreId &store) const;

private:
    QList<std::pair<QString, core::StoreId>> lines() const;

    QString m_path;
};

} // namespace countersign::app
