#include "ui/sync/offlinewords.h"

#include "ui/speech.h"
#include "workflow/closedworkspace.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace countersign::ui {

using sync::Fate;

namespace {

struct Offline {
    Q_DECLARE_TR_FUNCTIONS(Offline)
};

} // namespace

QString casesWords(qsizetype count)
{
    return count == 1 ? Offline::tr("1 case") : Offline::tr("%1 cases").arg(count);
}

QString statementsWords(qsizetype count)
{
    return count == 1 ? Offline::tr("1 statement") : Offline::tr("%1 statements").arg(count);
}

QString sizeWords(quint64 bytes)
{
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
}

QString reopenedWords(const workflow::Reopened &reopened)
{
    const QString words = reopened.lost > 0
        ? Offline::tr("This store was restored from a backup that held %1 entries; %2 more that this installation had seen are not in it. "
                      "The record goes on from there as epoch %3.").arg(reopened.size).arg(reopened.lost)
        : Offline::tr("This store was restored from a backup that held %1 entries, all that this installation had seen. "
                      "The record goes on from there as epoch %2.").arg(reopened.size);
    return words.arg(reopened.epoch);
}

QString againWords(qsizetype statements)
{
    return statements == 1 ? Offline::tr("1 statement that was in the record before is brought again.")
                           : Offline::tr("%1 statements that were in the record before are brought again.").arg(statements);
}

QString statusWords(const workflow::WorkspaceStatus &status)
{
    const qsizetype all = status.session.cases.size();
    QString words = Offline::tr("offline: %1 of %2 left, %3 decided").arg(status.left).arg(all).arg(status.decided());
    if (status.unsentSince.isValid())
        words += Offline::tr(", nothing sent since %1").arg(dayTime(status.unsentSince));
    else if (status.decided() > 0)
        words += status.included == status.decided() ? Offline::tr(", all sent") : Offline::tr(", sent, not proven yet");
    if (status.disputed > 0)
        words += Offline::tr(", %1 disputed").arg(status.disputed);
    if (status.setAside > 0)
        words += Offline::tr(", %1 set aside").arg(status.setAside);
    if (!status.session.closed.isEmpty() && status.session.closed != workflow::closedByTime)
        words += Offline::tr("; nothing more is signed in it: %1").arg(causeWords(status.session.closed));
    words += status.expired ? Offline::tr("; its time is over") : Offline::tr("; until %1").arg(dayTime(status.session.until));
    return status.session.ready ? words : words + Offline::tr("; not finished");
}

QString fateWords(Fate fate)
{
    switch (fate) {
    case Fate::Already:
        return Offline::tr("recorded before");
    case Fate::Recorded:
        return Offline::tr("recorded");
    case Fate::Late:
        return Offline::tr("recorded late");
    case Fate::Disputed:
        return Offline::tr("disputed");
    case Fate::Quarantined:
        return Offline::tr("set aside");
    case Fate::Held:
        return Offline::tr("waits");
    case Fate::Refused:
        return Offline::tr("refused");
    }
    return {};
}

QString becomesWords(const sync::PlannedStatement &planned)
{
    if (planned.fate != Fate::Already || !planned.before || *planned.before == Fate::Recorded)
        return fateWords(planned.fate);
    return Offline::tr("%1: %2", "recorded before: disputed").arg(fateWords(planned.fate), fateWords(*planned.before));
}

QString causeWords(const QString &cause)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("already-decided"), QT_TRANSLATE_NOOP("Offline", "another decision stands")},
        {QStringLiteral("earlier-content"), QT_TRANSLATE_NOOP("Offline", "the case has changed since")},
        {QStringLiteral("withdrawn"), QT_TRANSLATE_NOOP("Offline", "the case was withdrawn")},
        {QStringLiteral("redacted"), QT_TRANSLATE_NOOP("Offline", "the case was redacted")},
        {QStringLiteral("gone"), QT_TRANSLATE_NOOP("Offline", "the case is not there any more")},
        {QStringLiteral("no-such-case"), QT_TRANSLATE_NOOP("Offline", "the case is not there any more")},
        {QStringLiteral("key-revoked"), QT_TRANSLATE_NOOP("Offline", "the key or the role was taken away meanwhile")},
        {QStringLiteral("checkout-recalled"), QT_TRANSLATE_NOOP("Offline", "the check-out was recalled")},
        {QStringLiteral("device-fork"), QT_TRANSLATE_NOOP("Offline", "a copy of this workspace was used")},
        {QStringLiteral("device-suspended"), QT_TRANSLATE_NOOP("Offline", "this workspace is suspended: a copy of it was used")},
        {QStringLiteral("policy"), QT_TRANSLATE_NOOP("Offline", "it was signed under another policy")},
        {QStringLiteral("gap"), QT_TRANSLATE_NOOP("Offline", "an earlier statement is missing")},
        {QStringLiteral("not-checked-out"), QT_TRANSLATE_NOOP("Offline", "the case was not checked out")},
        {QStringLiteral("no-such-decision"), QT_TRANSLATE_NOOP("Offline", "the decision it corrects is not there")},
        {QStringLiteral("signature"), QT_TRANSLATE_NOOP("Offline", "not allowed: only whose it is brings it, or a supervisor once they are disabled")},
        {QStringLiteral("other-bytes"), QT_TRANSLATE_NOOP("Offline", "the store has another statement of this id")},
    };
    const auto it = known.find(cause);
    return it == known.end() ? cause : QCoreApplication::translate("Offline", *it);
}

QStringList becameWords(const sync::SyncPlan &plan)
{
    const qsizetype gone = std::count_if(plan.statements.begin(), plan.statements.end(), [](const sync::PlannedStatement &one) {
        return one.fate == Fate::Disputed && (one.cause == u"withdrawn" || one.cause == u"redacted");
    });
    const qsizetype disputed = plan.count(Fate::Disputed) - gone;
    QStringList words;
    if (disputed > 0)
        words << Offline::tr("%1 disputed: what was decided is kept, and a third person settles it.").arg(casesWords(disputed));
    if (gone > 0)
        words << Offline::tr("%1 withdrawn or redacted meanwhile: what was decided is kept in the record, and nothing follows from it.").arg(casesWords(gone));
    if (const qsizetype aside = plan.count(Fate::Quarantined); aside > 0)
        words << Offline::tr("%1 set aside: in the record, and moving nothing. Tell a supervisor.").arg(statementsWords(aside));
    return words;
}

QString progressWords(const std::optional<sync::SentStatement> &sent)
{
    if (!sent)
        return Offline::tr("made");
    switch (sent->progress) {
    case sync::Progress::Sent:
        return Offline::tr("sent");
    case sync::Progress::Acknowledged:
        return Offline::tr("acknowledged");
    case sync::Progress::Included:
        break;
    }
    return Offline::tr("included");
}

QString stateWords(core::CaseState state, bool isOffline)
{
    using core::CaseState;
    const bool isAsItCame = state == CaseState::Open || state == CaseState::Withdrawn || state == CaseState::Redacted;
    return isOffline && !isAsItCame ? Offline::tr("Decided here") : words(state);
}

QString decidedHereWords(const std::optional<sync::SentStatement> &sent)
{
    return sent ? Offline::tr("decided here, %1").arg(progressWords(sent)) : Offline::tr("decided here, not sent");
}

QString planWords(const sync::SyncPlan &plan)
{
    QString words = Offline::tr("%1 to send (%2)").arg(plan.toSend()).arg(sizeWords(plan.bytesToSend()));
    if (plan.count(Fate::Disputed) > 0)
        words += Offline::tr(", %1 disputed").arg(plan.count(Fate::Disputed));
    if (plan.count(Fate::Quarantined) > 0)
        words += Offline::tr(", %1 set aside").arg(plan.count(Fate::Quarantined));
    if (plan.count(Fate::Already) > 0)
        words += Offline::tr(", %1 recorded before").arg(plan.count(Fate::Already));
    if (plan.count(Fate::Held) > 0)
        words += Offline::tr(", %1 waiting for an earlier one").arg(plan.count(Fate::Held));
    if (plan.count(Fate::Refused) > 0)
        words += Offline::tr(", %1 refused by the store").arg(plan.count(Fate::Refused));
    if (!plan.changed.isEmpty())
        words += Offline::tr(", %1 to take out of the workspace").arg(plan.changed.size());
    return words + u'.';
}

QString workspaceName()
{
    return Offline::tr("Offline workspace");
}

QString toWorkspaceWords()
{
    return Offline::tr("Work offline, in the workspace");
}

QString toStoreWords()
{
    return Offline::tr("To the store instead");
}

QString whyWorkspace(const QString &store, bool isMissing)
{
    return isMissing ? Offline::tr("There is no store at %1 now: this is the workspace.").arg(store)
                     : Offline::tr("The store at %1 cannot be reached: this is the workspace.").arg(store);
}

} // namespace countersign::ui
