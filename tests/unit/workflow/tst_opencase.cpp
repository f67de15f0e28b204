// The files a case stands on, as they come from the store: in pieces, whole, checked against what was signed for.
#include "support/forging.h"
#include "support/ward.h"
#include "workflow/opencase.h"

#include <QFile>

using namespace countersign;
using namespace countersign::workflow;
using core::ErrorKind;
using testsupport::Ward;

class OpenCaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileComesInPiecesAndWithItsSize();
    void aFileOfNothingIsThere();
    void whatIsNotWhatWasSignedForIsSaidAtTheEnd();
    void whoeverHasEnoughEndsTheReading();
    void aFileThatIsGoneIsSaid();

private:
    // The one file of a case with this content.
    static core::EvidenceItem itemIn(Ward &ward, const QByteArray &content)
    {
        QFile file(ward.folder() + QStringLiteral("/scan.dcm"));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("scan.dcm");
        file.close();
        const auto report = ward.importLines({"{\"schema\":\"countersign.case/1\",\"id\":\"c\",\"kind\":\"scan\",\"evidence\":[{\"id\":\"scan\","
                                              "\"mediaType\":\"application/dicom\",\"file\":\"scan.dcm\"}],\"suggestion\":{\"text\":\"Clear.\"}}"});
        if (!report || report->files.first().imported != 1)
            qFatal("the case did not go in");
        return openCase(ward.ports(), core::CaseId(QStringLiteral("c")), ward.ada().person)->record.evidence.first();
    }
};

void OpenCaseTest::aFileComesInPiecesAndWithItsSize()
{
    Ward ward;
    const QByteArray content = QByteArray("0123456789abcdef").repeated(200'000) + "end";
    const core::EvidenceItem item = itemIn(ward, content);
    QByteArray got;
    qint64 size = -1;
    int pieces = 0;
    const auto begin = [&](qint64 said) -> core::Result<void> {
        size = said;
        return {};
    };
    const auto take = [&](QByteArrayView piece) -> core::Result<void> {
        got += piece;
        ++pieces;
        return {};
    };
    QVERIFY(readEvidence(ward.ports(), item, {begin, take}));
    QCOMPARE(size, content.size());
    QVERIFY(got == content);
    QVERIFY(pieces > 1);
    QCOMPARE(*evidenceSize(ward.ports(), item), content.size());
    QVERIFY(*loadEvidence(ward.ports(), item) == content);
}

void OpenCaseTest::aFileOfNothingIsThere()
{
    Ward ward;
    const core::EvidenceItem item = itemIn(ward, {});
    QCOMPARE(*evidenceSize(ward.ports(), item), 0);
    QVERIFY(readEvidence(ward.ports(), item, {[](qint64) { return core::Result<void>(); }, [](QByteArrayView) { return core::Result<void>(); }}));
}

void OpenCaseTest::whatIsNotWhatWasSignedForIsSaidAtTheEnd()
{
    Ward ward;
    const core::EvidenceItem item = itemIn(ward, QByteArray(3'000'000, 'x'));
    testsupport::forge(ward.storePath(), {QStringLiteral("UPDATE blob SET content = CAST(substr(content, 1, length(content) - 1) || 'y' AS BLOB) "
                                                         "WHERE length(content) = 3000000")});
    qsizetype taken = 0;
    const auto read = readEvidence(ward.ports(), item, {[](qint64) { return core::Result<void>(); },
                                                        [&taken](QByteArrayView piece) {
                                                            taken += piece.size();
                                                            return core::Result<void>();
                                                        }});
    QCOMPARE(taken, 3'000'000);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::StoreDamaged);
    QCOMPARE(loadEvidence(ward.ports(), item).error().kind, ErrorKind::StoreDamaged);
}

void OpenCaseTest::whoeverHasEnoughEndsTheReading()
{
    Ward ward;
    const core::EvidenceItem item = itemIn(ward, QByteArray(3'000'000, 'x'));
    std::stop_source stop;
    int pieces = 0;
    const auto stopping = [&](QByteArrayView) {
        ++pieces;
        stop.request_stop();
        return core::Result<void>();
    };
    const auto read = readEvidence(ward.ports(), item, {[](qint64) { return core::Result<void>(); }, stopping}, stop.get_token());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Cancelled);
    QCOMPARE(pieces, 1);
    const auto full = readEvidence(ward.ports(), item, {[](qint64) -> core::Result<void> { return core::fail(ErrorKind::DiskFull, {}); }, {}});
    QCOMPARE(full.error().kind, ErrorKind::DiskFull);
    QCOMPARE(*evidenceSize(ward.ports(), item), 3'000'000); // and the connection goes on
}

void OpenCaseTest::aFileThatIsGoneIsSaid()
{
    Ward ward;
    core::EvidenceItem item = itemIn(ward, "x");
    testsupport::forge(ward.storePath(), {QStringLiteral("DELETE FROM blob WHERE length(content) = 1")});
    QCOMPARE(evidenceSize(ward.ports(), item).error().kind, ErrorKind::BlobMissing);
    item.blob.clear();
    QCOMPARE(evidenceSize(ward.ports(), item).error().kind, ErrorKind::BlobMissing);
}

QTEST_GUILESS_MAIN(OpenCaseTest)
#include "tst_opencase.moc"
