// Copying an embedded store onto a server. Part of the composition.
#pragma once

#include "app/sharedstore.h"
#include "workflow/actingperson.h"
#include "workflow/checkouts.h"

#include <stop_token>

namespace countersign::app {

struct MovingRequest {
    StoreAddress from;              // embedded
    StoreAddress to;                // shared; its user is an administrating role of the server
    bool serverVerifies = true;
    core::PersonId person;          // an administrator of the store, who gets in first
    workflow::SharedSecret secret;  // their passphrase
};

struct MovingReport {
    core::StoreId store;
    QString name;
    quint64 size = 0;
    QString root;                   // hex, the same before and after
    qint64 cases = 0;
    qint64 blobs = 0;
    QList<core::Person> toInvite;   // active, without a login yet
    QList<workflow::CheckoutView> away; // open check-outs: their workspaces come back to the server
    bool isClosed = true;           // the file; false where it may not be written
    QStringList deciding;           // who decides no more, because they enrol or submit
};

// Before anybody is asked for a passphrase; makes nothing. NotAllowed (not an administrator); StoreExists where the server holds another store.
core::Result<void> demandMove(const workflow::Ports &from, const core::PersonId &person, const StoreAddress &to);

// Nothing is made on the server before all of this is known to be good: WrongSecret, NotAllowed (not an administrator), HistoryRewritten (the store
// was put back), and what can be known beforehand of the failures of store/postgresql/housemove.h, which are the others.
core::Result<MovingReport> moveToServer(const workflow::Keyring &keyring, const MovingRequest &request,
                                        const std::function<void(qint64 done, qint64 whole)> &progress, std::stop_token stop);

} // namespace countersign::app
