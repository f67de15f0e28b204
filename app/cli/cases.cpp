#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/jsonrows.h"
#include "app/cli/offlinewords.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "ui/sync/offlinewords.h"
#include "workflow/opencase.h"

namespace countersign::app {

namespace {

constexpr qsizetype rowsAtOnce = 500;

struct Asked {
    QString state;
    QString kind;
    QString risk;
    QString text;
    std::optional<qint64> limit;
    QString after;
};

QStringList stateNames()
{
    QStringList names;
    for (int i = 0; i < core::caseStateCount; ++i)
        names.append(core::stateName(core::CaseState(i)));
    return names;
}

core::QueueFilter filterOf(const Asked &asked, const core::Person &reader)
{
    core::QueueFilter filter;
    filter.teams = reader.teams();
    if (!asked.state.isEmpty())
        filter.states = {*core::stateFromName(asked.state)};
    filter.kind = asked.kind;
    filter.risk = core::riskFromName(asked.risk);
    filter.text = asked.text;
    return filter;
}

QStringList cells(const core::QueueRow &row, const DecidedHere &here)
{
    const auto made = here.constFind(row.id);
    return {row.id.value, made == here.constEnd() ? core::stateName(row.state) : ui::decidedHereWords(made->sent), core::riskName(row.risk), row.kind,
            row.due ? timeOrNull(*row.due).value_or(QString()) : QString(), row.holder.value, row.title};
}

// In a workspace also how far the decision made there has come.
QByteArray json(const core::QueueRow &row, const DecidedHere &here, bool isOffline)
{
    if (!isOffline)
        return jsonObject(row);
    JsonWriter out;
    writeMembers(out.beginObject(), row);
    const auto made = here.constFind(row.id);
    const std::optional<QString> progress = made == here.constEnd() ? std::nullopt : std::optional(QString::fromLatin1(sync::progressName(made->sent)));
    return out.member("decidedHere", progress).endObject().bytes();
}

core::Result<int> cases(Call &call, const Asked &asked)
{
    call.worksOffline();
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto reader = workflow::readingPerson(ports);
    if (!reader)
        return passOn(reader);
    const auto keys = ports.cases.queueKeys(filterOf(asked, *reader), qsizetype(asked.limit.value_or(0)), caseNamed(asked.after));
    if (!keys)
        return passOn(keys);
    const auto here = decidedHere(**store);
    if (!here)
        return passOn(here);
    Table table(call.terminal(), {Cli::tr("CASE"), Cli::tr("STATE"), Cli::tr("RISK"), Cli::tr("KIND"), Cli::tr("DUE"), Cli::tr("CLAIMED BY"), Cli::tr("TITLE")}, 6);
    for (qsizetype from = 0; from < keys->size() && !call.terminal().readerGone() && !call.interruption().requested(); from += rowsAtOnce) {
        const auto rows = ports.cases.queueRows(keys->mid(from, rowsAtOnce), reader->id);
        if (!rows)
            return passOn(rows);
        for (const core::QueueRow &row : *rows) {
            if (call.json())
                call.terminal().json(json(row, *here, ports.offline));
            else
                table.row(cells(row, *here));
        }
    }
    table.end();
    return call.interruption().requested() ? core::Result<int>(core::fail(core::ErrorKind::Cancelled)) : done;
}

} // namespace

void addCases(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("cases", Cli::tr("List cases, the most urgent first."))
        .about(Cli::tr("Order: priority, then due time, then risk, then arrival. --text finds cases in which every word occurs, the last one as "
                       "the beginning of a word, in titles, labels, evidence and suggestions."))
        .choice("--state", "S", Cli::tr("only cases in this state: %1").arg(stateNames().join(QStringLiteral(", "))), stateNames(), asked->state)
        .option("--kind", "K", Cli::tr("only cases of this kind"), asked->kind)
        .choice("--risk", "R", Cli::tr("only cases of this risk: low, medium, high"),
                {QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")}, asked->risk)
        .option("--text", "WORDS", Cli::tr("only cases that contain these words"), asked->text)
        .number("--limit", "N", Cli::tr("at most so many"), 1, 1'000'000'000, asked->limit)
        .option("--after", "ID", Cli::tr("go on after this case (for paging)"), asked->after)
        .examples({QStringLiteral("countersign cases --state open --risk high"), QStringLiteral("countersign cases --text \"penicillin all\" --json"),
                   QStringLiteral("countersign cases --limit 50 --after D2N068")})
        .runs([asked](Call &call) { return cases(call, *asked); });
}

} // namespace countersign::app
