#include "ui/queue/queuepage.h"

#include "ui/actions.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/prompts.h"
#include "ui/queue/importrun.h"
#include "ui/queue/importstrip.h"
#include "ui/queue/queuefeed.h"
#include "ui/queue/queuewords.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

namespace {
constexpr int refreshMilliseconds = 700; // between two refreshes, however often the store changes
}

QueuePage::QueuePage(workflow::Session &session, ImportRun &import, QStringList samples, QWidget *parent)
    : QWidget(parent), m_session(session), m_import(import), m_samples(std::move(samples)),
      m_model(new items::QueueModel(queueWording([&session] { return session.signedIn() ? session.acting().person.id : core::PersonId(); },
                                                   [&session] { return session.isOffline(); }), this)),
      m_feed(new QueueFeed(session, *m_model, this)), m_filters(new QueueFilters(this)), m_table(new ListTable(tr("Cases"), this)),
      m_body(new QStackedWidget(this)), m_empty(new EmptyState(this)), m_notice(new Notice(this))
{
    setAcceptDrops(true);
    setFocusProxy(m_table);
    buildActions();
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(queueLooks([&session] { return session.signedIn() ? session.acting().person.id : core::PersonId(); }), m_table));
    m_table->setWidths({0, 160, 84, 150, 136, 154, 110});
    using Model = items::QueueModel;
    m_table->setYielding({Model::Arrived, Model::Kind, Model::State, Model::Holder, Model::Due});
    m_emptyImport = new KeyButton(m_importAction, theme::Weight::Primary, m_empty);
    m_emptySamples = new KeyButton(m_samplesAction, theme::Weight::Plain, m_empty);
    m_empty->addButton(m_emptyImport);
    m_empty->addButton(m_emptySamples);
    m_body->addWidget(m_table);
    m_body->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_filters);
    column->addWidget(new ImportStrip(import, this));
    column->addWidget(m_notice);
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addWidget(m_body, 1);
    m_later.setSingleShot(true);
    m_later.setInterval(refreshMilliseconds);
    connectParts();
    cyclePanes(this, [this] { return panes(); });
}

void QueuePage::connectParts()
{
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_outdated)
            refresh();
    });
    connect(m_filters, &QueueFilters::changed, this, &QueuePage::load);
    connect(m_filters, &QueueFilters::leaveSearch, m_table, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_filters, &QueueFilters::openFirst, this, [this] {
        m_openWhenShown = m_feed->loading(); // what is listed now is not yet what was asked for
        if (!m_openWhenShown)
            openRow(std::max(0, m_table->currentRow()));
    });
    connect(m_table, &ListTable::opened, this, &QueuePage::openRow);
    connect(m_feed, &QueueFeed::firstShown, this, [this] {
        m_table->scrollToTop();
        m_table->selectRowAt(0);
        m_notice->clear();
        showWhatIsThere();
        if (std::exchange(m_openWhenShown, false))
            openRow(0);
    });
    connect(m_feed, &QueueFeed::aboutToChange, this, &QueuePage::rememberPlace);
    connect(m_feed, &QueueFeed::listChanged, this, &QueuePage::restorePlace);
    connect(m_feed, &QueueFeed::counted, this, [this] {
        m_filters->setCounts(m_feed->counts());
        showWhatIsThere();
        Q_EMIT countsChanged();
    });
    connect(m_feed, &QueueFeed::failed, m_notice, &Notice::showError);
    connect(&m_import, &ImportRun::finished, this, &QueuePage::refresh);
}

void QueuePage::buildActions()
{
    QAction *search = makeAction(Command::SearchQueue, this);
    connect(search, &QAction::triggered, m_filters, &QueueFilters::focusSearch);
    m_nextAction = makeAction(Command::TakeNext, this);
    connect(m_nextAction, &QAction::triggered, this, &QueuePage::nextWanted);
    m_importAction = makeAction(Command::ImportCases, this);
    m_importAction->setIcon(theme::icon(QStringLiteral("import")));
    connect(m_importAction, &QAction::triggered, this, &QueuePage::chooseFiles);
    m_samplesAction = makeAction(Command::SampleCases, this);
    connect(m_samplesAction, &QAction::triggered, this, [this] { m_import.start(m_samples); });
    const auto follow = [this] {
        m_importAction->setEnabled(!m_import.running());
        m_samplesAction->setEnabled(!m_import.running());
    };
    connect(&m_import, &ImportRun::started, this, follow);
    connect(&m_import, &ImportRun::finished, this, follow);
    connect(&m_import, &ImportRun::failed, this, follow);
}

QWidget *QueuePage::buildHeader()
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(tr("Queue"), bar);
    theme::setRole(title, theme::TextRole::Title);
    bar->addLeading(title);
    bar->addTrailing(new KeyButton(m_importAction, theme::Weight::Plain, bar));
    bar->addTrailing(new KeyButton(m_nextAction, theme::Weight::Primary, bar));
    return bar;
}

QList<QWidget *> QueuePage::panes() const
{
    return {m_filters->search(), m_body->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_emptyImport};
}

const core::QueueCounts &QueuePage::counts() const
{
    return m_feed->counts();
}

core::QueueFilter QueuePage::filter() const
{
    return m_filters->filter(m_session.signedIn() ? m_session.acting().person.id : core::PersonId());
}

void QueuePage::showView(QueueFilters::View view)
{
    m_filters->setView(view);
    m_table->setFocus(Qt::OtherFocusReason);
}

void QueuePage::restart()
{
    m_notice->clear();
    m_feed->clear();
    m_filters->setCounts({});
    if (!m_session.signedIn())
        return;
    m_nextAction->setEnabled(mayUse(Command::TakeNext, m_session.acting().person));
    load();
    m_feed->askCounts();
}

void QueuePage::load()
{
    m_openWhenShown = false;
    if (m_session.signedIn())
        m_feed->load(m_filters->filter(m_session.acting().person.id));
}

void QueuePage::refresh()
{
    m_outdated = true;
    if (m_later.isActive())
        return;
    m_later.start();
    if (isVisible()) {
        m_outdated = false;
        m_feed->refresh();
    } else {
        m_feed->askCounts(); // the top bar shows them on every page
    }
}

void QueuePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        refresh();
}

void QueuePage::openRow(int row)
{
    if (const core::QueueRow *found = m_model->row(row))
        Q_EMIT caseChosen(found->id);
}

void QueuePage::chooseFiles()
{
    prompts().chooseFiles(this, tr("Import cases"), tr("Case files (*.jsonl *.json *.zip);;All files (*)"),
                          [this](const QStringList &files) { m_import.start(files); });
}

void QueuePage::rememberPlace()
{
    const int row = m_table->currentRow();
    m_currentRow = row;
    m_currentKey = row >= 0 && row < m_model->keys().size() ? m_model->keys().at(row) : -1;
    const int top = m_table->rowAt(0);
    m_topKey = top >= 0 && m_table->verticalScrollBar()->value() > 0 ? m_model->keys().value(top, -1) : -1;
    m_topOffset = top >= 0 ? m_table->rowViewportPosition(top) : 0;
}

void QueuePage::restorePlace()
{
    const int count = int(m_model->keys().size());
    if (m_currentKey >= 0 && count > 0) {
        const int row = m_model->rowOf(m_currentKey);
        m_table->selectRowAt(row >= 0 ? row : std::min(m_currentRow, count - 1), false);
    }
    if (const int top = m_topKey >= 0 ? m_model->rowOf(m_topKey) : -1; top >= 0)
        m_table->verticalScrollBar()->setValue(m_table->verticalHeader()->sectionPosition(top) - m_topOffset);
    m_currentKey = -1;
    m_topKey = -1;
    m_filters->setShown(count);
    showWhatIsThere();
}

} // namespace countersign::ui
