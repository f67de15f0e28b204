// EvidencePane: words found in every item of the case. The item shown is looked through at once, the others one after the other while the
// window stays free; stepping goes through the places of all, in the order of the tabs.
#include "ui/review/evidence/evidencepane.h"

#include "ui/review/evidence/evidencetabs.h"
#include "ui/review/evidence/findbar.h"

#include <numeric>

namespace countersign::ui {

void EvidencePane::openFind()
{
    m_find->open();
    findEverywhere();
}

void EvidencePane::leaveFind(const QWidget *focused)
{
    if (m_find->isAncestorOf(focused))
        closeFind();
}

void EvidencePane::findEverywhere()
{
    m_found = QList<std::optional<int>>(m_items.size());
    m_find->setPlace(-1);
    m_unread.clear();
    const int shown = m_tabs->current();
    for (int i = 1; i < m_items.size(); ++i)
        m_unread.append(int((shown + i) % m_items.size()));
    findIn(shown);
    m_reading.start(0);
}

// An item that was not looked at yet gets its view now, where it has text to be found in.
void EvidencePane::findInNext()
{
    if (m_unread.isEmpty() || !m_find->isVisible())
        return m_reading.stop();
    const int index = m_unread.takeFirst();
    const core::EvidenceItem &item = m_items[index];
    if (!m_views.contains(item.id) && !m_find->words().isEmpty() && hasText(item))
        put(item.id, viewFor(item)); // looks for itself
    else
        findIn(index);
}

void EvidencePane::findIn(int index)
{
    EvidenceView *view = m_views.value(m_items.value(index).id);
    if (!view || !m_find->isVisible() || index >= m_found.size())
        return;
    const int from = placesBefore(index), had = m_found[index].value_or(0);
    m_found[index] = view->find(m_find->words());
    const int place = m_find->place(), more = m_found[index].value_or(0) - had;
    if (place >= from + had)
        m_find->setPlace(place + more);
    sayFound();
    if (place >= from && place < from + had && place < from + m_found[index].value_or(0))
        view->showMatch(place - from); // marked anew
    else if (m_find->place() < 0 && index == m_tabs->current())
        findFrom(index);
}

// The first place of an item becomes the current one.
void EvidencePane::findFrom(int index)
{
    if (m_found.value(index).value_or(0) == 0)
        return;
    m_find->setPlace(placesBefore(index));
    showFound(m_find->place());
}

void EvidencePane::showFound(int place)
{
    int index = 0;
    while (index + 1 < m_found.size() && place >= placesBefore(index + 1))
        ++index;
    m_finding = true;
    m_tabs->setCurrent(index);
    m_finding = false;
    if (EvidenceView *view = currentView())
        view->showMatch(place - placesBefore(index));
}

void EvidencePane::sayFound()
{
    const auto holds = [](const std::optional<int> &count) { return count.value_or(0) > 0; };
    const bool some = std::ranges::any_of(m_found, &std::optional<int>::has_value);
    m_find->setCount(some ? std::optional(placesBefore(int(m_found.size()))) : std::nullopt, int(std::ranges::count_if(m_found, holds)));
}

int EvidencePane::placesBefore(int index) const
{
    return std::accumulate(m_found.cbegin(), m_found.cbegin() + index, 0, [](int sum, const std::optional<int> &count) { return sum + count.value_or(0); });
}

void EvidencePane::closeFind()
{
    m_find->hide();
    m_reading.stop();
    for (EvidenceView *view : std::as_const(m_views))
        view->find({});
    Q_EMIT findClosed();
}

} // namespace countersign::ui
