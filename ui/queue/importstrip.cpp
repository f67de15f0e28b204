#include "ui/queue/importstrip.h"

#include "ui/actions.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;
using workflow::ImportReport;

ImportStrip::ImportStrip(ImportRun &run, QWidget *parent)
    : QWidget(parent), m_run(run), m_going(new QWidget(this)), m_what(new QLabel(m_going)), m_pace(new QLabel(m_going)),
      m_bar(new QProgressBar(m_going)), m_result(new Notice(this)), m_refusals(new QListWidget(this)), m_close(new QPushButton(tr("Close"), this))
{
    QAction *stop = makeAction(Command::StopWork, this, Qt::WindowShortcut);
    connect(stop, &QAction::triggered, &m_run, &ImportRun::stop);
    m_stop = new KeyButton(stop, theme::Weight::Plain, m_going);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Import progress"));
    m_refusals->setAccessibleName(tr("Refused records"));
    m_refusals->setFrameShape(QFrame::NoFrame);
    m_close->setAccessibleName(tr("Close the import report"));
    theme::setWeight(m_close, theme::Weight::Quiet);

    auto *words = new QHBoxLayout;
    words->addWidget(m_what, 1);
    words->addWidget(m_pace);
    auto *left = new QVBoxLayout;
    left->addLayout(words);
    left->addWidget(m_bar);
    auto *row = new QHBoxLayout(m_going);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(left, 1);
    row->addWidget(m_stop);
    auto *result = new QHBoxLayout;
    result->addWidget(m_result, 1);
    result->addWidget(m_close, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_going);
    column->addLayout(result);
    column->addWidget(m_refusals);
    connect(&run, &ImportRun::started, this, &ImportStrip::started);
    connect(&run, &ImportRun::progressed, this, &ImportStrip::progressed);
    connect(&run, &ImportRun::finished, this, &ImportStrip::finished);
    connect(&run, &ImportRun::failed, this, [this](const core::Error &error) {
        finished({});
        m_result->showError(error);
    });
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(theme::notifier(), &theme::Notifier::changed, this, &ImportStrip::dress);
    dress();
    hide();
}

void ImportStrip::dress()
{
    layout()->setContentsMargins(px(16), px(10), px(16), px(10));
    theme::setRole(m_what, theme::TextRole::Control);
    theme::setRole(m_pace, theme::TextRole::Label, theme::Meaning::Soft);
    m_refusals->setMaximumHeight(px(150));
    theme::setBackground(this, theme::Meaning::Background);
}

void ImportStrip::started()
{
    m_what->setText(tr("Importing…"));
    m_pace->clear();
    m_bar->setValue(0);
    m_going->show();
    m_result->clear();
    m_refusals->hide();
    m_close->hide();
    show();
}

void ImportStrip::progressed(const ImportRun::Pace &pace)
{
    const QLocale locale;
    m_what->setText(tr("Importing %1").arg(QFileInfo(pace.progress.file).fileName()));
    QStringList words{tr("%1 of %2").arg(fileSize(pace.progress.bytesRead), fileSize(pace.progress.bytesTotal)),
                      tr("%1 records").arg(locale.toString(pace.progress.records))};
    if (pace.recordsPerSecond > 0)
        words << tr("%1 a second").arg(locale.toString(qint64(pace.recordsPerSecond)));
    if (pace.millisecondsLeft >= 0)
        words << timeLeft(pace.millisecondsLeft);
    m_pace->setText(words.join(QStringLiteral(" · ")));
    m_bar->setValue(int(pace.share() * 1000));
}

void ImportStrip::finished(const ImportReport &report)
{
    qint64 imported = 0;
    qint64 there = 0;
    qint64 refused = 0;
    for (const workflow::ImportedFile &file : report.files) {
        imported += file.imported;
        there += file.alreadyThere;
        refused += file.refused;
    }
    refused = std::max<qint64>(refused, report.refusals.size());
    const QLocale locale;
    QStringList words{tr("%1 imported").arg(locale.toString(imported))};
    if (there > 0)
        words << tr("%1 already there").arg(locale.toString(there));
    if (refused > 0)
        words << tr("%1 refused").arg(locale.toString(refused));
    const QString text = words.join(QStringLiteral(", ")) + (report.cancelled ? tr(". Stopped; import the same files again to go on.") : QStringLiteral("."));
    m_going->hide();
    if (refused > 0)
        m_result->showProblem(text);
    else
        m_result->showSuccess(text);
    m_refusals->clear();
    for (const workflow::RefusedRecord &record : report.refusals) {
        const QString place = record.line > 0 ? tr("%1, line %2").arg(QFileInfo(record.file).fileName()).arg(record.line) : QFileInfo(record.file).fileName();
        m_refusals->addItem(QStringLiteral("%1 — %2").arg(place, sentence(record.error)));
    }
    m_refusals->setVisible(m_refusals->count() > 0);
    m_close->show();
    show();
}

} // namespace countersign::ui
