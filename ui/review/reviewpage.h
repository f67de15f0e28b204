// The review desk: evidence, suggestion, what is known about the case, and the decision. Lays the case of a ReviewSession out and
// carries keys to it; what may be done and what is missing is the session's to say.
#pragma once

#include "diff/incremental.h"
#include "workflow/reviewsession.h"

#include <QTimer>
#include <QWidget>
#include <functional>

class QAction;
class QSplitter;
class QStackedLayout;

namespace countersign::ui {

class AboutPane;
class CaseActions;
class CitationLight;
class DecisionBar;
class DeskLayout;
class EmptyState;
class EvidencePane;
class Notice;
class Sources;
class SuggestionPane;
struct Reason;
enum class Command;

class ReviewPage final : public QWidget {
    Q_OBJECT

public:
    explicit ReviewPage(workflow::Session &session, QWidget *parent = nullptr);
    ~ReviewPage() override;

    void openCase(const core::CaseId &id);
    void openNext();
    void correct(const core::CaseId &id, const core::StatementId &decision); // lays the case to sign a new decision in place of that one
    void closeCase();          // draft saved, claim given back
    bool hasCase() const;
    core::CaseId currentCase() const; // empty for none
    // To the next or previous pane: case, evidence, text, side lists, decision.
    void cyclePanes(int direction);

Q_SIGNALS:
    void backRequested();
    void caseCountChanged();   // a case was decided, taken or given back: counts elsewhere are old
    void caseChanged();        // another case, or none, lies on the desk
    void corrected(const countersign::core::StatementId &decision); // signed, and the desk is empty

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void connectSession();
    void connectPanes();
    void connectAbout();
    void connectSources();
    void settle(const diff::IncrementalDiff::Snapshot &state);
    void makeCommands();
    QAction *command(Command which, std::function<void()> what);
    void showCase();
    void showNothing(const QString &title, const QString &next);
    void layContent(const core::CaseRecord &record);
    void restorePlace(const core::Draft &draft);
    void offerTexts();         // pieces of text, to be put where the keyboard is
    void editWordings();
    void compareDecisions();   // those that do not agree, side by side
    void takeOver(core::Verdict verdict, const std::optional<core::Content> &content);
    void suggestSpelling();
    void showTextChanges();
    void showFieldChanges();
    void lookForSources();     // of what the text says now
    void keepPlace();
    void onCase();             // the keyboard leaves every field
    bool isOnCase() const;
    bool holds(const QWidget *widget) const;
    void noteFocus(const QWidget *focused);
    bool handledByPage(const QKeyEvent &key) const;
    bool takesEnter(QWidget *focused, const QKeyEvent &key);
    QList<QWidget *> panes() const;
    QString whyReadOnly() const;

    workflow::Session &m_session;
    workflow::ReviewSession m_review;
    Notice *m_notice;
    EvidencePane *m_evidence;
    SuggestionPane *m_suggestion;
    AboutPane *m_about;
    DecisionBar *m_decision;
    EmptyState *m_empty;
    QWidget *m_desk;
    QSplitter *m_splitter;
    DeskLayout *m_layout = nullptr;
    QStackedLayout *m_layers;
    CitationLight *m_light;
    Sources *m_sources;
    CaseActions *m_case;
    QTimer m_listTimer;  // the list of changes of a long text follows typing at a distance
    QTimer m_placeTimer;
    QList<Reason> m_reasons; // offered for the case
    core::CaseId m_asked; // the case last asked for, to try again
    bool m_correcting = false;
    std::optional<workflow::DecisionReceipt> m_signedNow; // said beside the next case
};

} // namespace countersign::ui
