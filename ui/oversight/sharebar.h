// Shares of verdicts as one thin bar; the colours are the verdicts' own, the words stand in the columns beside it.
#pragma once

#include "core/decisionrepository.h"
#include "items/metricsmodel.h"
#include "ui/parts/listtable.h"

namespace countersign::ui {

class ShareDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit ShareDelegate(QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

items::MetricsModel::Wording metricsWording(const QString &groupHeading, bool kinds);

} // namespace countersign::ui
