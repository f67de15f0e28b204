// The program's words: sentences for errors, names of states, verdicts and roles, times and durations; all translatable.
// Values in, text out; any thread after the translators are installed.
#pragma once

#include "core/casestate.h"
#include "core/decision.h"
#include "core/result.h"

#include <QDateTime>

namespace countersign::ui {

// One clear sentence (sometimes two: what is so, and the way out) for what failed.
QString sentence(const core::Error &error);
// The same for what keeps a verdict from being signed, as a hint beside the field.
QString hint(core::ErrorKind missing);

QString words(core::CaseState state);  // "Open", "Second look", …
QString words(core::Verdict verdict);  // what was done: "Approved", "Approved with edits", …
QString words(core::Role role);        // "Reviewer", …
QString words(core::Risk risk);        // "high risk", …
QString words(core::Stage stage);
QString words(core::DecisionFlag flag); // in the middle of a line: "late", "clock in doubt", …
// A case kind as submitted ("clinical-note") readable: "Clinical note".
QString kindWords(const QString &kind);
// The first letter made large, where a line begins.
QString capitalised(QString text);
// A reason code readable: "dose-wrong" → "Dose wrong".
QString codeWords(const QString &code);

// What a statement kind of the ledger means: "Decision", "Key enrolled", … Unknown kinds as they are.
QString statementWords(const QString &kind);
// What a security event means: "wrong-secret" → "Wrong passphrase". Unknown kinds as they are.
QString securityWords(const QString &kind);
// Why the ledger's verification failed, from the machine words of workflow::LedgerVerdict::why.
QString verifyWords(const QString &why);

QString duration(qint64 milliseconds);            // "48 s", "3 min 10 s", "2 h 5 min"; below zero: "–"
QString timeLeft(qint64 milliseconds);            // "about 2 minutes left"
QString fileSize(qint64 bytes);
QString dayTime(const QDateTime &utc);            // local: "today 14:03", "12 Nov 14:03", with the year when it is another
QString exactTime(const QDateTime &utc);          // for records: date, time, seconds and zone
QString dueTime(const QDateTime &due, const QDateTime &now); // "due 14:00", "overdue since 12 Nov"

// "Dr. Ada Mwangi · reviewer": name and the roles that matter.
QString personWords(const core::Person &person);

} // namespace countersign::ui
