#include "app/cli/call.h"
#include "app/cli/inputfile.h"
#include "app/cli/jsonrows.h"
#include "app/cli/verbs.h"
#include "workflow/adoptpolicy.h"

namespace countersign::app {

namespace {

core::Result<int> show(Call &call)
{
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    const auto policy = workflow::currentPolicy((*store)->ports());
    if (!policy)
        return passOn(policy);
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("version", policy->version).member("statement", policy->adoptedBy.value);
        out.member("adopted", timeOrNull(policy->adopted)).member("policy", QString::fromUtf8(policy->rules)).endObject();
        call.terminal().json(out.bytes());
    } else {
        call.terminal().bytes(policy->rules);
    }
    return done;
}

core::Result<int> adopt(Call &call, const QString &file)
{
    const auto text = bytesFromFile(file);
    if (!text)
        return passOn(text);
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const auto adopted = workflow::adoptPolicy(in->ports(), in->acting, *text);
    if (!adopted && adopted.error().kind == core::ErrorKind::Malformed)
        return core::fail(core::ErrorKind::Malformed, file + (adopted.error().where.isEmpty() ? QString() : u':' + adopted.error().where),
                          adopted.error().detail);
    if (!adopted)
        return passOn(adopted);
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("version", adopted->version).member("statement", adopted->id.value).member("seq", adopted->logIndex);
        call.terminal().json(out.member("adopted", timeOrNull(adopted->arrived)).endObject().bytes());
        return done;
    }
    call.terminal().line(adopted->id.value);
    call.terminal().say(Cli::tr("Version %1 of the policy routes what is imported from now on; it is entry %2.").arg(adopted->version).arg(adopted->logIndex));
    return done;
}

} // namespace

void addPolicy(Verb &program)
{
    const auto file = std::make_shared<QString>();
    Verb policy = program.verb("policy", Cli::tr("The rules that say who decides what, and how it is signed."));
    policy.verb("show", Cli::tr("The policy that holds, as it was signed.")).runs(show);
    policy.verb("adopt", Cli::tr("Adopt the next version of the policy."))
        .about(Cli::tr("Compliance signs. The file is a policy in its canonical form, as “policy show” prints one, with the next version number. The first "
                       "rule that matches a case routes it; cases that are there keep their route."))
        .argument("FILE", Cli::tr("the policy; - is standard input"), *file)
        .examples({QStringLiteral("countersign policy show > policy.txt"), QStringLiteral("countersign policy adopt policy.txt --as cleo")})
        .runs([file](Call &call) { return adopt(call, *file); });
}

} // namespace countersign::app
