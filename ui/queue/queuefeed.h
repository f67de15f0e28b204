// Fills the queue's model in the background: first page at once, then all keys, rows as they are looked at, counts. No widgets.
#pragma once

#include "items/queuemodel.h"
#include "workflow/session.h"

namespace countersign::ui {

class QueueFeed final : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype firstKeys = 256;

    QueueFeed(workflow::Session &session, items::QueueModel &model, QObject *parent = nullptr);

    // Shows another list; the newest call wins. Teams and asker are filled in here. Nothing happens while nobody is signed in.
    void load(core::QueueFilter filter);
    // The same list again after the store changed; what is shown stays until the answer is here.
    void refresh();
    void askCounts();
    const core::QueueCounts &counts() const { return m_counts; }
    bool countsKnown() const { return m_countsKnown; }
    bool loading() const { return m_loading; }
    // Forgets everything (somebody else signs in).
    void clear();

Q_SIGNALS:
    void firstShown();  // a new list begins; its first rows are in the model
    void aboutToChange(); // keys change under the view: remember the place …
    void listChanged();   // … and go back to it. All keys are in the model now
    void counted();
    void failed(const countersign::core::Error &error);

private:
    struct Beginning {
        QList<qint64> keys;
        QList<core::QueueRow> rows;
    };
    void askBeginning();
    void askAll();
    void askRows(const QList<qint64> &keys);

    workflow::Session &m_session;
    items::QueueModel &m_model;
    core::QueueFilter m_filter;
    core::QueueCounts m_counts;
    bool m_countsKnown = false;
    bool m_loaded = false;
    bool m_loading = false;
};

} // namespace countersign::ui
