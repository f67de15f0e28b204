#include "workflow/wordings.h"

#include "ledger/text.h"

#include <algorithm>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::Wording;

namespace {

// One word, as it stands in a statement.
bool isCode(const QString &code)
{
    return !ledger::escapeToken(code).isEmpty() && std::none_of(code.cbegin(), code.cend(), [](QChar character) { return character.isSpace(); });
}

Result<void> check(const QList<Wording> &wordings)
{
    for (qsizetype i = 0; i < wordings.size(); ++i) {
        const Wording &each = wordings[i];
        const bool reason = each.sort == Wording::Sort::Reason;
        const bool code = reason ? isCode(each.code) : each.code.isEmpty();
        if (each.text.trimmed().isEmpty() || !code)
            return fail(ErrorKind::BadValue, QString::number(i + 1), code ? QStringLiteral("text") : QStringLiteral("code"));
    }
    return {};
}

} // namespace

Result<QList<Wording>> wordings(const Ports &ports)
{
    return ports.cases.wordings();
}

Result<void> saveWordings(const Ports &ports, const core::Person &person, const QList<Wording> &wordings)
{
    if (!person.has(core::Role::Supervisor) && !person.has(core::Role::Administrator))
        return fail(ErrorKind::NotAllowed, person.id.value, core::roleName(core::Role::Supervisor));
    return check(wordings).and_then([&] { return ports.work.write([&] { return ports.cases.saveWordings(wordings); }); });
}

QString reasonCode(const QString &words)
{
    QString code;
    const QString plain = words.normalized(QString::NormalizationForm_KC).toLower();
    for (const QChar character : plain) {
        if (character.isLetterOrNumber() || character.isMark())
            code += character;
        else if (!code.isEmpty() && !code.endsWith(u'-'))
            code += u'-';
    }
    while (code.endsWith(u'-'))
        code.chop(1);
    return code.left(40);
}

} // namespace countersign::workflow
