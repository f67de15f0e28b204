// The parts of a bundle by themselves: names, small files, and the zip.
#include "exchange/bundle.h"
#include "exchange/bundlearchive.h"
#include "exchange/bundlecheck.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

using namespace countersign;
using namespace countersign::exchange;
using core::ErrorKind;

namespace {

ArchivePart part(const QByteArray &name, const QByteArray &content)
{
    return {name, [content]() -> core::Result<QByteArray> { return content; }};
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

ledger::Checkpoint checkpoint()
{
    return {core::StoreId(QStringLiteral("3b241101-e2bb-4255-8caf-4136c566a962")), 1, 7, ledger::sha256("root")};
}

} // namespace

class TestBundle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNameHasOneSpelling_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const QByteArray &name : {QByteArray("checkpoint"), QByteArray("withheld"), QByteArray("manifest.json"), QByteArray("README.txt"),
                                       QByteArray("report.html"), QByteArray("entries/0000000000"), QByteArray("entries/9999999999"),
                                       QByteArray("proofs/0000000012.tlog-proof"), QByteArray("proofs/consistency-12"),
                                       "cases/" + ledger::sha256("c").hex(), "blobs/" + ledger::sha256("b").hex()})
            QTest::newRow(name.constData()) << name;
    }
    void everyNameHasOneSpelling()
    {
        QFETCH(const QByteArray, name);
        const auto read = parseBundleName(name);
        QVERIFY(read.has_value());
        QCOMPARE(write(*read), name);
        QVERIFY(limitOf(read->kind) > 0);
    }

    void noOtherNameIsOne()
    {
        for (const QByteArray &name : {QByteArray(), QByteArray("Checkpoint"), QByteArray("entries/"), QByteArray("entries/1"), QByteArray("entries/00000000001"),
                                       QByteArray("entries/000000000x"), QByteArray("entries/+000000001"), QByteArray("proofs/0000000001"),
                                       QByteArray("proofs/consistency-"), QByteArray("proofs/consistency-01"), QByteArray("../checkpoint"),
                                       QByteArray("/checkpoint"), QByteArray("checkpoint/"), QByteArray("blobs/") + QByteArray(64, 'A'), QByteArray("blobs/ab")})
            QVERIFY2(!parseBundleName(name), name.constData());
    }

    void withheldDigestsStandInOrderWithAReason()
    {
        const Withheld withheld{{ledger::sha256("b"), QStringLiteral("missing")}, {ledger::sha256("a"), QStringLiteral("redacted")}};
        const QByteArray text = writeWithheld(withheld);
        QCOMPARE(parseWithheld(text).value(), withheld);
        QCOMPARE(parseWithheld(writeWithheld({})).value(), Withheld());
        const QByteArray line = "withheld sha256:" + ledger::sha256("a").hex();
        for (const QByteArray &wrong : {QByteArray(), line + " choice\n", "countersign.withheld/v1\n" + line + " whim\n", "countersign.withheld/v1\n" + line + '\n',
                                        text + text.mid(text.indexOf('\n') + 1), "countersign.withheld/v1\n" + line + " choice\n" + line + " missing\n"})
            QVERIFY2(!parseWithheld(wrong), wrong.constData());
    }

    void theManifestSaysWhatItWasGiven()
    {
        const BundleManifest manifest{checkpoint(), true, QStringLiteral("countersign \"1\""), {{"a", 3, ledger::sha256("abc")}, {"b", 0, ledger::sha256({})}}};
        QCOMPARE(parseBundleManifest(write(manifest)).value(), manifest);
        const BundleManifest twisted{checkpoint(), true, {}, {manifest.files[1], manifest.files[0]}};
        QVERIFY(!parseBundleManifest(write(twisted)));
        for (const QByteArray &wrong : {QByteArray(), QByteArray("[]"), QByteArray("{}"), write(manifest).replace("bundle/v1", "bundle/v2"),
                                        write(manifest).replace("\"size\":7", "\"size\":0"), write(manifest).replace("\"size\":3", "\"size\":-3"),
                                        write(manifest).replace("true", "\"true\""), write(manifest).replace("\"files\":[", "\"files\":[1,")})
            QVERIFY2(!parseBundleManifest(wrong), wrong.constData());
    }

    void theSamePartsMakeTheSameBytes()
    {
        const QList<ArchivePart> parts{part("b", "second"), part("a", QByteArray(100'000, 'x'))};
        QVERIFY(writeArchive(path("one.zip"), parts));
        QVERIFY(writeArchive(path("two.zip"), parts));
        QCOMPARE(bytesOf(path("one.zip")), bytesOf(path("two.zip")));
        const auto archive = BundleArchive::open(path("one.zip"));
        QCOMPARE(archive->names(), (QList<QByteArray>{"a", "b"}));
        QCOMPARE(archive->read("a", 100'000).value(), QByteArray(100'000, 'x'));
        QCOMPARE(archive->read("b", 6).value(), QByteArray("second"));
        QCOMPARE(archive->read("c", 6).error().detail, QStringLiteral("missing file"));
    }

    void aFileLargerThanItsKindMayBeIsNotUnpacked()
    {
        QVERIFY(writeArchive(path("bomb.zip"), {part("checkpoint", QByteArray(50'000'000, '\0'))}));
        QVERIFY(QFileInfo(path("bomb.zip")).size() < 100'000);
        const auto archive = BundleArchive::open(path("bomb.zip"));
        QCOMPARE(archive->read("checkpoint", limitOf(BundleName::Kind::Checkpoint)).error().detail, QStringLiteral("too large"));
    }

    void aFileThatIsLargerThanTheZipSaysIsRefused()
    {
        QVERIFY(writeArchive(path("lie.zip"), {part("a", QByteArray(5000, 'x'))}));
        QByteArray bytes = bytesOf(path("lie.zip"));
        for (const auto &[head, place] : {std::pair(QByteArray("PK\3\4"), 22), std::pair(QByteArray("PK\1\2"), 24)})
            qToLittleEndian<quint32>(10, bytes.data() + bytes.indexOf(head) + place);
        put(path("lie.zip"), bytes);
        const auto archive = BundleArchive::open(path("lie.zip"));
        QVERIFY(!archive || !archive->read("a", 10'000));
    }

    void whatFailsLeavesWhatWasThere()
    {
        put(path("kept.zip"), "earlier");
        const ArchivePart failing{"b", []() -> core::Result<QByteArray> { return core::fail(ErrorKind::StoreDamaged, QStringLiteral("17")); }};
        QCOMPARE(writeArchive(path("kept.zip"), {part("a", "fine"), failing}).error(), (core::Error{ErrorKind::StoreDamaged, QStringLiteral("17"), {}}));
        QCOMPARE(bytesOf(path("kept.zip")), QByteArray("earlier"));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept*")}), QStringList{QStringLiteral("kept.zip")});
        QCOMPARE(writeArchive(path("no/such/folder.zip"), {part("a", "fine")}).error().kind, ErrorKind::CannotWrite);
    }

    void whatIsNoZipIsAVerdictAndWhatIsNotThereAnError()
    {
        put(path("text.zip"), "not a zip");
        QCOMPARE(verifyBundle(path("text.zip"))->firstBad, (BundleFault{std::nullopt, {}, QStringLiteral("zip")}));
        QCOMPARE(verifyBundle(path("nothing.zip")).error().kind, ErrorKind::CannotRead);
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestBundle)
#include "tst_bundle.moc"
