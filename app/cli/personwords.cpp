#include "app/cli/personwords.h"

#include "app/cli/jsonrows.h"

namespace countersign::app {

QStringList roleNames()
{
    QStringList names;
    for (int i = 0; i < core::roleCount; ++i)
        names.append(core::roleName(core::Role(i)));
    return names;
}

QList<core::Role> rolesFrom(const QStringList &names)
{
    QList<core::Role> roles;
    for (const QString &name : names)
        if (const auto role = core::roleFromName(name); role && !roles.contains(*role))
            roles.append(*role);
    return roles;
}

QString keyWords(const core::Person &person)
{
    const auto fingerprint = ledger::Hash::fromHex(person.key.toLatin1());
    return fingerprint ? ledger::fingerprintWords(*fingerprint).join(u' ') : Cli::tr("no key");
}

void printPerson(Call &call, const core::Person &person, const QString &message)
{
    if (call.json()) {
        call.terminal().json(jsonObject(person));
        return;
    }
    call.terminal().line(shown(person.id.value));
    call.terminal().say(message.arg(shown(person.printedName)));
    call.terminal().say(Cli::tr("Their key in words: %1").arg(keyWords(person)));
}

} // namespace countersign::app
