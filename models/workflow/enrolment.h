// Enrolling a person in two places: on their own workstation they make their key and ask; an administrator who compared the eight words
// with them writes the statement; their key signs it; the administrator records it. Both sides are at work at the same time.
#pragma once

#include "workflow/people.h"

#include <stop_token>

namespace countersign::workflow {

// What passes between the two: the request (person), the statement signed by the administrator alone, the same signed by both (person).
enum class EnrolmentPaper { Request, Statement, Signed };
QString paperName(EnrolmentPaper paper); // "request", "statement", "signed"

// PORT: a place beside the store that both sides reach. Nothing in it is trusted: words and signatures decide.
class EnrolmentTray {
public:
    virtual ~EnrolmentTray() = default;
    virtual core::Result<void> lay(const core::PersonId &person, EnrolmentPaper paper, const QByteArray &bytes) = 0;
    virtual core::Result<std::optional<QByteArray>> look(const core::PersonId &person, EnrolmentPaper paper) = 0;
    virtual void take(const core::PersonId &person, EnrolmentPaper paper) = 0;
};

struct EnrolmentRequest {
    core::StoreId store;
    core::PersonId id;
    QString printedName;
    QByteArray publicKey;
    bool operator==(const EnrolmentRequest &) const = default;

    QStringList words() const; // the eight that the two people compare
};

// The person's side. Holds the new key until it is recorded or given up. One thread; tray and ports outlive it.
class Enrolment {
public:
    // Makes and seals the key and lays the request. PersonExists (but for one who is disabled), BadValue, and what sealing and the tray refuse.
    static core::Result<std::unique_ptr<Enrolment>> begin(const Ports &ports, const Keyring &keyring, EnrolmentTray &tray, const core::PersonId &id,
                                                          const QString &printedName, const SharedSecret &secret);
    ~Enrolment(); // not recorded: the request, where it is still this one, and the key file go

    const EnrolmentRequest &request() const { return m_request; }
    // Signs what an administrator has laid, if it is this enrolment and theirs to write (else VerificationFailed). True once it is recorded.
    // PersonExists with detail another-key where another key was confirmed for this person, another-request where another request took the place of
    // this one.
    core::Result<bool> proceed(const Ports &ports);

private:
    Enrolment(EnrolmentTray &tray, EnrolmentRequest request, std::unique_ptr<ledger::UnlockedKey> key, QString keyFile);
    core::Result<void> demandStillAsked();
    core::Result<void> signStatement(const Ports &ports, const QByteArray &bytes);

    EnrolmentTray &m_tray;
    EnrolmentRequest m_request;
    std::unique_ptr<ledger::UnlockedKey> m_key;
    QString m_keyFile;
    QByteArray m_seen; // the last statement looked at
    bool m_recorded = false;
    bool m_replaced = false; // by another request, or another key
};

// The request of that person. NoSuchPerson when there is none; Malformed when it is none of this store's.
core::Result<EnrolmentRequest> askedEnrolment(const Ports &ports, EnrolmentTray &tray, const core::PersonId &id);

// The administrator's side, after the words were compared: key.enrolled signed by both, and a role.granted. Waits until the other side has
// signed: TimedOut after `patience`, Cancelled. NotAllowed, PersonExists, BadValue (no role), VerificationFailed (a signature that is not theirs).
core::Result<core::Person> confirmEnrolment(const Ports &ports, EnrolmentTray &tray, const ActingPerson &administrator,
                                            const EnrolmentRequest &request, const QList<core::Role> &roles, const core::TeamId &team,
                                            std::chrono::milliseconds patience, std::stop_token stop = {});

} // namespace countersign::workflow
