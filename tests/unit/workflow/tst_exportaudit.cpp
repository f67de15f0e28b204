// Evidence files from a store: who may make them, what is in them, and what they are when something is gone.
#include "workflow/exportaudit.h"

#include "exchange/bundlecheck.h"
#include "ledger/ledger.h"
#include "ledger/roster.h"
#include "support/ward.h"
#include "workflow/recallcase.h"
#include "workflow/verifyledger.h"
#include "workflow/witnessing.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Verdict;
using testsupport::Ward;

namespace {

void decide(Ward &ward, const QString &id, Verdict verdict)
{
    DecisionRequest request;
    request.caseId = core::CaseId(id);
    request.verdict = verdict;
    request.rationale = QStringLiteral("because");
    if (verdict == Verdict::Edit)
        request.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Take 500 mg twice daily."), {}};
    QVERIFY(ward.decide(ward.ada(), request));
}

// What the last report was told, beside the page that nobody looks at here.
struct Told {
    AuditReport report;
    AuditRequest request(const Ward &ward, const QString &name, const AuditSelection &selection = {})
    {
        return {ward.folder() + u'/' + name, selection, {}, [this](const AuditReport &told) {
                    report = told;
                    return QByteArray("<p>page</p>");
                }};
    }
};

AuditSelection onlyCase(const char *id)
{
    return {{core::CaseId(QString::fromLatin1(id))}, {}, {}, {}};
}

quint64 workstations(const Ports &ports)
{
    const auto roster = ledger::loadRoster(ports.ledger, ports.ledger.head()->size);
    const QList<ledger::RosterKey> keys = roster->keys();
    return quint64(std::count_if(keys.begin(), keys.end(), [](const ledger::RosterKey &key) { return key.enrolled.use == ledger::KeyUse::Workstation; }));
}

void removeBlob(const QString &store, const QString &digest)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("remover"));
        database.setDatabaseName(store);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA foreign_keys = OFF")));
        query.prepare(QStringLiteral("DELETE FROM blob WHERE lower(hex(digest)) = ?"));
        query.addBindValue(digest.mid(7));
        QVERIFY2(query.exec(), qPrintable(query.lastError().text()));
        QCOMPARE(query.numRowsAffected(), 1);
    }
    QSqlDatabase::removeDatabase(QStringLiteral("remover"));
}

} // namespace

class ExportAuditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhoAuditsMakesThem()
    {
        Ward ward;
        ward.importTexts(1);
        const ActingPerson ben = ward.join(QStringLiteral("ben"), {core::Role::Reviewer});
        Told told;
        const quint64 before = ward.ports().ledger.head()->size;
        QCOMPARE(exportAudit(ward.ports(), ben, told.request(ward, QStringLiteral("b.zip"))).error().kind, ErrorKind::NotAllowed);
        QCOMPARE(ward.ports().ledger.head()->size, before);
        QVERIFY(!QFile::exists(ward.folder() + QStringLiteral("/b.zip")));
        const ActingPerson eve = ward.join(QStringLiteral("eve"), {core::Role::Auditor});
        QVERIFY(exportAudit(ward.ports(), eve, told.request(ward, QStringLiteral("b.zip"))));
    }

    void theLookIsRecordedAndTheWorkstationEnrolledOnce()
    {
        Ward ward;
        ward.importTexts(2);
        decide(ward, QStringLiteral("c1"), Verdict::Edit);
        Told told;
        QCOMPARE(workstations(ward.ports()), 0u);
        const auto first = exportAudit(ward.ports(), ward.ada(), told.request(ward, QStringLiteral("a.zip")));
        QVERIFY(first);
        QVERIFY(first->whole);
        const auto second = exportAudit(ward.ports(), ward.ada(), told.request(ward, QStringLiteral("b.zip"), onlyCase("c1")));
        QVERIFY(second);
        QVERIFY(!second->whole);
        QCOMPARE(second->checkpoint.size, first->checkpoint.size + 1); // the second look
        QCOMPARE(workstations(ward.ports()), 1u);
        const auto last = ledgerSince(ward.ports(), second->checkpoint.size - 1, 1);
        QCOMPARE(last->first().kind, QStringLiteral("audit.opened"));
        QCOMPARE(last->first().subject, QStringLiteral("c1"));
        QVERIFY(verifyLedger(ward.ports(), ward.keyring().folder)->ok);
    }

    void whatItMakesHoldsAndContinuesWhatWasTrusted()
    {
        Ward ward;
        ward.importTexts(3);
        const auto early = trustFile(ward.ports(), ward.keyring().folder);
        QVERIFY(early);
        decide(ward, QStringLiteral("c1"), Verdict::Edit);
        decide(ward, QStringLiteral("c2"), Verdict::Reject);
        Told told;
        AuditRequest request = told.request(ward, QStringLiteral("c1.zip"), onlyCase("c1"));
        request.trusts = {*early};
        QVERIFY(exportAudit(ward.ports(), ward.ada(), request));
        const auto verdict = exchange::verifyBundle(request.path, *early);
        QVERIFY2(verdict->ok, qPrintable(verdict->firstBad.value_or(exchange::BundleFault()).why));
        QCOMPARE(verdict->takenOnFaith, (QStringList{QStringLiteral("left-out-entries"), QStringLiteral("arrival-times"), QStringLiteral("pages")}));
        ledger::TrustFile other = *early;
        other.checkpoint->root = ledger::sha256("another");
        QVERIFY(!exchange::verifyBundle(request.path, other)->ok);
        other = *early;
        other.store = other.checkpoint->store = core::newStoreId();
        request.trusts = {other};
        QCOMPARE(exportAudit(ward.ports(), ward.ada(), request).error().kind, ErrorKind::BadValue);
    }

    void whatWasDecidedOnAnEarlierVersionIsInIt()
    {
        Ward ward;
        ward.importTexts(1);
        decide(ward, QStringLiteral("c1"), Verdict::Edit);
        QVERIFY(recallCase(ward.ports(), ward.ada(), {core::CaseId(QStringLiteral("c1")), QStringLiteral("dose read again"), {}}));
        QByteArray newer = Ward::textCase(QStringLiteral("c1"), QStringLiteral("Take 5 mg."));
        newer.insert(newer.size() - 1, ",\"version\":2");
        QCOMPARE(ward.importLines({newer})->files.first().imported, 1);
        const auto trust = trustFile(ward.ports(), ward.keyring().folder);
        Told told;
        const auto made = exportAudit(ward.ports(), ward.ada(), told.request(ward, QStringLiteral("c1.zip"), onlyCase("c1")));
        QVERIFY(made);
        QCOMPARE(made->withheld, 0);
        QCOMPARE(made->cases, 2); // either version
        const auto verdict = exchange::verifyBundle(ward.folder() + QStringLiteral("/c1.zip"), *trust);
        QVERIFY2(verdict->ok, qPrintable(verdict->firstBad.value_or(exchange::BundleFault()).why));
        const AuditCase &about = told.report.cases.first();
        QCOMPARE(about.record.version, 2);
        const auto decision = std::find_if(about.signatures.begin(), about.signatures.end(), [](const AuditSignature &one) { return one.outcome.has_value(); });
        QCOMPARE(decision->decided->version, 1);
        QCOMPARE(decision->decided->suggestion.content.text, QStringLiteral("Take 50 mg twice daily."));
    }

    void choosesByCasePersonAndTime()
    {
        Ward ward;
        ward.importTexts(3);
        decide(ward, QStringLiteral("c1"), Verdict::Approve);
        const QDateTime between = ward.clock().now().addSecs(1);
        ward.clock().advance(60);
        decide(ward, QStringLiteral("c2"), Verdict::Edit);
        Told told;
        const auto casesOf = [&](const AuditSelection &selection) {
            const auto made = exportAudit(ward.ports(), ward.ada(), told.request(ward, QStringLiteral("x.zip"), selection));
            QStringList ids;
            for (const AuditCase &one : told.report.cases)
                ids += one.record.id.value;
            return made ? ids : QStringList{core::kindName(made.error().kind)};
        };
        QCOMPARE(casesOf(onlyCase("c2")), QStringList{QStringLiteral("c2")});
        QCOMPARE(casesOf({{}, between, {}, {}}), QStringList{QStringLiteral("c2")});
        QCOMPARE(casesOf({{}, {}, between, {}}), (QStringList{QStringLiteral("c1"), QStringLiteral("c2")})); // imported then
        QCOMPARE(casesOf({{}, {}, {}, core::PersonId(QStringLiteral("ada"))}), (QStringList{QStringLiteral("c1"), QStringLiteral("c2")}));
        QCOMPARE(casesOf({{}, {}, {}, core::PersonId(QStringLiteral("nobody"))}), QStringList{QStringLiteral("no-such-case")});
        QCOMPARE(casesOf(onlyCase("c9")), QStringList{QStringLiteral("no-such-case")});
    }

    void theReportIsToldEverySignature()
    {
        Ward ward;
        ward.importTexts(1);
        decide(ward, QStringLiteral("c1"), Verdict::Edit);
        Told told;
        QVERIFY(exportAudit(ward.ports(), ward.ada(), told.request(ward, QStringLiteral("a.zip"))));
        QCOMPARE(told.report.cases.size(), 1);
        const AuditSignature decision = told.report.cases.first().signatures.first();
        QCOMPARE(decision.outcome->text, QStringLiteral("Take 500 mg twice daily."));
        QCOMPARE(decision.rationale, QStringLiteral("because"));
        qsizetype signedEntries = 0;
        const auto scanned = ward.ports().ledger.scan(0, told.report.checkpoint.size, [&](const ledger::LogRow &row) {
            signedEntries += ledger::parseEntry(row.entry)->isSigned();
            return true;
        });
        QVERIFY(scanned);
        QCOMPARE(told.report.others.size() + told.report.cases.first().signatures.size(), signedEntries);
    }

    void aTextThatIsLostIsWithheldAndSaysSo()
    {
        Ward ward;
        ward.importTexts(1);
        decide(ward, QStringLiteral("c1"), Verdict::Edit);
        core::DecisionFilter filter;
        filter.teams = {core::TeamId(QStringLiteral("main"))};
        const auto row = ward.ports().decisions.decisions(filter)->first();
        removeBlob(ward.storePath(), row.rationaleBlob);
        Told told;
        const AuditRequest request = told.request(ward, QStringLiteral("a.zip"));
        const auto made = exportAudit(ward.ports(), ward.ada(), request);
        QCOMPARE(made->withheld, 1);
        const auto verdict = exchange::verifyBundle(request.path);
        QVERIFY(verdict->ok);
        QVERIFY(verdict->takenOnFaith.contains(QStringLiteral("withheld")));
    }

    void stoppingLeavesNoFile()
    {
        Ward ward;
        ward.importTexts(3);
        Told told;
        std::stop_source stop;
        const AuditRequest request = told.request(ward, QStringLiteral("a.zip"));
        const auto made = exportAudit(ward.ports(), ward.ada(), request, [&](qint64 done, qint64 total) {
            if (done > total / 2)
                stop.request_stop();
        }, stop.get_token());
        QCOMPARE(made.error().kind, ErrorKind::Cancelled);
        QCOMPARE(QDir(ward.folder()).entryList({QStringLiteral("a.zip*")}), QStringList());
        stop = std::stop_source();
        QVERIFY(exportAudit(ward.ports(), ward.ada(), request));
        stop.request_stop();
        QCOMPARE(exchange::verifyBundle(request.path, {}, {}, stop.get_token()).error().kind, ErrorKind::Cancelled);
    }

    void aWorkstationWhoseKeyWasRevokedCosignsNoMore()
    {
        Ward ward;
        QCOMPARE(cosignHead(ward.ports(), ward.keyring().folder).error().detail, QStringLiteral("workstation"));
        const auto cosigned = witnessLog(ward.ports(), ward.ada());
        QVERIFY(cosigned);
        QCOMPARE(ward.ports().ledger.loadCheckpoint(cosigned->checkpoint.size).value(), cosigned->note);
        QVERIFY(cosignHead(ward.ports(), ward.keyring().folder));
        const auto roster = ledger::loadRoster(ward.ports().ledger, cosigned->checkpoint.size);
        for (const ledger::RosterKey &key : roster->keys())
            if (key.enrolled.use == ledger::KeyUse::Workstation)
                revoke(ward, key.enrolled.fingerprint());
        QCOMPARE(cosignHead(ward.ports(), ward.keyring().folder).error().kind, ErrorKind::NotAllowed);
        QCOMPARE(witnessLog(ward.ports(), ward.ada()).error().kind, ErrorKind::NotAllowed);
    }

private:
    static void revoke(Ward &ward, const ledger::Hash &key)
    {
        const Ports ports = ward.ports();
        const ActingPerson &ada = ward.ada();
        const auto done = ports.work.write([&]() -> core::Result<void> {
            const auto place = ledger::nextDevicePlace(ports.ledger, ada.signer.device);
            const auto statement = ledger::attest(ada.signer, *ada.key, ledger::KeyRevoked{key, QStringLiteral("lost")}, ada.auth, QStringLiteral("I revoke."), *place,
                                                  ports.clock.now());
            return ledger::signStatement(statement, *ada.key)
                .and_then([&](const ledger::SignedNote &note) { return ledger::signedEntry(note, ports.clock.now(), QStringLiteral("local")); })
                .and_then([&](const ledger::Entry &entry) { return ledger::append(ports.ledger, entry); })
                .map([](const ledger::Receipt &) {});
        });
        QVERIFY(done);
    }
};

QTEST_GUILESS_MAIN(ExportAuditTest)
#include "tst_exportaudit.moc"
