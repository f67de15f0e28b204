#include "ui/sync/offlineband.h"

#include "ui/speech.h"
#include "ui/sync/offlinewords.h"
#include "ui/theme/drawing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

OfflineBand::OfflineBand(const workflow::Session &session, const SyncRun &run, QWidget *parent)
    : QWidget(parent), m_session(session), m_run(run), m_text(new QLabel(this)), m_doing(new QLabel(this)), m_open(new QPushButton(tr("Show"), this))
{
    m_open->setAccessibleName(tr("Show the workspace"));
    theme::setWeight(m_open, theme::Weight::Quiet);
    for (QLabel *label : {m_text, m_doing})
        label->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text);
    row->addStretch();
    row->addWidget(m_doing);
    row->addWidget(m_open);
    connect(m_open, &QPushButton::clicked, this, &OfflineBand::pageWanted);
    connect(&run, &SyncRun::changed, this, &OfflineBand::follow);
    connect(theme::notifier(), &theme::Notifier::changed, this, &OfflineBand::dress);
    dress();
    follow();
}

void OfflineBand::dress()
{
    layout()->setContentsMargins(px(16) + px(18), px(2), px(12), px(2) + 1);
    layout()->setSpacing(px(12));
    theme::setRole(m_text, theme::TextRole::Control);
    theme::setRole(m_doing, theme::TextRole::Label, Meaning::Soft);
}

QString OfflineBand::words() const
{
    if (m_run.status()) {
        const QString words = statusWords(*m_run.status());
        return m_session.isOffline() ? words : tr("Taken along – %1").arg(words);
    }
    if (m_session.isOffline())
        return tr("offline");
    return m_run.away() && m_run.away()->detail != u"workspace-person" ? sentence(*m_run.away()) : QString(); // another's is said on the page
}

void OfflineBand::follow()
{
    const QString said = m_run.hasWorkspace() && m_session.signedIn() ? words() : QString();
    m_text->setText(said);
    m_text->setAccessibleName(said);
    m_doing->setText(m_run.doing() != SyncRun::Doing::Nothing ? tr("syncing…") : m_session.isOffline() && !m_run.away() && m_run.status() ? tr("the store is there") : QString());
    setVisible(!said.isEmpty());
    update();
}

void OfflineBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool attention = m_run.status() && m_run.status()->expired;
    painter.fillRect(rect(), theme::color(attention ? Meaning::NotFoundPane : Meaning::Rail));
    painter.fillRect(0, height() - 1, width(), 1, theme::color(Meaning::Line));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(m_run.status() && m_run.status()->unsentSince.isValid() ? Meaning::NotFound : Meaning::Added));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QPointF middle(mirrored ? width() - px(20) : px(20), height() / 2.0);
    painter.drawEllipse(middle, px(4), px(4));
}

} // namespace countersign::ui
