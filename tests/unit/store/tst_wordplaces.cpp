// Words told apart here stand as the server itself would have told them apart; what might differ is left to it.
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/wordplaces.h"
#include "store/searchtext.h"
#include "support/throwawayserver.h"

#include <QRandomGenerator>

using namespace countersign;
using store::wordPlaces;

class tst_WordPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesEachWordOnceWithItsPlaces()
    {
        QCOMPARE(wordPlaces(" take 50 mg  Twice take"), QByteArray::fromHex("00000004" "353000" "0001" "0002" "6d6700" "0001" "0003"
                                                                            "74616b6500" "0002" "0001" "0005" "747769636500" "0001" "0004"));
        QCOMPARE(wordPlaces({}), QByteArray::fromHex("00000000"));
    }
    void leavesToTheServerWhatItMightTellApartOtherwise()
    {
        for (const QString &text : {u"dosis für zwei"_qs, u"a 12e5x b"_qs, u"two 解除 words"_qs, u"it's"_qs, u"#1/22"_qs})
            QVERIFY2(wordPlaces(text.toUtf8()).isNull(), qPrintable(text));
    }
    void saysWhatTheServerWouldHaveSaid();
};

void tst_WordPlaces::saysWhatTheServerWouldHaveSaid()
{
    const testsupport::ThrowawayServer server;
    skipWithoutServer(server);
    QRandomGenerator random(20261126);
    QStringList plain;
    QList<QByteArray> told;
    const QString letters = u"aab1234567890ehttpwwwCOMx "_qs;
    for (int i = 0; i < 3000; ++i) {
        QString text;
        for (int n = random.bounded(i < 5 ? 200'000 : 120); n >= 0; --n)
            text += letters[random.bounded(int(letters.size()))];
        if (const QByteArray placed = wordPlaces(store::searchWords(text)); !placed.isNull()) {
            plain.append(text);
            told.append(placed);
        }
    }
    plain.append(QString(u"same "_qs).repeated(20'000)); // more places than are kept
    told.append(wordPlaces(store::searchWords(plain.last())));
    QVERIFY(told.size() > 1000);
    const auto address = store::serverAddress(server.url());
    QVERIFY(address);
    const auto connection = store::PgConnection::open(*address, {});
    QVERIFY(connection);
    const auto rows = (*connection)->runText("SELECT count(*) FROM unnest($1::text[], $2) AS x (plain, told)"
                                             " WHERE to_tsvector('pg_catalog.simple', plain) = told", store::PgValues().texts(plain).vectors(told));
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().detail));
    QCOMPARE(rows->number(0, 0), told.size());
}

QTEST_GUILESS_MAIN(tst_WordPlaces)
#include "tst_wordplaces.moc"
