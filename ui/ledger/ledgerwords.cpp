#include "ui/ledger/ledgerwords.h"

#include "ui/speech.h"

#include <QCoreApplication>

namespace countersign::ui {

using core::DecisionRow;
using core::Verdict;
using items::DecisionModel;
using items::LedgerItem;
using items::LedgerModel;
using theme::Meaning;
using theme::TextRole;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Ledger", text);
}

QString flagWords(const QStringList &flags)
{
    QStringList shown;
    for (const QString &flag : flags)
        if (const auto known = core::flagFromName(flag))
            shown << words(*known);
    return shown.join(QStringLiteral(", "));
}

QString entryCell(const LedgerItem &item, LedgerModel::Column column)
{
    switch (column) {
    case LedgerModel::Seq:
        return QString::number(item.seq);
    case LedgerModel::Arrived:
        return dayTime(item.arrived);
    case LedgerModel::What:
        return item.flags.isEmpty() ? statementWords(item.kind) : QStringLiteral("%1 (%2)").arg(statementWords(item.kind), flagWords(item.flags));
    case LedgerModel::Subject:
        return item.subject;
    case LedgerModel::Actor:
        return item.actorName.isEmpty() ? item.actor : item.actorName;
    case LedgerModel::Hash:
        return item.leafHash.left(16);
    }
    return {};
}

QString entryHeading(LedgerModel::Column column)
{
    switch (column) {
    case LedgerModel::Seq:
        return say(QT_TRANSLATE_NOOP("Ledger", "Entry"));
    case LedgerModel::Arrived:
        return say(QT_TRANSLATE_NOOP("Ledger", "Recorded"));
    case LedgerModel::What:
        return say(QT_TRANSLATE_NOOP("Ledger", "What"));
    case LedgerModel::Subject:
        return say(QT_TRANSLATE_NOOP("Ledger", "About"));
    case LedgerModel::Actor:
        return say(QT_TRANSLATE_NOOP("Ledger", "Signed by"));
    case LedgerModel::Hash:
        return say(QT_TRANSLATE_NOOP("Ledger", "Leaf hash"));
    }
    return {};
}

QString decisionCell(const DecisionRow &row, DecisionModel::Column column)
{
    switch (column) {
    case DecisionModel::Seq:
        return QString::number(row.logIndex);
    case DecisionModel::Arrived:
        return dayTime(row.arrived);
    case DecisionModel::Verdict:
        return row.stands ? words(row.verdict) : say(QT_TRANSLATE_NOOP("Ledger", "%1 · no longer")).arg(words(row.verdict));
    case DecisionModel::Case:
        return row.caseId.value;
    case DecisionModel::Kind:
        return kindWords(row.kind);
    case DecisionModel::Reviewer:
        return row.reviewerName.isEmpty() ? row.reviewer.value : row.reviewerName;
    case DecisionModel::Took:
        return duration(row.tookMilliseconds);
    }
    return {};
}

QString decisionHeading(DecisionModel::Column column)
{
    switch (column) {
    case DecisionModel::Seq:
        return say(QT_TRANSLATE_NOOP("Ledger", "Entry"));
    case DecisionModel::Arrived:
        return say(QT_TRANSLATE_NOOP("Ledger", "Recorded"));
    case DecisionModel::Verdict:
        return say(QT_TRANSLATE_NOOP("Ledger", "Verdict"));
    case DecisionModel::Case:
        return say(QT_TRANSLATE_NOOP("Ledger", "Case"));
    case DecisionModel::Kind:
        return say(QT_TRANSLATE_NOOP("Ledger", "Kind"));
    case DecisionModel::Reviewer:
        return say(QT_TRANSLATE_NOOP("Ledger", "Signed by"));
    case DecisionModel::Took:
        return say(QT_TRANSLATE_NOOP("Ledger", "Took"));
    }
    return {};
}

} // namespace

Meaning inkOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Approve:
        return Meaning::Added;
    case Verdict::Edit:
        return Meaning::Accent;
    case Verdict::Reject:
        return Meaning::Deleted;
    case Verdict::Escalate:
        return Meaning::NotFound;
    }
    return Meaning::Ink;
}

Meaning paneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Approve:
        return Meaning::AddedPane;
    case Verdict::Edit:
        return Meaning::AccentPane;
    case Verdict::Reject:
        return Meaning::DeletedPane;
    case Verdict::Escalate:
        return Meaning::NotFoundPane;
    }
    return Meaning::Rail;
}

LedgerModel::Wording entryWording()
{
    return {entryCell, entryHeading};
}

DecisionModel::Wording decisionWording()
{
    return {decisionCell, decisionHeading};
}

RowDelegate::Looks entryLooks()
{
    return [](const QModelIndex &index) -> CellLook {
        CellLook look;
        const bool decision = index.data(items::KindNameRole).toString() == u"decision";
        switch (LedgerModel::Column(index.column())) {
        case LedgerModel::What:
            look.role = decision ? TextRole::Strong : TextRole::Control;
            return look;
        case LedgerModel::Subject:
            return look;
        case LedgerModel::Hash:
            look.role = TextRole::Mono;
            look.ink = Meaning::Faint;
            return look;
        case LedgerModel::Seq:
            look.ink = Meaning::Faint;
            return look;
        case LedgerModel::Arrived:
        case LedgerModel::Actor:
            look.ink = Meaning::Soft;
            return look;
        }
        return look;
    };
}

RowDelegate::Looks decisionLooks()
{
    return [](const QModelIndex &index) -> CellLook {
        CellLook look;
        const auto *model = qobject_cast<const DecisionModel *>(index.model());
        switch (DecisionModel::Column(index.column())) {
        case DecisionModel::Verdict:
            if (model) {
                const DecisionRow &decision = model->decision(index.row());
                look = {TextRole::Label, inkOf(decision.verdict), {}, {}, true, paneOf(decision.verdict)};
                if (!decision.stands) // corrected or recalled: there, but without its colour
                    look = {TextRole::Label, Meaning::Soft, {}, {}, true, Meaning::Rail};
            }
            return look;
        case DecisionModel::Case:
            return look;
        case DecisionModel::Seq:
            look.ink = Meaning::Faint;
            return look;
        case DecisionModel::Arrived:
        case DecisionModel::Kind:
        case DecisionModel::Reviewer:
        case DecisionModel::Took:
            look.ink = Meaning::Soft;
            return look;
        }
        return look;
    };
}

} // namespace countersign::ui
