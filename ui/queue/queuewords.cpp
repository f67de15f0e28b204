#include "ui/queue/queuewords.h"

#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

#include <QCoreApplication>
#include <QDateTime>

namespace countersign::ui {

using core::QueueRow;
using items::QueueModel;
using theme::Meaning;
using theme::TextRole;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Queue", text);
}

QString holderWords(const QueueRow &row, const core::PersonId &me)
{
    if (row.holder == me && !me.isEmpty())
        return row.hasDraft ? say(QT_TRANSLATE_NOOP("Queue", "Mine · draft")) : say(QT_TRANSLATE_NOOP("Queue", "Mine"));
    if (!row.holder.isEmpty())
        return row.holder.value;
    return row.hasDraft ? say(QT_TRANSLATE_NOOP("Queue", "Draft")) : QString();
}

// Under the heading "Risk" the word alone says enough.
QString riskWord(core::Risk risk)
{
    switch (risk) {
    case core::Risk::Low:
        return say(QT_TRANSLATE_NOOP("Queue", "Low"));
    case core::Risk::Medium:
        return say(QT_TRANSLATE_NOOP("Queue", "Medium"));
    case core::Risk::High:
        return say(QT_TRANSLATE_NOOP("Queue", "High"));
    }
    return {};
}

QString dueWords(const QDateTime &due)
{
    const QString when = dayTime(due);
    return due < QDateTime::currentDateTimeUtc() ? say(QT_TRANSLATE_NOOP("Queue", "overdue, %1")).arg(when) : when;
}

QString cell(const QueueRow &row, QueueModel::Column column, const core::PersonId &me, bool isOffline)
{
    switch (column) {
    case QueueModel::Case:
        return row.title.isEmpty() ? row.id.value : row.title;
    case QueueModel::Kind:
        return kindWords(row.kind);
    case QueueModel::Risk:
        return riskWord(row.risk);
    case QueueModel::Due:
        return row.due ? dueWords(*row.due) : QString();
    case QueueModel::Arrived:
        return dayTime(row.arrived);
    case QueueModel::State:
        return stateWords(row.state, isOffline);
    case QueueModel::Holder:
        return holderWords(row, me);
    }
    return {};
}

QString heading(QueueModel::Column column)
{
    switch (column) {
    case QueueModel::Case:
        return say(QT_TRANSLATE_NOOP("Queue", "Case"));
    case QueueModel::Kind:
        return say(QT_TRANSLATE_NOOP("Queue", "Kind"));
    case QueueModel::Risk:
        return say(QT_TRANSLATE_NOOP("Queue", "Risk"));
    case QueueModel::Due:
        return say(QT_TRANSLATE_NOOP("Queue", "Due"));
    case QueueModel::Arrived:
        return say(QT_TRANSLATE_NOOP("Queue", "Arrived"));
    case QueueModel::State:
        return say(QT_TRANSLATE_NOOP("Queue", "State"));
    case QueueModel::Holder:
        return say(QT_TRANSLATE_NOOP("Queue", "With"));
    }
    return {};
}

CellLook stateLook(core::CaseState state)
{
    using core::CaseState;
    switch (state) {
    case CaseState::Open:
        return {TextRole::Control, Meaning::Soft, {}, {}, false, {}};
    case CaseState::Escalated:
    case CaseState::Disputed:
        return {TextRole::Label, Meaning::NotFound, {}, {}, true, Meaning::NotFoundPane};
    case CaseState::Held:
        return {TextRole::Label, Meaning::Accent, {}, {}, true, Meaning::AccentPane};
    case CaseState::Released:
        return {TextRole::Label, Meaning::Added, {}, {}, true, Meaning::AddedPane};
    case CaseState::Closed:
        return {TextRole::Label, Meaning::Deleted, {}, {}, true, Meaning::DeletedPane};
    case CaseState::Withdrawn:
    case CaseState::Redacted:
        return {TextRole::Label, Meaning::Soft, {}, {}, true, Meaning::Rail};
    }
    return {};
}

} // namespace

QueueModel::Wording queueWording(std::function<core::PersonId()> me, std::function<bool()> isOffline)
{
    return {[me = std::move(me), isOffline = std::move(isOffline)](const QueueRow &row, QueueModel::Column column) {
        return cell(row, column, me(), isOffline());
    }, heading};
}

namespace {

CellLook lookOf(const QModelIndex &index)
{
    CellLook look;
    switch (QueueModel::Column(index.column())) {
    case QueueModel::Case:
        look.suffix = index.data(items::CaseIdRole).toString();
        if (look.suffix == index.data().toString())
            look.suffix.clear();
        return look;
    case QueueModel::Risk:
        look.ink = core::Risk(index.data(items::RiskRole).toInt()) == core::Risk::High ? Meaning::Deleted : Meaning::Soft;
        return look;
    case QueueModel::Due: {
        const QDateTime due = index.data(items::DueRole).toDateTime();
        look.ink = due.isValid() && due < QDateTime::currentDateTimeUtc() ? Meaning::Deleted : Meaning::Soft;
        return look;
    }
    case QueueModel::State:
        return stateLook(core::CaseState(index.data(items::StateRole).toInt()));
    case QueueModel::Holder:
        look.ink = index.data(items::DraftRole).toBool() ? Meaning::Accent : Meaning::Soft;
        return look;
    case QueueModel::Kind:
    case QueueModel::Arrived:
        look.ink = Meaning::Soft;
        return look;
    }
    return look;
}

} // namespace

RowDelegate::Looks queueLooks(std::function<core::PersonId()> me)
{
    return [me = std::move(me)](const QModelIndex &index) {
        CellLook look = lookOf(index);
        const QString holder = index.data(items::HolderRole).toString();
        if (!holder.isEmpty() && holder != me().value)
            look.ink = Meaning::Faint;
        return look;
    };
}

} // namespace countersign::ui
