// The decisions of a case that do not agree, side by side: who signed what and why, each text with its changes, or the one against the other.
// A third person takes one of them over into the editor, to keep it, to replace it, or to go on from it.
#pragma once

#include "ui/ledger/decisiontext.h"
#include "workflow/session.h"

#include <QDialog>

class QGridLayout;
class QTabBar;
class QTextBrowser;

namespace countersign::ui {

class KeyButton;
class Notice;

class BothDecisions final : public QDialog {
    Q_OBJECT

public:
    // `mayTake`: whoever looks is the one who settles it.
    BothDecisions(workflow::Session &session, const QList<core::DecisionRow> &decisions, bool mayTake, QWidget *parent);

Q_SIGNALS:
    // The verdict and what it stands behind; no content for one that stands behind none.
    void taken(countersign::core::Verdict verdict, const std::optional<countersign::core::Content> &content);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void load();
    void lay(QList<DecisionReading> readings);
    void fill();
    void take(int which);
    QString headOf(const DecisionReading &reading) const;

    workflow::Session &m_session;
    QList<core::StatementId> m_ids;
    bool m_mayTake;
    QList<DecisionReading> m_readings;
    QTabBar *m_views;
    Notice *m_notice;
    QTextBrowser *m_texts[2];
    KeyButton *m_take[2];
};

} // namespace countersign::ui
