// A button that, once pressed, takes the next key as its answer. Esc leaves without one, so nobody is caught in it.
#pragma once

#include <QKeySequence>
#include <QPushButton>

namespace countersign::ui {

class KeyCatcher final : public QPushButton {
    Q_OBJECT

public:
    explicit KeyCatcher(QWidget *parent = nullptr);

Q_SIGNALS:
    void caught(const QKeySequence &key);

protected:
    bool event(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setCatching(bool on);
    bool take(const QKeyEvent &key);

    bool m_catching = false;
};

} // namespace countersign::ui
