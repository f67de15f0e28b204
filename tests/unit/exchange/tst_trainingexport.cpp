// The lines of an export, held against tests/data/exports: what a program reads today it reads for ever.
#include "exchange/trainingexport.h"

#include "exchange/form.h"

#include <QFile>
#include <QTest>

using namespace countersign;
using namespace countersign::exchange;
using core::Content;

namespace {

QByteArray bytesOf(const QString &name)
{
    QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

core::DecisionRow row()
{
    core::DecisionRow made;
    made.id = core::StatementId(QStringLiteral("01977b7c-0000-7000-8000-0000000000aa"));
    made.logIndex = 17;
    made.caseId = core::CaseId(QStringLiteral("D2N068"));
    made.team = core::TeamId(QStringLiteral("main"));
    made.verdict = core::Verdict::Edit;
    made.reviewer = core::PersonId(QStringLiteral("ada"));
    made.reviewerName = QStringLiteral("Dr. Ada \"Mwangi\"");
    made.kind = QStringLiteral("clinical-note");
    made.reasons = {QStringLiteral("dose-wrong"), QStringLiteral("other")};
    made.outcomeBlob = QStringLiteral("sha256:00");
    made.meaning = QStringLiteral("I approve this with my edits.");
    made.claimedAt = QDateTime(QDate(2026, 11, 23), QTime(14, 0, 0, 5), Qt::UTC);
    made.arrived = made.claimedAt.addSecs(1);
    return made;
}

core::CaseRecord record()
{
    core::CaseRecord made;
    made.id = core::CaseId(QStringLiteral("LN-1"));
    made.kind = QStringLiteral("loan-decision");
    made.evidence = {{QStringLiteral("form"), QStringLiteral("Form"), QStringLiteral("text/plain"), QStringLiteral("line\nline\u2028\u0001"), {}, {}, {}},
                     {QStringLiteral("scan"), QStringLiteral("Scan"), QStringLiteral("image/png"), {}, QStringLiteral("files/scan.png"), QStringLiteral("e0"),
                      QStringLiteral("sha256:11")}};
    made.suggestion.content = {Content::Form::Fields, {}, "{\"amount\":12345678901234567890123.4500,\"far\":1e400}"};
    made.suggestion.form = R"({"type":"object"})";
    made.suggestion.model = QStringLiteral("scorer");
    made.suggestion.confidence = "0.820";
    made.suggestion.citations = {core::Citation{}};
    made.reference = R"({"said":"quokka"})";
    made.labels.insert(QStringLiteral("clinic"), QStringLiteral("quokka"));
    made.action = "{\"name\":\"quokka\"}";
    made.source = "quokka";
    return made;
}

} // namespace

class TestTrainingExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decisionsAreSpelledAsTheyWere()
    {
        DecisionLine edited{row(), QStringLiteral("misread"), Content{Content::Form::Text, QStringLiteral("Take 500 mg."), {}}, {QStringLiteral("late")},
                            core::CaseState::Released, 3, QStringLiteral("everyone"), QStringLiteral("scribe"), QStringLiteral("7.1"), "0.82"};
        edited.row.late = true;
        edited.row.tookMilliseconds = 4000;
        DecisionLine redacted{row(), {}, {}, {}, core::CaseState::Redacted, 1, QStringLiteral("everyone"), {}, {}, {}};
        redacted.row.stands = false;
        redacted.row.supersedes = core::StatementId(QStringLiteral("01977b7c-0000-7000-8000-000000000001"));
        const QByteArray lines = write(edited) + write(redacted);
        QCOMPARE(lines, bytesOf(QStringLiteral("tests/data/exports/decisions-1.jsonl")));
    }

    void examplesAreSpelledAsTheyWere()
    {
        const core::StatementId id = row().id;
        const Content laidOut{Content::Form::Fields, {}, "{\n \"amount\": 1.50,\r\n \"far\": -0.0\n}"};
        TrainingLine fields{record(), core::Verdict::Edit, {QStringLiteral("dose-wrong")}, laidOut, id, 17};
        TrainingLine text{record(), core::Verdict::Approve, {}, Content{Content::Form::Text, QStringLiteral("Take \"50\" mg.\n"), {}}, id, 18};
        text.record.suggestion = {{Content::Form::Text, QStringLiteral("Take \"50\" mg.\n"), {}}, {}, {}, {}, {}, {}};
        text.record.evidence.clear();
        TrainingLine rejected = text;
        rejected.verdict = core::Verdict::Reject;
        rejected.outcome.reset();
        const QByteArray lines = write(fields) + write(text) + write(rejected);
        QCOMPARE(lines, bytesOf(QStringLiteral("tests/data/exports/training-1.jsonl")));
        QVERIFY(!lines.contains("quokka"));
    }

    void everyLineFitsItsSchema()
    {
        for (const char *name : {"decisions-1", "training-1"}) {
            QList<QByteArray> lines = bytesOf(QStringLiteral("tests/data/exports/%1.jsonl").arg(QLatin1String(name))).split('\n');
            const QByteArray schema = bytesOf(QStringLiteral("resources/schemas/%1.schema.json").arg(QLatin1String(name)));
            QVERIFY(lines.size() > 2);
            QVERIFY(lines.takeLast().isEmpty());
            for (const QByteArray &line : std::as_const(lines)) {
                const auto findings = checkAgainstForm(line, schema);
                QVERIFY2(findings && !line.contains('\r'), line.constData());
                QVERIFY2(findings->isEmpty(), qPrintable(findings->value(0).pointer + u' ' + findings->value(0).rule));
                for (const auto &[before, after] : {std::pair{"\"verdict\":\"", "\"verdict\":\"x"}, std::pair{"\"seq\":", "\"sequence\":"}})
                    QVERIFY2(!checkAgainstForm(QByteArray(line).replace(before, after), schema)->isEmpty(), after);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTrainingExport)
#include "tst_trainingexport.moc"
