#include "workflow/doctor.h"

#include "app/cli/call.h"
#include "app/cli/doctorwords.h"
#include "app/cli/jsonrows.h"
#include "app/cli/progressbar.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "app/storefiles.h"

namespace countersign::app {

namespace {

using workflow::Observation;

QString gradeName(Observation::Grade grade)
{
    switch (grade) {
    case Observation::Grade::Good:
        return QStringLiteral("good");
    case Observation::Grade::Care:
        return QStringLiteral("care");
    case Observation::Grade::Bad:
        return QStringLiteral("bad");
    }
    return {};
}

void print(Call &call, const QList<Observation> &list)
{
    Table table(call.terminal(), {Cli::tr("STATE"), Cli::tr("CHECK"), Cli::tr("FOUND")}); // nothing is cut: the way out stands at the end
    for (const Observation &seen : list) {
        const DoctorWords words = doctorWords(seen);
        if (!call.json()) {
            table.row({gradeName(seen.grade), seen.check, words.mend.isEmpty() ? words.found : words.found + u' ' + words.mend});
            continue;
        }
        JsonWriter out;
        out.beginObject().member("check", seen.check).member("state", gradeName(seen.grade)).member("word", textOrNull(seen.word));
        out.member("detail", textOrNull(seen.detail)).member("found", words.found).member("mend", textOrNull(words.mend));
        call.terminal().json(out.endObject().bytes());
    }
    table.end();
}

core::Result<QList<Observation>> examineShared(Call &call, const StoreAddress &address, bool deep, const workflow::StoreFiles::Progress &progress)
{
    const auto login = call.sharedLogin(address);
    if (!login)
        return passOn(login);
    auto list = examineShared(address, *login, systemClock());
    if (!list)
        return list;
    const auto store = openShared(address, *login, call.keyring().folder, systemClock());
    if (!store)
        return passOn(store);
    const auto record = workflow::examineRecord((*store)->ports(), storeName(address), call.keyring(), deep, progress, call.stop());
    if (!record)
        return record;
    list->append(*record);
    return list;
}

core::Result<int> examineWorkspace(Call &call, const QString &path)
{
    const auto opened = call.openWorkspace(path);
    if (!opened)
        return passOn(opened);
    const auto list = workflow::examineWorkspace((*opened)->workspace());
    if (!list)
        return passOn(list);
    print(call, *list);
    const auto bad = std::count_if(list->begin(), list->end(), [](const Observation &one) { return one.grade == Observation::Grade::Bad; });
    call.terminal().say(bad == 0 ? Cli::tr("The workspace is well. What the store makes of it is seen with: countersign offline sync --dry-run")
                                 : Cli::tr("Something is wrong with the workspace."));
    return bad == 0 ? done : answerIsNo;
}

core::Result<int> doctor(Call &call, bool deep)
{
    const auto address = call.address();
    if (!address)
        return passOn(address);
    if (address->kind == StoreAddress::Kind::Embedded && isWorkspace(address->path))
        return examineWorkspace(call, address->path);
    EmbeddedStoreFiles files;
    core::Result<QList<Observation>> list;
    {
        ProgressBar bar(call.terminal(), Cli::tr("checked"));
        const auto progress = [&](qint64 done, qint64 whole) { bar.show(done, whole, done); };
        list = address->kind == StoreAddress::Kind::Shared ? examineShared(call, *address, deep, progress)
                                                           : workflow::examineStore(files, address->path, call.keyring(), deep, progress, call.stop());
    }
    if (!list)
        return passOn(list);
    print(call, *list);
    const auto bad = std::count_if(list->begin(), list->end(), [](const Observation &one) { return one.grade == Observation::Grade::Bad; });
    call.terminal().say(bad == 0 ? Cli::tr("The store is well.") : bad == 1 ? Cli::tr("One thing is wrong.") : Cli::tr("%1 things are wrong.").arg(bad));
    return bad == 0 ? done : answerIsNo;
}

} // namespace

void addDoctor(Verb &program)
{
    const auto deep = std::make_shared<bool>(false);
    program.verb("doctor", Cli::tr("Look over everything the store depends on, and say what is wrong and how to mend it; exit 1 if anything is."))
        .about(Cli::tr("Where the store lies and who may read it, the gate, the write-ahead log, the file itself, its blobs, the record, key files, the clock "
                       "and what happened around passphrases. Nothing is changed, nobody is asked to sign in.\n"
                       "Of a store on a server: its tables, triggers, grants and functions as they should be, signatures checked there, encryption, the "
                       "sequencer, both clocks, the record. Whoever asks logs in.\n"
                       "Of a workspace: every cell, what was signed in it and what was taken along. Its person's passphrase opens it."))
        .flag("--deep", Cli::tr("also every page, index, blob, hash and signature"), *deep)
        .examples({QStringLiteral("countersign doctor"), QStringLiteral("countersign doctor --deep --json")})
        .runs([deep](Call &call) { return doctor(call, *deep); });
}

} // namespace countersign::app
