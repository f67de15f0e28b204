// Evidence that is comma separated values: a table with its head, searchable, no value changed.
#pragma once

#include "ui/review/evidence/evidenceview.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace countersign::ui {

// Rows of RFC 4180 text. The separator is the one of , ; and tab that the first line uses most. Never fails: what is no table is one column.
QList<QStringList> rowsOfCsv(QStringView text);

// A cell, or the head of its column.
struct TableCell {
    int row = head;
    int column = -1; // -1: none
    static constexpr int head = -1;
    bool operator==(const TableCell &) const = default;
};

class CsvModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit CsvModel(QList<QStringList> rows, QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QString text(TableCell cell) const { return m_rows.value(cell.row + 1).value(cell.column); }
    void mark(QList<TableCell> cells, TableCell current, TableCell lit);

private:
    QVariant backgroundOf(TableCell cell) const;

    QList<QStringList> m_rows; // the first is the head
    int m_columns = 0;
    QList<TableCell> m_matches;
    TableCell m_current;
    TableCell m_lit;
};

class TableEvidence final : public EvidenceView {
    Q_OBJECT

public:
    static constexpr qsizetype longestTable = 4'000'000; // code units; longer ones are shown as text

    TableEvidence(const QString &name, const QString &csv, QWidget *parent = nullptr);

    std::optional<int> find(const QString &words) override;
    void showMatch(int index) override;
    bool light(const std::optional<core::Selector> &place) override;
    QWidget *reader() override { return m_table; }

private:
    QList<TableCell> cellsWith(const QString &words, int from, qsizetype most) const;
    void bringIntoSight(TableCell cell);

    QTableView *m_table;
    CsvModel *m_model;
    QList<TableCell> m_matches;
    TableCell m_lit;
};

} // namespace countersign::ui
