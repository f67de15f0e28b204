// The log's storage through its ports, with made-up rows: what they mean is the ledger's affair.
#include "engines/engine.h"

using namespace countersign;
using namespace countersign::engines;
using ledger::Hash;
using ledger::LogRow;
using ledger::StatementKind;
using ledger::TreeHead;

class tst_EngineLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void givesBackRowsHeadAndNodes();
    void computesTheSameTreeAsInMemory();
    void scansRangesAndStopsWhenTold();
    void scansKinds();
    void findsStatementsAndDeviceHeads();
    void refusesGapsRepeatsAndChanges();
    void namesAMissingRow();
    void takesBackWhatAFailedWriteAppended();
    void goesOnFromWhatOthersHaveAppended();
    void keepsCheckpointsBySize();
    void queuesPendingEntriesInOrderOfArrival();
    void refusesChangesOutsideAWrite();
};

namespace {

// Rows of a log grown by the tree itself.
class Log {
public:
    LogRow next(StatementKind kind = StatementKind::Decision, const QByteArray &device = QByteArray(32, 'd'))
    {
        LogRow row;
        row.index = head.size;
        row.entry = "entry\0" + QByteArray::number(row.index) + QByteArray(200, char(row.index));
        row.leaf = ledger::leafHash(row.entry);
        row.nodes = head.append(row.leaf);
        row.kind = kind;
        row.content = ledger::sha256(row.entry);
        if (!device.isEmpty()) {
            row.statement = core::StatementId(QStringLiteral("statement-%1").arg(row.index));
            row.device = device;
            row.deviceSeq = ++m_sequences[device];
        }
        rows.append(row);
        return row;
    }

    TreeHead head;
    QList<LogRow> rows;

private:
    QHash<QByteArray, quint64> m_sequences;
};

QString appending(Engine &engine, const QList<LogRow> &rows, const TreeHead &head)
{
    return wrote(engine.store(), [&] { return engine.store().ledger().append(rows, head); });
}

void grow(Engine &engine, Log &log, int count, int batch = 7)
{
    while (count > 0) {
        QList<LogRow> rows;
        for (int i = 0; i < std::min(batch, count); ++i)
            rows.append(log.next());
        count -= batch;
        must(engine.store().work().write([&] { return engine.store().ledger().append(rows, log.head); }));
    }
}

QString indexes(const std::function<core::Result<void>(const ledger::RowVisitor &)> &scan, int atMost = 1'000)
{
    QStringList list;
    const auto done = scan([&](const LogRow &row) {
        list.append(QString::number(row.index));
        return list.size() < atMost;
    });
    return done ? list.join(u' ') : core::kindName(done.error().kind) + u' ' + done.error().where;
}

} // namespace

void tst_EngineLedger::startsEmpty()
{
    Engine engine;
    QVERIFY(must(engine.store().ledger().head()) == TreeHead{});
    QCOMPARE(outcome(engine.store().ledger().row(0)), u"store-damaged"_qs);
    QVERIFY(!must(engine.store().ledger().loadCheckpoint(99)));
    QVERIFY(!must(engine.store().ledger().indexOf(core::StatementId(u"x"_qs))));
}

void tst_EngineLedger::givesBackRowsHeadAndNodes()
{
    Engine engine;
    Log log;
    const LogRow first = log.next(StatementKind::StoreCreated);
    const LogRow second = log.next(StatementKind::Sync, {}); // the store's own: no statement, no device
    QCOMPARE(appending(engine, {first, second}, log.head), u"ok"_qs);
    engine.reopen();
    QVERIFY(must(engine.store().ledger().head()) == log.head);
    QVERIFY(must(engine.store().ledger().row(0)) == first);
    QVERIFY(must(engine.store().ledger().row(1)) == second);
}

void tst_EngineLedger::computesTheSameTreeAsInMemory()
{
    Engine engine;
    Log log;
    grow(engine, log, 70);
    const ledger::LedgerStorage &storage = engine.store().ledger();
    TreeHead partial;
    for (quint64 size = 0; size < 70; ++size) {
        QVERIFY(must(ledger::headAt(storage, size)) == partial);
        const auto proof = must(ledger::inclusionProof(storage, size, 70));
        QVERIFY(ledger::verifyInclusion(size, 70, log.rows[qsizetype(size)].leaf, proof, log.head.root()));
        partial.append(log.rows[qsizetype(size)].leaf);
    }
    const auto leaves = must(storage.leaves(0, 70));
    QCOMPARE(leaves.size(), 70);
    QVERIFY(leaves[69] == log.rows[69].leaf);
    QCOMPARE(outcome(storage.nodes({{3, 7}})), u"ok"_qs);
    QCOMPARE(outcome(storage.nodes({{3, 8}})), u"store-damaged"_qs); // not complete yet
}

void tst_EngineLedger::scansRangesAndStopsWhenTold()
{
    Engine engine;
    Log log;
    grow(engine, log, 10);
    const ledger::LedgerStorage &storage = engine.store().ledger();
    const auto scan = [&](quint64 from, quint64 to) {
        return [&storage, from, to](const ledger::RowVisitor &visit) { return storage.scan(from, to, visit); };
    };
    QCOMPARE(indexes(scan(0, 10)), u"0 1 2 3 4 5 6 7 8 9"_qs);
    QCOMPARE(indexes(scan(3, 5)), u"3 4"_qs);
    QCOMPARE(indexes(scan(5, 5)), QString());
    QCOMPARE(indexes(scan(2, 10), 3), u"2 3 4"_qs);
    QCOMPARE(indexes(scan(8, 12)), u"store-damaged 10"_qs);
    QList<LogRow> seen;
    must(storage.scan(0, 10, [&](const LogRow &row) {
        seen.append(row); // the storage answers other questions while it is being scanned
        return must(storage.row(row.index)) == row && must(ledger::headAt(storage, row.index)).size == row.index;
    }));
    QVERIFY(seen == log.rows);
}

void tst_EngineLedger::scansKinds()
{
    Engine engine;
    Log log;
    QList<LogRow> rows;
    for (const StatementKind kind : {StatementKind::StoreCreated, StatementKind::KeyEnrolled, StatementKind::Decision, StatementKind::Release,
                                     StatementKind::RoleGranted, StatementKind::Decision, StatementKind::KeyEnrolled})
        rows.append(log.next(kind));
    QCOMPARE(appending(engine, rows, log.head), u"ok"_qs);
    const auto scan = [&](const QList<StatementKind> &kinds, quint64 from, quint64 to) {
        return [&engine, kinds, from, to](const ledger::RowVisitor &visit) { return engine.store().ledger().scanKinds(kinds, from, to, visit); };
    };
    QCOMPARE(indexes(scan({StatementKind::KeyEnrolled, StatementKind::RoleGranted}, 0, 7)), u"1 4 6"_qs);
    QCOMPARE(indexes(scan({StatementKind::KeyEnrolled}, 2, 6)), QString());
    QCOMPARE(indexes(scan({StatementKind::Decision, StatementKind::StoreCreated}, 0, 100)), u"0 2 5"_qs);
    QCOMPARE(indexes(scan({}, 0, 7)), QString());
    QCOMPARE(indexes(scan({StatementKind::KeyEnrolled}, 0, 7), 1), u"1"_qs);
}

void tst_EngineLedger::findsStatementsAndDeviceHeads()
{
    Engine engine;
    Log log;
    const QByteArray mine(32, 'a');
    const QByteArray theirs(32, 'b');
    const QList<LogRow> rows{log.next(StatementKind::Decision, mine), log.next(StatementKind::Decision, theirs),
                             log.next(StatementKind::Decision, mine), log.next(StatementKind::Sync, {})};
    QCOMPARE(appending(engine, rows, log.head), u"ok"_qs);
    const ledger::LedgerStorage &storage = engine.store().ledger();
    QCOMPARE(must(storage.indexOf(rows[2].statement)), std::optional<quint64>(2));
    QVERIFY(!must(storage.indexOf(core::StatementId(u"none"_qs))));
    QVERIFY(!must(storage.indexOf(core::StatementId())));
    QVERIFY(must(storage.deviceHead(mine, 99)) == (ledger::DeviceHead{2, rows[2].content, 2}));
    QVERIFY(must(storage.deviceHead(mine, 2)) == (ledger::DeviceHead{1, rows[0].content, 0}));
    QVERIFY(!must(storage.deviceHead(mine, 0)));
    QVERIFY(must(storage.deviceHead(mine, ~quint64(0))));
    QVERIFY(!must(storage.deviceHead(QByteArray(32, 'c'), 99)));
}

void tst_EngineLedger::refusesGapsRepeatsAndChanges()
{
    Engine engine;
    Log log;
    grow(engine, log, 3);
    const TreeHead before = log.head;
    LogRow row = log.next();
    row.index = 5;
    TreeHead head = log.head;
    head.size = 6;
    QCOMPARE(appending(engine, {row}, head), u"not-allowed"_qs); // a gap
    row.index = 2;
    head.size = 3;
    QCOMPARE(appending(engine, {row}, head), u"not-allowed"_qs); // the past
    QCOMPARE(appending(engine, {}, head), u"wrong-call"_qs);
    row.index = 3;
    row.statement = log.rows[1].statement;
    QCOMPARE(appending(engine, {row}, log.head), u"duplicate-id"_qs);
    store::Database &database = engine.store().database();
    for (const char *sql : {"UPDATE ledger_entry SET entry = x'00'", "DELETE FROM ledger_entry", "DELETE FROM ledger_entry WHERE log_index = 2",
                            "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE log_index = 1", "DELETE FROM ledger_head",
                            "UPDATE ledger_head SET size = 2", "UPDATE ledger_head SET peaks = x''",
                            "INSERT INTO ledger_entry SELECT 9, leaf, nodes, kind, 'x', device, device_seq, content, entry FROM ledger_entry LIMIT 1"})
        QCOMPARE(outcome(database.execute(sql)), u"not-allowed"_qs);
    QVERIFY(must(engine.store().ledger().head()) == before);
    QVERIFY(must(engine.store().ledger().row(2)) == log.rows[2]);
}

void tst_EngineLedger::namesAMissingRow()
{
    Engine engine;
    Log log;
    grow(engine, log, 10);
    // What somebody with the file in hand can do; it is found.
    must(engine.store().database().execute("DROP TRIGGER ledger_is_never_shortened; DELETE FROM ledger_entry WHERE log_index = 4"));
    const ledger::LedgerStorage &storage = engine.store().ledger();
    QCOMPARE(indexes([&](const auto &visit) { return storage.scan(0, 10, visit); }), u"store-damaged 4"_qs);
    const auto leaves = storage.leaves(0, 10);
    QCOMPARE(outcome(leaves), u"store-damaged"_qs);
    QCOMPARE(leaves.error().where, u"4"_qs);
    QCOMPARE(outcome(storage.nodes({{0, 4}})), u"store-damaged"_qs);
}

void tst_EngineLedger::takesBackWhatAFailedWriteAppended()
{
    Engine engine;
    Log log;
    grow(engine, log, 3);
    const TreeHead before = log.head;
    const LogRow row = log.next();
    QCOMPARE(wrote(engine.store(), [&]() -> core::Result<void> {
                 must(engine.store().ledger().append({row}, log.head));
                 return core::fail(core::ErrorKind::PolicyUnmet);
             }),
             u"policy-unmet"_qs);
    QVERIFY(must(engine.store().ledger().head()) == before);
    QCOMPARE(outcome(engine.store().ledger().row(3)), u"store-damaged"_qs);
}

void tst_EngineLedger::goesOnFromWhatOthersHaveAppended()
{
    Engine engine;
    const StorePtr other = engine.connect();
    Log log;
    Log undone;
    const auto lookAndAppend = [](store::SqliteStore &store, Log &into, const Log &before, bool keep) {
        return wrote(store, [&]() -> core::Result<void> {
            if (must(store.ledger().head()) != before.head)
                return core::fail(core::ErrorKind::ContentDiffers);
            const auto device = must(store.ledger().deviceHead(QByteArray(32, 'd'), 1'000));
            if ((device ? device->index + 1 : 0) != before.head.size)
                return core::fail(core::ErrorKind::StaleVersion);
            must(store.ledger().append({into.next()}, into.head));
            return keep ? core::Result<void>() : core::fail(core::ErrorKind::PolicyUnmet);
        });
    };
    for (int i = 0; i < 6; ++i) {
        const Log before = log;
        undone = log;
        QCOMPARE(lookAndAppend(engine.store(), undone, before, false), u"policy-unmet"_qs);
        QCOMPARE(lookAndAppend(engine.store(), log, before, true), u"ok"_qs);
        const Log mine = log;
        QCOMPARE(lookAndAppend(i % 2 ? *other : engine.store(), log, mine, true), u"ok"_qs);
    }
}

void tst_EngineLedger::keepsCheckpointsBySize()
{
    Engine engine;
    ledger::LedgerStorage &storage = engine.store().ledger();
    must(storage.saveCheckpoint(5, "five"));
    must(storage.saveCheckpoint(9, "nine"));
    must(storage.saveCheckpoint(5, "five again"));
    QVERIFY(!must(storage.loadCheckpoint(4)));
    QCOMPARE(must(storage.loadCheckpoint(8)), std::optional(QByteArray("five again")));
    QCOMPARE(must(storage.loadCheckpoint(~quint64(0))), std::optional(QByteArray("nine")));
}

void tst_EngineLedger::queuesPendingEntriesInOrderOfArrival()
{
    Engine engine;
    ledger::PendingStorage &pending = engine.store().pending();
    QList<ledger::Entry> entries;
    for (int i = 0; i < 3; ++i)
        entries.append({i == 1 ? StatementKind::Sync : StatementKind::Decision, engine.clock().now(), u"local"_qs,
                        i == 2 ? QList{ledger::Flag::Clock, ledger::Flag::Late} : QList<ledger::Flag>{}, QByteArray("note\0", 5) + char('0' + i)});
    for (const ledger::Entry &entry : entries)
        must(engine.store().work().write([&] { return pending.addPending(entry); }));
    const auto waiting = must(pending.pending(2));
    QCOMPARE(waiting.size(), 2);
    QVERIFY(waiting[0].entry == entries[0]);
    QVERIFY(waiting[1].entry == entries[1]);
    must(engine.store().work().write([&] { return pending.removePending({waiting[0].number, waiting[1].number}); }));
    const auto rest = must(pending.pending(10));
    QCOMPARE(rest.size(), 1);
    QVERIFY(rest[0].entry == entries[2]);
    must(engine.store().work().write([&] { return pending.removePending({rest[0].number}); }));
    must(engine.store().work().write([&] { return pending.addPending(entries[0]); }));
    QVERIFY(must(pending.pending(10)).first().number > rest[0].number); // numbers are never given twice
}

void tst_EngineLedger::refusesChangesOutsideAWrite()
{
    Engine engine;
    Log log;
    const LogRow row = log.next();
    QCOMPARE(outcome(engine.store().ledger().append({row}, log.head)), u"wrong-call"_qs);
    QCOMPARE(outcome(engine.store().pending().addPending({})), u"wrong-call"_qs);
    QCOMPARE(outcome(engine.store().pending().removePending({1})), u"wrong-call"_qs);
}

QTEST_GUILESS_MAIN(tst_EngineLedger)
#include "tst_engineledger.moc"
