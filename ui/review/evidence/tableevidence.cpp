#include "ui/review/evidence/tableevidence.h"

#include "ui/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
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

// Heads begin where their cells do, have room for their words, and lie on a mark where these were found.
class Heads final : public QHeaderView {
public:
    explicit Heads(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {}

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const QVariant mark = model()->headerData(section, Qt::Horizontal, Qt::BackgroundRole);
        painter->fillRect(rect, mark.isValid() ? mark.value<QColor>() : theme::color(theme::Meaning::Pane));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme::color(theme::Meaning::Line));
        painter->setFont(theme::font(theme::TextRole::LabelStrong));
        painter->setPen(theme::color(mark.isValid() ? theme::Meaning::Ink : theme::Meaning::Soft));
        const QRect words = rect.adjusted(margin(), 0, -margin(), 0);
        painter->drawText(words, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine),
                          painter->fontMetrics().elidedText(textOf(section), Qt::ElideRight, words.width()));
    }
    QSize sectionSizeFromContents(int section) const override
    {
        const QFontMetrics metrics(theme::font(theme::TextRole::LabelStrong));
        return {metrics.horizontalAdvance(textOf(section)) + 2 * margin() + px(8), px(32)};
    }

private:
    QString textOf(int section) const { return model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString(); }
    int margin() const { return style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1; } // as in the cells
};

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
        return text({index.row(), index.column()});
    return role == Qt::BackgroundRole ? backgroundOf({index.row(), index.column()}) : QVariant();
}

QVariant CsvModel::backgroundOf(TableCell cell) const
{
    if (cell == m_lit || cell == m_current)
        return theme::color(theme::Meaning::Source);
    return m_matches.contains(cell) ? QVariant(theme::color(theme::Meaning::AccentPane)) : QVariant();
}

QVariant CsvModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const TableCell head{TableCell::head, section};
    if (role == Qt::BackgroundRole && orientation == Qt::Horizontal)
        return backgroundOf(head);
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? QVariant(text(head)) : QVariant(section + 1);
}

void CsvModel::mark(QList<TableCell> cells, TableCell current, TableCell lit)
{
    m_matches = std::move(cells);
    m_current = current;
    m_lit = lit;
    if (m_columns > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, m_columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, m_columns - 1), {Qt::BackgroundRole});
}

TableEvidence::TableEvidence(const QString &name, const QString &csv, QWidget *parent)
    : EvidenceView(parent), m_table(new QTableView(this)), m_model(new CsvModel(rowsOfCsv(csv), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(px(10), 0, 0, 0);
    layout->addWidget(m_table);
    m_table->setHorizontalHeader(new Heads(m_table));
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

QList<TableCell> TableEvidence::cellsWith(const QString &words, int from, qsizetype most) const
{
    QList<TableCell> cells;
    for (int row = from; row < m_model->rowCount() && !words.isEmpty(); ++row)
        for (int column = 0; column < m_model->columnCount() && cells.size() < most; ++column)
            if (const TableCell cell{row, column}; m_model->text(cell).contains(words, Qt::CaseInsensitive))
                cells.append(cell);
    return cells;
}

void TableEvidence::bringIntoSight(TableCell cell)
{
    const int first = m_table->rowAt(0); // a head is above every row
    if (const int row = cell.row == TableCell::head ? first : cell.row; row >= 0)
        m_table->scrollTo(m_model->index(row, cell.column));
    else if (cell.column >= 0)
        m_table->horizontalScrollBar()->setValue(cell.column);
}

std::optional<int> TableEvidence::find(const QString &words)
{
    m_matches = cellsWith(words, TableCell::head, 500);
    m_model->mark(m_matches, {}, m_lit);
    return int(m_matches.size());
}

void TableEvidence::showMatch(int index)
{
    m_model->mark(m_matches, m_matches.at(index), m_lit);
    bringIntoSight(m_matches.at(index));
}

bool TableEvidence::light(const std::optional<core::Selector> &place)
{
    const auto first = [&](int from) { return place ? cellsWith(place->exact, from, 1).value(0) : TableCell(); };
    m_lit = first(0);
    if (m_lit.column < 0)
        m_lit = first(TableCell::head);
    m_model->mark(m_matches, {}, m_lit);
    if (m_lit.column < 0)
        return false;
    bringIntoSight(m_lit);
    return true;
}

} // namespace countersign::ui
