#include "ui/people/invitationdialog.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "workflow/createstore.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::px;

namespace {

constexpr qsizetype wordCount = 8;

} // namespace

InvitationDialog::InvitationDialog(Invitations invitations, QWidget *parent)
    : QDialog(parent), m_invitations(std::move(invitations)), m_id(new QLineEdit), m_words(new QLineEdit), m_code(new QLabel(this)), m_told(new QLabel(this)),
      m_notice(new Notice(this)), m_make(new KeyButton(tr("Make a code"), QKeySequence(Qt::ALT | Qt::Key_C), theme::Weight::Plain, this)),
      m_yes(new KeyButton(tr("Confirm"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Invite somebody to this store"));
    setAccessibleName(windowTitle());
    build();
    m_make->setShortcut(QKeySequence(Qt::ALT | Qt::Key_C));
    m_make->setAutoDefault(false);
    m_yes->setDefault(true);
    connect(m_make, &QPushButton::clicked, this, &InvitationDialog::makeCode);
    connect(m_yes, &QPushButton::clicked, this, &InvitationDialog::confirm);
    m_id->setFocus(Qt::OtherFocusReason);
}

void InvitationDialog::build()
{
    auto *title = new QLabel(windowTitle(), this);
    theme::setRole(title, theme::TextRole::Title);
    m_idField = new Field(tr("Their id"), m_id, this);
    m_wordsField = new Field(tr("The eight words they read to you"), m_words, this);
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
    m_told->setText(tr("With a code they make their own key, on their own computer, and read you eight words. Enter these here, and nobody can put another "
                       "key in its place."));
    theme::setRole(m_told, theme::TextRole::Control, theme::Meaning::Soft);
    theme::setRole(m_code, theme::TextRole::Display, theme::Meaning::Accent);
    for (QLabel *label : {m_told, m_code}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(px(420));
    }
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->hide();
    auto *no = new KeyButton(tr("Close"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    no->setAutoDefault(false);
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_make);
    buttons->addStretch();
    buttons->addWidget(no);
    buttons->addWidget(m_yes);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(18), px(20), px(16));
    column->setSpacing(px(10));
    for (QWidget *part : std::initializer_list<QWidget *>{title, m_told, m_idField, m_code, m_wordsField, m_rolesField, m_notice})
        column->addWidget(part);
    column->addLayout(buttons);
}

bool InvitationDialog::named()
{
    const bool good = workflow::checkPersonId(core::PersonId(m_id->text().trimmed())).has_value();
    m_idField->say(good ? QString() : tr("1 to 64 letters or digits, and . _ - @"), Field::Tone::Wrong);
    if (!good)
        m_id->setFocus(Qt::OtherFocusReason);
    return good;
}

void InvitationDialog::makeCode()
{
    if (m_busy || !named())
        return;
    m_notice->clear();
    m_busy = true;
    m_invitations.invite(core::PersonId(m_id->text().trimmed()), [guarded = QPointer(this)](const Result<Invitations::Code> &code) {
        if (guarded)
            guarded->showCode(code);
    });
}

void InvitationDialog::showCode(const Result<Invitations::Code> &code)
{
    m_busy = false;
    if (!code) {
        m_notice->showError(code.error());
        return;
    }
    m_code->setText(code->code);
    m_code->setAccessibleName(tr("Code: %1").arg(code->code));
    m_code->show();
    m_told->setText(tr("Give this code to %1 alone: it lets them in once, until %2, and is kept nowhere. They choose “I was invited with a code”.")
                        .arg(m_id->text().trimmed(), dayTime(code->until)));
    m_words->setFocus(Qt::OtherFocusReason);
}

void InvitationDialog::confirm()
{
    if (m_busy || !named())
        return;
    Invitations::Confirmation asked{core::PersonId(m_id->text().trimmed()), m_words->text().toLower().split(u' ', Qt::SkipEmptyParts), {}};
    for (int i = 0; i < m_roles.size(); ++i)
        if (m_roles.at(i)->isChecked())
            asked.roles << core::Role(i);
    const bool whole = asked.words.size() == wordCount;
    m_wordsField->say(whole ? QString() : tr("All eight, with blanks between them."), Field::Tone::Wrong);
    m_rolesField->say(asked.roles.isEmpty() ? tr("At least one role.") : QString(), Field::Tone::Wrong);
    if (!whole)
        m_words->setFocus(Qt::OtherFocusReason);
    if (!whole || asked.roles.isEmpty())
        return;
    m_notice->clear();
    m_busy = true;
    m_yes->setEnabled(false);
    m_yes->setText(tr("Waiting for their signature…"));
    m_invitations.confirm(asked, [guarded = QPointer(this)](const Result<core::Person> &person) {
        if (guarded)
            guarded->taken(person);
    });
}

void InvitationDialog::taken(const Result<core::Person> &person)
{
    m_busy = false;
    m_yes->setEnabled(true);
    m_yes->setText(tr("Confirm"));
    if (person) {
        Q_EMIT confirmed(tr("%1 is enrolled and can work here now.").arg(person->printedName));
        close();
    } else if (person.error().kind == core::ErrorKind::VerificationFailed) {
        m_notice->showProblem(tr("These are not the words of the key that waits. Compare them again, word by word; if they differ, do not go on: it is "
                                 "another key."));
        m_words->setFocus(Qt::OtherFocusReason);
    } else if (person.error().kind == core::ErrorKind::NoSuchPerson) {
        m_notice->showProblem(tr("Nobody of this id is waiting. They enter their code first, and leave their window open."));
    } else {
        m_notice->showError(person.error());
    }
}

} // namespace countersign::ui
