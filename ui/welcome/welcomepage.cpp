#include "ui/welcome/welcomepage.h"

#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/prompts.h"
#include "ui/welcome/steps.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

WelcomePage::WelcomePage(StoreMaker maker, QWidget *parent)
    : QWidget(parent), m_maker(std::move(maker)), m_steps(new QStackedWidget(this)), m_place(new PlaceStep(m_maker)), m_person(new PersonStep),
      m_begin(new BeginStep), m_progress(new QLabel(this)), m_notice(new Notice(this)),
      m_server(new KeyButton(tr("My team's store is on a server"), QKeySequence(Qt::ALT | Qt::Key_O), theme::Weight::Quiet, this)),
      m_back(new KeyButton(tr("Back"), {}, theme::Weight::Quiet, this)),
      m_forward(new KeyButton(tr("Continue"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, this))
{
    setWindowTitle(tr("Welcome to Countersign"));
    for (QWidget *step : {static_cast<QWidget *>(m_place), static_cast<QWidget *>(m_person), static_cast<QWidget *>(m_begin)})
        m_steps->addWidget(step);
    auto *buttons = new QHBoxLayout;
    m_server->setShortcut(QKeySequence(Qt::ALT | Qt::Key_O));
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_server);
    buttons->addWidget(m_back);
    buttons->addWidget(m_forward);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidget(m_steps);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout;
    column->addWidget(m_scroll, 1);
    column->addWidget(m_notice);
    column->addLayout(buttons);
    column->setSpacing(px(16));
    auto *across = new QHBoxLayout;
    across->addStretch(1);
    across->addLayout(column);
    across->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(across, 12);
    outer->addStretch(1);
    connect(m_forward, &QPushButton::clicked, this, &WelcomePage::forward);
    connect(m_back, &QPushButton::clicked, this, &WelcomePage::back);
    connect(m_server, &QPushButton::clicked, this, &WelcomePage::serverWanted);
    connect(theme::notifier(), &theme::Notifier::changed, this, &WelcomePage::dress);
    dress();
    show(1);
}

void WelcomePage::dress()
{
    theme::setRole(m_progress, theme::TextRole::Label, theme::Meaning::Soft);
    m_scroll->setFixedWidth(px(580));
    resize(QSize(px(820), px(720)).boundedTo(screen()->availableSize()));
}

int WelcomePage::step() const
{
    return m_steps->currentIndex() + 1;
}

void WelcomePage::show(int step)
{
    m_steps->setCurrentIndex(step - 1);
    m_progress->setText(tr("Step %1 of 3").arg(step));
    m_server->setVisible(step == 1);
    m_back->setVisible(step == 2);
    m_forward->setText(step == 1 ? tr("Continue") : step == 2 ? tr("Make the store") : tr("Start"));
    m_forward->setAccessibleName(m_forward->text());
    m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void WelcomePage::forward()
{
    if (m_busy)
        return;
    m_notice->clear();
    if (step() == 1 && m_place->check())
        return show(2);
    if (step() == 2 && m_person->check())
        return makeStore();
    if (step() != 3)
        return;
    const Beginning::With with = m_begin->chosen();
    if (with != Beginning::With::Files) {
        Q_EMIT finished({with, {}});
        return;
    }
    prompts().chooseFiles(this, tr("Import cases"), tr("Case files (*.jsonl *.json *.zip);;All files (*)"), [this](const QStringList &files) {
        if (!files.isEmpty())
            Q_EMIT finished({Beginning::With::Files, files});
    });
}

void WelcomePage::back()
{
    if (!m_busy && step() == 2)
        show(1);
}

void WelcomePage::makeStore()
{
    m_busy = true;
    m_forward->setEnabled(false);
    m_forward->setText(tr("Making the store…"));
    m_maker.make(m_place->place(), {m_place->name(), m_person->id(), m_person->printedName(), m_person->secret()},
                 [guarded = QPointer(this)](const core::Result<void> &made) {
                     if (!guarded)
                         return;
                     guarded->m_busy = false;
                     guarded->m_forward->setEnabled(true);
                     if (made) {
                         guarded->m_person->forgetSecret();
                         guarded->show(3);
                         return;
                     }
                     guarded->show(2);
                     guarded->m_notice->showError(made.error());
                 });
}

void WelcomePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return forward();
    if (event->key() == Qt::Key_Escape && step() == 2)
        return back();
    QWidget::keyPressEvent(event);
}

void WelcomePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(theme::Meaning::Pane));
}

} // namespace countersign::ui
