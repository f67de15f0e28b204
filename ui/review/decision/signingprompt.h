// Asked in place, where a case's policy wants more than being signed in: passphrase and PIN, beside who signs, when, and what it means.
#pragma once

#include "workflow/signing.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace countersign::ui {

class Field;
class KeyButton;

class SigningPrompt final : public QWidget {
    Q_OBJECT

public:
    explicit SigningPrompt(QWidget *parent = nullptr);

    void ask(workflow::Asks asks, const QString &signer, const QString &meaning);
    void sayWrong(const core::Error &error); // asked again
    void dismiss();                          // what was typed is wiped

Q_SIGNALS:
    void given(const countersign::workflow::SigningProof &proof);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();
    void judge();
    void dress();

    QLabel *m_sentence;
    QLineEdit *m_passphrase;
    QLineEdit *m_pin;
    Field *m_passphraseField;
    Field *m_pinField;
    KeyButton *m_sign;
};

} // namespace countersign::ui
