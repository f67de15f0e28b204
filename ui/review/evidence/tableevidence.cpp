#include "ui/review/evidence/tableevidence.h"

#include "ui/theme.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

namespace countersign::ui {

using theme::px;

namespace {

QChar separatorOf(QStringView text)
{
    const QStringView first = text.first(std::max<qsizetype>(0, text.indexOf(u'\n') < 0 ? text.size() : text.indexOf(u'\n')));
    QChar best = u',';
    for (const QChar candidate : {QChar(u';'), QChar(u'\t')}) {
        if (first.count(candidate) > first.count(best))
            best = candidate;
    }
    return best;
}

} // namespace

QList<QStringList> rowsOfCsv(QStringView text)
{
    const QChar separator = separatorOf(text);
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c == u'"' && i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[++i];
            else if (c == u'"')
                quoted = false;
            else
                cell += c;
        } else if (c == u'"' && cell.isEmpty()) {
            quoted = true;
        } else if (c == separator) {
            row.append(std::exchange(cell, {}));
        } else if (c == u'\n' || c == u'\r') {
            if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i;
            row.append(std::exchange(cell, {}));
            rows.append(std::exchange(row, {}));
        } else {
            cell += c;
        }
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
        row.append(cell);
        rows.append(row);
    }
    return rows;
}

CsvModel::CsvModel(QList<QStringList> rows, QObject *parent) : QAbstractTableModel(parent), m_rows(std::move(rows))
{
    for (const QStringList &row : std::as_const(m_rows))
        m_columns = std::max(m_columns, int(row.size()));
}

int CsvModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : std::max(0, int(m_rows.size()) - 1);
}

int CsvModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant CsvModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_rows[index.row() + 1].value(index.column());
    if (role != Qt::BackgroundRole)
        return {};
    if (index == m_lit || index == m_current)
        return theme::color(theme::Meaning::Source);
    return m_matches.contains(index) ? QVariant(theme::color(theme::Meaning::AccentPane)) : QVariant();
}

QVariant CsvModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? QVariant(m_rows.value(0).value(section)) : QVariant(section + 1);
}

void CsvModel::mark(QList<QModelIndex> cells, QModelIndex current, QModelIndex lit)
{
    m_matches = std::move(cells);
    m_current = current;
    m_lit = lit;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, m_columns - 1), {Qt::BackgroundRole});
}

TableEvidence::TableEvidence(const QString &name, const QString &csv, QWidget *parent)
    : EvidenceView(parent), m_table(new QTableView(this)), m_model(new CsvModel(rowsOfCsv(csv), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(px(10), 0, 0, 0);
    layout->addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Evidence: %1").arg(name));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(px(30));
    m_table->horizontalHeader()->setResizeContentsPrecision(100);
    m_table->horizontalHeader()->setMaximumSectionSize(px(320));
    m_table->resizeColumnsToContents();
    setFocusProxy(m_table);
}

QList<QModelIndex> TableEvidence::cellsWith(const QString &words, qsizetype most) const
{
    QList<QModelIndex> cells;
    for (int row = 0; row < m_model->rowCount() && !words.isEmpty(); ++row) {
        for (int column = 0; column < m_model->columnCount() && cells.size() < most; ++column) {
            const QModelIndex index = m_model->index(row, column);
            if (index.data().toString().contains(words, Qt::CaseInsensitive))
                cells.append(index);
        }
    }
    return cells;
}

std::optional<int> TableEvidence::find(const QString &words)
{
    m_matches = cellsWith(words, 500);
    m_model->mark(m_matches, {}, m_lit);
    return int(m_matches.size());
}

void TableEvidence::showMatch(int index)
{
    m_model->mark(m_matches, m_matches.at(index), m_lit);
    m_table->scrollTo(m_matches.at(index));
}

bool TableEvidence::light(const std::optional<core::Selector> &place)
{
    const QList<QModelIndex> cells = place ? cellsWith(place->exact, 1) : QList<QModelIndex>();
    m_lit = cells.value(0);
    m_model->mark(m_matches, {}, m_lit);
    if (m_lit.isValid())
        m_table->scrollTo(m_lit);
    return m_lit.isValid();
}

} // namespace countersign::ui
