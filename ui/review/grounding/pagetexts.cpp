#include "ui/review/grounding/pagetexts.h"

#include <algorithm>

namespace countersign::ui {

PageTexts::PageTexts(decoding::Kind kind, std::shared_ptr<const decoding::SharedFile> file, QObject *parent)
    : QObject(parent), m_child(new decoding::Child(kind, std::move(file), this))
{
    m_child->open(this, [this](const decoding::Answer<decoding::Opened> &opened) {
        m_count = opened ? std::min(int(opened->parts.size()), mostPages) : 0;
        next();
    });
}

void PageTexts::next()
{
    if (m_pages.size() >= m_count || m_length >= mostText) {
        m_child->deleteLater();
        return Q_EMIT arrived(m_pages);
    }
    m_child->text(this, int(m_pages.size()), [this](const decoding::Answer<QString> &text) {
        m_pages.append(text.value_or(QString()));
        m_length += m_pages.last().size();
        next();
    });
}

} // namespace countersign::ui
