// Questions to the person, asked through an interface so that tests can answer. Never a nested event loop: every answer arrives by call.
#pragma once

#include "workflow/signing.h"

#include <QStringList>
#include <functional>
#include <optional>

class QWidget;

namespace countersign::ui {

struct Question {
    QString title;     // one line: what is asked
    QString text;      // what will happen
    QString yes;       // the verb on the button: "Disable Grace Okafor"
    QString no;        // falls back to "Cancel"
    bool danger = false;
    QString typed;     // not empty: this word must be typed before `yes` works
};

// A question whose yes is a signature: words that are recorded with it, and what the person has to show.
struct SigningQuestion {
    Question question;
    QString words;           // label of the words ("Rationale"), which must not be empty; empty: none are asked for
    workflow::Asks asks = workflow::Asks::Nothing;
};

struct SigningAnswer {
    QString words;
    workflow::SigningProof proof;
};

class Prompts {
public:
    virtual ~Prompts() = default;
    // `answer` is called once in the window's thread, or never when the parent is gone.
    virtual void ask(QWidget *parent, const Question &question, std::function<void(bool)> answer) = 0;
    // Nothing where the person changed their mind.
    virtual void askSigning(QWidget *parent, const SigningQuestion &question, std::function<void(std::optional<SigningAnswer>)> answer) = 0;
    // Files to open; an empty list when the person changed their mind.
    virtual void chooseFiles(QWidget *parent, const QString &title, const QString &filter, std::function<void(QStringList)> answer) = 0;
    virtual void chooseFolder(QWidget *parent, const QString &title, const QString &start, std::function<void(QString)> answer) = 0;
    virtual void chooseSavePath(QWidget *parent, const QString &title, const QString &suggested, const QString &filter,
                                std::function<void(QString)> answer) = 0;
};

// The ones in force: real windows, until a test puts its own in.
Prompts &prompts();
void setPrompts(Prompts *replacement); // not owned; nullptr: the real ones again

} // namespace countersign::ui
