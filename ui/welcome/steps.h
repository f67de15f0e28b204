// The three steps of the welcome page. Each says whether one may go on, and what was entered.
#pragma once

#include "ui/welcome/welcomepage.h"

class QButtonGroup;
class QLineEdit;

namespace countersign::ui {

class Field;

// 1: what this is; the store's name and place.
class PlaceStep final : public QWidget {
    Q_OBJECT

public:
    explicit PlaceStep(const StoreMaker &maker, QWidget *parent = nullptr);

    QString name() const;
    QString place() const;
    // Says what is wrong beside the field and returns false, or returns true.
    bool check();
    QWidget *first() const;

Q_SIGNALS:
    void changed();

private:
    const StoreMaker &m_maker;
    QLineEdit *m_name;
    QLineEdit *m_place;
    Field *m_placeField;
};

// 2: you: id, printed name, passphrase.
class PersonStep final : public QWidget {
    Q_OBJECT

public:
    explicit PersonStep(QWidget *parent = nullptr);

    core::PersonId id() const;
    QString printedName() const;
    workflow::SharedSecret secret() const;
    bool check();
    void forgetSecret();
    QWidget *first() const;

private:
    void suggestId();
    void judge();

    QLineEdit *m_name;
    QLineEdit *m_id;
    QLineEdit *m_secret;
    QLineEdit *m_again;
    Field *m_nameField;
    Field *m_idField;
    Field *m_secretField;
    Field *m_againField;
    bool m_idTyped = false;
};

// 3: what to begin with.
class BeginStep final : public QWidget {
    Q_OBJECT

public:
    explicit BeginStep(QWidget *parent = nullptr);

    WelcomePage::Beginning::With chosen() const;
    QWidget *first() const;

private:
    QButtonGroup *m_choices;
};

} // namespace countersign::ui
