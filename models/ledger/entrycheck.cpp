#include "ledger/entrycheck.h"

namespace countersign::ledger {

namespace {

QString placeOf(const core::Error &error)
{
    return error.where + QStringLiteral(": ") + error.detail;
}

// Whether the columns that repeat the entry say what it says.
bool columnsAgree(const CheckedEntry &checked)
{
    const LogRow &row = checked.row;
    if (row.kind != checked.entry.kind || row.content != checked.content)
        return false;
    if (!checked.statement.by)
        return row.statement.isEmpty() && row.device.isEmpty() && row.deviceSeq == 0;
    return row.statement == checked.statement.id && row.device == checked.statement.by->device
           && row.deviceSeq == checked.statement.by->deviceSeq;
}

void checkNoteOf(CheckedEntry &checked, const KnownKeys &keys, bool signatures)
{
    const auto note = parseSignatures(checked.entry.content);
    if (!note) {
        checked.why = QStringLiteral("note ") + placeOf(note.error());
        return;
    }
    if (!signatures)
        return;
    const auto signers = signersOf(checked.statement, [&](const Hash &fingerprint) { return keys.value(fingerprint); });
    checked.signatureWrong = !signedBy(*note, signers);
}

} // namespace

CheckedEntry checkEntry(LogRow given, const KnownKeys &keys, bool signatures)
{
    CheckedEntry checked;
    checked.row = std::move(given);
    const LogRow &row = checked.row;
    checked.leaf = leafHash(row.entry);
    if (checked.leaf != row.leaf) {
        checked.why = QStringLiteral("leaf hash");
        return checked;
    }
    auto entry = parseEntry(row.entry);
    if (!entry) {
        checked.why = QStringLiteral("entry ") + placeOf(entry.error());
        return checked;
    }
    checked.entry = std::move(*entry);
    auto statement = statementOf(checked.entry);
    if (!statement) {
        checked.why = QStringLiteral("statement ") + placeOf(statement.error());
        return checked;
    }
    checked.statement = std::move(*statement);
    checked.content = sha256(checked.entry.content);
    if (!columnsAgree(checked))
        checked.why = QStringLiteral("columns");
    else if (checked.statement.by)
        checkNoteOf(checked, keys, signatures);
    return checked;
}

EntryWorkers::EntryWorkers(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

EntryWorkers::~EntryWorkers()
{
    {
        const std::lock_guard lock(m_guard);
        m_ending = true;
        m_waiting.clear();
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void EntryWorkers::put(std::shared_ptr<EntryBatch> batch)
{
    m_order.push_back(batch);
    {
        const std::lock_guard lock(m_guard);
        m_waiting.push_back(std::move(batch));
    }
    m_changed.notify_all();
}

std::shared_ptr<EntryBatch> EntryWorkers::take()
{
    if (m_order.empty())
        return nullptr;
    const std::shared_ptr<EntryBatch> oldest = std::move(m_order.front());
    m_order.pop_front();
    std::unique_lock lock(m_guard);
    m_changed.wait(lock, [&] { return oldest->done; });
    return oldest;
}

void EntryWorkers::work()
{
    std::unique_lock lock(m_guard);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_ending)
            return;
        const std::shared_ptr<EntryBatch> batch = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        batch->checked.reserve(size_t(batch->rows.size()));
        for (LogRow &row : batch->rows)
            batch->checked.push_back(checkEntry(std::move(row), *batch->keys, batch->signatures));
        batch->rows.clear();
        lock.lock();
        batch->done = true;
        m_changed.notify_all();
    }
}

} // namespace countersign::ledger
