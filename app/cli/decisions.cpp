#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/casepage.h"
#include "app/cli/jsonrows.h"
#include "app/cli/moment.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"

namespace countersign::app {

namespace {

constexpr qsizetype rowsAtOnce = 500;

struct Asked {
    QString id;
    QString reviewer;
    QString verdict;
    QString kind;
    QString reason;
    QString flag;
    QString since;
    QString until;
};

core::Result<core::DecisionFilter> filterOf(const Asked &asked, const core::Person &reader)
{
    core::DecisionFilter filter;
    filter.teams = reader.teams();
    filter.caseId = caseNamed(asked.id);
    filter.reviewer = core::PersonId(asked.reviewer);
    filter.kind = asked.kind;
    filter.reason = asked.reason;
    if (!asked.verdict.isEmpty() && !(filter.verdict = core::verdictFromName(asked.verdict)))
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--verdict"), Cli::tr("--verdict takes approve, edit, reject or escalate."));
    if (!asked.flag.isEmpty() && !(filter.flag = core::flagFromName(asked.flag)))
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--flag"), Cli::tr("--flag takes late, clock, disputed or quarantined."));
    filter.newestFirst = true;
    filter.limit = rowsAtOnce;
    const auto since = moment(QStringLiteral("--since"), asked.since);
    const auto until = moment(QStringLiteral("--until"), asked.until);
    if (!since)
        return passOn(since);
    if (!until)
        return passOn(until);
    filter.since = *since;
    filter.until = *until;
    return filter;
}

class Printer {
public:
    Printer(Call &call, const workflow::Ports &ports, const core::Person &reader)
        : m_call(call), m_ports(ports), m_reader(reader),
          m_table(call.terminal(), {Cli::tr("ENTRY"), Cli::tr("TIME"), Cli::tr("CASE"), Cli::tr("VERDICT"), Cli::tr("BY"), Cli::tr("REASONS"), Cli::tr("RATIONALE")}, 6)
    {
    }

    core::Result<void> print(const core::DecisionRow &row)
    {
        const auto page = pageOf(row);
        if (!page)
            return passOn(page);
        if (!*page)
            return {}; // hidden while two independent reviewers are at work
        if (m_call.json()) {
            JsonWriter out;
            out.beginObject();
            writeDecision(out, **page);
            m_call.terminal().json(out.endObject().bytes());
        } else {
            m_table.row({QString::number(row.logIndex), timeOrNull(row.arrived).value_or(QString()), row.caseId.value, core::verdictName(row.verdict),
                         row.reviewer.value, row.reasons.join(u','), (*page)->rationale});
        }
        return {};
    }

    void end() { m_table.end(); }

private:
    // Nothing where a reader may not see this decision yet.
    core::Result<std::optional<workflow::DecisionPage>> pageOf(const core::DecisionRow &row)
    {
        const auto desk = workflow::openCase(m_ports, row.caseId, m_reader);
        if (!desk)
            return passOn(desk);
        if (!workflow::shows(*desk, row.id))
            return std::optional<workflow::DecisionPage>();
        return workflow::decisionPage(m_ports, row, *desk).map([](workflow::DecisionPage page) { return std::optional(std::move(page)); });
    }

    Call &m_call;
    const workflow::Ports &m_ports;
    const core::Person &m_reader;
    Table m_table;
};

core::Result<int> decisions(Call &call, const Asked &asked)
{
    call.worksOffline();
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto reader = workflow::readingPerson(ports);
    if (!reader)
        return passOn(reader);
    auto filter = filterOf(asked, *reader);
    if (!filter)
        return passOn(filter);
    if (!filter->caseId.isEmpty()) {
        const auto there = ports.cases.findCase(filter->caseId, filter->teams);
        if (!there)
            return passOn(there);
        if (!*there)
            return core::fail(core::ErrorKind::NoSuchCase, filter->caseId.value);
    }
    Printer printer(call, ports, *reader);
    for (;;) {
        const auto rows = ports.decisions.decisions(*filter);
        if (!rows)
            return passOn(rows);
        for (const core::DecisionRow &row : *rows) {
            if (call.interruption().requested())
                return core::fail(core::ErrorKind::Cancelled);
            if (const auto printed = printer.print(row); !printed)
                return passOn(printed);
        }
        if (rows->size() < rowsAtOnce || call.terminal().readerGone())
            break;
        filter->before = rows->last().logIndex;
    }
    printer.end();
    return done;
}

} // namespace

void addDecisions(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    const QString form = Cli::tr("2026-11-23 or 2026-11-23T14:00:00Z");
    program.verb("decisions", Cli::tr("Signed decisions, the newest first."))
        .option("--case", "C", Cli::tr("only of this case"), asked->id)
        .option("--reviewer", "R", Cli::tr("only by this person"), asked->reviewer)
        .option("--verdict", "V", Cli::tr("only with this verdict: approve, edit, reject or escalate"), asked->verdict)
        .option("--kind", "K", Cli::tr("only about cases of this kind"), asked->kind)
        .option("--reason", "CODE", Cli::tr("only with this reason"), asked->reason)
        .option("--flag", "F", Cli::tr("only those noted as late, clock, disputed or quarantined"), asked->flag)
        .option("--since", "T", Cli::tr("only those recorded at this time or later: %1").arg(form), asked->since)
        .option("--until", "T", Cli::tr("only those recorded before this time"), asked->until)
        .examples({QStringLiteral("countersign decisions --case D2N068"), QStringLiteral("countersign decisions --reviewer ada --since 2026-11-01 --json"),
                   QStringLiteral("countersign decisions --flag late --reason dose-wrong")})
        .runs([asked](Call &call) { return decisions(call, *asked); });
}

} // namespace countersign::app
