// Decisions per second, each durable before the next, against the same rows with the same indexes, triggers and syncs through
// SQLite's C interface, their statements signed and hashed beforehand. Target: at least 0.85.
#include "benchmarks/benchmark.h"
#include "benchmarks/rawstore.h"
#include "benchmarks/realcases.h"
#include "support/ward.h"
#include "workflow/claimcase.h"

#include <QCoreApplication>
#include <iterator>
#include <limits>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr int decisionsPerRound = 200;
constexpr int rounds = 11;

// What one decision wrote, table by table.
struct Written {
    std::vector<Row> blobs, entries, reasons, releases, releaseDecisions;
    Row decision, slot, caseState, head;
};

QByteArray indexOf(const Row &decision)
{
    return QByteArray::number(qint64(sqlite3_value_int64(decision.at(0).get())));
}

// What the desk asks for once a case has been claimed and read.
QList<workflow::DecisionRequest> reviewed(testsupport::Ward &ward)
{
    QList<workflow::DecisionRequest> requests;
    for (int i = 0; i < decisionsPerRound; ++i) {
        const auto claim = workflow::claimNextCase(ward.ports(), ward.ada().person, {}, 600);
        const auto desk = workflow::openCase(ward.ports(), claim.value().caseId, ward.ada().person);
        workflow::DecisionRequest request;
        request.caseId = claim->caseId;
        request.verdict = core::Verdict::Approve;
        request.rationale = QStringLiteral("agrees with the evidence");
        request.reasons = {QStringLiteral("complete")};
        request.fence = claim->fence;
        request.seen = workflow::SeenCase{desk.value().stored.digest, desk->record.suggestion};
        requests.append(request);
    }
    return requests;
}

double decideAll(testsupport::Ward &ward, const QList<workflow::DecisionRequest> &requests)
{
    return seconds([&] {
        for (const workflow::DecisionRequest &request : requests) {
            if (const auto receipt = ward.decide(ward.ada(), request); !receipt)
                qFatal("decide: %s", qPrintable(core::kindName(receipt.error().kind)));
        }
    });
}

// Rows that `store` has and the copy made before has not, decision by decision.
std::vector<Written> writtenSince(RawStore &store, const QString &before)
{
    store.run("ATTACH '" + before.toUtf8() + "' AS old");
    std::vector<Row> decisions = store.rows("SELECT * FROM main.decision WHERE log_index > (SELECT max(log_index) FROM old.ledger_entry) ORDER BY 1");
    std::vector<Row> blobs = store.rows("SELECT * FROM main.blob WHERE key > (SELECT max(key) FROM old.blob) ORDER BY key");
    const size_t blobsEach = blobs.size() / decisions.size();
    std::vector<Written> all(decisions.size());
    for (size_t i = 0; i < decisions.size(); ++i) {
        Written &one = all[i];
        const QByteArray index = indexOf(decisions[i]);
        const QByteArray next = i + 1 < decisions.size() ? indexOf(decisions[i + 1]) : QByteArray::number(std::numeric_limits<qint64>::max());
        const auto within = [&](const QByteArray &table, const QByteArray &column) {
            return store.rows("SELECT * FROM main." + table + " WHERE " + column + " >= " + index + " AND " + column + " < " + next + " ORDER BY 1, 2");
        };
        one.blobs.assign(std::make_move_iterator(blobs.begin() + qsizetype(i * blobsEach)),
                         std::make_move_iterator(blobs.begin() + qsizetype((i + 1) * blobsEach)));
        one.entries = within("ledger_entry", "log_index");
        one.reasons = within("decision_reason", "decision");
        one.releases = within("case_release", "seq");
        one.releaseDecisions = within("release_decision", "seq");
        const QByteArray decided = " FROM main.decision WHERE log_index = " + index;
        one.head = store.row("SELECT max(log_index) + 1, (SELECT peaks FROM main.ledger_head) FROM main.ledger_entry WHERE log_index < " + next);
        one.slot = store.row("SELECT case_key, version, slot, log_index, reviewer" + decided);
        one.caseState = store.row("SELECT key, state FROM main.cases WHERE key = (SELECT case_key" + decided + ')');
        one.decision = std::move(decisions[i]);
    }
    store.run("DETACH old");
    return all;
}

double writeAll(RawStore &raw, const std::vector<Written> &all)
{
    sqlite3_stmt *begin = raw.prepare("BEGIN IMMEDIATE"), *commit = raw.prepare("COMMIT");
    sqlite3_stmt *blob = raw.insertInto("blob"), *entry = raw.insertInto("ledger_entry"), *decision = raw.insertInto("decision");
    sqlite3_stmt *reason = raw.insertInto("decision_reason"), *release = raw.insertInto("case_release");
    sqlite3_stmt *releaseDecision = raw.insertInto("release_decision");
    sqlite3_stmt *head = raw.prepare("UPDATE ledger_head SET size = ?1, peaks = ?2");
    sqlite3_stmt *slot = raw.prepare("UPDATE case_slot SET decision = ?4, decided_by = ?5, holder = NULL, claimed = NULL, expires = NULL"
                                     " WHERE case_key = ?1 AND version = ?2 AND slot = ?3");
    sqlite3_stmt *state = raw.prepare("UPDATE cases SET state = ?2 WHERE key = ?1");
    const auto insertAll = [&](sqlite3_stmt *statement, const std::vector<Row> &rows) {
        for (const Row &row : rows)
            raw.step(statement, row);
    };
    return seconds([&] {
        for (const Written &one : all) {
            raw.step(begin);
            insertAll(blob, one.blobs);
            insertAll(entry, one.entries);
            raw.step(head, one.head);
            raw.step(slot, one.slot);
            raw.step(decision, one.decision);
            insertAll(reason, one.reasons);
            insertAll(release, one.releases);
            insertAll(releaseDecision, one.releaseDecisions);
            raw.step(state, one.caseState);
            raw.step(commit);
        }
    });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    testsupport::Ward ward;
    QList<QByteArray> lines;
    for (int i = 0; i < decisionsPerRound * rounds; ++i)
        lines.append(caseLine(i));
    if (const auto report = ward.importLines(lines); !report || report->files.first().imported != lines.size())
        qFatal("import failed");

    std::vector<double> ours, ratios;
    for (int round = 0; round < rounds; ++round) {
        const QList<workflow::DecisionRequest> requests = reviewed(ward);
        const QString copy = ward.folder() + QStringLiteral("/copy-%1").arg(round);
        RawStore(ward.storePath()).copyTo(copy);
        ours.push_back(decideAll(ward, requests));
        std::vector<Written> written;
        {
            RawStore after(ward.storePath());
            written = writtenSince(after, copy);
        }
        RawStore raw(copy);
        ratios.push_back(writeAll(raw, written) / ours.back());
        if (raw.number("SELECT count(*) FROM decision") != decisionsPerRound * (round + 1))
            qFatal("the two have not written the same");
    }
    report("decide", decisionsPerRound / median(ours), "1/s", median(ratios), "the same rows through SQLite's C interface, signed beforehand");
    return 0;
}
