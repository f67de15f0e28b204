// Who one is at the server: somebody with a passphrase here, or somebody with a code they were invited with.
#pragma once

#include "ui/connection/connector.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QRadioButton;

namespace countersign::ui {

class Field;

class ArrivalStep final : public QWidget {
    Q_OBJECT

public:
    explicit ArrivalStep(QWidget *parent = nullptr);

    // Where one is: what the server showed, and who works there as far as the address says.
    void begin(const QString &words, const QString &person);
    bool isNew() const;
    core::PersonId person() const;
    workflow::SharedSecret secret() const;
    Newcomer newcomer() const;
    // Says what is missing beside the fields and returns false, or returns true.
    bool check();
    void forgetSecrets();

Q_SIGNALS:
    void changed();

private:
    void follow();
    bool checkNew();

    QLabel *m_shown;
    QRadioButton *m_known;
    QRadioButton *m_new;
    QLineEdit *m_person;
    QLineEdit *m_code;
    QLineEdit *m_name;
    QLineEdit *m_secret;
    QLineEdit *m_again;
    Field *m_personField;
    Field *m_codeField;
    Field *m_nameField;
    Field *m_secretField;
    Field *m_againField;
};

} // namespace countersign::ui
