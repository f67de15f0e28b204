// Taking cases along: long claims, a signed entry, and everything about the cases copied into a workspace. What is cut off goes on.
#pragma once

#include "workflow/openworkspace.h"

#include <stop_token>

namespace countersign::workflow {

struct CheckoutRequest {
    QList<core::CaseId> cases;      // these, all of them; empty: by the filter
    core::QueueFilter filter;       // its teams and states are set here
    int next = 0;                   // at most so many by the filter; 0: all that match
    int hours = longestCheckoutHours;
};

struct ChosenCases {
    QList<core::StoredCase> cases;  // of one team
    bool allOrNone = false;
    quint64 bytes = 0;              // of what comes along
    int hours = 0;
    QDateTime until;
};

// What would come along, before anything is taken. NothingToClaim; TooLarge above 200; NotAllowed (no reviewer); for cases that were named also
// NoSuchCase, MoveNotAllowed (only open ones), ClaimHeld (detail: how many; of the first three a line each, the case, a tab, who has it),
// WrongCall (detail: teams).
core::Result<ChosenCases> chooseCases(const Ports &ports, const core::Person &person, const CheckoutRequest &request);

struct CheckoutProgress {
    qsizetype cases = 0;
    qsizetype of = 0;
    quint64 bytes = 0;
};
using ShowCheckout = std::function<void(const CheckoutProgress &)>;

struct CheckoutReport {
    core::StatementId statement;
    quint64 logIndex = 0;
    qsizetype cases = 0;
    qsizetype leftOut = 0;          // taken by somebody else, withdrawn or changed meanwhile
    quint64 bytes = 0;
    QDateTime until;
};

// Claims them, signs the entry and copies them into an empty workspace. `origin`: how the store is named. Cancelled between two cases: goes on
// with continueCheckout.
core::Result<CheckoutReport> checkOut(const Ports &ports, const ActingPerson &acting, const ChosenCases &chosen,
                                      const OpenWorkspace &workspace, const QString &origin, const ShowCheckout &show, std::stop_token stop);
// Whether the store has the check-out of this workspace.
core::Result<bool> isCheckedOut(const Ports &ports, const OpenWorkspace &workspace);
// Copies what is still missing.
core::Result<CheckoutReport> continueCheckout(const Ports &ports, const ActingPerson &acting, const OpenWorkspace &workspace, const ShowCheckout &show,
                                              std::stop_token stop);

} // namespace countersign::workflow
