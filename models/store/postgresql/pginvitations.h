// Letting people in at a server: codes that are good once, and the papers of an enrolment in two places.
#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QString>
#include <optional>

namespace countersign::store {

class PgConnection;

struct Invitation {
    QString code;      // to be said or written to the person; the server knows only a verifier of it
    QDateTime until;
};

// By an administrator, for a new person, one whose store was copied here, or one whose login has to be made anew. NotAllowed, PersonDisabled,
// BadValue (an id that cannot be a login), PersonExists (a role of that name that is not ours).
core::Result<Invitation> invite(PgConnection &connection, const QString &person);
// What logs in with a code as somebody typed it: blanks, dashes and small letters do not count.
QByteArray codePassword(QStringView typed);
// By who is logged in with a code, once their key is enrolled: from here on what their key file holds logs in. NotAllowed without an invitation.
core::Result<void> acceptInvitation(PgConnection &connection, QByteArrayView rolePassword);

core::Result<void> layPaper(PgConnection &connection, const QString &person, const QString &paper, const QByteArray &bytes);
core::Result<std::optional<QByteArray>> lookAtPaper(PgConnection &connection, const QString &person, const QString &paper);
core::Result<void> takePaper(PgConnection &connection, const QString &person, const QString &paper);

} // namespace countersign::store
