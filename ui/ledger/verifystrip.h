// The check of the record as a strip: how far it is, then its answer in words.
#pragma once

#include "ui/ledger/verifyrun.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace countersign::ui {

class Notice;

class VerifyStrip final : public QWidget {
    Q_OBJECT

public:
    VerifyStrip(VerifyRun &run, QWidget *parent = nullptr);

private:
    void started();
    void progressed(const workflow::VerifyProgress &progress, qint64 perSecond, qint64 millisecondsLeft);
    void failed(const core::Error &error);
    void finished(const workflow::LedgerVerdict &verdict);
    void dress();

    QWidget *m_going;
    QLabel *m_words;
    QProgressBar *m_bar;
    Notice *m_answer;
};

} // namespace countersign::ui
