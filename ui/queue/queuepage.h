// The queue: choose what to see, find a case, open one or take the next; import. Lays out only; QueueFeed fetches.
#pragma once

#include "ui/queue/queuefilters.h"
#include "workflow/session.h"

class QStackedWidget;

namespace countersign::items {
class QueueModel;
}

namespace countersign::ui {

class EmptyState;
class ImportRun;
class KeyButton;
class ListTable;
class Notice;
class QueueFeed;

class QueuePage final : public QWidget {
    Q_OBJECT

public:
    // `samples`: case files offered in an empty store; may be empty.
    QueuePage(workflow::Session &session, ImportRun &import, QStringList samples, QWidget *parent = nullptr);

    void showView(QueueFilters::View view);
    // Somebody signed in or left: everything anew, or nothing.
    void restart();
    // The store changed: now, or when the page is looked at next.
    void refresh();
    const core::QueueCounts &counts() const;
    core::QueueFilter filter() const; // as narrowed now

Q_SIGNALS:
    void caseChosen(const countersign::core::CaseId &id);
    void nextWanted();
    void countsChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildActions();
    void connectParts();
    QList<QWidget *> panes() const; // in F6 order
    QWidget *buildHeader();
    void load();
    void openRow(int row);
    void chooseFiles();
    void rememberPlace();
    void restorePlace();
    void showWhatIsThere();
    void sayEmpty();

    workflow::Session &m_session;
    ImportRun &m_import;
    QStringList m_samples;
    items::QueueModel *m_model;
    QueueFeed *m_feed;
    QueueFilters *m_filters;
    ListTable *m_table;
    QStackedWidget *m_body;
    EmptyState *m_empty;
    QAction *m_importAction = nullptr;
    QAction *m_samplesAction = nullptr;
    QAction *m_nextAction = nullptr;
    KeyButton *m_emptyImport = nullptr;
    KeyButton *m_emptySamples = nullptr;
    Notice *m_notice;
    QTimer m_later;          // refreshes at most so often
    qint64 m_currentKey = -1;
    int m_currentRow = -1;
    qint64 m_topKey = -1;
    int m_topOffset = 0;
    bool m_outdated = false;
    bool m_dropping = false;
    bool m_openWhenShown = false; // return was pressed while the search still ran
};

} // namespace countersign::ui
