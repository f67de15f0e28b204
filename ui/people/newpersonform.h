// A new person: printed name, id, roles, and the passphrase they type themselves. Or one who was disabled and comes back: the first two stand.
#pragma once

#include "workflow/people.h"

#include <QWidget>

class QCheckBox;
class QLabel;
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
    void setReturning(const core::Person &person); // until the next clear()
    bool isReturning() const { return m_isReturning; }
    void setBusy(bool busy);

Q_SIGNALS:
    void submitted();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void judge();
    void dress(bool returning);

    QLabel *m_title;
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
    bool m_isReturning = false;
};

} // namespace countersign::ui
