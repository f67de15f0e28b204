// Offline sessions: copying cases into a workspace against copying the same rows between two plain files (target 0.5); a decision in a workspace
// against the same one in the store (0.9); opening a workspace with the right passphrase and with a wrong one (0.3 to 1.0 s, the same).
#include "app/composition.h"
#include "app/workspaces.h"
#include "benchmarks/benchmark.h"
#include "benchmarks/rawstore.h"
#include "benchmarks/realcases.h"
#include "ledger/identity.h"
#include "store/searchtext.h"
#include "support/awaycounts.h"
#include "workflow/claimcase.h"
#include "workflow/opencase.h"
#include "workflow/preparedcase.h"

#include <QCoreApplication>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr int casesPerRound = 200;
constexpr int rounds = 9;
constexpr int draftsSaved = 3'000;

template <typename T>
T must(core::Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(core::kindName(result.error().kind)), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

// The words of every case, as the index of each store is given them.
QList<std::pair<QByteArray, QByteArray>> wordsOf(testsupport::Ward &ward, const QList<core::CaseId> &cases)
{
    QList<std::pair<QByteArray, QByteArray>> words;
    for (const core::CaseId &id : cases)
        words.append({id.value.toUtf8(), store::searchWords(workflow::searchTextOf(must(workflow::layCase(ward.ports(), id, ward.ada().person)).record))});
    return words;
}

// The rows that came along, copied into an empty store of the same schema, in one transaction, and their words into its index.
double copyRows(const QString &from, const QString &to, const QList<std::pair<QByteArray, QByteArray>> &words)
{
    RawStore source(from);
    source.run("ATTACH '" + to.toUtf8() + "' AS away; PRAGMA away.synchronous = FULL;"
               "CREATE TEMP TABLE taken (key INTEGER PRIMARY KEY, id TEXT UNIQUE); CREATE TEMP TABLE word (id TEXT PRIMARY KEY, words TEXT)");
    sqlite3_stmt *const word = source.prepare("INSERT INTO word VALUES (?1, ?2)");
    for (const auto &[id, text] : words) {
        sqlite3_bind_text(word, 1, id.constData(), int(id.size()), SQLITE_STATIC);
        sqlite3_bind_text(word, 2, text.constData(), int(text.size()), SQLITE_STATIC);
        source.step(word);
    }
    return seconds([&] {
        source.run("BEGIN IMMEDIATE;"
                   "INSERT INTO taken SELECT c.key, c.id FROM main.case_slot s JOIN main.cases c ON c.key = s.case_key WHERE s.holder = 'ada';"
                   "INSERT INTO away.cases SELECT * FROM main.cases WHERE key IN (SELECT key FROM taken);"
                   "INSERT INTO away.case_version SELECT * FROM main.case_version WHERE case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.case_slot SELECT * FROM main.case_slot WHERE case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.evidence_blob SELECT * FROM main.evidence_blob WHERE case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.blob SELECT b.* FROM main.blob b JOIN main.case_version v ON v.source_blob = b.digest"
                   " WHERE v.case_key IN (SELECT key FROM taken);"
                   "INSERT INTO away.case_search (rowid, words) SELECT v.key, w.words FROM word w JOIN taken t ON t.id = w.id"
                   " JOIN main.case_version v ON v.case_key = t.key;"
                   "COMMIT");
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
    // From the first case that is looked at until all are on disk: claims and the signed entry are not what plain files are compared with.
    std::optional<std::chrono::steady_clock::time_point> begin;
    must(workflow::checkOut(ward.ports(), ward.ada(), chosen, trip.connection->workspace(), ward.storePath(),
                            [&](const workflow::CheckoutProgress &) {
                                if (!begin)
                                    begin = std::chrono::steady_clock::now();
                                const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - *begin;
                                trip.copying = passed.count();
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

double unlockSeconds(testsupport::Ward &ward, const QString &path, const workflow::Keyring &keyring, const QString &passphrase)
{
    std::optional<core::Result<app::OpenedWorkspace>> opened; // closed afterwards
    return seconds([&] { opened = app::openWorkspace(path, keyring, ledger::Secret::fromTyped(passphrase), ward.clock()); });
}

// The right passphrase against a wrong one. The key is one as it is made for people, not the cheap one of tests.
void unlock(testsupport::Ward &ward, const QString &path, const char *name)
{
    const workflow::Keyring dear{ward.keyring().folder, {}};
    const Measured measured = interleaved(
        7, [&] { return unlockSeconds(ward, path, dear, testsupport::Ward::passphrase(QStringLiteral("ada"))); },
        [&] { return unlockSeconds(ward, path, dear, QStringLiteral("not the passphrase of anybody")); });
    report(name, measured.ours, "s", measured.ratio, "the same with a wrong passphrase");
}

// As many changes as somebody makes who types for a day.
void fillWithDrafts(testsupport::Ward &ward, const QString &path)
{
    const auto passphrase = ledger::Secret::fromTyped(testsupport::Ward::passphrase(QStringLiteral("ada")));
    const auto opened = must(app::openWorkspace(path, ward.keyring(), passphrase, ward.clock()));
    const workflow::OpenWorkspace workspace = opened.connection->workspace();
    const auto session = must(workspace.desk.session());
    for (int i = 0; i < draftsSaved; ++i) {
        const sync::CheckedOutCase &one = session.cases[i % session.cases.size()];
        core::Draft draft;
        draft.caseId = one.caseId;
        draft.team = one.team;
        draft.person = ward.ada().person.id;
        draft.content = {core::Content::Form::Text, QStringLiteral("Draft %1 of what is being written. ").arg(i).repeated(20), {}};
        draft.saved = ward.clock().now();
        must(workspace.ports.cases.saveDraft(draft));
    }
}

// In steps of SQLite's machine, of which a row that is looked at costs some.
void countBeside(int cases)
{
    const testsupport::CountedSqlite counted;
    const testsupport::AwayCounts counts = testsupport::countsBeside(cases);
    for (const auto &[what, count] : {std::pair{"offline check-out", counts.checkout}, {"offline sync", counts.sync}, {"offline idle sync", counts.idle}}) {
        const QByteArray name = what + QByteArray(" beside ") + QByteArray::number(cases);
        report((name + ", statements").constData(), double(count.statements), "", {}, "as many however large the store is");
        report((name + ", steps").constData(), double(count.steps), "", {}, "as many however large the store is");
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    testsupport::Ward ward;
    QList<QByteArray> lines;
    for (int i = 0; i < (2 * rounds + 1) * casesPerRound; ++i)
        lines.append(caseLine(i));
    must(ward.importLines(lines));

    std::vector<double> copied, copyRatios, decided, decideRatios;
    QString last;
    const QString large = ward.folder() + QStringLiteral("/large");
    for (int round = 0; round < rounds; ++round) {
        last = ward.folder() + QStringLiteral("/trip-%1").arg(round);
        Trip trip = takeAlong(ward, last);
        const auto session = must(trip.connection->workspace().desk.session());
        QList<core::CaseId> away, home;
        for (const sync::CheckedOutCase &one : session.cases)
            away.append(one.caseId);
        const QString plain = ward.folder() + QStringLiteral("/plain-%1").arg(round);
        { must(app::openStore({app::StoreAddress::Kind::Embedded, plain, {}}, app::Access::Make, ward.clock())); }
        copied.push_back(trip.copying);
        copyRatios.push_back(copyRows(ward.storePath(), plain, wordsOf(ward, away)) / trip.copying);

        for (int i = 0; i < casesPerRound; ++i)
            home.append(must(workflow::claimNextCase(ward.ports(), ward.ada().person, {}, 600)).caseId);
        const auto acting = must(workflow::actInWorkspace(trip.connection->workspace(), ward.ada().key, {}, ward.keyring().folder));
        const double there = decideAll(trip.connection->workspace().ports, acting, away);
        const double here = decideAll(ward.ports(), ward.ada(), home);
        decided.push_back(there);
        decideRatios.push_back(here / there);
        decideAll(ward.ports(), ward.ada(), away); // so that the next round takes others
    }
    report("offline checkout", casesPerRound / median(copied), "cases/s", median(copyRatios), "the same rows copied between two plain SQLite files");
    report("offline decide", casesPerRound / median(decided), "1/s", median(decideRatios), "the same decisions in the store");

    const auto passphrase = ledger::Secret::fromTyped(testsupport::Ward::passphrase(QStringLiteral("ada")));
    const auto identity = must(ledger::unlockIdentity(ward.keyring().folder, ward.ada().signer.store, ward.ada().person.id, passphrase));
    must(ledger::resealIdentity(ward.keyring().folder, identity, passphrase, {}));
    unlock(ward, last, "offline unlock");
    { takeAlong(ward, large); }
    fillWithDrafts(ward, large);
    unlock(ward, large, "offline unlock, a day of drafts");
    countBeside(1'000);
    countBeside(100'000);
    return 0;
}
