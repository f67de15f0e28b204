#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/inputfile.h"
#include "app/cli/jsonrows.h"
#include "app/cli/verbs.h"
#include "workflow/claimcase.h"

namespace countersign::app {

namespace {

struct Asked {
    QString id;
    QString text;
    QString textFile;
};

core::Result<QString> words(const Asked &asked)
{
    if (asked.text.isEmpty() == asked.textFile.isEmpty())
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--text"), Cli::tr("answer needs your answer: either --text or --text-file."));
    if (!asked.text.isEmpty())
        return asked.text;
    return textFromFile(asked.textFile).map([](const core::Content &content) { return content.text; });
}

core::Result<int> answer(Call &call, const Asked &asked)
{
    const auto text = words(asked);
    if (!text)
        return passOn(text);
    call.worksOffline();
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    const workflow::Ports ports = in->ports();
    const auto claim = workflow::claimCase(ports, in->acting.person, caseNamed(asked.id));
    const auto given = claim ? workflow::giveFirstAnswer(ports, *claim, *text) : core::Result<bool>(passOn(claim));
    if (!given)
        return passOn(given);
    if (call.json())
        call.terminal().json(JsonWriter().beginObject().member("case", asked.id).member("answered", true).member("kept", *given).endObject().bytes());
    else if (!*given)
        call.terminal().say(Cli::tr("Your first answer stays; nothing is kept of this one."));
    else
        call.terminal().say(Cli::tr("Kept. The suggestion is shown to you now: countersign show %1 --as %2")
                                .arg(shown(asked.id), in->acting.person.id.value));
    return done;
}

} // namespace

void addAnswer(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("answer", Cli::tr("Your own answer to a case whose suggestion is shown only after it."))
        .about(Cli::tr("Where the policy asks for a first answer, “show” keeps the suggestion back and “decide” refuses until it is given. The first one "
                       "stays; it is signed with the decision. A free case is claimed first."))
        .argument("CASE", Cli::tr("the case to answer"), asked->id)
        .option("--text", "T", Cli::tr("your answer"), asked->text)
        .option("--text-file", "F", Cli::tr("your answer, in a file (UTF-8)"), asked->textFile)
        .examples({QStringLiteral("countersign answer D2N068 --text \"500 mg twice daily\" --as ada")})
        .runs([asked](Call &call) { return answer(call, *asked); });
}

} // namespace countersign::app
