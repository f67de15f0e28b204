#include "app/storefiles.h"

#include "app/composition.h"
#include "store/examination.h"
#include "store/storecopy.h"
#include "store/storefile.h"

#include <QDir>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using core::Result;
using workflow::Observation;
using Grade = Observation::Grade;

namespace {

class PlainCopy final : public workflow::StoreFiles::Copy {
public:
    explicit PlainCopy(std::unique_ptr<store::StoreCopy> copy) : m_copy(std::move(copy)) {}
    QString path() const override { return m_copy->path(); }
    Result<void> publish(const QString &name) override { return m_copy->publish(name); }

private:
    std::unique_ptr<store::StoreCopy> m_copy;
};

// For reading where it may not be written.
Result<std::unique_ptr<store::Database>> openAnyhow(const QString &path)
{
    auto opened = store::Database::open(path, store::OpenMode::ReadWrite);
    if (!opened && (opened.error().kind == ErrorKind::StoreReadOnly || opened.error().kind == ErrorKind::StoreOnNetwork || movedTo(opened.error())))
        return store::Database::open(path, store::OpenMode::ReadOnly);
    return opened;
}

void volumeObservation(const store::Examination &found, QList<Observation> &list)
{
    const QString check = QStringLiteral("volume");
    switch (found.volume.kind) {
    case store::VolumeKind::Network:
        list.append({check, Grade::Bad, QStringLiteral("network"), found.volume.type});
        return;
    case store::VolumeKind::UnknownFuse:
        list.append({check, Grade::Care, QStringLiteral("fuse"), found.volume.type});
        return;
    case store::VolumeKind::Local:
        list.append({check, found.volume.readOnly ? Grade::Care : Grade::Good, found.volume.readOnly ? QStringLiteral("read-only") : QString(), found.volume.type});
        return;
    }
}

void fileObservations(const store::Examination &found, QList<Observation> &list)
{
    volumeObservation(found, list);
    const auto all = [&](const QString &check, Grade grade, const QString &word, const QStringList &places) {
        if (places.isEmpty())
            list.append({check, Grade::Good, {}, {}});
        for (const QString &place : places)
            list.append({check, grade, word, place});
    };
    all(QStringLiteral("permissions"), Grade::Bad, QStringLiteral("open-to-others"), found.openToOthers);
    all(QStringLiteral("copies"), Grade::Care, QStringLiteral("forsaken"), found.forsakenCopies);
}

void engineObservations(const store::Examination &found, QList<Observation> &list)
{
    list.append({QStringLiteral("gate"), found.gatePassed ? Grade::Good : Grade::Bad, found.gatePassed ? QString() : QStringLiteral("held"), found.gateHeldBy});
    const bool isWal = found.journalMode == u"wal";
    list.append({QStringLiteral("journal"), isWal ? Grade::Good : Grade::Bad, isWal ? QString() : QStringLiteral("not-wal"), found.journalMode});
    const bool isFull = found.synchronous >= 2;
    list.append({QStringLiteral("synchronous"), isFull ? Grade::Good : Grade::Bad, isFull ? QString() : QStringLiteral("not-full"), QString::number(found.synchronous)});
    list.append({QStringLiteral("versions"), Grade::Good, {}, QStringLiteral("%1 / SQLite %2").arg(QString::number(found.schema), found.engine)});
    const bool isWhole = found.damage.isEmpty();
    list.append({QStringLiteral("integrity"), isWhole ? Grade::Good : Grade::Bad, isWhole ? QString() : QStringLiteral("damaged"), found.damage});
}

void blobObservations(const store::Examination &found, bool deep, QList<Observation> &list)
{
    const QString check = QStringLiteral("blobs");
    for (const QString &digest : found.changedBlobs)
        list.append({check, Grade::Bad, QStringLiteral("changed"), digest});
    for (const QString &digest : found.missingBlobs)
        list.append({check, Grade::Bad, QStringLiteral("missing"), digest});
    if (found.orphanBlobs > 0)
        list.append({check, Grade::Care, QStringLiteral("orphan"), QString::number(found.orphanBlobs)});
    if (found.changedBlobs.isEmpty() && found.missingBlobs.isEmpty() && found.orphanBlobs == 0)
        list.append({check, Grade::Good, {}, deep ? QString::number(found.blobs) : QString()});
}

} // namespace

Result<void> EmbeddedStoreFiles::demandFree(const QString &store)
{
    return store::StoreCopy::demandFree(store);
}

Result<std::unique_ptr<workflow::StoreFiles::Copy>> EmbeddedStoreFiles::copyBeside(const QString &store)
{
    const QString folder = QFileInfo(store).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::CannotWrite, folder, qt_error_string());
    auto copy = store::StoreCopy::beside(store);
    if (!copy)
        return tl::unexpected(copy.error());
    return std::make_unique<PlainCopy>(std::move(*copy));
}

Result<void> EmbeddedStoreFiles::snapshot(const QString &store, const QString &into, const Progress &progress, std::stop_token stop)
{
    const auto database = openAnyhow(store);
    return database ? (*database)->copyTo(into, progress, stop) : Result<void>(tl::unexpected(database.error()));
}

Result<std::unique_ptr<workflow::OpenStore>> EmbeddedStoreFiles::open(const QString &path)
{
    return openStore({StoreAddress::Kind::Embedded, path, {}}, Access::Read);
}

Result<void> EmbeddedStoreFiles::check(const QString &path, const Progress &progress, std::stop_token stop)
{
    const auto database = openAnyhow(path);
    if (!database)
        return tl::unexpected(database.error());
    if (const auto whole = (*database)->deepCheck(); !whole)
        return whole;
    qint64 blobs = 0;
    const auto changed = store::changedBlobs(**database, blobs, progress, stop);
    if (!changed)
        return tl::unexpected(changed.error());
    return changed->isEmpty() ? Result<void>() : Result<void>(fail(ErrorKind::StoreDamaged, path, changed->first()));
}

Result<QList<Observation>> EmbeddedStoreFiles::examine(const QString &path, bool deep, const Progress &progress, std::stop_token stop)
{
    QList<Observation> list;
    const auto database = openAnyhow(path);
    if (!database) {
        if (database.error().kind == ErrorKind::StoreMissing || database.error().kind == ErrorKind::NotAStore)
            return tl::unexpected(database.error());
        fileObservations(store::examineFile(path), list);
        list.append({QStringLiteral("open"), Grade::Bad, core::kindName(database.error().kind), database.error().detail});
        return list;
    }
    const auto found = store::examine(**database, deep, progress, stop);
    if (!found && found.error().kind != ErrorKind::StoreDamaged)
        return tl::unexpected(found.error());
    if (!found) {
        fileObservations(store::examineFile(path), list);
        list.append({QStringLiteral("integrity"), Grade::Bad, QStringLiteral("damaged"), found.error().detail});
        return list;
    }
    fileObservations(*found, list);
    engineObservations(*found, list);
    if (found->damage.isEmpty())
        blobObservations(*found, deep, list);
    return list;
}

} // namespace countersign::app
