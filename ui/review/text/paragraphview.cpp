// Laying out, scrolling and painting; the caret is in paragraphcaret.cpp, the mouse in paragraphpointer.cpp.
#include "ui/review/text/paragraphview.h"

#include "ui/review/text/textaccess.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace countersign::ui {

using theme::px;

ParagraphView::ParagraphView(QWidget *parent) : QAbstractScrollArea(parent), m_laid(1)
{
    installTextAccess();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    m_heights.reset({px(24)});
    connect(theme::notifier(), &theme::Notifier::changed, this, &ParagraphView::relayoutInPlace);
}

ParagraphView::~ParagraphView() = default;

// ---- what is drawn, unless a derived view knows better

DisplayText ParagraphView::display(qsizetype paragraph) const
{
    const diff::Range content = m_table.content(paragraph);
    return plainDisplay(QStringView(text()).sliced(content.start, content.length()));
}

ParagraphStyle ParagraphView::style(qsizetype paragraph) const
{
    ParagraphStyle style;
    style.font = theme::readingFont();
    style.lineHeight = std::round(px(15) * theme::readingSpacing);
    const diff::Range content = m_table.content(paragraph);
    style.rightToLeft = QStringView(text()).sliced(content.start, content.length()).isRightToLeft();
    return style;
}

QList<DisplayMark> ParagraphView::displayMarks(qsizetype paragraph, const DisplayText &display, bool besideColumn) const
{
    QList<DisplayMark> found;
    if (besideColumn)
        return found;
    const diff::Range content = m_table.content(paragraph);
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        auto mark = std::lower_bound(it->cbegin(), it->cend(), content.start, [](const diff::Range &range, qsizetype at) { return range.end <= at; });
        for (; mark != it->cend() && mark->start < content.end; ++mark) {
            for (const DisplayRun &run : display.runs) {
                if (!run.isText())
                    continue;
                const qsizetype from = std::max(mark->start - content.start, run.text);
                const qsizetype to = std::min(mark->end - content.start, run.text + run.length);
                if (from < to)
                    found.append({run.at + from - run.text, run.at + to - run.text, it.key()});
            }
        }
    }
    return found;
}

void ParagraphView::setMarks(MarkKind kind, QList<diff::Range> ranges)
{
    m_marks[kind] = std::move(ranges);
    viewport()->update();
}

const QList<diff::Range> &ParagraphView::marks(MarkKind kind) const
{
    static const QList<diff::Range> none;
    const auto it = m_marks.constFind(kind);
    return it == m_marks.cend() ? none : *it;
}

// ---- the text

void ParagraphView::textReset()
{
    m_table.reset(text());
    m_laid.clear();
    m_laid.resize(size_t(m_table.count()));
    m_laidCount = 0;
    m_heights.reset(estimates(0, m_table.count()));
    m_marks.clear();
    m_caret = m_anchor = 0;
    m_top = 0;
    m_topHidden = -topPadding();
    relay();
}

// Marks stay with their words until they are set anew; one whose words were touched goes.
void ParagraphView::shiftMarks(qsizetype position, qsizetype removed, qsizetype added)
{
    for (QList<diff::Range> &ranges : m_marks) {
        ranges.removeIf([&](const diff::Range &range) { return range.start < position + removed && range.end > position; });
        for (diff::Range &range : ranges) {
            if (range.start < position + removed)
                continue;
            range.start += added - removed;
            range.end += added - removed;
        }
    }
}

void ParagraphView::textEdited(qsizetype position, qsizetype removed, qsizetype added)
{
    shiftMarks(position, removed, added);
    const ParagraphTable::Update update = m_table.edited(text(), position, removed, added);
    for (qsizetype i = 0; i < update.removed; ++i)
        m_laidCount -= m_laid[size_t(update.first + i)].main ? 1 : 0;
    if (update.removed == update.added) {
        for (qsizetype i = 0; i < update.removed; ++i) // the old height is the better guess
            m_laid[size_t(update.first + i)] = {};
        return;
    }
    const auto at = m_laid.begin() + update.first;
    m_laid.erase(at, at + update.removed);
    std::vector<Laid> fresh(size_t(update.added));
    m_laid.insert(m_laid.begin() + update.first, std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    m_heights.splice(update.first, update.removed, estimates(update.first, update.added));
    if (m_top >= update.first + update.removed)
        m_top += update.added - update.removed;
    else if (m_top > update.first)
        m_top = std::min(m_top, update.first + update.added - 1);
}

void ParagraphView::invalidate(diff::Range range)
{
    const qsizetype first = m_table.indexAt(std::max<qsizetype>(0, range.start - 1));
    const qsizetype last = m_table.indexAt(range.end);
    for (qsizetype i = first; i <= last; ++i) {
        if (!m_laid[size_t(i)].main)
            continue;
        m_laid[size_t(i)] = {};
        --m_laidCount;
    }
}

// ---- laying out

int ParagraphView::columnWidth() const
{
    const int width = viewport()->width() - 2 * padding() - marginWidth();
    return std::max(px(60), twoColumns() ? (width - 2 * padding()) / 2 : width);
}

double ParagraphView::columnLeft() const
{
    return padding() + marginWidth() + (twoColumns() ? columnWidth() + 2 * padding() : 0);
}

int ParagraphView::estimatedHeight(qsizetype paragraph) const
{
    const int perLine = std::max(8, columnWidth() / std::max(1, px(7)));
    const qsizetype lines = 1 + m_table.content(paragraph).length() / perLine;
    return int(std::min<qsizetype>(lines, 100'000) * std::lround(px(15) * theme::readingSpacing));
}

std::vector<qint64> ParagraphView::estimates(qsizetype first, qsizetype count) const
{
    std::vector<qint64> heights(static_cast<size_t>(count));
    for (qsizetype i = 0; i < count; ++i)
        heights[size_t(i)] = estimatedHeight(first + i);
    return heights;
}

ParagraphView::Laid &ParagraphView::lay(qsizetype paragraph)
{
    Laid &laid = m_laid[size_t(paragraph)];
    if (laid.main)
        return laid;
    const ParagraphStyle look = style(paragraph);
    laid.main = std::make_unique<ParagraphLayout>(display(paragraph), look, columnWidth());
    double height = laid.main->height();
    if (std::optional<DisplayText> left = displayBeside(paragraph)) {
        ParagraphStyle leftLook = look;
        leftLook.rightToLeft = QStringView(left->text).isRightToLeft();
        laid.beside = std::make_unique<ParagraphLayout>(std::move(*left), leftLook, columnWidth());
        // lines that were deleted in front stand beside nothing
        const DisplayText &shown = laid.beside->display();
        qsizetype behind = 0;
        for (const DisplayRun &run : shown.runs) {
            if (run.isDeleted() && run.text == 0 && run.at == behind)
                behind = QStringView(shown.text).first(run.end()).lastIndexOf(QChar(QChar::LineSeparator)) + 1;
            if (run.isText())
                break;
        }
        laid.mainTop = behind > 0 ? laid.beside->topOfDisplay(behind) : 0;
        height = std::max(height + laid.mainTop, laid.beside->height());
    }
    laid.height = int(std::ceil(height));
    m_heights.set(paragraph, laid.height);
    ++m_laidCount;
    return laid;
}

void ParagraphView::relay()
{
    for (int round = 0; round < 8; ++round) {
        double y = -m_topHidden;
        for (qsizetype i = m_top; i < m_table.count() && y < viewport()->height(); ++i)
            y += lay(i).height;
        const qint64 highest = std::max<qint64>(0, contentHeight() - viewport()->height());
        if (scrollTop() <= highest)
            break;
        setScrollTop(highest);
    }
    forgetFar();
    updateBar();
    viewport()->update();
}

// Layouts far from what is in sight cost memory; their heights stay known.
void ParagraphView::forgetFar()
{
    if (m_laidCount < 1500)
        return;
    for (qsizetype i = 0; i < m_table.count(); ++i) {
        if (std::abs(i - m_top) > 400 && m_laid[size_t(i)].main) {
            m_laid[size_t(i)] = {};
            --m_laidCount;
        }
    }
}

void ParagraphView::relayoutInPlace()
{
    const diff::Range seen{positionAt({columnLeft(), 0.0}), positionAt({columnLeft(), double(viewport()->height())})};
    const bool caretSeen = showsCaret() && m_caret >= seen.start && m_caret <= seen.end;
    const qsizetype place = caretSeen ? m_caret : seen.start;
    const double y = rectOf(place).top();
    for (Laid &laid : m_laid)
        laid = {};
    m_laidCount = 0;
    m_heights.reset(estimates(0, m_table.count()));
    m_top = m_table.indexAt(place);
    m_topHidden = 0;
    m_topHidden = int(std::lround(rectOf(place).top() - y));
    setScrollTop(scrollTop());
    relay();
}

// ---- scrolling: the paragraph at the upper edge is the anchor, so what is in sight stays when heights above become known

int ParagraphView::scrollTop() const
{
    return int(topPadding() + m_heights.before(m_top) + m_topHidden);
}

void ParagraphView::setScrollTop(qint64 top)
{
    top = std::clamp<qint64>(top, 0, std::max<qint64>(0, contentHeight() - viewport()->height()));
    m_top = m_heights.find(std::max<qint64>(0, top - topPadding()));
    m_topHidden = int(top - topPadding() - m_heights.before(m_top));
}

double ParagraphView::topOf(qsizetype paragraph) const
{
    return double(m_heights.before(paragraph) - m_heights.before(m_top) - m_topHidden);
}

void ParagraphView::updateBar()
{
    m_settingBar = true;
    QScrollBar *bar = verticalScrollBar();
    bar->setRange(0, int(std::max<qint64>(0, contentHeight() - viewport()->height())));
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(px(24));
    bar->setValue(scrollTop());
    m_settingBar = false;
}

void ParagraphView::scrollContentsBy(int, int)
{
    if (m_settingBar)
        return;
    setScrollTop(verticalScrollBar()->value());
    relay();
}

void ParagraphView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayoutInPlace();
}

void ParagraphView::reveal(diff::Range range)
{
    const double height = viewport()->height();
    const double room = std::min(height / 4, double(px(48)));
    const QRectF first = rectOf(range.start);
    if (first.top() < 0 || first.bottom() > height) {
        const bool far = first.top() < -height || first.bottom() > 2 * height;
        const double wanted = far ? height / 3 : first.top() < 0 ? room : height - room - first.height();
        setScrollTop(qint64(scrollTop() + first.top() - wanted));
        relay();
        if (far) // heights on the way were estimates
            setScrollTop(qint64(scrollTop() + rectOf(range.start).top() - wanted));
    }
    relay();
}

double ParagraphView::scrollPlace() const
{
    return text().isEmpty() || scrollTop() == 0 ? 0 : double(m_table.start(m_top)) / double(text().size());
}

void ParagraphView::setScrollPlace(double fraction)
{
    const qsizetype place = qsizetype(std::ceil(std::clamp(fraction, 0.0, 1.0) * double(text().size()) - 0.001));
    m_top = m_table.indexAt(place);
    m_topHidden = m_top == 0 ? -topPadding() : 0;
    relay();
}

// ---- geometry

qsizetype ParagraphView::paragraphAtY(double viewportY) const
{
    const double y = viewportY + double(m_heights.before(m_top)) + m_topHidden;
    return m_heights.find(std::max<qint64>(0, qint64(std::floor(y))));
}

QRectF ParagraphView::rectOf(qsizetype position)
{
    const qsizetype paragraph = m_table.indexAt(position);
    const Laid &laid = lay(paragraph);
    const qsizetype offset = std::min(position, m_table.content(paragraph).end) - m_table.start(paragraph);
    return laid.main->caretRect(offset).translated(columnLeft(), topOf(paragraph) + laid.mainTop);
}

qsizetype ParagraphView::positionAt(QPointF point)
{
    qsizetype paragraph = paragraphAtY(point.y());
    lay(paragraph);
    paragraph = paragraphAtY(point.y()); // a height on the way may have been an estimate
    const Laid &laid = lay(paragraph);
    return m_table.start(paragraph) + laid.main->offsetAt(point - QPointF(columnLeft(), topOf(paragraph) + laid.mainTop));
}

// ---- painting

ParagraphOverlay ParagraphView::overlay(qsizetype paragraph, const Laid &laid) const
{
    ParagraphOverlay over;
    const diff::Range content = m_table.content(paragraph);
    over.marks = displayMarks(paragraph, laid.main->display(), false);
    over.current = currentChange();
    const diff::Range chosen = selection();
    if (!chosen.isEmpty() && chosen.start <= content.end && chosen.end > content.start) {
        over.selection = {std::max(chosen.start, content.start) - content.start, std::min(chosen.end, content.end) - content.start};
        over.selectsEnd = chosen.end > content.end && !m_table.lineEnd(paragraph).isEmpty();
    }
    if (m_dropPlace >= 0 && m_table.indexAt(m_dropPlace) == paragraph)
        over.caret = m_dropPlace - content.start;
    else if (m_dropPlace < 0 && showsCaret() && m_caretOn && hasFocus() && m_table.indexAt(m_caret) == paragraph)
        over.caret = m_caret - content.start;
    return over;
}

void ParagraphView::paintParagraph(QPainter &painter, qsizetype paragraph, double y, const QRectF &clip)
{
    const Laid &laid = lay(paragraph);
    laid.main->paint(painter, {columnLeft(), y + laid.mainTop}, overlay(paragraph, laid), clip);
    if (laid.beside) {
        ParagraphOverlay left;
        left.current = currentChange();
        left.marks = displayMarks(paragraph, laid.beside->display(), true);
        laid.beside->paint(painter, {double(padding()), y}, left, clip);
    }
    const QString margin = marginText(paragraph);
    if (margin.isEmpty())
        return;
    painter.setFont(theme::labelFont());
    painter.setPen(theme::color(theme::Meaning::Faint));
    const QFontMetricsF metrics(theme::labelFont());
    const QRectF first = laid.main->caretRect(0);
    const QRectF box(padding(), y + laid.mainTop + first.top(), marginWidth() - px(10), first.height());
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(margin, Qt::ElideRight, box.width()));
}

void ParagraphView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(theme::Meaning::Pane));
    double y = -m_topHidden;
    for (qsizetype i = m_top; i < m_table.count() && y < event->rect().bottom() + 1; ++i) {
        const int height = lay(i).height;
        if (y + height >= event->rect().top())
            paintParagraph(painter, i, y, event->rect());
        y += height;
    }
    if (twoColumns())
        painter.fillRect(QRectF(columnLeft() - padding(), 0, 1, viewport()->height()), theme::color(theme::Meaning::Line));
}

void ParagraphView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        relayoutInPlace();
}

} // namespace countersign::ui
