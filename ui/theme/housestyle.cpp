#include "ui/theme/housestyle.h"

#include "ui/theme/drawing.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

namespace countersign::ui::theme {

HouseStyle::HouseStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void HouseStyle::polish(QPalette &palette)
{
    Q_UNUSED(palette) // the palette is the theme's; Fusion may not replace it
}

void HouseStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int HouseStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
    case PM_ComboBoxFrameWidth:
    case PM_SpinBoxFrameWidth:
    case PM_MenuPanelWidth:
    case PM_SplitterWidth:
        return 1;
    case PM_ButtonMargin:
        return px(14);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_ButtonDefaultIndicator:
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return px(18);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return px(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return px(12);
    case PM_ScrollBarExtent:
        return px(10);
    case PM_ScrollBarSliderMin:
        return px(32);
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return px(4);
    case PM_ToolTipLabelFrameWidth:
        return px(6);
    case PM_HeaderMargin:
        return px(4);
    case PM_TabBarTabHSpace:
        return px(20);
    case PM_TabBarTabVSpace:
        return px(8);
    case PM_TextCursorWidth:
        return std::max(1, px(1));
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HouseStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_TitleBar_NoBorder:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ComboBox_ListMouseTracking:
        return 1;
    case SH_FormLayoutLabelAlignment:
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    case SH_TabBar_Alignment:
        return int(Qt::AlignLeft);
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize HouseStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const int target = px(32);
    switch (type) {
    case CT_PushButton:
        return {contents.width() + px(28), std::max(contents.height() + px(12), target)};
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->features & QStyleOptionToolButton::HasMenu)
            size.rwidth() += px(34);
        return size.expandedTo({target, target});
    case CT_LineEdit:
    case CT_SpinBox:
        return {size.width(), std::max(size.height(), px(34))};
    case CT_ComboBox:
        return {contents.width() + px(44), px(34)};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option); item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), px(9)};
        return {size.width() + px(24), std::max(size.height(), px(30))};
    case CT_TabBarTab:
        return {contents.width() + px(6), std::max(size.height(), target - px(4))};
    case CT_HeaderSection:
        return {size.width() + px(12), std::max(size.height(), target)};
    case CT_CheckBox:
    case CT_RadioButton:
        return {size.width(), std::max(size.height(), target)};
    case CT_ProgressBar:
        return {size.width(), px(6)};
    default:
        return size;
    }
}

QIcon HouseStyle::standardIcon(StandardPixmap picture, const QStyleOption *option, const QWidget *widget) const
{
    return picture == SP_LineEditClearButton ? icon(QStringLiteral("cross")) : QProxyStyle::standardIcon(picture, option, widget);
}

QRect HouseStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        return option->rect.adjusted(px(10), 1, -px(8), -1);
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
        return option->rect;
    case SE_TabBarTabText:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect HouseStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        const int inset = box && box->editable ? 0 : px(10); // a line edit has its own
        return visualRect(option->direction, option->rect, option->rect.adjusted(inset, 1, -px(28), -1));
    }
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return visualRect(option->direction, option->rect, QRect(option->rect.right() - px(28), option->rect.top(), px(28), option->rect.height()));
    if (control == CC_ScrollBar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
        return {};
    if (control == CC_ScrollBar && part == SC_ScrollBarGroove)
        return option->rect;
    if (control == CC_ScrollBar && (part == SC_ScrollBarSlider || part == SC_ScrollBarAddPage || part == SC_ScrollBarSubPage)) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        const bool upright = bar->orientation == Qt::Vertical;
        const int length = upright ? bar->rect.height() : bar->rect.width();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        const int slider = range <= 0 ? length
                                      : std::clamp(int(qint64(length) * bar->pageStep / (range + bar->pageStep)),
                                                   std::min(px(32), length), length);
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
        const int from = part == SC_ScrollBarSlider ? start : part == SC_ScrollBarSubPage ? 0 : start + slider;
        const int to = part == SC_ScrollBarSlider ? start + slider : part == SC_ScrollBarSubPage ? start : length;
        return upright ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), to - from)
                       : QRect(bar->rect.x() + from, bar->rect.y(), to - from, bar->rect.height());
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace countersign::ui::theme
