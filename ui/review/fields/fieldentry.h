// One line of the form, whatever stands in it: a value, a group of fields, or a field that was taken out. Lines say what is asked of them.
#pragma once

#include "workflow/fieldform.h"

#include <QWidget>
#include <array>

class QGridLayout;
class QLabel;
class QMenu;
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
    void arrange(int nameWidth, bool stacked, int spacing, bool typeInWords);

private:
    QGridLayout *m_grid;
    std::array<QWidget *, 5> m_cells{};
    QWidget *m_below = nullptr;
};

class FieldEntry : public FieldColumns {
    Q_OBJECT

public:
    FieldEntry(const workflow::FieldPair &pair, QWidget *parent);

    const workflow::FieldPair &pair() const { return m_pair; }
    QString pointer() const;          // in mine, or where it would be; null for an element that is gone
    QString suggestedPointer() const; // null: the suggestion has none
    const QString &name() const { return m_name; }
    virtual bool isChanged() const = 0;
    virtual bool hasError() const { return m_misfitStops; }
    virtual QString changeLabel() const = 0; // "total: 12.50 → 13.00"
    virtual void takeKeyboard() = 0;
    virtual void takeKeyboardBack() { takeKeyboard(); } // the caret where it was
    virtual qsizetype caret() const { return 0; }       // in the text it is edited as
    virtual qsizetype caretEnd() const { return 0; }    // behind that text
    virtual void placeCaret(qsizetype) {}
    virtual void setReadOnly(bool readOnly);
    // What does not fit the form; `stops`: it keeps the case from being signed.
    virtual void setMisfit(const QString &sentences, bool stops);
    void setLit(bool lit);
    void setGroupName(const QString &name) { m_groupName = name; } // of what holds it, where that is not the whole
    // `tight`: little room beside each other, so the type gives up its word.
    void fit(int nameWidth, bool narrow, bool tight);
    virtual bool isLong() const { return false; } // needs the whole width
    void setInAdded(bool inAdded) { m_inAdded = inAdded; } // part of something added, which is one change
    bool isInAdded() const { return m_inAdded; }
    bool mayBeRemoved() const { return m_mayBeRemoved; }
    void setMayBeRemoved(bool may) { m_mayBeRemoved = may; }

    static QString typeWord(workflow::FieldRow::Type type);
    static QString shownValue(const workflow::FieldRow &row);

Q_SIGNALS:
    void reverted();
    void removed();
    void emptied();           // "no value" is asked for
    void addAsked();          // something into this group
    void pressed();           // the name was clicked: show its source
    void left();              // on to the next line
    void caretMoved();
    void stepAsked(bool redo); // where the line itself has nothing to undo

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    virtual void fillMenu(QMenu *menu);
    void showMenu(QWidget *at);
    void sayWrong(const QString &words);
    QPushButton *makeButton(const QString &icon, const QString &name);

    workflow::FieldPair m_pair;
    QString nameInChanges() const;

    QString m_name;
    QString m_groupName;
    QLabel *m_label;
    QPushButton *m_type; // what it is; pressed: what can be done with it
    QLabel *m_error;
    QString m_misfit;
    bool m_misfitStops = false;
    bool m_readOnly = false;

private:
    bool m_lit = false;
    bool m_inAdded = false;
    bool m_mayBeRemoved = true;
};

// The head of an object or array: what may be added to it is asked for here.
class FieldGroup final : public FieldEntry {
    Q_OBJECT

public:
    FieldGroup(const workflow::FieldPair &pair, bool mayAdd, QWidget *parent = nullptr);

    bool isChanged() const override { return !m_pair.suggested && !isInAdded(); }
    QString changeLabel() const override;
    void takeKeyboard() override;
    void setReadOnly(bool readOnly) override;

protected:
    void fillMenu(QMenu *menu) override;

private:
    QPushButton *m_add;
};

// A field of the suggestion that is not in mine any more.
class FieldGone final : public FieldEntry {
    Q_OBJECT

public:
    explicit FieldGone(const workflow::FieldPair &pair, QWidget *parent = nullptr);

    bool isChanged() const override { return true; }
    QString changeLabel() const override;
    void takeKeyboard() override;
    void setReadOnly(bool readOnly) override;

private:
    FieldValue *m_value;
    QPushButton *m_back;
};

} // namespace countersign::ui
