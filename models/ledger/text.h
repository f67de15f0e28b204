// Canonical values of statements and entries: each has one spelling, and readers refuse every other (ledger.md, "Values").
#pragma once

#include "ledger/hash.h"

#include <QDateTime>
#include <QString>

namespace countersign::ledger {

// Token: the UTF-8 bytes of the NFC form; those outside A-Za-z0-9._~:/@- become %XX in upper case. Empty for what is not text.
QByteArray escapeToken(QStringView text);
// Nothing for an empty token, a byte that should be escaped, an escape that should not be there, or bytes that are not UTF-8.
std::optional<QString> unescapeToken(QByteArrayView token);

// Free text: not empty, no C0/C1 control, no U+2028/2029, no blank at either end, no lone surrogate.
bool isFreeText(QStringView text);
std::optional<QString> readFreeText(QByteArrayView utf8);

// Decimal without a leading 0; nothing for anything else or beyond 2^63 − 1.
std::optional<quint64> readInteger(QByteArrayView text);

// "sha256:" and 64 lower-case hex digits.
QByteArray digestText(const Hash &hash);
std::optional<Hash> readDigest(QByteArrayView text);

// "YYYY-MM-DDTHH:MM:SS.mmmZ"; empty for an invalid time or a year outside 0001 to 9999. Reading refuses times that do not exist.
QByteArray timeBytes(const QDateTime &time);
std::optional<QDateTime> readTime(QByteArrayView text);

// Lower case, 8-4-4-4-12, of the given version (RFC 9562) and variant.
bool isUuid(QByteArrayView text, int version);

// RFC 4648 §4 with padding. Reading refuses blanks, missing padding and stray bits in the last digit.
QByteArray base64(QByteArrayView bytes);
std::optional<QByteArray> readBase64(QByteArrayView text);
// The same into memory of the caller's, with room for three quarters of the text: how many bytes it says.
std::optional<qsizetype> readBase64(QByteArrayView text, char *out);

// NFC; the same text where nothing is to be done.
QString normalised(const QString &text);

// UTF-8 to text without losing a leading U+FEFF, as QString::fromUtf8 would; nothing if it is not well-formed.
std::optional<QString> readUtf8(QByteArrayView bytes);

// True for well-formed UTF-8 (no overlong forms, no surrogates).
bool isUtf8(QByteArrayView bytes);

} // namespace countersign::ledger
