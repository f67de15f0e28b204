#include "app/cli/doctorwords.h"

#include "app/cli/terminal.h"
#include "ui/speech.h"

#include <algorithm>
#include <array>

namespace countersign::app {

namespace {

using Grade = workflow::Observation::Grade;

// %1, %2, %3: the words of the detail; %*: all of it. An empty word: when nothing is wrong.
struct Row {
    const char *check;
    const char *word;
    const char *found;
    const char *mend;
};

constexpr auto restoreWay = QT_TRANSLATE_NOOP("Cli", "Stop working on the store, keep its files, and restore the last backup: countersign restore.");

constexpr auto serverWay = QT_TRANSLATE_NOOP("Cli", "Somebody changed the server past this program: find out who, and have an administrator of the server put it right.");

constexpr std::array rows{
    Row{"volume", "", QT_TRANSLATE_NOOP("Cli", "on a local disk"), ""},
    Row{"volume", "network", QT_TRANSLATE_NOOP("Cli", "The store lies on a network share (%*), where several machines would damage it."),
        QT_TRANSLATE_NOOP("Cli", "Move it to a local disk.")},
    Row{"volume", "fuse", QT_TRANSLATE_NOOP("Cli", "The store lies on a file system that may be a network's (%*)."),
        QT_TRANSLATE_NOOP("Cli", "Make sure that only this machine writes there, or move it to a local disk.")},
    Row{"volume", "read-only", QT_TRANSLATE_NOOP("Cli", "The file system is mounted read-only; nothing can be recorded."), ""},
    Row{"permissions", "", QT_TRANSLATE_NOOP("Cli", "only its owner may read or write the store"), ""},
    Row{"permissions", "open-to-others", QT_TRANSLATE_NOOP("Cli", "Other users of this machine may read or write %*."), "chmod 600 %*"},
    Row{"copies", "", QT_TRANSLATE_NOOP("Cli", "no copies in clear were left behind"), ""},
    Row{"copies", "forsaken", QT_TRANSLATE_NOOP("Cli", "A backup or restore that was killed left a copy of the store in clear: %*."),
        QT_TRANSLATE_NOOP("Cli", "The next backup removes it; or remove it by hand.")},
    Row{"gate", "", QT_TRANSLATE_NOOP("Cli", "can be passed"), ""},
    Row{"gate", "held", QT_TRANSLATE_NOOP("Cli", "A process has held the gate for seconds (%*); nobody else can write."),
        QT_TRANSLATE_NOOP("Cli", "See what that process does, and end it if it hangs.")},
    Row{"journal", "", QT_TRANSLATE_NOOP("Cli", "write-ahead log"), ""},
    Row{"journal", "not-wal", QT_TRANSLATE_NOOP("Cli", "The journal mode is %*, not WAL."),
        QT_TRANSLATE_NOOP("Cli", "Close every program that uses the store, then call the doctor again.")},
    Row{"synchronous", "", QT_TRANSLATE_NOOP("Cli", "every commit waits for the disk"), ""},
    Row{"synchronous", "not-full", QT_TRANSLATE_NOOP("Cli", "Commits do not wait for the disk (synchronous = %*)."),
        QT_TRANSLATE_NOOP("Cli", "This program always sets FULL; use no changed one.")},
    Row{"versions", "", QT_TRANSLATE_NOOP("Cli", "schema %*"), ""},
    Row{"server", "", QT_TRANSLATE_NOOP("Cli", "schema %1, PostgreSQL %2"), ""},
    Row{"encryption", "", QT_TRANSLATE_NOOP("Cli", "the connection is encrypted"), ""},
    Row{"encryption", "local", QT_TRANSLATE_NOOP("Cli", "the connection does not leave this machine"), ""},
    Row{"encryption", "none", QT_TRANSLATE_NOOP("Cli", "The connection is not encrypted; anybody on the way can read it."),
        QT_TRANSLATE_NOOP("Cli", "Have TLS switched on at the server, and leave sslmode at verify-full.")},
    Row{"rules", "", QT_TRANSLATE_NOOP("Cli", "tables, triggers, grants and functions are as they should be"), ""},
    Row{"rules", "row-security-off", QT_TRANSLATE_NOOP("Cli", "The table %* shows its rows to everybody."), serverWay},
    Row{"rules", "row-security-not-forced", QT_TRANSLATE_NOOP("Cli", "The table %* shows its rows to its owner without a rule."), serverWay},
    Row{"rules", "owner", QT_TRANSLATE_NOOP("Cli", "The table %* has another owner."), serverWay},
    Row{"rules", "trigger-off", QT_TRANSLATE_NOOP("Cli", "A trigger that guards the record is switched off: %*."), serverWay},
    Row{"rules", "trigger-missing", QT_TRANSLATE_NOOP("Cli", "A trigger that guards the record is gone: %*."), serverWay},
    Row{"rules", "function-for-everybody", QT_TRANSLATE_NOOP("Cli", "Everybody may call the function %*."), serverWay},
    Row{"rules", "search-path", QT_TRANSLATE_NOOP("Cli", "The function %* can be led to other tables: its search path is not fixed."), serverWay},
    Row{"rules", "writable-by-people", QT_TRANSLATE_NOOP("Cli", "People may write past the functions: %*."), serverWay},
    Row{"rules", "schema-open", QT_TRANSLATE_NOOP("Cli", "Others may add to the schema (%*)."), serverWay},
    Row{"rules", "database-open", QT_TRANSLATE_NOOP("Cli", "Everybody has the right %* in this database."), serverWay},
    Row{"rules", "superuser", QT_TRANSLATE_NOOP("Cli", "%* is more than a person at the server: every rule can be passed by."), serverWay},
    Row{"rules", "member-of", QT_TRANSLATE_NOOP("Cli", "%1 is a member of %2, which gives further rights."), serverWay},
    Row{"rules", "extension-missing", QT_TRANSLATE_NOOP("Cli", "The server can check no signatures: our extension is gone."), serverWay},
    Row{"rules", "reader-verifies", QT_TRANSLATE_NOOP("Cli", "The server does not check signatures itself; every reader does before an outcome is shown or handed on."),
        QT_TRANSLATE_NOOP("Cli", "Install the extension of packaging/server when it can be.")},
    Row{"rules", "waiting-long", QT_TRANSLATE_NOOP("Cli", "An entry has waited for its place since %*."),
        QT_TRANSLATE_NOOP("Cli", "Any client moves it; see whether one works at all.")},
    Row{"sequencer", "", QT_TRANSLATE_NOOP("Cli", "%* entries wait for their place"), ""},
    Row{"sequencer", "behind", QT_TRANSLATE_NOOP("Cli", "%* entries wait for their place."), ""},
    Row{"server-clock", "", QT_TRANSLATE_NOOP("Cli", "agrees with this machine's"), ""},
    Row{"server-clock", "skewed", QT_TRANSLATE_NOOP("Cli", "The server's clock is %* seconds before this machine's."),
        QT_TRANSLATE_NOOP("Cli", "Set the wrong one right: claims run by the server's.")},
    Row{"integrity", "", QT_TRANSLATE_NOOP("Cli", "SQLite finds nothing wrong"), ""},
    Row{"integrity", "damaged", QT_TRANSLATE_NOOP("Cli", "The file is damaged: %*."), restoreWay},
    Row{"blobs", "", QT_TRANSLATE_NOOP("Cli", "none is missing, none too many"), ""},
    Row{"blobs", "changed", QT_TRANSLATE_NOOP("Cli", "The content kept under %* is not what was recorded."), restoreWay},
    Row{"blobs", "missing", QT_TRANSLATE_NOOP("Cli", "The content of %* is gone, and was not redacted."), restoreWay},
    Row{"blobs", "orphan", QT_TRANSLATE_NOOP("Cli", "%* blobs are named by nothing in the record."),
        QT_TRANSLATE_NOOP("Cli", "They do no harm; somebody wrote into the store past this program.")},
    Row{"record", "", QT_TRANSLATE_NOOP("Cli", "%* entries, continuing what was verified here"), ""},
    Row{"record", "history-rewritten",
        QT_TRANSLATE_NOOP("Cli", "This installation had verified %1 entries; the store has %2 now. The evidence is kept in %3."),
        QT_TRANSLATE_NOOP("Cli", "If an old copy was put back: move it away and use countersign restore. Otherwise find out who changed the file.")},
    Row{"record", "broken", QT_TRANSLATE_NOOP("Cli", "The record is broken at entry %1: %2."), restoreWay},
    Row{"keys", "", QT_TRANSLATE_NOOP("Cli", "%* key files, readable by their owner only"), ""},
    Row{"keys", "damaged", QT_TRANSLATE_NOOP("Cli", "The key file %* is damaged."),
        QT_TRANSLATE_NOOP("Cli", "Put it back from a backup, or have an administrator enrol a new key: countersign person reset.")},
    Row{"keys", "open-to-others", QT_TRANSLATE_NOOP("Cli", "Other users of this machine may read %*."), "chmod 600 %*"},
    Row{"keychain", "", QT_TRANSLATE_NOOP("Cli", "the newest checkpoint is kept there as well"), ""},
    Row{"keychain", "absent", QT_TRANSLATE_NOOP("Cli", "none here: what was verified is remembered in files alone"), ""},
    Row{"clock", "", QT_TRANSLATE_NOOP("Cli", "agrees with the record"), ""},
    Row{"clock", "behind", QT_TRANSLATE_NOOP("Cli", "The last entry lies %* seconds ahead of this machine's clock."),
        QT_TRANSLATE_NOOP("Cli", "Set the clock right: claims run by it.")},
    Row{"workspace", "", QT_TRANSLATE_NOOP("Cli", "a workspace with %* cases: every cell opens, none is missing, old or changed"), ""},
    Row{"workspace", "expired", QT_TRANSLATE_NOOP("Cli", "Its time is over: nothing more is signed in it."), "countersign offline sync"},
    Row{"workspace", "closed", QT_TRANSLATE_NOOP("Cli", "The store sets aside what is signed in it: nothing more is."), "countersign offline return"},
    Row{"workspace", "unfinished", QT_TRANSLATE_NOOP("Cli", "The check-out was cut off."), "countersign offline checkout"},
    Row{"statements", "", QT_TRANSLATE_NOOP("Cli", "%* signed here, none waits to be sent"), ""},
    Row{"statements", "waiting", QT_TRANSLATE_NOOP("Cli", "%* signed here wait to be sent: countersign offline sync"), ""},
    Row{"texts", "", QT_TRANSLATE_NOOP("Cli", "all that was taken along is there, as it was"), ""},
    Row{"texts", "damaged", QT_TRANSLATE_NOOP("Cli", "Not as they were taken along: %*."),
        QT_TRANSLATE_NOOP("Cli", "Sync and return it, and check the cases out again.")},
    Row{"security", "", QT_TRANSLATE_NOOP("Cli", "nothing in the last seven days"), ""},
    Row{"security", "wrong-secret", QT_TRANSLATE_NOOP("Cli", "Wrong passphrases in the last seven days: %1, for %2."),
        QT_TRANSLATE_NOOP("Cli", "Ask that person whether it was them.")},
};

QString filled(const char *text, const QString &detail)
{
    if (!*text)
        return {};
    QString out = Cli::tr(text);
    for (int i = 1; i <= 2; ++i)
        out.replace(u'%' + QString::number(i), i == 2 && !out.contains(QStringLiteral("%3")) ? detail.section(u' ', 1) : detail.section(u' ', i - 1, i - 1));
    out.replace(QStringLiteral("%3"), detail.section(u' ', 2));
    return out.replace(QStringLiteral("%*"), detail);
}

} // namespace

DoctorWords doctorWords(const workflow::Observation &seen)
{
    if (seen.check == u"open") {
        const QString why = seen.detail.isEmpty() ? seen.word : QStringLiteral("%1: %2").arg(seen.word, seen.detail);
        return {Cli::tr("The store does not open (%1).").arg(why), Cli::tr(restoreWay)};
    }
    QString detail = seen.detail;
    if (seen.check == u"record" && seen.word == u"broken")
        detail = detail.section(u' ', 0, 0) + u' ' + ui::verifyWords(detail.section(u' ', 1));
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row &one) {
        return seen.check == QLatin1String(one.check) && seen.word == QLatin1String(one.word);
    });
    if (row == rows.end())
        return {QStringLiteral("%1 %2").arg(seen.word, seen.detail).trimmed(), {}};
    const bool counted = seen.check == u"blobs" && seen.grade == Grade::Good && !detail.isEmpty();
    if (seen.check == u"blobs" && seen.word == u"orphan" && detail == u"1")
        return {Cli::tr("One blob is named by nothing in the record."), Cli::tr("It does no harm; somebody wrote into the store past this program.")};
    return {counted ? Cli::tr("%1, each as it was recorded").arg(detail) : filled(row->found, detail), filled(row->mend, detail)};
}

} // namespace countersign::app
