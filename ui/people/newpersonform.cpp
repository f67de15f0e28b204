#include "ui/people/newpersonform.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"
#include "ui/speech.h"
#include "workflow/createstore.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

NewPersonForm::NewPersonForm(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_name(new QLineEdit), m_id(new QLineEdit), m_secret(passphraseLine()), m_again(passphraseLine()),
      m_submit(new KeyButton(tr("Add"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, this))
{
    theme::setRole(m_title, theme::TextRole::Title);
    m_title->setWordWrap(true);
    m_nameField = new Field(tr("Printed name"), m_name, this);
    m_idField = new Field(tr("Id"), m_id, this);
    auto *roles = new QWidget;
    auto *boxes = new QVBoxLayout(roles);
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setSpacing(0);
    for (int i = 0; i < core::roleCount; ++i) {
        auto *box = new QCheckBox(words(core::Role(i)), roles);
        box->setChecked(core::Role(i) == core::Role::Reviewer);
        boxes->addWidget(box);
        m_roles.append(box);
    }
    m_rolesField = new Field(tr("May act as"), roles, this);
    m_secretField = new Field(tr("Their passphrase, typed by themselves"), m_secret, this);
    m_againField = new Field(tr("Once more"), m_again, this);
    auto *cancel = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), theme::Weight::Quiet, this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_submit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(16), px(20), px(16));
    column->setSpacing(px(12));
    column->addWidget(m_title);
    for (Field *field : {m_nameField, m_idField, m_rolesField, m_secretField, m_againField})
        column->addWidget(field);
    column->addLayout(buttons);
    column->addStretch();
    connect(cancel, &QPushButton::clicked, this, &NewPersonForm::cancelled);
    connect(m_submit, &QPushButton::clicked, this, &NewPersonForm::submitted);
    for (QLineEdit *line : {m_secret, m_again, m_id})
        connect(line, &QLineEdit::textChanged, this, &NewPersonForm::judge);
    dress(false);
}

void NewPersonForm::dress(bool returning)
{
    m_isReturning = returning;
    m_title->setText(returning ? tr("%1 comes back, with a new key").arg(m_name->text()) : tr("A new person"));
    m_nameField->setVisible(!returning);
    m_idField->setVisible(!returning);
    m_submit->setText(returning ? tr("Enable") : tr("Add"));
    m_submit->setAccessibleName(m_submit->text());
    setFocusProxy(returning ? static_cast<QWidget *>(m_roles.first()) : m_name);
}

void NewPersonForm::setReturning(const core::Person &person)
{
    clear();
    m_name->setText(person.printedName);
    m_id->setText(person.id.value);
    for (QCheckBox *box : m_roles)
        box->setChecked(false); // what they had was withdrawn; it is given anew, knowingly
    dress(true);
}

void NewPersonForm::judge()
{
    const auto good = workflow::checkSecret(m_secret->text(), core::PersonId(m_id->text().trimmed()), m_name->text().simplified());
    m_secretField->say(m_secret->text().isEmpty() ? QString() : good ? tr("This passphrase will do.") : sentence(good.error()),
                       good ? Field::Tone::Right : Field::Tone::Hint);
    m_againField->say(m_again->text().isEmpty() || m_again->text() == m_secret->text() ? QString() : tr("Not the same yet."));
}

std::optional<workflow::NewPerson> NewPersonForm::request()
{
    workflow::NewPerson person;
    person.id = core::PersonId(m_id->text().trimmed());
    person.printedName = m_name->text().simplified();
    for (int i = 0; i < m_roles.size(); ++i)
        if (m_roles.at(i)->isChecked())
            person.roles << core::Role(i);
    const auto good = workflow::checkSecret(m_secret->text(), person.id, person.printedName);
    const bool named = workflow::checkPrintedName(person.printedName).has_value();
    const bool known = workflow::checkPersonId(person.id).has_value();
    const bool same = m_secret->text() == m_again->text();
    m_nameField->say(named ? QString() : tr("The name as it should stand under a decision."), Field::Tone::Wrong);
    m_idField->say(known ? QString() : tr("1 to 64 letters or digits, and . _ - @"), Field::Tone::Wrong);
    m_rolesField->say(person.roles.isEmpty() ? tr("At least one role.") : QString(), Field::Tone::Wrong);
    if (!good)
        m_secretField->say(sentence(good.error()), Field::Tone::Wrong);
    m_againField->say(same ? QString() : tr("The two passphrases differ."), Field::Tone::Wrong);
    if (!named || !known || person.roles.isEmpty() || !good || !same) {
        (!named ? m_name : !known ? m_id : !good ? m_secret : m_again)->setFocus(Qt::OtherFocusReason);
        return std::nullopt;
    }
    person.secret = workflow::typedSecret(m_secret->text());
    return person;
}

void NewPersonForm::clear()
{
    m_name->clear();
    m_id->clear();
    wipe(m_secret);
    wipe(m_again);
    for (int i = 0; i < m_roles.size(); ++i)
        m_roles.at(i)->setChecked(core::Role(i) == core::Role::Reviewer);
    for (Field *field : {m_nameField, m_idField, m_rolesField, m_secretField, m_againField})
        field->say({});
    dress(false);
}

void NewPersonForm::setBusy(bool busy)
{
    m_submit->setEnabled(!busy);
    m_submit->setText(busy ? tr("Making their key…") : m_isReturning ? tr("Enable") : tr("Add"));
}

void NewPersonForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        m_submit->click();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

void NewPersonForm::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Meaning::Pane));
    painter.fillRect(layoutDirection() == Qt::RightToLeft ? width() - 1 : 0, 0, 1, height(), theme::color(theme::Meaning::Line));
}

} // namespace countersign::ui
