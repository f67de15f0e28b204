#include "ledger/identity.h"
#include "ledger/installation.h"
#include "ledger/roster.h"
#include "ledger/signednote.h"
#include "support/ledgersample.h"

#include <ctime>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>
#include <thread>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

namespace {

const core::PersonId ada(QStringLiteral("ada"));

Secret typed(const QString &text)
{
    return Secret::fromTyped(text);
}

QByteArray sealed(const KeySecrets &secrets, const QString &passphrase)
{
    return sealKey(sampleStore(), ada, secrets, typed(passphrase), SealCost::floor()).value_or(QByteArray());
}

QFileDevice::Permissions permissionsOf(const QString &path)
{
    return QFile::permissions(path) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser);
}

} // namespace

class TestKeyFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensWithItsPassphraseOnly()
    {
        KeySecrets secrets = newKeySecrets();
        secrets.pinVerifier = pinVerifier(typed(u"493817"_qs));
        const QByteArray bytes = sealed(secrets, u"seven quiet otters"_qs);
        const auto opened = openKey(bytes, typed(u"seven quiet otters"_qs));
        QVERIFY(opened);
        QVERIFY(opened->seed.sameAs(secrets.seed.view()));
        QVERIFY(opened->rolePassword.sameAs(secrets.rolePassword.view()));
        QVERIFY(pinMatches(typed(u"493817"_qs), opened->pinVerifier));
        QVERIFY(!pinMatches(typed(u"493818"_qs), opened->pinVerifier));
        for (const QString &wrong : {u"seven quiet otter"_qs, u"Seven quiet otters"_qs, u""_qs})
            QCOMPARE(openKey(bytes, typed(wrong)).error().kind, core::ErrorKind::WrongSecret);
    }

    void saysInClearOnlyWhoseItIsAndWhatItCosts()
    {
        const KeySecrets secrets = newKeySecrets();
        const QByteArray bytes = sealed(secrets, u"seven quiet otters"_qs);
        const auto header = readKeyFileHeader(bytes);
        QVERIFY(header);
        const UnlockedKey key(ada, secrets.seed.copy());
        QCOMPARE(*header, (KeyFileHeader{sampleStore(), ada, key.publicKey(), SealCost::floor()}));
        QVERIFY(!bytes.contains(QByteArrayView(secrets.seed.view()).toByteArray()));
        QVERIFY(!bytes.contains(secrets.rolePassword.view().toByteArray()));
    }

    void passphrasesThatLookAlikeAreOne()
    {
        const QByteArray bytes = sealed(newKeySecrets(), u"caf\u00E9 for fifteen"_qs);
        QVERIFY(openKey(bytes, typed(u"cafe\u0301 for fifteen"_qs)));
        QVERIFY(openKey(bytes, Secret::fromUtf8("cafe\xCC\x81 for fifteen")));
        QVERIFY(Secret::fromUtf8("\xC3").isEmpty());
    }

    void aPassphraseOfAMegabyteOpensToo()
    {
        const QString endless = u"otters and "_qs.repeated(95326);
        const QByteArray bytes = sealed(newKeySecrets(), endless);
        QVERIFY(openKey(bytes, typed(endless)));
        QVERIFY(!openKey(bytes, typed(endless.chopped(1))));
    }

    void everySealIsFresh()
    {
        const KeySecrets secrets = newKeySecrets();
        QVERIFY(sealed(secrets, u"seven quiet otters"_qs) != sealed(secrets, u"seven quiet otters"_qs));
        QVERIFY(!newKeySecrets().seed.sameAs(secrets.seed.view()));
    }

    void anyChangedBitOfTheHeaderOrSealIsRefused()
    {
        const QByteArray bytes = sealed(newKeySecrets(), u"seven quiet otters"_qs);
        // One bit in every field; each opening costs argon2id, so not in every byte.
        const QList<qsizetype> places{
            0, 15, 16, 20, 24, 28, 30, 44, 60, 68, 100, 104, 140, 142, 143, 145, bytes.size() - 30, bytes.size() - 1};
        for (const qsizetype place : places) {
            QByteArray changed = bytes;
            changed[place] = char(uchar(changed[place]) ^ 1);
            const auto opened = openKey(changed, typed(u"seven quiet otters"_qs));
            QVERIFY2(!opened, qPrintable(QString::number(place)));
            QVERIFY(opened.error().kind == core::ErrorKind::WrongSecret || opened.error().kind == core::ErrorKind::BadKeyFile);
        }
    }

    void everyCutAndEveryLongerFileIsRefused()
    {
        const QByteArray bytes = sealed(newKeySecrets(), u"seven quiet otters"_qs);
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QCOMPARE(readKeyFileHeader(bytes.first(size)).error().kind, core::ErrorKind::BadKeyFile);
        QCOMPARE(readKeyFileHeader(bytes + 'x').error().kind, core::ErrorKind::BadKeyFile);
        QVERIFY(readKeyFileHeader(bytes));
    }

    void refusesFilesThatAskForTooMuchOrTooLittle_data()
    {
        QTest::addColumn<quint32>("passes");
        QTest::addColumn<quint64>("memory");
        QTest::newRow("over 1 GiB") << quint32(3) << (quint64(1) << 30) + 1024;
        QTest::newRow("2^63 bytes") << quint32(3) << (quint64(1) << 63);
        QTest::newRow("below the floor") << quint32(3) << (quint64(64) << 20) - 1024;
        QTest::newRow("too few passes") << quint32(2) << (quint64(64) << 20);
        QTest::newRow("endless passes") << quint32(4000000000) << (quint64(64) << 20);
    }
    void refusesFilesThatAskForTooMuchOrTooLittle()
    {
        QFETCH(quint32, passes);
        QFETCH(quint64, memory);
        QByteArray bytes = sealed(newKeySecrets(), u"seven quiet otters"_qs);
        qToLittleEndian(passes, bytes.data() + 16);
        qToLittleEndian(memory, bytes.data() + 20);
        const auto opened = openKey(bytes, typed(u"seven quiet otters"_qs));
        QVERIFY(!opened);
        QCOMPARE(opened.error(), (core::Error{core::ErrorKind::BadKeyFile, {}, u"cost"_qs}));
        QVERIFY(!sealKey(sampleStore(), ada, newKeySecrets(), typed(u"x"_qs), {memory, passes}));
    }

    void identityIsMadeUnlockedAndSealedAnew()
    {
        const QTemporaryDir folder;
        const auto made = createIdentity(folder.path(), sampleStore(), ada, typed(u"seven quiet otters"_qs), SealCost::floor());
        QVERIFY(made);
        const QString path = keyFilePath(folder.path(), sampleStore(), ada);
        QCOMPARE(permissionsOf(path), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        QCOMPARE(createIdentity(folder.path(), sampleStore(), ada, typed(u"other"_qs), SealCost::floor()).error().kind,
                 core::ErrorKind::PersonExists);

        auto unlocked = unlockIdentity(folder.path(), sampleStore(), ada, typed(u"seven quiet otters"_qs));
        QVERIFY(unlocked);
        QCOMPARE(unlocked->key->publicKey(), made->key->publicKey());
        QVERIFY(unlocked->rolePassword.sameAs(made->rolePassword.view()));
        QVERIFY(verifySignature("text", unlocked->key->sign("text"), made->key->publicKey()));

        QVERIFY(resealIdentity(folder.path(), *unlocked, typed(u"nine loud badgers"_qs), SealCost::floor()));
        QCOMPARE(unlockIdentity(folder.path(), sampleStore(), ada, typed(u"seven quiet otters"_qs)).error().kind,
                 core::ErrorKind::WrongSecret);
        QVERIFY(unlockIdentity(folder.path(), sampleStore(), ada, typed(u"nine loud badgers"_qs)));
        QCOMPARE(QDir(QFileInfo(path).path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"ada.key"_qs}); // no temporary file stays
    }

    void anUnknownPersonIsAWrongSecretAfterTheSameWork()
    {
        const QTemporaryDir folder;
        QVERIFY(createIdentity(folder.path(), sampleStore(), ada, typed(u"seven quiet otters"_qs), SealCost::floor()));
        // Processor time, not time on the wall: an answer at once would tell who exists.
        const std::clock_t start = std::clock();
        QCOMPARE(unlockIdentity(folder.path(), sampleStore(), ada, typed(u"wrong"_qs)).error(),
                 (core::Error{core::ErrorKind::WrongSecret, {}, {}}));
        const std::clock_t afterWrong = std::clock();
        QCOMPARE(unlockIdentity(folder.path(), sampleStore(), core::PersonId(u"eve"_qs), typed(u"wrong"_qs)).error(),
                 (core::Error{core::ErrorKind::WrongSecret, {}, {}}));
        QVERIFY(std::clock() - afterWrong > (afterWrong - start) / 4);
    }

    void aKeyFileUnderAnotherPersonsNameIsRefused()
    {
        const QTemporaryDir folder;
        QVERIFY(createIdentity(folder.path(), sampleStore(), ada, typed(u"seven quiet otters"_qs), SealCost::floor()));
        const core::PersonId eve(u"eve"_qs);
        QVERIFY(QFile::copy(keyFilePath(folder.path(), sampleStore(), ada), keyFilePath(folder.path(), sampleStore(), eve)));
        QCOMPARE(unlockIdentity(folder.path(), sampleStore(), eve, typed(u"seven quiet otters"_qs)).error().kind,
                 core::ErrorKind::BadKeyFile);
    }

    void noIdLeavesTheFolder_data()
    {
        QTest::addColumn<QString>("person");
        for (const QString &person : {u"../../etc/passwd"_qs, u".."_qs, u"."_qs, u".hidden"_qs, u"a/b"_qs, u"a\nb"_qs, u"~root"_qs,
                                      QString(u'x').repeated(5000), QString(u'内').repeated(100), QString()})
            QTest::newRow(QByteArray(escapeToken(person)).left(40).constData()) << person;
    }
    void noIdLeavesTheFolder()
    {
        QFETCH(QString, person);
        const QString path = keyFilePath(u"/folder"_qs, sampleStore(), core::PersonId(person));
        QCOMPARE(QFileInfo(path).path(), u"/folder/keys/"_qs + sampleStore().value);
        const QString name = QFileInfo(path).fileName();
        QVERIFY(name.size() < 255 && !name.startsWith(u'.') && !name.contains(u'/') && !name.contains(u'\n'));
    }

    void anUnwritableFolderKeepsTheOldFile()
    {
        const QTemporaryDir folder;
        const QString blocked = folder.filePath(u"file"_qs);
        QFile file(blocked);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto saved = saveKeyFile(blocked + u"/below/x.key"_qs, "bytes");
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, core::ErrorKind::CannotWrite);
        QVERIFY(!loadKeyFile(folder.filePath(u"none"_qs)));
    }

    void installationIsMadeOnceAndComesBack()
    {
        const QTemporaryDir folder;
        const auto first = loadInstallation(folder.path());
        QVERIFY(first);
        const auto again = loadInstallation(folder.path());
        QVERIFY(again);
        QCOMPARE(again->device, first->device);
        QCOMPARE(again->key->publicKey(), first->key->publicKey());
        QCOMPARE(first->key->owner(), workstationOwner(first->device));
        QVERIFY(isDeviceId(first->device));
        QCOMPARE(permissionsOf(folder.filePath(u"installation"_qs)), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        const QTemporaryDir other;
        QVERIFY(loadInstallation(other.path())->device != first->device);
    }

    void manyFirstStartsAtOnceEndWithOneInstallation()
    {
        const QTemporaryDir folder;
        std::vector<QByteArray> devices(8);
        std::vector<std::thread> threads;
        for (QByteArray &device : devices)
            threads.emplace_back([&] { device = loadInstallation(folder.path())->device; });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(QSet<QByteArray>(devices.begin(), devices.end()).size(), 1);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void aDamagedInstallationIsNotReplaced()
    {
        const QTemporaryDir folder;
        QVERIFY(loadInstallation(folder.path()));
        QFile file(folder.filePath(u"installation"_qs));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() - 5));
        file.close();
        QCOMPARE(loadInstallation(folder.path()).error().kind, core::ErrorKind::BadKeyFile);
    }

    void eightWordsTellKeysApart()
    {
        QSet<QString> spoken;
        QSet<QString> words;
        for (int i = 0; i < 256; ++i) {
            Hash fingerprint = sampleHash(char(i));
            const QStringList eight = fingerprintWords(fingerprint);
            QCOMPARE(eight.size(), 8);
            words += eight.first();
            spoken += eight.join(u' ');
        }
        QCOMPARE(words.size(), 256);
        QCOMPARE(spoken.size(), 256);
        QCOMPARE(fingerprintWords(sampleHash(0)).first(), u"acid"_qs);
        QCOMPARE(fingerprintWords(sampleHash(char(255))).first(), u"zebra"_qs);
    }
};

QTEST_APPLESS_MAIN(TestKeyFile)
#include "tst_keyfile.moc"
