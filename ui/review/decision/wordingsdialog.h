// Where the words offered at the desk are edited: reasons, sentences for the rationale and pieces of text, for one kind of case or all.
#pragma once

#include "core/wording.h"
#include "workflow/session.h"

#include <QDialog>

class QComboBox;
class QPlainTextEdit;

namespace countersign::ui {

class Notice;

class WordingsDialog final : public QDialog {
    Q_OBJECT

public:
    // Opens with the words for `kind`; reads and saves through the session.
    WordingsDialog(workflow::Session &session, const QString &kind, QWidget *parent);

Q_SIGNALS:
    void saved();

private:
    void build();
    void load();
    void listKinds(const QStringList &inStore);
    void showKind();
    void takeKind(); // what is in the fields goes into m_all
    void save();
    QStringList shownLines(core::Wording::Sort sort) const;

    workflow::Session &m_session;
    QString m_first;
    QString m_kind;
    QList<core::Wording> m_all;
    Notice *m_notice;
    QComboBox *m_kinds;
    QPlainTextEdit *m_reasons;
    QPlainTextEdit *m_rationales;
    QPlainTextEdit *m_snippets;
};

} // namespace countersign::ui
