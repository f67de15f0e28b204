// SqlLedgerStorage: entries between arrival and the log.
#include "core/clock.h"
#include "store/database.h"
#include "store/sqlledgerstorage.h"

namespace countersign::store {

using core::ErrorKind;
using core::Result;
using ledger::Entry;
using ledger::Flag;
using ledger::PendingEntry;

namespace {

QByteArray flagNames(const QList<Flag> &flags)
{
    QByteArrayList names;
    for (const Flag flag : flags)
        names.append(ledger::flagName(flag).toByteArray());
    return names.join(' ');
}

std::optional<QList<Flag>> flagsOf(const QByteArray &names)
{
    QList<Flag> flags;
    const QByteArrayList words = names.isEmpty() ? QByteArrayList() : names.split(' ');
    for (const QByteArray &word : words) {
        bool isKnown = false;
        for (const Flag flag : {Flag::Clock, Flag::Disputed, Flag::Late, Flag::Quarantined})
            if (ledger::flagName(flag) == word) {
                flags.append(flag);
                isKnown = true;
            }
        if (!isKnown)
            return std::nullopt;
    }
    return flags;
}

} // namespace

Result<void> SqlLedgerStorage::addPending(const Entry &entry)
{
    if (auto writing = m_database.mustBeWriting("addPending"); !writing)
        return writing;
    Statement add = m_database.statement("ledger/addPending");
    add.bind(QString::fromLatin1(ledger::kindName(entry.kind))).bind(core::timeText(entry.arrived)).bind(entry.session);
    const Result<int> added = add.bind(QString::fromLatin1(flagNames(entry.flags))).bind(entry.content).run();
    return added ? Result<void>() : Result<void>(tl::unexpected(added.error()));
}

Result<QList<PendingEntry>> SqlLedgerStorage::pending(int limit) const
{
    QList<PendingEntry> list;
    Statement rows = m_database.statement("ledger/pending");
    rows.bind(limit);
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return list;
        const auto kind = ledger::kindFromName(rows.text(1).toLatin1());
        const auto flags = flagsOf(rows.text(4).toLatin1());
        if (!kind || !flags)
            return core::fail(ErrorKind::StoreDamaged, QStringLiteral("ledger_pending"), rows.text(0));
        list.append({quint64(rows.number(0)), {*kind, core::timeFromText(rows.text(2)), rows.text(3), *flags, rows.bytes(5)}});
    }
}

Result<void> SqlLedgerStorage::removePending(const QList<quint64> &numbers)
{
    if (auto writing = m_database.mustBeWriting("removePending"); !writing)
        return writing;
    Statement remove = m_database.statement("ledger/removePending");
    for (const quint64 number : numbers)
        if (const Result<int> removed = remove.bind(qint64(number)).run(); !removed)
            return tl::unexpected(removed.error());
    return {};
}

} // namespace countersign::store
