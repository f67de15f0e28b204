// What can be seen of a shared store's server by whoever may log in. Facts only; changes nothing.
#pragma once

#include "core/clock.h"
#include "core/result.h"

namespace countersign::store {

class PgConnection;

struct ServerExamination {
    QString server;           // its version
    bool encrypted = false;   // the connection: TLS
    bool local = false;       // or it never leaves this machine
    int schema = 0;
    qint64 aheadSeconds = 0;  // the server's clock before this machine's; negative: behind
    quint64 waiting = 0;      // entries that wait for their place
    struct Finding {
        QString what;         // machine word, as examination() of resources/sql/postgresql gives it
        QString place;
    };
    QList<Finding> findings;  // what is not as the migrations left it
};

core::Result<ServerExamination> examineServer(PgConnection &connection, const core::Clock &clock);

} // namespace countersign::store
