// Offline sessions: copying cases into a workspace against copying the same rows between two plain files (target 0.5); a decision in a workspace
// against the same one in the store (0.9); opening a workspace with the right passphrase and with a wrong one (0.3 to 1.0 s, the same).
#include "app/composition.h"
#include "app/workspaces.h"
#include "benchmarks/benchmark.h"
#include "benchmarks/rawstore.h"
#include "benchmarks/realcases.h"
#include "ledger/identity.h"
#include "support/ward.h"
#include "workflow/checkout.h"
#include "workflow/claimcase.h"

#include <QCoreApplication>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr int casesPerRound = 200;
constexpr int rounds = 5;

template <typename T>
T must(core::Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(core::kindName(result.error().kind)), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

// The rows that came along, copied into an empty store of the same schema, in one transaction.
double copyRows(const QString &from, const QString &to)
{
    RawStore source(from);
    source.run("ATTACH '" + to.toUtf8() + "' AS away; PRAGMA away.synchronous = FULL");
    return seconds([&] {
        source.run("BEGIN IMMEDIATE;"
                   "CREATE TEMP TABLE taken AS SELECT case_key AS key FROM main.case_slot WHERE holder = 'ada';"
                   "INSERT INTO away.cases SELECT * FROM main.cases WHERE key IN (SELECT key FROM taken);"
                   "INSERT INTO away.case_version SELECT * FROM main.case_version WHERE case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.case_slot SELECT * FROM main.case_slot WHERE case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.evidence_blob SELECT * FROM main.evidence_blob WHERE case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.blob SELECT b.* FROM main.blob b JOIN main.case_version v ON v.source_blob = b.digest WHERE v.case_key IN (SELECT key FROM taken);"
                   "COMMIT; DROP TABLE taken; DETACH away");
    });
}

struct Trip {
    std::unique_ptr<app::WorkspaceConnection> connection;
    double copying = 0;
};

Trip takeAlong(testsupport::Ward &ward, const QString &path)
{
    Trip trip{must(app::makeWorkspace(path, ward.ada().signer.store, *ward.ada().key, ward.keyring(), ward.clock())), 0};
    workflow::CheckoutRequest request;
    request.next = casesPerRound;
    const auto chosen = must(workflow::chooseCases(ward.ports(), ward.ada().person, request));
    // From the first case that is copied: claims and the signed entry are not what plain files are compared with.
    std::optional<std::chrono::steady_clock::time_point> begin;
    must(workflow::checkOut(ward.ports(), ward.ada(), chosen, trip.connection->workspace(), ward.storePath(),
                            [&](const workflow::CheckoutProgress &progress) {
                                if (!begin)
                                    begin = std::chrono::steady_clock::now();
                                trip.copying = std::chrono::duration<double>(std::chrono::steady_clock::now() - *begin).count()
                                    * double(progress.of) / double(std::max<qsizetype>(1, progress.cases - 50));
                            },
                            {}));
    return trip;
}

double decideAll(const workflow::Ports &ports, const workflow::ActingPerson &acting, const QList<core::CaseId> &cases)
{
    return seconds([&] {
        for (const core::CaseId &id : cases) {
            workflow::DecisionRequest request;
            request.caseId = id;
            request.verdict = core::Verdict::Approve;
            must(workflow::recordDecision(ports, acting, request));
        }
    });
}

double unlockSeconds(const testsupport::Ward &ward, const QString &path, const workflow::Keyring &keyring, const QString &passphrase, const core::Clock &clock)
{
    Q_UNUSED(ward)
    return seconds([&] { [[maybe_unused]] const auto opened = app::openWorkspace(path, keyring, ledger::Secret::fromTyped(passphrase), clock); });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    testsupport::Ward ward;
    QList<QByteArray> lines;
    for (int i = 0; i < 2 * casesPerRound * rounds; ++i)
        lines.append(caseLine(i));
    must(ward.importLines(lines));

    std::vector<double> copied, copyRatios, decided, decideRatios;
    QString last;
    for (int round = 0; round < rounds; ++round) {
        last = ward.folder() + QStringLiteral("/trip-%1").arg(round);
        Trip trip = takeAlong(ward, last);
        const QString plain = ward.folder() + QStringLiteral("/plain-%1").arg(round);
        { must(app::openStore({app::StoreAddress::Kind::Embedded, plain, {}}, app::Access::Make, ward.clock())); }
        copied.push_back(trip.copying);
        copyRatios.push_back(copyRows(ward.storePath(), plain) / trip.copying);

        const auto session = must(trip.connection->workspace().desk.session());
        QList<core::CaseId> away, home;
        for (const sync::CheckedOutCase &one : session.cases)
            away.append(one.caseId);
        for (int i = 0; i < casesPerRound; ++i)
            home.append(must(workflow::claimNextCase(ward.ports(), ward.ada().person, {}, 600)).caseId);
        const auto acting = must(workflow::actInWorkspace(trip.connection->workspace(), ward.ada().key, {}, ward.keyring().folder));
        const double there = decideAll(trip.connection->workspace().ports, acting, away);
        const double here = decideAll(ward.ports(), ward.ada(), home);
        decided.push_back(there);
        decideRatios.push_back(here / there);
        for (const core::CaseId &id : away) // so that the next round takes others
            must(ward.decide(ward.ada(), {id, core::Verdict::Approve, {}, {}, {}, {}, {}, {}, {}, {}}));
    }
    report("offline checkout", casesPerRound / median(copied), "cases/s", median(copyRatios), "the same rows copied between two plain SQLite files");
    report("offline decide", casesPerRound / median(decided), "1/s", median(decideRatios), "the same decisions in the store");

    // A key as it is made for people, not the cheap one of tests.
    const workflow::Keyring dear{ward.keyring().folder, {}};
    const auto identity = must(ledger::unlockIdentity(dear.folder, ward.ada().signer.store, ward.ada().person.id,
                                                      ledger::Secret::fromTyped(testsupport::Ward::passphrase(QStringLiteral("ada")))));
    must(ledger::resealIdentity(dear.folder, identity, ledger::Secret::fromTyped(testsupport::Ward::passphrase(QStringLiteral("ada"))), {}));
    const Measured unlock = interleaved(
        5, [&] { return unlockSeconds(ward, last, dear, testsupport::Ward::passphrase(QStringLiteral("ada")), ward.clock()); },
        [&] { return unlockSeconds(ward, last, dear, QStringLiteral("not the passphrase of anybody"), ward.clock()); });
    report("offline unlock", unlock.ours, "s", unlock.ratio, "the same with a wrong passphrase");
    return 0;
}
