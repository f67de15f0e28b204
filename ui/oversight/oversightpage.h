// What those who look afterwards see: findings with their owner and how they were closed, and what happened around keys and secrets. Looking at
// the latter is recorded.
#pragma once

#include "ui/prompts.h"
#include "workflow/findings.h"
#include "workflow/session.h"

#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QTabBar;
class QTextBrowser;

namespace countersign::items {
class TextRowsModel;
}

namespace countersign::ui {

class EmptyState;
class ListTable;
class Notice;

class OversightPage final : public QWidget {
    Q_OBJECT

public:
    explicit OversightPage(workflow::Session &session, QWidget *parent = nullptr);

    void restart(); // somebody signed in or left
    void refresh(); // the store changed: now, or when looked at next

Q_SIGNALS:
    void backRequested();
    void decisionWanted(const countersign::core::StatementId &decision); // the one a finding is about

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Tab { Findings, Security };
    QWidget *buildHeader();
    QWidget *buildFindings();
    Tab tab() const;
    void showTab();
    void loadFindings();
    void loadEvents();
    void showFinding();
    void follow();
    void ask(bool closing);
    void carryOut(const core::StatementId &id, const QString &text, bool closing);
    void openDecision();

    workflow::Session &m_session;
    items::TextRowsModel *m_findingRows;
    items::TextRowsModel *m_eventRows;
    ListTable *m_findingTable;
    ListTable *m_eventTable;
    QTabBar *m_tabs;
    QStackedWidget *m_body; // findings, security events, empty
    QTextBrowser *m_detail;
    QWidget *m_findingsPane = nullptr;
    EmptyState *m_empty;
    Notice *m_notice;
    QAction *m_answer;
    QAction *m_close;
    QList<workflow::FindingView> m_findings;
    bool m_outdated = true;
    bool m_looked = false; // the look at the security events is recorded
};

} // namespace countersign::ui
