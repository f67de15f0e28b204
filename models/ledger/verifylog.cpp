#include "ledger/verifylog.h"

#include "ledger/logrules.h"

namespace countersign::ledger {

using core::ErrorKind;
using core::Result;

namespace {

constexpr qsizetype bytesPerBatch = 1 << 20;
constexpr qsizetype batchesPerThread = 6;
constexpr quint64 entriesPerProgress = 256;

class Run {
public:
    Run(const LedgerStorage &storage, const VerifyOptions &options, const Replay &replay, const Progress &progress, TreeHead end,
        LogRules rules, const std::atomic_bool *stop)
        : m_options(options), m_replay(replay), m_progress(progress), m_stop(stop), m_end(std::move(end)), m_rules(std::move(rules)),
          m_threads(threadsOf(options)), m_workers(m_threads), m_storage(storage)
    {
    }

    Result<Verdict> go()
    {
        if (const auto found = findKeys(); !found)
            return tl::unexpected(found.error());
        const Result<void> scanned = m_storage.scan(m_options.from, m_end.size, [&](const LogRow &row) {
            put(row);
            return goesOn();
        });
        submit();
        while (goesOn() && m_workers.inside() > 0)
            takeOldest();
        if (m_error)
            return tl::unexpected(*m_error);
        if (stopped()) {
            if (m_options.whenStopped)
                m_options.whenStopped({m_rules.head().size, m_rules.head().root()});
            return core::fail(ErrorKind::Cancelled);
        }
        if (!scanned && scanned.error().kind != ErrorKind::StoreDamaged)
            return tl::unexpected(scanned.error());
        return verdict();
    }

private:
    static int threadsOf(const VerifyOptions &options)
    {
        return options.threads > 0 ? options.threads : std::max(1, int(std::thread::hardware_concurrency()));
    }

    bool stopped() const { return m_stop && m_stop->load(); }
    bool goesOn() const { return !m_bad && !m_error && !stopped(); }

    void put(const LogRow &row)
    {
        m_batch->rows += row;
        m_batch->bytes += row.entry.size();
        if (m_batch->rows.size() < rowsPerBatch && m_batch->bytes < bytesPerBatch)
            return;
        submit();
        while (goesOn() && m_workers.inside() >= batchesPerThread * m_threads)
            takeOldest();
    }

    void submit()
    {
        m_batch->bytes = 0;
        m_batch->keys = &m_keys;
        m_batch->mayWithhold = m_storage.withholds();
        const bool before = m_options.signaturesUpTo && !m_batch->rows.isEmpty() && m_batch->rows.last().index < m_options.signaturesUpTo->size;
        m_batch->signatures = m_options.signatures && !before;
        if (!m_batch->rows.isEmpty())
            m_workers.put(std::move(m_batch));
        m_batch = m_spare ? std::exchange(m_spare, nullptr) : std::make_shared<EntryBatch>();
    }

    void takeOldest()
    {
        const std::shared_ptr<EntryBatch> batch = m_workers.take();
        for (CheckedEntry &checked : batch->checked) {
            takeOne(checked);
            if (m_bad || m_error)
                break;
        }
        m_spare = batch;
        const quint64 done = m_rules.head().size - m_options.from;
        const quint64 total = m_end.size - m_options.from;
        if (m_progress && (done >= m_shown + entriesPerProgress || done == total)) {
            m_shown = done;
            m_progress(done, total);
        }
    }

    void takeOne(CheckedEntry &checked)
    {
        const quint64 index = m_rules.head().size;
        Result<QString> why = m_rules.take(checked);
        if (why && why->isEmpty() && m_replay && !checked.withheld)
            why = m_replay({index, std::move(checked.entry), std::move(checked.statement)});
        if (!why && why.error().kind == ErrorKind::StoreDamaged)
            why = QStringLiteral("storage: ") + why.error().detail;
        if (!why)
            m_error = why.error();
        else if (!why->isEmpty())
            m_bad = FirstBad{index, *why};
        else
            ++(checked.withheld ? m_withheld : m_checked);
    }

    // The public keys of the whole log beforehand, so that signatures can be checked out of order. Nothing is believed by that: a key
    // is found under its own hash, and whether it counted at an entry's index is for LogRules to say. Damage is named when it is met.
    Result<void> findKeys()
    {
        for (const RosterKey &key : m_rules.roster().keys())
            m_keys.insert(key.enrolled.fingerprint(), key.enrolled.publicKey);
        const auto take = [this](const LogRow &row) {
            const auto statement = parseEntry(row.entry).and_then(statementOf);
            if (const EnrolledKey *key = statement ? broughtIn(*statement) : nullptr)
                m_keys.insert(key->fingerprint(), key->publicKey);
            return true;
        };
        const auto scanned = m_storage.scanKinds({StatementKind::StoreCreated, StatementKind::KeyEnrolled}, m_options.from, m_end.size, take);
        return !scanned && scanned.error().kind == ErrorKind::StoreDamaged ? Result<void>() : scanned;
    }

    Verdict verdict() const
    {
        Verdict verdict;
        verdict.size = m_end.size;
        verdict.root = m_rules.head().root();
        verdict.checked = m_checked;
        verdict.withheld = m_withheld;
        verdict.firstBad = m_bad;
        if (!m_bad && m_rules.head().size != m_end.size)
            verdict.firstBad = FirstBad{m_rules.head().size, QStringLiteral("missing entry")};
        else if (!m_bad && m_rules.head() != m_end)
            verdict.firstBad = FirstBad{m_end.size, QStringLiteral("log head")};
        else if (!m_bad && m_storage.row(m_end.size))
            verdict.firstBad = FirstBad{m_end.size, QStringLiteral("entry beyond the head")};
        verdict.ok = !verdict.firstBad;
        return verdict;
    }

    const VerifyOptions &m_options;
    const Replay &m_replay;
    const Progress &m_progress;
    const std::atomic_bool *m_stop;
    TreeHead m_end;
    LogRules m_rules;
    KnownKeys m_keys; // outlives the workers
    int m_threads;
    EntryWorkers m_workers;
    const LedgerStorage &m_storage;
    std::shared_ptr<EntryBatch> m_batch = std::make_shared<EntryBatch>();
    std::shared_ptr<EntryBatch> m_spare; // emptied by the worker that gets it: memory goes back where it came from
    quint64 m_checked = 0;
    quint64 m_withheld = 0;
    quint64 m_shown = 0; // as progress
    std::optional<FirstBad> m_bad;
    std::optional<core::Error> m_error;
};

Verdict badFromTheStart(const TreeHead &end, quint64 seq, const QString &why)
{
    return Verdict{false, end.size, end.root(), 0, 0, FirstBad{seq, why}};
}

} // namespace

Result<Verdict> verifyLog(const LedgerStorage &storage, const VerifyOptions &options, const Replay &replay, const Progress &progress,
                          const std::atomic_bool *stop)
{
    const auto end = storage.head();
    if (!end)
        return tl::unexpected(end.error());
    if (!end->isConsistent())
        return badFromTheStart({}, 0, QStringLiteral("log head"));
    if (end->size == 0 || options.from > end->size)
        return badFromTheStart(*end, end->size, end->size == 0 ? QStringLiteral("empty log") : QStringLiteral("log shrank"));
    const auto start = headAt(storage, options.from);
    const auto roster = loadRoster(storage, options.from);
    for (const core::Error *error : {start ? nullptr : &start.error(), roster ? nullptr : &roster.error()}) {
        if (error && error->kind == ErrorKind::StoreDamaged)
            return badFromTheStart(*end, error->where.toULongLong(), QStringLiteral("storage: ") + error->detail);
        if (error)
            return tl::unexpected(*error);
    }
    if (options.fromRoot && start->root() != *options.fromRoot)
        return badFromTheStart(*end, options.from, QStringLiteral("history"));
    if (options.from > 0 && !options.store.isEmpty() && roster->store() != options.store)
        return badFromTheStart(*end, 0, QStringLiteral("another store"));
    VerifyOptions now = options;
    if (now.signaturesUpTo) { // the nodes this root is made of are all recomputed on the way
        const auto head = headAt(storage, std::min(now.signaturesUpTo->size, end->size));
        if (!head || head->size != now.signaturesUpTo->size || head->root() != now.signaturesUpTo->root)
            now.signaturesUpTo.reset();
    }
    return Run(storage, now, replay, progress, *end, LogRules(storage, *start, *roster, options.store), stop).go();
}

} // namespace countersign::ledger
