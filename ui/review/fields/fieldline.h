// One field of a structured suggestion: its name, the AI's value, mine, and the way back. Says what was typed; whether it fits is told.
#pragma once

#include "workflow/fieldediting.h"

#include <QWidget>
#include <array>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace countersign::ui {

class FieldValue;

// The columns that all lines of a form share; in a narrow pane they stand below each other.
class FieldColumns : public QWidget {
    Q_OBJECT

public:
    enum class Column { Name, Suggested, Mine, Type, Revert };

    explicit FieldColumns(QWidget *parent = nullptr);
    void put(QWidget *widget, Column column);
    void putBelow(QWidget *widget); // under mine, whole width
    void setDepth(int depth);
    void arrange(int nameWidth, bool narrow);

private:
    QGridLayout *m_grid;
    std::array<QWidget *, 5> m_cells{};
    QWidget *m_below = nullptr;
};

class FieldLine final : public FieldColumns {
    Q_OBJECT

public:
    // `suggested`: the AI's row for the same place, nothing when it has none.
    FieldLine(const workflow::FieldRow &mine, const std::optional<workflow::FieldRow> &suggested, QWidget *parent = nullptr);

    const QString &pointer() const { return m_pointer; }
    const QString &name() const { return m_name; }
    void setMine(const workflow::FieldRow &mine); // as kept now; the editor is left alone while it says the same
    void setError(const QString &sentence);       // empty: none
    // What does not fit the form; `stops`: it keeps the case from being signed. Shown while there is no error.
    void setMisfit(const QString &sentences, bool stops);
    bool hasError() const { return m_hasError || m_misfitStops; }
    bool isChanged() const { return m_changed; }
    QString changeLabel() const;                  // "total: 12.50 → 13.00"
    void setReadOnly(bool readOnly);
    void setLit(bool lit);
    void takeKeyboard();

Q_SIGNALS:
    void typed(const QString &text);
    void reverted();
    void pressed(); // the name was clicked: show its source

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildEditor(const workflow::FieldRow &mine);
    void growText();
    QString editorText() const;
    void setEditorText(const QString &text);
    void showChange(const workflow::FieldRow &mine);
    void sayWrong();

    QString m_pointer;
    QString m_name;
    std::optional<workflow::FieldRow> m_suggested;
    workflow::FieldRow m_mine;
    QLabel *m_label;
    FieldValue *m_ai;
    QLabel *m_type;
    QLabel *m_error;
    QPushButton *m_revert;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QComboBox *m_choice = nullptr;
    bool m_changed = false;
    bool m_hasError = false;
    bool m_misfitStops = false;
    QString m_errorWords;
    QString m_misfit;
    bool m_lit = false;
    bool m_setting = false;
};

} // namespace countersign::ui
