#include "ui/parts/keybutton.h"

#include <QAction>
#include <QEvent>
#include <QPainter>
#include <QStyleOptionButton>

namespace countersign::ui {

using theme::px;

QString keyText(const QKeySequence &key)
{
    static const std::pair<QLatin1String, QString> signs[]{{QLatin1String("Return"), QStringLiteral("↵")},    {QLatin1String("Enter"), QStringLiteral("↵")},
                                                           {QLatin1String("Backspace"), QStringLiteral("⌫")}, {QLatin1String("Down"), QStringLiteral("↓")},
                                                           {QLatin1String("Up"), QStringLiteral("↑")}};
    QString text = key.toString(QKeySequence::NativeText);
    for (const auto &[word, sign] : signs)
        if (text == word || text.endsWith(u'+' + word))
            text.replace(text.size() - word.size(), word.size(), sign);
    for (qsizetype i = 0; i + 1 < text.size(); ++i) // the last one may be the key itself
        if (text[i] == u'+')
            text[i] = u' ';
    return text;
}

KeyButton::KeyButton(QAction *action, theme::Weight weight, QWidget *parent) : QPushButton(parent), m_action(action)
{
    setWeight(weight);
    setAutoDefault(false);
    connect(action, &QAction::changed, this, &KeyButton::follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    follow();
}

KeyButton::KeyButton(const QString &text, const QKeySequence &key, theme::Weight weight, QWidget *parent) : QPushButton(text, parent)
{
    setWeight(weight);
    setAutoDefault(false);
    setAccessibleName(text);
    setKey(key);
}

void KeyButton::follow()
{
    QString plain = m_action->text();
    setText(plain);
    setAccessibleName(plain.remove(QLatin1Char('&')));
    setToolTip(m_action->toolTip() == plain ? QString() : m_action->toolTip());
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible() && (isVisible() || !isHidden()));
    setKey(m_action->shortcut());
}

void KeyButton::setKey(const QKeySequence &key)
{
    m_key = keyText(key);
    setAccessibleDescription(m_key.isEmpty() ? QString() : tr("Key %1").arg(key.toString(QKeySequence::NativeText)));
    updateGeometry();
    update();
}

void KeyButton::setWeight(theme::Weight weight)
{
    theme::setWeight(this, weight);
    updateGeometry();
}

void KeyButton::setTight(bool tight)
{
    m_edge = tight ? 7 : 14;
    updateGeometry();
}

QSize KeyButton::capSize() const
{
    if (m_key.isEmpty())
        return {0, 0};
    const QFontMetrics metrics(theme::font(theme::TextRole::Label));
    return {std::max(metrics.horizontalAdvance(m_key) + px(10), px(20)), metrics.height() + px(2)};
}

QSize KeyButton::sizeHint() const
{
    const QFontMetrics metrics(theme::font(theme::TextRole::Strong)); // so that arming moves nothing
    const int cap = capSize().width();
    const int picture = icon().isNull() ? 0 : iconSize().width() + px(8);
    const int words = metrics.size(Qt::TextShowMnemonic, text()).width();
    return {words + picture + cap + (cap > 0 && words > 0 ? px(8) : 0) + 2 * px(m_edge), std::max(metrics.height() + px(14), px(34))};
}

void KeyButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QPushButton::changeEvent(event);
}

void KeyButton::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    const theme::Weight weight = theme::weightOf(this);
    theme::drawButton(painter, option, weight);
    const QColor ink = theme::buttonInk(option, weight);
    const QSize cap = capSize();
    const int spare = std::max(0, width() - sizeHint().width()) / 2; // a button wider than it need be keeps its words in the middle
    QRect inner = rect().adjusted(px(m_edge) + spare, 0, -px(m_edge) - spare, 0);
    if (cap.width() > 0) {
        const QRect box(inner.left(), (height() - cap.height()) / 2, cap.width(), cap.height());
        const QRect shown = style()->visualRect(layoutDirection(), inner, box);
        theme::drawBox(painter, shown, QColor(), weight == theme::Weight::Primary ? ink : theme::color(theme::Meaning::Faint), 4);
        painter.setFont(theme::font(theme::TextRole::Label));
        painter.setPen(weight == theme::Weight::Primary || !isEnabled() ? ink : theme::color(theme::Meaning::Soft));
        painter.drawText(shown, Qt::AlignCenter, m_key);
        inner = style()->visualRect(layoutDirection(), inner, inner.adjusted(cap.width() + px(8), 0, 0, 0));
    }
    if (!icon().isNull()) {
        const QRect box(inner.left(), (height() - iconSize().height()) / 2, iconSize().width(), iconSize().height());
        icon().paint(&painter, style()->visualRect(layoutDirection(), inner, box), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
        inner = style()->visualRect(layoutDirection(), inner, inner.adjusted(box.width() + px(8), 0, 0, 0));
    }
    painter.setFont(theme::font(weight == theme::Weight::Primary ? theme::TextRole::Strong : theme::TextRole::Control));
    painter.setPen(ink);
    const Qt::Alignment aligned = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    const int flags = (cap.width() > 0 || !icon().isNull() ? int(aligned) : int(Qt::AlignHCenter)) | Qt::AlignVCenter;
    painter.drawText(inner, flags | Qt::TextShowMnemonic | Qt::TextSingleLine, text());
}

} // namespace countersign::ui
