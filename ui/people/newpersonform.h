// A new person: printed name, id, roles, and the passphrase they type themselves.
#pragma once

#include "workflow/people.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace countersign::ui {

class Field;
class KeyButton;

class NewPersonForm final : public QWidget {
    Q_OBJECT

public:
    explicit NewPersonForm(QWidget *parent = nullptr);

    // What was entered, or nothing after saying beside the field what is missing.
    std::optional<workflow::NewPerson> request();
    void clear();
    void setBusy(bool busy);

Q_SIGNALS:
    void submitted();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void judge();

    QLineEdit *m_name;
    QLineEdit *m_id;
    QLineEdit *m_secret;
    QLineEdit *m_again;
    Field *m_nameField;
    Field *m_idField;
    Field *m_rolesField;
    Field *m_secretField;
    Field *m_againField;
    QList<QCheckBox *> m_roles;
    KeyButton *m_submit;
};

} // namespace countersign::ui
