#include "workflow/contactlog.h"

#include <algorithm>

namespace countersign::workflow {

using ledger::Contact;

void ContactLog::count(qint64 now)
{
    if (m_since && m_items.contains(m_front))
        m_items[m_front].milliseconds += quint64(std::max<qint64>(0, now - *m_since));
    if (m_since)
        m_since = now;
}

void ContactLog::show(const QString &evidence, bool byHand, qint64 now)
{
    count(now);
    m_front = evidence;
    m_since = now;
    if (evidence.isEmpty())
        return;
    Contact::Item &item = m_items[evidence];
    item.evidence = evidence;
    if (byHand && item.way == Contact::Way::Shown)
        item.way = Contact::Way::Opened;
}

void ContactLog::pause(qint64 now)
{
    count(now);
    m_since.reset();
}

void ContactLog::resume(qint64 now)
{
    if (!m_since)
        m_since = now;
}

void ContactLog::cannotShow(const QString &evidence)
{
    m_items[evidence].evidence = evidence;
    m_items[evidence].way = Contact::Way::Unshowable;
}

void ContactLog::add(const Contact::Passage &passage)
{
    if (!m_added.contains(passage))
        m_added.append(passage);
}

void ContactLog::dismiss(const Contact::Passage &passage)
{
    if (!m_dismissed.contains(passage))
        m_dismissed.append(passage);
}

Contact ContactLog::contact(qint64 now) const
{
    ContactLog upToNow = *this;
    upToNow.count(now);
    return {upToNow.m_items.values(), m_added, m_dismissed};
}

} // namespace countersign::workflow
