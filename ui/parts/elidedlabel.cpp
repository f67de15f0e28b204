#include "ui/parts/elidedlabel.h"

#include <QPainter>
#include <QStyle>

namespace countersign::ui {

ElidedLabel::ElidedLabel(theme::TextRole role, theme::Meaning ink, Qt::TextElideMode elide, QWidget *parent)
    : QWidget(parent), m_role(role), m_ink(ink), m_elide(elide)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ElidedLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setToolTip(text);
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(theme::font(m_role));
    return {metrics.horizontalAdvance(m_text) + 2, metrics.height() + theme::px(4)};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), theme::px(40)), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme::font(m_role));
    painter.setPen(theme::color(m_ink));
    const int aligned = Qt::AlignVCenter | Qt::TextSingleLine | int(QStyle::visualAlignment(layoutDirection(), m_alignment));
    painter.drawText(rect(), aligned, painter.fontMetrics().elidedText(m_text, m_elide, width()));
}

} // namespace countersign::ui
