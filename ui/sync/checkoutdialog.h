// Taking cases along: which, how long, how large before it begins, and how far it is. Can be stopped, and goes on where it was.
#pragma once

#include "workflow/session.h"
#include "workflow/takealong.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QSpinBox;

namespace countersign::ui {

class Field;
class KeyButton;
class Notice;

class CheckoutDialog final : public QDialog {
    Q_OBJECT

public:
    // Begins with what the queue is narrowed to. `kinds`: of the cases that wait.
    CheckoutDialog(workflow::Session &session, const core::QueueFilter &filter, const QStringList &kinds, QWidget *parent = nullptr);
    ~CheckoutDialog() override;

Q_SIGNALS:
    void taken(const countersign::workflow::CheckoutReport &report); // the dialog closes by itself

protected:
    void reject() override;

private:
    enum class Which { Next, All, ByNumber };
    void build(const core::QueueFilter &filter, const QStringList &kinds);
    QWidget *buildButtons();
    Which which() const;
    workflow::CheckoutRequest request() const;
    QStringList entered() const; // in all fields
    void followWhich();
    void choose();
    void chosen(core::Result<workflow::ChosenCases> cases);
    void submit();
    void run(bool goesOn);
    void note(const workflow::CheckoutProgress &progress);
    void ended(core::Result<workflow::CheckoutReport> report);
    void setBusy(bool busy);

    workflow::Session &m_session;
    QComboBox *m_which;
    QSpinBox *m_number;
    QComboBox *m_kind;
    QComboBox *m_risk;
    QLineEdit *m_words;
    QLineEdit *m_ids;
    QSpinBox *m_hours;
    Field *m_numberField;
    Field *m_idsField;
    QList<Field *> m_filterFields;
    QLabel *m_size;
    QProgressBar *m_bar;
    Notice *m_notice;
    KeyButton *m_yes;
    KeyButton *m_no;
    QTimer m_typing;
    QStringList m_entered;
    std::stop_source m_stop;
    std::optional<workflow::ChosenCases> m_chosen;
    bool m_busy = false;
    bool m_goesOn = false; // there is one that was cut off
};

} // namespace countersign::ui
