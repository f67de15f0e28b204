// Who works here: person and passphrase. Usable at once, also while the store is still opening; nothing typed is ever lost or moved.
#pragma once

#include "workflow/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace countersign::ui {

class Field;
class KeyButton;
class Notice;

class SignInPage final : public QWidget {
    Q_OBJECT

public:
    // `person`: the id to begin with; empty: the one who signed in here last.
    SignInPage(workflow::Session &session, const QString &person, QWidget *parent = nullptr);

    // Asks the store for its name and people again and puts the keyboard where it belongs. `note`: why it is shown ("Locked after …").
    void start(const QString &note = {});

    // A second, quiet button: the workspace instead of the store, or the other way.
    void offerElsewhere(const QString &words);

Q_SIGNALS:
    void elsewhereWanted();
    void storeNamed(const QString &name);
    void otherStoreWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void askPeople();
    void fill(const QList<core::Person> &people);
    core::PersonId chosen() const;
    void submit();
    void failed(const core::Error &error);
    void goOn();
    void saveEvidence(const QString &target);
    void setBusy(bool busy);
    void dress();
    void focusRightField();

    workflow::Session &m_session;
    QWidget *m_card;
    QLabel *m_title;
    QLabel *m_store;
    QComboBox *m_person;
    QLineEdit *m_secret;
    Field *m_personField;
    Field *m_secretField;
    KeyButton *m_enter;
    KeyButton *m_other;
    QPushButton *m_elsewhere;
    Notice *m_notice;
    QString m_offered; // the person the page began with
    QString m_sent; // what was in the field when it was sent, to see whether somebody typed on
    QString m_refusal; // the file that tells of a refused history, while that is what the notice says
    QString m_saved;   // the folder its evidence was saved in
    bool m_busy = false;
};

} // namespace countersign::ui
