#include "sync/workspacekey.h"

#include "ledger/atomicfile.h"
#include "ledger/checkpointvault.h"
#include "ledger/lines.h"
#include "sync/sodium.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <unistd.h>

namespace countersign::sync {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr qint64 longestFile = 4096;

QString placeOf(const QString &folder, const QByteArray &id, const char *suffix)
{
    return folder + QStringLiteral("/workspaces/") + QString::fromLatin1(id) + QLatin1String(suffix);
}

QByteArray keyHeader(const WorkspaceLabel &label)
{
    return "countersign.workspace-key/v1\nworkspace " + label.id + "\nstore " + label.store.value.toLatin1() + "\nperson "
        + ledger::escapeToken(label.person.value) + '\n';
}

ledger::Secret wrappingKey(const ledger::UnlockedKey &person, const QByteArray &id)
{
    return keyedSecret(person.seed(), "countersign.workspace-key/v1\n" + id);
}

QByteArray markText(const WorkspaceMark &mark)
{
    return "countersign.workspace-mark/v1\n" + QByteArray::number(mark.writes).rightJustified(20, '0') + ' ' + mark.root.toHex() + ' ' + mark.digest.toHex() + '\n';
}

std::optional<WorkspaceMark> parseMark(const QByteArray &text)
{
    const QList<QByteArray> words = text.mid(30).trimmed().split(' ');
    if (words.size() != 3)
        return std::nullopt;
    const WorkspaceMark mark{words[0].toULongLong(), QByteArray::fromHex(words[1]), QByteArray::fromHex(words[2])};
    return markText(mark) == text ? std::optional(mark) : std::nullopt;
}

// It is being destroyed, or that was cut off.
bool isOverwritten(const QByteArray &key)
{
    return key.count('\0') == key.size();
}

tl::unexpected<core::Error> noKey(const WorkspaceLabel &label)
{
    return fail(ErrorKind::NotAllowed, QString::fromLatin1(label.id), QStringLiteral("workspace-key"));
}

QString vaultName(const QByteArray &id)
{
    return QStringLiteral("workspace/") + QString::fromLatin1(id);
}

// The same length always: an interrupted write leaves the old text or the new one.
Result<void> overwrite(const QString &path, const QByteArray &text, bool synced)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return fail(ErrorKind::CannotWrite, path, qt_error_string(errno));
    bool written = ::pwrite(file, text.constData(), size_t(text.size()), 0) == ssize_t(text.size());
    written = written && (!synced || ::fdatasync(file) == 0);
    const int code = errno;
    ::close(file);
    if (written)
        return {};
    return fail(code == ENOSPC || code == EDQUOT ? ErrorKind::DiskFull : ErrorKind::CannotWrite, path, qt_error_string(code));
}

} // namespace

QString workspaceKeyPath(const QString &folder, const QByteArray &id)
{
    return placeOf(folder, id, ".key");
}

QString workspaceMarkPath(const QString &folder, const QByteArray &id)
{
    return placeOf(folder, id, ".mark");
}

Result<ledger::Secret> makeWorkspaceKey(const QString &folder, const WorkspaceLabel &label, const ledger::UnlockedKey &person)
{
    ledger::Secret key = ledger::Secret::random(keyBytes);
    const QByteArray header = keyHeader(label);
    const Sealed sealed = seal(wrappingKey(person, label.id), key.view(), header);
    return ledger::writeFileAtomically(workspaceKeyPath(folder, label.id), header + "sealed " + ledger::base64(sealed.bytes + sealed.tag) + '\n')
        .map([&](bool) { return std::move(key); });
}

Result<ledger::Secret> loadWorkspaceKey(const QString &folder, const WorkspaceLabel &label, const ledger::UnlockedKey &person)
{
    const QString path = workspaceKeyPath(folder, label.id);
    if (!QFileInfo::exists(path))
        return noKey(label);
    const auto text = ledger::readWholeFile(path, longestFile);
    if (!text)
        return tl::unexpected(text.error());
    if (isOverwritten(*text))
        return noKey(label);
    const QByteArray header = keyHeader(label);
    const QByteArray start = header + "sealed ";
    const bool hasForm = text->startsWith(start) && text->endsWith('\n');
    const auto sealed = hasForm ? ledger::readBase64(QByteArrayView(*text).sliced(start.size()).chopped(1)) : std::nullopt;
    std::optional<ledger::Secret> key;
    if (sealed && sealed->size() == nonceBytes + keyBytes + tagBytes)
        key = unsealSecret(wrappingKey(person, label.id), QByteArrayView(*sealed).chopped(tagBytes), QByteArrayView(*sealed).last(tagBytes), header);
    if (!key)
        return fail(ErrorKind::BadKeyFile, path, QStringLiteral("workspace-key"));
    return std::move(*key);
}

Result<void> destroyWorkspaceKey(const QString &folder, const QByteArray &id)
{
    const QString path = workspaceKeyPath(folder, id);
    if (!QFileInfo::exists(path))
        return {};
    const auto emptied = overwrite(path, QByteArray(qsizetype(QFileInfo(path).size()), '\0'), true);
    return emptied || QFile::remove(path) ? Result<void>() : emptied;
}

void forgetWorkspace(const QString &folder, const QByteArray &id)
{
    QFile::remove(workspaceMarkPath(folder, id));
    QFile::remove(workspaceKeyPath(folder, id));
}

QList<QByteArray> destroyedWorkspaces(const QString &folder)
{
    const QDir workspaces(folder + QStringLiteral("/workspaces"));
    QList<QByteArray> ids;
    for (const QString &name : workspaces.entryList({QStringLiteral("*.key")}, QDir::Files))
        if (const auto text = ledger::readWholeFile(workspaces.filePath(name), longestFile); text && isOverwritten(*text))
            ids.append(QFileInfo(name).completeBaseName().toLatin1());
    return ids;
}

bool hasWorkspaceKey(const QString &folder, const core::StoreId &store, const core::PersonId &person)
{
    const QDir workspaces(folder + QStringLiteral("/workspaces"));
    const QByteArray whose = "\nstore " + store.value.toLatin1() + "\nperson " + ledger::escapeToken(person.value) + '\n';
    const QStringList names = workspaces.entryList({QStringLiteral("*.key")}, QDir::Files);
    return std::any_of(names.begin(), names.end(), [&](const QString &name) {
        const auto text = ledger::readWholeFile(workspaces.filePath(name), longestFile);
        return text && text->contains(whose);
    });
}

Result<WorkspaceMark> loadWorkspaceMark(const QString &folder, const QByteArray &id)
{
    const QString path = workspaceMarkPath(folder, id);
    const auto text = ledger::readWholeFile(path, longestFile);
    if (!text)
        return tl::unexpected(text.error());
    const auto mark = parseMark(*text);
    if (!mark)
        return fail(ErrorKind::BadKeyFile, path, QStringLiteral("workspace-mark"));
    ledger::CheckpointVault *const vault = ledger::checkpointVault();
    const auto kept = vault ? vault->load(vaultName(id)) : std::nullopt;
    const auto other = kept ? parseMark(*kept) : std::nullopt;
    return other && other->writes > mark->writes ? *other : *mark;
}

Workspace::Remember rememberIn(const QString &folder, const QByteArray &id)
{
    return [folder, id](const WorkspaceMark &mark, Workspace::When when) -> Result<void> {
        const QString path = workspaceMarkPath(folder, id);
        const QByteArray text = markText(mark);
        if (ledger::CheckpointVault *const vault = ledger::checkpointVault(); vault && when != Workspace::When::BeforeFirstWrite)
            vault->keep(vaultName(id), text);
        if (!QFileInfo::exists(path))
            return ledger::writeFileAtomically(path, text).map([](bool) {});
        return overwrite(path, text, when != Workspace::When::AfterWrite);
    };
}

} // namespace countersign::sync
