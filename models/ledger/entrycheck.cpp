#include "ledger/entrycheck.h"

#include "ledger/signednote.h"

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

// A signature to check. The note lies in the entry's content.
struct Claimed {
    CheckedEntry *entry = nullptr;
    OnlySignature only;
    QByteArray publicKey;
};

// What a note signed with this key must carry: nearly every statement is signed by one person alone, over and over.
struct Expected {
    core::StoreId store;
    core::PersonId actor;
    QByteArray name;
    quint32 id = 0;
    QByteArray publicKey;
};

class BatchCheck {
public:
    explicit BatchCheck(const EntryBatch &batch) : m_batch(batch) {}

    void read(CheckedEntry &checked);
    // By themselves, one after the other: what a signature needs then stays in the nearest cache.
    void checkSignatures() const
    {
        for (const Claimed &one : m_claimed)
            one.entry->signatureWrong = !verifySignature(one.only.text, one.only.signature, one.publicKey);
    }

private:
    void readNote(CheckedEntry &checked);
    void readSomeSignatures(CheckedEntry &checked);
    const Expected &expected(const Statement &statement);

    const EntryBatch &m_batch;
    QVarLengthArray<Claimed, rowsPerBatch> m_claimed;
    QHash<Hash, Expected> m_expected;
};

const Expected &BatchCheck::expected(const Statement &statement)
{
    const Attestation &by = *statement.by;
    Expected &found = m_expected[by.key];
    if (found.store != statement.store || found.actor != by.actor) {
        const QByteArray name = signerName(statement.store, by.actor, by.key);
        const QByteArray publicKey = m_batch.keys->value(by.key);
        found = {statement.store, by.actor, name, signatureId(name, publicKey), publicKey};
    }
    return found;
}

void BatchCheck::readNote(CheckedEntry &checked)
{
    const auto only = broughtIn(checked.statement) ? std::nullopt : onlySignature(checked.entry.content);
    if (!only) {
        readSomeSignatures(checked);
        return;
    }
    if (!m_batch.signatures)
        return;
    const Expected &signer = expected(checked.statement);
    if (only->name != signer.name || only->id != signer.id)
        checked.signatureWrong = true;
    else
        m_claimed.append({&checked, *only, signer.publicKey});
}

// Two who sign, as when a key is brought in, or not the one signature that everything else carries.
void BatchCheck::readSomeSignatures(CheckedEntry &checked)
{
    const auto note = parseSignatures(checked.entry.content);
    if (!note) {
        checked.why = QStringLiteral("note ") + placeOf(note.error());
        return;
    }
    if (!m_batch.signatures)
        return;
    const auto signers = signersOf(checked.statement, [&](const Hash &fingerprint) { return m_batch.keys->value(fingerprint); });
    checked.signatureWrong = !broughtIn(checked.statement) || !signedBy(*note, signers);
}

void BatchCheck::read(CheckedEntry &checked)
{
    const LogRow &row = checked.row;
    if (row.entry.isEmpty() && m_batch.mayWithhold) {
        checked.withheld = true;
        checked.leaf = row.leaf;
        return;
    }
    checked.leaf = leafHash(row.entry);
    if (checked.leaf != row.leaf) {
        checked.why = QStringLiteral("leaf hash");
        return;
    }
    auto entry = parseEntry(row.entry);
    if (!entry) {
        checked.why = QStringLiteral("entry ") + placeOf(entry.error());
        return;
    }
    checked.entry = std::move(*entry);
    auto statement = statementOf(checked.entry);
    if (!statement) {
        checked.why = QStringLiteral("statement ") + placeOf(statement.error());
        return;
    }
    checked.statement = std::move(*statement);
    checked.content = sha256(checked.entry.content);
    if (!columnsAgree(checked))
        checked.why = QStringLiteral("columns");
    else if (checked.statement.by)
        readNote(checked);
}

} // namespace

void check(EntryBatch &batch)
{
    batch.checked.clear();
    batch.checked.resize(size_t(batch.rows.size()));
    BatchCheck checking(batch);
    for (size_t i = 0; i < batch.checked.size(); ++i) {
        batch.checked[i].row = std::move(batch.rows[qsizetype(i)]);
        checking.read(batch.checked[i]);
    }
    checking.checkSignatures();
    batch.rows.clear();
}

EntryWorkers::EntryWorkers(int threads)
{
    for (int i = 1; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

EntryWorkers::~EntryWorkers()
{
    {
        const std::lock_guard lock(m_guard);
        m_ending = true;
        m_waiting.clear();
    }
    m_given.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void EntryWorkers::put(std::shared_ptr<EntryBatch> batch)
{
    m_order.push_back(batch);
    {
        const std::lock_guard lock(m_guard);
        batch->done = false;
        m_waiting.push_back(std::move(batch));
    }
    m_given.notify_one();
}

std::shared_ptr<EntryBatch> EntryWorkers::take()
{
    if (m_order.empty())
        return nullptr;
    const std::shared_ptr<EntryBatch> oldest = std::move(m_order.front());
    m_order.pop_front();
    Lock lock(m_guard);
    while (!oldest->done) {
        if (m_waiting.empty())
            m_done.wait(lock);
        else
            checkNext(lock);
    }
    return oldest;
}

void EntryWorkers::checkNext(Lock &lock)
{
    const std::shared_ptr<EntryBatch> batch = std::move(m_waiting.front());
    m_waiting.pop_front();
    lock.unlock();
    check(*batch);
    lock.lock();
    batch->done = true;
}

void EntryWorkers::work()
{
    Lock lock(m_guard);
    while (true) {
        m_given.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_ending)
            return;
        checkNext(lock);
        m_done.notify_one();
    }
}

} // namespace countersign::ledger
