#include "workflow/evidence.h"

#include "ledger/atomicfile.h"
#include "ledger/ledger.h"

#include <QDir>
#include <QFileInfo>
#include <limits>

namespace countersign::workflow {

using core::Result;

namespace {

constexpr qint64 fileLimit = 4 << 20;
constexpr qsizetype idLength = 36;

// "<store>-<known>-<found>-<number>": see ledger/witness.cpp.
QString storeOf(const QString &refusal)
{
    return QFileInfo(refusal).fileName().left(idLength);
}

Result<QString> freshFolder(const QString &target, const QString &refusal)
{
    const QString stem = QDir(target).filePath(QStringLiteral("countersign-evidence-") + QFileInfo(refusal).fileName().mid(idLength + 1));
    QString folder = stem;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = QStringLiteral("%1-%2").arg(stem).arg(number);
    return QDir().mkpath(folder) ? Result<QString>(folder) : core::fail(core::ErrorKind::CannotWrite, folder);
}

// Every file that is there, by the name it gets.
QMap<QString, QByteArray> gathered(const Ports &ports, const QString &keyringFolder, const QString &store)
{
    QMap<QString, QByteArray> files;
    const QDir refusals(keyringFolder + QStringLiteral("/evidence"));
    for (const QFileInfo &file : refusals.entryInfoList({store + QStringLiteral("-*")}, QDir::Files))
        if (const auto bytes = ledger::readWholeFile(file.filePath(), fileLimit))
            files.insert(QStringLiteral("refusal-") + file.fileName().mid(idLength + 1), *bytes);
    if (const auto seen = ledger::readWholeFile(keyringFolder + QStringLiteral("/witness/") + store, fileLimit))
        files.insert(QStringLiteral("seen-here"), *seen);
    if (const auto found = ledger::checkpoint(ports.ledger))
        files.insert(QStringLiteral("found-checkpoint"), ledger::write(*found));
    if (const auto kept = ports.ledger.loadCheckpoint(std::numeric_limits<quint64>::max()); kept && *kept)
        files.insert(QStringLiteral("found-cosigned-checkpoint"), **kept);
    return files;
}

} // namespace

Result<QString> saveEvidence(const Ports &ports, const QString &keyringFolder, const QString &refusal, const QString &target)
{
    const auto folder = freshFolder(target, refusal);
    if (!folder)
        return folder;
    const auto files = gathered(ports, keyringFolder, storeOf(refusal));
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        if (const auto written = ledger::writeFileAtomically(*folder + u'/' + file.key(), file.value()); !written)
            return tl::unexpected(written.error());
    return folder;
}

} // namespace countersign::workflow
