// Names of states, verdicts, roles, kinds, and the words of people and rules.
#include "ui/speech.h"

#include "ui/speech/phrase.h"

#include <QHash>
#include <QLocale>

namespace countersign::ui {

using namespace core;

QString words(CaseState state)
{
    switch (state) {
    case CaseState::Open:
        return phrase("Open");
    case CaseState::Escalated:
        return phrase("Escalated");
    case CaseState::Disputed:
        return phrase("Disputed");
    case CaseState::Held:
        return phrase("Held");
    case CaseState::Released:
        return phrase("Released");
    case CaseState::Closed:
        return phrase("Rejected");
    case CaseState::Withdrawn:
        return phrase("Withdrawn");
    case CaseState::Redacted:
        return phrase("Redacted");
    }
    return {};
}

QString words(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Approve:
        return phrase("Approved");
    case Verdict::Edit:
        return phrase("Approved with edits");
    case Verdict::Reject:
        return phrase("Rejected");
    case Verdict::Escalate:
        return phrase("Escalated");
    }
    return {};
}

QString words(Role role)
{
    switch (role) {
    case Role::Reviewer:
        return phrase("Reviewer");
    case Role::Supervisor:
        return phrase("Supervisor");
    case Role::Compliance:
        return phrase("Compliance");
    case Role::Auditor:
        return phrase("Auditor");
    case Role::Administrator:
        return phrase("Administrator");
    case Role::Submitter:
        return phrase("Submitter");
    }
    return {};
}

QString words(Risk risk)
{
    switch (risk) {
    case Risk::Low:
        return phrase("low risk");
    case Risk::Medium:
        return phrase("medium risk");
    case Risk::High:
        return phrase("high risk");
    }
    return {};
}

QString words(Stage stage)
{
    switch (stage) {
    case Stage::Review:
        return phrase("first review");
    case Stage::Second:
        return phrase("second review");
    case Stage::Resolution:
        return phrase("resolution");
    }
    return {};
}

QString codeWords(const QString &code)
{
    QString text = code;
    text.replace(QLatin1Char('-'), QLatin1Char(' ')).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString kindWords(const QString &kind)
{
    return codeWords(kind);
}

QString statementWords(const QString &kind)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("store.created"), QT_TRANSLATE_NOOP("speech", "Store created")},
        {QStringLiteral("key.enrolled"), QT_TRANSLATE_NOOP("speech", "Key enrolled")},
        {QStringLiteral("key.revoked"), QT_TRANSLATE_NOOP("speech", "Key revoked")},
        {QStringLiteral("role.granted"), QT_TRANSLATE_NOOP("speech", "Role granted")},
        {QStringLiteral("role.withdrawn"), QT_TRANSLATE_NOOP("speech", "Role withdrawn")},
        {QStringLiteral("case.imported"), QT_TRANSLATE_NOOP("speech", "Cases imported")},
        {QStringLiteral("case.withdrawn"), QT_TRANSLATE_NOOP("speech", "Case withdrawn")},
        {QStringLiteral("policy.adopted"), QT_TRANSLATE_NOOP("speech", "Policy adopted")},
        {QStringLiteral("decision"), QT_TRANSLATE_NOOP("speech", "Decision")},
        {QStringLiteral("dispute"), QT_TRANSLATE_NOOP("speech", "Dispute")},
        {QStringLiteral("resolution"), QT_TRANSLATE_NOOP("speech", "Resolution")},
        {QStringLiteral("release"), QT_TRANSLATE_NOOP("speech", "Release")},
        {QStringLiteral("recall"), QT_TRANSLATE_NOOP("speech", "Recall")},
        {QStringLiteral("checkout"), QT_TRANSLATE_NOOP("speech", "Checked out")},
        {QStringLiteral("sync"), QT_TRANSLATE_NOOP("speech", "Synchronised")},
        {QStringLiteral("redaction"), QT_TRANSLATE_NOOP("speech", "Redaction")},
        {QStringLiteral("migration"), QT_TRANSLATE_NOOP("speech", "Store upgraded")},
        {QStringLiteral("restore"), QT_TRANSLATE_NOOP("speech", "Restored from backup")},
        {QStringLiteral("audit.opened"), QT_TRANSLATE_NOOP("speech", "Audit opened")},
        {QStringLiteral("finding"), QT_TRANSLATE_NOOP("speech", "Finding")},
        {QStringLiteral("claim.expired-decided"), QT_TRANSLATE_NOOP("speech", "Decided after the claim ran out")},
    };
    const auto it = known.find(kind);
    return it == known.end() ? kind : phrase(*it);
}

QString verifyWords(const QString &why)
{
    if (why.isEmpty())
        return {};
    const QString word = why.section(QLatin1Char(':'), 0, 0);
    if (word.startsWith(u"signature"))
        return phrase("a signature is not valid (%1)").arg(why);
    if (word.startsWith(u"state") || word.startsWith(u"outcome") || word.startsWith(u"release"))
        return phrase("a table no longer says what was signed (%1)").arg(why);
    return why;
}

QString secretRule(const QString &rule)
{
    if (rule == u"too-short")
        return phrase("At least 15 characters: a few words that belong together only for you are easy to type and hard to guess.");
    if (rule == u"common")
        return phrase("This passphrase is among the first ones anybody would try. Choose other words.");
    if (rule == u"person-id")
        return phrase("The passphrase may not be your id or name.");
    return phrase("This passphrase cannot be used (%1). Choose another one.").arg(rule);
}

QString stateOrWord(const QString &detail)
{
    const std::optional<CaseState> state = stateFromName(detail);
    return state ? QLocale().toLower(words(*state)) : detail;
}

QString personWords(const Person &person)
{
    static constexpr Role inOrder[]{Role::Reviewer, Role::Supervisor, Role::Compliance, Role::Auditor, Role::Administrator, Role::Submitter};
    QStringList roles;
    for (const Role role : inOrder)
        if (person.has(role))
            roles << QLocale().toLower(words(role));
    const QString name = person.printedName.isEmpty() ? person.id.value : person.printedName;
    return roles.isEmpty() ? name : phrase("%1 · %2").arg(name, roles.size() > 2 ? roles.first() + phrase(" +%1").arg(roles.size() - 1) : roles.join(QStringLiteral(", ")));
}

} // namespace countersign::ui
