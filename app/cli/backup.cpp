#include "workflow/backup.h"

#include "app/cli/call.h"
#include "app/cli/jsonrows.h"
#include "app/cli/outputfile.h"
#include "app/cli/progressbar.h"
#include "app/cli/verbs.h"
#include "app/storefiles.h"

namespace countersign::app {

namespace {

struct Asked {
    QString file;
    QString to;
    QString secretFile;
};

// One bar a step, as each is counted in something else.
class StepBars {
public:
    explicit StepBars(Terminal &terminal) : m_terminal(terminal) {}

    void show(workflow::BackupStep step, qint64 done, qint64 whole)
    {
        if (!m_bar || step != m_step)
            m_bar = std::make_unique<ProgressBar>(m_terminal, unit(step));
        m_step = step;
        m_bar->show(done, whole, done);
    }

private:
    static QString unit(workflow::BackupStep step)
    {
        switch (step) {
        case workflow::BackupStep::Copying:
            return Cli::tr("pages copied");
        case workflow::BackupStep::Sealing:
            return Cli::tr("bytes sealed");
        case workflow::BackupStep::Reading:
            return Cli::tr("bytes read back");
        case workflow::BackupStep::Checking:
            return Cli::tr("checked");
        }
        return {};
    }
    Terminal &m_terminal;
    workflow::BackupStep m_step = workflow::BackupStep::Copying;
    std::unique_ptr<ProgressBar> m_bar;
};

// The embedded store's path: a shared store is backed up by its server's own means.
core::Result<QString> embeddedPath(const core::Result<StoreAddress> &address)
{
    if (!address)
        return passOn(address);
    if (address->kind == StoreAddress::Kind::Shared)
        return core::fail(core::ErrorKind::StoreUnreachable, address->url, sharedStore);
    return address->path;
}

void writeMembers(JsonWriter &out, const workflow::BackupReport &report)
{
    out.member("store", report.store.value).member("name", report.storeName).member("epoch", report.epoch).member("size", report.size);
    out.member("root", report.root).member("made", timeOrNull(report.made)).member("keys", quint64(report.keys)).member("bytes", quint64(report.bytes));
}

core::Result<int> backup(Call &call, const Asked &asked)
{
    const auto store = embeddedPath(call.address());
    if (!store)
        return passOn(store);
    if (const auto open = call.openStore(Access::Read); !open) // it must be one, and the one that is known here
        return passOn(open);
    if (const auto free = demandNothingThere(asked.file); !free) // before anybody is asked for a passphrase
        return passOn(free);
    const auto secret = call.backupSecret(asked.secretFile, true);
    if (!secret)
        return passOn(secret);
    EmbeddedStoreFiles files;
    core::Result<workflow::BackupReport> made;
    {
        StepBars bars(call.terminal());
        made = workflow::makeBackup(files, call.keyring(), {*store, asked.file, *secret},
                                    [&](workflow::BackupStep step, qint64 done, qint64 whole) { bars.show(step, done, whole); }, call.stop());
    }
    if (!made)
        return passOn(made);
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("file", asked.file);
        writeMembers(out, *made);
        call.terminal().json(out.endObject().bytes());
        return done;
    }
    call.terminal().line(shown(asked.file));
    call.terminal().say(Cli::tr("Sealed, read back and checked: %1 entries, root %2, %3 key files, %4 bytes. Keep its passphrase apart from it; "
                                "without it nobody can open the backup.")
                            .arg(made->size)
                            .arg(made->root)
                            .arg(made->keys)
                            .arg(made->bytes));
    return done;
}

void sayLost(Call &call, const workflow::RestoreReport &restored)
{
    if (restored.lost > 0)
        call.terminal().say(Cli::tr("%1 entries that this installation had seen are not in the backup: what was decided in them has to be decided again, "
                                    "but for what was signed in workspaces, which bring it again with their next sync.")
                                .arg(restored.lost));
}

void printRestored(Call &call, const workflow::RestoreReport &restored, const QString &to)
{
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("to", to).member("epoch", restored.epoch).member("size", restored.size).member("lost", restored.lost);
        out.member("keysPutBack", quint64(restored.keysPutBack)).key("from").beginObject();
        writeMembers(out, restored.from);
        call.terminal().json(out.endObject().endObject().bytes());
        return;
    }
    call.terminal().line(shown(to));
    call.terminal().say(Cli::tr("Restored: %1 entries as of %2, and the record goes on as epoch %3. %4 key files were put back.")
                            .arg(restored.from.size)
                            .arg(timeOrNull(restored.from.made).value_or(QString()))
                            .arg(restored.epoch)
                            .arg(restored.keysPutBack));
    sayLost(call, restored);
}

// What the server's own tools have put back is signed for.
core::Result<int> goOnRestored(Call &call, const StoreAddress &address)
{
    const auto login = call.sharedLogin(address);
    const auto supervisor = login ? call.personSecret(login->person) : core::Result<workflow::SharedSecret>(passOn(login));
    if (!supervisor)
        return passOn(supervisor);
    const auto store = call.openStore(address, Access::Make); // shorter than what is remembered of it, for once
    if (!store)
        return passOn(store);
    const auto restored = workflow::goOnRestored((*store)->ports(), call.keyring(), login->person, *supervisor);
    if (!restored)
        return passOn(restored);
    if (call.json()) {
        call.terminal().json(JsonWriter().beginObject().member("to", address.url).member("epoch", restored->epoch).member("size", restored->size)
                                 .member("lost", restored->lost).endObject().bytes());
        return done;
    }
    call.terminal().line(shown(address.url));
    call.terminal().say(Cli::tr("Signed: the record goes on as epoch %1, from %2 entries.").arg(restored->epoch).arg(restored->size));
    sayLost(call, *restored);
    return done;
}

core::Result<int> restore(Call &call, const Asked &asked)
{
    const auto to = storeAddress(asked.to);
    if (to && to->kind == StoreAddress::Kind::Shared && asked.file.isEmpty())
        return goOnRestored(call, *to);
    const auto address = embeddedPath(to);
    if (!address)
        return passOn(address);
    if (asked.file.isEmpty())
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("F"), Cli::tr("Name the backup that %1 is made from.").arg(shown(asked.to)));
    EmbeddedStoreFiles files;
    if (const auto free = files.demandFree(*address); !free)
        return passOn(free);
    const QString who = call.options().person.isEmpty() ? call.settings().person : call.options().person;
    if (who.isEmpty())
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--as"),
                          Cli::tr("Say which supervisor signs for the restore, with --as PERSON or COUNTERSIGN_PERSON."));
    const auto secret = call.backupSecret(asked.secretFile, false);
    if (!secret)
        return passOn(secret);
    const auto supervisor = call.personSecret(core::PersonId(who));
    if (!supervisor)
        return passOn(supervisor);
    core::Result<workflow::RestoreReport> restored;
    {
        StepBars bars(call.terminal());
        restored = workflow::restoreBackup(files, call.keyring(), {asked.file, *address, *secret, core::PersonId(who), *supervisor},
                                           [&](workflow::BackupStep step, qint64 done, qint64 whole) { bars.show(step, done, whole); }, call.stop());
    }
    if (!restored)
        return passOn(restored);
    printRestored(call, *restored, *address);
    return done;
}

} // namespace

void addBackup(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("backup", Cli::tr("Make a sealed backup of the store, while people go on working in it."))
        .about(Cli::tr("The backup holds the whole store and the sealed key files of its people that lie on this machine. It is sealed with a passphrase "
                       "of its own, not with anybody's key: it is for the day when the machine and the keys on it are gone.\n"
                       "Before it is called done it is read back from the disk, opened, and checked whole: pages, blobs, every hash and signature."))
        .option("--out", "F", Cli::tr("the file to make; nothing may be there"), asked->file, Need::Required)
        .option("--backup-secret-file", "F", Cli::tr("read the backup's passphrase from this file (one line) instead of the terminal"), asked->secretFile)
        .examples({QStringLiteral("countersign backup --out /media/safe/ward-2026-11-25.backup")})
        .runs([asked](Call &call) { return backup(call, *asked); });
}

void addRestore(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("restore", Cli::tr("Put a store back from a backup, signed by a supervisor."))
        .about(Cli::tr("Checks all of the backup, then opens a new epoch: the next entry says from where the record goes on, and a supervisor (--as) signs it. "
                       "Everybody who worked with the store before accepts it then; a copy put back by hand they refuse.\n"
                       "Nothing is written over: move a damaged store away first, with its -wal file. Key files that are not on this machine are put back.\n"
                       "A store on a server is put back by PostgreSQL's own tools; without F, this signs for it."))
        .argument("F", Cli::tr("the backup; none for a store on a server"), asked->file, Need::Optional)
        .option("--to", "STORE", Cli::tr("path of the store to make, or the address of one on a server"), asked->to, Need::Required)
        .option("--backup-secret-file", "F", Cli::tr("read the backup's passphrase from this file (one line) instead of the terminal"), asked->secretFile)
        .examples({QStringLiteral("countersign --as ada restore /media/safe/ward-2026-11-25.backup --to ward.sqlite"),
                   QStringLiteral("countersign restore --to postgresql://sue@clinic.example/ward | after pg_restore")})
        .runs([asked](Call &call) { return restore(call, *asked); });
}

} // namespace countersign::app
