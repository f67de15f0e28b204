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
#include <QProcess>
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
    QString memory; // of the computer that the workspace is on
    std::unique_ptr<app::WorkspaceConnection> connection;

    enum class Computer { TheStores, ItsOwn };
    Stick(Ward &home, const ActingPerson &who, const QStringList &cases, Computer computer = Computer::TheStores)
        : ward(home), grace(who), folder(home.folder() + QStringLiteral("/stick")), memory(home.keyring().folder)
    {
        QDir().mkpath(folder);
        if (computer == Computer::ItsOwn) {
            memory = home.folder() + QStringLiteral("/laptop");
            if (QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-r"), home.keyring().folder, memory}) != 0)
                qFatal("laptop");
        }
        auto made = app::makeWorkspace(home.folder() + QStringLiteral("/away"), who.signer.store, *who.key, {memory, home.keyring().cost}, home.clock());
        if (!made)
            qFatal("workspace");
        connection = std::move(*made);
        CheckoutRequest request;
        for (const QString &id : cases)
            request.cases.append(core::CaseId(id));
        ActingPerson there = who;
        there.keyringFolder = memory;
        const auto taken = chooseCases(home.ports(), there.person, request).and_then([&](const ChosenCases &chosen) {
            return checkOut(home.ports(), there, chosen, open(), home.storePath(), [](const CheckoutProgress &) {}, {});
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
        const auto acting = actInWorkspace(open(), grace.key, {}, memory);
        QVERIFY(acting && recordDecision(open().ports, *acting, request));
    }
    core::Result<Posted> post() { return postLetters(open(), *grace.key, memory, folder); }
    QString answerPath() const { return folder + QStringLiteral("/countersign-") + QString::fromLatin1(connection->workspace().desk.label().id) + QStringLiteral(".answer"); }
    // The store put back from its newest backup.
    void putBack()
    {
        ward.putBack();
        grace = ward.enter(QStringLiteral("grace"));
    }
    // There and back once: how many statements are proven then.
    qsizetype exchange()
    {
        const auto posted = post();
        const auto taken = take();
        if (!posted || !taken || !taken->refused.isEmpty())
            return -1;
        return post().map([](const Posted &answered) { return answered.included; }).value_or(-2);
    }
    // What became of the statements of the one letter there.
    QStringList fates()
    {
        const auto taken = take();
        if (!taken || taken->taken.size() != 1)
            return {taken && !taken->refused.isEmpty() ? core::kindName(taken->refused.first().why.kind) + u' ' + taken->refused.first().why.detail
                                                       : QStringLiteral("no letter")};
        QStringList words;
        for (const sync::PlannedStatement &one : taken->taken.first().report.plan.statements)
            words.append(one.caseId.value + u' ' + QString::fromLatin1(sync::fateName(one.fate)));
        return words;
    }
    qsizetype decisionsInLog()
    {
        qsizetype count = 0;
        const auto read = ward.ports().ledger.scanKinds({ledger::StatementKind::Decision}, 0, logSize(), [&](const ledger::LogRow &) { return ++count > 0; });
        return read ? count : -1;
    }

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
    void whatARestoreTookIsTakenInAgain();
    void whatNoLetterHoldsAnyMoreIsBroughtAgain();
    void aRestoreFromBeforeTheCheckOutLosesNothing();
    void aRestoreExcusesNothingButWhatItTook();
    void aRestoreHasToBeInTheLogItIsSaidOf();
    void lettersOfEarlierVersionsAreRead();
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
    elsewhere.seen.last().root = ledger::sha256("another history");
    put(path, sync::sealLetter(head, *grace.key, *sync::write(elsewhere)));
    const auto refused = stick.take();
    QVERIFY(refused && refused->taken.isEmpty());
    QCOMPARE(refused->refused.first().why.kind, ErrorKind::HistoryRewritten);
    letter->seen.last().size += 100; // this computer saw more than there is
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
    invented.log = {1, 1, ledger::leafHash(invented.taken.first().entry)};
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

// A letter written before the restore is read after it; and the answer of the log that is no more.
void TestLetters::whatARestoreTookIsTakenInAgain()
{
    Ward ward;
    ward.importTexts(4);
    Stick stick(ward, ward.join(QStringLiteral("grace"), {Role::Reviewer}), {QStringLiteral("c1"), QStringLiteral("c2"), QStringLiteral("c3"), QStringLiteral("c4")},
                Stick::Computer::ItsOwn);
    stick.decide(QStringLiteral("c1"));
    QCOMPARE(stick.exchange(), 1);
    ward.backUp();
    stick.decide(QStringLiteral("c2"), Verdict::Reject);
    stick.decide(QStringLiteral("c3"));
    QCOMPARE(stick.exchange(), 3);
    const QByteArray oldAnswer = contentOf(stick.answerPath());
    stick.decide(QStringLiteral("c4"), Verdict::Reject);
    QVERIFY(stick.post());
    stick.putBack();
    QCOMPARE(stick.decisionsInLog(), 1);

    QCOMPARE(stick.fates(), QStringList({QStringLiteral("c1 already"), QStringLiteral("c2 recorded"), QStringLiteral("c3 recorded"), QStringLiteral("c4 recorded")}));
    const quint64 size = stick.logSize();
    QCOMPARE(stick.fates(), QStringList({QStringLiteral("c1 already"), QStringLiteral("c2 already"), QStringLiteral("c3 already"), QStringLiteral("c4 already")}));
    QCOMPARE(stick.logSize(), size);
    QCOMPARE(stick.decisionsInLog(), 4);
    const auto answered = stick.post();
    QVERIFY(answered);
    QVERIFY2(answered->refused.isEmpty(), qPrintable(answered->refused.value(0).why.detail));
    QVERIFY(answered->reopened);
    QCOMPARE(answered->reopened->epoch, 2);
    QVERIFY(answered->reopened->lost > 0);
    QVERIFY(answered->allIncluded());

    put(stick.answerPath(), oldAnswer);
    const auto misled = stick.post();
    QVERIFY(misled && misled->answers == 0);
    QCOMPARE(misled->refused.first().why.detail, QStringLiteral("earlier-epoch"));
    QVERIFY(misled->allIncluded());
    const auto synced = syncNow(ward.ports(), stick.open(), stick.memory, [](const sync::SyncPlan &, qsizetype) {}, {});
    QVERIFY(synced && synced->allIncluded());
    QCOMPARE(stick.decisionsInLog(), 4);
    demandGood(ward);
}

// The letter that the restored store gets is older than what was proven to the workspace.
void TestLetters::whatNoLetterHoldsAnyMoreIsBroughtAgain()
{
    Ward ward;
    ward.importTexts(2);
    Stick stick(ward, ward.join(QStringLiteral("grace"), {Role::Reviewer}), {QStringLiteral("c1"), QStringLiteral("c2")}, Stick::Computer::ItsOwn);
    ward.backUp();
    stick.decide(QStringLiteral("c1"), Verdict::Reject);
    const QString path = stick.post()->letter;
    const QByteArray first = contentOf(path);
    QCOMPARE(stick.take()->taken.size(), 1);
    stick.decide(QStringLiteral("c2"), Verdict::Reject);
    QCOMPARE(stick.exchange(), 2);
    stick.putBack();
    put(path, first);
    QCOMPARE(stick.fates(), QStringList{QStringLiteral("c1 recorded")});
    const auto answered = stick.post();
    QVERIFY(answered && answered->refused.isEmpty() && answered->reopened);
    QCOMPARE(answered->again, 1);
    QCOMPARE(answered->included, 1);
    QCOMPARE(answered->sent, 1);
    QCOMPARE(stick.post()->again, 0); // said once
    QCOMPARE(stick.exchange(), 2);
    QCOMPARE(stick.decisionsInLog(), 2);
    demandGood(ward);
}

// The store does not even know of the check-out.
void TestLetters::aRestoreFromBeforeTheCheckOutLosesNothing()
{
    Ward ward;
    ward.importTexts(1);
    const auto grace = ward.join(QStringLiteral("grace"), {Role::Reviewer});
    ward.backUp();
    Stick stick(ward, grace, {QStringLiteral("c1")}, Stick::Computer::ItsOwn);
    stick.decide(QStringLiteral("c1"), Verdict::Reject);
    QVERIFY(stick.post());
    stick.putBack();
    QCOMPARE(stick.fates(), QStringList{QStringLiteral("c1 late")});
    const auto answered = stick.post();
    QVERIFY(answered && answered->allIncluded());
    QCOMPARE(answered->reopened->epoch, 2);
    QCOMPARE(stick.decisionsInLog(), 1);
    demandGood(ward);
}

void TestLetters::aRestoreExcusesNothingButWhatItTook()
{
    Ward ward;
    ward.importTexts(2);
    Stick stick(ward, ward.join(QStringLiteral("grace"), {Role::Reviewer}), {QStringLiteral("c1"), QStringLiteral("c2")}, Stick::Computer::ItsOwn);
    ward.backUp();
    stick.decide(QStringLiteral("c1"), Verdict::Reject);
    const QString path = stick.post()->letter;
    stick.putBack();
    const auto letter = sync::parseLetter(*sync::openLetter(contentOf(path), *stick.grace.key));
    const sync::LetterHead head = *sync::letterHead(contentOf(path));
    QVERIFY(letter);
    const ledger::TreeHead now = *ward.ports().ledger.head();
    const quint64 kept = now.size - 1; // what the backup held
    const auto refusal = [&](const ledger::SeenCheckpoint &seen) {
        sync::Letter other = *letter;
        other.seen = {seen};
        put(path, sync::sealLetter(head, *stick.grace.key, *sync::write(other)));
        return stick.fates();
    };
    const QStringList refused{core::kindName(ErrorKind::HistoryRewritten) + QStringLiteral(" %1 %2")};
    const auto sizes = [&](quint64 seen) { return QStringList{refused.first().arg(seen).arg(now.size)}; };
    QCOMPARE(refusal({1, kept, ledger::sha256("another history")}), sizes(kept));       // before the restore
    QCOMPARE(refusal({2, now.size, ledger::sha256("another history")}), sizes(now.size)); // since
    QCOMPARE(refusal({3, 1, ledger::sha256("another history")}), sizes(1));             // of a later restore
    QCOMPARE(stick.decisionsInLog(), 0);
    QCOMPARE(refusal({1, kept + 7, ledger::sha256("what it took")}), QStringList{QStringLiteral("c1 recorded")});
}

void TestLetters::aRestoreHasToBeInTheLogItIsSaidOf()
{
    Ward ward;
    ward.importTexts(1);
    Stick stick(ward, ward.join(QStringLiteral("grace"), {Role::Reviewer}), {QStringLiteral("c1")}, Stick::Computer::ItsOwn);
    ward.backUp();
    stick.decide(QStringLiteral("c1"), Verdict::Reject);
    QVERIFY(stick.post());
    stick.putBack();
    QVERIFY(stick.take());
    const QString path = stick.answerPath();
    const sync::LetterHead head = *sync::letterHead(contentOf(path));
    const auto answer = sync::parseAnswer(*sync::openLetter(contentOf(path), *stick.grace.key));
    QVERIFY(answer);
    QCOMPARE(answer->restored.size(), 1);
    const auto refusal = [&](auto &&change) {
        sync::Answer other = *answer;
        change(other);
        put(path, sync::sealLetter(head, *stick.grace.key, *sync::write(other)));
        const auto posted = stick.post();
        return posted && posted->included == 0 && posted->refused.size() == 1 ? posted->refused.first().why.detail : QStringLiteral("taken");
    };
    QCOMPARE(refusal([](sync::Answer &other) { other.restored.clear(); }), QStringLiteral("consistency"));
    QCOMPARE(refusal([](sync::Answer &other) { other.log.epoch = 7; }), QStringLiteral("consistency"));
    QCOMPARE(refusal([](sync::Answer &other) { other.restored.first().index -= 1; }), QStringLiteral("inclusion"));
    QCOMPARE(refusal([](sync::Answer &other) { other.restored.first().proof.clear(); }), QStringLiteral("inclusion"));
    QCOMPARE(refusal([](sync::Answer &other) { other.restored.first().entry = other.taken.first().entry; }), QStringLiteral("inclusion"));
    QCOMPARE(refusal([](sync::Answer &other) { other.seen = {}; other.consistency.clear(); }), QStringLiteral("consistency"));
    QCOMPARE(refusal([](sync::Answer &) {}), QStringLiteral("taken"));
}

void TestLetters::lettersOfEarlierVersionsAreRead()
{
    Ward ward;
    ward.importTexts(1);
    Stick stick(ward, ward.join(QStringLiteral("grace"), {Role::Reviewer}), {QStringLiteral("c1")});
    stick.decide(QStringLiteral("c1"));
    const QString path = stick.post()->letter;
    const sync::LetterHead head = *sync::letterHead(contentOf(path));
    const sync::Letter letter = *sync::parseLetter(*sync::openLetter(contentOf(path), *stick.grace.key));
    QByteArrayList lines = sync::openLetter(contentOf(path), *stick.grace.key)->split('\n');
    lines.removeIf([](const QByteArray &line) { return line.startsWith("seen "); });
    lines[0] = "countersign.letter-out/v1";
    lines.insert(2, "seen " + QByteArray::number(letter.seen.last().size) + ' ' + letter.seen.last().root.hex());
    put(path, sync::sealLetter(head, *stick.grace.key, lines.join('\n')));
    QCOMPARE(stick.fates(), QStringList{QStringLiteral("c1 recorded")});
}

QTEST_GUILESS_MAIN(TestLetters)
#include "tst_letters.moc"
