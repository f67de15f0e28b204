#include "ui/review/evidence/cardevidence.h"

#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using theme::TextRole;

CardEvidence::CardEvidence(const core::EvidenceItem &item, const QString &sentence, QWidget *parent)
    : EvidenceView(parent), m_facts(new QLabel(this)), m_answer(new QLabel(this)), m_type(item.mediaType)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(px(18), px(18), px(18), px(18));
    layout->setSpacing(px(6));
    auto *name = new QLabel(item.file.isEmpty() ? (item.title.isEmpty() ? item.id : item.title) : QFileInfo(item.file).fileName(), this);
    auto *what = new QLabel(sentence, this);
    theme::setRole(name, TextRole::Title);
    theme::setRole(m_facts, TextRole::Label, Meaning::Soft);
    theme::setRole(what, TextRole::Control, Meaning::Soft);
    theme::setRole(m_answer, TextRole::Control, Meaning::Soft);
    for (QLabel *label : {name, m_facts, what, m_answer}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    m_facts->setText(m_type);
    m_answer->hide();
    layout->addStretch(1);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Evidence: %1").arg(name->text()));
    setAccessibleDescription(sentence);
    theme::setBackground(this, Meaning::Pane);
}

void CardEvidence::setSize(qint64 bytes)
{
    m_facts->setText(QStringLiteral("%1 · %2").arg(m_type, fileSize(bytes)));
}

void CardEvidence::offerExport()
{
    m_export = new QPushButton(tr("Save a copy…"), this);
    m_export->setAccessibleName(m_export->text());
    theme::setWeight(m_export, theme::Weight::Plain);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertSpacing(column->count() - 2, px(8));
    column->insertWidget(column->count() - 2, m_export, 0, Qt::AlignLeft);
    connect(m_export, &QPushButton::clicked, this, &CardEvidence::exportAsked);
}

void CardEvidence::sayExported(const QString &path)
{
    theme::setRole(m_answer, TextRole::Control, Meaning::Added);
    m_answer->setText(tr("Saved as %1").arg(path));
    m_answer->show();
}

void CardEvidence::sayProblem(const QString &sentence)
{
    theme::setRole(m_answer, TextRole::Control, Meaning::Deleted);
    m_answer->setText(sentence);
    m_answer->show();
}

QWidget *CardEvidence::reader()
{
    return m_export ? static_cast<QWidget *>(m_export) : this;
}

} // namespace countersign::ui
