// How the connection page reaches stores on servers without knowing stores. Everything is called, and answers, in the window's thread.
#pragma once

#include "workflow/actingperson.h"

#include <QDateTime>
#include <functional>

namespace countersign::ui {

// Where a store is, as one types it.
struct ServerPlace {
    enum class Check {
        Full,      // encrypted, and only to the server of that name
        Authority, // encrypted, and only to one that a trusted authority vouches for
        None,      // encrypted, whoever answers
    };
    QString host;            // a name, perhaps with a port; or a folder with a socket
    QString database;
    QString person;          // who works there; may be empty
    Check check = Check::Full;
    QString rootCertificate; // a file; empty: where the system has it
    bool operator==(const ServerPlace &) const = default;
};

// What a server showed of itself before anybody logged in.
struct ServerLook {
    bool isLocal = false;     // nothing leaves this computer
    bool isEncrypted = false;
    QStringList names;        // of its certificate: whom it is for
    QString issuer;           // who vouches for it
    QDateTime until;
    QString fault;            // why it is not trusted, as core::Error's detail ("tls-expired"); empty: it is
    bool goesOn = false;      // whether the check that was asked for lets one go on
};

// Somebody with a code they were invited with.
struct Newcomer {
    core::PersonId id;
    QString printedName;            // not needed by those whose key is enrolled
    workflow::SharedSecret code;
    workflow::SharedSecret secret;  // their passphrase, new or of before
};

struct Connector {
    QStringList known; // addresses where a store was met, the newest first
    // The address as it names a store; BadValue (where: what is wrong).
    std::function<core::Result<QString>(const ServerPlace &place)> address;
    // The parts of an address, also of one somebody typed or pasted whole; BadValue.
    std::function<core::Result<ServerPlace>(const QString &address)> place;
    // Looks at the server; answers once, in the background. StoreUnreachable.
    std::function<void(const ServerPlace &place, std::function<void(core::Result<ServerLook>)> answer)> look;
    // Opens the window there and signs in.
    std::function<void(const QString &address, const core::PersonId &person, const workflow::SharedSecret &secret)> signIn;
    // Lets somebody in by their code. `waiting`: their new key in words, while an administrator is to confirm it; then `done`, once.
    std::function<void(const QString &address, const Newcomer &who, std::function<void(QStringList)> waiting,
                       std::function<void(core::Result<void>)> done)> arrive;
    std::function<void()> giveUp;  // the arrival under way; `done` follows, with Cancelled
    std::function<void()> goBack;  // to what was there before; absent: nothing was
    std::function<void()> goHome;  // to the store on this computer
};

} // namespace countersign::ui
