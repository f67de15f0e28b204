// A question whose yes is signed: words for the record, a word to type where it cannot be undone, passphrase and PIN where the case asks for them.
#pragma once

#include "ui/prompts.h"

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;

namespace countersign::ui {

class KeyButton;

class SigningDialog final : public QDialog {
    Q_OBJECT

public:
    SigningDialog(const SigningQuestion &question, QWidget *parent);
    ~SigningDialog() override; // what was typed as a secret is wiped

    SigningAnswer answer() const;

private:
    void judge();

    SigningQuestion m_question;
    QPlainTextEdit *m_words = nullptr;
    QLineEdit *m_typed = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QLineEdit *m_pin = nullptr;
    KeyButton *m_yes;
};

} // namespace countersign::ui
