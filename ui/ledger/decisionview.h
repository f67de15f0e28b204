// One decision to read: the texts with their difference, and beside them the signature in words, reasons, rationale, hashes.
#pragma once

#include "ui/ledger/decisiontext.h"
#include "workflow/session.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTextEdit;
class QVBoxLayout;

namespace countersign::ui {

class AuditLooks;
class CaseActions;
class ElidedLabel;
class EvidencePane;
class Notice;

class DecisionView final : public QWidget {
    Q_OBJECT

public:
    // `looks` lives as long as the view.
    DecisionView(workflow::Session &session, AuditLooks &looks, QWidget *parent = nullptr);

    // Fetches and shows it; what was shown before goes at once.
    void open(const core::StatementId &id);
    // An entry that is no decision: its bytes.
    void openEntry(quint64 seq, const QString &title);
    // Somebody else sits here now.
    void clear();
    QList<QWidget *> panes() const;

Q_SIGNALS:
    void backRequested();
    void correctionWanted(const countersign::core::CaseId &id, const countersign::core::StatementId &decision);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildHeader();
    QWidget *buildTexts();
    QWidget *buildRecord();
    void show(const DecisionReading &reading);
    void showText();
    void addFact(const QString &label, const QString &value, bool mono = false);
    void clearFacts();
    void print();
    void savePdf();
    void write(const QString &path);
    void dress();

    workflow::Session &m_session;
    AuditLooks &m_looks;
    std::optional<DecisionReading> m_reading;
    QLabel *m_title;
    ElidedLabel *m_subtitle;
    QTabBar *m_views;
    QStackedWidget *m_reader; // the text, or the evidence
    QTextEdit *m_text;
    EvidencePane *m_evidence;
    QLabel *m_sentence;
    QLabel *m_meaning;
    QVBoxLayout *m_facts;
    QPlainTextEdit *m_statement;
    QWidget *m_record;
    Notice *m_notice;
    CaseActions *m_case;
    QPushButton *m_more;
    QAction *m_print;
    QAction *m_pdf;
};

} // namespace countersign::ui
