#include "ui/connection/connectionpage.h"

#include "ui/connection/arrivalstep.h"
#include "ui/connection/serverstep.h"
#include "ui/connection/serverwords.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/theme/drawing.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using core::Result;
using theme::px;

ConnectionPage::ConnectionPage(Connector connector, QWidget *parent)
    : QWidget(parent), m_connector(std::move(connector)), m_steps(new QStackedWidget), m_scroll(new QScrollArea(this)), m_server(new ServerStep(m_connector)),
      m_person(new ArrivalStep), m_wordsStep(new QWidget), m_title(new QLabel(this)), m_words(new QLabel), m_wordsTold(new QLabel), m_notice(new Notice(this)),
      m_home(new KeyButton(tr("Store on this computer"), {}, theme::Weight::Quiet, this)),
      m_back(new KeyButton(tr("Back"), QKeySequence(Qt::Key_Escape), theme::Weight::Quiet, this)),
      m_forward(new KeyButton(tr("Continue"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, this))
{
    setWindowTitle(tr("Work on a server – Countersign"));
    build();
    connect(m_forward, &QPushButton::clicked, this, &ConnectionPage::forward);
    connect(m_back, &QPushButton::clicked, this, &ConnectionPage::back);
    connect(m_home, &QPushButton::clicked, this, [this] { m_connector.goHome(); });
    connect(m_server, &ServerStep::changed, m_notice, &Notice::clear);
    connect(m_person, &ArrivalStep::changed, m_notice, &Notice::clear);
    connect(theme::notifier(), &theme::Notifier::changed, this, &ConnectionPage::dress);
    dress();
    turnTo(Step::Server);
}

void ConnectionPage::build()
{
    auto *told = new QVBoxLayout(m_wordsStep);
    told->setContentsMargins(0, 0, 0, 0);
    told->addWidget(m_words);
    told->addWidget(m_wordsTold);
    told->addStretch();
    for (QLabel *label : {m_words, m_wordsTold, m_title}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QWidget *step : {static_cast<QWidget *>(m_server), static_cast<QWidget *>(m_person), m_wordsStep})
        m_steps->addWidget(step);
    m_scroll->setWidget(m_steps);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_home);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_forward);
    auto *column = new QVBoxLayout;
    column->setSpacing(px(16));
    column->addWidget(m_title);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_notice);
    column->addLayout(buttons);
    auto *across = new QHBoxLayout;
    across->addStretch(1);
    across->addLayout(column);
    across->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(1);
    outer->addLayout(across, 12);
    outer->addStretch(1);
}

void ConnectionPage::dress()
{
    theme::setRole(m_title, theme::TextRole::Display);
    theme::setRole(m_words, theme::TextRole::Display, theme::Meaning::Accent);
    theme::setRole(m_wordsTold, theme::TextRole::Reading, theme::Meaning::Soft);
    m_scroll->setFixedWidth(px(580));
    resize(QSize(px(820), px(720)).boundedTo(screen()->availableSize()));
}

ConnectionPage::Step ConnectionPage::step() const
{
    return Step(m_steps->currentIndex());
}

void ConnectionPage::showError(const core::Error &error)
{
    m_notice->showError(error);
}

void ConnectionPage::turnTo(Step step)
{
    m_busy = false;
    m_steps->setCurrentIndex(int(step));
    m_title->setText(step == Step::Server   ? tr("Work on a server")
                     : step == Step::Person ? tr("Who are you at %1?").arg(addressWords(m_server->place()))
                                            : tr("Read these words to your administrator"));
    m_home->setVisible(step == Step::Server);
    m_back->setVisible(step != Step::Server || m_connector.goBack);
    m_back->setText(step == Step::Words ? tr("Give up") : tr("Back"));
    m_back->setAccessibleName(m_back->text());
    m_forward->setVisible(step != Step::Words);
    m_forward->setEnabled(true);
    m_forward->setText(step == Step::Person ? tr("Sign in") : tr("Continue"));
    m_forward->setAccessibleName(m_forward->text());
    (step == Step::Words ? static_cast<QWidget *>(m_back) : m_steps->currentWidget())->setFocus(Qt::OtherFocusReason);
}

// Nothing is taken twice; the fields keep the keyboard.
void ConnectionPage::setBusy(const QString &words)
{
    m_busy = true;
    if (m_forward->hasFocus())
        m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
    m_forward->setEnabled(false);
    m_forward->setText(words);
    m_forward->setAccessibleName(words);
}

void ConnectionPage::forward()
{
    if (m_busy)
        return;
    m_notice->clear();
    if (step() == Step::Server && m_server->check())
        return look();
    if (step() != Step::Person || !m_person->check())
        return;
    if (m_person->isNew())
        return arrive();
    const core::PersonId person = m_person->person();
    const workflow::SharedSecret secret = m_person->secret();
    m_person->forgetSecrets();
    m_connector.signIn(m_address, person, secret);
}

void ConnectionPage::look()
{
    m_address = m_connector.address(m_server->place()).value_or(QString());
    setBusy(tr("Looking…"));
    m_connector.look(m_server->place(), [guarded = QPointer(this)](const Result<ServerLook> &look) {
        if (guarded)
            guarded->looked(look);
    });
}

void ConnectionPage::looked(const Result<ServerLook> &look)
{
    turnTo(look && look->goesOn ? Step::Person : Step::Server);
    if (!look) {
        m_notice->showError(look.error());
        return;
    }
    if (look->goesOn) {
        m_person->begin(serverWords(*look), m_server->place().person);
        m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_server->show(serverWords(*look));
    m_notice->showError({core::ErrorKind::StoreUnreachable, addressWords(m_server->place()), look->fault});
}

void ConnectionPage::arrive()
{
    setBusy(tr("Knocking…"));
    m_connector.arrive(
        m_address, m_person->newcomer(),
        [guarded = QPointer(this)](const QStringList &words) {
            if (guarded)
                guarded->showWords(words);
        },
        [guarded = QPointer(this)](const Result<void> &in) {
            if (guarded)
                guarded->arrived(in);
        });
}

void ConnectionPage::showWords(const QStringList &words)
{
    m_words->setText(words.join(u' '));
    m_words->setAccessibleName(tr("Your key in words: %1").arg(words.join(u' ')));
    m_wordsTold->setText(tr("They stand for the key that was just made for you. Face to face or on the telephone, an administrator enters them at their own desk, so nobody "
                            "can put another key in place of yours. This goes on by itself as soon as they have; until then, leave this window open."));
    turnTo(Step::Words);
    m_busy = true;
}

void ConnectionPage::arrived(const Result<void> &in)
{
    if (in) {
        const core::PersonId person = m_person->person();
        const workflow::SharedSecret secret = m_person->secret();
        m_person->forgetSecrets();
        m_connector.signIn(m_address, person, secret);
        return;
    }
    turnTo(Step::Person);
    if (!std::exchange(m_leaving, false))
        m_notice->showError(in.error());
}

void ConnectionPage::back()
{
    if (step() == Step::Words) {
        m_leaving = true;
        m_connector.giveUp();
    } else if (m_busy) {
        return;
    } else if (step() == Step::Person) {
        m_notice->clear();
        turnTo(Step::Server);
    } else if (m_connector.goBack) {
        m_connector.goBack();
    }
}

void ConnectionPage::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && step() != Step::Words)
        return forward();
    if (event->key() == Qt::Key_Escape)
        return back();
    QWidget::keyPressEvent(event);
}

void ConnectionPage::closeEvent(QCloseEvent *event)
{
    m_connector.giveUp();
    QWidget::closeEvent(event);
}

void ConnectionPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
