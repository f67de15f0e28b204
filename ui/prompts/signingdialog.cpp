#include "ui/prompts/signingdialog.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;
using workflow::Asks;

SigningDialog::SigningDialog(const SigningQuestion &question, QWidget *parent)
    : QDialog(parent), m_question(question), m_yes(new KeyButton(question.question.yes, QKeySequence(Qt::CTRL | Qt::Key_Return), theme::Weight::Primary, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(question.question.title);
    setAccessibleName(question.question.title);
    auto *title = new QLabel(question.question.title, this);
    theme::setRole(title, theme::TextRole::Title);
    auto *text = new QLabel(question.question.text, this);
    theme::setRole(text, theme::TextRole::Control, theme::Meaning::Soft);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(18), px(20), px(16));
    column->setSpacing(px(10));
    for (QLabel *label : {title, text}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setMinimumWidth(px(420));
        column->addWidget(label);
    }
    if (!question.words.isEmpty()) {
        m_words = new QPlainTextEdit;
        m_words->setTabChangesFocus(true);
        m_words->setFixedHeight(px(72));
        column->addWidget(new Field(question.words, m_words, this));
        connect(m_words, &QPlainTextEdit::textChanged, this, &SigningDialog::judge);
    }
    const auto addLine = [&](QLineEdit *line, const QString &label) {
        column->addWidget(new Field(label, line, this));
        connect(line, &QLineEdit::textChanged, this, &SigningDialog::judge);
        return line;
    };
    if (question.asks == Asks::PassphraseAndPin)
        m_passphrase = addLine(passphraseLine(), tr("Passphrase"));
    if (question.asks != Asks::Nothing)
        m_pin = addLine(passphraseLine(), tr("PIN"));
    if (!question.question.typed.isEmpty())
        m_typed = addLine(new QLineEdit, tr("Type %1 to confirm").arg(question.question.typed));
    auto *no = new KeyButton(question.question.no.isEmpty() ? tr("Cancel") : question.question.no, QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    m_yes->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_yes->setAutoDefault(false);
    no->setAutoDefault(false);
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_yes, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(no);
    buttons->addWidget(m_yes);
    column->addSpacing(px(6));
    column->addLayout(buttons);
    judge();
}

SigningDialog::~SigningDialog()
{
    for (QLineEdit *line : {m_passphrase, m_pin})
        if (line)
            wipe(line);
}

void SigningDialog::judge()
{
    const bool said = !m_words || !m_words->toPlainText().trimmed().isEmpty();
    const bool typed = !m_typed || m_typed->text().trimmed() == m_question.question.typed;
    const bool shown = (!m_passphrase || !m_passphrase->text().isEmpty()) && (!m_pin || !m_pin->text().isEmpty());
    m_yes->setEnabled(said && typed && shown);
}

SigningAnswer SigningDialog::answer() const
{
    SigningAnswer answer;
    if (m_words)
        answer.words = m_words->toPlainText().trimmed();
    if (m_passphrase)
        answer.proof.passphrase = workflow::typedSecret(m_passphrase->text());
    if (m_pin)
        answer.proof.pin = workflow::typedSecret(m_pin->text());
    return answer;
}

} // namespace countersign::ui
