// Letting somebody in at a store on a server: a code for one sign-in, and, once they read the words of the key they made there, who they are
// and what they may do.
#pragma once

#include "core/reviewer.h"
#include "core/result.h"

#include <QDateTime>
#include <QDialog>
#include <functional>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace countersign::ui {

class Field;
class KeyButton;
class Notice;

// How the dialog reaches the server. Everything is called, and answers once, in the window's thread.
struct Invitations {
    struct Code {
        QString code;
        QDateTime until;
    };
    struct Confirmation {
        core::PersonId id;
        QStringList words;
        QList<core::Role> roles;
    };
    std::function<void(const core::PersonId &person, std::function<void(core::Result<Code>)> done)> invite;
    // VerificationFailed when the words are those of another key; NoSuchPerson when nobody of that id waits.
    std::function<void(const Confirmation &confirmation, std::function<void(core::Result<core::Person>)> done)> confirm;
};

class InvitationDialog final : public QDialog {
    Q_OBJECT

public:
    explicit InvitationDialog(Invitations invitations, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &sentence); // done; the dialog closes

private:
    void build();
    bool named();
    void makeCode();
    void showCode(const core::Result<Invitations::Code> &code);
    void confirm();
    void taken(const core::Result<core::Person> &person);

    Invitations m_invitations;
    QLineEdit *m_id;
    QLineEdit *m_words;
    QLabel *m_code;
    QLabel *m_told;
    QList<QCheckBox *> m_roles;
    Field *m_idField = nullptr;
    Field *m_wordsField = nullptr;
    Field *m_rolesField = nullptr;
    Notice *m_notice;
    KeyButton *m_make;
    KeyButton *m_yes;
    bool m_busy = false;
};

} // namespace countersign::ui
