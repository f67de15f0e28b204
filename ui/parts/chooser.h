// A small pane over the window: type a few letters, choose one line. For commands, texts, decisions, suggestions. It takes the keyboard
// when it opens and gives it back to where it was; Esc or a click elsewhere closes it.
#pragma once

#include "ui/parts/choicelist.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace countersign::ui {

class Chooser final : public QWidget {
    Q_OBJECT

public:
    // Lies over the window of `over`; `name` is its head and accessible name. Deletes itself when it closes.
    Chooser(const QString &name, const QString &listName, QWidget *over);
    ~Chooser() override;

    void setChoices(const QList<Choice> &choices);
    void setNothing(const QString &sentence); // said where the list is empty
    void offerWords(const QString &pattern);  // what is typed may be chosen too: "New field “%1”"
    void open();
    void close(); // nothing chosen
    bool isShut() const { return m_shut; }

Q_SIGNALS:
    void chosen(int index); // into the list set; the keyboard is back already
    void wordsChosen(const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    void step(int by);
    void take();
    void shut();
    void showFound();
    void filter(const QString &words);

    QPointer<QWidget> m_before; // had the keyboard
    ChoiceModel *m_model;
    QLabel *m_head;
    QLineEdit *m_words;
    QListView *m_list;
    QLabel *m_nothing;
    QString m_nothingAtAll;
    QString m_wordsPattern;
    QList<Choice> m_choices;
    bool m_shut = false;
};

} // namespace countersign::ui
