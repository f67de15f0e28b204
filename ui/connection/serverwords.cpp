#include "ui/connection/serverwords.h"

#include "ui/connection/connectionpage.h"
#include "ui/speech/phrase.h"

#include <QLocale>

namespace countersign::ui {

QString serverWords(const ServerLook &look)
{
    if (look.isLocal)
        return ConnectionPage::tr("The server is on this computer: nothing of the connection leaves it.");
    if (!look.isEncrypted)
        return ConnectionPage::tr("The server offers no encryption.");
    const QString until = QLocale().toString(look.until.toLocalTime().date(), QLocale::LongFormat);
    const QString certificate = ConnectionPage::tr("Encrypted. The server's certificate is for %1; %2 vouches for it, until %3.")
                                    .arg(look.names.join(QStringLiteral(", ")), look.issuer, until);
    return look.fault.isEmpty() ? certificate + u' ' + ConnectionPage::tr("This computer trusts it.") : certificate;
}

QString addressWords(const ServerPlace &place)
{
    return serverPlace(place.host, place.database);
}

} // namespace countersign::ui
