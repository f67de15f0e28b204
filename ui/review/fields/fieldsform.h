// A structured suggestion as a form: one line for each field, in the order of its schema, and for each that was taken out. Values keep
// their exact spelling; only what the reviewer changes is respelled.
#pragma once

#include "ui/review/fields/fieldsteps.h"
#include "workflow/fieldform.h"

#include <QPointer>
#include <QScrollArea>

class QPushButton;
class QVBoxLayout;

namespace countersign::ui {

class FieldColumns;
class FieldEntry;
class FieldGroup;
class FieldLine;

class FieldsForm final : public QScrollArea {
    Q_OBJECT

public:
    explicit FieldsForm(QWidget *parent = nullptr);

    void setFields(const QByteArray &suggestion, const QByteArray &mine, const QByteArray &schema);
    const QByteArray &fields() const { return m_mine; }
    void setReadOnly(bool readOnly);

    QStringList changeLabels() const; // in order, one for each changed field
    void goToChange(int index);
    bool goToNextChange(int direction);
    void revertChange(int index);
    void revertCurrent();
    void revertAll();
    void setLit(const QString &pointer); // of mine; empty: none
    void setLitInSuggestion(const QString &pointer);
    void addHere();                      // into the group the keyboard is in
    void removeCurrent();
    void emptyCurrent();                 // no value
    void askForSource();                 // of the field the keyboard is in
    // The first field whose text does not fit gets the keyboard; false when all fit.
    bool showFirstError();
    void takeKeyboard();

    // As kept with a draft: steps of undo, taken over when they lead to the present fields, and the place.
    QByteArray undoSteps() const { return m_steps.saved(m_mine); }
    void restoreUndo(const QByteArray &steps) { m_steps.restore(m_mine, steps); }
    qsizetype caret() const; // a place in the texts of all the fields, one after the other
    double scrollPlace() const;
    void restorePlace(qsizetype caret, double scroll);
    static QString problem(const core::Error &error);
    static QString formProblem(const workflow::FieldProblem &problem);

    static constexpr int linesAtOnce = 200;

Q_SIGNALS:
    void edited();                         // fields() is another value now
    void changesChanged();
    void fieldPressed(const QString &pointer, const QString &suggested); // in mine and in the suggestion
    void placeMoved();
    void refused(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void addPlainLine(const QString &sentence);
    int nameWidth() const;
    bool isNarrow() const;
    bool isTight() const;
    QString groupName(const workflow::FieldPair &pair) const;
    void addHead(QWidget *page);
    void addLines();
    FieldEntry *entryFor(const workflow::FieldPair &pair);
    void connectEntry(FieldEntry *entry);
    bool mayAddTo(const QString &group) const;
    void addTo(const QString &group);
    void addMember(const QString &object);
    void added(const core::Result<QByteArray> &fields, const QString &pointer);
    void remove(FieldEntry *entry);
    void take(FieldLine *line, const QString &text);
    void revert(FieldEntry *entry);
    void putBack(FieldEntry *entry);
    void keep(const QByteArray &fields, FieldLine *line);
    void rebuild(const QByteArray &fields, const QString &pointer, bool gone = false);
    void step(bool redo);
    void noteFocus();
    void checkForm();
    QString nameOf(const QString &pointer) const;
    void showMisfits(FieldEntry *entry, const QList<workflow::FieldProblem> &all, const QList<workflow::FieldProblem> &mine) const;
    FieldEntry *entryAt(const QString &pointer) const;
    FieldEntry *entryNear(QString pointer) const;
    FieldEntry *goneAt(const QString &pointer) const;
    QList<FieldEntry *> changedEntries() const;
    FieldEntry *currentEntry() const;

    QByteArray m_suggestion;
    QByteArray m_mine;
    QByteArray m_schema;
    QList<workflow::FieldPair> m_pairs;
    QList<FieldEntry *> m_entries;
    qsizetype m_built = 0; // pairs that have a line
    QString m_addedRoot;   // the group added last while lines are made
    QVBoxLayout *m_column = nullptr;
    QPushButton *m_more = nullptr;
    QPushButton *m_addToRoot = nullptr;
    FieldColumns *m_head = nullptr;
    QPointer<FieldEntry> m_last; // had the keyboard in the form
    FieldSteps m_steps;
    bool m_readOnly = false;
};

} // namespace countersign::ui
