// A PostgreSQL server of the test's own (tests/server/throwaway): there until this goes, and nothing of it afterwards.
#pragma once

#include <QProcess>
#include <QTest>
#include <QUrl>

namespace countersign::testsupport {

class ThrowawayServer {
public:
    explicit ThrowawayServer(const QStringList &settings = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/tests/server/throwaway"), settings);
        if (!m_process.waitForStarted() || !m_process.waitForReadyRead(300'000))
            return;
        m_url = QString::fromUtf8(m_process.readLine()).trimmed();
    }
    ~ThrowawayServer()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(60'000))
            m_process.terminate();
    }
    ThrowawayServer(const ThrowawayServer &) = delete;
    ThrowawayServer &operator=(const ThrowawayServer &) = delete;

    // Where none is installed there is nothing to test: see skipWithoutServer.
    bool isThere() const { return !m_url.isEmpty(); }
    // postgresql://postgres@SOCKET:PORT/postgres, a superuser's; people sign in with their keys.
    QString url() const { return m_url; }
    // No login is bound to a store any more.
    void freeLogins() const
    {
        administer(QStringLiteral("DO $$ DECLARE r name; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') LIKE 'countersign %' LOOP"
                                  " EXECUTE format('COMMENT ON ROLE %I IS NULL', r); END LOOP; END $$"));
    }
    // Another database of the same server, made for this, in which anybody may be somebody.
    QString freshDatabase(const QString &name) const
    {
        freeLogins();
        return otherDatabase(name);
    }
    // The same, and every login stays whose it is.
    QString otherDatabase(const QString &name) const
    {
        administer(QStringLiteral("CREATE DATABASE %1").arg(name));
        return m_url.section(u'/', 0, -2) + u'/' + name;
    }

    // Put back by the server's own tools to what it was when it was dumped. Nobody may be connected.
    bool dump(const QString &name, const QString &file) const
    {
        return tool(QStringLiteral("pg_dump"), {QStringLiteral("-Fc"), QStringLiteral("--create"), QStringLiteral("-f"), file, name});
    }
    bool putBack(const QString &name, const QString &file) const
    {
        return tool(QStringLiteral("dropdb"), {name})
            && tool(QStringLiteral("pg_restore"), {QStringLiteral("--create"), QStringLiteral("-d"), QStringLiteral("postgres"), file});
    }

    // Ends the server ("kill", "immediate") and starts it again; until it is back.
    bool restart(const char *how)
    {
        m_process.write(QByteArray(how) + '\n');
        while (m_process.waitForReadyRead(300'000))
            if (m_process.readAllStandardOutput().contains("again"))
                return true;
        return false;
    }

private:
    void administer(const QString &sql) const { tool(QStringLiteral("psql"), {QStringLiteral("-qX"), QStringLiteral("-c"), sql, QStringLiteral("postgres")}); }
    bool tool(const QString &name, const QStringList &words) const
    {
        const QString folder = QUrl::fromPercentEncoding(m_url.section(u'@', 1).section(u':', 0, 0).toUtf8());
        return QProcess::execute(name, QStringList{QStringLiteral("-h"), folder, QStringLiteral("-U"), QStringLiteral("postgres")} + words) == 0;
    }

    QProcess m_process;
    QString m_url;
};

} // namespace countersign::testsupport

// In a test's initTestCase: names what is missing, so that a run that must not skip fails (COUNTERSIGN_NO_SKIPS).
#define skipWithoutServer(server)                                                                                                                    \
    if (!(server).isThere())                                                                                                                         \
    QSKIP("no PostgreSQL server here: Debian's postgresql-15 and postgresql-server-dev-15")
