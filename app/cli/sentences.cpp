#include "app/cli/sentences.h"

#include "app/cli/terminal.h"
#include "app/composition.h"
#include "ui/speech.h"

namespace countersign::app {

QString errorSentence(const core::Error &error)
{
    // The terminal's own mistakes of use: the sentence was made where the mistake was seen.
    if (error.kind == core::ErrorKind::WrongCall && !error.detail.isEmpty())
        return error.detail;
    if (error.kind == core::ErrorKind::ClaimLost && error.detail == noClaim)
        return Cli::tr("You have no claim on %1; nothing was changed.").arg(error.where);
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
