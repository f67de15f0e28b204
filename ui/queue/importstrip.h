// An import as a strip above the queue: how far, how fast, how long; afterwards what went in and what was refused, each with its reason.
#pragma once

#include "ui/queue/importrun.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace countersign::ui {

class KeyButton;
class Notice;

class ImportStrip final : public QWidget {
    Q_OBJECT

public:
    ImportStrip(ImportRun &run, QWidget *parent = nullptr);

private:
    void started();
    void progressed(const ImportRun::Pace &pace);
    void finished(const workflow::ImportReport &report);
    void dress();

    ImportRun &m_run;
    QWidget *m_going;
    QLabel *m_what;
    QLabel *m_pace;
    QProgressBar *m_bar;
    KeyButton *m_stop;
    Notice *m_result;
    QListWidget *m_refusals;
    QPushButton *m_close;
};

} // namespace countersign::ui
