// The terminal, the page of a decision and the report of an evidence file show the same difference.
#include "app/cli/difftext.h"
#include "diff/alignment.h"
#include "diff/textdiff.h"
#include "ui/ledger/auditreport.h"
#include "ui/ledger/decisiontext.h"
#include "unit/diff/madeup.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QtTest>

using namespace countersign;

namespace {

struct Shown {
    char kind; // '=', '-', '+'
    QString text;
    bool operator==(const Shown &) const = default;
};

// Pieces of one kind become one; what is not seen on every surface is left out: thin gaps, signs, breaks that end a block.
QList<Shown> plain(const QList<Shown> &pieces)
{
    static const QRegularExpression signs(QStringLiteral("[\u2009\u23CE\u21C5\n\r]"));
    QList<Shown> all;
    for (const Shown &piece : pieces) {
        const QString text = QString(piece.text).remove(QStringLiteral("\u21C5 ")).remove(signs);
        if (text.isEmpty())
            continue;
        if (!all.isEmpty() && all.last().kind == piece.kind)
            all.last().text += text;
        else
            all.append({piece.kind, text});
    }
    return all;
}

QList<Shown> inTerminal(const QString &before, const QString &after)
{
    static const QRegularExpression marks(QStringLiteral("\\[-(.*?)-\\]|\\{\\+(.*?)\\+\\}"), QRegularExpression::DotMatchesEverythingOption);
    const QString text = app::markedDifference(before, after, false);
    QList<Shown> pieces;
    qsizetype at = 0;
    for (auto found = marks.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        pieces.append({'=', text.sliced(at, match.capturedStart() - at)});
        const bool out = match.captured().startsWith(u'[');
        pieces.append({out ? '-' : '+', match.captured(out ? 1 : 2)});
        at = match.capturedEnd();
    }
    pieces.append({'=', text.sliced(at)});
    return plain(pieces);
}

QList<Shown> onPage(const QString &before, const QString &after, bool print)
{
    ui::DecisionReading reading;
    reading.before = before;
    reading.after = after;
    reading.hasOutcome = true;
    reading.difference = ui::pageDifference(before, after);
    QTextDocument document;
    ui::fillText(document, reading, ui::TextView::WithChanges, print);
    QList<Shown> pieces;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto fragment = block.begin(); !fragment.atEnd(); ++fragment) {
            const QTextCharFormat format = fragment.fragment().charFormat();
            pieces.append({format.fontStrikeOut() ? '-' : format.fontUnderline() ? '+' : '=', fragment.fragment().text()});
        }
    }
    return plain(pieces);
}

QList<Shown> inReport(const QString &before, const QString &after)
{
    workflow::AuditReport report;
    workflow::AuditCase one;
    one.record.id = core::CaseId(QStringLiteral("a"));
    one.record.suggestion.content.text = before;
    workflow::AuditSignature signature;
    ledger::Decision decision;
    decision.outcome.emplace();
    signature.statement.body = decision;
    signature.statement.by.emplace();
    signature.outcome.emplace();
    signature.outcome->text = after;
    one.signatures.append(signature);
    report.cases.append(one);
    const QString html = QString::fromUtf8(ui::auditReportHtml(report));
    const qsizetype start = html.lastIndexOf(QStringLiteral("<div class=\"text\""));
    const QString text = html.mid(html.indexOf(u'>', start) + 1).section(QStringLiteral("</div>"), 0, 0);
    static const QRegularExpression tags(QStringLiteral("<(del|ins)(?: class=\"moved\")?>(.*?)</\\1>"), QRegularExpression::DotMatchesEverythingOption);
    const auto words = [](QString part) {
        return part.replace(QStringLiteral("&thinsp;"), QStringLiteral("\u2009")).replace(QStringLiteral("&lt;"), QStringLiteral("<"))
            .replace(QStringLiteral("&gt;"), QStringLiteral(">")).replace(QStringLiteral("&quot;"), QStringLiteral("\"")).replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    };
    QList<Shown> pieces;
    qsizetype at = 0;
    for (auto found = tags.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        pieces.append({'=', words(text.sliced(at, match.capturedStart() - at))});
        pieces.append({match.captured(1) == u"del" ? '-' : '+', words(match.captured(2))});
        at = match.capturedEnd();
    }
    pieces.append({'=', words(text.sliced(at))});
    return plain(pieces);
}

} // namespace

class SameDifferenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySurfaceShowsTheSame_data();
    void everySurfaceShowsTheSame();
    void lineEndsWrittenDifferentlyAreSaidNotShown();
    void aLineEndThatCameOrWentIsSeen();
    void whatMovedHasASign();
};

void SameDifferenceTest::everySurfaceShowsTheSame_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("a number") << QStringLiteral("Takes 50 mg <daily> & \"well\".") << QStringLiteral("Takes 500 mg <daily> & \"well\".");
    QTest::newRow("a rewrite") << QStringLiteral("No acute distress was seen at the visit.") << QStringLiteral("The patient was in some distress when seen.");
    QTest::newRow("a paragraph moved") << QStringLiteral("Lungs are clear on both sides.\nHeart sounds are normal.\nThe abdomen is soft and not tender.\nNo fever.")
                                       << QStringLiteral("The abdomen is soft and not tender.\nLungs are clear on both sides.\nHeart sounds are normal.\nNo fever at all.");
    QTest::newRow("Arabic and Chinese") << QString::fromUtf8("لا يعاني المريض من ألم.\n患者没有发烧。") << QString::fromUtf8("يعاني المريض من ألم.\n患者有发烧。");
    diff::MadeUp madeUp(91);
    for (int k = 0; k < 40; ++k) { // long enough that a first answer would be another one
        const QString text = madeUp.text(k < 30 ? 60 : 900).remove(u'\r');
        QTest::addRow("made up %d", k) << text << (k % 2 ? madeUp.edited(text, 150) : madeUp.text(k < 30 ? 60 : 900)).remove(u'\r');
    }
}

void SameDifferenceTest::everySurfaceShowsTheSame()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    const QList<Shown> wanted = inTerminal(before, after);
    QVERIFY(wanted.size() > 1);
    QVERIFY(onPage(before, after, false) == wanted);
    QVERIFY(onPage(before, after, true) == wanted);
    QVERIFY(inReport(before, after) == wanted);
}

void SameDifferenceTest::lineEndsWrittenDifferentlyAreSaidNotShown()
{
    const ui::PageDifference page = ui::pageDifference(QStringLiteral("a\r\nb\r\nc"), QStringLiteral("a\nb\nc"));
    QCOMPARE(page.lineEnds, 2);
    QCOMPARE(page.pieces, (QList<ui::DifferencePiece>{{ui::DifferencePiece::Kind::Same, QStringLiteral("a\nb\nc")}}));
    QVERIFY(ui::lineEndWords(2).contains(u'2'));
    QVERIFY(ui::lineEndWords(0).isEmpty());
}

void SameDifferenceTest::aLineEndThatCameOrWentIsSeen()
{
    using Kind = ui::DifferencePiece::Kind;
    QCOMPARE(ui::pageDifference(QStringLiteral("One line.\n\nAnother one."), QStringLiteral("One line.\nAnother one.")).pieces,
             (QList<ui::DifferencePiece>{{Kind::Same, QStringLiteral("One line.\n")}, {Kind::Deleted, QStringLiteral("\u23CE")}, {Kind::Same, QStringLiteral("Another one.")}}));
    QCOMPARE(ui::pageDifference(QStringLiteral("One line.\nAnother one."), QStringLiteral("One line.\n\nAnother one.")).pieces.at(1),
             (ui::DifferencePiece{Kind::Inserted, QStringLiteral("\u23CE\n")}));
}

void SameDifferenceTest::whatMovedHasASign()
{
    const QString moved = QStringLiteral("The abdomen is soft and not tender.\n");
    const QString rest = QStringLiteral("Lungs are clear on both sides today.\nHeart sounds are normal and regular.\n");
    int signs = 0;
    for (const ui::DifferencePiece &piece : ui::pageDifference(moved + rest, rest + moved).pieces)
        signs += piece.isMoved() && piece.text.startsWith(QStringLiteral("\u21C5 The abdomen")) ? 1 : 0;
    QCOMPARE(signs, 2);
    const QString terminal = app::markedDifference(moved + rest, rest + moved, false);
    QVERIFY2(terminal.contains(QStringLiteral("[-\u21C5 The abdomen")) && terminal.contains(QStringLiteral("{+\u21C5 The abdomen")), qPrintable(terminal));
}

QTEST_MAIN(SameDifferenceTest)
#include "tst_samedifference.moc"
