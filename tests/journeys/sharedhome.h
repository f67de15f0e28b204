// A server of the test's own, and a store on it that the program made.
#pragma once

#include "journeys/program.h"
#include "support/throwawayserver.h"

#include <memory>

namespace countersign::journeys {

class SharedHome {
public:
    // SETTING=VALUE of the server.
    explicit SharedHome(const QStringList &settings = {}) : m_server(settings) {}
    const testsupport::ThrowawayServer &server() const { return m_server; }
    const Home &home() const { return *m_home; }
    const QString &url() const { return m_url; }
    // Of the server's socket.
    QString folder() const { return QUrl::fromPercentEncoding(m_server.url().section(u'@', 1).section(u':', 0, 0).toUtf8()); }
    // The store by way of another folder.
    QString by(const QString &between) const
    {
        return QString(m_url).replace(QString::fromLatin1(QUrl::toPercentEncoding(folder())), QString::fromLatin1(QUrl::toPercentEncoding(between)));
    }

    // A store with Ada, these reviewers, and text cases c1, c2, …
    void settle(const QString &database, const QStringList &reviewers, int cases)
    {
        m_url = m_server.freshDatabase(database);
        m_home = std::make_unique<Home>();
        m_home->setEnvironment(QStringLiteral("COUNTERSIGN_STORE"), m_url);
        const Ended made = m_home->makeStore();
        QVERIFY2(made.code == 0, made.err.constData());
        for (const QString &reviewer : reviewers)
            QCOMPARE(m_home->addReviewer(reviewer).code, 0);
        QCOMPARE(m_home->importTexts(cases).object().value(QStringLiteral("imported")).toInt(), cases);
    }

    // One case taken along into this workspace, the workspace brought back, or the case decided in the store.
    static QStringList callOf(const QByteArray &verb, const QString &caseId, const QString &workspace)
    {
        if (verb == "checkout")
            return words("offline checkout --json --case") + QStringList{caseId, QStringLiteral("--workspace"), workspace};
        if (verb == "sync" || verb == "return")
            return {QStringLiteral("offline"), QString::fromLatin1(verb), QStringLiteral("--json"), QStringLiteral("--workspace"), workspace};
        return {QStringLiteral("decide"), caseId, QStringLiteral("approve"), QStringLiteral("--json")};
    }

private:
    testsupport::ThrowawayServer m_server;
    std::unique_ptr<Home> m_home;
    QString m_url;
};

} // namespace countersign::journeys
