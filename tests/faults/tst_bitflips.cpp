// One bit of the record is another: in an entry, a hash of the tree, a text that was signed for, a row that repeats them, or an evidence file.
// Every one is named. All bits are tried where COUNTERSIGN_FULL is set, else some of every column.
#include "exchange/bundle.h"
#include "exchange/bundlearchive.h"
#include "exchange/bundlecheck.h"
#include "support/ward.h"
#include "workflow/exportaudit.h"
#include "workflow/recallcase.h"
#include "workflow/verifyledger.h"
#include "workflow/witnessing.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace countersign;
using testsupport::Ward;

namespace {

constexpr qsizetype someBits = 1'500;
constexpr qsizetype someBundleBits = 400;

struct Column {
    const char *table;
    const char *key;
    const char *column;
};
constexpr Column columns[]{
    {"ledger_entry", "log_index", "entry"}, {"ledger_entry", "log_index", "leaf"}, {"ledger_entry", "log_index", "nodes"},
    {"ledger_entry", "log_index", "content"}, {"ledger_head", "one", "peaks"}, {"blob", "key", "digest"}, {"blob", "key", "salt"},
    {"blob", "key", "content"}, {"decision", "log_index", "outcome"}, {"decision", "log_index", "rationale"}, {"case_release", "seq", "outcome"},
    {"case_version", "key", "digest"}, {"case_version", "key", "source_blob"},
};

// A bit of one value.
struct Bit {
    const Column *column;
    qint64 key;
    qint64 place;
};

qsizetype wanted(qsizetype all, qsizetype some)
{
    return qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? all : std::min(all, some);
}

QByteArray flipped(QByteArray bytes, qint64 place)
{
    bytes[place / 8] = char(uchar(bytes[place / 8]) ^ (1u << (place % 8)));
    return bytes;
}

// Somebody with the file and a SQL shell, every trigger and check out of the way.
class Forger {
public:
    explicit Forger(const QString &store)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("forger"));
        m_database.setDatabaseName(store);
        if (!m_database.open())
            qFatal("the store does not open");
        const QList<QVariant> triggers = column(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'trigger'"));
        for (const QVariant &trigger : triggers)
            carryOut(QStringLiteral("DROP TRIGGER ") + trigger.toString());
        for (const char *setting : {"foreign_keys = OFF", "ignore_check_constraints = ON", "synchronous = OFF"})
            carryOut(QStringLiteral("PRAGMA ") + QLatin1String(setting));
    }
    ~Forger()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("forger"));
    }
    QList<QVariant> column(const QString &sql, const QVariantList &values = {})
    {
        QList<QVariant> list;
        QSqlQuery query = carryOut(sql, values);
        while (query.next())
            list.append(query.value(0));
        return list;
    }
    QSqlQuery carryOut(const QString &sql, const QVariantList &values = {})
    {
        QSqlQuery query(m_database);
        query.prepare(sql);
        for (const QVariant &value : values)
            query.addBindValue(value);
        if (!query.exec())
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        return query;
    }
    QByteArray value(const Bit &bit) { return column(sql("SELECT %3 FROM %1 WHERE %2 = ?", *bit.column), {bit.key}).value(0).toByteArray(); }
    void put(const Bit &bit, const QByteArray &bytes) { carryOut(sql("UPDATE %1 SET %3 = ? WHERE %2 = ?", *bit.column), {bytes, bit.key}); }
    static QString sql(const char *text, const Column &column)
    {
        return QString::fromLatin1(text).arg(QLatin1String(column.table), QLatin1String(column.key), QLatin1String(column.column));
    }

private:
    QSqlDatabase m_database;
};

void decide(Ward &ward, const char *id, core::Verdict verdict)
{
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(QString::fromLatin1(id));
    request.verdict = verdict;
    request.rationale = QStringLiteral("because");
    if (verdict == core::Verdict::Edit)
        request.outcome = core::Content{core::Content::Form::Text, QStringLiteral("Take 500 mg."), {}};
    if (const auto receipt = ward.decide(ward.ada(), request); !receipt)
        qFatal("%s", qPrintable(core::kindName(receipt.error().kind)));
}

} // namespace

class BitFlipsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyBitOfTheStoreIsNamed();
    void everyBitOfABundleIsNamed();

private:
    QList<Bit> bits(Forger &forger) const;

    Ward m_ward;
};

void BitFlipsTest::initTestCase()
{
    m_ward.importTexts(4);
    decide(m_ward, "c1", core::Verdict::Approve);
    decide(m_ward, "c2", core::Verdict::Edit);
    decide(m_ward, "c3", core::Verdict::Reject);
    QVERIFY(workflow::recallCase(m_ward.ports(), m_ward.ada(), {core::CaseId(QStringLiteral("c2")), QStringLiteral("wrong"), {}}));
    QVERIFY(workflow::witnessLog(m_ward.ports(), m_ward.ada()));
    QVERIFY(workflow::verifyLedger(m_ward.ports(), {})->ok);
}

QList<Bit> BitFlipsTest::bits(Forger &forger) const
{
    QList<Bit> all;
    for (const Column &column : columns) {
        const QList<QVariant> keys = forger.column(Forger::sql("SELECT %2 FROM %1 WHERE length(%3) > 0", column));
        for (const QVariant &key : keys) {
            const qint64 length = forger.value({&column, key.toLongLong(), 0}).size() * 8;
            for (qint64 place = 0; place < length; ++place)
                all.append({&column, key.toLongLong(), place});
        }
    }
    return all;
}

void BitFlipsTest::everyBitOfTheStoreIsNamed()
{
    Forger forger(m_ward.storePath());
    const QList<Bit> all = bits(forger);
    const qsizetype tried = wanted(all.size(), someBits);
    QVERIFY(all.size() > 50'000);
    for (qsizetype i = 0; i < tried; ++i) {
        const Bit &bit = all[i * all.size() / tried];
        const QByteArray whole = forger.value(bit);
        forger.put(bit, flipped(whole, bit.place));
        const auto verdict = workflow::verifyLedger(m_ward.ports(), {});
        forger.put(bit, whole);
        const QString where = QStringLiteral("%1.%2 of %3, bit %4").arg(QLatin1String(bit.column->table), QLatin1String(bit.column->column)).arg(bit.key).arg(bit.place);
        QVERIFY2(verdict || verdict.error().kind == core::ErrorKind::StoreDamaged, qPrintable(where));
        QVERIFY2(!verdict || (!verdict->ok && verdict->badSeq), qPrintable(where));
    }
    QVERIFY(workflow::verifyLedger(m_ward.ports(), {})->ok);
    qInfo("%lld bits of %lld tried, each named", qlonglong(tried), qlonglong(all.size()));
}

void BitFlipsTest::everyBitOfABundleIsNamed()
{
    const QString path = m_ward.folder() + QStringLiteral("/all.countersign");
    workflow::AuditRequest request{path, {}, {}, [](const workflow::AuditReport &) { return QByteArray("<p>page</p>"); }};
    QVERIFY(workflow::exportAudit(m_ward.ports(), m_ward.ada(), request));
    QVERIFY(exchange::verifyBundle(path)->ok);
    const auto archive = exchange::BundleArchive::open(path);
    QVERIFY(archive);
    QMap<QByteArray, QByteArray> files;
    QList<std::pair<QByteArray, qint64>> places;
    const QList<QByteArray> names = archive->names();
    for (const QByteArray &name : names) {
        files.insert(name, *archive->read(name, 1 << 24));
        // Pages for people, which nothing signs, and the list of all files, which is made anew here as a forger would.
        if (name == "README.txt" || name == "report.html" || name == "manifest.json")
            continue;
        for (qint64 place = 0; place < files.value(name).size() * 8; ++place)
            places.append({name, place});
    }
    const auto manifest = exchange::parseBundleManifest(files.take("manifest.json"));
    QVERIFY(manifest);
    const qsizetype tried = wanted(places.size(), someBundleBits);
    QVERIFY(places.size() > 100'000);
    const QString damaged = m_ward.folder() + QStringLiteral("/damaged.countersign");
    for (qsizetype i = 0; i < tried; ++i) {
        const auto &[changed, place] = places[i * places.size() / tried];
        exchange::Bundle bundle{manifest->checkpoint, manifest->whole, manifest->software, {}};
        for (auto file = files.cbegin(); file != files.cend(); ++file)
            bundle.files.insert(file.key(), [bytes = file.key() == changed ? flipped(file.value(), place) : file.value()]() -> core::Result<QByteArray> {
                return bytes;
            });
        QVERIFY(exchange::writeBundle(damaged, bundle));
        const auto verdict = exchange::verifyBundle(damaged);
        QVERIFY2(verdict && !verdict->ok && verdict->firstBad, qPrintable(QStringLiteral("%1, bit %2").arg(QString::fromUtf8(changed)).arg(place)));
    }
    qInfo("%lld bits of %lld tried, each named", qlonglong(tried), qlonglong(places.size()));
}

QTEST_GUILESS_MAIN(BitFlipsTest)
#include "tst_bitflips.moc"
