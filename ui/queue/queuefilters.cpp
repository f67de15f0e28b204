#include "ui/queue/queuefilters.h"

#include "ui/actions.h"
#include "ui/parts/chip.h"
#include "ui/parts/field.h"
#include "ui/parts/headerbar.h"
#include "ui/speech.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace countersign::ui {

using core::CaseState;
using core::QueueFilter;
using theme::px;

namespace {

QString viewName(QueueFilters::View view)
{
    switch (view) {
    case QueueFilters::View::Waiting:
        return QueueFilters::tr("Open");
    case QueueFilters::View::Mine:
        return QueueFilters::tr("Mine");
    case QueueFilters::View::SecondLook:
        return QueueFilters::tr("Second look");
    case QueueFilters::View::Held:
        return QueueFilters::tr("Held");
    case QueueFilters::View::Released:
        return QueueFilters::tr("Released");
    case QueueFilters::View::Rejected:
        return QueueFilters::tr("Rejected");
    case QueueFilters::View::All:
        return QueueFilters::tr("All");
    }
    return {};
}

QList<CaseState> statesOf(QueueFilters::View view)
{
    switch (view) {
    case QueueFilters::View::Waiting:
        return {CaseState::Open};
    case QueueFilters::View::SecondLook:
        return {CaseState::Escalated, CaseState::Disputed};
    case QueueFilters::View::Held:
        return {CaseState::Held};
    case QueueFilters::View::Released:
        return {CaseState::Released};
    case QueueFilters::View::Rejected:
        return {CaseState::Closed};
    case QueueFilters::View::Mine:
    case QueueFilters::View::All:
        return {};
    }
    return {};
}

} // namespace

QueueFilters::QueueFilters(QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit), m_kind(new QComboBox), m_risk(new QComboBox), m_order(new QComboBox), m_shown(new QLabel)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildChips());
    column->addWidget(buildFields());
    m_typing.setSingleShot(true);
    m_typing.setInterval(searchDelayMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &QueueFilters::changed);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    for (QComboBox *box : {m_kind, m_risk, m_order})
        connect(box, &QComboBox::currentIndexChanged, this, &QueueFilters::changed);
    connect(theme::notifier(), &theme::Notifier::changed, this, &QueueFilters::dress);
    dress();
}

QWidget *QueueFilters::buildChips()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(px(16), px(8), px(16), px(4));
    layout->setSpacing(px(8));
    for (int i = 0; i < viewCount; ++i) {
        auto *chip = new Chip(viewName(View(i)), row);
        chip->setCheckable(true);
        chip->setChecked(View(i) == m_view);
        chip->setObjectName(QStringLiteral("view-%1").arg(i));
        connect(chip, &Chip::clicked, this, [this, i] { setView(View(i)); });
        connect(chip, &Chip::toggled, this, [this, chip, i](bool on) { // as a screen reader does it
            if (on && m_view != View(i))
                setView(View(i));
            else if (!on && m_view == View(i))
                chip->setChecked(true);
        });
        layout->addWidget(chip);
        m_chips.append(chip);
    }
    layout->addStretch();
    layout->addWidget(m_shown);
    return row;
}

QWidget *QueueFilters::buildFields()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(px(16), px(4), px(16), px(10));
    layout->setSpacing(px(8));
    m_search->setAccessibleName(tr("Search cases"));
    m_search->setPlaceholderText(tr("Search title, evidence, suggestion, labels   /"));
    makeSearchLine(m_search);
    m_search->installEventFilter(this);
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("All kinds"));
    m_risk->setAccessibleName(tr("Risk"));
    m_risk->addItem(tr("Any risk"));
    for (const core::Risk risk : {core::Risk::High, core::Risk::Medium, core::Risk::Low})
        m_risk->addItem(words(risk), int(risk));
    m_order->setAccessibleName(tr("Order"));
    const std::pair<QueueFilter::Order, QString> orders[]{
        {QueueFilter::Order::Urgency, tr("Most urgent first")}, {QueueFilter::Order::Due, tr("Due first")},
        {QueueFilter::Order::Risk, tr("Highest risk first")},   {QueueFilter::Order::Newest, tr("Newest first")},
        {QueueFilter::Order::Oldest, tr("Oldest first")},       {QueueFilter::Order::Title, tr("By title")},
        {QueueFilter::Order::Kind, tr("By kind")}};
    for (const auto &[order, name] : orders)
        m_order->addItem(name, int(order));
    layout->addWidget(m_search, 100);
    for (QComboBox *box : {m_kind, m_risk, m_order}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        layout->addWidget(box);
    }
    layout->addStretch();
    return row;
}

void QueueFilters::dress()
{
    theme::setBackground(this, theme::Meaning::Pane);
    theme::setRole(m_shown, theme::TextRole::Label, theme::Meaning::Soft);
    m_search->setMaximumWidth(px(520));
}

QueueFilter QueueFilters::filter(const core::PersonId &me) const
{
    QueueFilter filter;
    filter.states = statesOf(m_view);
    if (m_view == View::Mine)
        filter.claimedBy = me;
    filter.text = m_search->text().simplified();
    filter.kind = m_kind->currentData().toString();
    if (const QVariant risk = m_risk->currentData(); risk.isValid())
        filter.risk = core::Risk(risk.toInt());
    filter.order = QueueFilter::Order(m_order->currentData().toInt());
    return filter;
}

void QueueFilters::setView(View view)
{
    const bool other = m_view != view;
    m_view = view;
    for (int i = 0; i < m_chips.size(); ++i)
        m_chips.at(i)->setChecked(i == int(view));
    if (other)
        Q_EMIT changed();
}

bool QueueFilters::narrowed() const
{
    return !m_search->text().trimmed().isEmpty() || m_kind->currentIndex() > 0 || m_risk->currentIndex() > 0;
}

void QueueFilters::reset()
{
    {
        const QSignalBlocker quiet(this);
        m_search->clear();
        m_kind->setCurrentIndex(0);
        m_risk->setCurrentIndex(0);
    }
    m_typing.stop();
    Q_EMIT changed();
}

qint64 QueueFilters::countOf(View view, const core::QueueCounts &counts)
{
    if (view == View::Mine)
        return counts.mine;
    QList<CaseState> states = statesOf(view);
    if (states.isEmpty())
        for (int i = 0; i < core::caseStateCount; ++i)
            states << CaseState(i);
    qint64 sum = 0;
    for (const CaseState state : std::as_const(states))
        sum += counts.byState.value(core::stateName(state));
    return sum;
}

void QueueFilters::setCounts(const core::QueueCounts &counts)
{
    for (int i = 0; i < m_chips.size(); ++i)
        m_chips.at(i)->setCount(countOf(View(i), counts));
    fillKinds(counts);
}

void QueueFilters::fillKinds(const core::QueueCounts &counts)
{
    QStringList kinds = counts.byKind.keys();
    const QString chosen = m_kind->currentData().toString();
    if (!chosen.isEmpty() && !kinds.contains(chosen))
        kinds << chosen;
    kinds.sort();
    QStringList shown;
    for (int i = 1; i < m_kind->count(); ++i)
        shown << m_kind->itemData(i).toString();
    if (kinds == shown)
        return;
    const QSignalBlocker quiet(m_kind);
    while (m_kind->count() > 1)
        m_kind->removeItem(1);
    for (const QString &kind : std::as_const(kinds))
        m_kind->addItem(kindWords(kind), kind);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(chosen)));
}

void QueueFilters::setShown(qint64 cases)
{
    m_shown->setText(cases < 0 ? QString() : tr("%1 shown").arg(QLocale().toString(cases)));
}

void QueueFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString QueueFilters::searchText() const
{
    return m_search->text();
}

QWidget *QueueFilters::search() const
{
    return m_search;
}

bool QueueFilters::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (key == Qt::Key_Escape || key == Qt::Key_Down) {
        Q_EMIT leaveSearch();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (m_typing.isActive()) {
            m_typing.stop();
            Q_EMIT changed();
        }
        Q_EMIT openFirst();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace countersign::ui
