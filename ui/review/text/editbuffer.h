// The reviewer's text with its undo steps. Keeps every code unit as received: line ends, NUL, lone surrogates.
// One thread; nothing here knows widgets.
#pragma once

#include <QList>
#include <QString>
#include <deque>
#include <functional>

namespace countersign::ui {

// `removed` at `position` became `added`.
struct TextChange {
    qsizetype position = 0;
    QString removed;
    QString added;
    bool operator==(const TextChange &) const = default;
};

class EditBuffer {
public:
    const QString &text() const { return m_text; }
    // Another text altogether: no steps remain.
    void reset(QString text);

    // The last steps as bytes, to be kept with a draft; at most `unitsSaved`, the newest first to stay.
    QByteArray steps() const;
    // A text with its steps; false (and none) where they do not lead to this text.
    bool reset(QString text, const QByteArray &steps);

    // Replaces a stretch and remembers it. Typing that goes on where the last step ended joins that step, up to the end of a word.
    TextChange edit(qsizetype position, qsizetype removed, QStringView added);
    // Edits between these are one step, however many.
    void beginStep();
    void endStep();
    // The next edit begins a step of its own (the caret went elsewhere).
    void breakStep() { m_open = false; }

    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    // One step back or forth; `made` is told of each change when the text has just got it. False when there was nothing to do.
    using Observer = std::function<void(const TextChange &)>;
    bool undo(const Observer &made);
    bool redo(const Observer &made);

    static constexpr qsizetype unitsSaved = 64 * 1024; // a draft is saved while one types
    static constexpr qsizetype stepsKept = 10'000;
    static constexpr qsizetype unitsKept = 64 * 1024 * 1024; // code units over all steps; the oldest are forgotten beyond

private:
    using Step = QList<TextChange>;
    bool joins(const TextChange &change) const;
    void remember(const TextChange &change);
    void forgetOldest();

    QString m_text;
    std::deque<Step> m_undo;
    std::deque<Step> m_redo;
    qsizetype m_units = 0;
    int m_depth = 0;     // inside beginStep … endStep
    bool m_open = false; // the last step may grow
};

} // namespace countersign::ui
