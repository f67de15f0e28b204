#include "ledger/backupfile.h"

#include <QTemporaryFile>
#include <QTest>

using namespace countersign;
using namespace countersign::ledger;

namespace {

const core::StoreId someStore(QStringLiteral("423b37a1-4393-437f-84df-5bf4c846f217"));

Secret phrase(const char *text = "seven herons cross the lake")
{
    return Secret::copyOf(text);
}

QByteArray content(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 251);
    return bytes;
}

void seal(QFile &file, const QByteArray &bytes)
{
    const auto writer = BackupWriter::begin(file, someStore, phrase(), SealCost::floor());
    QVERIFY(writer);
    for (qsizetype at = 0; at < bytes.size(); at += 300'000)
        QVERIFY((*writer)->add(QByteArrayView(bytes).sliced(at, std::min<qsizetype>(300'000, bytes.size() - at))));
    QVERIFY((*writer)->finish());
    QVERIFY(file.seek(0));
}

// Everything in it, or why not.
core::Result<QByteArray> opened(QFile &file, qsizetype size, const Secret &passphrase)
{
    if (!file.seek(0))
        return core::fail(core::ErrorKind::CannotRead);
    const auto reader = BackupReader::open(file, passphrase);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto bytes = (*reader)->take(size);
    const auto end = bytes ? (*reader)->demandEnd() : core::Result<void>();
    return end ? bytes : tl::unexpected(end.error());
}

} // namespace

class BackupFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSealedComesOut_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3'500'000})
            QTest::addRow("%lld bytes", qlonglong(size)) << size;
    }
    void whatWasSealedComesOut()
    {
        QFETCH(qsizetype, size);
        QTemporaryFile file;
        QVERIFY(file.open());
        const QByteArray bytes = content(size);
        seal(file, bytes);
        const auto back = opened(file, size, phrase());
        QVERIFY(back);
        QCOMPARE(*back, bytes);
        QCOMPARE(opened(file, size, phrase("another phrase altogether")).error().kind, core::ErrorKind::WrongSecret);
        QVERIFY(!opened(file, size + 1, phrase())); // there is no more in it
        if (size > 0)
            QVERIFY(!opened(file, size - 1, phrase())); // nor less
    }
    void theWordsOfTheContentAreNowhereInIt()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        seal(file, QByteArray("metformin five hundred twice a day").repeated(1000));
        QVERIFY(!file.readAll().contains("metformin"));
    }
    void everyChangedByteIsRefused()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        seal(file, content(200));
        const QByteArray whole = file.readAll();
        // Each try in the header costs an argon2id; that a byte of it counts as additional data is seen at some, behind it at all.
        for (qsizetype at = 0; at < whole.size(); at += at < 105 ? 7 : 11) {
            QTemporaryFile changed;
            QVERIFY(changed.open());
            QByteArray bytes = whole;
            bytes[at] = char(bytes[at] ^ 1);
            changed.write(bytes);
            QVERIFY2(!opened(changed, 200, phrase()), qPrintable(QString::number(at)));
        }
    }
    void chunksCannotBeDroppedOrSwapped()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        const qsizetype size = 3 << 20;
        seal(file, content(size));
        const QByteArray whole = file.readAll();
        const qsizetype chunk = (1 << 20) + 17;
        const qsizetype header = whole.size() - 3 * chunk - 17;
        const QByteArrayList chunks{whole.mid(header, chunk), whole.mid(header + chunk, chunk), whole.mid(header + 2 * chunk, chunk), whole.right(17)};
        for (const QByteArray &wrong : {chunks[0] + chunks[2] + chunks[1] + chunks[3], chunks[0] + chunks[1] + chunks[2], chunks[0] + chunks[2] + chunks[3],
                                        chunks[0] + chunks[1] + chunks[1] + chunks[2] + chunks[3]}) {
            QTemporaryFile changed;
            QVERIFY(changed.open());
            changed.write(whole.left(header) + wrong);
            const auto refused = opened(changed, size, phrase());
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, core::ErrorKind::VerificationFailed);
        }
    }
    void theManifestKeepsItsForm()
    {
        BackupManifest manifest{someStore, QStringLiteral("Ward 7"), 2, 17, emptyRoot(), QDateTime(QDate(2026, 11, 25), QTime(1, 2, 3, 4), Qt::UTC),
                                QStringLiteral("countersign 0.1.0"), {251, 240}, 270336};
        const auto text = write(manifest);
        QVERIFY(text);
        QVERIFY(text->endsWith("key 0 251\nkey 1 240\ndatabase 270336\n"));
        QCOMPARE(*readBackupManifest(*text), manifest);
        for (const auto &[from, to] : {std::pair<QByteArray, QByteArray>{"key 1", "key 2"}, {"epoch 2", "epoch 02"}, {"database", "data"}, {"key 0 251", "key 0 99999"}})
            QVERIFY2(!readBackupManifest(QByteArray(*text).replace(from, to)), from.constData());
        QVERIFY(!readBackupManifest(*text + '\n'));
    }
};

QTEST_GUILESS_MAIN(BackupFileTest)
#include "tst_backupfile.moc"
