// Syncing by letters in a folder: there and back, once each; whatever is not the letter that was written changes nothing.
#include "app/workspaces.h"
#include "support/ward.h"
#include "sync/letter.h"
#include "workflow/checkout.h"
#include "workflow/claimcase.h"
#include "workflow/letters.h"
#include "workflow/opencase.h"
#include "workflow/verifyledger.h"

#include <QDir>
#include <QTest>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using core::Role;
using core::Verdict;
using sync::Fate;
using testsupport::Ward;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

// A workspace of Grace's with some cases, and a folder between it and the store.
struct Stick {
    Ward &ward;
    ActingPerson grace;
    QString folder;
    std::unique_ptr<app::WorkspaceConnection> connection;

    Stick(Ward &home, const ActingPerson &who, const QStringList &cases) : ward(home), grace(who), folder(home.folder() + QStringLiteral("/stick"))
    {
        QDir().mkpath(folder);
        auto made = app::makeWorkspace(home.folder() + QStringLiteral("/away"), who.signer.store, *who.key, home.keyring(), home.clock());
        if (!made)
            qFatal("workspace");
        connection = std::move(*made);
        CheckoutRequest request;
        for (const QString &id : cases)
            request.cases.append(core::CaseId(id));
        const auto taken = chooseCases(home.ports(), who.person, request).and_then([&](const ChosenCases &chosen) {
            return checkOut(home.ports(), who, chosen, open(), home.storePath(), [](const CheckoutProgress &) {}, {});
        });
        if (!taken)
            qFatal("checkout: %s", qPrintable(core::kindName(taken.error().kind)));
    }
    OpenWorkspace open() { return connection->workspace(); }
    void decide(const QString &id, Verdict verdict = Verdict::Approve)
    {
        DecisionRequest request;
        request.caseId = core::CaseId(id);
        request.verdict = verdict;
        request.rationale = verdict == Verdict::Approve ? QString() : QStringLiteral("away");
        const auto acting = actInWorkspace(open(), grace.key, {}, ward.keyring().folder);
        QVERIFY(acting && recordDecision(open().ports, *acting, request));
    }
    core::Result<Posted> post() { return postLetters(open(), *grace.key, ward.keyring().folder, folder); }
    core::Result<TakenLetters> take(const ActingPerson &who)
    {
        return takeLetters(ward.ports(), who, folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    }
    core::Result<TakenLetters> take() { return take(grace); }
    quint64 logSize() { return ward.ports().ledger.head()->size; }
};

void demandGood(Ward &ward)
{
    const auto verdict = verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict && verdict->ok, verdict ? qPrintable(verdict->why) : "cannot verify");
}

} // namespace

class TestLetters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAndBack();
    void aConflictTravelsToo();
    void aLaterLetterGoesOnFromTheFirst();
    void everyByteOfALetterCounts();
    void everyByteOfAnAnswerCounts();
    void whatIsCutOffIsRefused();
    void anothersLetterIsLeftAlone();
    void anotherStoresLetterIsRefused();
    void anotherWorkspacesStatementsAreRefused();
    void aLogThatDoesNotContinueIsNotBelieved();
};

void TestLetters::thereAndBack()
{
    Ward ward;
    ward.importTexts(4);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1"), QStringLiteral("c2"), QStringLiteral("c3")});
    stick.decide(QStringLiteral("c1"));
    stick.decide(QStringLiteral("c2"), Verdict::Reject);
    const auto posted = stick.post();
    QVERIFY(posted);
    QCOMPARE(posted->sent, 2);
    QCOMPARE(posted->included, 0);
    QVERIFY(!contentOf(posted->letter).contains("countersign.decision")); // nothing in it can be read
    QCOMPARE(workspaceStatus(stick.open())->sent, 2);

    const auto taken = stick.take();
    QVERIFY(taken);
    QCOMPARE(taken->taken.size(), 1);
    QCOMPARE(taken->taken.first().report.plan.count(Fate::Recorded), 2);
    QVERIFY(taken->taken.first().report.allIncluded());
    const quint64 size = stick.logSize();
    const auto again = stick.take(); // the same letter once more
    QVERIFY(again);
    QCOMPARE(again->taken.first().report.plan.count(Fate::Already), 2);
    QCOMPARE(stick.logSize(), size);

    const auto answered = stick.post();
    QVERIFY(answered);
    QCOMPARE(answered->answers, 1);
    QVERIFY(answered->allIncluded());
    QVERIFY(answered->letter.isEmpty());
    QVERIFY(!QFile::exists(posted->letter));
    QCOMPARE(workspaceStatus(stick.open())->included, 2);
    QVERIFY(stick.post()->allIncluded()); // and the same answer
    const auto synced = syncNow(ward.ports(), stick.open(), ward.keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    QVERIFY(synced && synced->allIncluded());
    QCOMPARE(stick.logSize(), size);
    demandGood(ward);
}

void TestLetters::aConflictTravelsToo()
{
    Ward ward;
    ward.importTexts(2);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    const auto sam = ward.join(QStringLiteral("sam"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1"), QStringLiteral("c2")});
    stick.decide(QStringLiteral("c1"), Verdict::Reject);
    ward.clock().advance(73 * 3600);
    for (const QString &id : {QStringLiteral("c1"), QStringLiteral("c2")}) {
        QVERIFY(claimCase(ward.ports(), sam.person, core::CaseId(id)));
        DecisionRequest request;
        request.caseId = core::CaseId(id);
        QVERIFY(ward.decide(sam, request));
    }
    QVERIFY(stick.post());
    const auto taken = stick.take();
    QVERIFY(taken);
    QCOMPARE(taken->taken.first().report.plan.count(Fate::Disputed), 1);
    QCOMPARE(openCase(ward.ports(), core::CaseId(QStringLiteral("c1")), ward.ada().person)->stored.row.state, core::CaseState::Disputed);
    const auto answered = stick.post();
    QVERIFY(answered && answered->allIncluded());
    QCOMPARE(answered->takenOut, 1); // c2 is decided by now
    QCOMPARE(workspaceStatus(stick.open())->decisions.first().sent->fate, Fate::Disputed);
    demandGood(ward);
}

void TestLetters::aLaterLetterGoesOnFromTheFirst()
{
    Ward ward;
    ward.importTexts(3);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1"), QStringLiteral("c2"), QStringLiteral("c3")});
    stick.decide(QStringLiteral("c1"));
    QVERIFY(stick.post());
    stick.decide(QStringLiteral("c2"));
    QCOMPARE(stick.post()->sent, 2); // in place of the first, which nobody took in
    QCOMPARE(stick.take()->taken.size(), 1);
    stick.decide(QStringLiteral("c3"));
    const auto posted = stick.post();
    QCOMPARE(posted->included, 2);
    QCOMPARE(posted->sent, 1);
    QCOMPARE(stick.take()->taken.first().report.plan.count(Fate::Recorded), 1);
    QVERIFY(stick.post()->allIncluded());
    demandGood(ward);
}

void TestLetters::everyByteOfALetterCounts()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    const QString path = stick.post()->letter;
    const QByteArray letter = contentOf(path);
    const quint64 size = stick.logSize();
    for (qsizetype at = 0; at < letter.size(); ++at) {
        QByteArray other = letter;
        other[at] = char(other[at] ^ 1);
        put(path, other);
        const auto taken = stick.take();
        QVERIFY2(taken && taken->taken.isEmpty(), qPrintable(QString::number(at)));
        QCOMPARE(taken->refused.size() + taken->others, 1);
    }
    QCOMPARE(stick.logSize(), size);
    put(path, letter);
    QCOMPARE(stick.take()->taken.size(), 1);
}

void TestLetters::everyByteOfAnAnswerCounts()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    QVERIFY(stick.post());
    const QString path = stick.take()->taken.first().answer;
    const QByteArray answer = contentOf(path);
    for (qsizetype at = 0; at < answer.size(); ++at) {
        QByteArray other = answer;
        other[at] = char(other[at] ^ 4);
        put(path, other);
        const auto posted = stick.post();
        QVERIFY2(posted && posted->answers == 0 && posted->included == 0, qPrintable(QString::number(at)));
    }
    put(path, answer);
    QVERIFY(stick.post()->allIncluded());
}

void TestLetters::whatIsCutOffIsRefused()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    const QString path = stick.post()->letter;
    const QByteArray letter = contentOf(path);
    for (qsizetype length = 0; length < letter.size(); length += 29) {
        put(path, letter.first(length));
        const auto taken = stick.take();
        QVERIFY(taken && taken->taken.isEmpty());
        QCOMPARE(taken->refused.size(), 1);
        QCOMPARE(taken->refused.first().why.detail, QStringLiteral("letter"));
    }
    put(path, letter + 'x');
    QVERIFY(stick.take()->taken.isEmpty());
}

void TestLetters::anothersLetterIsLeftAlone()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    const auto sam = ward.join(QStringLiteral("sam"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    QVERIFY(stick.post());
    const auto taken = stick.take(sam);
    QVERIFY(taken && taken->taken.isEmpty() && taken->refused.isEmpty());
    QCOMPARE(taken->others, 1);
    QCOMPARE(stick.take()->taken.size(), 1);
}

void TestLetters::anotherStoresLetterIsRefused()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    QVERIFY(stick.post());
    Ward other;
    other.importTexts(1);
    const auto namesake = other.join(QStringLiteral("grace"), {Role::Reviewer});
    const quint64 size = other.ports().ledger.head()->size;
    const auto taken = takeLetters(other.ports(), namesake, stick.folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    QVERIFY(taken && taken->taken.isEmpty());
    QCOMPARE(taken->refused.first().why.detail, QStringLiteral("another-store"));
    QCOMPARE(other.ports().ledger.head()->size, size);
}

// In a letter that the person sealed all right.
void TestLetters::anotherWorkspacesStatementsAreRefused()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    const QString path = stick.post()->letter;
    const QByteArray letter = contentOf(path);
    sync::LetterHead head = *sync::letterHead(letter);
    head.label.id = QByteArray(32, 'a');
    put(path, sync::sealLetter(head, *grace.key, *sync::openLetter(letter, *grace.key)));
    const quint64 size = stick.logSize();
    const auto taken = stick.take();
    QVERIFY(taken && taken->taken.isEmpty());
    QCOMPARE(taken->refused.first().why, (core::Error{ErrorKind::Malformed, {}, QStringLiteral("letter")}));
    QCOMPARE(stick.logSize(), size);
}

void TestLetters::aLogThatDoesNotContinueIsNotBelieved()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    Stick stick(ward, grace, {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    const QString path = stick.post()->letter;
    auto content = sync::openLetter(contentOf(path), *grace.key);
    QVERIFY(content);
    auto letter = sync::parseLetter(*content);
    QVERIFY(letter);
    const sync::LetterHead head = *sync::letterHead(contentOf(path));
    sync::Letter elsewhere = *letter; // as long a log as it was, and another one
    elsewhere.seen.root = ledger::sha256("another history");
    put(path, sync::sealLetter(head, *grace.key, *sync::write(elsewhere)));
    const auto refused = stick.take();
    QVERIFY(refused && refused->taken.isEmpty());
    QCOMPARE(refused->refused.first().why.kind, ErrorKind::HistoryRewritten);
    letter->seen.size += 100; // this computer saw more than there is
    put(path, sync::sealLetter(head, *grace.key, *sync::write(*letter)));
    const auto taken = stick.take();
    QVERIFY(taken && taken->taken.isEmpty());
    QCOMPARE(taken->refused.first().why.kind, ErrorKind::HistoryRewritten);
    QVERIFY(stick.post());
    const QString answerPath = stick.take()->taken.first().answer;
    auto answer = sync::parseAnswer(*sync::openLetter(contentOf(answerPath), *grace.key));
    QVERIFY(answer);
    sync::Answer unproven = *answer;
    unproven.taken.first().proof.first() = ledger::sha256("another neighbour");
    put(answerPath, sync::sealLetter(*sync::letterHead(contentOf(answerPath)), *grace.key, *sync::write(unproven)));
    const auto doubted = stick.post();
    QVERIFY(doubted);
    QCOMPARE(doubted->included, 0);
    QCOMPARE(doubted->refused.first().why.detail, QStringLiteral("inclusion"));
    sync::Answer invented = *answer; // proven to be in a log, which is not the one that was seen
    invented.taken.first().index = 0;
    invented.taken.first().proof.clear();
    invented.log = {1, ledger::leafHash(invented.taken.first().entry)};
    put(answerPath, sync::sealLetter(*sync::letterHead(contentOf(answerPath)), *grace.key, *sync::write(invented)));
    const auto misled = stick.post();
    QVERIFY(misled);
    QCOMPARE(misled->included, 0);
    QCOMPARE(misled->refused.first().why.detail, QStringLiteral("consistency"));
    answer->log.root = ledger::sha256("another history");
    put(answerPath, sync::sealLetter(*sync::letterHead(contentOf(answerPath)), *grace.key, *sync::write(*answer)));
    const auto posted = stick.post();
    QVERIFY(posted);
    QCOMPARE(posted->included, 0);
    QCOMPARE(posted->refused.first().why.kind, ErrorKind::VerificationFailed);
}

QTEST_GUILESS_MAIN(TestLetters)
#include "tst_letters.moc"
