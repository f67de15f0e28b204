#include "ui/ledger/decisiontext.h"

#include "ui/speech.h"
#include "ui/theme.h"
#include "workflow/fieldediting.h"

#include <QCoreApplication>
#include <QTextCursor>

namespace countersign::ui {

using theme::Meaning;
using theme::TextRole;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Decision", text);
}

// Inserts text in one format; every line end begins a block of its own, so that line spacing holds.
void insert(QTextCursor &cursor, const QString &text, const QTextCharFormat &format)
{
    qsizetype from = 0;
    for (;;) {
        const qsizetype to = text.indexOf(QLatin1Char('\n'), from);
        QString line = text.mid(from, to < 0 ? -1 : to - from);
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        cursor.insertText(line, format);
        if (to < 0)
            return;
        cursor.insertBlock();
        from = to + 1;
    }
}

QTextCharFormat in(const QTextCharFormat &meaning, const QFont &font)
{
    QTextCharFormat format = meaning;
    format.setFont(font, QTextCharFormat::FontPropertiesSpecifiedOnly);
    if (meaning.fontStrikeOut())
        format.setFontStrikeOut(true);
    if (meaning.fontUnderline())
        format.setFontUnderline(true);
    return format;
}

void insertPieces(QTextCursor &cursor, const PageDifference &difference, const QFont &font, bool print)
{
    const auto look = [print](Meaning meaning) { return print ? theme::printFormat(meaning) : theme::textFormat(meaning); };
    bool afterDeleted = false;
    for (const DifferencePiece &piece : difference.pieces) {
        const bool out = piece.isOut();
        const bool same = piece.kind == DifferencePiece::Kind::Same;
        if (afterDeleted && !same && !out) // old and new do not touch
            cursor.insertText(QString(QChar(0x2009)), in(look(Meaning::Ink), font));
        insert(cursor, piece.text, in(look(same ? Meaning::Ink : out ? Meaning::Deleted : Meaning::Added), font));
        afterDeleted = out;
    }
    const QString ends = lineEndWords(difference.lineEnds);
    if (!ends.isEmpty()) {
        cursor.insertBlock();
        cursor.insertText(ends, in(look(Meaning::Soft), font));
    }
}

QFont paper(TextRole role)
{
    QFont font = theme::font(role);
    const double points = role == TextRole::Title ? 15 : role == TextRole::Label || role == TextRole::Mono ? 8.5 : 10.5;
    font.setPointSizeF(points);
    return font;
}

// "Label   value" lines of the printed record.
void insertLine(QTextCursor &cursor, const QString &label, const QString &value, const QFont &font)
{
    if (value.isEmpty())
        return;
    QFont strong = font;
    strong.setBold(true);
    cursor.insertBlock();
    cursor.insertText(label + QStringLiteral("  "), in(theme::printFormat(Meaning::Ink), strong));
    cursor.insertText(value, in(theme::printFormat(Meaning::Ink), font));
}

void insertHeading(QTextCursor &cursor, const QString &text)
{
    QTextBlockFormat block;
    block.setTopMargin(14);
    block.setBottomMargin(4);
    QFont font = paper(TextRole::Reading);
    font.setBold(true);
    cursor.insertBlock(block);
    cursor.insertText(text, in(theme::printFormat(Meaning::Soft), font));
    cursor.insertBlock(QTextBlockFormat());
}

void insertRecord(QTextCursor &cursor, const workflow::DecisionPage &page)
{
    const core::DecisionRow &row = page.row;
    const QFont plain = paper(TextRole::Reading);
    QStringList reasons;
    for (const QString &code : row.reasons)
        reasons << codeWords(code);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Case")), QStringLiteral("%1 · %2").arg(row.caseId.value, page.record.title), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Signature")), signatureSentence(row), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Meaning")), row.meaning, plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Reasons")), reasons.join(QStringLiteral(", ")), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Rationale")), page.rationale, plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Looked at")), contactSentences(page.contact, page.record).join(u' '), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Signed")), authWords(page.statement), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Corrects")), row.supersedes.value, plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Clock")), clockSentence(page), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Version")), versionSentence(page), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Standing")), standingSentence(page), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Entry")), QString::number(row.logIndex), plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Statement")), row.id.value, plain);
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Outcome")), row.outcomeBlob, paper(TextRole::Mono));
}

} // namespace

core::Result<DecisionReading> readDecision(const workflow::Ports &ports, const core::StatementId &id, const core::Person &asker)
{
    core::Result<workflow::DecisionPage> page = workflow::openDecision(ports, id, asker);
    if (!page)
        return tl::unexpected(page.error());
    DecisionReading reading;
    reading.page = std::move(*page);
    reading.before = workflow::contentAsText(reading.page.record.suggestion.content);
    reading.hasOutcome = reading.page.outcome.has_value();
    reading.after = reading.hasOutcome ? workflow::contentAsText(*reading.page.outcome) : QString();
    if (!reading.hasOutcome)
        reading.after = reading.before;
    reading.difference = pageDifference(reading.before, reading.after);
    if (const auto proof = workflow::proofState(ports, reading.page.row.logIndex))
        reading.proof = *proof;
    core::DecisionFilter same;
    same.teams = asker.teams();
    same.caseId = reading.page.row.caseId;
    auto signedOn = ports.decisions.decisions(same);
    if (!signedOn)
        return tl::unexpected(signedOn.error());
    signedOn->removeIf([&](const core::DecisionRow &row) { return row.id == id || row.team != reading.page.row.team; });
    std::sort(signedOn->begin(), signedOn->end(), [](const core::DecisionRow &a, const core::DecisionRow &b) { return a.logIndex < b.logIndex; });
    reading.others = std::move(*signedOn);
    reading.waits = ports.offline;
    return reading;
}

void insertDifference(QTextCursor &cursor, const PageDifference &difference, const QFont &font)
{
    insertPieces(cursor, difference, font, false);
}

void fillText(QTextDocument &document, const DecisionReading &reading, TextView view, bool print)
{
    document.clear();
    document.setUndoRedoEnabled(false);
    QTextCursor cursor(&document);
    cursor.setBlockFormat(print ? QTextBlockFormat() : theme::readingBlock());
    const QFont font = print ? paper(TextRole::Reading) : theme::readingFont();
    const QTextCharFormat ink = in(print ? theme::printFormat(Meaning::Ink) : theme::textFormat(Meaning::Ink), font);
    if (view == TextView::WithChanges)
        insertPieces(cursor, reading.difference, font, print);
    else
        insert(cursor, view == TextView::Suggestion ? reading.before : reading.after, ink);
}

QString settlementSentence(const workflow::DecisionPage &page)
{
    if (!page.settled)
        return {};
    const core::DecisionRow &by = page.settled->by;
    const QString sentence = page.row.verdict == core::Verdict::Escalate ? say(QT_TRANSLATE_NOOP("Decision", "Decided by %1 on %2 (entry %3)."))
        : page.settled->agrees ? say(QT_TRANSLATE_NOOP("Decision", "Kept by %1, who settled the dispute on %2 (entry %3)."))
                               : say(QT_TRANSLATE_NOOP("Decision", "Not kept: %1 settled the dispute on %2 otherwise (entry %3)."));
    return sentence.arg(by.reviewerName.isEmpty() ? by.reviewer.value : by.reviewerName, exactTime(by.arrived), QString::number(by.logIndex));
}

QString versionSentence(const workflow::DecisionPage &page)
{
    if (page.row.version == page.stored.row.version)
        return {};
    return say(QT_TRANSLATE_NOOP("Decision", "Decided in version %1; the case is in version %2 now.")).arg(page.row.version).arg(page.stored.row.version);
}

QString clockSentence(const workflow::DecisionPage &page)
{
    constexpr qint64 sameSeconds = 60;
    const bool inDoubt = page.flags.contains(ledger::Flag::Clock);
    if (!inDoubt && std::abs(page.row.claimedAt.secsTo(page.row.arrived)) < sameSeconds)
        return {};
    const QString said = say(QT_TRANSLATE_NOOP("Decision", "Signed at %1 by the clock of that computer; the time above is when it arrived.")).arg(exactTime(page.row.claimedAt));
    return inDoubt ? said + u' ' + say(QT_TRANSLATE_NOOP("Decision", "That clock was wrong, or had been set back.")) : said;
}

QString standingSentence(const workflow::DecisionPage &page)
{
    if (page.row.stands)
        return {};
    if (page.flags.contains(ledger::Flag::Disputed)) {
        const QString kept = say(QT_TRANSLATE_NOOP("Decision", "Disputed: when it arrived the case was decided already, had changed, or was withdrawn. It is kept."));
        const bool waits = page.stored.row.state == core::CaseState::Disputed;
        return waits ? kept + u' ' + say(QT_TRANSLATE_NOOP("Decision", "A third person settles the case.")) : kept;
    }
    if (page.flags.contains(ledger::Flag::Quarantined))
        return say(QT_TRANSLATE_NOOP("Decision", "Set aside: it is in the record and moves nothing."));
    if (page.settled && !page.settled->agrees)
        return {};
    return say(QT_TRANSLATE_NOOP("Decision", "Stands no longer: it was corrected, or its release was recalled."));
}

QStringList otherSignatures(const DecisionReading &reading)
{
    QStringList sentences;
    for (const core::DecisionRow &row : reading.others) {
        QString sentence = signatureSentence(row);
        if (!row.meaning.isEmpty())
            sentence += u' ' + say(QT_TRANSLATE_NOOP("Decision", "“%1”")).arg(row.meaning);
        if (!row.stands)
            sentence += u' ' + say(QT_TRANSLATE_NOOP("Decision", "Does not stand."));
        sentences << sentence;
    }
    return sentences;
}

QString authWords(const QByteArray &statement)
{
    const qsizetype begin = statement.indexOf("\nauth ");
    if (begin < 0)
        return {};
    const QByteArray mode = statement.mid(begin + 6, statement.indexOf('\n', begin + 1) - begin - 6);
    if (mode == "part11-first")
        return say(QT_TRANSLATE_NOOP("Decision", "with id, passphrase and PIN (first signature after signing in)"));
    if (mode == "part11-next")
        return say(QT_TRANSLATE_NOOP("Decision", "with the PIN (a later signature of the same sign-in)"));
    if (mode == "strict")
        return say(QT_TRANSLATE_NOOP("Decision", "with id, passphrase and PIN"));
    return say(QT_TRANSLATE_NOOP("Decision", "being signed in (outside 21 CFR Part 11)"));
}

QString signatureSentence(const core::DecisionRow &row)
{
    const QString name = row.reviewerName.isEmpty() ? row.reviewer.value : row.reviewerName;
    return say(QT_TRANSLATE_NOOP("Decision", "%1 by %2 (%3) on %4.")).arg(words(row.verdict), name, row.reviewer.value, exactTime(row.arrived));
}

QStringList proofSentences(const DecisionReading &reading)
{
    const core::DecisionRow &row = reading.page.row;
    if (reading.waits)
        return {say(QT_TRANSLATE_NOOP("Decision", "Recorded in the workspace on %1; it waits to be sent to the store.")).arg(exactTime(row.arrived))};
    QStringList sentences{say(QT_TRANSLATE_NOOP("Decision", "Recorded as entry %1 on %2.")).arg(QString::number(row.logIndex), exactTime(row.arrived))};
    if (!reading.proof || !reading.proof->included)
        return sentences << say(QT_TRANSLATE_NOOP("Decision", "Not included: the proof that it stands in the ledger fails. Verify the record, and tell your auditor."));
    sentences << say(QT_TRANSLATE_NOOP("Decision", "Included: the proof that it stands in the ledger of %1 entries holds.")).arg(reading.proof->size);
    if (reading.proof->witnessed)
        return sentences << say(QT_TRANSLATE_NOOP("Decision", "Witnessed: the workstation %1 signed the ledger with this entry in it on %2."))
                                .arg(reading.proof->witness, exactTime(*reading.proof->witnessed));
    return sentences << say(QT_TRANSLATE_NOOP("Decision", "Not witnessed yet: no workstation has signed a ledger with this entry in it."));
}

std::unique_ptr<QTextDocument> printedDecision(const DecisionReading &reading)
{
    auto document = std::make_unique<QTextDocument>();
    fillText(*document, reading, TextView::WithChanges, true);
    QTextCursor cursor(document.get());
    cursor.movePosition(QTextCursor::Start);
    cursor.insertText(words(reading.page.row.verdict), in(theme::printFormat(Meaning::Ink), paper(TextRole::Title)));
    insertRecord(cursor, reading.page);
    QStringList evidence;
    for (const core::EvidenceItem &item : reading.page.record.evidence)
        evidence << (item.title.isEmpty() ? item.id : item.title);
    for (const auto &[label, value] : {std::pair{say(QT_TRANSLATE_NOOP("Decision", "What became of it")), settlementSentence(reading.page)},
                                       std::pair{say(QT_TRANSLATE_NOOP("Decision", "Evidence")), evidence.join(QStringLiteral(", "))},
                                       std::pair{say(QT_TRANSLATE_NOOP("Decision", "Other signatures")), otherSignatures(reading).join(u' ')}})
        if (!value.isEmpty())
            insertLine(cursor, label, value, paper(TextRole::Reading));
    insertLine(cursor, say(QT_TRANSLATE_NOOP("Decision", "Proof")), proofSentences(reading).join(u' '), paper(TextRole::Reading));
    insertHeading(cursor, reading.hasOutcome ? say(QT_TRANSLATE_NOOP("Decision", "Text, with the changes made to the suggestion"))
                                             : say(QT_TRANSLATE_NOOP("Decision", "Suggestion")));
    cursor.movePosition(QTextCursor::End);
    insertHeading(cursor, say(QT_TRANSLATE_NOOP("Decision", "Signed statement")));
    insert(cursor, QString::fromUtf8(reading.page.statement), in(theme::printFormat(Meaning::Ink), paper(TextRole::Mono)));
    document->setDocumentMargin(0);
    return document;
}

} // namespace countersign::ui
