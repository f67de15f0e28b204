// What failed about a workspace, in sentences: what is so, and the way out.
#include "ui/speech/phrase.h"

#include "ui/sync/offlinewords.h"

namespace countersign::ui {

using core::ErrorKind;

namespace {

QString fileFailed(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::StoreDamaged:
        return Speech::tr("The workspace %1 is damaged or was changed. Nothing of it was used; check the cases out again, or bring back the file as it was.").arg(error.where);
    case ErrorKind::HistoryRewritten:
        return Speech::tr("The workspace %1 is an old copy: more had been done in it than it knows of. Put the newest file back.").arg(error.where);
    case ErrorKind::StoreBusy:
        return Speech::tr("The workspace %1 is open in another window or terminal.").arg(error.where);
    case ErrorKind::StoreNewer:
        return Speech::tr("The workspace %1 was made by a newer version. Update this program to open it.").arg(error.where);
    case ErrorKind::StoreMissing:
        return Speech::tr("There is no workspace at %1. Check cases out to make one.").arg(error.where);
    case ErrorKind::StoreExists:
        return Speech::tr("There is a workspace at %1 already. Return it before you take other cases along.").arg(error.where);
    case ErrorKind::NotAStore:
        return Speech::tr("%1 is no workspace.").arg(error.where);
    case ErrorKind::BadKeyFile:
        return Speech::tr("What this computer keeps of the workspace %1 is damaged, or belongs to another key.").arg(error.where);
    default:
        return {};
    }
}

QString refused(const core::Error &error)
{
    if (error.detail == u"workspace-verb")
        return Speech::tr("This needs the store; away from it cases are read and decided, and nothing else.");
    if (error.detail == u"workspace-person")
        return Speech::tr("The workspace on this computer is %1's; only they can open it.").arg(error.where);
    if (error.detail == u"workspace-key")
        return Speech::tr("The key of this workspace is not on this computer: it was returned, or it belongs to another computer.");
    if (error.detail == u"workspace-expired")
        return Speech::tr("The time of this workspace is over: nothing more is signed in it. Sign in at the store, and what was signed is sent.");
    if (error.detail == u"workspace-closed")
        return Speech::tr("Nothing more is signed in this workspace: %1. Sign in at the store, see what became of it, and return it.").arg(causeWords(error.where));
    if (error.detail == u"workspace-unfinished")
        return Speech::tr("This check-out was cut off. Finish it at the store.");
    if (error.detail == u"another-store")
        return Speech::tr("This workspace was checked out of another store.");
    if (error.detail == u"not-sent")
        return Speech::tr("The store has not taken in everything that was signed here, so the workspace stays.");
    return {};
}

} // namespace

QString workspaceFailed(const core::Error &error)
{
    if (error.kind == ErrorKind::NotAllowed)
        return refused(error);
    if (error.kind == ErrorKind::Malformed && error.detail == u"letter")
        return Speech::tr("It is no letter, or it was cut off, changed or sealed under another key. Nothing of it was used; have it written anew.");
    if (error.kind == ErrorKind::VerificationFailed && error.detail == u"earlier-epoch")
        return Speech::tr("This answer was written before the store was restored from a backup, and holds no longer. Take the letter to the store once more.");
    return error.detail == u"workspace" || error.detail.startsWith(u"workspace ") ? fileFailed(error) : QString();
}

} // namespace countersign::ui
