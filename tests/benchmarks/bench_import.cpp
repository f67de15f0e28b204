// Import of 100 000 cases of real size into an empty store, against a SAX parse of the same lines plus the insertion of the same rows
// through SQLite's C interface, in transactions of the same size. Target: at least 0.5.
#include "benchmarks/benchmark.h"
#include "benchmarks/rawstore.h"
#include "benchmarks/realcases.h"
#include "exchange/casesource.h"
#include "store/searchtext.h"
#include "support/ward.h"
#include "workflow/preparedcase.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr int rounds = 3;
constexpr int batch = 2000;
const int cases = qEnvironmentVariableIntValue("COUNTERSIGN_BENCH_CASES") > 0 ? qEnvironmentVariableIntValue("COUNTERSIGN_BENCH_CASES") : 100'000;

double importAll(testsupport::Ward &ward, const QString &path)
{
    return seconds([&] {
        const auto report = workflow::importCases(ward.ports(), ward.ada(), {path}, {});
        if (!report || report->files.first().imported != cases)
            qFatal("import failed");
    });
}

// The words that the search index gets, case by case, as the import makes them.
class Words {
public:
    Words(testsupport::Ward &ward, const QString &path)
        : m_source(std::move(exchange::openCaseSource(path, exchange::Format::Auto).value())),
          m_policy(policy::readPolicy(ward.ports().people.currentPolicy().value()->rules).value())
    {
    }
    QByteArray next()
    {
        exchange::SourcedCase sourced = m_source->next()->value();
        if (sourced.record.team.isEmpty())
            sourced.record.team = core::TeamId(QStringLiteral("main"));
        const auto prepared = workflow::prepareCase(*m_source, std::move(sourced), m_policy);
        return store::searchWords(prepared.value().newCase.searchText);
    }

private:
    std::unique_ptr<exchange::CaseSource> m_source;
    policy::Policy m_policy;
};

// One transaction's worth, read before the clock runs.
struct Batch {
    std::vector<QByteArray> lines, words;
    std::vector<Row> entries, blobs, caseRows, versions, slotRows;
};

// Writes the rows of a finished store into an empty one, and says how long parsing and writing took.
class Copying {
public:
    Copying(RawStore &from, RawStore &to) : m_from(from), m_to(to)
    {
        for (const char *table : {"ledger_entry", "blob", "cases", "case_version", "case_slot"})
            m_inserts.push_back(to.insertInto(table));
        m_search = to.prepare("INSERT INTO case_search (rowid, words) VALUES (?1, ?2)");
    }

    // Batch `number`: its cases and what belongs to them. Tables are read on where they were left.
    Batch read(int number, Words &words)
    {
        Batch one;
        const QByteArray first = QByteArray::number(number * batch), last = QByteArray::number((number + 1) * batch);
        const QByteArray these = "(SELECT key FROM cases WHERE key > " + first + " AND key <= " + last + ')';
        for (int i = number * batch; i < std::min((number + 1) * batch, cases); ++i) {
            one.lines.push_back(caseLine(i));
            one.words.push_back(words.next());
        }
        one.caseRows = m_from.rows("SELECT * FROM cases WHERE key > " + first + " AND key <= " + last + " ORDER BY key");
        one.versions = m_from.rows("SELECT * FROM case_version WHERE case_key IN " + these + " ORDER BY key");
        one.slotRows = m_from.rows("SELECT * FROM case_slot WHERE case_key IN " + these);
        one.blobs = m_from.rows("SELECT * FROM blob WHERE key > " + QByteArray::number(m_lastBlob) + " AND digest IN (SELECT source_blob FROM case_version"
                                " WHERE case_key IN " + these + " UNION ALL SELECT reference_blob FROM case_version WHERE case_key IN " + these + ") ORDER BY key");
        m_lastBlob = sqlite3_value_int64(one.blobs.back().at(0).get());
        one.entries = m_from.rows("SELECT * FROM ledger_entry WHERE kind = 'case.imported' ORDER BY log_index LIMIT 1 OFFSET " + QByteArray::number(number));
        return one;
    }

    double write(const Batch &one)
    {
        return seconds([&] {
            for (const QByteArray &line : one.lines)
                if (!nlohmann::json::accept(line.cbegin(), line.cend()))
                    qFatal("not JSON");
            m_to.run("BEGIN IMMEDIATE");
            const std::vector<Row> *tables[] = {&one.entries, &one.blobs, &one.caseRows, &one.versions, &one.slotRows};
            for (size_t table = 0; table < m_inserts.size(); ++table)
                for (const Row &row : *tables[table])
                    m_to.step(m_inserts[table], row);
            for (size_t i = 0; i < one.versions.size(); ++i) {
                sqlite3_bind_value(m_search, 1, one.versions[i].at(0).get());
                sqlite3_bind_text(m_search, 2, one.words[i].constData(), int(one.words[i].size()), SQLITE_STATIC);
                m_to.step(m_search);
            }
            m_to.run("COMMIT");
        });
    }

private:
    RawStore &m_from, &m_to;
    std::vector<sqlite3_stmt *> m_inserts;
    sqlite3_stmt *m_search = nullptr;
    qint64 m_lastBlob = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cases.jsonl"));
    writeCases(path, cases);
    std::vector<double> ours, ratios;
    for (int round = 0; round < rounds; ++round) {
        testsupport::Ward ward;
        const QString empty = ward.folder() + QStringLiteral("/raw");
        RawStore(ward.storePath()).copyTo(empty);
        ours.push_back(importAll(ward, path));
        RawStore from(ward.storePath()), to(empty);
        Copying copying(from, to);
        Words words(ward, path);
        double raw = 0;
        for (int number = 0; number * batch < cases; ++number)
            raw += copying.write(copying.read(number, words));
        if (to.number("SELECT count(*) FROM cases") != cases || to.number("SELECT count(*) FROM blob") != from.number("SELECT count(*) FROM blob"))
            qFatal("the two have not written the same");
        const QByteArray indexed = "SELECT sum(length(block)) FROM case_search_data";
        if (std::abs(double(to.number(indexed)) / double(from.number(indexed)) - 1) > 0.05) // segments may differ, words may not
            qFatal("the two have not indexed the same");
        ratios.push_back(raw / ours.back());
    }
    report("import", cases / median(ours), "cases/s", median(ratios), "a SAX parse and the same rows through SQLite's C interface");
    return 0;
}
