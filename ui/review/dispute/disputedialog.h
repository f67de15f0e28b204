// What is disputed of a case. Two decisions that do not agree stand side by side: who signed what and why, each text with its changes, or the
// one against the other. Where one was made on an earlier version of the case, what has changed in the case since stands beside it. A third
// person takes a decision over into the editor, to keep it, to replace it, or to go on from it.
#pragma once

#include "ui/ledger/decisiontext.h"
#include "ui/review/dispute/casechanges.h"
#include "workflow/session.h"

#include <QDialog>

class QTabBar;
class QTextBrowser;

namespace countersign::ui {

class KeyButton;
class Notice;

class DisputeDialog final : public QDialog {
    Q_OBJECT

public:
    // The decisions a dispute of the case is about: two that do not agree, the standing or first one before the other; or one that was made on
    // an earlier version; none where nothing is disputed.
    static QList<core::DecisionRow> disputed(const workflow::CaseOnDesk &desk);

    // `decisions`: one or two, of `newest` being the case's version now. `mayTake`: whoever looks is the one who settles it.
    DisputeDialog(workflow::Session &session, const QList<core::DecisionRow> &decisions, int newest, bool mayTake, QWidget *parent);

Q_SIGNALS:
    // The verdict and what it stands behind; no content for one that stands behind none.
    void taken(countersign::core::Verdict verdict, const std::optional<countersign::core::Content> &content);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class View : quint8 { Each, Against, Since };
    struct Reading {
        QList<DecisionReading> decisions;
        QList<CaseChange> changes; // since the one that was made on an earlier version
    };

    void build();
    void load();
    void fill();
    void fillDecision(int pane, int which, bool against);
    void fillChanges(int pane);
    void take(int pane);
    View view() const;
    QString nameOf(int which) const;

    workflow::Session &m_session;
    QList<core::DecisionRow> m_rows;
    int m_newest;
    int m_earlier; // which of them was made on an earlier version; -1: none
    bool m_mayTake;
    Reading m_reading;
    QTabBar *m_views;
    Notice *m_notice;
    QTextBrowser *m_texts[2];
    KeyButton *m_take[2];
    int m_shown[2] = {0, -1}; // the decision in each pane; -1: none
};

} // namespace countersign::ui
