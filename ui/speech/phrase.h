// What the sentences of ui/speech share.
#pragma once

#include <QCoreApplication>

namespace countersign::ui {

// A phrase of the program, translated where a translation is installed. lupdate reads it as QT_TRANSLATE_NOOP("speech", …).
inline QString phrase(const char *source, int n = -1)
{
    return QCoreApplication::translate("speech", source, nullptr, n);
}

// The rule a passphrase does not meet ("too-short", "common", "person-id") as a sentence.
QString secretRule(const QString &rule);
// A state's name in words, lower case for the middle of a sentence; other words as they are.
QString stateOrWord(const QString &detail);

} // namespace countersign::ui
