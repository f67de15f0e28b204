// A text shown as a column of paragraphs, of which only those in sight are laid out, so that a text of megabytes scrolls like a short
// one. Selecting, copying, finding and marks for both the evidence and the suggestion; what is drawn of a paragraph is decided by the
// derived view. The text is never changed here.
#pragma once

#include "ui/review/text/paragraphlayout.h"
#include "ui/review/text/paragraphtable.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QMap>

namespace countersign::ui {

class ParagraphView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ParagraphView(QWidget *parent = nullptr);
    ~ParagraphView() override;

    virtual const QString &text() const = 0;
    const ParagraphTable &paragraphs() const { return m_table; }

    qsizetype caret() const { return m_caret; }
    diff::Range selection() const { return {std::min(m_caret, m_anchor), std::max(m_caret, m_anchor)}; }
    bool hasSelection() const { return m_caret != m_anchor; }
    void setCaret(qsizetype position, bool keepAnchor = false); // scrolls there
    void select(diff::Range range);
    QString selectedText() const { return text().sliced(selection().start, selection().length()); }
    void copy() const;

    // Marked stretches of the text, in order, not overlapping within a kind.
    void setMarks(MarkKind kind, QList<diff::Range> ranges);
    const QList<diff::Range> &marks(MarkKind kind) const;

    // Brings a stretch into sight; already visible text does not move.
    void reveal(diff::Range range);
    // The first visible position as a fraction of the text, as kept with a draft.
    double scrollPlace() const;
    void setScrollPlace(double fraction);
    // Everything is laid out anew with the same text at the same place on the screen.
    void relayoutInPlace();
    // Rectangle of a place, in viewport coordinates; lays its paragraph out.
    QRectF rectOf(qsizetype position);
    qsizetype positionAt(QPointF viewportPoint);

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void caretMoved();
    void selectionChanged();
    void placePressed(qsizetype position); // a single click, nothing selected

protected:
    struct Laid {
        std::unique_ptr<ParagraphLayout> main;
        std::unique_ptr<ParagraphLayout> beside; // left column of the side-by-side view
        double mainTop = 0;
        int height = 0;
    };

    // ---- what a derived view decides
    virtual DisplayText display(qsizetype paragraph) const;
    virtual std::optional<DisplayText> displayBeside(qsizetype) const { return std::nullopt; }
    virtual bool twoColumns() const { return false; }
    virtual ParagraphStyle style(qsizetype paragraph) const;
    virtual QString marginText(qsizetype) const { return {}; }
    virtual int marginWidth() const { return 0; }
    virtual bool showsCaret() const { return false; }
    virtual std::optional<diff::HunkId> currentChange() const { return std::nullopt; }
    virtual QList<DisplayMark> displayMarks(qsizetype paragraph, const DisplayText &display, bool besideColumn) const;
    virtual bool pressedMargin(QPointF) { return false; }

    // ---- told by a derived view
    void textReset();
    void textEdited(qsizetype position, qsizetype removed, qsizetype added);
    void invalidate(diff::Range range); // paragraphs that touch it are laid out anew
    void relay();                       // lays out what is in sight; call after the above
    void placeCaret(qsizetype caret, qsizetype anchor); // moves without scrolling or signals
    void showCaret();                                   // scrolls to it, restarts blinking, tells the world
    void showDropPlace(qsizetype position);             // where dragged text would go in; -1: nothing is dragged

    enum class Step { Left, Right, WordLeft, WordRight, Up, Down, PageUp, PageDown, LineStart, LineEnd, Start, End };
    void moveCaret(Step step, bool keepAnchor);
    // The step a key press asks for, and whether the selection grows; nothing for other keys.
    static std::optional<std::pair<Step, bool>> stepOf(QKeyEvent *event);
    Laid &lay(qsizetype paragraph);
    static int padding() { return theme::px(18); }

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Pointer { // what the mouse is doing
        enum class Unit { Character, Word, Paragraph } unit = Unit::Character;
        bool selecting = false;
        bool mayDrag = false;
        QPoint pressed;
        diff::Range origin;
        qint64 lastDoubleClick = 0;
    };

    void shiftMarks(qsizetype position, qsizetype removed, qsizetype added);
    int columnWidth() const;
    double columnLeft() const; // of the text, in viewport coordinates
    int topPadding() const { return theme::px(14); }
    qint64 contentHeight() const { return m_heights.total() + 2 * topPadding(); }
    int scrollTop() const;
    double topOf(qsizetype paragraph) const; // in viewport coordinates
    void setScrollTop(qint64 top);
    int estimatedHeight(qsizetype paragraph) const;
    std::vector<qint64> estimates(qsizetype first, qsizetype count) const;
    void updateBar();
    void forgetFar();
    ParagraphOverlay overlay(qsizetype paragraph, const Laid &laid) const;
    void paintParagraph(QPainter &painter, qsizetype paragraph, double y, const QRectF &clip);
    qsizetype paragraphAtY(double viewportY) const;
    qsizetype verticalStep(qsizetype from, int lines);
    qsizetype moved(Step step);
    void extendTo(qsizetype position);
    void startDrag();
    void restartBlinking();

    ParagraphTable m_table;
    PrefixSums m_heights;
    std::vector<Laid> m_laid;
    qsizetype m_laidCount = 0;
    qsizetype m_top = 0; // the paragraph at the upper edge …
    int m_topHidden = 0; // … and how much of it is above the edge (negative: padding in sight)
    qsizetype m_caret = 0;
    qsizetype m_anchor = 0;
    qsizetype m_dropPlace = -1;
    double m_goalX = -1; // where up and down want to be
    QMap<MarkKind, QList<diff::Range>> m_marks;
    Pointer m_pointer;
    QBasicTimer m_blink;
    QBasicTimer m_autoScroll;
    bool m_caretOn = true;
    bool m_settingBar = false;
};

} // namespace countersign::ui
