// QueuePage: what it says when there is nothing to list, and files dropped on it.
#include "items/queuemodel.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/listtable.h"
#include "ui/queue/importrun.h"
#include "ui/queue/queuefeed.h"
#include "ui/queue/queuepage.h"
#include "ui/sync/offlinewords.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QStackedWidget>

namespace countersign::ui {

namespace {

QStringList localFiles(const QMimeData *mime)
{
    QStringList files;
    const QList<QUrl> urls = mime->urls();
    for (const QUrl &url : urls)
        if (url.isLocalFile())
            files << url.toLocalFile();
    return files;
}

} // namespace

void QueuePage::showWhatIsThere()
{
    const bool empty = m_model->keys().isEmpty() && !m_feed->loading() && m_feed->countsKnown();
    if (empty)
        sayEmpty();
    QWidget *wanted = empty ? static_cast<QWidget *>(m_empty) : m_table;
    if (m_body->currentWidget() == wanted)
        return;
    const bool hadFocus = m_body->currentWidget()->hasFocus() || m_body->currentWidget()->isAncestorOf(focusWidget());
    m_body->setCurrentWidget(wanted);
    if (hadFocus)
        (empty ? static_cast<QWidget *>(m_emptyImport) : m_table)->setFocus();
}

void QueuePage::sayEmpty()
{
    const bool newStore = QueueFilters::countOf(QueueFilters::View::All, m_feed->counts()) == 0;
    const qint64 second = QueueFilters::countOf(QueueFilters::View::SecondLook, m_feed->counts());
    m_emptyImport->setVisible(newStore);
    m_emptySamples->setVisible(newStore && !m_samples.isEmpty());
    if (newStore)
        m_empty->say(QStringLiteral("tray"), tr("No cases yet"),
                     tr("Import a case file, or drop one here. Files with the ending .jsonl, folders and .zip are read."));
    else if (m_filters->narrowed())
        m_empty->say(QStringLiteral("search"), tr("Nothing matches"),
                     tr("Take away a word, or choose another kind or risk. Esc in the search field clears it."));
    else if (m_filters->view() == QueueFilters::View::Waiting && second > 0)
        m_empty->say(QStringLiteral("check"), tr("No open case is waiting"),
                     tr("For a second look: %1. N takes the next one that you may settle; all are listed under Second look.").arg(casesWords(second)));
    else if (m_filters->view() == QueueFilters::View::Waiting)
        m_empty->say(QStringLiteral("check"), tr("Everything is decided"),
                     tr("No case is waiting. Import more, or look under Released at what has gone out."));
    else if (m_filters->view() == QueueFilters::View::Mine)
        m_empty->say(QStringLiteral("desk"), tr("No case is yours now"),
                     tr("Press N to take the next case. It stays yours for ten minutes at a time while you work on it."));
    else
        m_empty->say(QStringLiteral("tray"), tr("Nothing here"), tr("No case is in this state."));
}

void QueuePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (localFiles(event->mimeData()).isEmpty() || m_import.running())
        return;
    event->acceptProposedAction();
    m_dropping = true;
    update();
}

void QueuePage::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropping = false;
    update();
}

void QueuePage::dropEvent(QDropEvent *event)
{
    m_dropping = false;
    update();
    event->acceptProposedAction();
    m_import.start(localFiles(event->mimeData()));
}

void QueuePage::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(m_dropping ? theme::Meaning::AccentPane : theme::Meaning::Pane));
}

} // namespace countersign::ui
