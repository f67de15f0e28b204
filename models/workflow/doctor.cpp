#include "workflow/doctor.h"

#include "ledger/checkpointvault.h"
#include "ledger/identity.h"
#include "ledger/ledger.h"
#include "ledger/ledgerstorage.h"
#include "workflow/recordstatement.h"
#include "workflow/verifyledger.h"
#include "workflow/watchrecord.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace countersign::workflow {

using core::ErrorKind;
using core::Result;
using Grade = Observation::Grade;

namespace {

constexpr qint64 clockSecondsAllowed = 120;
constexpr int eventsLookedAt = 1000;
constexpr qint64 eventDays = 7;

// An entry's time lies ahead of this machine's clock: one of the two is wrong, and claims run by the clock.
Result<Observation> clockObservation(const Ports &ports)
{
    const QString check = QStringLiteral("clock");
    const auto head = ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    if (head->size == 0)
        return Observation{check, Grade::Good, {}, {}};
    const auto row = ports.ledger.row(head->size - 1);
    if (!row)
        return tl::unexpected(row.error());
    const auto entry = ledger::parseEntry(row->entry);
    const qint64 ahead = entry ? ports.clock.now().secsTo(entry->arrived) : 0;
    if (ahead > clockSecondsAllowed)
        return Observation{check, Grade::Bad, QStringLiteral("behind"), QString::number(ahead)};
    return Observation{check, Grade::Good, {}, {}};
}

// What happened in the last days, one line a kind of event and person.
Result<QList<Observation>> securityObservations(const Ports &ports)
{
    const auto events = ports.people.securityEvents(eventsLookedAt);
    if (!events)
        return tl::unexpected(events.error());
    QMap<QPair<QString, QString>, int> counted;
    const QDateTime since = ports.clock.now().addDays(-eventDays);
    for (const core::SecurityEvent &event : *events)
        if (event.at >= since)
            ++counted[{event.kind, event.person.value}];
    QList<Observation> list;
    for (auto one = counted.cbegin(); one != counted.cend(); ++one)
        list.append({QStringLiteral("security"), Grade::Care, one.key().first, QStringLiteral("%1 %2").arg(one.value()).arg(one.key().second)});
    if (list.isEmpty())
        list.append({QStringLiteral("security"), Grade::Good, {}, {}});
    return list;
}

bool isOpenToOthers(const QFileInfo &file)
{
    return (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther)) != 0;
}

QList<Observation> keyObservations(const Keyring &keyring, const core::StoreId &store)
{
    const QString check = QStringLiteral("keys");
    QList<Observation> list;
    const QDir folder(QFileInfo(ledger::keyFilePath(keyring.folder, store, core::PersonId(QStringLiteral("x")))).path());
    QFileInfoList files = folder.entryInfoList({QStringLiteral("*.key")}, QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : std::as_const(files)) {
        const auto header = ledger::loadKeyFile(file.filePath()).and_then([](const QByteArray &bytes) { return ledger::readKeyFileHeader(bytes); });
        if (!header)
            list.append({check, Grade::Bad, QStringLiteral("damaged"), file.filePath()});
    }
    files.append(QFileInfo(keyring.folder + QStringLiteral("/installation")));
    for (const QFileInfo &file : std::as_const(files))
        if (file.exists() && isOpenToOthers(file))
            list.append({check, Grade::Bad, QStringLiteral("open-to-others"), file.filePath()});
    if (list.isEmpty())
        list.append({check, Grade::Good, {}, QString::number(files.size() - 1)});
    return list;
}

Result<Observation> recordObservation(const Ports &ports, const Keyring &keyring, bool deep, const StoreFiles::Progress &progress, std::stop_token stop)
{
    const QString check = QStringLiteral("record");
    const auto bad = [&](const core::Error &error) -> Result<Observation> {
        switch (error.kind) {
        case ErrorKind::HistoryRewritten:
            return Observation{check, Grade::Bad, QStringLiteral("history-rewritten"), error.detail + u' ' + error.where};
        case ErrorKind::StoreDamaged:
        case ErrorKind::Malformed:
        case ErrorKind::VerificationFailed:
        case ErrorKind::NotAStore:
            return Observation{check, Grade::Bad, QStringLiteral("broken"), error.where + u' ' + error.detail};
        default:
            return tl::unexpected(error);
        }
    };
    if (!deep) {
        if (const auto same = demandSameRecord(ports, keyring.folder); !same)
            return bad(same.error());
        const auto now = ledgerCheckpoint(ports);
        return now ? Result<Observation>(Observation{check, Grade::Good, {}, QString::number(now->size)}) : bad(now.error());
    }
    const auto verdict = verifyLedger(ports, keyring.folder, [&](const VerifyProgress &now) {
        if (progress)
            progress(qint64(now.checked), qint64(now.size));
    }, stop, nullptr, VerifyDepth::Everything);
    if (!verdict)
        return bad(verdict.error());
    if (verdict->ok)
        return Observation{check, Grade::Good, {}, QString::number(verdict->size)};
    return Observation{check, Grade::Bad, QStringLiteral("broken"), (verdict->badSeq ? QString::number(*verdict->badSeq) : QString()) + u' ' + verdict->why};
}

bool isDamaged(const QList<Observation> &list)
{
    return std::any_of(list.begin(), list.end(), [](const Observation &one) {
        return one.check == u"open" || (one.check == u"integrity" && one.grade == Grade::Bad);
    });
}

} // namespace

Result<QList<Observation>> examineStore(StoreFiles &files, const QString &store, const Keyring &keyring, bool deep, const StoreFiles::Progress &progress,
                                        std::stop_token stop)
{
    auto list = files.examine(store, deep, progress, stop);
    if (!list || isDamaged(*list))
        return list;
    const auto open = files.open(store);
    if (!open)
        return tl::unexpected(open.error());
    const auto record = examineRecord((*open)->ports(), store, keyring, deep, progress, stop);
    if (!record)
        return record;
    list->append(*record);
    return list;
}

Result<QList<Observation>> examineRecord(const Ports &ports, const QString &name, const Keyring &keyring, bool deep, const StoreFiles::Progress &progress,
                                         std::stop_token stop)
{
    const auto identity = ports.people.storeIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (!*identity)
        return core::fail(ErrorKind::StoreMissing, name);
    const auto record = recordObservation(ports, keyring, deep, progress, stop);
    const auto clock = clockObservation(ports);
    const auto security = securityObservations(ports);
    for (const core::Error *error : {record ? nullptr : &record.error(), clock ? nullptr : &clock.error(), security ? nullptr : &security.error()})
        if (error)
            return tl::unexpected(*error);
    QList<Observation> list{*record};
    list.append(keyObservations(keyring, (*identity)->id));
    ledger::CheckpointVault *const vault = ledger::checkpointVault();
    list.append({QStringLiteral("keychain"), Grade::Good, vault && vault->isThere() ? QString() : QStringLiteral("absent"), {}});
    list.append(*clock);
    list.append(*security);
    return list;
}

namespace {

// Which of a case's texts are gone or not as they were taken along.
Result<QStringList> wrongBlobs(const OpenWorkspace &workspace, const sync::CheckedOutCase &one)
{
    const auto stored = workspace.ports.cases.findCase(one.caseId, {one.team});
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored || (*stored)->row.state == core::CaseState::Redacted) // it has left
        return QStringList();
    QStringList wrong;
    for (const QString &digest : QStringList((*stored)->sourceBlob) + (*stored)->evidenceBlobs.values()) {
        const auto blob = workspace.ports.blobs.loadBlob(digest);
        if (!blob)
            return tl::unexpected(blob.error());
        if (!*blob || !isIntact(**blob))
            wrong.append(digest);
    }
    return wrong;
}

} // namespace

Result<QList<Observation>> examineWorkspace(const OpenWorkspace &workspace)
{
    const auto status = workspaceStatus(workspace);
    if (!status)
        return tl::unexpected(status.error());
    QStringList wrong;
    for (const sync::CheckedOutCase &one : status->session.cases) {
        const auto found = wrongBlobs(workspace, one);
        if (!found)
            return tl::unexpected(found.error());
        wrong += *found;
    }
    const bool isOver = status->expired || !status->session.closed.isEmpty() || !status->session.ready;
    const QString word = !status->session.ready ? QStringLiteral("unfinished")
        : !status->session.closed.isEmpty()     ? QStringLiteral("closed")
        : status->expired                       ? QStringLiteral("expired")
                                                : QString();
    const qsizetype waiting = status->made + status->sent;
    return QList<Observation>{
        {QStringLiteral("workspace"), isOver ? Grade::Care : Grade::Good, word, QString::number(status->session.cases.size())},
        {QStringLiteral("statements"), Grade::Good, waiting > 0 ? QStringLiteral("waiting") : QString(),
         waiting > 0 ? QString::number(waiting) : QString::number(status->decided())},
        {QStringLiteral("texts"), wrong.isEmpty() ? Grade::Good : Grade::Bad, wrong.isEmpty() ? QString() : QStringLiteral("damaged"), wrong.join(u' ')}};
}

} // namespace countersign::workflow
