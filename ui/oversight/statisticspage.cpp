#include "ui/oversight/statisticspage.h"

#include "ui/actions.h"
#include "ui/oversight/figuretile.h"
#include "ui/oversight/sharebar.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/queue/queuefilters.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::Meaning;
using theme::px;
using workflow::StoreFigures;

namespace {

constexpr int refreshMilliseconds = 2000; // figures are read, not watched

QString percent(qint64 part, qint64 total)
{
    return total == 0 ? QStringLiteral("–") : QStringLiteral("%1 %").arg(QLocale().toString(double(part) * 100 / double(total), 'f', 0));
}

} // namespace

StatisticsPage::StatisticsPage(workflow::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_byKind(new items::MetricsModel(metricsWording(tr("Kind"), true), this)),
      m_byPerson(new items::MetricsModel(metricsWording(tr("Person"), false), this)), m_kindTable(new ListTable(tr("Decisions by kind"))),
      m_personTable(new ListTable(tr("Decisions by person"))), m_kindHead(new QLabel(tr("By kind"))), m_personHead(new QLabel(tr("By person"))),
      m_body(new QStackedWidget(this)), m_empty(new EmptyState), m_notice(new Notice(this))
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(tr("Statistics"), bar);
    theme::setRole(title, theme::TextRole::Title);
    bar->addLeading(title);
    m_empty->say(QStringLiteral("statistics"), tr("No figures yet"),
                 tr("Shares and times appear here once decisions are signed. Ctrl+1 goes to the queue."));
    m_body->addWidget(buildTables());
    m_body->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_notice);
    column->addWidget(buildFigures());
    column->addWidget(m_body, 1);
    setFocusProxy(m_kindTable);
    QAction *back = makeAction(Command::Back, this);
    connect(back, &QAction::triggered, this, &StatisticsPage::backRequested);
    cyclePanes(this, [this] { return QList<QWidget *>{m_kindTable, m_personTable}; });
    m_later.setSingleShot(true);
    m_later.setInterval(refreshMilliseconds);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_outdated && isVisible())
            refresh();
    });
    connect(theme::notifier(), &theme::Notifier::changed, this, &StatisticsPage::dress);
    dress();
}

QWidget *StatisticsPage::buildFigures()
{
    auto *strip = new QWidget(this);
    m_figures = new QGridLayout(strip);
    m_figures->setContentsMargins(px(24), px(20), px(24), px(12));
    m_figures->setHorizontalSpacing(px(36));
    m_waiting = new FigureTile(tr("waiting"), strip);
    m_decided = new FigureTile(tr("decided"), strip);
    m_unchanged = new FigureTile(tr("approved unchanged"), strip);
    m_edited = new FigureTile(tr("approved with edits"), strip);
    m_rejected = new FigureTile(tr("rejected"), strip);
    m_released = new FigureTile(tr("released"), strip);
    arrange(6);
    return strip;
}

// In one row, or in rows of three where there is little room.
void StatisticsPage::arrange(int columns)
{
    int at = 0;
    for (FigureTile *tile : {m_waiting, m_decided, m_unchanged, m_edited, m_rejected, m_released}) {
        m_figures->addWidget(tile, at / columns, at % columns);
        ++at;
    }
    for (int column = 0; column <= 6; ++column)
        m_figures->setColumnStretch(column, column == columns ? 1 : 0);
}

void StatisticsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width() < px(820) ? 3 : 6);
}

QWidget *StatisticsPage::buildTables()
{
    auto *tables = new QWidget(this);
    auto *column = new QVBoxLayout(tables);
    column->setContentsMargins(px(12), 0, px(12), px(12));
    column->setSpacing(0);
    const std::tuple<QLabel *, ListTable *, items::MetricsModel *> parts[]{{m_kindHead, m_kindTable, m_byKind},
                                                                           {m_personHead, m_personTable, m_byPerson}};
    for (const auto &[head, table, model] : parts) {
        table->setModel(model);
        table->setItemDelegate(new ShareDelegate(table));
        table->setWidths({210, 126, 126, 126, 126, 126, 0, 130});
        table->setYielding({items::MetricsModel::Escalated, items::MetricsModel::Rejected, items::MetricsModel::Edited, items::MetricsModel::Approved});
        head->setContentsMargins(px(12), px(16), px(12), px(4));
        column->addWidget(head);
        column->addWidget(table, 1);
    }
    column->addStretch();
    return tables;
}

void StatisticsPage::dress()
{
    theme::setRole(m_kindHead, theme::TextRole::Title);
    theme::setRole(m_personHead, theme::TextRole::Title);
    fit();
}

// No table is higher than its rows; what does not fit scrolls.
void StatisticsPage::fit()
{
    for (ListTable *table : {m_kindTable, m_personTable})
        table->setMaximumHeight(px(32) + std::max(1, table->model()->rowCount()) * px(36) + 2);
}

void StatisticsPage::restart()
{
    m_byKind->setRows({});
    m_byPerson->setRows({});
    m_notice->clear();
    m_outdated = true;
    if (isVisible())
        refresh();
}

void StatisticsPage::refresh()
{
    m_outdated = true;
    if (!m_session.signedIn() || !isVisible() || m_later.isActive())
        return;
    m_outdated = false;
    m_later.start();
    m_session.reading().run<StoreFigures>(
        this, QStringLiteral("statistics"),
        [asker = m_session.acting().person](const workflow::Ports &ports, std::stop_token) { return workflow::storeFigures(ports, asker); },
        [this](Result<StoreFigures> figures) {
            if (figures)
                show(*figures);
            else
                m_notice->showError(figures.error());
        });
}

void StatisticsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        refresh();
}

void StatisticsPage::show(const StoreFigures &figures)
{
    const QLocale locale;
    core::MetricRow sum;
    for (const core::MetricRow &row : figures.byKind) {
        sum.approved += row.approved;
        sum.edited += row.edited;
        sum.rejected += row.rejected;
        sum.escalated += row.escalated;
    }
    using View = QueueFilters::View;
    const qint64 second = QueueFilters::countOf(View::SecondLook, figures.counts);
    m_waiting->setFigure(locale.toString(QueueFilters::countOf(View::Waiting, figures.counts) + second),
                         second > 0 ? tr("%1 for a second look").arg(locale.toString(second)) : QString());
    m_decided->setFigure(locale.toString(figures.decisions));
    m_unchanged->setFigure(percent(sum.approved, sum.total()));
    m_edited->setFigure(percent(sum.edited, sum.total()));
    m_rejected->setFigure(percent(sum.rejected, sum.total()));
    m_released->setFigure(locale.toString(QueueFilters::countOf(View::Released, figures.counts)));
    m_byKind->setRows(figures.byKind);
    m_byPerson->setRows(figures.byReviewer);
    fit();
    m_body->setCurrentIndex(figures.decisions > 0 ? 0 : 1);
}

void StatisticsPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Meaning::Pane));
}

} // namespace countersign::ui
