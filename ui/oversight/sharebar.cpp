#include "ui/oversight/sharebar.h"

#include "ui/ledger/ledgerwords.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace countersign::ui {

using core::MetricRow;
using core::Verdict;
using items::MetricsModel;
using theme::Meaning;
using theme::px;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Statistics", text);
}

QString share(qint64 part, qint64 total)
{
    if (total == 0 || part == 0)
        return QStringLiteral("–");
    return QStringLiteral("%1 %").arg(QLocale().toString(double(part) * 100 / double(total), 'f', part * 100 < total ? 1 : 0));
}

QString cell(const MetricRow &row, MetricsModel::Column column, bool kinds)
{
    switch (column) {
    case MetricsModel::Group:
        return kinds ? kindWords(row.label.isEmpty() ? row.group : row.label) : row.label.isEmpty() ? row.group : row.label;
    case MetricsModel::Total:
        return QLocale().toString(row.total());
    case MetricsModel::Approved:
        return share(row.approved, row.total());
    case MetricsModel::Edited:
        return share(row.edited, row.total());
    case MetricsModel::Rejected:
        return share(row.rejected, row.total());
    case MetricsModel::Escalated:
        return share(row.escalated, row.total());
    case MetricsModel::Shares:
        return {};
    case MetricsModel::Median:
        return duration(row.medianMilliseconds);
    }
    return {};
}

QString heading(MetricsModel::Column column, const QString &group)
{
    switch (column) {
    case MetricsModel::Group:
        return group;
    case MetricsModel::Total:
        return say(QT_TRANSLATE_NOOP("Statistics", "Decisions"));
    case MetricsModel::Approved:
        return say(QT_TRANSLATE_NOOP("Statistics", "Approved"));
    case MetricsModel::Edited:
        return say(QT_TRANSLATE_NOOP("Statistics", "With edits"));
    case MetricsModel::Rejected:
        return say(QT_TRANSLATE_NOOP("Statistics", "Rejected"));
    case MetricsModel::Escalated:
        return say(QT_TRANSLATE_NOOP("Statistics", "Escalated"));
    case MetricsModel::Shares:
        return say(QT_TRANSLATE_NOOP("Statistics", "Shares"));
    case MetricsModel::Median:
        return say(QT_TRANSLATE_NOOP("Statistics", "Median time"));
    }
    return {};
}

// The ink of the figure is the colour of its part of the bar.
CellLook look(const QModelIndex &index)
{
    CellLook look;
    if (index.data().toString() == u"–") {
        look.ink = Meaning::Faint;
        return look;
    }
    switch (MetricsModel::Column(index.column())) {
    case MetricsModel::Group:
        look.role = theme::TextRole::Strong;
        return look;
    case MetricsModel::Approved:
        look.ink = inkOf(Verdict::Approve);
        return look;
    case MetricsModel::Edited:
        look.ink = inkOf(Verdict::Edit);
        return look;
    case MetricsModel::Rejected:
        look.ink = inkOf(Verdict::Reject);
        return look;
    case MetricsModel::Escalated:
        look.ink = inkOf(Verdict::Escalate);
        return look;
    case MetricsModel::Total:
    case MetricsModel::Shares:
    case MetricsModel::Median:
        return look;
    }
    return look;
}

} // namespace

MetricsModel::Wording metricsWording(const QString &groupHeading, bool kinds)
{
    return {[kinds](const MetricRow &row, MetricsModel::Column column) { return cell(row, column, kinds); },
            [groupHeading](MetricsModel::Column column) { return heading(column, groupHeading); }};
}

ShareDelegate::ShareDelegate(QObject *parent) : RowDelegate(look, parent) {}

void ShareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != MetricsModel::Shares)
        return RowDelegate::paint(painter, option, index);
    painter->save();
    paintRow(*painter, option, index);
    const QVariantList parts = index.data(items::SharesRole).toList();
    qint64 total = 0;
    for (const QVariant &part : parts)
        total += part.toLongLong();
    const QRectF inner = inside(option);
    const double height = px(8);
    const QRectF bar(inner.left(), inner.center().y() - height / 2, inner.width(), height);
    QPainterPath outline;
    outline.addRoundedRect(bar, height / 2, height / 2);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipPath(outline);
    painter->fillRect(bar, theme::color(Meaning::Line));
    double from = 0;
    for (qsizetype i = 0; i < parts.size() && total > 0; ++i) {
        const double width = bar.width() * double(parts.at(i).toLongLong()) / double(total);
        const double left = option.direction == Qt::RightToLeft ? bar.right() - from - width : bar.left() + from;
        painter->fillRect(QRectF(left, bar.top(), std::max(0.0, width - 1), bar.height()), theme::color(inkOf(Verdict(i))));
        from += width;
    }
    painter->restore();
}

} // namespace countersign::ui
