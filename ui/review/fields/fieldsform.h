// A structured suggestion as a form: one line for each field, in the order of its schema. Values keep their exact spelling; only what
// the reviewer changes is respelled.
#pragma once

#include "workflow/fieldediting.h"

#include <QScrollArea>

class QPushButton;
class QVBoxLayout;

namespace countersign::ui {

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
    void setLit(const QString &pointer); // empty: none
    // The first field whose text does not fit gets the keyboard; false when all fit.
    bool showFirstError();
    void takeKeyboard();
    static QString problem(const core::Error &error);
    static QString formProblem(const workflow::FieldProblem &problem);

    static constexpr int linesAtOnce = 200;

Q_SIGNALS:
    void edited();                         // fields() is another value now
    void changesChanged();
    void fieldPressed(const QString &pointer);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    int nameWidth() const;
    bool isNarrow() const;
    void addHead(QWidget *page);
    void addLines();
    void take(FieldLine *line, const QString &text);
    void revert(FieldLine *line);
    void keep(const QByteArray &fields, FieldLine *line);
    void checkForm();
    QList<FieldLine *> changedLines() const;
    FieldLine *currentLine() const;

    QByteArray m_suggestion;
    QByteArray m_mine;
    QByteArray m_schema;
    QList<workflow::FieldRow> m_rows;             // of mine
    QHash<QString, workflow::FieldRow> m_suggested; // by pointer
    QList<FieldLine *> m_lines;
    qsizetype m_built = 0;                        // rows that have a line
    QVBoxLayout *m_column = nullptr;
    QPushButton *m_more = nullptr;
    QWidget *m_head = nullptr;
    bool m_readOnly = false;
};

} // namespace countersign::ui
