// The program from outside: a throw-away home with a store in it, and the binary run in it as a person or a script would.
#pragma once

#include "exchange/jsontree.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

namespace countersign::journeys {

// How a call ended.
struct Ended {
    int code = -1;
    QByteArray out;
    QByteArray err;

    // Standard output's lines; each as a JSON object.
    QList<QByteArray> lines() const
    {
        QList<QByteArray> list = out.split('\n');
        if (list.last().isEmpty())
            list.removeLast();
        return list;
    }
    QList<QJsonObject> objects() const
    {
        QList<QJsonObject> list;
        for (const QByteArray &line : lines())
            list.append(QJsonDocument::fromJson(line).object());
        return list;
    }
    QJsonObject object() const { return objects().value(0); }
    // Of the first error that --json reported.
    QJsonObject error() const { return QJsonDocument::fromJson(err.left(err.indexOf('\n'))).object().value(u"error").toObject(); }
    QString kind() const { return error().value(u"kind").toString(); }
};

// The names of an object's members in the order they stand, "a,b,c"; `pointer` leads to the object.
inline QByteArray keysOf(const QByteArray &json, const QString &pointer = {})
{
    exchange::JsonTree tree;
    const auto root = tree.read(json);
    if (!root)
        return "no JSON";
    QByteArrayList keys;
    const exchange::JsonValue object = root->at(pointer);
    for (exchange::JsonValue member = object.exists() ? object.first() : exchange::JsonValue(); member.exists(); member = member.next())
        keys.append(member.key().toUtf8());
    return keys.join(',');
}

class Home {
public:
    static constexpr int patience = 500'000; // milliseconds; loaded machines are slow

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString store() const { return path(QStringLiteral("store.sqlite")); }

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    static QByteArray passphrase(const QString &person) { return "seven herons cross the lake, says " + person.toUtf8(); }
    QString secretFile(const QString &person) const
    {
        QSaveFile file(path(person + QStringLiteral(".secret"))); // whole at any moment: another call may be reading it
        const QByteArray line = passphrase(person) + '\n';
        const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        if (!isOpen || file.write(line) != line.size() || !file.commit())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    void prepare(QProcess &process, const QStringList &words) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("COUNTERSIGN_PERSON"));
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        for (const auto &[name, value] : {std::pair{"HOME", path({})}, std::pair{"XDG_DATA_HOME", path(QStringLiteral("data"))},
                                          std::pair{"XDG_CONFIG_HOME", path(QStringLiteral("config"))}, std::pair{"COUNTERSIGN_STORE", store()},
                                          std::pair{"COUNTERSIGN_KEYS", path(QStringLiteral("keys"))},
                                          std::pair{"COUNTERSIGN_TEST_KEY_MEMORY", QStringLiteral("64")}})
            environment.insert(QLatin1String(name), value);
        for (auto extra = m_environment.cbegin(); extra != m_environment.cend(); ++extra)
            environment.insert(extra.key(), extra.value());
        process.setProcessEnvironment(environment);
        process.setProgram(QStringLiteral(COUNTERSIGN_PROGRAM));
        process.setArguments(words);
        process.setWorkingDirectory(path({}));
    }
    void setEnvironment(const QString &name, const QString &value) { m_environment.insert(name, value); }

    // Runs to the end. Standard input holds `input`.
    Ended run(const QStringList &words, const QByteArray &input = {}) const
    {
        QProcess process;
        prepare(process, words);
        process.start();
        process.write(input);
        process.closeWriteChannel();
        return ended(process);
    }
    static Ended ended(QProcess &process)
    {
        if (!process.waitForFinished(patience))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    // The same as a person who acts.
    Ended runAs(const QString &person, const QStringList &words, const QByteArray &input = {}) const { return run(words + as(person), input); }
    QStringList as(const QString &person) const { return {QStringLiteral("--as"), person, QStringLiteral("--secret-file"), secretFile(person)}; }

    // A store whose first person is Ada.
    Ended makeStore() const
    {
        return run({QStringLiteral("init"), QStringLiteral("--name"), QStringLiteral("Ward 7"), QStringLiteral("--admin"), QStringLiteral("ada"),
                    QStringLiteral("--admin-name"), QStringLiteral("Dr. Ada Mwangi"), QStringLiteral("--secret-file"), secretFile(QStringLiteral("ada"))});
    }
    Ended addReviewer(const QString &id) const
    {
        return runAs(QStringLiteral("ada"), {QStringLiteral("person"), QStringLiteral("add"), id, QStringLiteral("--name"), QStringLiteral("Dr. ") + id,
                                             QStringLiteral("--role"), QStringLiteral("reviewer"), QStringLiteral("--new-secret-file"), secretFile(id)});
    }

    static QByteArray textCase(const QByteArray &id, const QByteArray &text = "Take 50 mg twice daily.")
    {
        return R"({"schema":"countersign.case/1","id":")" + id + R"(","kind":"clinical-note","title":"Note )" + id
            + R"(","evidence":[{"id":"e","title":"Visit","mediaType":"text/plain","text":"five hundred twice a day"}],"suggestion":{"text":")" + text + "\"}}\n";
    }
    // Imports text cases "c1" … "c<number>".
    Ended importTexts(int number) const
    {
        QByteArray lines;
        for (int i = 1; i <= number; ++i)
            lines += textCase('c' + QByteArray::number(i));
        return runAs(QStringLiteral("ada"), {QStringLiteral("import"), write(QStringLiteral("texts.jsonl"), lines), QStringLiteral("--json")});
    }

private:
    QTemporaryDir m_folder;
    QMap<QString, QString> m_environment;
};

// "a b c".
inline QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace countersign::journeys
