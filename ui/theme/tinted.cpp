#include "ui/theme/tinted.h"

#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace countersign::ui::theme {

QPixmap TintedIcon::draw(const QSize &pixels, QIcon::Mode mode, QIcon::State state) const
{
    Meaning ink = m_ink;
    if (mode == QIcon::Disabled)
        ink = Meaning::Faint;
    else if (mode == QIcon::Selected || state == QIcon::On)
        ink = Meaning::Accent;
    const QColor tint = color(ink);
    const QString key = QStringLiteral("icon/%1/%2/%3x%4").arg(m_name, tint.name()).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(m_name));
    QPainter painter(&pixmap);
    if (renderer.isValid()) {
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter);
    }
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), tint);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void TintedIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap pixmap = draw((QSizeF(rect.size()) * ratio).toSize(), mode, state);
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

QPixmap TintedIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return draw(size, mode, state);
}

QPixmap TintedIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal)
{
    return draw(size, mode, state);
}

} // namespace countersign::ui::theme
