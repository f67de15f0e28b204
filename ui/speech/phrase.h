// What the sentences of ui/speech share.
#pragma once

#include "core/result.h"

#include <QCoreApplication>

namespace countersign::ui {

// The translation context of everything said here.
class Speech {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Speech)
};

// The rule a passphrase does not meet ("too-short", "common", "person-id") as a sentence.
QString secretRule(const QString &rule);
// Why a store on a server cannot be reached ("host", "refused", …) as a sentence; empty for a word that is none of those.
QString serverFailed(const QString &word, const QString &server);
// A store on a server as people name it: "clinic on db.example", "clinic on this computer".
QString serverPlace(const QString &host, const QString &database);
// What failed about a workspace as a sentence; empty where the failure is no workspace's.
QString workspaceFailed(const core::Error &error);
// A state's name in words, lower case for the middle of a sentence; other words as they are.
QString stateOrWord(const QString &detail);

} // namespace countersign::ui
