// The people of a store as a table, by id. Lives in one thread.
#pragma once

#include "core/reviewer.h"
#include "items/roles.h"

#include <QAbstractTableModel>
#include <functional>

namespace countersign::items {

class PeopleModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Id, Roles, State };
    static constexpr int columns = State + 1;

    struct Wording {
        std::function<QString(const core::Person &, Column)> cell;
        std::function<QString(Column)> heading;
    };
    explicit PeopleModel(Wording wording, QObject *parent = nullptr);

    void setPeople(const QList<core::Person> &people);
    const core::Person &person(int row) const { return m_people.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Wording m_wording;
    QList<core::Person> m_people;
};

} // namespace countersign::items
