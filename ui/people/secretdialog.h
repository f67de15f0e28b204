// New secrets, typed by the person they belong to: another passphrase or a PIN for one's own key; after a loss, a new key an administrator enrols.
#pragma once

#include "workflow/session.h"

#include <QDialog>

class QLineEdit;

namespace countersign::ui {

class Field;
class KeyButton;
class Notice;

class SecretDialog final : public QDialog {
    Q_OBJECT

public:
    enum class What { Passphrase, Pin, NewKey };
    // `person`: whose; the signed-in one but for NewKey.
    SecretDialog(workflow::Session &session, What what, core::Person person, QWidget *parent);
    ~SecretDialog() override; // what was typed is wiped

Q_SIGNALS:
    void changed(const QString &sentence); // done; the dialog closes

private:
    void judge();
    void submit();
    core::Result<void> checked() const;
    QString doneWords() const;

    workflow::Session &m_session;
    What m_what;
    core::Person m_person;
    QLineEdit *m_current;
    QLineEdit *m_new;
    QLineEdit *m_again;
    Field *m_newField = nullptr;
    Field *m_againField = nullptr;
    Notice *m_notice;
    KeyButton *m_yes;
    bool m_busy = false;
};

} // namespace countersign::ui
