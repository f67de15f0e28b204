// ReviewPage: decisions that do not agree, and taking one of them over.
#include "ui/review/reviewpage.h"

#include "ui/review/dispute/bothdecisions.h"
#include "ui/review/suggestionpane.h"

#include <algorithm>

namespace countersign::ui {

namespace {

// The one that stands, or was first, and the newest of the others.
QList<core::DecisionRow> notAgreeing(QList<core::DecisionRow> decisions)
{
    std::sort(decisions.begin(), decisions.end(), [](const core::DecisionRow &a, const core::DecisionRow &b) { return a.logIndex < b.logIndex; });
    decisions.removeIf([](const core::DecisionRow &row) { return row.stage == core::Stage::Resolution; });
    if (decisions.size() < 2)
        return {};
    const auto standing = std::find_if(decisions.begin(), decisions.end(), [](const core::DecisionRow &row) { return row.stands; });
    const core::DecisionRow first = standing == decisions.end() ? decisions.first() : *standing;
    decisions.removeIf([&](const core::DecisionRow &row) { return row.id == first.id; });
    return {first, decisions.last()};
}

} // namespace

void ReviewPage::compareDecisions()
{
    const QList<core::DecisionRow> both = notAgreeing(m_review.current().decisions);
    if (both.isEmpty() || !m_session.signedIn())
        return;
    auto *dialog = new BothDecisions(m_session, both, m_review.writable() && !m_review.correcting(), this);
    connect(dialog, &BothDecisions::taken, this, &ReviewPage::takeOver);
    dialog->show();
}

void ReviewPage::takeOver(core::Verdict verdict, const std::optional<core::Content> &content)
{
    if (!m_review.hasCase() || !m_review.writable())
        return;
    const core::Suggestion &suggestion = m_review.current().record.suggestion;
    if (content && content->form == suggestion.content.form) {
        if (m_suggestion->showsFields()) {
            m_review.setFields(content->fields);
            m_suggestion->showCase(suggestion, m_review.content(), true);
            showFieldChanges();
        } else {
            m_suggestion->editor().replaceText(content->text);
        }
    }
    m_review.arm(verdict == core::Verdict::Edit ? core::Verdict::Approve : verdict);
    onCase();
}

} // namespace countersign::ui
