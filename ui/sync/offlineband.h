// A quiet band below the top bar: how the workspace stands, wherever one is in the window.
#pragma once

#include "ui/sync/syncrun.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace countersign::ui {

class OfflineBand final : public QWidget {
    Q_OBJECT

public:
    OfflineBand(const workflow::Session &session, const SyncRun &run, QWidget *parent = nullptr);

Q_SIGNALS:
    void pageWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    void dress();
    QString words() const;

    const workflow::Session &m_session;
    const SyncRun &m_run;
    QLabel *m_text;
    QLabel *m_doing;
    QPushButton *m_open;
};

} // namespace countersign::ui
