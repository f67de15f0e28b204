#include "app/cli/offlinewords.h"

#include "app/cli/jsonrows.h"
#include "app/cli/table.h"
#include "ui/speech.h"

#include <QLocale>

namespace countersign::app {

namespace {

using sync::Fate;

QString statementsWords(qsizetype count)
{
    return count == 1 ? Cli::tr("1 statement") : Cli::tr("%1 statements").arg(count);
}

QString fateWords(Fate fate)
{
    switch (fate) {
    case Fate::Already:
        return Cli::tr("recorded before");
    case Fate::Recorded:
        return Cli::tr("recorded");
    case Fate::Late:
        return Cli::tr("recorded late");
    case Fate::Disputed:
        return Cli::tr("disputed");
    case Fate::Quarantined:
        return Cli::tr("set aside");
    case Fate::Held:
        return Cli::tr("waits");
    case Fate::Refused:
        return Cli::tr("refused");
    }
    return {};
}

QString causeWords(const QString &cause)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("already-decided"), QT_TRANSLATE_NOOP("Cli", "another decision stands")},
        {QStringLiteral("earlier-content"), QT_TRANSLATE_NOOP("Cli", "the case has changed since")},
        {QStringLiteral("withdrawn"), QT_TRANSLATE_NOOP("Cli", "the case was withdrawn")},
        {QStringLiteral("redacted"), QT_TRANSLATE_NOOP("Cli", "the case was redacted")},
        {QStringLiteral("gone"), QT_TRANSLATE_NOOP("Cli", "the case is not there any more")},
        {QStringLiteral("no-such-case"), QT_TRANSLATE_NOOP("Cli", "the case is not there any more")},
        {QStringLiteral("key-revoked"), QT_TRANSLATE_NOOP("Cli", "the key or the role was taken away meanwhile")},
        {QStringLiteral("checkout-recalled"), QT_TRANSLATE_NOOP("Cli", "the check-out was recalled")},
        {QStringLiteral("device-fork"), QT_TRANSLATE_NOOP("Cli", "a copy of this workspace was used")},
        {QStringLiteral("device-suspended"), QT_TRANSLATE_NOOP("Cli", "this workspace is suspended: a copy of it was used")},
        {QStringLiteral("policy"), QT_TRANSLATE_NOOP("Cli", "it was signed under another policy")},
        {QStringLiteral("gap"), QT_TRANSLATE_NOOP("Cli", "an earlier statement is missing")},
        {QStringLiteral("other-bytes"), QT_TRANSLATE_NOOP("Cli", "the store has another statement of this id")},
    };
    const auto it = known.find(cause);
    return it == known.end() ? cause : QCoreApplication::translate("Cli", *it);
}

void printStatement(Call &call, Table &table, const sync::PlannedStatement &one)
{
    if (!call.json()) {
        table.row({one.caseId.value, fateWords(one.fate), causeWords(one.cause)});
        return;
    }
    JsonWriter out;
    out.beginObject().member("case", one.caseId.value).member("statement", one.id.value).member("fate", QString::fromLatin1(sync::fateName(one.fate)));
    out.member("cause", textOrNull(one.cause)).member("against", textOrNull(one.against.value)).key("flags").beginArray();
    for (const ledger::Flag flag : one.flags)
        out.value(QString::fromLatin1(ledger::flagName(flag)));
    call.terminal().json(out.endArray().endObject().bytes());
}

void printSum(Call &call, const workflow::SyncReport &report)
{
    const sync::SyncPlan &plan = report.plan;
    if (call.json()) {
        JsonWriter out;
        out.beginObject().member("statements", qint64(report.statements)).member("included", qint64(report.included));
        for (const Fate fate : {Fate::Already, Fate::Recorded, Fate::Late, Fate::Disputed, Fate::Quarantined, Fate::Held, Fate::Refused})
            out.member(sync::fateName(fate).constData(), qint64(plan.count(fate)));
        call.terminal().json(out.member("allIncluded", report.allIncluded()).endObject().bytes());
        return;
    }
    call.terminal().say(report.allIncluded() ? Cli::tr("All sent: %1, each proven to be in the record.").arg(statementsWords(report.statements))
                                             : Cli::tr("%1 of %2 statements are in the record; the others are still here.").arg(report.included).arg(report.statements));
    if (plan.count(Fate::Disputed) > 0)
        call.terminal().say(Cli::tr("%1 disputed: both decisions are kept, and a third person settles it.").arg(casesWords(plan.count(Fate::Disputed))));
    if (plan.count(Fate::Quarantined) > 0)
        call.terminal().say(Cli::tr("%1 set aside: in the record, and moving nothing. Tell a supervisor.").arg(statementsWords(plan.count(Fate::Quarantined))));
}

} // namespace

QString casesWords(qsizetype count)
{
    return count == 1 ? Cli::tr("1 case") : Cli::tr("%1 cases").arg(count);
}

QString sizeWords(quint64 bytes)
{
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
}

QString statusWords(const workflow::WorkspaceStatus &status)
{
    const qsizetype all = status.session.cases.size();
    QString words = Cli::tr("offline: %1 of %2 left, %3 decided").arg(status.left).arg(all).arg(status.decided());
    if (status.unsentSince.isValid())
        words += Cli::tr(", nothing sent since %1").arg(ui::dayTime(status.unsentSince));
    else if (status.decided() > 0)
        words += status.included == status.decided() ? Cli::tr(", all sent") : Cli::tr(", sent, not proven yet");
    words += status.expired ? Cli::tr("; its time is over") : Cli::tr("; until %1").arg(ui::dayTime(status.session.until));
    return status.session.ready ? words : words + Cli::tr("; not finished");
}

QByteArray statusJson(const workflow::WorkspaceStatus &status, const QString &path)
{
    JsonWriter out;
    out.beginObject().member("workspace", path).member("id", QString::fromLatin1(status.label.id)).member("store", status.label.store.value);
    out.member("person", status.label.person.value).member("origin", status.session.origin).member("checkout", status.session.checkout.value);
    out.member("until", timeOrNull(status.session.until)).member("expired", status.expired).member("ready", status.session.ready);
    out.member("cases", qint64(status.session.cases.size())).member("left", qint64(status.left)).member("decided", qint64(status.decided()));
    out.member("made", qint64(status.made)).member("sent", qint64(status.sent)).member("acknowledged", qint64(status.acknowledged));
    return out.member("included", qint64(status.included)).member("unsentSince", timeOrNull(status.unsentSince)).endObject().bytes();
}

QString planWords(const sync::SyncPlan &plan)
{
    QString words = Cli::tr("%1 to send (%2)").arg(plan.toSend()).arg(sizeWords(plan.bytesToSend()));
    if (plan.count(Fate::Disputed) > 0)
        words += Cli::tr(", %1 disputed").arg(plan.count(Fate::Disputed));
    if (plan.count(Fate::Quarantined) > 0)
        words += Cli::tr(", %1 set aside").arg(plan.count(Fate::Quarantined));
    if (plan.count(Fate::Already) > 0)
        words += Cli::tr(", %1 recorded before").arg(plan.count(Fate::Already));
    if (!plan.changed.isEmpty())
        words += Cli::tr(", %1 to take out of the workspace").arg(plan.changed.size());
    return words + u'.';
}

void printPlan(Call &call, const sync::SyncPlan &plan, const workflow::SyncReport *carriedOut)
{
    Table table(call.terminal(), {Cli::tr("CASE"), Cli::tr("BECOMES"), Cli::tr("WHY")}, 2);
    for (const sync::PlannedStatement &one : plan.statements)
        printStatement(call, table, one);
    for (const sync::ChangedCase &one : plan.changed) {
        if (call.json())
            call.terminal().json(JsonWriter().beginObject().member("case", one.caseId.value).member("statement", std::optional<QString>())
                                     .member("fate", "taken-out").member("cause", one.cause).endObject().bytes());
        else
            table.row({one.caseId.value, Cli::tr("taken out"), causeWords(one.cause)});
    }
    table.end();
    if (carriedOut)
        printSum(call, *carriedOut);
}

QByteArray checkoutJson(const workflow::CheckoutView &view)
{
    JsonWriter out;
    out.beginObject().member("checkout", view.statement.value).member("seq", view.logIndex).member("team", view.team.value);
    out.member("actor", view.actor.value).member("actorName", view.actorName).member("arrived", timeOrNull(view.arrived));
    out.member("until", timeOrNull(view.until)).member("held", qint64(view.held)).member("recalled", view.recalled).key("cases").beginArray();
    for (const core::CaseId &id : view.cases)
        out.value(id.value);
    return out.endArray().endObject().bytes();
}

} // namespace countersign::app
