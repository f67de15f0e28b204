// ReviewPage: decisions that do not agree, and taking one of them over.
#include "ui/review/reviewpage.h"

#include "ui/review/dispute/disputedialog.h"
#include "ui/review/suggestionpane.h"

namespace countersign::ui {

void ReviewPage::compareDecisions()
{
    const QList<core::DecisionRow> disputed = DisputeDialog::disputed(m_review.current());
    if (disputed.isEmpty() || !m_session.signedIn())
        return;
    auto *dialog = new DisputeDialog(m_session, disputed, m_review.current().stored.row.version, m_review.writable() && !m_review.correcting(), this);
    connect(dialog, &DisputeDialog::taken, this, &ReviewPage::takeOver);
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
