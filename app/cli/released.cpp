#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/jsonrows.h"
#include "app/cli/moment.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "workflow/readings.h"

#include <condition_variable>
#include <mutex>
#include <poll.h>
#include <unistd.h>

namespace countersign::app {

namespace {

using namespace std::chrono_literals;
constexpr qsizetype rowsAtOnce = 500;
constexpr auto followEvery = 200ms;
constexpr std::chrono::milliseconds readerLookedAt{1000};

struct Asked {
    std::optional<qint64> after;
    bool follow = false;
};

QString firstLine(const workflow::ReleasedOutcome &released)
{
    if (!released.outcome)
        return {};
    const core::Content &content = *released.outcome;
    return content.form == core::Content::Form::Text ? content.text.trimmed().section(u'\n', 0, 0) : QString::fromUtf8(content.fields);
}

// Whether whoever reads standard output has hung up.
bool readerHungUp()
{
    pollfd out{STDOUT_FILENO, 0, 0};
    return ::poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLNVAL)) != 0;
}

// False when the work was interrupted meanwhile.
bool pause(std::chrono::milliseconds time, std::stop_token stop)
{
    std::mutex guard;
    std::condition_variable_any woken;
    std::unique_lock lock(guard);
    woken.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

class Outlet {
public:
    Outlet(Call &call, const workflow::Ports &ports, const core::Person &reader, std::optional<quint64> after, workflow::ChangeListener *listener)
        : m_call(call), m_ports(ports), m_reader(reader), m_after(after), m_listener(listener)
    {
    }

    // Prints everything that is there now.
    core::Result<void> drain()
    {
        Table table(m_call.terminal(), {Cli::tr("SEQ"), Cli::tr("TYPE"), Cli::tr("CASE"), Cli::tr("OUTCOME")}, 3);
        for (qsizetype got = rowsAtOnce; got == rowsAtOnce && !m_call.terminal().readerGone();) {
            if (m_call.interruption().requested())
                return core::fail(core::ErrorKind::Cancelled);
            const auto rows = workflow::releasedAfter(m_ports, m_reader, m_after, rowsAtOnce);
            if (!rows)
                return passOn(rows);
            for (const workflow::ReleasedOutcome &released : *rows)
                print(released, table);
            got = rows->size();
        }
        table.end();
        m_call.terminal().flush();
        return {};
    }

    core::Result<void> follow()
    {
        while (!m_call.terminal().readerGone() && !readerHungUp()) {
            if (const auto drained = drain(); !drained)
                return drained;
            if (const auto heard = hear(); !heard)
                return heard;
        }
        return {};
    }

private:
    // Until there may be something new: a server says so, a file is looked at.
    core::Result<void> hear()
    {
        bool heard = !m_listener && pause(followEvery, m_call.stop());
        while (m_listener && !heard && !m_call.interruption().requested() && !readerHungUp()) {
            const auto came = m_listener->wait(readerLookedAt, m_call.stop());
            if (!came)
                return passOn(came);
            heard = *came;
        }
        return m_call.interruption().requested() ? core::Result<void>(core::fail(core::ErrorKind::Cancelled)) : core::Result<void>();
    }

    void print(const workflow::ReleasedOutcome &released, Table &table)
    {
        m_after = released.row.seq;
        if (m_call.json())
            m_call.terminal().json(jsonObject(released));
        else
            table.row({QString::number(released.row.seq), released.row.recall ? QStringLiteral("recall") : QStringLiteral("release"),
                       released.row.caseId.value, firstLine(released)});
    }

    Call &m_call;
    const workflow::Ports &m_ports;
    const core::Person &m_reader;
    std::optional<quint64> m_after;
    workflow::ChangeListener *m_listener;
};

core::Result<int> released(Call &call, const Asked &asked)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto reader = workflow::readingPerson(ports);
    if (!reader)
        return passOn(reader);
    const auto listener = asked.follow ? call.listener() : core::Result<std::unique_ptr<workflow::ChangeListener>>();
    if (!listener)
        return passOn(listener);
    Outlet outlet(call, ports, *reader, asked.after ? std::optional(quint64(*asked.after)) : std::nullopt, listener->get());
    const auto printed = asked.follow ? outlet.follow() : outlet.drain();
    if (!printed)
        return passOn(printed);
    return done;
}

struct Waited {
    QString id;
    QString timeout;
};

core::Result<int> wait(Call &call, const Waited &asked)
{
    const auto limit = asked.timeout.isEmpty() ? core::Result<std::chrono::milliseconds>(std::chrono::hours(24 * 3650))
                                               : seconds(QStringLiteral("--timeout"), asked.timeout);
    if (!limit)
        return passOn(limit);
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const workflow::Ports ports = (*store)->ports();
    const auto reader = workflow::readingPerson(ports);
    if (!reader)
        return passOn(reader);
    const auto listener = call.listener();
    if (!listener)
        return passOn(listener);
    const auto outcome = workflow::waitForOutcome(ports, *reader, caseNamed(asked.id), *limit, call.stop(), listener->get());
    if (!outcome)
        return passOn(outcome);
    if (call.json()) {
        call.terminal().json(jsonObject(*outcome));
    } else if (outcome->outcome) {
        const QByteArray content = outcome->outcome->bytes();
        if (call.terminal().outputIsTerminal())
            call.terminal().line(shown(QString::fromUtf8(content), true));
        else
            call.terminal().bytes(content);
    } else {
        call.terminal().say(Cli::tr("The outcome of %1 has been redacted.").arg(shown(asked.id)));
    }
    return done;
}

} // namespace

void addReleased(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("released", Cli::tr("Outcomes that people signed: releases and recalls in the order of the ledger, each once."))
        .about(Cli::tr("For pipelines: keep the last “seq” you took and ask for what came after it. A recall names the release it takes back. "
                       "With --json an outcome keeps its type: a text is a JSON string, fields are the JSON value as signed."))
        .number("--after", "SEQ", Cli::tr("only what came after this entry"), 0, std::numeric_limits<qint64>::max(), asked->after)
        .flag("--follow", Cli::tr("stay and print what comes, until interrupted"), asked->follow)
        .examples({QStringLiteral("countersign released --json"), QStringLiteral("countersign released --json --after 120 --follow")})
        .runs([asked](Call &call) { return released(call, *asked); });
}

void addWait(Verb &program)
{
    const auto asked = std::make_shared<Waited>();
    program.verb("wait", Cli::tr("Wait until a case is released, and print its outcome."))
        .about(Cli::tr("Ends with exit 1 when the case is closed without an outcome or the time is over: waiting never approves anything."))
        .argument("CASE", Cli::tr("the case to wait for"), asked->id)
        .option("--timeout", "SECONDS", Cli::tr("give up after so long; without it there is no limit"), asked->timeout)
        .examples({QStringLiteral("countersign wait D2N068 --timeout 600 > note.txt")})
        .runs([asked](Call &call) { return wait(call, *asked); });
}

} // namespace countersign::app
