#include "ui/oversight/figuretile.h"

#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace countersign::ui {

FigureTile::FigureTile(const QString &name, QWidget *parent)
    : QWidget(parent), m_figure(new QLabel(QStringLiteral("–"), this)), m_name(new QLabel(name, this)), m_plainName(name)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_figure);
    column->addWidget(m_name);
    connect(theme::notifier(), &theme::Notifier::changed, this, &FigureTile::dress);
    dress();
}

void FigureTile::dress()
{
    theme::setRole(m_figure, theme::TextRole::Display);
    theme::setRole(m_name, theme::TextRole::Label, theme::Meaning::Soft);
}

void FigureTile::setFigure(const QString &figure, const QString &note)
{
    m_figure->setText(figure);
    m_name->setText(note.isEmpty() ? m_plainName : QStringLiteral("%1 · %2").arg(m_plainName, note));
    m_figure->setAccessibleName(QStringLiteral("%1: %2").arg(m_name->text(), figure));
}

} // namespace countersign::ui
