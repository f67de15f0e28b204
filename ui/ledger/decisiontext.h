// A decision as a readable document: the difference, either text alone, and the whole record for printing.
#pragma once

#include "ui/ledger/differencepieces.h"
#include "workflow/readings.h"
#include "workflow/witnessing.h"

#include <QTextDocument>
#include <memory>

namespace countersign::ui {

// A decision with its texts brought side by side. Made in a background lane.
struct DecisionReading {
    workflow::DecisionPage page;
    QString before;                     // the AI's text, or its fields as text
    QString after;                      // the text the decision stands behind; the AI's own where nothing was changed
    bool hasOutcome = false;            // false: rejected, escalated, or redacted
    PageDifference difference;
    std::optional<workflow::ProofState> proof; // none: it could not be read
    QList<core::DecisionRow> others;    // also signed on this case, oldest first
    bool waits = false;                 // signed in a workspace, and not at the store yet
};
core::Result<DecisionReading> readDecision(const workflow::Ports &ports, const core::StatementId &id, const core::Person &asker);

enum class TextView { WithChanges, Suggestion, Outcome };

// Fills the document with one view of the texts, in reading type and the colours of the present scheme (print: of paper).
void fillText(QTextDocument &document, const DecisionReading &reading, TextView view, bool print = false);

// A difference where the cursor stands, in the colours of the present scheme.
void insertDifference(QTextCursor &cursor, const PageDifference &difference, const QFont &font);

// How it was signed, from the statement's `auth` line, in words.
QString authWords(const QByteArray &statement);
// The verdict in one sentence: "Approved with edits by Dr. Ada Mwangi on 2026-11-12 14:03:22 UTC."
QString signatureSentence(const core::DecisionRow &row);
// What became of it where somebody else settled the case; empty where nobody did.
QString settlementSentence(const workflow::DecisionPage &page);
// Where the case has had a newer version since; empty where it has not.
QString versionSentence(const workflow::DecisionPage &page);
// When it was signed by the clock of the computer it was signed on, where that is not when it arrived, and whether that clock is in doubt.
QString clockSentence(const workflow::DecisionPage &page);
// Why it does not stand; empty where it does, or where settlementSentence says it.
QString standingSentence(const workflow::DecisionPage &page);
// The others who signed on this case, a sentence each.
QStringList otherSignatures(const DecisionReading &reading);
// What was looked at before it was signed, a sentence each: every item, how long, and what became of passages left out. Empty where it was not kept.
QStringList contactSentences(const std::optional<ledger::Contact> &contact, const core::CaseRecord &record);
// Recorded, included, witnessed: one sentence each, and what to do where one fails.
QStringList proofSentences(const DecisionReading &reading);
// Everything of the record on paper: case, signature in words, reasons, rationale, texts, hashes, statement.
std::unique_ptr<QTextDocument> printedDecision(const DecisionReading &reading);

} // namespace countersign::ui
