#include "app/knownservers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>

namespace countersign::app {

namespace {

constexpr qsizetype most = 100;

} // namespace

QList<std::pair<QString, core::StoreId>> KnownServers::lines() const
{
    QList<std::pair<QString, core::StoreId>> known;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return known;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        if (blank > 0)
            known.append({QString::fromUtf8(line.mid(blank + 1)), core::StoreId(QString::fromUtf8(line.left(blank)))});
    }
    return known;
}

std::optional<core::StoreId> KnownServers::storeAt(const QString &url) const
{
    const auto known = lines();
    const auto found = std::find_if(known.crbegin(), known.crend(), [&](const auto &one) { return one.first == url; });
    return found == known.crend() ? std::nullopt : std::optional(found->second);
}

QStringList KnownServers::urls() const
{
    QStringList urls;
    for (const auto &one : lines())
        urls.prepend(one.first);
    return urls;
}

core::Result<void> KnownServers::remember(const QString &url, const core::StoreId &store) const
{
    auto known = lines();
    if (!known.isEmpty() && known.last() == std::pair(url, store))
        return {};
    known.removeIf([&](const auto &one) { return one.first == url; });
    known.append({url, store});
    while (known.size() > most)
        known.removeFirst();
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    bool written = file.open(QIODevice::WriteOnly);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (const auto &[address, id] : std::as_const(known))
        written = written && file.write((id.value + u' ' + address + u'\n').toUtf8()) > 0;
    if (!written || !file.commit())
        return core::fail(core::ErrorKind::CannotWrite, m_path, file.errorString());
    return {};
}

} // namespace countersign::app
