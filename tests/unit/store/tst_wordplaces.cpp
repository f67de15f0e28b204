// Words told apart here stand as the server itself would have told them apart; what might differ is left to it.
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
        QCOMPARE(wordPlaces(u" take 50 mg  twice take"_qs), u"'take':1,5 '50':2 'mg':3 'twice':4 "_qs);
        QCOMPARE(wordPlaces({}), QString());
    }
    void leavesToTheServerWhatItMightTellApartOtherwise()
    {
        for (const QString &text : {u"dosis für zwei"_qs, u"a 12e5x b"_qs, u"two 解除 words"_qs, u"it's"_qs, u"#1/22"_qs})
            QCOMPARE(wordPlaces(text), text);
    }
    void saysWhatTheServerWouldHaveSaid();
};

void tst_WordPlaces::saysWhatTheServerWouldHaveSaid()
{
    const testsupport::ThrowawayServer server;
    skipWithoutServer(server);
    QRandomGenerator random(20261126);
    QByteArray sql = "CREATE TEMP TABLE t (plain text, told text);\n";
    const QString letters = u"aab1234567890ehttpwwwcomx "_qs;
    for (int i = 0; i < 3000; ++i) {
        QString text;
        for (int n = random.bounded(i < 5 ? 200'000 : 120); n >= 0; --n)
            text += letters[random.bounded(int(letters.size()))];
        if (const QString told = wordPlaces(QString::fromUtf8(store::searchWords(text)).toLower()); told.startsWith(u'\''))
            sql += "INSERT INTO t VALUES ('" + text.toUtf8() + "', '" + QString(told).replace(u'\'', u"''"_qs).toUtf8() + "');\n";
    }
    sql += "SELECT count(*) > 1000, count(*) FILTER (WHERE to_tsvector('pg_catalog.simple', plain) <> told::tsvector) FROM t;\n";
    const QString folder = QUrl::fromPercentEncoding(server.url().section(u'@', 1).section(u':', 0, 0).toUtf8());
    QProcess psql;
    psql.start(u"psql"_qs, {u"-qXAt"_qs, u"-h"_qs, folder, u"-U"_qs, u"postgres"_qs, u"postgres"_qs});
    psql.write(sql);
    psql.closeWriteChannel();
    QVERIFY(psql.waitForFinished(300'000));
    QCOMPARE(psql.readAllStandardOutput().trimmed(), QByteArray("t|0"));
}

QTEST_GUILESS_MAIN(tst_WordPlaces)
#include "tst_wordplaces.moc"
