#include "ui/signin/signinpage.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"
#include "workflow/evidence.h"
#include "workflow/people.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::px;

namespace {

const QString lastPersonKey = QStringLiteral("signIn/person");

struct Doorplate {
    QString name;
    QList<core::Person> people;
};

} // namespace

SignInPage::SignInPage(workflow::Session &session, const QString &person, QWidget *parent)
    : QWidget(parent), m_session(session), m_card(new QWidget(this)), m_title(new QLabel(QStringLiteral("Countersign"), m_card)),
      m_store(new QLabel(session.location(), m_card)), m_person(new QComboBox), m_secret(passphraseLine()), m_elsewhere(new QPushButton(m_card)),
      m_notice(new Notice(m_card))
{
    m_person->setEditable(true);
    m_person->setInsertPolicy(QComboBox::NoInsert);
    m_person->lineEdit()->setPlaceholderText(tr("Name or id"));
    m_personField = new Field(tr("Person"), m_person, m_card);
    m_person->lineEdit()->setAccessibleName(tr("Person"));
    m_secretField = new Field(tr("Passphrase"), m_secret, m_card);
    m_enter = new KeyButton(tr("Sign in"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, m_card);
    m_other = new KeyButton(tr("Another store…"), QKeySequence(Qt::ALT | Qt::Key_O), theme::Weight::Quiet, m_card);
    m_other->setShortcut(QKeySequence(Qt::ALT | Qt::Key_O));
    m_store->setTextFormat(Qt::PlainText);
    m_store->setWordWrap(true);
    m_offered = person.isEmpty() ? QSettings().value(lastPersonKey).toString() : person;
    m_person->setEditText(m_offered);

    auto *column = new QVBoxLayout(m_card);
    column->addWidget(m_title);
    column->addWidget(m_store);
    column->addSpacing(px(12));
    column->addWidget(m_personField);
    column->addWidget(m_secretField);
    column->addWidget(m_notice);
    column->addSpacing(px(4));
    column->addWidget(m_enter);
    column->addWidget(m_other);
    column->addWidget(m_elsewhere);
    theme::setWeight(m_elsewhere, theme::Weight::Quiet);
    m_elsewhere->hide();
    connect(m_elsewhere, &QPushButton::clicked, this, &SignInPage::elsewhereWanted);
    auto *across = new QHBoxLayout; // stretches, not an alignment: an aligned item would get the height of text that does not wrap
    across->addStretch();
    across->addWidget(m_card);
    across->addStretch();
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(across);
    outer->addStretch(3);

    connect(m_enter, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_secret, &QLineEdit::returnPressed, this, &SignInPage::submit);
    connect(m_person->lineEdit(), &QLineEdit::returnPressed, this, [this] { m_secret->setFocus(Qt::TabFocusReason); });
    connect(m_other, &QPushButton::clicked, this, &SignInPage::otherStoreWanted);
    connect(m_notice, &Notice::wayOut, this, &SignInPage::goOn);
    connect(&session, &workflow::Session::signInFailed, this, &SignInPage::failed);
    connect(&session, &workflow::Session::signedInChanged, this, [this] {
        if (m_session.signedIn())
            QSettings().setValue(lastPersonKey, m_session.acting().person.id.value);
        setBusy(false);
        wipe(m_secret);
        m_sent.fill(QLatin1Char(' '));
        m_notice->clear();
    });
    connect(theme::notifier(), &theme::Notifier::changed, this, &SignInPage::dress);
    dress();
}

void SignInPage::dress()
{
    theme::setRole(m_title, theme::TextRole::Display);
    theme::setRole(m_store, theme::TextRole::Label, theme::Meaning::Soft);
    m_card->layout()->setContentsMargins(px(28), px(24), px(28), px(28));
    m_card->layout()->setSpacing(px(10));
    m_card->setFixedWidth(px(380));
}

void SignInPage::offerElsewhere(const QString &words)
{
    m_elsewhere->setText(words);
    m_elsewhere->setAccessibleName(words);
    m_elsewhere->show();
}

void SignInPage::start(const QString &note)
{
    m_secretField->say(note);
    askPeople();
    focusRightField();
}

void SignInPage::focusRightField()
{
    if (m_person->currentText().trimmed().isEmpty())
        m_person->setFocus(Qt::OtherFocusReason);
    else
        m_secret->setFocus(Qt::OtherFocusReason);
}

void SignInPage::askPeople()
{
    if (m_session.isClosed()) // a server says nothing to whoever has not said who they are
        return;
    m_session.reading().run<Doorplate>(
        this, QStringLiteral("sign-in/people"),
        [](const workflow::Ports &ports, std::stop_token) -> Result<Doorplate> {
            const Result<std::optional<core::StoreIdentity>> identity = ports.people.storeIdentity();
            if (!identity)
                return tl::unexpected(identity.error());
            const Result<QList<core::Person>> people = workflow::listPeople(ports);
            if (!people)
                return tl::unexpected(people.error());
            return Doorplate{*identity ? (*identity)->name : QString(), *people};
        },
        [this](Result<Doorplate> plate) {
            if (!plate) {
                m_refusal.clear();
                m_saved.clear();
                m_notice->showError(plate.error());
                m_notice->offer(tr("Try again"));
                return;
            }
            const bool twice = plate->name.isEmpty() || plate->name.compare(m_session.location(), Qt::CaseInsensitive) == 0;
            m_store->setText(twice ? m_session.location() : QStringLiteral("%1 · %2").arg(plate->name, m_session.location()));
            Q_EMIT storeNamed(plate->name);
            fill(plate->people);
        });
}

void SignInPage::fill(const QList<core::Person> &people)
{
    QString typed = m_person->currentText();
    // The window may not be active yet: its own focus widget counts, not the application's.
    const QWidget *focused = window()->focusWidget();
    const bool atPerson = focused && (focused == m_person || m_person->isAncestorOf(focused));
    const bool choosing = atPerson && !typed.isEmpty();
    m_person->clear();
    for (const core::Person &person : people)
        if (!person.disabled && !person.key.isEmpty())
            m_person->addItem(person.printedName.isEmpty() ? person.id.value : person.printedName, person.id.value);
    const int known = m_person->findData(typed.trimmed());
    if (known < 0 && typed == m_offered)
        typed.clear(); // somebody of another store
    if (!choosing && known >= 0)
        m_person->setCurrentIndex(known);
    else if (typed.isEmpty() && m_person->count() == 1)
        m_person->setCurrentIndex(0);
    else
        m_person->setEditText(typed);
    if (typed.isEmpty() && m_secret->text().isEmpty())
        focusRightField();
}

core::PersonId SignInPage::chosen() const
{
    const QString typed = m_person->currentText().trimmed();
    for (int i = 0; i < m_person->count(); ++i)
        if (m_person->itemText(i).compare(typed, Qt::CaseInsensitive) == 0)
            return core::PersonId(m_person->itemData(i).toString());
    return core::PersonId(typed);
}

void SignInPage::submit()
{
    if (m_busy)
        return;
    if (chosen().isEmpty()) {
        m_personField->say(tr("Say who you are."), Field::Tone::Wrong);
        m_person->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_secret->text().isEmpty()) {
        m_secretField->say(tr("Type your passphrase."), Field::Tone::Wrong);
        m_secret->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_personField->say({});
    m_secretField->say({});
    m_notice->clear();
    setBusy(true);
    m_sent = m_secret->text();
    m_session.signIn(chosen(), workflow::typedSecret(m_secret->text()));
}

// What the notice offers: it depends on what it says.
void SignInPage::goOn()
{
    if (!m_saved.isEmpty())
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_saved));
    else if (!m_refusal.isEmpty())
        prompts().chooseFolder(this, tr("Folder for the evidence"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                               [this](const QString &folder) { saveEvidence(folder); });
    else
        askPeople();
}

void SignInPage::saveEvidence(const QString &target)
{
    if (target.isEmpty())
        return;
    m_session.reading().run<QString>(
        this, QStringLiteral("sign-in/evidence"),
        [target, refusal = m_refusal, folder = m_session.keyring().folder](const workflow::Ports &ports, std::stop_token) {
            return workflow::saveEvidence(ports, folder, refusal, target);
        },
        [this](const Result<QString> &folder) {
            if (!folder) {
                m_notice->showError(folder.error());
                m_notice->offer(tr("Save the evidence…"));
                return;
            }
            m_saved = *folder;
            m_notice->showSuccess(tr("The evidence is saved in %1. Give it to the person responsible for this store.").arg(*folder));
            m_notice->offer(tr("Open the folder"));
        });
}

void SignInPage::failed(const core::Error &error)
{
    setBusy(false);
    m_notice->showError(error);
    m_saved.clear();
    m_refusal = error.kind == core::ErrorKind::HistoryRewritten ? error.where : QString();
    if (!m_refusal.isEmpty())
        m_notice->offer(tr("Save the evidence…"));
    if (m_secret->text() == m_sent) { // nobody typed on meanwhile
        m_secret->setFocus(Qt::OtherFocusReason);
        m_secret->selectAll();
    }
}

void SignInPage::setBusy(bool busy)
{
    m_busy = busy;
    if (busy && m_enter->hasFocus())
        m_secret->setFocus(Qt::OtherFocusReason); // a button that goes off hands the keyboard on to the name, where all can read
    m_enter->setEnabled(!busy);
    m_enter->setText(busy ? tr("Unlocking…") : tr("Sign in"));
    m_enter->setAccessibleName(m_enter->text());
}

void SignInPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Meaning::Background));
    theme::drawBox(painter, m_card->geometry(), theme::color(theme::Meaning::Pane), theme::color(theme::Meaning::Line), 12);
}

} // namespace countersign::ui
