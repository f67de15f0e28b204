#include "ui/review/decision/signingprompt.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"
#include "ui/speech.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

SigningPrompt::SigningPrompt(QWidget *parent)
    : QWidget(parent), m_sentence(new QLabel(this)), m_passphrase(passphraseLine()), m_pin(passphraseLine()),
      m_passphraseField(new Field(tr("Passphrase"), m_passphrase, this)), m_pinField(new Field(tr("PIN"), m_pin, this)),
      m_sign(new KeyButton(tr("Sign"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, this))
{
    setAccessibleName(tr("Signature"));
    m_passphrase->setAccessibleName(tr("Passphrase for this signature"));
    m_pin->setAccessibleName(tr("PIN for this signature"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    auto *cancel = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), theme::Weight::Quiet, this);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_sentence, 2);
    row->addWidget(m_passphraseField, 1);
    row->addWidget(m_pinField, 1);
    row->addWidget(cancel, 0, Qt::AlignBottom);
    row->addWidget(m_sign, 0, Qt::AlignBottom);
    connect(cancel, &QPushButton::clicked, this, &SigningPrompt::cancelled);
    connect(m_sign, &QPushButton::clicked, this, &SigningPrompt::submit);
    for (QLineEdit *line : {m_passphrase, m_pin})
        connect(line, &QLineEdit::textChanged, this, &SigningPrompt::judge);
    connect(theme::notifier(), &theme::Notifier::changed, this, &SigningPrompt::dress);
    dress();
    hide();
}

void SigningPrompt::dress()
{
    theme::setRole(m_sentence, theme::TextRole::Control);
    layout()->setContentsMargins(px(12), px(10), px(12), px(10));
    layout()->setSpacing(px(12));
}

void SigningPrompt::ask(workflow::Asks asks, const QString &signer, const QString &meaning)
{
    dismiss();
    m_sentence->setText(tr("%1 signs on %2: “%3”").arg(signer, exactTime(QDateTime::currentDateTimeUtc()), meaning));
    m_passphraseField->setVisible(asks == workflow::Asks::PassphraseAndPin);
    show();
    (asks == workflow::Asks::PassphraseAndPin ? m_passphrase : m_pin)->setFocus(Qt::OtherFocusReason);
    judge();
}

void SigningPrompt::sayWrong(const core::Error &error)
{
    const bool pin = error.detail == u"pin";
    QLineEdit *line = pin ? m_pin : m_passphrase;
    (pin ? m_pinField : m_passphraseField)->say(sentence(error), Field::Tone::Wrong);
    wipe(line);
    line->setFocus(Qt::OtherFocusReason);
}

void SigningPrompt::dismiss()
{
    for (QLineEdit *line : {m_passphrase, m_pin})
        wipe(line);
    for (Field *field : {m_passphraseField, m_pinField})
        field->say({});
    hide();
}

void SigningPrompt::judge()
{
    m_sign->setEnabled(!m_pin->text().isEmpty() && (m_passphraseField->isHidden() || !m_passphrase->text().isEmpty()));
}

void SigningPrompt::submit()
{
    if (!m_sign->isEnabled())
        return;
    workflow::SigningProof proof;
    if (!m_passphraseField->isHidden())
        proof.passphrase = workflow::typedSecret(m_passphrase->text());
    proof.pin = workflow::typedSecret(m_pin->text());
    Q_EMIT given(proof);
}

void SigningPrompt::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        submit();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

void SigningPrompt::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Meaning::AccentPane));
}

} // namespace countersign::ui
