// The people of the store: who there is and what they may do; an administrator adds, disables and enables them here.
#pragma once

#include "ui/people/invitationdialog.h"
#include "workflow/session.h"

#include <QWidget>

namespace countersign::items {
class PeopleModel;
}

namespace countersign::ui {

class ListTable;
class NewPersonForm;
class Notice;

class PeoplePage final : public QWidget {
    Q_OBJECT

public:
    explicit PeoplePage(workflow::Session &session, QWidget *parent = nullptr);

    // Of a store on a server; without, nobody is invited here.
    void setInvitations(const Invitations &invitations);

    void restart();
    void refresh();

Q_SIGNALS:
    void backRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showForm(bool shown);
    void askEnable();
    void invite();
    void submit();
    void taken(const core::Result<core::Person> &person);
    void askDisable();
    void openSecrets(int what);
    void disable(const core::Person &person);
    void follow();

    workflow::Session &m_session;
    items::PeopleModel *m_model;
    ListTable *m_table;
    NewPersonForm *m_form;
    QWidget *m_formPane;
    Notice *m_notice;
    QAction *m_add;
    QAction *m_invite;
    QAction *m_disable;
    QAction *m_enable;
    QAction *m_reset;
    QAction *m_passphrase;
    QAction *m_pin;
    Invitations m_invitations;
    QWidget *m_inviteButton;
    QWidget *m_disableButton;
    QWidget *m_enableButton;
    bool m_outdated = true;
};

} // namespace countersign::ui
