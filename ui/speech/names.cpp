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
        return Speech::tr("Open");
    case CaseState::Escalated:
        return Speech::tr("Escalated");
    case CaseState::Disputed:
        return Speech::tr("Disputed");
    case CaseState::Held:
        return Speech::tr("Held");
    case CaseState::Released:
        return Speech::tr("Released");
    case CaseState::Closed:
        return Speech::tr("Rejected");
    case CaseState::Withdrawn:
        return Speech::tr("Withdrawn");
    case CaseState::Redacted:
        return Speech::tr("Redacted");
    }
    return {};
}

QString words(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Approve:
        return Speech::tr("Approved");
    case Verdict::Edit:
        return Speech::tr("Approved with edits");
    case Verdict::Reject:
        return Speech::tr("Rejected");
    case Verdict::Escalate:
        return Speech::tr("Escalated");
    }
    return {};
}

QString words(Role role)
{
    switch (role) {
    case Role::Reviewer:
        return Speech::tr("Reviewer");
    case Role::Supervisor:
        return Speech::tr("Supervisor");
    case Role::Compliance:
        return Speech::tr("Compliance");
    case Role::Auditor:
        return Speech::tr("Auditor");
    case Role::Administrator:
        return Speech::tr("Administrator");
    case Role::Submitter:
        return Speech::tr("Submitter");
    }
    return {};
}

// In the middle of a line, behind a name.
static QString inLine(Role role)
{
    switch (role) {
    case Role::Reviewer:
        return Speech::tr("reviewer");
    case Role::Supervisor:
        return Speech::tr("supervisor");
    case Role::Compliance:
        return Speech::tr("compliance");
    case Role::Auditor:
        return Speech::tr("auditor");
    case Role::Administrator:
        return Speech::tr("administrator");
    case Role::Submitter:
        return Speech::tr("submitter");
    }
    return {};
}

QString words(Risk risk)
{
    switch (risk) {
    case Risk::Low:
        return Speech::tr("low risk");
    case Risk::Medium:
        return Speech::tr("medium risk");
    case Risk::High:
        return Speech::tr("high risk");
    }
    return {};
}

QString words(Stage stage)
{
    switch (stage) {
    case Stage::Review:
        return Speech::tr("first review");
    case Stage::Second:
        return Speech::tr("second review");
    case Stage::Resolution:
        return Speech::tr("resolution");
    }
    return {};
}

QString words(core::DecisionFlag flag)
{
    switch (flag) {
    case core::DecisionFlag::Clock:
        return Speech::tr("clock in doubt");
    case core::DecisionFlag::Disputed:
        return Speech::tr("disputed");
    case core::DecisionFlag::Late:
        return Speech::tr("late");
    case core::DecisionFlag::Quarantined:
        return Speech::tr("quarantined");
    }
    return {};
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString codeWords(const QString &code)
{
    QString text = code;
    return capitalised(text.replace(QLatin1Char('-'), QLatin1Char(' ')).replace(QLatin1Char('_'), QLatin1Char(' ')));
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
    return it == known.end() ? kind : QCoreApplication::translate("speech", *it);
}

QString securityWords(const QString &kind)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("wrong-secret"), QT_TRANSLATE_NOOP("speech", "Wrong passphrase")},
        {QStringLiteral("wrong-pin"), QT_TRANSLATE_NOOP("speech", "Wrong PIN")},
        {QStringLiteral("pin-locked"), QT_TRANSLATE_NOOP("speech", "Signing locked after five wrong PINs")},
        {QStringLiteral("disabled-person"), QT_TRANSLATE_NOOP("speech", "A disabled person tried to sign in")},
        {QStringLiteral("key-not-enrolled"), QT_TRANSLATE_NOOP("speech", "A key that is not enrolled was used")},
        {QStringLiteral("bad-signature"), QT_TRANSLATE_NOOP("speech", "A signature was refused")},
        {QStringLiteral("workspace-copied"), QT_TRANSLATE_NOOP("speech", "A copy of a workspace was used")},
        {QStringLiteral("statement-refused"), QT_TRANSLATE_NOOP("speech", "A statement from a workspace was refused")},
        {QStringLiteral("statement-altered"), QT_TRANSLATE_NOOP("speech", "A statement came again with other content")},
        {QStringLiteral("foreign-statement"), QT_TRANSLATE_NOOP("speech", "Somebody else's statement was brought")},
        {QStringLiteral("login-changed"), QT_TRANSLATE_NOOP("speech", "An administrator changed a login")},
        {QStringLiteral("history-rewritten"), QT_TRANSLATE_NOOP("speech", "History does not continue what was verified")},
    };
    const auto it = known.find(kind);
    return it == known.end() ? kind : QCoreApplication::translate("speech", *it);
}

QString verifyWords(const QString &why)
{
    if (why.isEmpty())
        return {};
    // The machine's own words stay in brackets, for whoever looks into it.
    const std::pair<const char *, QString> beginnings[]{
        {"signature", Speech::tr("a signature is not valid (%1)")},
        {"log shrank: less than the trusted", Speech::tr("it ends before the checkpoint in the trust file: it was made before that and has to be made anew, or "
                                                         "entries were taken off its end (%1)")},
        {"log shrank", Speech::tr("entries are missing at the end (%1)")},
        {"missing entry", Speech::tr("an entry is missing (%1)")},
        {"history", Speech::tr("the log was rewritten since this computer verified it (%1)")},
        {"another store", Speech::tr("it belongs to another store (%1)")},
        {"blob", Speech::tr("a stored text is missing or changed (%1)")},
        {"redacted-blob", Speech::tr("a text that was redacted is still there (%1)")},
        {"move", Speech::tr("a case was moved in a way that is not allowed (%1)")},
        {"signing-mode", Speech::tr("a decision was signed with less than its policy asks for (%1)")},
        {"state", Speech::tr("the state of a case is not what was signed (%1)")},
        {"person", Speech::tr("the table of people is not what was signed (%1)")},
        {"case-submitter", Speech::tr("who submitted a case is not what was recorded (%1)")},
        {"case-arrived", Speech::tr("the arrival of a case is not what was recorded (%1)")},
        {"case-slots", Speech::tr("the slots of a case are not what was signed (%1)")},
        {"case", Speech::tr("the table of cases is not what was signed (%1)")},
        {"decision", Speech::tr("the table of decisions is not what was signed (%1)")},
        {"release", Speech::tr("the table of releases is not what was signed (%1)")},
        {"recall", Speech::tr("the table of releases is not what was signed (%1)")},
        {"store-row", Speech::tr("the row of the store itself is not what was signed (%1)")},
        {"security-events", Speech::tr("security events are missing or changed that this computer has seen (%1)")},
        {"policy", Speech::tr("the policy is not the one that was signed (%1)")},
    };
    for (const auto &[beginning, words] : beginnings)
        if (why.startsWith(QLatin1String(beginning)))
            return words.arg(why);
    return Speech::tr("an entry is not as it was recorded (%1)").arg(why);
}

QString secretRule(const QString &rule)
{
    if (rule == u"length")
        return Speech::tr("At least 15 characters: a few words that belong together only for you are easy to type and hard to guess.");
    if (rule == u"pin-length")
        return Speech::tr("A PIN has at least 6 signs.");
    if (rule == u"pin-row")
        return Speech::tr("One sign repeated, or a row of neighbours, is the first thing anybody tries. Choose another PIN.");
    if (rule == u"common")
        return Speech::tr("This passphrase is among the first ones anybody would try. Choose other words.");
    if (rule == u"context")
        return Speech::tr("The passphrase may not be made of your id, your name or this program's name.");
    if (rule == u"repeated" || rule == u"sequence" || rule == u"keyboard")
        return Speech::tr("A row of neighbouring or repeated signs is easy to guess. Choose words instead.");
    if (rule.isEmpty())
        return Speech::tr("This passphrase is too easy to guess. Choose another one.");
    return Speech::tr("This passphrase cannot be used (%1). Choose another one.").arg(rule);
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
            roles << inLine(role);
    const QString name = person.printedName.isEmpty() ? person.id.value : person.printedName;
    return roles.isEmpty()
               ? name
               : Speech::tr("%1 · %2").arg(name, roles.size() > 2 ? roles.first() + Speech::tr(" +%1").arg(roles.size() - 1)
                                                                  : roles.join(QStringLiteral(", ")));
}

} // namespace countersign::ui
