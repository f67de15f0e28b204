#include "ui/review/evidence/plainpages.h"

namespace countersign::ui {

struct PlainPages::Page {
    std::unique_ptr<decoding::Child> child; // until it has answered
    std::optional<decoding::Answer<QString>> plain;
    std::vector<std::pair<QPointer<QObject>, Taker>> takers;
};

PlainPages::PlainPages(QObject *parent) : QObject(parent) {}

PlainPages::~PlainPages() = default;

void PlainPages::read(const QString &evidence, const std::shared_ptr<const decoding::SharedFile> &file, QObject *context, Taker taker)
{
    std::shared_ptr<Page> &page = m_pages[evidence];
    const bool first = !page;
    if (first)
        page = std::make_shared<Page>();
    page->takers.emplace_back(context, std::move(taker));
    if (page->plain)
        return deliverLater(evidence);
    if (!first)
        return;
    page->child = std::make_unique<decoding::Child>(decoding::Kind::Page, file);
    page->child->text(this, 0, [this, evidence, asked = page.get()](const decoding::Answer<QString> &plain) {
        asked->plain = plain;
        asked->child.release()->deleteLater(); // it is still in its answer
        deliverLater(evidence);
    });
}

void PlainPages::deliverLater(const QString &evidence)
{
    QMetaObject::invokeMethod(this, [this, evidence, asked = std::weak_ptr(m_pages.value(evidence))] {
        const std::shared_ptr<Page> page = asked.lock();
        const auto isStill = [&] { return page && m_pages.value(evidence) == page; };
        if (!isStill())
            return;
        for (const auto &[context, taker] : std::exchange(page->takers, {}))
            if (context && isStill())
                taker(*page->plain);
    }, Qt::QueuedConnection);
}

void PlainPages::clear()
{
    m_pages.clear();
}

} // namespace countersign::ui
