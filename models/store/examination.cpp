#include "store/examination.h"

#include "ledger/blob.h"
#include "ledger/text.h"
#include "store/storecopy.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <sqlite3.h>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr std::chrono::milliseconds gatePatience{5'000};
constexpr qsizetype namedAtMost = 20;
constexpr QByteArrayView digestMark("sha256:");
constexpr qsizetype digestSize = 64;

QString named(QByteArrayView hash)
{
    return QStringLiteral("sha256:") + QString::fromLatin1(hash.toByteArray().toHex());
}

// Every digest that stands in an entry. The text of an entry is lines; a digest anywhere in it is one.
void collect(QByteArrayView entry, QSet<QByteArray> &digests)
{
    for (qsizetype at = entry.indexOf(digestMark); at >= 0; at = entry.indexOf(digestMark, at + 1))
        if (const auto hash = ledger::readDigest(entry.sliced(at, std::min(digestMark.size() + digestSize, entry.size() - at))))
            digests.insert(hash->toBytes());
}

Result<void> collectFrom(Database &database, const char *statement, QSet<QByteArray> &digests)
{
    NativeStatement rows = database.native(statement);
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        collect(rows.bytes(0), digests);
    }
}

// Of blobs that nothing names, and of names without a blob.
Result<void> examineNames(Database &database, Examination &found)
{
    QSet<QByteArray> inEntries;
    QSet<QByteArray> redacted;
    if (const auto read = collectFrom(database, "examination/entries", inEntries); !read)
        return read;
    if (const auto read = collectFrom(database, "examination/redactions", redacted); !read)
        return read;
    NativeStatement unnamed = database.native("examination/unnamedBlobs");
    for (;;) {
        const Result<bool> row = unnamed.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        found.orphanBlobs += inEntries.contains(unnamed.bytes(0).toByteArray()) ? 0 : 1;
    }
    NativeStatement missing = database.native("examination/missingBlobs");
    for (;;) {
        const Result<bool> row = missing.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        if (!redacted.contains(missing.bytes(0).toByteArray()) && found.missingBlobs.size() < namedAtMost)
            found.missingBlobs.append(named(missing.bytes(0)));
    }
}

Result<QString> answerTo(Database &database, const QByteArray &pragma)
{
    Statement ask = database.composed(pragma);
    const Result<bool> row = ask.next();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? ask.text(0) : QString();
}

Result<void> examineEngine(Database &database, bool deep, Examination &found)
{
    found.engine = QString::fromLatin1(sqlite3_libversion());
    const auto journal = answerTo(database, "PRAGMA journal_mode");
    const auto synchronous = answerTo(database, "PRAGMA synchronous");
    if (!journal || !synchronous)
        return tl::unexpected(journal ? synchronous.error() : journal.error());
    found.journalMode = *journal;
    found.synchronous = synchronous->toInt();
    const Result<int> schema = checkSchema(database, migrationFiles());
    if (!schema)
        return tl::unexpected(schema.error());
    found.schema = *schema;
    const Result<void> whole = deep ? database.deepCheck() : database.quickCheck();
    if (!whole && whole.error().kind == ErrorKind::StoreDamaged)
        found.damage = whole.error().detail;
    return whole || !found.damage.isEmpty() ? Result<void>() : whole;
}

} // namespace

Examination examineFile(const QString &path, const VolumeProbe &volume)
{
    Examination found;
    found.volume = volume(path);
    for (const char *suffix : {"", "-wal", "-shm", "-gate"}) {
        const QFileInfo file(path + QLatin1String(suffix));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        if (file.exists() && (file.permissions() & others) != 0)
            found.openToOthers.append(file.filePath());
    }
    found.walBytes = QFileInfo(path + QStringLiteral("-wal")).size();
    found.forsakenCopies = StoreCopy::forsaken(path);
    return found;
}

Result<QStringList> changedBlobs(Database &database, qint64 &blobs, const ExaminationProgress &progress, std::stop_token stop)
{
    qint64 whole = 0;
    if (NativeStatement count = database.native("examination/blobCount"); count.next().value_or(false))
        whole = count.number(0);
    QStringList changed;
    blobs = 0;
    NativeStatement rows = database.native("examination/blobs");
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return changed;
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        if (ledger::blobDigest(rows.bytes(1), rows.bytes(2)).view() != rows.bytes(0) && changed.size() < namedAtMost)
            changed.append(named(rows.bytes(0)));
        ++blobs;
        if (progress)
            progress(blobs, whole);
    }
}

Result<Examination> examine(Database &database, bool deep, const ExaminationProgress &progress, std::stop_token stop)
{
    Examination found = examineFile(database.opening().path);
    if (!database.opening().readOnly) {
        const Result<void> gate = database.tryGate(gatePatience);
        found.gatePassed = gate.has_value();
        found.gateHeldBy = gate ? QString() : gate.error().detail;
    }
    const Result<void> read = database.read([&]() -> Result<void> {
        if (const auto engine = examineEngine(database, deep, found); !engine || !found.damage.isEmpty())
            return engine;
        if (const auto names = examineNames(database, found); !names || !deep)
            return names;
        const auto changed = changedBlobs(database, found.blobs, progress, stop);
        if (!changed)
            return tl::unexpected(changed.error());
        found.changedBlobs = *changed;
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace countersign::store
