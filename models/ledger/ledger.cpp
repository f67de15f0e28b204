#include "ledger/ledger.h"

#include "ledger/roster.h"

#include <QHash>

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;

namespace {

// The statement inside, when everything about the entry is well-formed.
core::Result<Statement> readBack(const Entry &entry)
{
    auto statement = statementOf(entry);
    if (!statement)
        return statement;
    if (entry.isSigned()) {
        if (const auto note = parseSignedNote(entry.content); !note)
            return tl::unexpected(note.error());
    }
    return statement;
}

// The row of an entry that continues `head`, which moves on.
LogRow rowFor(const MadeEntry &made, TreeHead &head)
{
    LogRow row;
    row.index = head.size;
    row.entry = made.bytes;
    row.leaf = made.leaf;
    row.nodes = head.append(row.leaf);
    row.kind = made.entry.kind;
    row.content = made.content;
    if (const auto &by = made.statement.by) {
        row.statement = made.statement.id;
        row.device = by->device;
        row.deviceSeq = by->deviceSeq;
    }
    return row;
}

core::Result<Receipt> receiptOf(const LogRow &row)
{
    return parseEntry(row.entry).map([&](const Entry &entry) { return Receipt{row.index, row.leaf, entry.arrived}; });
}

// Appending one batch: rows so far, and where their statements stand.
class Batch {
public:
    Batch(LedgerStorage &storage, TreeHead head) : m_storage(storage), m_head(std::move(head)) {}

    core::Result<Receipt> add(const Entry &entry)
    {
        return readBack(entry)
            .and_then([&](Statement statement) { return entryOf(std::move(statement), entry); })
            .and_then([&](const MadeEntry &made) { return add(made); });
    }
    core::Result<Receipt> add(const MadeEntry &made)
    {
        TreeHead moved = m_head;
        LogRow row = rowFor(made, moved);
        const auto earlier = earlierRow(row.statement);
        if (!earlier)
            return tl::unexpected(earlier.error());
        if (*earlier) {
            if ((*earlier)->content != row.content)
                return fail(ErrorKind::ContentDiffers, row.statement.value, QStringLiteral("statement"));
            return receiptOf(**earlier);
        }
        m_head = std::move(moved);
        if (!row.statement.isEmpty())
            m_places.insert(row.statement.value, m_rows.size());
        m_rows += std::move(row);
        return Receipt{m_rows.last().index, made.leaf, made.entry.arrived};
    }

    core::Result<void> commit() { return m_rows.isEmpty() ? core::Result<void>() : m_storage.append(m_rows, m_head); }

private:
    core::Result<std::optional<LogRow>> earlierRow(const core::StatementId &statement) const
    {
        if (statement.isEmpty())
            return std::nullopt;
        if (const auto place = m_places.constFind(statement.value); place != m_places.constEnd())
            return m_rows[*place];
        const auto index = m_storage.indexOf(statement);
        if (!index)
            return tl::unexpected(index.error());
        if (!*index)
            return std::nullopt;
        return m_storage.row(**index).map([](const LogRow &row) { return std::optional(row); });
    }

    LedgerStorage &m_storage;
    TreeHead m_head;
    QList<LogRow> m_rows;
    QHash<QString, qsizetype> m_places;
};

template <typename AnyEntry>
core::Result<QList<Receipt>> appendAll(LedgerStorage &storage, const QList<AnyEntry> &entries)
{
    const auto head = storage.head();
    if (!head)
        return tl::unexpected(head.error());
    if (!head->isConsistent())
        return fail(ErrorKind::StoreDamaged, QString::number(head->size), QStringLiteral("log head"));
    Batch batch(storage, *head);
    QList<Receipt> receipts;
    for (const AnyEntry &entry : entries) {
        const auto receipt = batch.add(entry);
        if (!receipt)
            return tl::unexpected(receipt.error());
        receipts += *receipt;
    }
    return batch.commit().map([&] { return std::move(receipts); });
}

} // namespace

core::Result<QList<Receipt>> append(LedgerStorage &storage, const QList<Entry> &entries)
{
    return appendAll(storage, entries);
}

core::Result<Receipt> append(LedgerStorage &storage, const Entry &entry)
{
    return appendAll(storage, QList<Entry>{entry}).map([](const QList<Receipt> &receipts) { return receipts.first(); });
}

core::Result<QList<Receipt>> append(LedgerStorage &storage, const QList<MadeEntry> &entries)
{
    return appendAll(storage, entries);
}

core::Result<Receipt> append(LedgerStorage &storage, const MadeEntry &entry)
{
    return appendAll(storage, QList<MadeEntry>{entry}).map([](const QList<Receipt> &receipts) { return receipts.first(); });
}

core::Result<MadeEntry> entryOf(Statement statement, Entry entry)
{
    return write(entry).map([&](QByteArray bytes) {
        const Hash leaf = leafHash(bytes), content = sha256(entry.content);
        return MadeEntry{std::move(statement), std::move(entry), std::move(bytes), leaf, content};
    });
}

core::Result<MadeEntry> makeSigned(Statement statement, const UnlockedKey &actor, const QList<const UnlockedKey *> &further, const QDateTime &arrived,
                                   const QString &session, const QList<Flag> &flags)
{
    return signStatement(statement, actor, further).and_then([&](const SignedNote &note) {
        Entry entry{statement.kind(), arrived, session, flags, write(note)};
        return entryOf(std::move(statement), std::move(entry));
    });
}

core::Result<MadeEntry> makeOwn(Statement statement, const QDateTime &arrived, const QString &session)
{
    return ownEntry(statement, arrived, session).and_then([&](Entry entry) { return entryOf(std::move(statement), std::move(entry)); });
}

core::Result<int> sequence(LedgerStorage &storage, PendingStorage &pending, int limit)
{
    const auto waiting = pending.pending(limit);
    if (!waiting)
        return tl::unexpected(waiting.error());
    QList<Entry> entries;
    QList<quint64> numbers;
    for (const PendingEntry &one : *waiting) {
        entries += one.entry;
        numbers += one.number;
    }
    if (entries.isEmpty())
        return 0;
    if (const auto receipts = append(storage, entries); !receipts)
        return tl::unexpected(receipts.error());
    return pending.removePending(numbers).map([&] { return int(numbers.size()); });
}

core::Result<Checkpoint> checkpoint(const LedgerStorage &storage)
{
    const auto head = storage.head();
    if (!head)
        return tl::unexpected(head.error());
    if (head->size == 0)
        return fail(ErrorKind::NotAStore, {}, QStringLiteral("empty log"));
    const auto roster = loadRoster(storage, head->size);
    if (!roster)
        return tl::unexpected(roster.error());
    if (roster->store().isEmpty())
        return fail(ErrorKind::StoreDamaged, QStringLiteral("0"), QStringLiteral("store.created"));
    return Checkpoint{roster->store(), roster->epoch(), head->size, head->root()};
}

core::Result<Entry> signedEntry(const SignedNote &note, const QDateTime &arrived, const QString &session, const QList<Flag> &flags)
{
    return parseSigned(note.text).map([&](const Statement &statement) {
        return Entry{statement.kind(), arrived, session, flags, write(note)};
    });
}

core::Result<Entry> ownEntry(const Statement &statement, const QDateTime &arrived, const QString &session)
{
    return write(statement).map([&](const QByteArray &lines) { return Entry{statement.kind(), arrived, session, {}, lines}; });
}

} // namespace countersign::ledger
