#include "ui/review/evidence/evidencepane.h"

#include "ui/review/evidence/evidencetabs.h"
#include "ui/review/evidence/findbar.h"
#include "ui/review/evidence/plainpages.h"
#include "ui/actions.h"
#include "ui/parts/headerbar.h"
#include "ui/theme/drawing.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

EvidencePane::EvidencePane(workflow::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_pages(new PlainPages(this)), m_header(new HeaderBar(this)), m_tabs(new EvidenceTabs(this)),
      m_find(new FindBar(this)), m_stack(new QStackedWidget(this)), m_nothing(new QWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_find);
    layout->addWidget(m_stack, 1);
    auto *findButton = new QPushButton(theme::icon(QStringLiteral("search")), tr("Find"), this);
    findButton->setAccessibleName(tr("Find in the evidence"));
    findButton->setToolTip(commandInfo(Command::FindInEvidence).keys.value(1).toString(QKeySequence::NativeText));
    theme::setWeight(findButton, theme::Weight::Quiet);
    m_header->addLeading(m_tabs, 1);
    m_header->addTrailing(findButton);
    m_stack->addWidget(m_nothing);
    theme::setBackground(this, theme::Meaning::Pane);
    connect(findButton, &QPushButton::clicked, this, &EvidencePane::openFind);
    connect(m_tabs, &EvidenceTabs::currentChanged, this, [this](int index) {
        showIndex(index);
        Q_EMIT currentChanged(current());
    });
    connect(m_find, &FindBar::wordsChanged, this, &EvidencePane::findEverywhere);
    connect(m_find, &FindBar::stepped, this, &EvidencePane::showFound);
    connect(m_find, &FindBar::closed, this, &EvidencePane::closeFind);
    connect(&m_reading, &QTimer::timeout, this, &EvidencePane::findInNext);
}

void EvidencePane::setEvidence(const core::CaseId &id, const QList<core::EvidenceItem> &items, const QList<core::Citation> &citations)
{
    clear();
    m_case = id.value;
    takeItems(items);
    m_citations = citations;
    for (int i = 0; i < citations.size(); ++i)
        m_citedIn[citations[i].evidence].append(i);
    m_tabs->setItems(m_items);
    m_header->setVisible(true);
    if (!m_items.isEmpty())
        showIndex(0);
}

void EvidencePane::keepPlaces()
{
    if (m_case.isEmpty() || m_views.isEmpty())
        return;
    auto *places = new Places;
    if (const Places *before = m_places.object(m_case))
        *places = *before; // of items not looked at this time
    for (auto view = m_views.cbegin(); view != m_views.cend(); ++view)
        if (const QVariantMap place = (*view)->place(); !place.isEmpty())
            places->insert(view.key(), place);
    m_places.insert(m_case, places);
}

void EvidencePane::clear()
{
    ++m_visit;
    keepPlaces();
    for (const core::EvidenceItem &item : std::as_const(m_items))
        m_session.reading().drop(topicOf(item)); // the next case does not wait for the rest of a large file
    m_case.clear();
    m_stack->setCurrentWidget(m_nothing);
    for (EvidenceView *view : std::as_const(m_views))
        view->deleteLater();
    m_views.clear();
    m_pages->clear();
    m_unplaced.clear();
    m_items.clear();
    m_masks.clear();
    m_citations.clear();
    m_citedIn.clear();
    m_lit.reset();
    m_litPlace.reset();
    m_tabs->setItems({});
    m_reading.stop();
    m_unread.clear();
    m_found.clear();
    m_find->hide();
}

QString EvidencePane::current() const
{
    return m_items.value(m_tabs->current()).id;
}

EvidenceView *EvidencePane::currentView() const
{
    return m_views.value(current());
}

QWidget *EvidencePane::reader() const
{
    return currentView() ? currentView()->reader() : nullptr;
}

int EvidencePane::indexOf(const QString &id) const
{
    const auto item = std::ranges::find(m_items, id, &core::EvidenceItem::id);
    return item == m_items.cend() ? -1 : int(item - m_items.cbegin());
}

void EvidencePane::show(const QString &id)
{
    if (const int index = indexOf(id); index >= 0)
        m_tabs->setCurrent(index);
}

void EvidencePane::step(int direction)
{
    if (m_items.size() > 1)
        m_tabs->setCurrent(int((m_tabs->current() + direction + m_items.size()) % m_items.size()));
}

bool EvidencePane::zoom(EvidenceView::Zoom how)
{
    return currentView() && currentView()->zoom(how);
}

void EvidencePane::showIndex(int index)
{
    if (index < 0 || index >= m_items.size())
        return;
    const core::EvidenceItem &item = m_items[index];
    if (!m_views.contains(item.id))
        put(item.id, viewFor(item));
    m_stack->setCurrentWidget(m_views[item.id]);
    putBack(item.id);
    if (m_find->isVisible() && !m_finding)
        findFrom(index);
}

void EvidencePane::put(const QString &id, EvidenceView *view)
{
    EvidenceView *before = m_views.value(id);
    const bool focused = before && before->isAncestorOf(QApplication::focusWidget());
    m_views[id] = view;
    m_stack->addWidget(view);
    prepare(id, view);
    if (before && m_stack->currentWidget() == before)
        m_stack->setCurrentWidget(view);
    if (focused)
        view->reader()->setFocus();
    if (before)
        before->deleteLater();
    m_unplaced.insert(id);
    putBack(id);
}

// Where one was in the item, unless something in it is lit.
void EvidencePane::putBack(const QString &id)
{
    const Places *places = m_places.object(m_case);
    EvidenceView *view = m_views.value(id);
    if (!view || m_stack->currentWidget() != view || !m_unplaced.remove(id) || !places || isLit(id))
        return;
    view->setPlace(places->value(id));
}

bool EvidencePane::isLit(const QString &id) const
{
    return (m_lit && m_citations.value(*m_lit).evidence == id) || (m_litPlace && m_litPlace->first == id);
}

// Marks what is cited in the item, and lights up what was to be lit before it was there.
void EvidencePane::prepare(const QString &id, EvidenceView *view)
{
    QList<core::Selector> places;
    for (const int index : m_citedIn.value(id))
        places.append(m_citations[index].in);
    view->setCited(places);
    connect(view, &EvidenceView::citedPressed, this, [this, id](int place) { Q_EMIT citationPressed(m_citedIn.value(id).value(place, -1)); });
    connect(view, &EvidenceView::placePressed, this, [this, id](qsizetype position) { Q_EMIT placePressed(id, position); });
    const int index = indexOf(id);
    connect(view, &EvidenceView::textArrived, this, [this, index] { findIn(index); });
    if (m_lit && m_citations.value(*m_lit).evidence == id)
        view->light(m_citations[*m_lit].in);
    else if (m_litPlace && m_litPlace->first == id)
        view->light(m_litPlace->second);
    findIn(index);
}

void EvidencePane::light(std::optional<int> citation)
{
    m_lit = citation;
    m_litPlace.reset();
    for (EvidenceView *view : std::as_const(m_views))
        view->light(std::nullopt);
    if (!citation || *citation >= m_citations.size())
        return;
    show(m_citations[*citation].evidence);
    if (EvidenceView *view = m_views.value(m_citations[*citation].evidence))
        view->light(m_citations[*citation].in);
}

void EvidencePane::lightPlace(const QString &id, const core::Selector &place)
{
    light(std::nullopt);
    m_litPlace = {id, place};
    show(id);
    if (EvidenceView *view = m_views.value(id))
        view->light(place);
}

} // namespace countersign::ui
