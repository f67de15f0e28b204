// An offline session with a fault at one of its file-changing calls: killed, out of disk, failing disk. After each: what was acknowledged is there once,
// nothing was invented, the record holds, and the same command goes on to the end. The same for a store in a file and for one on a server.
#pragma once

#include "faults/program/sweep.h"

namespace countersign::faults {

class OfflineSweep {
public:
    virtual ~OfflineSweep() = default;

    void begin();
    void addPoints(qsizetype byDefault);
    void tryPoint();

protected:
    struct Operation {
        QByteArray name;
        QStringList words;
    };

    virtual QList<Operation> operations() const = 0;
    virtual void makeStore() = 0;
    // The store as it is now is what `name` begins with, here and again.
    virtual void keepStore(const QByteArray &name) = 0;
    virtual void storeAgain(const QByteArray &name) = 0;
    virtual void demandSound() const = 0;

    QString trip() const { return m_home.path(QStringLiteral("trip.workspace")); }
    QStringList offline(const char *call) const
    {
        return journeys::words("offline") + journeys::words(call) + QStringList{QStringLiteral("--workspace"), trip()} + m_home.as(QStringLiteral("ben"));
    }
    QStringList there(const char *call) const
    {
        return journeys::words(call) + QStringList{QStringLiteral("--store"), trip()} + m_home.as(QStringLiteral("ben"));
    }

    Home m_home;

private:
    void keep(const QByteArray &name)
    {
        m_beginnings[name] = std::make_unique<Beginning>(m_home);
        keepStore(name);
    }
    void again(const QByteArray &name)
    {
        m_beginnings.at(name)->again();
        storeAgain(name);
    }
    void finishCheckout();
    void finishDeciding(const Ended &ended);
    void finishSync();
    void finishReturn();
    void demandHonest() const;
    QStringList decisionsIn(const QStringList &call) const;
    QStringList decisionsThere() const { return decisionsIn(journeys::words("decisions --json") + m_home.as(QStringLiteral("ben"))); }

    std::map<QByteArray, std::unique_ptr<Beginning>> m_beginnings;
};

inline void OfflineSweep::begin()
{
    if (const QString why = whyNoTracing(); !why.isEmpty())
        QFAIL(qPrintable(why));
    makeStore();
    QCOMPARE(m_home.addReviewer(QStringLiteral("ben")).code, 0);
    QCOMPARE(m_home.addReviewer(QStringLiteral("cleo")).code, 0);
    QCOMPARE(m_home.importTexts(4).code, 0);
    keep("checkout");
    QCOMPARE(m_home.run(offline("checkout --next 3")).code, 0);
    QCOMPARE(m_home.run(there("decide c1 approve")).code, 0);
    keep("decide");
    QCOMPARE(m_home.run(there("decide c2 approve")).code, 0);
    keep("sync");
    keep("return");
}

inline void OfflineSweep::addPoints(qsizetype byDefault)
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("effect");
    QList<std::pair<QByteArray, Fault>> points;
    for (const Operation &operation : operations()) {
        again(operation.name);
        for (Fault fault : callsOf(m_home, operation.words))
            for (const char *effect : {"signal=SIGKILL", "error=ENOSPC", "error=EIO"}) {
                fault.effect = effect;
                points.append({operation.name, fault});
            }
    }
    const qsizetype wanted = qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? points.size() : byDefault;
    qInfo("%lld points there are, %lld are tried", qlonglong(points.size()), qlonglong(std::min(points.size(), wanted)));
    QVERIFY2(points.size() >= byDefault, "the calls could not be listed");
    for (qsizetype i = qEnvironmentVariableIntValue("COUNTERSIGN_FROM"); i < wanted; ++i) {
        const auto &[name, fault] = points[i * points.size() / wanted];
        QTest::addRow("%s: %s", name.constData(), qPrintable(fault.name())) << name << fault.call << fault.number << fault.effect;
    }
}

inline void OfflineSweep::tryPoint()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, call);
    QFETCH(int, number);
    QFETCH(QByteArray, effect);
    again(name);
    QStringList words;
    for (const Operation &operation : operations())
        if (operation.name == name)
            words = operation.words;
    const Ended ended = runWith(m_home, words, {call, number, effect});
    QVERIFY2(effect.startsWith("signal") || (ended.code >= 0 && ended.code <= 5), "it crashed, or ended in a way that no contract knows");
    demandSound();
    demandHonest();
    if (name == "checkout")
        finishCheckout();
    else if (name == "decide")
        finishDeciding(ended);
    else if (name == "sync")
        finishSync();
    else
        finishReturn();
    if (!QTest::currentTestFailed())
        demandSound();
}

inline QStringList OfflineSweep::decisionsIn(const QStringList &call) const
{
    QStringList found;
    for (const QJsonObject &row : m_home.run(call).objects())
        found.append(row.value(u"case").toString() + u' ' + row.value(u"id").toString());
    found.sort();
    return found;
}

// Nothing counts as included that is not there.
inline void OfflineSweep::demandHonest() const
{
    if (const Ended status = m_home.run(offline("status --json")); status.code == 0)
        QVERIFY2(status.object().value(u"included").toInt() <= decisionsThere().size(), status.out);
}

inline void OfflineSweep::finishCheckout()
{
    if (!QFile::exists(trip())) {
        const Ended again = m_home.run(offline("checkout --next 3 --json"));
        QVERIFY2(again.code == 0, again.err);
    }
    const Ended cases = m_home.run(there("cases --json"));
    QVERIFY2(cases.objects().size() == 3, cases.err);
    QCOMPARE(m_home.run(there("decide c3 approve --json")).code, 0);
    finishSync();
}

inline void OfflineSweep::finishDeciding(const Ended &ended)
{
    const QStringList made = decisionsIn(there("decisions --json"));
    QVERIFY(made.size() == 1 || made.size() == 2);
    const QString id = ended.object().value(u"decision").toString();
    QVERIFY2(id.isEmpty() || made.contains(QStringLiteral("c2 ") + id), "acknowledged, and not there");
    finishSync();
}

inline void OfflineSweep::finishSync()
{
    const QStringList made = decisionsIn(there("decisions --json"));
    const Ended again = m_home.run(offline("sync --json"));
    QVERIFY2(again.code == 0, again.err);
    QVERIFY(again.objects().last().value(u"allIncluded").toBool());
    QCOMPARE(decisionsThere(), made);
}

inline void OfflineSweep::finishReturn()
{
    const Ended again = m_home.run(offline("return --json"));
    QVERIFY2(again.code == 0 || again.kind() == u"store-missing", again.err);
    QVERIFY2(!QFile::exists(trip()), "its place is not free again");
    const QDir workspaces(m_home.path(QStringLiteral("keys/workspaces")));
    for (const QString &name : workspaces.entryList({QStringLiteral("*.key")}, QDir::Files)) {
        QFile key(workspaces.filePath(name));
        QVERIFY(key.open(QIODevice::ReadOnly));
        QVERIFY2(key.readAll().count('\0') == key.size(), "its key is left"); // killed behind the last step that matters: a file of noughts
    }
    QCOMPARE(decisionsThere().size(), 2);
    QCOMPARE(m_home.runAs(QStringLiteral("cleo"), journeys::words("claim c3 --json")).code, 0);
}

} // namespace countersign::faults
