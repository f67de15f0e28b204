// A button that shows its key in a small outlined cap. Accessible name: the text; accessible description: the key.
#pragma once

#include "ui/theme/drawing.h"

#include <QPointer>
#include <QPushButton>

class QAction;

namespace countersign::ui {

class KeyButton final : public QPushButton {
    Q_OBJECT

public:
    // Shows the action's text and first shortcut, follows its enabled and visible state, and triggers it. The action is not owned.
    explicit KeyButton(QAction *action, theme::Weight weight = theme::Weight::Plain, QWidget *parent = nullptr);
    // A button by itself; `key` is only shown, whoever makes the button listens for it.
    KeyButton(const QString &text, const QKeySequence &key, theme::Weight weight = theme::Weight::Plain, QWidget *parent = nullptr);

    void setKey(const QKeySequence &key);
    void setTight(bool tight); // less room at the sides, where text is large and the window is not
    void setWeight(theme::Weight weight); // Primary also shows what is armed
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void follow();
    QSize capSize() const;

    QPointer<QAction> m_action;
    int m_edge = 14; // design pixels
    QString m_key;
};

// The key as a person reads it: "Ctrl+Enter" as "Ctrl ↵", "Esc", "/".
QString keyText(const QKeySequence &key);

} // namespace countersign::ui
