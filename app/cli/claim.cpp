#include "workflow/claimcase.h"

#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/jsonrows.h"
#include "app/cli/sentences.h"
#include "app/cli/verbs.h"
#include "ui/speech.h"

namespace countersign::app {

namespace {

constexpr qint64 longestMinutes = 72 * 60;

struct Asked {
    QString id;
    bool next = false;
    QString kind;
    std::optional<qint64> minutes;
};

core::Result<void> demandOneWay(const Asked &asked)
{
    if (!asked.id.isEmpty() && (asked.next || !asked.kind.isEmpty()))
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("CASE"),
                          Cli::tr("claim takes either a CASE or --next (with --kind), not both."));
    return {};
}

core::Result<int> claim(Call &call, const Asked &asked)
{
    if (const auto good = demandOneWay(asked); !good)
        return passOn(good);
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const workflow::Ports ports = in->ports();
    const int minutes = int(asked.minutes.value_or(workflow::claimMinutes));
    const auto claimed = asked.id.isEmpty() ? workflow::claimNextCase(ports, in->acting.person, asked.kind, minutes)
                                            : workflow::claimCase(ports, in->acting.person, caseNamed(asked.id), minutes);
    if (!claimed)
        return passOn(claimed);
    if (call.json()) {
        call.terminal().json(jsonObject(*claimed));
        return done;
    }
    call.terminal().line(shown(claimed->caseId.value));
    call.terminal().say(Cli::tr("Yours until %1.").arg(ui::dayTime(claimed->expires)));
    return done;
}

core::Result<int> release(Call &call, const QString &id)
{
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto released = workflow::releaseClaim(in->ports(), in->acting.person, caseNamed(id));
    if (!released && released.error().kind == core::ErrorKind::ClaimLost)
        return core::fail(core::ErrorKind::ClaimLost, id, noClaim);
    if (!released)
        return passOn(released);
    if (call.json())
        call.terminal().json(JsonWriter().beginObject().member("case", id).member("claimed", false).endObject().bytes());
    else
        call.terminal().say(Cli::tr("%1 is free again.").arg(shown(id)));
    return done;
}

} // namespace

void addClaim(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("claim", Cli::tr("Take a case, or the next one that waits; prints its id."))
        .about(Cli::tr("A claim is a lease: nobody else can decide the case until it runs out. Claiming your own case again renews it. "
                       "Nothing to claim is exit 1; a case that somebody else holds is refused (exit 4)."))
        .argument("CASE", Cli::tr("the case to take; without it the next one is taken"), asked->id, Need::Optional)
        .flag("--next", Cli::tr("take the most urgent case that waits for you"), asked->next)
        .option("--kind", "K", Cli::tr("with --next: only cases of this kind"), asked->kind)
        .number("--minutes", "M", Cli::tr("how long it stays yours (10)"), 1, longestMinutes, asked->minutes)
        .examples({QStringLiteral("countersign claim --next --kind clinical-note"),
                   QStringLiteral("id=$(countersign claim --next -q) && countersign show \"$id\"")})
        .runs([asked](Call &call) { return claim(call, *asked); });
}

void addReleaseClaim(Verb &program)
{
    const auto id = std::make_shared<QString>();
    program.verb("release-claim", Cli::tr("Give a claimed case back undecided."))
        .argument("CASE", Cli::tr("the case to give back"), *id)
        .runs([id](Call &call) { return release(call, *id); });
}

} // namespace countersign::app
