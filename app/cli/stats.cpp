#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "ui/speech.h"
#include "workflow/readings.h"

#include <numeric>

namespace countersign::app {

namespace {

qint64 sum(const QMap<QString, qint64> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

void writeCounts(JsonWriter &out, const char *key, const QMap<QString, qint64> &counts)
{
    out.key(key).beginObject();
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        out.member(count.key(), count.value());
    out.endObject();
}

void writeMetrics(JsonWriter &out, const char *key, const char *group, const QList<core::MetricRow> &rows)
{
    out.key(key).beginArray();
    for (const core::MetricRow &row : rows) {
        out.beginObject().member(group, row.group).member("name", row.label).member("total", row.total());
        out.member("approved", row.approved).member("edited", row.edited).member("rejected", row.rejected).member("escalated", row.escalated);
        out.member("medianMilliseconds", row.medianMilliseconds < 0 ? std::nullopt : std::optional(row.medianMilliseconds)).endObject();
    }
    out.endArray();
}

QByteArray asJson(const workflow::StoreFigures &figures)
{
    JsonWriter out;
    out.beginObject().member("cases", sum(figures.counts.byState));
    writeCounts(out, "byState", figures.counts.byState);
    writeCounts(out, "waitingByKind", figures.counts.byKind);
    out.member("decisions", figures.decisions);
    writeMetrics(out, "byKind", "kind", figures.byKind);
    writeMetrics(out, "byReviewer", "reviewer", figures.byReviewer);
    return out.endObject().bytes();
}

void printCounts(Terminal &terminal, const QString &head, const QMap<QString, qint64> &counts)
{
    Table table(terminal, {head, Cli::tr("CASES")}, 0, Table::Form::Report);
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        table.row({count.key(), QString::number(count.value())});
    table.end();
}

void printMetrics(Terminal &terminal, const QString &head, const QList<core::MetricRow> &rows)
{
    Table table(terminal, {head, Cli::tr("DECISIONS"), Cli::tr("APPROVED"), Cli::tr("EDITED"), Cli::tr("REJECTED"), Cli::tr("ESCALATED"), Cli::tr("MEDIAN TIME")}, 0, Table::Form::Report);
    for (const core::MetricRow &row : rows)
        table.row({row.label, QString::number(row.total()), QString::number(row.approved), QString::number(row.edited), QString::number(row.rejected),
                   QString::number(row.escalated), ui::duration(row.medianMilliseconds)});
    table.end();
}

core::Result<int> stats(Call &call)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto reader = workflow::readingPerson(ports);
    if (!reader)
        return passOn(reader);
    const auto figures = workflow::storeFigures(ports, *reader);
    if (!figures)
        return passOn(figures);
    Terminal &terminal = call.terminal();
    if (call.json()) {
        terminal.json(asJson(*figures));
        return done;
    }
    printCounts(terminal, Cli::tr("STATE"), figures->counts.byState);
    terminal.line();
    printCounts(terminal, Cli::tr("WAITING, BY KIND"), figures->counts.byKind);
    terminal.line();
    printMetrics(terminal, Cli::tr("BY KIND"), figures->byKind);
    terminal.line();
    printMetrics(terminal, Cli::tr("BY PERSON"), figures->byReviewer);
    return done;
}

} // namespace

void addStats(Verb &program)
{
    program.verb("stats", Cli::tr("Counts, shares of verdicts and median times, by kind and by person."))
        .about(Cli::tr("Times run from the claim to the recorded decision; only decisions that stand are counted."))
        .runs(stats);
}

} // namespace countersign::app
