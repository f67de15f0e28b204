// Changing an embedded store behind the program's back.
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace countersign::testsupport {

// Carries out SQL as a forger would: with every trigger out of the way.
inline void forge(const QString &store, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("forger"));
        database.setDatabaseName(store);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QStringList triggers;
        QVERIFY(query.exec(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'trigger'")));
        while (query.next())
            triggers.append(query.value(0).toString());
        query.finish();
        for (const QString &trigger : triggers)
            QVERIFY(query.exec(QStringLiteral("DROP TRIGGER ") + trigger));
        QVERIFY(query.exec(QStringLiteral("PRAGMA foreign_keys = OFF")));
        for (const QString &statement : statements) {
            QVERIFY2(query.exec(statement), qPrintable(statement + u'\n' + query.lastError().text()));
            if (!statement.startsWith(QStringLiteral("ATTACH")))
                QVERIFY2(query.numRowsAffected() != 0, qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("forger"));
}

} // namespace countersign::testsupport
