// The first start, in three steps and without a terminal: what this is and where the store goes, who you are, what to begin with.
// A window of its own: the program shows it when there is no store, and makes the main window when it says finished().
#pragma once

#include "core/result.h"
#include "workflow/createstore.h"

#include <QWidget>
#include <functional>

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace countersign::ui {

class Notice;
class KeyButton;
class PlaceStep;
class PersonStep;
class BeginStep;

// How the page gets a store made without knowing stores. All calls in the window's thread.
struct StoreMaker {
    QString suggestedPlace;  // the file where the store goes unless another one is chosen
    bool placeMayChange = true;
    // Makes the store at `place` in the background (makes the folder, refuses what is there already) and calls `done` once, with
    // success after the first person's key is sealed and everything is on disk. Whoever implements it keeps the ActingPerson.
    std::function<void(const QString &place, const workflow::NewStore &request, std::function<void(core::Result<void>)> done)> make;
    // Whether a file could be made there: success, or why not (StoreExists, StoreOnNetwork, CannotWrite …). Quick; asked while typing.
    std::function<core::Result<void>(const QString &place)> check;
};

class WelcomePage final : public QWidget {
    Q_OBJECT

public:
    // What the person wants to begin with, once the store is there.
    struct Beginning {
        enum class With { Nothing, Samples, Files };
        With with = With::Nothing;
        QStringList files; // With::Files
    };

    explicit WelcomePage(StoreMaker maker, QWidget *parent = nullptr);

    int step() const; // 1 … 3

Q_SIGNALS:
    void finished(const countersign::ui::WelcomePage::Beginning &beginning);
    void serverWanted(); // the store is on a server

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void forward();
    void back();
    void show(int step);
    void makeStore();
    void dress();

    StoreMaker m_maker;
    QStackedWidget *m_steps;
    QScrollArea *m_scroll;
    PlaceStep *m_place;
    PersonStep *m_person;
    BeginStep *m_begin;
    QLabel *m_progress;
    Notice *m_notice;
    KeyButton *m_server;
    KeyButton *m_back;
    KeyButton *m_forward;
    bool m_busy = false;
};

} // namespace countersign::ui
