// People, keys, policies, security events, the store's own name, and blobs, through the ports.
#include "engines/engine.h"

using namespace countersign;
using namespace countersign::engines;
using core::Role;

class tst_EnginePeople : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsWithoutIdentity();
    void keepsItsIdForEver();
    void givesBackPeopleInOrder();
    void replacesRolesAndName();
    void asksAgainForAPersonWhomOthersHaveChanged();
    void refusesAKeyOfSomebodyElse();
    void keepsEveryPolicyVersion();
    void neverChangesAPolicy();
    void keepsSecurityEventsNewestFirst();
    void remembersAnEventOutsideAWrite();
    void refusesChangesOutsideAWrite();
    void givesBackBlobsToTheByte_data();
    void givesBackBlobsToTheByte();
    void keepsTheFirstOfTwoEqualDigests();
    void answersNothingForARedactedBlob();
    void refusesMalformedBlobs();
};

namespace {

// What is read in pieces, up to a number of bytes.
struct Taken final : core::BlobTaker {
    core::StoredBlob blob;
    qint64 size = -1;
    qsizetype longest = 0;
    qint64 most = 1 << 30;

    core::Result<void> begin(QByteArrayView salt, qint64 content) override
    {
        blob.salt = salt.toByteArray();
        blob.content.clear();
        size = content;
        return {};
    }
    core::Result<void> take(QByteArrayView piece) override
    {
        longest = std::max(longest, piece.size());
        blob.content += piece;
        return blob.content.size() > most ? core::fail(core::ErrorKind::Cancelled) : core::Result<void>();
    }
};

QString saving(Engine &engine, const core::Person &person)
{
    return wrote(engine.store(), [&] { return engine.store().people().savePerson(person); });
}

QString saving(Engine &engine, const core::StoredBlob &blob)
{
    return wrote(engine.store(), [&] { return engine.store().blobs().saveBlob(blob); });
}

} // namespace

void tst_EnginePeople::startsWithoutIdentity()
{
    Engine engine;
    QVERIFY(!must(engine.store().people().storeIdentity()));
    QVERIFY(must(engine.store().people().people()).isEmpty());
    QVERIFY(!must(engine.store().people().currentPolicy()));
    QVERIFY(!must(engine.store().people().person(core::PersonId(u"ada"_qs))));
}

void tst_EnginePeople::keepsItsIdForEver()
{
    Engine engine;
    const core::StoreIdentity identity{core::newStoreId(), u"Ward “7” ' \""_qs, engine.clock().now()};
    must(engine.store().work().write([&] { return engine.store().people().saveStoreIdentity(identity); }));
    engine.reopen();
    QVERIFY(must(engine.store().people().storeIdentity()) == identity);
    const core::StoreIdentity other{core::newStoreId(), u"other"_qs, engine.clock().now()};
    QCOMPARE(wrote(engine.store(), [&] { return engine.store().people().saveStoreIdentity(other); }), u"duplicate-id"_qs);
    QVERIFY(must(engine.store().people().storeIdentity()) == identity);
}

void tst_EnginePeople::givesBackPeopleInOrder()
{
    Engine engine;
    core::Person bob = samplePerson(u"bob"_qs, {});
    bob.disabled = true;
    core::Person ada = samplePerson(u"ada"_qs, {Role::Administrator, Role::Reviewer});
    ada.key = QString(64, u'a');
    ada.roles.append({Role::Auditor, core::TeamId(u"legal"_qs)});
    QCOMPARE(saving(engine, bob), u"ok"_qs);
    QCOMPARE(saving(engine, ada), u"ok"_qs);
    engine.reopen();
    QVERIFY(must(engine.store().people().people()) == (QList{ada, bob}));
    QVERIFY(must(engine.store().people().person(bob.id)) == bob);
}

void tst_EnginePeople::replacesRolesAndName()
{
    Engine engine;
    core::Person ada = samplePerson(u"ada"_qs, {Role::Reviewer, Role::Supervisor});
    QCOMPARE(saving(engine, ada), u"ok"_qs);
    ada.printedName = u"Dr. Ada Mwangi-Öztürk"_qs;
    ada.roles = {{Role::Compliance, mainTeam}};
    ada.disabled = true;
    QCOMPARE(saving(engine, ada), u"ok"_qs);
    QVERIFY(must(engine.store().people().people()) == QList{ada});
}

void tst_EnginePeople::asksAgainForAPersonWhomOthersHaveChanged()
{
    Engine engine;
    const StorePtr other = engine.connect();
    core::Person ada = samplePerson(u"ada"_qs);
    const auto change = [&](store::SqliteStore &store, bool disabled, bool keep = true) {
        ada.disabled = disabled;
        return wrote(store, [&] {
            must(store.people().person(ada.id)); // known before it is changed
            must(store.people().savePerson(ada));
            return keep ? core::Result<void>() : core::fail(core::ErrorKind::PolicyUnmet);
        });
    };
    const auto seen = [&](store::SqliteStore &store) {
        bool disabled = false;
        must(store.work().write([&]() -> core::Result<void> {
            disabled = must(store.people().person(ada.id))->disabled;
            return {};
        }));
        return disabled;
    };
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(change(*other, true), u"ok"_qs);
        QVERIFY(seen(engine.store()));
        QCOMPARE(change(engine.store(), false, false), u"policy-unmet"_qs);
        QVERIFY(seen(engine.store()));
        QCOMPARE(change(engine.store(), false), u"ok"_qs);
        QVERIFY(!seen(engine.store()));
        QVERIFY(!seen(*other));
    }
}

void tst_EnginePeople::refusesAKeyOfSomebodyElse()
{
    Engine engine;
    core::Person ada = samplePerson(u"ada"_qs);
    core::Person bob = samplePerson(u"bob"_qs);
    ada.key = bob.key = QString(64, u'f');
    QCOMPARE(saving(engine, ada), u"ok"_qs);
    QCOMPARE(saving(engine, bob), u"person-exists"_qs);
    QVERIFY(!must(engine.store().people().person(bob.id)));
    ada.key = QString(64, u'e'); // a new one
    QCOMPARE(saving(engine, ada), u"ok"_qs);
    QCOMPARE(saving(engine, bob), u"person-exists"_qs); // the old one stays hers
}

void tst_EnginePeople::keepsEveryPolicyVersion()
{
    Engine engine;
    const core::AdoptedPolicy first{1, QByteArray("everyone → one\0\n", 18), core::StatementId(u"s1"_qs), engine.clock().now()};
    const core::AdoptedPolicy second{2, "", core::StatementId(u"s2"_qs), engine.clock().now()};
    must(engine.store().work().write([&] { return engine.store().people().savePolicy(first); }));
    must(engine.store().work().write([&] { return engine.store().people().savePolicy(second); }));
    QVERIFY(must(engine.store().people().currentPolicy()) == second);
    QVERIFY(must(engine.store().people().policy(1)) == first);
    QVERIFY(!must(engine.store().people().policy(3)));
    QCOMPARE(wrote(engine.store(), [&] { return engine.store().people().savePolicy(second); }), u"duplicate-id"_qs);
}

void tst_EnginePeople::neverChangesAPolicy()
{
    Engine engine;
    must(engine.store().work().write([&] { return engine.store().people().savePolicy({1, "x", core::StatementId(u"s"_qs), engine.clock().now()}); }));
    QCOMPARE(outcome(engine.store().database().execute("UPDATE policy SET rules = x'00'")), u"not-allowed"_qs);
    QCOMPARE(outcome(engine.store().database().execute("DELETE FROM policy")), u"not-allowed"_qs);
}

void tst_EnginePeople::keepsSecurityEventsNewestFirst()
{
    Engine engine;
    QList<core::SecurityEvent> events;
    for (int i = 0; i < 3; ++i) {
        engine.clock().advance(-10); // order is of arrival, whatever the clock does
        events.prepend({engine.clock().now(), u"wrong-secret"_qs, core::PersonId(u"p%1"_qs.arg(i)), QString()});
        must(engine.store().work().write([&] { return engine.store().people().saveSecurityEvent(events.first()); }));
    }
    QVERIFY(must(engine.store().people().securityEvents(10)) == events);
    QVERIFY(must(engine.store().people().securityEvents(2)) == events.first(2));
    QCOMPARE(outcome(engine.store().database().execute("DELETE FROM security_event")), u"not-allowed"_qs);
    QCOMPARE(outcome(engine.store().database().execute("UPDATE security_event SET kind = 'x'")), u"not-allowed"_qs);
}

void tst_EnginePeople::remembersAnEventOutsideAWrite()
{
    Engine engine;
    must(engine.store().people().saveSecurityEvent({engine.clock().now(), u"bad-signature"_qs, {}, u"x"_qs}));
    engine.reopen();
    QCOMPARE(must(engine.store().people().securityEvents(10)).size(), 1);
}

void tst_EnginePeople::refusesChangesOutsideAWrite()
{
    Engine engine;
    QCOMPARE(outcome(engine.store().people().savePerson(samplePerson(u"ada"_qs))), u"wrong-call"_qs);
    QCOMPARE(outcome(engine.store().people().saveStoreIdentity({})), u"wrong-call"_qs);
    QCOMPARE(outcome(engine.store().people().savePolicy({})), u"wrong-call"_qs);
    QCOMPARE(outcome(engine.store().blobs().saveBlob({digestOf({}), QByteArray(32, 's'), {}})), u"wrong-call"_qs);
}

void tst_EnginePeople::givesBackBlobsToTheByte_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("NUL bytes") << QByteArray("a\0b\0", 4);
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x80");
    QTest::newRow("10 MB") << QByteArray(10'000'000, 'x');
}

void tst_EnginePeople::givesBackBlobsToTheByte()
{
    QFETCH(const QByteArray, content);
    Engine engine;
    const core::StoredBlob blob{digestOf(u"x"_qs), QByteArray(32, '\0'), content};
    QCOMPARE(saving(engine, blob), u"ok"_qs);
    engine.reopen();
    const auto loaded = must(engine.store().blobs().loadBlob(blob.digest));
    QVERIFY(loaded == blob);
    QVERIFY(!must(engine.store().blobs().loadBlob(digestOf(u"y"_qs))));
    Taken taken;
    QVERIFY(must(engine.store().blobs().readBlob(blob.digest, taken)));
    QVERIFY(taken.blob == core::StoredBlob({}, blob.salt, content));
    QCOMPARE(taken.size, content.size());
    QVERIFY(taken.longest <= 1 << 20);
    QVERIFY(!must(engine.store().blobs().readBlob(digestOf(u"y"_qs), taken)));
    taken.most = 0;
    QCOMPARE(outcome(engine.store().blobs().readBlob(blob.digest, taken)), content.isEmpty() ? u"ok"_qs : u"cancelled"_qs);
    QVERIFY(must(engine.store().blobs().loadBlob(blob.digest)) == blob); // and the connection goes on
}

void tst_EnginePeople::keepsTheFirstOfTwoEqualDigests()
{
    Engine engine;
    const core::StoredBlob blob{digestOf(u"x"_qs), QByteArray(32, 's'), "first"};
    core::StoredBlob other = blob;
    other.content = "second";
    QCOMPARE(saving(engine, blob), u"ok"_qs);
    QCOMPARE(saving(engine, other), u"ok"_qs);
    QVERIFY(must(engine.store().blobs().loadBlob(blob.digest)) == blob);
    QCOMPARE(outcome(engine.store().database().execute("UPDATE blob SET content = x'00'")), u"not-allowed"_qs);
}

void tst_EnginePeople::answersNothingForARedactedBlob()
{
    Engine engine;
    const core::StoredBlob blob{digestOf(u"x"_qs), QByteArray(32, 's'), "secret"};
    QCOMPARE(saving(engine, blob), u"ok"_qs);
    must(engine.store().database().execute("DELETE FROM blob"));
    QVERIFY(!must(engine.store().blobs().loadBlob(blob.digest)));
}

void tst_EnginePeople::refusesMalformedBlobs()
{
    Engine engine;
    QCOMPARE(saving(engine, core::StoredBlob{u"sha256:00"_qs, QByteArray(32, 's'), "x"}), u"bad-value"_qs);
    QCOMPARE(saving(engine, core::StoredBlob{digestOf(u"x"_qs), QByteArray(31, 's'), "x"}), u"bad-value"_qs);
    QCOMPARE(outcome(engine.store().blobs().loadBlob(u"x' OR 1=1 --"_qs)), u"bad-value"_qs);
}

QTEST_GUILESS_MAIN(tst_EnginePeople)
#include "tst_enginepeople.moc"
