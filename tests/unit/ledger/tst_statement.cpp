#include "ledger/casemanifest.h"
#include "ledger/entry.h"
#include "support/ledgersample.h"

#include <QDir>
#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

namespace {

struct Golden {
    StatementKind kind;
    bool signedForm;
    QString file;
};

// Every kind in every form it has: "decision.txt", "release.txt" (signed), "release.own.txt" (the store's own).
QList<Golden> everyGolden()
{
    QList<Golden> all;
    for (int i = 0; i < statementKindCount; ++i) {
        const StatementKind kind = StatementKind(i);
        const QString name = QString::fromLatin1(kindName(kind));
        if (signedness(kind) != Signedness::Store)
            all += {kind, true, name + QStringLiteral(".txt")};
        if (signedness(kind) != Signedness::Signed)
            all += {kind, false, name + QStringLiteral(".own.txt")};
    }
    return all;
}

QByteArray goldenBytes(const QString &file)
{
    QFile golden(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/tests/data/ledger/") + file);
    return golden.open(QIODevice::ReadOnly) ? golden.readAll() : QByteArray();
}

core::Result<Statement> parse(QByteArrayView text, bool signedForm)
{
    return signedForm ? parseSigned(text) : parseOwn(text);
}

void addGoldenRows()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("signedForm");
    QTest::addColumn<QString>("file");
    for (const Golden &golden : everyGolden())
        QTest::newRow(qPrintable(golden.file)) << int(golden.kind) << golden.signedForm << golden.file;
}

// A changed text is refused, or it is the one spelling of something else.
bool refusedOrDiffers(const QByteArray &changed, const Statement &original, bool signedForm)
{
    const auto statement = parse(changed, signedForm);
    if (!statement)
        return true;
    return *statement != original && write(*statement) == changed;
}

} // namespace

class TestStatement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // For whoever adds a kind: COUNTERSIGN_GOLDEN=/some/folder writes what the samples spell now, to be read and then copied by
        // hand.
        const QString folder = qEnvironmentVariable("COUNTERSIGN_GOLDEN");
        if (folder.isEmpty())
            return;
        for (const Golden &golden : everyGolden()) {
            QFile file(QDir(folder).filePath(golden.file));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(*write(sampleStatement(golden.kind, golden.signedForm)));
        }
    }

    void everyKindIsSpelledAsItsGoldenFile_data() { addGoldenRows(); }
    void everyKindIsSpelledAsItsGoldenFile()
    {
        QFETCH(int, kind);
        QFETCH(bool, signedForm);
        QFETCH(QString, file);
        const Statement statement = sampleStatement(StatementKind(kind), signedForm);
        const auto text = write(statement);
        QVERIFY(text);
        QCOMPARE(*text, goldenBytes(file));
        const auto again = parse(*text, signedForm);
        QVERIFY(again);
        QCOMPARE(again->kind(), StatementKind(kind));
        QCOMPARE(again->by, statement.by);
        QCOMPARE(write(*again), *text);
        QVERIFY(!parse(*text, !signedForm));
    }

    void everyChangedByteIsRefusedOrDiffers_data() { addGoldenRows(); }
    void everyChangedByteIsRefusedOrDiffers()
    {
        QFETCH(int, kind);
        QFETCH(bool, signedForm);
        QFETCH(QString, file);
        const QByteArray text = goldenBytes(file);
        const auto original = parse(text, signedForm);
        QVERIFY(original);
        // Every value of every byte for the statement that matters most; the telling ones for the others.
        QByteArray bytes("\n %a0\xc3");
        if (StatementKind(kind) == StatementKind::Decision) {
            bytes.clear();
            for (int value = 0; value < 256; ++value)
                bytes += char(value);
        }
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (const char byte : bytes) {
                QByteArray changed = text;
                changed[i] = byte;
                if (byte != text[i])
                    QVERIFY2(refusedOrDiffers(changed, *original, signedForm),
                             qPrintable(QStringLiteral("byte %1 to %2").arg(i).arg(int(uchar(byte)))));
            }
            QVERIFY2(refusedOrDiffers(text.first(i) + text.sliced(i + 1), *original, signedForm),
                     qPrintable(QStringLiteral("without byte %1").arg(i)));
            QVERIFY2(refusedOrDiffers(text.first(i + 1) + text.sliced(i), *original, signedForm),
                     qPrintable(QStringLiteral("byte %1 twice").arg(i)));
            QVERIFY2(refusedOrDiffers(text.first(i), *original, signedForm), qPrintable(QStringLiteral("cut at %1").arg(i)));
        }
    }

    void everyMovedDroppedOrDoubledLineIsRefusedOrDiffers_data() { addGoldenRows(); }
    void everyMovedDroppedOrDoubledLineIsRefusedOrDiffers()
    {
        QFETCH(bool, signedForm);
        QFETCH(QString, file);
        const QByteArray text = goldenBytes(file);
        const auto original = parse(text, signedForm);
        QVERIFY(original);
        QList<QByteArray> lines = text.split('\n');
        lines.removeLast();
        const auto joined = [](const QList<QByteArray> &some) { return some.join('\n') + '\n'; };
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QList<QByteArray> dropped = lines;
            dropped.removeAt(i);
            QVERIFY(refusedOrDiffers(joined(dropped), *original, signedForm));
            QList<QByteArray> doubled = lines;
            doubled.insert(i, lines[i]);
            QVERIFY(!parse(joined(doubled), signedForm));
            QList<QByteArray> unknown = lines;
            unknown.insert(i, "unknown x");
            QVERIFY(!parse(joined(unknown), signedForm));
            for (qsizetype j = 0; j < lines.size(); ++j) {
                QList<QByteArray> moved = lines;
                moved.move(i, j);
                if (moved != lines)
                    QVERIFY2(!parse(joined(moved), signedForm), qPrintable(QStringLiteral("line %1 at %2").arg(i).arg(j)));
            }
        }
    }

    void namesTheLineThatIsWrong()
    {
        const QByteArray text = goldenBytes(QStringLiteral("decision.txt")).replace("verdict edit", "verdict maybe");
        const auto statement = parseSigned(text);
        QVERIFY(!statement);
        QCOMPARE(statement.error(), (core::Error{core::ErrorKind::Malformed, u"line 11"_qs, u"verdict"_qs}));
    }

    void outcomeStandsExactlyWithApproveAndEdit()
    {
        Statement statement = sampleStatement(StatementKind::Decision, true);
        auto &decision = std::get<Decision>(statement.body);
        for (const core::Verdict verdict :
             {core::Verdict::Approve, core::Verdict::Edit, core::Verdict::Reject, core::Verdict::Escalate}) {
            const bool standsBehind = verdict == core::Verdict::Approve || verdict == core::Verdict::Edit;
            decision.verdict = verdict;
            decision.outcome = sampleHash(1);
            QCOMPARE(write(statement).has_value(), standsBehind);
            decision.outcome.reset();
            QCOMPARE(write(statement).has_value(), !standsBehind);
        }
    }

    void refusesToWriteWhatCannotBeRead_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key :
             {"name", "meaning", "software", "actor", "device", "claimed", "device-seq", "device-prev", "case", "policy", "id"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void refusesToWriteWhatCannotBeRead()
    {
        QFETCH(QString, key);
        Statement statement = sampleStatement(StatementKind::Decision, true);
        Attestation &by = *statement.by;
        auto &decision = std::get<Decision>(statement.body);
        const QHash<QString, std::function<void()>> spoil{
            {u"name"_qs, [&] { by.name = u"Ada\nname Eve"_qs; }},
            {u"meaning"_qs, [&] { by.meaning = u" outer"_qs; }},
            {u"software"_qs, [&] { by.software.clear(); }},
            {u"actor"_qs, [&] { by.actor = {}; }},
            {u"device"_qs, [&] { by.device = "DEVICE"; }},
            {u"claimed"_qs, [&] { by.claimed = {}; }},
            {u"device-seq"_qs, [&] { by.deviceSeq = 0; }},
            {u"device-prev"_qs, [&] { by.devicePrevious.reset(); }},
            {u"case"_qs, [&] { decision.ref.caseId = {}; }},
            {u"policy"_qs, [&] { decision.policy.rule.clear(); }},
            {u"id"_qs, [&] { statement.id = core::StatementId(sampleStore().value); }},
        };
        QVERIFY(write(statement));
        spoil[key]();
        const auto text = write(statement);
        QVERIFY(!text);
        QCOMPARE(text.error().kind, core::ErrorKind::BadValue);
        QCOMPARE(text.error().where, key);
    }

    void onlyTheFirstStatementOfADeviceHasNoPredecessor()
    {
        Statement statement = sampleStatement(StatementKind::Decision, true);
        statement.by->deviceSeq = 1;
        statement.by->devicePrevious.reset();
        const QByteArray text = *write(statement);
        QVERIFY(text.contains("device-seq 1\ndevice-prev -\n"));
        QVERIFY(parseSigned(text));
        for (const char *other : {"device-prev x", "device-prev --", "device-prev sha256:00"})
            QVERIFY2(!parseSigned(QByteArray(text).replace("device-prev -", other)), other);
        QVERIFY(!parseSigned(QByteArray(text).replace("device-prev -", "device-prev " + digestText(sampleHash(1)))));
        QVERIFY(!parseSigned(QByteArray(text).replace("device-seq 1\n", "device-seq 2\n")));
    }

    void writersComposeTextAndReadersDoNotCare()
    {
        Statement statement = sampleStatement(StatementKind::Decision, true);
        statement.by->name = u"Rene\u0301"_qs;
        const QByteArray text = *write(statement);
        QVERIFY(text.contains("name Ren\xC3\xA9\n"));
        QVERIFY(parseSigned(QByteArray(text).replace("Ren\xC3\xA9", "Rene\xCC\x81")));
    }

    void everyKindHasItsName()
    {
        for (int i = 0; i < statementKindCount; ++i)
            QCOMPARE(kindFromName(kindName(StatementKind(i))), StatementKind(i));
        QVERIFY(!kindFromName("claim.expired"));
    }

    void caseManifestIsSpelledAsTheFormatSays()
    {
        const CaseManifest manifest{core::CaseId(u"D2N 068"_qs),
                                    3,
                                    core::TeamId(u"main"_qs),
                                    sampleHash(1),
                                    {{u"xray"_qs, sampleHash(2)}, {u"labs"_qs, sampleHash(3)}}};
        const QByteArray text = "countersign.case/v1\ncase D2N%20068\ncase-version 3\nteam main\nsource " + digestText(sampleHash(1))
                                + "\nevidence labs " + digestText(sampleHash(3)) + "\nevidence xray " + digestText(sampleHash(2))
                                + '\n';
        QCOMPARE(write(manifest), text);
        QCOMPARE(caseDigest(manifest), sha256(text));
        QVERIFY(parseCaseManifest(text));
        QCOMPARE(write(*parseCaseManifest(text)), text);
        QVERIFY(!parseCaseManifest(text + "evidence zz\n"));
        QVERIFY(!write(CaseManifest{}));
    }

    void entryIsSpelledAsTheFormatSays()
    {
        const QByteArray lines = *write(sampleStatement(StatementKind::Sync, false));
        const Entry entry{StatementKind::Sync, sampleTime(1), u"login role"_qs, {Flag::Late, Flag::Clock, Flag::Late}, lines};
        const QByteArray bytes = *write(entry);
        QCOMPARE(
            bytes,
            "countersign.entry/v1\nkind sync\narrived 2026-11-23T09:00:01.250Z\nsession login%20role\nflag clock\nflag late\nlength "
                + QByteArray::number(lines.size()) + "\n\n" + lines);
        const auto again = parseEntry(bytes);
        QVERIFY(again);
        QCOMPARE(again->content, lines);
        QCOMPARE(again->flags, (QList<Flag>{Flag::Clock, Flag::Late}));
        QCOMPARE(write(*again), bytes);
        QVERIFY(statementOf(*again));
    }

    void everyChangedByteOfAnEntryHeaderIsRefusedOrDiffers()
    {
        const Entry entry{StatementKind::Sync, sampleTime(1), u"local"_qs, {Flag::Late}, "x 1\n"};
        const QByteArray bytes = *write(entry);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            for (int value = 0; value < 256; ++value) {
                QByteArray changed = bytes;
                changed[i] = char(value);
                const auto read = parseEntry(changed);
                QVERIFY(changed == bytes || !read || (*read != entry && write(*read) == changed));
            }
            QVERIFY(!parseEntry(bytes.first(i)));
        }
        QVERIFY(!parseEntry(bytes + '\n'));
    }

    void entryAndStatementNameOneKind()
    {
        Entry entry{StatementKind::Release, sampleTime(1), u"local"_qs, {}, *write(sampleStatement(StatementKind::Sync, false))};
        QVERIFY(!statementOf(entry));
        entry.kind = StatementKind::Sync;
        QVERIFY(statementOf(entry));
    }
};

QTEST_APPLESS_MAIN(TestStatement)
#include "tst_statement.moc"
