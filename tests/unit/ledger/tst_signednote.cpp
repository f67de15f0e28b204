#include "ledger/checkpoint.h"
#include "ledger/signednote.h"
#include "ledger/unlockedkey.h"
#include "support/ledgersample.h"

#include <QtTest>
#include <thread>

using namespace countersign;
using namespace countersign::ledger;
using namespace countersign::tests;

namespace {

SignedNote sampleNote()
{
    SignedNote note{"countersign.test/v1\nline two\n", {}};
    sign(note, sampleStore(), *sampleKey(u"ada"_qs, 1));
    sign(note, sampleStore(), *sampleKey(u"bo β"_qs, 2));
    return note;
}

QByteArray nameOf(const QString &person, char seedByte)
{
    return signerName(sampleStore(), core::PersonId(person), sampleKey(person, seedByte)->fingerprint());
}

} // namespace

class TestSignedNote : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signsAsRfc8032Says_data()
    {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QByteArray>("publicKey");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("test 1")
            << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") << QByteArray()
            << QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                          "d25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("test 2")
            << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
            << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c") << QByteArray("72")
            << QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                          "387b2eaeb4302aeeb00d291612bb0c00");
        QTest::newRow("test 3")
            << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
            << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025") << QByteArray("af82")
            << QByteArray("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                          "4a7c15e9716ed28dc027beceea1ec40a");
        QTest::newRow("test SHA(abc)")
            << QByteArray("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42")
            << QByteArray("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")
            << QByteArray("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3f"
                          "eebbd454d4423643ce80e2a9ac94fa54ca49f")
            << QByteArray("dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431"
                          "e0303dca179c138ac17ad9bef1177331a704");
    }
    void signsAsRfc8032Says()
    {
        QFETCH(QByteArray, seed);
        QFETCH(QByteArray, publicKey);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        const UnlockedKey key(core::PersonId(u"x"_qs), Secret::copyOf(QByteArray::fromHex(seed)));
        const QByteArray text = QByteArray::fromHex(message);
        QCOMPARE(key.publicKey().toHex(), publicKey);
        QCOMPARE(key.sign(text).toHex(), signature);
        QVERIFY(verifySignature(text, QByteArray::fromHex(signature), key.publicKey()));
        QVERIFY(!verifySignature(text + 'x', QByteArray::fromHex(signature), key.publicKey()));
    }

    void refusesTheSameSignatureWithALargerS()
    {
        // S + L names the same point: RFC 8032 §5.1.7 demands S < L.
        const auto key = sampleKey(u"ada"_qs, 1);
        QByteArray signature = key->sign("text");
        const QByteArray order = QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; ++i) {
            carry += uchar(signature[32 + i]) + uchar(order[i]);
            signature[32 + i] = char(carry & 0xff);
            carry >>= 8;
        }
        QVERIFY(verifySignature("text", key->sign("text"), key->publicKey()));
        QVERIFY(!verifySignature("text", signature, key->publicKey()));
    }

    void refusesSmallOrderKeys_data()
    {
        QTest::addColumn<QByteArray>("publicKey");
        QTest::newRow("order 1") << QByteArray("0100000000000000000000000000000000000000000000000000000000000000");
        QTest::newRow("order 2") << QByteArray("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        QTest::newRow("order 4") << QByteArray("0000000000000000000000000000000000000000000000000000000000000000");
        QTest::newRow("order 8") << QByteArray("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    }
    void refusesSmallOrderKeys()
    {
        // With such a key R = [S]B verifies any text for some S: a signature by nobody.
        QFETCH(QByteArray, publicKey);
        QByteArray signature = QByteArray::fromHex("0100000000000000000000000000000000000000000000000000000000000000");
        signature += QByteArray(32, '\0');
        QVERIFY(!verifySignature("text", signature, QByteArray::fromHex(publicKey)));
    }

    void refusesWrongLengths()
    {
        const auto key = sampleKey(u"ada"_qs, 1);
        const QByteArray signature = key->sign("text");
        QVERIFY(!verifySignature("text", signature.first(63), key->publicKey()));
        QVERIFY(!verifySignature("text", signature + 'x', key->publicKey()));
        QVERIFY(!verifySignature("text", signature, key->publicKey().first(31)));
        QVERIFY(!verifySignature("text", signature, {}));
    }

    void noteIsSpelledAsTheFormatSays()
    {
        const SignedNote note = sampleNote();
        const QByteArray bytes = write(note);
        const auto again = parseSignedNote(bytes);
        QVERIFY(again);
        QCOMPARE(*again, note);
        QCOMPARE(noteText(bytes), note.text);
        QVERIFY(bytes.startsWith("countersign.test/v1\nline two\n\n\xE2\x80\x94 " + sampleStore().value.toLatin1() + "/ada/"));
        QCOMPARE(nameOf(u"bo β"_qs, 2),
                 sampleStore().value.toLatin1() + "/bo%20%CE%B2/" + sampleKey(u"bo"_qs, 2)->fingerprint().hex().first(16));
    }

    void idSelectsByNameAlgorithmAndKey()
    {
        const auto key = sampleKey(u"ada"_qs, 1);
        const QByteArray whole = sha256("name\n\x01" + key->publicKey()).toBytes();
        QCOMPARE(signatureId("name", key->publicKey()), qFromBigEndian<quint32>(whole.constData()));
        QVERIFY(signatureId("name", key->publicKey(), 0x04) != signatureId("name", key->publicKey()));
    }

    void eachSignerVerifiesUnderTheirNameAndKeyOnly()
    {
        const SignedNote note = sampleNote();
        const auto ada = sampleKey(u"ada"_qs, 1);
        const auto bo = sampleKey(u"bo β"_qs, 2);
        QVERIFY(verifies(note, nameOf(u"ada"_qs, 1), ada->publicKey()));
        QVERIFY(verifies(note, nameOf(u"bo β"_qs, 2), bo->publicKey()));
        QVERIFY(!verifies(note, nameOf(u"ada"_qs, 1), bo->publicKey()));
        QVERIFY(!verifies(note, nameOf(u"bo β"_qs, 2), ada->publicKey()));
        QVERIFY(!verifies(note, "nobody", ada->publicKey()));
    }

    void signingAgainReplacesTheOwnSignature()
    {
        SignedNote note = sampleNote();
        sign(note, sampleStore(), *sampleKey(u"ada"_qs, 1));
        QCOMPARE(note, sampleNote());
    }

    void everyChangedByteOfANoteBreaksIt()
    {
        const SignedNote note = sampleNote();
        const QByteArray bytes = write(note);
        const auto ada = sampleKey(u"ada"_qs, 1);
        const auto bo = sampleKey(u"bo β"_qs, 2);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            for (const int bit : {0, 1, 5, 7}) {
                QByteArray changed = bytes;
                changed[i] = char(uchar(changed[i]) ^ (1 << bit));
                const auto read = parseSignedNote(changed);
                if (!read)
                    continue;
                QCOMPARE(write(*read), changed);
                QVERIFY(!(verifies(*read, nameOf(u"ada"_qs, 1), ada->publicKey())
                          && verifies(*read, nameOf(u"bo β"_qs, 2), bo->publicKey())));
            }
        }
    }

    void refusesOtherSpellingsOfANote()
    {
        const QByteArray bytes = write(sampleNote());
        const qsizetype second = bytes.lastIndexOf("\xE2\x80\x94");
        const qsizetype first = bytes.indexOf("\xE2\x80\x94");
        const QByteArray one = bytes.sliced(first, second - first);
        const QByteArray two = bytes.sliced(second);
        const QByteArray text = bytes.first(first);
        QVERIFY(parseSignedNote(text + one + two));
        for (const QByteArray &other :
             {text + two + one, text + one + one, text, text + one + two.chopped(1), text + one + '\n' + two, text + one + "junk\n",
              one + two, QByteArray(text).replace("two", "t\two") + one, QByteArray(text).replace("two", "t\xFFo") + one,
              text + QByteArray(one).replace("\xE2\x80\x94", "-"), QByteArray()})
            QVERIFY2(!parseSignedNote(other), other);
    }

    void oneSignatureReadWithoutCopiesIsTheOneThatIsRead()
    {
        SignedNote note{"countersign.test/v1\nline two\n", {}};
        sign(note, sampleStore(), *sampleKey(u"ada"_qs, 1));
        const QByteArray bytes = write(note);
        const auto only = onlySignature(bytes);
        QVERIFY(only);
        QCOMPARE(only->text, note.text);
        QCOMPARE(only->name, note.signatures.first().name);
        QCOMPARE(only->id, note.signatures.first().id);
        QCOMPARE(QByteArrayView(only->signature), note.signatures.first().signature);
        const QByteArray cosigned = write(SignedNote{note.text, {{"witness", 1, QByteArray(8 + 64, 's')}}});
        QVERIFY(parseSignatures(cosigned));
        for (const QByteArray &other : {write(sampleNote()), note.text, note.text + '\n', bytes.chopped(1), bytes + '\n', QByteArray(), cosigned})
            QVERIFY2(!onlySignature(other), other);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray changed = bytes;
            changed[i] = char(uchar(changed[i]) ^ 1);
            const auto read = onlySignature(changed);
            QCOMPARE(read.has_value(), parseSignatures(changed).has_value());
            QVERIFY(!read || read->text != note.text || read->name != only->name || read->id != only->id || read->signature != only->signature);
        }
    }

    void signingFromManyThreadsGivesRightSignatures()
    {
        const auto key = sampleKey(u"ada"_qs, 1);
        std::atomic_int right = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 50; ++i) {
                    const QByteArray text = QByteArray::number(t * 100 + i);
                    right += verifySignature(text, key->sign(text), key->publicKey());
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right.load(), 200);
    }

    void checkpointIsSpelledAsTheFormatSays()
    {
        const Checkpoint checkpoint{sampleStore(), 2, 1234, sampleHash(7)};
        const QByteArray text = write(checkpoint);
        QCOMPARE(text, "countersign/0f8b2c4e-5a6d-4e7f-8a9b-c0d1e2f3a4b5/e2\n1234\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n");
        QCOMPARE(*parseCheckpoint(text), checkpoint);
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (int value = 0; value < 256; ++value) {
                QByteArray changed = text;
                changed[i] = char(value);
                const auto read = parseCheckpoint(changed);
                QVERIFY(changed == text || !read || (*read != checkpoint && write(*read) == changed));
            }
            QVERIFY(!parseCheckpoint(text.first(i)));
        }
        QVERIFY(!parseCheckpoint(text + "extension\n"));
    }

    void cosignatureBindsTimeAndCheckpoint()
    {
        const auto workstation = sampleKey(u"device:00"_qs, 9);
        const QByteArray name = signerName(sampleStore(), workstation->owner(), workstation->fingerprint());
        SignedNote note{write(Checkpoint{sampleStore(), 1, 5, sampleHash(1)}), {}};
        cosign(note, sampleStore(), *workstation, 1790000000);
        const auto again = parseSignedNote(write(note));
        QVERIFY(again);
        QCOMPARE(cosignedAt(*again, name, workstation->publicKey()), 1790000000);
        QVERIFY(!verifies(*again, name, workstation->publicKey())); // a cosignature is no statement's signature
        QVERIFY(verifySignature("cosignature/v1\ntime 1790000000\n" + note.text, note.signatures[0].signature.sliced(8),
                                workstation->publicKey()));

        SignedNote later = *again;
        later.signatures[0].signature[7] = char(later.signatures[0].signature[7] + 1);
        QVERIFY(!cosignedAt(later, name, workstation->publicKey()));
        SignedNote other = *again;
        other.text = write(Checkpoint{sampleStore(), 1, 6, sampleHash(1)});
        QVERIFY(!cosignedAt(other, name, workstation->publicKey()));
        QVERIFY(!cosignedAt(*again, name, sampleKey(u"x"_qs, 1)->publicKey()));
    }
};

QTEST_APPLESS_MAIN(TestSignedNote)
#include "tst_signednote.moc"
