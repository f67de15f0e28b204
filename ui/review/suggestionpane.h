// The middle pane of the desk: the suggestion becoming the reviewer's version, as a text or as fields.
#pragma once

#include "ui/review/editor/suggestioneditor.h"
#include "ui/review/fields/fieldsform.h"
#include "workflow/opencase.h"

class QLabel;
class QStackedWidget;
class QTabBar;

namespace countersign::ui {

class ElidedLabel;
class FirstAnswer;
class HeaderBar;
class Notice;

class SuggestionPane final : public QWidget {
    Q_OBJECT

public:
    explicit SuggestionPane(QWidget *parent = nullptr);

    void showCase(const core::Suggestion &suggestion, const core::Content &mine, bool writable);
    // In place of the suggestion: an answer of one's own is asked for first. `draft`: how far it was written, as firstAnswerDraft() told.
    void askFirst(const QByteArray &draft);
    QByteArray firstAnswerDraft() const;
    void sayLongLines(); // lines that can only be read, when there are any
    void clear();
    void setWritable(bool writable);
    bool showsFields() const { return m_fieldsShown; }
    SuggestionEditor &editor() { return *m_editor; }
    FieldsForm &form() { return *m_form; }
    void setView(SuggestionEditor::View view);

    void takeKeyboard();      // into the text or the first field
    bool hasKeyboard() const;
    bool goToNextChange(int direction);
    void takeChangeBack();    // the one the caret is in, or those in the selection
    void putChangeBack();
    void takeAllBack();
    void putAllBack();
    void addField(); // these where fields are shown
    void removeField();
    void emptyField();

Q_SIGNALS:
    void firstAnswerGiven(const QString &answer);
    void firstAnswerTyped();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrangeHead();

    HeaderBar *m_header;
    QTabBar *m_views;
    QLabel *m_fieldsHead;
    ElidedLabel *m_model;
    Notice *m_notice;
    QStackedWidget *m_stack;
    QWidget *m_nothing;
    SuggestionEditor *m_editor;
    FieldsForm *m_form;
    FirstAnswer *m_first;
    bool m_fieldsShown = false;
};

} // namespace countersign::ui
