// Work on a server: which one, what it shows of itself, who one is there; and, for who was invited with a code, the eight words of the new key
// until an administrator has confirmed them. A window of its own, as the welcome page is.
#pragma once

#include "ui/connection/connector.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace countersign::ui {

class ArrivalStep;
class KeyButton;
class Notice;
class ServerStep;

class ConnectionPage final : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionPage(Connector connector, QWidget *parent = nullptr);

    enum class Step { Server, Person, Words };
    Step step() const;
    void showError(const core::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void forward();
    void back();
    void turnTo(Step step);
    void setBusy(const QString &words);
    void look();
    void looked(const core::Result<ServerLook> &look);
    void arrive();
    void arrived(const core::Result<void> &in);
    void showWords(const QStringList &words);
    void dress();

    Connector m_connector;
    QStackedWidget *m_steps;
    QScrollArea *m_scroll;
    ServerStep *m_server;
    ArrivalStep *m_person;
    QWidget *m_wordsStep;
    QLabel *m_title;
    QLabel *m_words;
    QLabel *m_wordsTold;
    Notice *m_notice;
    KeyButton *m_home;
    KeyButton *m_back;
    KeyButton *m_forward;
    QString m_address;
    bool m_busy = false;
    bool m_leaving = false; // gives up the arrival to go back
};

} // namespace countersign::ui
