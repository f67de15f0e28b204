// One field of a structured suggestion: its name, the AI's value, mine, and the way back. Says what was typed; whether it fits is told.
#pragma once

#include "ui/review/fields/exacttext.h"
#include "ui/review/fields/fieldentry.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace countersign::ui {

class FieldLine final : public FieldEntry {
    Q_OBJECT

public:
    explicit FieldLine(const workflow::FieldPair &pair, QWidget *parent = nullptr);

    void setMine(const workflow::FieldRow &mine); // as kept now; the editor is left alone while it says the same
    void setError(const QString &sentence);       // empty: none
    void setMisfit(const QString &sentences, bool stops) override; // shown while there is no error
    bool hasError() const override { return m_hasError || m_misfitStops; }
    bool isLong() const override { return m_text; }
    bool isChanged() const override { return m_changed && !isInAdded(); }
    QString changeLabel() const override;
    void setReadOnly(bool readOnly) override;
    void takeKeyboard() override;
    void takeKeyboardBack() override;
    qsizetype caret() const override;
    qsizetype caretEnd() const override;
    void placeCaret(qsizetype caret) override;

Q_SIGNALS:
    void typed(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void fillMenu(QMenu *menu) override;

private:
    void buildEditor(const workflow::FieldRow &mine);
    QWidget *editor() const;
    bool tookKey(QKeyEvent *key, bool pressed);
    bool mayStep(bool redo) const;
    void growText();
    QString editorText() const;
    void setEditorText(const QString &text);
    void showChange();
    void sayWhatIsWrong();
    void holdText(const QString &text);

    FieldValue *m_ai;
    QPushButton *m_revert;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QComboBox *m_choice = nullptr;
    ExactText m_exact; // what m_text holds
    bool m_onlyRead = false; // what no editor could hold as it is, or not smoothly
    bool m_changed = false;
    bool m_hasError = false;
    QString m_errorWords;
    bool m_setting = false;
};

} // namespace countersign::ui
