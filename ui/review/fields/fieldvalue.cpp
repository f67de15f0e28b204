#include "ui/review/fields/fieldvalue.h"

#include "diff/textdiff.h"

#include <QPainter>
#include <cmath>

namespace countersign::ui {

using theme::px;

namespace {

constexpr qsizetype longestShown = 20'000; // one layout is not smooth with much more

QString beginning(const QString &text)
{
    return text.size() > longestShown ? text.left(longestShown) + u'…' : text;
}

// Every line of the value in one layout.
DisplayText withBreaks(DisplayText display)
{
    display.text.replace(u'\r', u' ').replace(u'\n', QChar(QChar::LineSeparator));
    return display;
}

} // namespace

FieldValue::FieldValue(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FieldValue::setValue(const QString &suggested)
{
    m_display = withBreaks(plainDisplay(beginning(suggested)));
    m_rightToLeft = suggested.isRightToLeft();
    updateGeometry();
    update();
}

void FieldValue::setValue(const QString &whole, const QString &wholeOfMine)
{
    const QString suggested = beginning(whole);
    const QString mine = beginning(wholeOfMine);
    const diff::TextDiff difference = diff::compare(suggested, mine);
    ParagraphDifference drawn;
    drawn.a = suggested;
    drawn.b = mine;
    drawn.content = {0, mine.size()};
    drawn.lineEnd = {mine.size(), mine.size()};
    drawn.segments = diff::segments(suggested.size(), mine.size(), difference.hunks);
    drawn.hunks = &difference.hunks;
    drawn.last = true;
    m_display = withBreaks(displayText(drawn, Shown::OnlyA));
    m_rightToLeft = suggested.isRightToLeft();
    updateGeometry();
    update();
}

ParagraphLayout FieldValue::laidOut(int width) const
{
    ParagraphStyle style;
    style.font = theme::controlFont();
    style.ink = theme::Meaning::Soft;
    style.lineHeight = std::round(QFontMetricsF(style.font).height() * 1.2);
    style.rightToLeft = m_rightToLeft;
    return ParagraphLayout(m_display, style, width);
}

int FieldValue::heightForWidth(int width) const
{
    return std::max(px(32), int(std::ceil(laidOut(width).height())) + px(12));
}

QSize FieldValue::sizeHint() const
{
    return {px(120), heightForWidth(std::max(width(), px(60)))};
}

QSize FieldValue::minimumSizeHint() const
{
    return {40, px(32)};
}

void FieldValue::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    laidOut(width()).paint(painter, QPointF(0, px(7)), {}, QRectF(rect()));
}

} // namespace countersign::ui
