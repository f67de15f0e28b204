// One line of text that gives way: shortened where there is no room, whole in its tooltip and for a screen reader.
#pragma once

#include "ui/theme.h"

namespace countersign::ui {

class ElidedLabel final : public QWidget {
    Q_OBJECT

public:
    ElidedLabel(theme::TextRole role, theme::Meaning ink, Qt::TextElideMode elide, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    void setAlignment(Qt::Alignment alignment) { m_alignment = alignment; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    theme::TextRole m_role;
    theme::Meaning m_ink;
    Qt::TextElideMode m_elide;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

} // namespace countersign::ui
