// The list of all keys, made from the commands; F1.
#pragma once

#include <QDialog>

namespace countersign::ui {

class KeysDialog final : public QDialog {
    Q_OBJECT

public:
    explicit KeysDialog(QWidget *parent);
};

} // namespace countersign::ui
