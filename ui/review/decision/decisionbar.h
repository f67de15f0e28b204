// The foot of the desk: reason, rationale, the verdicts with their keys, the sentence that would be signed and the one button that
// signs. Shows what a ReviewSession says and tells it what the person chose; decides nothing.
#pragma once

#include "core/decision.h"
#include "workflow/reviewsession.h"

#include <QMap>
#include <QWidget>
#include <functional>

class QAction;
class QLabel;
class QLineEdit;

namespace countersign::ui {

class KeyButton;
class ReasonPicker;
class SigningPrompt;
struct Reason;

class DecisionBar final : public QWidget {
    Q_OBJECT

public:
    // The commands are actions of `page`, so that their keys work all over it.
    DecisionBar(workflow::ReviewSession &review, QWidget *page);

    void showCase(const QList<Reason> &reasons); // another case lies on the desk
    void showNone();
    void offerReasons(const QList<Reason> &reasons);
    void putIntoRationale(const QString &text);
    void sayDraftSaved(const QDateTime &when);
    void saySigned(const workflow::DecisionReceipt &receipt); // the case before; above the time of this one's draft
    void sayWhyReadOnly(const QString &why);
    void setSignerName(const QString &name);
    // Whether the bare verdict keys work now: drawn as an accented upper edge, so that one sees where the keyboard is.
    void setKeysLive(bool live);
    // Asked before signing; true stops it (and has shown why).
    void setGuard(std::function<bool()> guard) { m_guard = std::move(guard); }

    // Arms a verdict and takes the keyboard where something is still missing.
    void arm(core::Verdict verdict);
    void sign();
    void leaveSigning(); // the signature asked for in place is not given
    void focusReason();
    void focusRationale();
    bool hasTextFocus() const;

Q_SIGNALS:
    void skipAsked();
    void textsAsked(); // words to put into the rationale are wanted
    void textNeeded(); // approve with edits, nothing edited yet
    void done();       // the keyboard can go back to the case

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildFields();
    void buildButtons(QWidget *page);
    void refresh();
    void connectPrompt();
    void askOrSign();
    void sayMissing();
    void arrange();
    void tighten(bool tight);
    void dress();

    workflow::ReviewSession &m_review;
    QLabel *m_reasonLabel;
    QLabel *m_rationaleLabel;
    QLabel *m_missing;   // beside "Rationale"; its room is always there
    QLabel *m_status;
    QLabel *m_meaning;
    ReasonPicker *m_reason;
    QLineEdit *m_rationale;
    QMap<core::Verdict, QAction *> m_verdicts;
    QMap<core::Verdict, KeyButton *> m_buttons;
    QAction *m_skip = nullptr;
    QAction *m_sign = nullptr;
    KeyButton *m_skipButton = nullptr;
    KeyButton *m_signButton = nullptr;
    QWidget *m_fieldRow;
    QWidget *m_buttonRow;
    QWidget *m_signRow;
    SigningPrompt *m_prompt;
    QString m_signer;
    std::function<bool()> m_guard;
    QString m_readOnly;
    bool m_asked = false; // signing was tried: say what is missing loudly
    bool m_keysLive = false;
    int m_stacked = -1;
    int m_tight = -1;
};

} // namespace countersign::ui
