// HouseStyle: what it paints.
#include "ui/theme/drawing.h"
#include "ui/theme/housestyle.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

namespace countersign::ui::theme {

void HouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(*painter, *option, weightOf(widget));
    case PE_PanelButtonTool:
        return drawButton(*painter, *option, Weight::Quiet);
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(*painter, *option);
        return;
    case PE_FrameLineEdit:
    case PE_FrameTabBarBase:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_FrameButtonBevel:
    case PE_FrameDefaultButton:
        return;
    case PE_Frame:
    case PE_FrameWindow:
        return drawBox(*painter, option->rect, QColor(), color(option->state & State_HasFocus ? Meaning::Accent : Meaning::Line));
    case PE_FrameGroupBox:
        return drawBox(*painter, option->rect, QColor(), color(Meaning::Line));
    case PE_FrameMenu:
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, color(Meaning::Pane));
        painter->setPen(color(Meaning::Line));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameFocusRect:
        return drawFocus(*painter, option->rect);
    case PE_IndicatorCheckBox:
        return drawMark(*painter, *option, false);
    case PE_IndicatorRadioButton:
        return drawMark(*painter, *option, true);
    case PE_IndicatorArrowDown:
        return drawArrow(*painter, option->rect, color(Meaning::Soft));
    case PE_IndicatorArrowUp:
        return drawArrow(*painter, option->rect, color(Meaning::Soft), 180);
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (option->state & State_Selected)
            drawBox(*painter, option->rect, color(Meaning::AccentPane));
        else if (option->state & State_MouseOver)
            drawBox(*painter, option->rect, color(Meaning::Hover));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void HouseStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        return drawButton(*painter, *option, weightOf(widget));
    case CE_PushButtonLabel:
        return drawPushButtonLabel(option, painter, widget);
    case CE_TabBarTabShape: {
        const bool current = option->state & State_Selected;
        const QRectF box = QRectF(option->rect).adjusted(1, 0, -1, 0);
        if (current)
            drawBox(*painter, box, color(Meaning::AccentPane));
        else if (option->state & State_MouseOver)
            drawBox(*painter, box, color(Meaning::Hover));
        if (current && option->state & State_HasFocus && option->state & State_KeyboardFocusChange)
            drawFocus(*painter, box);
        return;
    }
    case CE_TabBarTabLabel:
        return drawTabLabel(option, painter);
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, color(Meaning::Pane));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), color(Meaning::Line));
        return;
    case CE_HeaderLabel:
        return drawHeader(option, painter);
    case CE_Splitter:
        painter->fillRect(option->rect, color(option->state & State_MouseOver ? Meaning::Accent : Meaning::Line));
        return;
    case CE_ProgressBarGroove:
        return drawBox(*painter, option->rect, color(Meaning::Line), {}, 3);
    case CE_ProgressBarContents: {
        const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        const double share = bar->maximum > bar->minimum ? double(bar->progress - bar->minimum) / (bar->maximum - bar->minimum) : 0.0;
        QRectF done(option->rect);
        done.setWidth(done.width() * std::clamp(share, 0.0, 1.0));
        if (option->direction == Qt::RightToLeft)
            done.moveRight(option->rect.right() + 1);
        return drawBox(*painter, done, color(Meaning::Accent), {}, 3);
    }
    case CE_ProgressBarLabel:
        return;
    case CE_MenuItem:
        return drawMenuItem(option, painter, widget);
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void HouseStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox)
        return drawComboBox(option, painter);
    if (control == CC_ScrollBar)
        return drawScrollBar(option, painter, widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        control == CC_ToolButton && button && button->features & QStyleOptionToolButton::HasMenu) {
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        const QRect arrow(button->rect.right() - px(18), button->rect.top(), px(12), button->rect.height());
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        drawArrow(*painter, visualRect(button->direction, button->rect, arrow), color(Meaning::Soft));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void HouseStyle::drawPushButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const Weight weight = weightOf(widget);
    QRect rect = button->rect.adjusted(px(10), 0, -px(10), 0);
    painter->save();
    if (weight == Weight::Primary || option->state & State_On) {
        QFont strong = painter->font();
        strong.setWeight(QFont::DemiBold);
        painter->setFont(strong);
    }
    const QString text = painter->fontMetrics().elidedText(button->text, Qt::ElideRight, rect.width(), Qt::TextShowMnemonic);
    if (!button->icon.isNull()) {
        const int gap = button->text.isEmpty() ? 0 : px(8);
        const int width = button->iconSize.width() + gap + painter->fontMetrics().horizontalAdvance(text);
        const int left = rect.left() + std::max(0, (rect.width() - width) / 2);
        const QRect iconRect(left, rect.top() + (rect.height() - button->iconSize.height()) / 2, button->iconSize.width(), button->iconSize.height());
        button->icon.paint(painter, visualRect(option->direction, rect, iconRect), Qt::AlignCenter,
                           option->state & State_Enabled ? QIcon::Normal : QIcon::Disabled);
        rect = visualRect(option->direction, rect, QRect(iconRect.right() + 1 + gap, rect.top(), rect.right() - iconRect.right() - gap, rect.height()));
    }
    painter->setPen(buttonInk(*option, weight));
    const int flags = (button->icon.isNull() ? Qt::AlignCenter : int(visualAlignment(option->direction, Qt::AlignLeft) | Qt::AlignVCenter));
    painter->drawText(rect, flags | Qt::TextShowMnemonic | Qt::TextSingleLine, text);
    painter->restore();
}

void HouseStyle::drawTabLabel(const QStyleOption *option, QPainter *painter) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    const bool current = option->state & State_Selected;
    painter->save();
    painter->setFont(font(current ? TextRole::Strong : TextRole::Control));
    painter->setPen(color(!(option->state & State_Enabled) ? Meaning::Faint : current ? Meaning::Accent : Meaning::Soft));
    const QRect rect = tab->rect.adjusted(px(6), 0, -px(6), 0);
    painter->drawText(rect, int(Qt::AlignCenter) | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(tab->text, Qt::ElideRight, rect.width(), Qt::TextShowMnemonic));
    painter->restore();
}

void HouseStyle::drawHeader(const QStyleOption *option, QPainter *painter) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    painter->save();
    painter->setFont(font(TextRole::LabelStrong));
    painter->setPen(color(Meaning::Soft));
    const Qt::Alignment aligned = visualAlignment(option->direction, header->textAlignment) | Qt::AlignVCenter;
    const QRect rect = header->rect.adjusted(px(8), 0, -px(8), 0); // with the header's own margin: where cells begin
    painter->drawText(rect, int(aligned) | Qt::TextSingleLine | Qt::TextDontClip,
                      painter->fontMetrics().elidedText(header->text, Qt::ElideRight, rect.width()));
    painter->restore();
}

void HouseStyle::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1), color(Meaning::Line));
        return;
    }
    QStyleOptionMenuItem calm(*item);
    const bool current = (option->state & State_Selected) && (option->state & State_Enabled);
    painter->fillRect(option->rect, color(Meaning::Pane));
    if (current)
        drawBox(*painter, QRectF(option->rect).adjusted(2, 0, -2, 0), color(Meaning::AccentPane));
    calm.state &= ~State_Selected;
    calm.palette.setColor(QPalette::Text, color(current ? Meaning::Accent : Meaning::Ink));
    calm.palette.setColor(QPalette::WindowText, color(current ? Meaning::Accent : Meaning::Ink));
    calm.palette.setColor(QPalette::ButtonText, color(current ? Meaning::Accent : Meaning::Ink));
    QProxyStyle::drawControl(CE_MenuItem, &calm, painter, widget);
}

void HouseStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    QStyleOption panel(*option);
    panel.rect = option->rect;
    if (!box->editable)
        panel.state.setFlag(State_HasFocus, option->state & State_HasFocus);
    drawField(*painter, panel);
    const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, nullptr);
    drawArrow(*painter, QRectF(arrow).adjusted(px(6), px(6), -px(6), -px(6)), color(option->state & State_Enabled ? Meaning::Soft : Meaning::Faint));
}

void HouseStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (bar->maximum <= bar->minimum)
        return;
    const QRect slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool held = option->state & (State_MouseOver | State_Sunken);
    const int inset = px(held ? 2 : 3);
    const QRectF shape = QRectF(slider).adjusted(inset, inset, -inset, -inset);
    QColor ink = color(Meaning::Faint);
    ink.setAlphaF(held ? 0.8F : 0.45F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ink);
    const double round = std::min(shape.width(), shape.height()) / 2;
    painter->drawRoundedRect(shape, round, round);
    painter->restore();
}

} // namespace countersign::ui::theme
