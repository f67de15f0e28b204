// The record: the root of a million entries, a whole audit with signatures, checking only what is new, proofs at a million. Targets: ledger.md.
#include "benchmarks/benchmark.h"
#include "ledger/signednote.h"
#include "ledger/verifylog.h"
#include "support/ledgersample.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <random>
#include <thread>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr quint64 million = 1'000'000;
constexpr qsizetype entryBytes = 500;
constexpr int statements = 20'000;

QByteArray entryOf(quint64 index)
{
    QByteArray entry(entryBytes, char('a' + index % 26));
    return entry.replace(0, 10, QByteArray::number(index).rightJustified(10, '0'));
}

// All complete subtrees of a log, in memory.
class Nodes final : public ledger::NodeSource {
public:
    void append(const ledger::Hash &leaf)
    {
        add(0, leaf);
        const QList<ledger::Hash> completed = m_head.append(leaf);
        for (qsizetype level = 0; level < completed.size(); ++level)
            add(size_t(level + 1), completed.at(level));
    }
    const ledger::TreeHead &head() const { return m_head; }
    core::Result<QList<ledger::Hash>> nodes(const QList<ledger::NodeAddress> &addresses) const override
    {
        QList<ledger::Hash> hashes;
        for (const ledger::NodeAddress &address : addresses)
            hashes.append(m_levels.at(size_t(address.level)).at(address.index));
        return hashes;
    }

private:
    void add(size_t level, const ledger::Hash &hash)
    {
        if (m_levels.size() <= level)
            m_levels.resize(level + 1);
        m_levels[level].push_back(hash);
    }
    ledger::TreeHead m_head;
    std::vector<std::vector<ledger::Hash>> m_levels;
};

double rootSeconds(const std::vector<QByteArray> &entries)
{
    return seconds([&] {
        ledger::TreeHead head;
        for (const QByteArray &entry : entries)
            head.append(ledger::leafHash(entry));
        if (head.root() == ledger::emptyRoot())
            qFatal("no root");
    });
}

double plainSeconds(const std::vector<QByteArray> &entries)
{
    return seconds([&] {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        unsigned char digest[32];
        EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
        for (const QByteArray &entry : entries)
            EVP_DigestUpdate(context, entry.constData(), size_t(entry.size()));
        EVP_DigestFinal_ex(context, digest, nullptr);
        EVP_MD_CTX_free(context);
    });
}

void reportRoot()
{
    std::vector<QByteArray> entries;
    entries.reserve(million);
    for (quint64 i = 0; i < million; ++i)
        entries.push_back(entryOf(i));
    const Measured root = interleaved(5, [&] { return rootSeconds(entries); }, [&] { return plainSeconds(entries); });
    report("ledger.root of a million", root.ours * 1000, "ms", root.ratio, "one SHA-256 over the same bytes; at most 2.0");
}

// Every signature of the log with what it stands under.
struct Signatures {
    std::vector<std::pair<QByteArray, QByteArray>> notes; // text and signature
    QByteArray publicKey;

    explicit Signatures(const tests::LedgerSample &sample) : publicKey(sample.key(QStringLiteral("ada")).publicKey())
    {
        for (const ledger::LogRow &row : sample.storage.rows)
            if (const auto note = ledger::parseSignedNote(ledger::parseEntry(row.entry)->content); row.kind == ledger::StatementKind::Decision)
                notes.emplace_back(note->text, note->signatures.first().signature);
    }
    void verify(size_t part = 0, size_t parts = 1) const
    {
        for (size_t i = notes.size() * part / parts; i < notes.size() * (part + 1) / parts; ++i)
            if (!ledger::verifySignature(notes[i].first, notes[i].second, publicKey))
                qFatal("a signature does not hold");
    }
    void verifyOnAllCores() const
    {
        const size_t cores = std::max(1u, std::thread::hardware_concurrency());
        std::vector<std::thread> threads;
        for (size_t part = 1; part < cores; ++part)
            threads.emplace_back([this, part, cores] { verify(part, cores); });
        verify(0, cores);
        for (std::thread &thread : threads)
            thread.join();
    }
};

void reportAudit()
{
    tests::LedgerSample sample;
    for (int i = 0; i < statements; ++i)
        sample.record(QStringLiteral("ada"), sample.decision(i, 'o'));
    const double cores = std::max(1u, std::thread::hardware_concurrency());
    const auto audit = [&](quint64 from, std::optional<ledger::Hash> root) {
        return seconds([&] {
            ledger::VerifyOptions options;
            options.from = from;
            options.fromRoot = root;
            if (const auto verdict = ledger::verifyLog(sample.storage, options); !verdict || !verdict->ok)
                qFatal("the log does not hold: %s", verdict ? qPrintable(verdict->firstBad->why) : "unreadable");
        });
    };
    const Signatures alone(sample);
    const Measured whole = interleaved(7, [&] { return audit(0, {}); }, [&] { return seconds([&] { alone.verify(); }) / cores; });
    report("ledger.audit", statements / whole.ours, "entries/s", whole.ratio, "its signatures alone, shared among the cores; at most 1.15");
    const Measured beside = interleaved(7, [&] { return audit(0, {}); }, [&] { return seconds([&] { alone.verifyOnAllCores(); }); });
    report("ledger.audit beside", statements / beside.ours, "entries/s", beside.ratio, "its signatures alone, on all cores at once");
    const Measured work = interleaved(7, [&] { return processorSeconds([&] { audit(0, {}); }); }, [&] { return processorSeconds([&] { alone.verify(); }); });
    report("ledger.audit in processor time", work.ours / statements * 1e6, "us an entry", work.ratio, "its signatures alone; at most 1.15");

    constexpr int fresh = 1000;
    const quint64 from = sample.storage.storedHead.size - fresh;
    const ledger::Hash root = ledger::headAt(sample.storage, from)->root();
    std::vector<double> all, none;
    for (int round = 0; round < 9; ++round) {
        all.push_back(audit(from, root));
        none.push_back(audit(sample.storage.storedHead.size, sample.storage.storedHead.root()));
    }
    report("ledger.check with nothing new", median(none) * 1000, "ms", std::nullopt, "at most 50 ms");
    report("ledger.check of what is new", (median(all) - median(none)) / fresh * 1e6, "us an entry", std::nullopt, "at most 60 us");
}

void reportProofs()
{
    Nodes log;
    std::vector<ledger::Hash> leaves;
    leaves.reserve(million);
    for (quint64 i = 0; i < million; ++i) {
        leaves.push_back(ledger::leafHash(QByteArray::number(i)));
        log.append(leaves.back());
    }
    const ledger::Hash root = log.head().root();
    constexpr int proofs = 2000;
    std::mt19937_64 random(9);
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
        std::vector<std::pair<quint64, ledger::Hash>> old; // sizes with their roots, known to a client already
        for (int i = 0; i < proofs; ++i) {
            const quint64 size = 1 + random() % (million - 1);
            old.emplace_back(size, ledger::headAt(log, size)->root());
        }
        times.push_back(seconds([&] {
            for (const auto &[size, oldRoot] : old) {
                const auto included = ledger::inclusionProof(log, size - 1, million);
                const auto consistent = ledger::consistencyProof(log, size, million);
                if (!ledger::verifyInclusion(size - 1, million, leaves[size - 1], *included, root)
                    || !ledger::verifyConsistency(size, million, *consistent, oldRoot, root))
                    qFatal("a proof does not hold");
            }
        }));
    }
    report("ledger.inclusion and consistency", median(times) / proofs * 1e6, "us", std::nullopt, "at most 20 us at a million, made and checked");
}

} // namespace

// "bench_ledger audit" takes one part alone, for a profiler.
int main(int argc, char **argv)
{
    if (sodium_init() < 0)
        qFatal("libsodium");
    const std::vector<std::pair<QByteArrayView, void (*)()>> parts{{"root", &reportRoot}, {"audit", &reportAudit}, {"proofs", &reportProofs}};
    for (const auto &[name, part] : parts)
        if (argc < 2 || name == argv[1])
            part();
    return 0;
}
