#include "ui/people/peoplepage.h"

#include "items/peoplemodel.h"
#include "ui/actions.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/parts/panecycle.h"
#include "ui/people/newpersonform.h"
#include "ui/people/secretdialog.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "workflow/people.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Person;
using core::Result;
using items::PeopleModel;
using theme::px;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("People", text);
}

PeopleModel::Wording wording()
{
    const auto cell = [](const Person &person, PeopleModel::Column column) -> QString {
        switch (column) {
        case PeopleModel::Name:
            return person.printedName.isEmpty() ? person.id.value : person.printedName;
        case PeopleModel::Id:
            return person.id.value;
        case PeopleModel::Roles: {
            QStringList roles;
            for (int i = 0; i < core::roleCount; ++i)
                if (person.has(core::Role(i)))
                    roles << words(core::Role(i));
            return roles.join(QStringLiteral(", "));
        }
        case PeopleModel::State:
            if (person.disabled)
                return say(QT_TRANSLATE_NOOP("People", "disabled"));
            return person.key.isEmpty() ? say(QT_TRANSLATE_NOOP("People", "not enrolled yet")) : say(QT_TRANSLATE_NOOP("People", "active"));
        }
        return {};
    };
    const auto heading = [](PeopleModel::Column column) -> QString {
        switch (column) {
        case PeopleModel::Name:
            return say(QT_TRANSLATE_NOOP("People", "Name"));
        case PeopleModel::Id:
            return say(QT_TRANSLATE_NOOP("People", "Id"));
        case PeopleModel::Roles:
            return say(QT_TRANSLATE_NOOP("People", "May act as"));
        case PeopleModel::State:
            return say(QT_TRANSLATE_NOOP("People", "State"));
        }
        return {};
    };
    return {cell, heading};
}

CellLook look(const QModelIndex &index)
{
    CellLook look;
    const auto *model = qobject_cast<const PeopleModel *>(index.model());
    const bool disabled = model && model->person(index.row()).disabled;
    look.role = index.column() == PeopleModel::Name ? theme::TextRole::Strong : theme::TextRole::Control;
    look.ink = disabled ? theme::Meaning::Faint : index.column() == PeopleModel::Name ? theme::Meaning::Ink : theme::Meaning::Soft;
    return look;
}

} // namespace

PeoplePage::PeoplePage(workflow::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new PeopleModel(wording(), this)), m_table(new ListTable(tr("People"))),
      m_form(new NewPersonForm), m_notice(new Notice(this)), m_add(makeAction(Command::AddPerson, this)),
      m_invite(makeAction(Command::InvitePerson, this)), m_disable(makeAction(Command::DisablePerson, this)),
      m_enable(makeAction(Command::EnablePerson, this)), m_reset(makeAction(Command::ResetKey, this)),
      m_passphrase(makeAction(Command::OwnPassphrase, this)), m_pin(makeAction(Command::OwnPin, this))
{
    auto *bar = new HeaderBar(this);
    auto *title = new QLabel(tr("People"), bar);
    theme::setRole(title, theme::TextRole::Title);
    bar->addLeading(title);
    bar->addTrailing(new KeyButton(m_passphrase, theme::Weight::Quiet, bar));
    bar->addTrailing(new KeyButton(m_pin, theme::Weight::Quiet, bar));
    bar->addTrailing(new KeyButton(m_reset, theme::Weight::Plain, bar));
    m_disableButton = new KeyButton(m_disable, theme::Weight::Plain, bar);
    m_enableButton = new KeyButton(m_enable, theme::Weight::Plain, bar);
    bar->addTrailing(m_disableButton);
    bar->addTrailing(m_enableButton);
    m_inviteButton = new KeyButton(m_invite, theme::Weight::Plain, bar);
    bar->addTrailing(m_inviteButton);
    bar->addTrailing(new KeyButton(m_add, theme::Weight::Primary, bar));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(look, m_table));
    m_table->setWidths({260, 160, 0, 140});
    m_table->setYielding({PeopleModel::Id, PeopleModel::State});
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_formPane = scroll;
    m_formPane->hide();
    setFocusProxy(m_table);
    const auto dress = [this] { m_formPane->setFixedWidth(px(360)); };
    connect(theme::notifier(), &theme::Notifier::changed, m_form, dress);
    dress();
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(m_table, 1);
    panes->addWidget(m_formPane);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_notice);
    column->addLayout(panes, 1);
    QAction *back = makeAction(Command::Back, this);
    connect(back, &QAction::triggered, this, [this] {
        if (m_form->isVisible())
            showForm(false);
        else
            Q_EMIT backRequested();
    });
    connect(m_add, &QAction::triggered, this, [this] { showForm(true); });
    connect(m_invite, &QAction::triggered, this, &PeoplePage::invite);
    connect(m_disable, &QAction::triggered, this, &PeoplePage::askDisable);
    connect(m_enable, &QAction::triggered, this, &PeoplePage::askEnable);
    connect(m_reset, &QAction::triggered, this, [this] { openSecrets(int(SecretDialog::What::NewKey)); });
    connect(m_passphrase, &QAction::triggered, this, [this] { openSecrets(int(SecretDialog::What::Passphrase)); });
    connect(m_pin, &QAction::triggered, this, [this] { openSecrets(int(SecretDialog::What::Pin)); });
    connect(m_form, &NewPersonForm::cancelled, this, [this] { showForm(false); });
    connect(m_form, &NewPersonForm::submitted, this, &PeoplePage::submit);
    connect(m_table, &ListTable::rowChanged, this, &PeoplePage::follow);
    cyclePanes(this, [this] { return m_form->isVisible() ? QList<QWidget *>{m_table, m_form} : QList<QWidget *>{m_table}; });
    follow();
}

void PeoplePage::follow()
{
    const bool may = m_session.signedIn() && mayUse(Command::AddPerson, m_session.acting().person);
    const int row = m_table->currentRow();
    const bool isOne = may && row >= 0 && row < m_model->rowCount();
    const bool disabled = isOne && m_model->person(row).disabled;
    const bool other = isOne && !disabled && m_model->person(row).id != m_session.acting().person.id;
    m_add->setEnabled(may && !m_form->isVisible());
    m_inviteButton->setVisible(bool(m_invitations.invite));
    m_invite->setEnabled(may && m_invitations.invite);
    m_enableButton->setVisible(disabled);
    m_enable->setEnabled(disabled && !m_form->isVisible());
    m_disableButton->setVisible(!disabled);
    m_disable->setEnabled(other);
    m_reset->setEnabled(other);
    m_passphrase->setEnabled(m_session.signedIn());
    m_pin->setEnabled(m_session.signedIn());
}

void PeoplePage::setInvitations(const Invitations &invitations)
{
    m_invitations = invitations;
    follow();
}

void PeoplePage::invite()
{
    auto *dialog = new InvitationDialog(m_invitations, this);
    connect(dialog, &InvitationDialog::confirmed, this, [this](const QString &sentence) {
        m_notice->showSuccess(sentence);
        refresh();
    });
    dialog->open();
}

void PeoplePage::openSecrets(int what)
{
    if (!m_session.signedIn())
        return;
    const auto asked = SecretDialog::What(what);
    const Person person = asked == SecretDialog::What::NewKey ? m_model->person(m_table->currentRow()) : m_session.acting().person;
    auto *dialog = new SecretDialog(m_session, asked, person, this);
    connect(dialog, &SecretDialog::changed, this, [this](const QString &sentence) {
        m_notice->showSuccess(sentence);
        refresh();
    });
    dialog->open();
}

void PeoplePage::showForm(bool shown)
{
    m_formPane->setVisible(shown);
    m_form->clear();
    follow();
    if (shown)
        m_form->setFocus(Qt::OtherFocusReason);
    else
        m_table->setFocus(Qt::OtherFocusReason);
}

void PeoplePage::restart()
{
    showForm(false);
    m_model->setPeople({});
    m_notice->clear();
    m_outdated = true;
    if (isVisible())
        refresh();
}

void PeoplePage::refresh()
{
    m_outdated = true;
    if (!m_session.signedIn() || !isVisible())
        return;
    m_outdated = false;
    m_session.reading().run<QList<Person>>(
        this, QStringLiteral("people"), [](const workflow::Ports &ports, std::stop_token) { return workflow::listPeople(ports); },
        [this](Result<QList<Person>> people) {
            if (people) {
                const int row = std::max(0, m_table->currentRow());
                m_model->setPeople(*people);
                m_table->selectRowAt(std::min(row, m_model->rowCount() - 1));
                follow();
            } else {
                m_notice->showError(people.error());
            }
        });
}

void PeoplePage::askEnable()
{
    if (!m_enable->isEnabled())
        return;
    const Person person = m_model->person(m_table->currentRow());
    showForm(true);
    m_form->setReturning(person);
    m_form->setFocus(Qt::OtherFocusReason);
}

void PeoplePage::submit()
{
    std::optional<workflow::NewPerson> request = m_form->request();
    if (!request || !m_session.signedIn())
        return;
    m_form->setBusy(true);
    m_notice->clear();
    m_session.writing().run<Person>(
        this, {},
        [request = *request, returning = m_form->isReturning(), acting = m_session.acting(),
         keyring = m_session.keyring()](const workflow::Ports &ports, std::stop_token) {
            return returning ? workflow::enablePerson(ports, keyring, acting, request.id, request.roles, request.team, request.secret)
                             : workflow::addPerson(ports, keyring, acting, request);
        },
        [this](const Result<Person> &person) { taken(person); });
}

void PeoplePage::taken(const Result<Person> &person)
{
    m_form->setBusy(false);
    if (!person) {
        m_notice->showError(person.error());
        return;
    }
    showForm(false);
    m_notice->showSuccess(tr("%1 can sign in on this computer now.").arg(person->printedName));
    refresh();
}

void PeoplePage::askDisable()
{
    if (!m_disable->isEnabled())
        return;
    const Person person = m_model->person(m_table->currentRow());
    const QString name = person.printedName.isEmpty() ? person.id.value : person.printedName;
    const Question question{tr("Disable %1?").arg(name),
                            tr("%1 can no longer sign in or sign. What was signed so far stays valid. This is recorded in the ledger.").arg(name),
                            tr("Disable %1").arg(name), {}, true, {}};
    prompts().ask(this, question, [this, person](bool yes) {
        if (yes)
            disable(person);
    });
}

void PeoplePage::disable(const Person &person)
{
    if (!m_session.signedIn())
        return;
    m_session.writing().run<bool>(
        this, {},
        [id = person.id, acting = m_session.acting()](const workflow::Ports &ports, std::stop_token) -> Result<bool> {
            const Result<void> done = workflow::disablePerson(ports, acting, id, QStringLiteral("disabled"));
            if (!done)
                return tl::unexpected(done.error());
            return true;
        },
        [this](Result<bool> done) {
            if (!done)
                m_notice->showError(done.error());
            refresh();
        });
}

void PeoplePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        refresh();
}

void PeoplePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
