// The desk's brain for one case at a time: what is edited, which verdict is armed, what is missing, drafts, signing, the next case.
// No widgets. Lives in the window's thread; store work goes through the session's lanes.
#pragma once

#include "workflow/contactlog.h"
#include "workflow/recorddecision.h"
#include "workflow/session.h"
#include "workflow/signing.h"

#include <QElapsedTimer>

namespace countersign::workflow {

class ReviewSession final : public QObject {
    Q_OBJECT

public:
    explicit ReviewSession(Session &session, QObject *parent = nullptr);

    // Opens a case for reading and claims it when it waits for a decision by this person; ends with caseOpened or openFailed.
    void open(const core::CaseId &id);
    // Opens a case to correct a decision of one's own by a new one that names it; no claim is needed. Ends with caseOpened or openFailed.
    void correct(const core::CaseId &id, const core::StatementId &decision);
    bool correcting() const { return m_case && m_case->correcting; }
    // Claims and opens the next waiting case, one still held first; nothingLeft when there is none. Skipped cases of this session come last.
    void openNext();
    // Gives the case back (the draft stays) and opens the next one.
    void skip();
    // Opens the case skipped last again; false when none was.
    bool backToSkipped();
    // Saves the draft, gives the claim back and leaves the desk empty.
    void close();

    bool hasCase() const { return m_case.has_value(); }
    const CaseOnDesk &current() const { return *m_case; }   // only while hasCase()
    bool writable() const;                                  // claimed by me and waiting for a decision, or a correction
    // The route asks for an answer of one's own first: until it is given the suggestion stays covered and nothing can be armed.
    bool awaitsFirstAnswer() const;
    void giveFirstAnswer(const QString &answer);            // ends with caseOpened, or draftFailed
    void noteTyping() { touch(); }                          // in what the source of undo tells: a draft is saved soon

    const core::Content &content() const { return m_content; } // mine: starts as the draft's or the suggestion's
    bool edited() const;                                       // differs from the suggestion
    std::optional<core::Verdict> armed() const { return m_armed; }
    const QStringList &reasons() const { return m_reasons; }
    const QString &rationale() const { return m_rationale; }

    void setText(const QString &text);
    void setFields(const QByteArray &fields);
    void setReasons(const QStringList &codes);
    void setRationale(const QString &text);
    // Asked for the editor's steps of undo when a draft is saved; they come back with current().draft.
    void setUndoSource(std::function<QByteArray()> source) { m_undo = std::move(source); }
    void setPlace(qsizetype caret, double scroll, const QString &evidence); // kept with the draft
    // What is looked at, for the record: the item in front (`byHand`: gone to), one that cannot be shown, whether the window is in sight, and
    // what became of passages the text left out (code points).
    void looked(const QString &evidence, bool byHand);
    void cannotShow(const QString &evidence);
    void setInSight(bool inSight);
    void passageAdded(const ledger::Contact::Passage &passage) { m_contact.add(passage); }
    void passageDismissed(const ledger::Contact::Passage &passage) { m_contact.dismiss(passage); }
    // Arms a verdict (nothing: disarms). Approve with changed content arms edit, edit without change is refused by missing().
    void arm(std::optional<core::Verdict> verdict);

    // What keeps the armed verdict from being signed; nothing when it can be signed.
    std::optional<core::ErrorKind> missing() const;
    QString meaning() const; // the sentence that would be signed, empty while nothing is armed

    // What the person has to show with sign(), by the signing mode of the case.
    Asks asks() const;
    bool canProve() const; // false: sign() fails at once and says why, whatever is shown (no PIN yet)
    // Signs the armed verdict; ends with signingFailed, or with decisionRecorded, and then opens the next case (but after a correction). Five
    // wrong PINs lock the session.
    void sign(const SigningProof &proof = {});
    bool signing() const { return m_signing; }

    static constexpr int draftDelayMilliseconds = 400;

Q_SIGNALS:
    void caseOpened();
    void caseClosed();
    void openFailed(const countersign::core::Error &error);
    void nothingLeft();
    void contentChanged();       // by setText/setFields
    void readinessChanged();     // armed verdict, what is missing, signing
    void draftSaved(const QDateTime &when);
    void draftFailed(const countersign::core::Error &error);
    void decisionRecorded(const countersign::workflow::DecisionReceipt &receipt);
    void signingFailed(const countersign::core::Error &error);
    void claimLost();            // somebody else has the case now; the draft stays

private:
    void laying(std::function<core::Result<CaseOnDesk>(const Ports &, std::stop_token)> work);
    void lay(CaseOnDesk desk);
    void leave();
    void contentTouched();
    void touch();
    DecisionRequest request() const;
    void signedOrNot(core::Result<DecisionReceipt> receipt);
    QString draftTopic() const;
    void saveDraft();
    void renewClaim();
    core::Draft draft() const;

    Session &m_session;
    std::optional<CaseOnDesk> m_case;
    core::Content m_content;
    std::optional<core::Verdict> m_armed;
    QStringList m_reasons;
    QString m_rationale;
    qsizetype m_caret = 0;
    double m_scroll = 0;
    QString m_evidence;
    std::function<QByteArray()> m_undo;
    ContactLog m_contact;
    QElapsedTimer m_clock; // since the case was laid
    bool m_signing = false;
    bool m_dirty = false;
    QStringList m_skipped;
    QTimer m_draftTimer;
    QTimer m_renewTimer;
};

} // namespace countersign::workflow
