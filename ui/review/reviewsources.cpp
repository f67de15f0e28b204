// What the desk has looked for in the evidence, and what the record is told of it.
#include "ui/review/reviewpage.h"

#include "ui/review/citationplaces.h"
#include "ui/review/grounding/sources.h"
#include "ui/review/suggestionpane.h"

namespace countersign::ui {

void ReviewPage::connectSources()
{
    const auto passage = [this](const QString &evidence, diff::Range at) {
        const core::Selector selector = selectorOf(m_sources->textOf(evidence), at);
        return ledger::Contact::Passage{evidence, quint64(selector.start), quint64(selector.end)};
    };
    connect(m_sources, &Sources::passageAdded, this, [this, passage](const QString &id, diff::Range at) { m_review.passageAdded(passage(id, at)); });
    connect(m_sources, &Sources::passageDismissed, this, [this, passage](const QString &id, diff::Range at) { m_review.passageDismissed(passage(id, at)); });
}

void ReviewPage::lookForSources()
{
    if (!m_review.hasCase() || m_review.awaitsFirstAnswer())
        return;
    if (m_suggestion->showsFields())
        m_sources->setFields(m_review.content().fields, m_review.current().record.suggestion.form);
    else
        m_sources->setText(m_suggestion->editor().text());
}

} // namespace countersign::ui
