#include "ui/ledger/verifystrip.h"

#include "ui/actions.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;
using workflow::LedgerVerdict;

VerifyStrip::VerifyStrip(VerifyRun &run, QWidget *parent)
    : QWidget(parent), m_going(new QWidget(this)), m_words(new QLabel(m_going)), m_bar(new QProgressBar(m_going)), m_answer(new Notice(this))
{
    QAction *stop = makeAction(Command::StopWork, this, Qt::WindowShortcut);
    connect(stop, &QAction::triggered, &run, &VerifyRun::stop);
    stop->setEnabled(false);
    connect(&run, &VerifyRun::started, stop, [stop] { stop->setEnabled(true); });
    connect(&run, &VerifyRun::finished, stop, [stop] { stop->setEnabled(false); });
    connect(&run, &VerifyRun::failed, stop, [stop] { stop->setEnabled(false); });
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Verification progress"));
    auto *left = new QVBoxLayout;
    left->addWidget(m_words);
    left->addWidget(m_bar);
    auto *row = new QHBoxLayout(m_going);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(left, 1);
    row->addWidget(new KeyButton(stop, theme::Weight::Plain, m_going));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_going);
    column->addWidget(m_answer);
    connect(&run, &VerifyRun::started, this, &VerifyStrip::started);
    connect(&run, &VerifyRun::progressed, this, &VerifyStrip::progressed);
    connect(&run, &VerifyRun::finished, this, &VerifyStrip::finished);
    connect(&run, &VerifyRun::failed, this, &VerifyStrip::failed);
    connect(theme::notifier(), &theme::Notifier::changed, this, &VerifyStrip::dress);
    dress();
    hide();
}

void VerifyStrip::dress()
{
    theme::setBackground(this, theme::Meaning::Background);
    theme::setRole(m_words, theme::TextRole::Control);
    layout()->setContentsMargins(px(16), px(10), px(16), px(10));
}

void VerifyStrip::started()
{
    m_words->setText(tr("Checking every signature and every hash…"));
    m_bar->setValue(0);
    m_answer->clear();
    m_going->show();
    show();
}

void VerifyStrip::progressed(const workflow::VerifyProgress &progress, qint64 perSecond, qint64 millisecondsLeft)
{
    const QLocale locale;
    QString text = tr("%1 of %2 entries checked").arg(locale.toString(progress.checked), locale.toString(progress.size));
    if (perSecond > 0)
        text += QStringLiteral(" · ") + tr("%1 a second").arg(locale.toString(perSecond));
    if (millisecondsLeft >= 0)
        text += QStringLiteral(" · ") + timeLeft(millisecondsLeft);
    m_words->setText(text);
    m_bar->setValue(progress.size > 0 ? int(progress.checked * 1000 / progress.size) : 0);
}

void VerifyStrip::failed(const core::Error &error)
{
    m_going->hide();
    if (error.kind == core::ErrorKind::Cancelled)
        m_answer->showSuccess(tr("Stopped. The next check goes on from here."));
    else
        m_answer->showError(error);
}

void VerifyStrip::finished(const LedgerVerdict &verdict)
{
    m_going->hide();
    if (verdict.ok) {
        const QString whole = tr("The record is whole: %1 entries checked, every signature, hash and table agrees. Root %2.")
                                  .arg(QLocale().toString(verdict.checked), verdict.root.left(16));
        QStringList said{whole};
        if (verdict.continued > 0)
            said << tr("It went on where it was stopped, after %1 entries.").arg(QLocale().toString(verdict.continued));
        if (verdict.foreignMemory)
            said << tr("What was noted here of earlier checks is not as this installation wrote it; it was set aside.");
        if (verdict.witnessed)
            said << tr("This workstation has witnessed it.");
        m_answer->showSuccess(said.join(u' '));
        return;
    }
    const QString place = verdict.badSeq ? tr("Entry %1: ").arg(*verdict.badSeq) : QString();
    m_answer->showProblem(tr("The record does not check out. %1%2. Stop working on this store and tell the person responsible for it.")
                              .arg(place, verifyWords(verdict.why)));
}

} // namespace countersign::ui
