// Icons from resources/icons, tinted when they are painted, so that they follow the scheme without being made again.
#pragma once

#include "ui/theme.h"

#include <QIconEngine>

namespace countersign::ui::theme {

class TintedIcon final : public QIconEngine {
public:
    TintedIcon(QString name, Meaning ink) : m_name(std::move(name)), m_ink(ink) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override { return new TintedIcon(m_name, m_ink); }
    bool isNull() override { return false; }

private:
    QPixmap draw(const QSize &pixels, QIcon::Mode mode, QIcon::State state) const;

    QString m_name;
    Meaning m_ink;
};

} // namespace countersign::ui::theme
