#include "app/cli/sentences.h"

#include "app/cli/terminal.h"
#include "ui/speech.h"

namespace countersign::app {

QString errorSentence(const core::Error &error)
{
    // The terminal's own mistakes of use: the sentence was made where the mistake was seen.
    if (error.kind == core::ErrorKind::WrongCall && !error.detail.isEmpty())
        return error.detail;
    if (error.kind == core::ErrorKind::ClaimLost && error.detail == noClaim)
        return Cli::tr("You have no claim on %1; nothing was changed.").arg(error.where);
    return ui::sentence(error);
}

} // namespace countersign::app
