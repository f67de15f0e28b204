// The editor on its own, with a text to correct; what a person does with it goes through keys.
#pragma once

#include "ui/hands.h"
#include "ui/review/editor/suggestioneditor.h"

#include <QAccessible>
#include <QSignalSpy>

namespace countersign::uitest {

inline const QString suggestion = QStringLiteral("Takes metformin 50 mg twice daily.\nNo known allergies.\nReturn in three months.");

struct EditorDesk {
    ui::SuggestionEditor editor;
    QSignalSpy edited{&editor, &ui::SuggestionEditor::edited};
    QSignalSpy refused{&editor, &ui::SuggestionEditor::refused};

    explicit EditorDesk(const QString &text = suggestion) : EditorDesk(text, text) {}
    EditorDesk(const QString &a, const QString &b)
    {
        editor.setTexts(a, b);
        show(editor);
        editor.setFocus();
    }
    void caretBehind(const QString &words) { editor.setCaret(editor.text().indexOf(words) + words.size()); }
    void caretBefore(const QString &words) { editor.setCaret(editor.text().indexOf(words)); }
    void key(Qt::Key which, Qt::KeyboardModifiers held = {}) { QTest::keyClick(&editor, which, held); }
    void type(const QString &text) { QTest::keyClicks(&editor, text); }
    void exchange(const QString &words, const QString &by)
    {
        const qsizetype at = editor.text().indexOf(words);
        editor.select({at, at + words.size()});
        editor.insertText(by);
    }
    QStringList labels() const
    {
        QStringList found;
        for (const ui::SuggestionEditor::Change &change : editor.changes())
            found.append((change.hunks.isEmpty() ? QStringLiteral("back: ") : QString()) + change.label);
        return found;
    }
    QAccessibleInterface *face() { return QAccessible::queryAccessibleInterface(&editor); }
};

} // namespace countersign::uitest
