// The ledger: every entry or the decisions alone, newest first; filter, open one, check the whole record.
#pragma once

#include "items/decisionmodel.h"
#include "items/ledgermodel.h"
#include "workflow/session.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace countersign::ui {

class AuditLooks;
class DecisionView;
class EmptyState;
class ListTable;
class Notice;
class VerifyRun;

class LedgerPage final : public QWidget {
    Q_OBJECT

public:
    static constexpr qsizetype pageOfDecisions = 200;

    explicit LedgerPage(workflow::Session &session, QWidget *parent = nullptr);

    void restart(); // somebody signed in or left
    void refresh(); // the store changed: now, or when looked at next
    void openDecision(const core::StatementId &id);

Q_SIGNALS:
    void backRequested();
    void correctionWanted(const countersign::core::CaseId &id, const countersign::core::StatementId &decision);

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildHeader(QWidget *parent);
    QWidget *buildFilters(QWidget *parent);
    void showKind();
    void loadDecisions();
    void moreDecisions(quint64 before);
    void newerDecisions();
    void askSize();
    void askEntries(quint64 from, qsizetype count);
    void askPeople();
    void askKinds();
    void askReasons();
    core::DecisionFilter filter() const;
    QList<QComboBox *> choices() const { return {m_verdict, m_reviewer, m_kind, m_reason, m_flag, m_period}; }
    void openEntryRow(int row);
    void showWhatIsThere();
    void backToList();
    QList<QWidget *> panes() const;

    workflow::Session &m_session;
    items::LedgerModel *m_entries;
    items::DecisionModel *m_decisions;
    VerifyRun *m_verify;
    QStackedWidget *m_layers; // list, decision
    QStackedWidget *m_body;   // decisions, entries, empty
    QTabBar *m_kinds;
    QWidget *m_filters;
    QLineEdit *m_case;
    QComboBox *m_verdict;
    QComboBox *m_reviewer;
    QComboBox *m_kind;   // of the case
    QComboBox *m_reason;
    QComboBox *m_flag;
    QComboBox *m_period; // of arrival: its data is a number of days
    ListTable *m_decisionTable;
    ListTable *m_entryTable;
    EmptyState *m_empty;
    Notice *m_notice;
    AuditLooks *m_looks;
    DecisionView *m_view;
    QTimer m_typing;
    bool m_outdated = true;
};

} // namespace countersign::ui
