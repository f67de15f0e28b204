#include "ui/people/secretdialog.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "workflow/createstore.h"
#include "workflow/ownkey.h"
#include "workflow/people.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::px;

namespace {

QString titleOf(SecretDialog::What what, const QString &name)
{
    switch (what) {
    case SecretDialog::What::Passphrase:
        return SecretDialog::tr("Another passphrase");
    case SecretDialog::What::Pin:
        return SecretDialog::tr("PIN for signatures");
    case SecretDialog::What::NewKey:
        break;
    }
    return SecretDialog::tr("A new key for %1").arg(name);
}

QString textOf(SecretDialog::What what)
{
    switch (what) {
    case SecretDialog::What::Passphrase:
        return SecretDialog::tr("Your key stays the same; only what seals it on this computer changes.");
    case SecretDialog::What::Pin:
        return SecretDialog::tr("Cases whose policy asks for it are signed with this PIN. It is kept inside your sealed key, on this computer.");
    case SecretDialog::What::NewKey:
        break;
    }
    return SecretDialog::tr("For somebody who lost their passphrase or key. The old key is revoked, a new one enrolled; what they signed stays valid. Let them "
                            "type the new passphrase themselves.");
}

} // namespace

SecretDialog::SecretDialog(workflow::Session &session, What what, core::Person person, QWidget *parent)
    : QDialog(parent), m_session(session), m_what(what), m_person(std::move(person)), m_current(passphraseLine()), m_new(passphraseLine()),
      m_again(passphraseLine()), m_notice(new Notice(this)), m_yes(new KeyButton(tr("Change"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(titleOf(what, m_person.printedName));
    setAccessibleName(windowTitle());
    auto *title = new QLabel(windowTitle(), this);
    theme::setRole(title, theme::TextRole::Title);
    auto *text = new QLabel(textOf(what), this);
    theme::setRole(text, theme::TextRole::Control, theme::Meaning::Soft);
    text->setWordWrap(true);
    text->setMinimumWidth(px(420));
    const bool pin = what == What::Pin;
    auto *currentField = new Field(pin ? tr("Passphrase") : tr("Present passphrase"), m_current, this);
    currentField->setVisible(what != What::NewKey);
    m_newField = new Field(pin ? tr("New PIN") : tr("New passphrase"), m_new, this);
    m_againField = new Field(tr("Once more"), m_again, this);
    auto *no = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    no->setAutoDefault(false);
    m_yes->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(no);
    buttons->addWidget(m_yes);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(18), px(20), px(16));
    column->setSpacing(px(10));
    for (QWidget *part : {static_cast<QWidget *>(title), static_cast<QWidget *>(text), static_cast<QWidget *>(m_notice), static_cast<QWidget *>(currentField),
                          static_cast<QWidget *>(m_newField), static_cast<QWidget *>(m_againField)})
        column->addWidget(part);
    column->addLayout(buttons);
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_yes, &QPushButton::clicked, this, &SecretDialog::submit);
    for (QLineEdit *line : {m_current, m_new, m_again})
        connect(line, &QLineEdit::textChanged, this, &SecretDialog::judge);
    connect(&m_session, &workflow::Session::signedInChanged, this, &QDialog::reject);
    judge();
}

SecretDialog::~SecretDialog()
{
    for (QLineEdit *line : {m_current, m_new, m_again})
        wipe(line);
}

Result<void> SecretDialog::checked() const
{
    return m_what == What::Pin ? workflow::checkPin(*workflow::typedSecret(m_new->text()))
                               : workflow::checkSecret(m_new->text(), m_person.id, m_person.printedName);
}

void SecretDialog::judge()
{
    const Result<void> good = checked();
    const bool same = m_new->text() == m_again->text();
    m_newField->say(m_new->text().isEmpty() ? QString() : good ? tr("This will do.") : sentence(good.error()), good ? Field::Tone::Right : Field::Tone::Hint);
    m_againField->say(m_again->text().isEmpty() || same ? QString() : tr("Not the same yet."));
    m_yes->setEnabled(!m_busy && good && same && (m_what == What::NewKey || !m_current->text().isEmpty()));
}

void SecretDialog::submit()
{
    if (!m_yes->isEnabled() || !m_session.signedIn())
        return;
    m_busy = true;
    judge();
    m_session.writing().run<bool>(
        this, {},
        [what = m_what, acting = m_session.acting(), keyring = m_session.keyring(), id = m_person.id,
         current = workflow::typedSecret(m_current->text()), next = workflow::typedSecret(m_new->text())](const workflow::Ports &ports,
                                                                                                       std::stop_token) -> Result<bool> {
            if (what == What::NewKey)
                return workflow::resetKey(ports, keyring, acting, id, next).map([](const core::Person &) { return true; });
            const auto changed = what == What::Pin ? workflow::changePin(ports, keyring, acting, current, next)
                                                   : workflow::changePassphrase(ports, keyring, acting, current, next);
            return changed.map([] { return true; });
        },
        [this](const Result<bool> &done) {
            m_busy = false;
            judge();
            if (!done) {
                m_notice->showError(done.error());
                return;
            }
            Q_EMIT changed(doneWords());
            accept();
        });
}

QString SecretDialog::doneWords() const
{
    switch (m_what) {
    case What::Passphrase:
        return tr("Your new passphrase opens your key on this computer.");
    case What::Pin:
        return tr("Your PIN is set on this computer.");
    case What::NewKey:
        break;
    }
    return tr("%1 has a new key; the old one signs no more.").arg(m_person.printedName);
}

} // namespace countersign::ui
