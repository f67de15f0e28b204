#include "app/cli/sentences.h"

#include "app/cli/terminal.h"
#include "app/composition.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

namespace countersign::app {

namespace {

// What is said of a workspace; nothing where the failure is no workspace's.
QString workspaceSentence(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::StoreDamaged:
        return Cli::tr("The workspace %1 is damaged or was changed (%2). Nothing of it was used; check the cases out again, or bring back the file as it was.")
            .arg(error.where, error.detail.mid(10));
    case core::ErrorKind::HistoryRewritten:
        return Cli::tr("The workspace %1 is an old copy: more had been done in it than it knows of. Put the newest file back.").arg(error.where);
    case core::ErrorKind::StoreBusy:
        return Cli::tr("The workspace %1 is open in another window or terminal.").arg(error.where);
    case core::ErrorKind::StoreNewer:
        return Cli::tr("The workspace %1 was made by a newer version. Update this program to open it.").arg(error.where);
    case core::ErrorKind::StoreMissing:
        return Cli::tr("There is no workspace at %1. Make one with: countersign offline checkout").arg(error.where);
    case core::ErrorKind::StoreExists:
        return Cli::tr("There is a workspace at %1 already. Return it first, or name another place with --workspace.").arg(error.where);
    case core::ErrorKind::NotAStore:
        return Cli::tr("%1 is no workspace.").arg(error.where);
    case core::ErrorKind::BadKeyFile:
        return Cli::tr("What this computer keeps of the workspace %1 is damaged, or belongs to another key.").arg(error.where);
    default:
        return {};
    }
}

QString workspaceRefused(const core::Error &error)
{
    if (error.detail == u"workspace-verb")
        return Cli::tr("%1 is a workspace: cases, show, answer, decide, decisions, doctor and offline work in it; everything else is about the record, "
                       "which the store has.").arg(error.where);
    if (error.detail == u"workspace-person")
        return Cli::tr("This workspace is %1's; only they can open it.").arg(error.where);
    if (error.detail == u"workspace-key")
        return Cli::tr("The key of this workspace is not on this computer: it was returned, or it belongs to another computer.");
    if (error.detail == u"workspace-expired")
        return Cli::tr("The time of this workspace is over: nothing more is signed in it. Send what was signed with: countersign offline sync");
    if (error.detail == u"workspace-closed")
        return Cli::tr("Nothing more is signed in this workspace: %1. See what became of it at the store, and return it with: countersign offline return")
            .arg(ui::causeWords(error.where));
    if (error.detail == u"workspace-key-replaced")
        return Cli::tr("Your key was replaced since these cases were taken along: nothing more is signed in it. Send what was signed with: countersign offline sync");
    if (error.detail == u"workspace-unfinished")
        return Cli::tr("This check-out was cut off. Finish it with: countersign offline checkout");
    if (error.detail == u"another-store")
        return Cli::tr("This workspace was checked out of another store.");
    if (error.detail == u"not-sent")
        return Cli::tr("The store has not taken in everything that was signed here, so the workspace stays. See: countersign offline status");
    return {};
}

} // namespace

QString errorSentence(const core::Error &error)
{
    if (error.detail == u"workspace" || error.detail.startsWith(u"workspace "))
        if (const QString said = workspaceSentence(error); !said.isEmpty())
            return said;
    if (error.kind == core::ErrorKind::NotAllowed)
        if (const QString said = workspaceRefused(error); !said.isEmpty())
            return said;
    // The terminal's own mistakes of use: the sentence was made where the mistake was seen.
    if (error.kind == core::ErrorKind::WrongCall && !error.detail.isEmpty())
        return error.detail;
    if (error.kind == core::ErrorKind::ClaimLost && error.detail == noClaim)
        return Cli::tr("You have no claim on %1; nothing was changed.").arg(error.where);
    if (error.kind == core::ErrorKind::BadValue && error.detail == contentWithoutEdit)
        return Cli::tr("%1: only the verdict edit takes corrected content. Nothing was signed.").arg(error.where);
    if (error.kind == core::ErrorKind::StoreUnreachable && error.detail == sharedStore)
        return Cli::tr("This is done to the file of an embedded store; the store %1 is on a server.").arg(error.where);
    if (error.kind == core::ErrorKind::VerificationFailed && error.detail == wordsDiffer)
        return Cli::tr("The words are not those of the key that waits for %1. Compare them again; do not confirm unless all eight agree.").arg(error.where);
    if (error.kind == core::ErrorKind::VerificationFailed && error.detail == u"backup")
        return Cli::tr("The backup %1 is damaged, cut off or changed; nothing was made of it. Take another one.").arg(error.where);
    if (error.kind == core::ErrorKind::WrongSecret && !error.where.isEmpty())
        return Cli::tr("That is not the passphrase of %1, or its beginning is damaged.").arg(error.where);
    if (error.kind == core::ErrorKind::PolicyUnmet && error.detail == u"first-answer")
        return Cli::tr("This case asks for your own answer first: countersign answer %1 --text …").arg(error.where);
    return ui::sentence(error);
}

} // namespace countersign::app
