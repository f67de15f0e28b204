// A field that shows the chosen reasons in words and opens the list of those that can be chosen; a digit chooses and closes.
#pragma once

#include "ui/review/decision/reasoncodes.h"

#include <QAbstractButton>
#include <QPointer>

class QMenu;

namespace countersign::ui {

class ReasonPicker final : public QAbstractButton {
    Q_OBJECT

public:
    explicit ReasonPicker(QWidget *parent = nullptr);

    void setChoices(const QList<Reason> &reasons); // in the order offered
    void setChosen(const QStringList &codes);
    const QStringList &chosen() const { return m_chosen; }
    void openList();
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosenChanged(const QStringList &codes);
    void listClosed(); // chosen or not: the keyboard can go on

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void toggle(const QString &code);
    void describe();
    QString shownText() const;
    QString wordsOf(const QString &code) const;
    void addChoice(const Reason &reason, int number);

    QList<Reason> m_choices;
    QStringList m_chosen;
    QPointer<QMenu> m_list;
};

} // namespace countersign::ui
