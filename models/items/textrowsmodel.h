// A short list whose cells are texts already: rows are set as a whole. Lives in one thread.
#pragma once

#include "items/roles.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace countersign::items {

class TextRowsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TextRowsModel(QStringList headings, QObject *parent = nullptr);

    // Each row has a cell for every heading.
    void setRows(const QList<QStringList> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_headings;
    QList<QStringList> m_rows;
};

} // namespace countersign::items
