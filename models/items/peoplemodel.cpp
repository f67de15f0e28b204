#include "items/peoplemodel.h"

namespace countersign::items {

PeopleModel::PeopleModel(Wording wording, QObject *parent) : QAbstractTableModel(parent), m_wording(std::move(wording)) {}

void PeopleModel::setPeople(const QList<core::Person> &people)
{
    if (people == m_people)
        return;
    beginResetModel();
    m_people = people;
    endResetModel();
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int PeopleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::Person &person = m_people.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_wording.cell(person, Column(index.column()));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    case LoadedRole:
        return true;
    case PersonRole:
        return person.id.value;
    default:
        return {};
    }
}

QVariant PeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_wording.heading(Column(section))) : QVariant();
}

} // namespace countersign::items
