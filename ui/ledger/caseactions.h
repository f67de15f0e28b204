// What can be done to a case besides deciding it, the same on the desk and beside a decision: commands that ask, sign and report.
#pragma once

#include "ui/prompts.h"
#include "workflow/casemove.h"
#include "workflow/session.h"

class QAction;
class QMenu;

namespace countersign::ui {

class Notice;

class CaseActions final : public QObject {
    Q_OBJECT

public:
    // The commands are actions of `owner`; outcomes are said in `notice`.
    CaseActions(workflow::Session &session, QWidget *owner, Notice *notice);

    void setCase(const core::StoredCase &stored, const std::optional<core::DecisionRow> &decision = {});
    void clear();
    bool any() const;           // whether this person can do anything with the case
    void showMenu(QWidget *at); // below it

Q_SIGNALS:
    void correctionWanted(const countersign::core::CaseId &id, const countersign::core::StatementId &decision);
    void moved();               // the case is in another state now
    void possibleChanged();

private:
    using Move = core::Result<workflow::MoveReceipt> (*)(const workflow::Ports &, const workflow::ActingPerson &,
                                                         const workflow::MoveRequest &);
    void askMove(const Question &question, Move move);
    void carryOut(Move move, const SigningAnswer &answer);
    void recall();
    void withdraw();
    void redact();
    void correct();
    void askFinding();
    void openFinding(const QString &text);

    workflow::Session &m_session;
    QWidget *m_owner;
    Notice *m_notice;
    QMenu *m_menu;
    QAction *m_correct;
    QAction *m_recall;
    QAction *m_withdraw;
    QAction *m_redact;
    QAction *m_finding;
    std::optional<core::StoredCase> m_stored;
    std::optional<core::DecisionRow> m_decision;
    bool m_busy = false;
};

} // namespace countersign::ui
