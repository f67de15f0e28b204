#include "ui/connection/arrivalstep.h"

#include "ui/parts/field.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"
#include "workflow/createstore.h"

#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

ArrivalStep::ArrivalStep(QWidget *parent)
    : QWidget(parent), m_shown(new QLabel(this)), m_known(new QRadioButton(tr("I have a passphrase for this store"), this)),
      m_new(new QRadioButton(tr("I was invited with a code"), this)), m_person(new QLineEdit), m_code(passphraseLine()), m_name(new QLineEdit),
      m_secret(passphraseLine()), m_again(passphraseLine())
{
    m_personField = new Field(tr("Person"), m_person, this);
    m_codeField = new Field(tr("Code"), m_code, this);
    m_nameField = new Field(tr("Printed name, as under a signature"), m_name, this);
    m_secretField = new Field(tr("Passphrase"), m_secret, this);
    m_againField = new Field(tr("Passphrase once more"), m_again, this);
    m_person->setPlaceholderText(tr("ada"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    for (QWidget *part : std::initializer_list<QWidget *>{m_shown, m_known, m_new, m_personField, m_codeField, m_nameField, m_secretField, m_againField})
        column->addWidget(part);
    column->addStretch();
    m_shown->setWordWrap(true);
    m_shown->setTextFormat(Qt::PlainText);
    theme::setRole(m_shown, theme::TextRole::Control, theme::Meaning::Soft);
    m_known->setChecked(true);
    setFocusProxy(m_person);
    connect(m_new, &QRadioButton::toggled, this, &ArrivalStep::follow);
    for (QLineEdit *field : {m_person, m_code, m_name, m_secret, m_again})
        connect(field, &QLineEdit::textChanged, this, &ArrivalStep::changed);
    follow();
}

void ArrivalStep::follow()
{
    for (Field *field : {m_codeField, m_nameField, m_againField})
        field->setVisible(isNew());
    m_secretField->say(isNew() ? tr("A new one, at least 15 characters; if your key was brought here from another store, the one you have.") : QString());
    m_codeField->say(isNew() ? tr("As the administrator gave it to you. It lets you in once.") : QString());
    Q_EMIT changed();
}

void ArrivalStep::begin(const QString &words, const QString &person)
{
    m_shown->setText(words);
    if (m_person->text().isEmpty())
        m_person->setText(person);
    setFocusProxy(m_person->text().isEmpty() ? m_person : m_secret);
}

bool ArrivalStep::isNew() const
{
    return m_new->isChecked();
}

core::PersonId ArrivalStep::person() const
{
    return core::PersonId(m_person->text().trimmed());
}

workflow::SharedSecret ArrivalStep::secret() const
{
    return workflow::typedSecret(m_secret->text());
}

Newcomer ArrivalStep::newcomer() const
{
    return {person(), m_name->text().simplified(), workflow::typedSecret(m_code->text().trimmed()), secret()};
}

bool ArrivalStep::check()
{
    m_personField->say({});
    if (!workflow::checkPersonId(person())) {
        m_personField->say(tr("Say who you are: your short id at this store."), Field::Tone::Wrong);
        m_person->setFocus(Qt::OtherFocusReason);
        return false;
    }
    if (isNew())
        return checkNew();
    m_secretField->say(m_secret->text().isEmpty() ? tr("Type your passphrase.") : QString(), Field::Tone::Wrong);
    if (m_secret->text().isEmpty())
        m_secret->setFocus(Qt::OtherFocusReason);
    return !m_secret->text().isEmpty();
}

bool ArrivalStep::checkNew()
{
    QLineEdit *wrong = nullptr;
    const auto mind = [&wrong](Field *field, QLineEdit *line, bool good, const QString &words) {
        field->say(good ? QString() : words, Field::Tone::Wrong);
        if (!good && !wrong)
            wrong = line;
    };
    const auto good = workflow::checkSecret(m_secret->text(), person(), m_name->text().simplified());
    mind(m_codeField, m_code, !m_code->text().trimmed().isEmpty(), tr("The code the administrator gave you."));
    mind(m_nameField, m_name, workflow::checkPrintedName(m_name->text().simplified()).has_value(), tr("Your name, as it should stand under a decision."));
    mind(m_secretField, m_secret, good.has_value(), good ? QString() : sentence(good.error()));
    mind(m_againField, m_again, m_again->text() == m_secret->text(), tr("The two passphrases differ."));
    if (wrong)
        wrong->setFocus(Qt::OtherFocusReason);
    return !wrong;
}

void ArrivalStep::forgetSecrets()
{
    for (QLineEdit *line : {m_code, m_secret, m_again}) {
        const QSignalBlocker quietly(line);
        wipe(line);
    }
}

} // namespace countersign::ui
