#include "ui/review/evidence/evidenceview.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

namespace countersign::ui {

QVariantMap EvidenceView::place()
{
    const auto *area = qobject_cast<QAbstractScrollArea *>(reader());
    if (!area)
        return {};
    return {{QStringLiteral("x"), area->horizontalScrollBar()->value()}, {QStringLiteral("y"), area->verticalScrollBar()->value()}};
}

void EvidenceView::setPlace(const QVariantMap &place)
{
    const auto *area = qobject_cast<QAbstractScrollArea *>(reader());
    if (!area || place.isEmpty())
        return;
    area->horizontalScrollBar()->setValue(place.value(QStringLiteral("x")).toInt());
    area->verticalScrollBar()->setValue(place.value(QStringLiteral("y")).toInt());
}

} // namespace countersign::ui
