#include "store/postgresql/pginvitations.h"

#include "core/clock.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/postgresstore.h"

#include <QRandomGenerator>

namespace countersign::store {

using core::Result;

namespace {

// No letter that is taken for a digit, or the other way round. 25 of 32 signs: 125 bits.
constexpr char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int groups = 5, groupSize = 5;

QString newCode()
{
    QString code;
    for (int i = 0; i < groups * groupSize; ++i) {
        if (i > 0 && i % groupSize == 0)
            code += u'-';
        code += QLatin1Char(signs[QRandomGenerator::system()->bounded(32)]);
    }
    return code;
}

Result<void> done(const Result<PgRows> &rows)
{
    return rows ? Result<void>() : Result<void>(tl::unexpected(rows.error()));
}

} // namespace

QByteArray codePassword(QStringView typed)
{
    QByteArray password;
    for (const QChar typedSign : typed) {
        const char16_t sign = typedSign.toUpper().unicode();
        if (sign == u'O')
            password += '0';
        else if (sign == u'I' || sign == u'L')
            password += '1';
        else if (sign < 128 && typedSign.isLetterOrNumber())
            password += char(sign);
    }
    return password;
}

Result<Invitation> invite(PgConnection &connection, const QString &person)
{
    const QString code = newCode();
    const auto verifier = connection.verifierOf(person, codePassword(code));
    if (!verifier)
        return tl::unexpected(verifier.error());
    const auto until = connection.runText("SELECT countersign.invite($1, $2)", PgValues().text(person).utf8(*verifier));
    if (!until)
        return tl::unexpected(until.error());
    return Invitation{code, core::timeFromText(until->text(0, 0))};
}

Result<void> acceptInvitation(PgConnection &connection, QByteArrayView rolePassword)
{
    const auto password = loginPassword(rolePassword);
    return connection.verifierOf(connection.role(), password->view()).and_then([&](const QByteArray &verifier) {
        return done(connection.runText("SELECT countersign.accept_invitation($1)", PgValues().utf8(verifier)));
    });
}

Result<void> layPaper(PgConnection &connection, const QString &person, const QString &paper, const QByteArray &bytes)
{
    return done(connection.runText("SELECT countersign.lay_paper($1, $2, $3)", PgValues().text(person).text(paper).bytes(bytes)));
}

Result<std::optional<QByteArray>> lookAtPaper(PgConnection &connection, const QString &person, const QString &paper)
{
    return connection.runText("SELECT countersign.look_paper($1, $2)", PgValues().text(person).text(paper)).map([](const PgRows &rows) {
        return rows.isNull(0, 0) ? std::optional<QByteArray>() : std::optional(rows.bytes(0, 0));
    });
}

Result<void> takePaper(PgConnection &connection, const QString &person, const QString &paper)
{
    return done(connection.runText("SELECT countersign.take_paper($1, $2)", PgValues().text(person).text(paper)));
}

} // namespace countersign::store
