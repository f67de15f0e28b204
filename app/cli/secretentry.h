// Where a passphrase comes from: the terminal without echo, or a file with one line. Never an argument, never standard input.
#pragma once

#include "core/result.h"
#include "ledger/secret.h"

namespace countersign::app {

class Interruption;

// The longest passphrase that is read at all, in bytes.
inline constexpr qsizetype longestSecret = 1024 * 1024;

// One line without its line end (LF or CRLF), in Unicode form NFC. CannotRead: not there, unreadable; TooLarge; BadValue: more than one
// line, or nothing in it; BadEncoding: not UTF-8.
core::Result<ledger::Secret> secretFromFile(const QString &path);

// Asks on the controlling terminal with its echo off. WrongCall without a terminal, naming the option to use instead; Cancelled when interrupted
// or the terminal ended.
core::Result<ledger::Secret> secretFromTerminal(const QString &prompt, const Interruption &interruption,
                                                const QString &insteadOption = QStringLiteral("--secret-file"));
// The same, twice; BadValue when the two differ.
core::Result<ledger::Secret> newSecretFromTerminal(const QString &prompt, const QString &again, const Interruption &interruption);

} // namespace countersign::app
