// Where keys are changed: every command with its keys; a new key is caught by pressing it, refused where another command has it.
#pragma once

#include "ui/actions.h"

#include <QDialog>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace countersign::ui {

class KeyButton;
class KeyCatcher;

class KeysDialog final : public QDialog {
    Q_OBJECT

public:
    explicit KeysDialog(QWidget *parent);

private:
    void build();
    QWidget *buildChanging();
    void fill();
    void showCurrent();
    void take(const QKeySequence &key);
    std::optional<Command> current() const;

    QTreeWidget *m_list;
    QLabel *m_which;
    QLabel *m_said;
    KeyCatcher *m_catcher;
    KeyButton *m_none;
    KeyButton *m_own;
};

} // namespace countersign::ui
