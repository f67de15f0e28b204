// The reviewer's text as a plain editor in which the difference to the suggestion is drawn live. What was deleted is drawn struck
// through in its place but is no part of the text, of a copy or of the undo steps. Every code unit received is kept as it is.
#pragma once

#include "diff/incremental.h"
#include "diff/summary.h"
#include "ui/review/text/editbuffer.h"
#include "ui/review/text/paragraphview.h"

#include <QTimer>

namespace countersign::ui {

class SuggestionEditor final : public ParagraphView {
    Q_OBJECT

public:
    enum class View { WithChanges, SideBySide, FinalText };

    explicit SuggestionEditor(QWidget *parent = nullptr);
    ~SuggestionEditor() override;

    // Other texts altogether: the caret at the start, no undo steps, nothing taken back.
    void setTexts(const QString &suggestion, const QString &mine);
    const QString &suggestion() const { return m_diff.a(); }
    const QString &text() const override { return m_buffer.text(); }
    // Steps of undo, to be kept with a draft; taken over when they lead to the present text.
    QByteArray undoSteps() const { return m_buffer.steps(); }
    void restoreUndo(const QByteArray &steps) { m_buffer.reset(text(), steps); }
    // As kept with a draft.
    void restorePlace(qsizetype caret, double scroll);
    void setReadOnly(bool readOnly);
    bool isReadOnly() const { return m_readOnly; }

    View view() const { return m_view; }
    void setView(View view); // keeps the place on the screen

    // ---- changes
    const QList<diff::Hunk> &hunks() const { return m_diff.hunks(); }
    // One line of the list of changes: a change that is there, or one that was taken back and can be put back.
    struct Change {
        QList<diff::HunkId> hunks; // empty: taken back
        diff::Kind kind = diff::Kind::Content;
        diff::Op op = diff::Op::Replace;
        QString label;
        qsizetype takenBack = -1; // number for putBack
        qsizetype place = 0;      // in the text, for going there
    };
    QList<Change> changes() const; // in order of place
    std::optional<diff::HunkId> currentChange() const override { return m_current; }
    // The change the caret is in, for a screen reader: what was deleted, what was inserted; empty when it is in none.
    QString changeInWords() const;
    // What was looked for at the caret, for a screen reader: found or not found in the evidence; empty when nothing was.
    QString sourceInWords() const;
    // A line as it is read out: what was deleted and what was inserted said in its place. `line`: where it lies in the text.
    QString lineInWords(qsizetype position, diff::Range *line) const;
    void goToChange(diff::HunkId id);
    bool goToNextChange(int direction); // false when there is none that way
    void takeBack(const QList<diff::HunkId> &ids);
    void takeAllBack();
    // Makes a change that was taken back again; false when its place has been changed since.
    bool putBack(qsizetype takenBack);
    bool putLastBack();
    // With a selection everything in it is meant, else the change at the caret (or, when putting back, the one taken back last).
    void takeBackHere();
    bool putBackHere();
    bool putAllBack(); // in one step of undo

    // ---- spelling; the word being written is left alone
    // The word at the caret, or the next one behind it, that no dictionary knows; nothing: none is left.
    std::optional<diff::Range> nextUnknownWord() const;

    // ---- citations, as places of the suggestion
    void setCited(QList<diff::Range> inSuggestion);
    void setLit(std::optional<diff::Range> inSuggestion);
    // The place of the suggestion that the caret or a point is in.
    qsizetype suggestionPlace(qsizetype position) const { return diff::toA(m_diff.hunks(), position); }
    void revealSuggestion(diff::Range inSuggestion);

    bool canUndo() const { return m_buffer.canUndo(); }
    bool canRedo() const { return m_buffer.canRedo(); }
    void undo();
    void redo();
    // Replaces the selection, as if typed; refused in lines that are too long.
    void insertText(const QString &text);
    // What is selected moves there, in one step of undo, and stays selected; as a whole or not at all.
    void moveSelection(qsizetype to);

    // The whole text by another one, in one step of undo.
    void replaceText(const QString &text);

    // Long texts are settled by the owner on a worker: called with the state, answers by settled().
    using Settler = std::function<void(const diff::IncrementalDiff::Snapshot &)>;
    void setSettler(Settler settler) { m_settler = std::move(settler); }
    void settled(const diff::TextDiff &result, quint64 revision);

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void edited();         // the text changed
    void changesChanged(); // the list of changes may have
    void currentChangeMoved();
    void viewChanged();
    void refused(const QString &why); // an edit was not made

protected:
    DisplayText display(qsizetype paragraph) const override;
    std::optional<DisplayText> displayBeside(qsizetype paragraph) const override;
    bool twoColumns() const override { return m_view == View::SideBySide; }
    ParagraphStyle style(qsizetype paragraph) const override;
    bool showsCaret() const override { return true; }
    QList<DisplayMark> displayMarks(qsizetype paragraph, const DisplayText &display, bool besideColumn) const override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    DisplayText shown(qsizetype paragraph, Shown what) const;
    QStringView line(qsizetype paragraph) const;
    bool isHead(qsizetype paragraph) const;
    bool hasDeletedLine(qsizetype paragraph) const;
    void markUnknown(qsizetype paragraph, const DisplayText &display, QList<DisplayMark> &found) const;
    bool replace(diff::Range range, const QString &added, qsizetype caretAfter = -1);
    QString refusal(diff::Range range, const QString &added) const;
    void applied(const TextChange &change);
    void afterEdit(qsizetype caret);
    void finishComposing();
    void noteCurrent();
    void setCurrent(std::optional<diff::HunkId> id);
    bool putBackEach(const std::function<bool(const diff::TakenBack &)> &wanted);
    void settleSoon();
    void settle();
    bool editingKey(QKeyEvent *event);
    bool deletingKey(QKeyEvent *event);
    void erase(Step step);
    void cut();
    void paste(const QString &text);
    QString ownLineEnd() const;

    EditBuffer m_buffer;
    diff::IncrementalDiff m_diff;
    QList<diff::TakenBack> m_takenBack;
    QList<diff::Range> m_cited;
    std::optional<diff::Range> m_lit;
    std::optional<diff::HunkId> m_current;
    View m_view = View::WithChanges;
    QString m_composed;
    qsizetype m_composedCaret = 0;
    Settler m_settler;
    QTimer m_rest;
    bool m_readOnly = false;
};

// A line that stands as the head of a section: few words, all capitals.
bool isSectionHead(QStringView line);

} // namespace countersign::ui
