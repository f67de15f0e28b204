#include "ui/review/dispute/casechanges.h"

#include "workflow/fieldediting.h"

#include <QCoreApplication>
#include <algorithm>

namespace countersign::ui {

using core::EvidenceItem;
using core::Result;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CaseChanges)
};

const EvidenceItem *itemOf(const core::CaseRecord &record, const QString &id)
{
    const auto found = std::find_if(record.evidence.begin(), record.evidence.end(), [&](const EvidenceItem &item) { return item.id == id; });
    return found == record.evidence.end() ? nullptr : &*found;
}

QString nameOf(const EvidenceItem &item)
{
    return Words::tr("Evidence: %1").arg(item.title.isEmpty() ? item.id : item.title);
}

// Each blob has a salt of its own, so their digests tell nothing.
Result<bool> isSameFile(const workflow::Ports &ports, const EvidenceItem &a, const EvidenceItem &b)
{
    if (!a.sha256.isEmpty() && !b.sha256.isEmpty())
        return a.sha256 == b.sha256;
    const auto one = workflow::loadEvidence(ports, a);
    if (!one)
        return tl::unexpected(one.error());
    return workflow::loadEvidence(ports, b).map([&](const QByteArray &other) { return *one == other; });
}

class Comparing {
public:
    Comparing(const workflow::Ports &ports, const core::CaseRecord &earlier, const core::CaseRecord &now) : m_ports(ports), m_earlier(earlier), m_now(now) {}

    Result<QList<CaseChange>> run()
    {
        addText(Words::tr("Title"), m_earlier.title, m_now.title);
        addText(Words::tr("Suggestion"), workflow::contentAsText(m_earlier.suggestion.content), workflow::contentAsText(m_now.suggestion.content));
        addText(Words::tr("Action"), QString::fromUtf8(m_earlier.action), QString::fromUtf8(m_now.action));
        for (const EvidenceItem &item : m_now.evidence)
            if (const auto compared = compare(itemOf(m_earlier, item.id), item); !compared)
                return tl::unexpected(compared.error());
        for (const EvidenceItem &item : m_earlier.evidence)
            if (!itemOf(m_now, item.id))
                m_changes.append({nameOf(item), {}, Words::tr("no longer there")});
        return std::move(m_changes);
    }

private:
    void addText(const QString &what, const QString &earlier, const QString &now)
    {
        if (earlier != now)
            m_changes.append({what, pageDifference(earlier, now), {}});
    }

    Result<void> compare(const EvidenceItem *earlier, const EvidenceItem &now)
    {
        if (!earlier) {
            m_changes.append({nameOf(now), {}, Words::tr("new")});
            return {};
        }
        if (earlier->text && now.text) {
            addText(nameOf(now), *earlier->text, *now.text);
            return {};
        }
        const auto same = earlier->text || now.text ? Result<bool>(false) : isSameFile(m_ports, *earlier, now);
        if (!same)
            return tl::unexpected(same.error());
        if (!*same)
            m_changes.append({nameOf(now), {}, Words::tr("another file than before")});
        return {};
    }

    const workflow::Ports &m_ports;
    const core::CaseRecord &m_earlier;
    const core::CaseRecord &m_now;
    QList<CaseChange> m_changes;
};

} // namespace

Result<QList<CaseChange>> caseChanges(const workflow::Ports &ports, const core::CaseRecord &earlier, const core::CaseRecord &now)
{
    return Comparing(ports, earlier, now).run();
}

} // namespace countersign::ui
