#include "ui/ledger/auditreport.h"

#include "ui/ledger/decisiontext.h"
#include "ui/ledger/differencepieces.h"
#include "ui/speech.h"
#include "workflow/fieldediting.h"

#include <QCoreApplication>
#include <QLocale>
#include <QtEndian>

namespace countersign::ui {

using workflow::AuditCase;
using workflow::AuditReport;
using workflow::AuditSignature;

namespace {

struct Report {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Report)
};

constexpr char style[] = "body{font:11pt/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:black;background:white}"
                         "h1{font-size:1.5em}h2{font-size:1.2em;border-top:2px solid;padding-top:.8em;margin-top:2em}h3{font-size:1em;margin:1.2em 0 .2em}"
                         "table{border-collapse:collapse;width:100%}td,th{text-align:start;vertical-align:top;padding:.15em .8em .15em 0}"
                         "th{font-weight:600}table.facts th{width:11em}table.list td,table.list th{border-bottom:1px solid gray}"
                         ".text{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid gray;padding:.6em .8em;margin:.4em 0}"
                         "ins{text-decoration:underline;text-decoration-thickness:2px;font-weight:600}del{text-decoration:line-through}"
                         "ins.moved,del.moved{font-weight:400;font-style:italic}code{font-family:monospace;overflow-wrap:anywhere}"
                         ".note{border:1px solid;padding:.6em .8em}blockquote{margin:.2em 0;padding-inline-start:.8em;border-inline-start:3px solid}"
                         "@media print{body{margin:0;max-width:none;font-size:10pt}article{break-inside:avoid-page}h2,h3{break-after:avoid}}";

// As text in HTML: escaped, and without characters that turn or hide what stands beside them.
QString shown(QStringView text)
{
    QString safe;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        const bool control = (code < 0x20 && c != u'\n' && c != u'\t') || (code >= 0x7F && code < 0xA0);
        if (c == u'\r')
            continue;
        safe += turns || control ? QStringLiteral("[U+%1]").arg(code, 4, 16, QLatin1Char('0')).toUpper() : QString(c);
    }
    return safe.toHtmlEscaped();
}

QString element(const char *name, const QString &inside)
{
    return QStringLiteral("<%1>%2</%1>\n").arg(QLatin1String(name), inside);
}

QString fact(const QString &label, const QString &value)
{
    return value.isEmpty() ? QString() : QStringLiteral("<tr><th scope=\"row\">%1</th><td dir=\"auto\">%2</td></tr>\n").arg(shown(label), value);
}

QString facts(const QString &rows)
{
    return QStringLiteral("<table class=\"facts\">\n%1</table>\n").arg(rows);
}

QString code(const QString &text)
{
    return element("code", shown(text)).trimmed();
}

QString block(const QString &html)
{
    return QStringLiteral("<div class=\"text\" dir=\"auto\">%1</div>\n").arg(html);
}

QString difference(const QString &before, const QString &after)
{
    QString html;
    bool afterDeleted = false;
    const PageDifference page = pageDifference(before, after);
    for (const DifferencePiece &piece : page.pieces) {
        const bool out = piece.isOut();
        const bool same = piece.kind == DifferencePiece::Kind::Same;
        if (afterDeleted && !out && !same) // old and new do not touch
            html += QStringLiteral("&thinsp;");
        afterDeleted = out;
        if (same)
            html += shown(piece.text);
        else
            html += QStringLiteral("<%1%2>%3</%1>")
                        .arg(out ? QStringLiteral("del") : QStringLiteral("ins"), piece.isMoved() ? QStringLiteral(" class=\"moved\"") : QString(), shown(piece.text));
    }
    const QString ends = lineEndWords(page.lineEnds);
    return block(html) + (ends.isEmpty() ? QString() : element("p", shown(ends)));
}

QString head(const AuditReport &report)
{
    const QString title = Report::tr("Evidence file of “%1”").arg(report.storeName);
    return QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                          "<title>%2</title>\n<style>%3</style>\n</head>\n<body>\n<h1>%2</h1>\n")
        .arg(QLocale().bcp47Name(), shown(title), QLatin1String(style));
}

QString selectionWords(const AuditReport &report)
{
    if (report.whole)
        return Report::tr("every entry of the ledger up to this size");
    QStringList words;
    const workflow::AuditSelection &selection = report.selection;
    if (!selection.cases.isEmpty()) {
        QStringList ids;
        for (const core::CaseId &id : selection.cases)
            ids += id.value;
        words += Report::tr("the cases %1").arg(ids.join(QStringLiteral(", ")));
    }
    if (!selection.reviewer.isEmpty())
        words += Report::tr("cases with a statement signed by %1").arg(selection.reviewer.value);
    if (selection.since.isValid())
        words += Report::tr("since %1").arg(exactTime(selection.since));
    if (selection.until.isValid())
        words += Report::tr("before %1").arg(exactTime(selection.until));
    if (words.isEmpty())
        words += Report::tr("the cases of some teams");
    return Report::tr("a part of the ledger: %1").arg(words.join(QStringLiteral("; ")));
}

QString cosigners(const QByteArray &bytes)
{
    QStringList lines;
    if (const auto note = ledger::parseSignedNote(bytes)) {
        for (const ledger::NoteSignature &one : note->signatures) {
            const qint64 seconds = one.signature.size() > 8 ? qFromBigEndian<qint64>(one.signature.constData()) : 0;
            lines += Report::tr("%1 on %2").arg(code(QString::fromUtf8(one.name)), shown(exactTime(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC))));
        }
    }
    return lines.join(QStringLiteral("<br>"));
}

QString preamble(const AuditReport &report)
{
    QString rows = fact(Report::tr("Store"), code(report.checkpoint.store.value));
    rows += fact(Report::tr("Contains"), shown(selectionWords(report)));
    rows += fact(Report::tr("Entries in the ledger"), QString::number(report.checkpoint.size));
    rows += fact(Report::tr("Root hash"), code(QString::fromLatin1(report.checkpoint.root.hex())));
    rows += fact(Report::tr("Witnessed by"), cosigners(report.note));
    rows += fact(Report::tr("Made by"), shown(Report::tr("%1 (%2) on %3").arg(report.madeBy.printedName, report.madeBy.id.value, exactTime(report.made))));
    QString html = facts(rows);
    html += QStringLiteral("<p class=\"note\">%1</p>\n")
                .arg(shown(Report::tr("This page is for reading and carries no signature itself. What proves it are the files beside it: check them with "
                                      "“countersign bundle verify”, or by hand as README.txt says.")));
    html += element("p", Report::tr("In the texts, what the reviewer added is %1 and what was taken out is %2; what only moved is in italics behind ⇅.")
                             .arg(QStringLiteral("<ins>%1</ins>").arg(shown(Report::tr("underlined"))),
                                  QStringLiteral("<del>%1</del>").arg(shown(Report::tr("struck through")))));
    return html;
}

// Who, when and with what meaning: stands with every signature.
QString signatureRows(const AuditSignature &one)
{
    const ledger::Attestation &by = *one.statement.by;
    QString rows = fact(Report::tr("Signed by"), shown(QStringLiteral("%1 (%2)").arg(by.name, by.actor.value)));
    rows += fact(Report::tr("Signed on"), shown(exactTime(by.claimed)));
    rows += fact(Report::tr("Recorded on"), shown(exactTime(one.arrived)));
    rows += fact(Report::tr("Meaning"), QStringLiteral("<blockquote>%1</blockquote>").arg(shown(by.meaning)));
    return rows;
}

QString proofRows(const AuditSignature &one)
{
    QString rows = fact(Report::tr("Entry"), QString::number(one.seq));
    rows += fact(Report::tr("Statement"), code(one.statement.id.value));
    return rows + fact(Report::tr("Key"), code(QString::fromLatin1(one.statement.by->key.hex())));
}

QString decisionTexts(const AuditSignature &one, const ledger::Decision &decision, const AuditCase &about)
{
    if (!decision.outcome)
        return {};
    if (!one.outcome || about.gone)
        return element("p", shown(Report::tr("The text was redacted or is withheld.")));
    const core::Content suggestion = one.decided.value_or(about.record).suggestion.content;
    if (*one.outcome == suggestion)
        return element("p", shown(Report::tr("The outcome is the suggestion, unchanged:"))) + block(shown(workflow::contentAsText(suggestion)));
    return element("p", shown(Report::tr("The outcome, with the changes made to the suggestion:")))
        + difference(workflow::contentAsText(suggestion), workflow::contentAsText(*one.outcome));
}

QString decisionArticle(const AuditSignature &one, const ledger::Decision &decision, const AuditCase &about)
{
    QStringList reasons;
    for (const QString &reason : decision.reasons)
        reasons += codeWords(reason);
    QString rows = signatureRows(one);
    rows += fact(Report::tr("Step"), shown(words(decision.stage)));
    rows += fact(Report::tr("Decided in version"), one.decided ? QString::number(one.decided->version) : QString());
    rows += fact(Report::tr("Reasons"), shown(reasons.join(QStringLiteral(", "))));
    rows += fact(Report::tr("Rationale"), shown(one.rationale));
    rows += fact(Report::tr("Looked at"), shown(contactSentences(one.contact, one.decided.value_or(about.record)).join(u' ')));
    rows += fact(Report::tr("Replaces"), decision.supersedes.isEmpty() ? QString() : code(decision.supersedes.value));
    rows += fact(Report::tr("Policy"), shown(Report::tr("version %1, rule “%2”").arg(decision.policy.version).arg(decision.policy.rule)));
    return element("article", element("h3", shown(Report::tr("%1 by %2").arg(words(decision.verdict), one.statement.by->name))) + facts(rows + proofRows(one))
                                  + decisionTexts(one, decision, about));
}

QString article(const AuditSignature &one, const AuditCase &about)
{
    if (const auto *decision = std::get_if<ledger::Decision>(&one.statement.body))
        return decisionArticle(one, *decision, about);
    const QString kind = statementWords(QString::fromLatin1(ledger::kindName(one.statement.kind())));
    return element("article", element("h3", shown(Report::tr("%1 by %2").arg(kind, one.statement.by->name))) + facts(signatureRows(one) + proofRows(one)));
}

QString section(const AuditCase &one)
{
    const core::CaseRecord &record = one.record;
    const bool titled = !record.title.isEmpty() && record.title != record.id.value;
    QString html = element("h2", shown(titled ? record.title + QStringLiteral(" · ") + record.id.value : record.id.value));
    QString rows = fact(Report::tr("Kind"), shown(kindWords(record.kind)));
    rows += fact(Report::tr("Risk"), shown(words(record.risk)));
    rows += fact(Report::tr("Version"), QString::number(record.version));
    rows += fact(Report::tr("Suggested by"), shown(QStringLiteral("%1 %2").arg(record.suggestion.model, record.suggestion.modelVersion).trimmed()));
    html += facts(rows);
    if (one.gone)
        html += element("p", shown(Report::tr("The texts of this case are gone: they were redacted.")));
    for (const AuditSignature &signature : one.signatures)
        html += article(signature, one);
    return element("section", html);
}

QString otherSignatures(const QList<AuditSignature> &others)
{
    if (others.isEmpty())
        return {};
    QString rows = element("tr", QStringLiteral("<th>%1</th><th>%2</th><th>%3</th><th>%4</th><th>%5</th>")
                                     .arg(shown(Report::tr("Entry")), shown(Report::tr("Signed on")), shown(Report::tr("Signed by")), shown(Report::tr("What")),
                                          shown(Report::tr("Meaning"))));
    for (const AuditSignature &one : others) {
        const ledger::Attestation &by = *one.statement.by;
        rows += element("tr", QStringLiteral("<td>%1</td><td>%2</td><td>%3</td><td>%4</td><td dir=\"auto\">%5</td>")
                                  .arg(QString::number(one.seq), shown(exactTime(by.claimed)), shown(QStringLiteral("%1 (%2)").arg(by.name, by.actor.value)),
                                       shown(statementWords(QString::fromLatin1(ledger::kindName(one.statement.kind())))), shown(by.meaning)));
    }
    return element("h2", shown(Report::tr("Other signatures"))) + QStringLiteral("<table class=\"list\">\n%1</table>\n").arg(rows);
}

} // namespace

QByteArray auditReportHtml(const AuditReport &report)
{
    QString html = head(report) + preamble(report);
    for (const AuditCase &one : report.cases)
        html += section(one);
    if (report.casesLeftOut > 0)
        html += element("p", shown(Report::tr("%n more case(s) are in this file and not on this page.", nullptr, int(report.casesLeftOut))));
    html += otherSignatures(report.others);
    return (html + QStringLiteral("</body>\n</html>\n")).toUtf8();
}

} // namespace countersign::ui
