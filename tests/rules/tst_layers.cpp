// Arrows point down only: every #include of the product against layers.txt.
#include <QDirIterator>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QTest>

namespace {

const QString sourceDir = QStringLiteral(COUNTERSIGN_SOURCE_DIR);

QString contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll());
}

QStringList words(QStringView text)
{
    QStringList list = text.toString().simplified().split(u' ', Qt::SkipEmptyParts);
    list.removeAll(QStringLiteral("-"));
    return list;
}

struct Room {
    QStringList mayInclude;
    QStringList qtModules;
    QStringList others;
};

struct Rules {
    QMap<QString, Room> rooms;
    QMap<QString, QStringList> headers; // library → beginnings of its headers
    QMap<QString, QString> targets;     // library → its name in CMake
};

Rules rulesFrom(const QString &text)
{
    Rules rules;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype colon = line.indexOf(u':');
        if (colon < 0 || line.startsWith(u'#'))
            continue;
        const QStringList name = words(QStringView(line).left(colon));
        const QString rest = line.mid(colon + 1);
        if (name.size() == 2 && name[0] == u"header")
            rules.headers[name[1]] = words(rest);
        else if (name.size() == 2 && name[0] == u"target")
            rules.targets[name[1]] = rest.trimmed();
        else if (const QStringList parts = rest.split(u'|'); name.size() == 1 && parts.size() == 3)
            rules.rooms[name[0]] = {words(parts[0]), words(parts[1]), words(parts[2])};
    }
    return rules;
}

// The folder a house header lives in: "ledger/hash.h" is ledger's, "queue/queuepage.h" is ui's; empty where there is no such file.
QString roomOfHeader(const QString &header, const QString &includingFile)
{
    const QStringList places{QFileInfo(includingFile).path(), sourceDir + u"/models"_qs, sourceDir + u"/ui"_qs, sourceDir + u"/app"_qs, sourceDir};
    for (const QString &place : places) {
        const QString path = QDir::cleanPath(place + u'/' + header);
        if (!QFileInfo(path).isFile() || !path.startsWith(sourceDir))
            continue;
        const QStringList parts = path.mid(sourceDir.size() + 1).split(u'/');
        return parts[0] == u"models" ? parts.value(1) : parts[0];
    }
    return {};
}

// The module of a Qt header, as the installed folders have it: "QLabel" and "QtWidgets/QLabel" are of Widgets; empty for others.
QString moduleOfQtHeader(const QString &header)
{
    static const QHash<QString, QString> modules = [] {
        QHash<QString, QString> map;
        const QDir root(QLibraryInfo::path(QLibraryInfo::HeadersPath));
        for (const QString &folder : root.entryList({QStringLiteral("Qt*")}, QDir::Dirs))
            for (const QString &name : QDir(root.filePath(folder)).entryList(QDir::Files))
                map.insert(name, folder.mid(2));
        return map;
    }();
    if (header.startsWith(u"Qt") && header.contains(u'/'))
        return header.section(u'/', 0, 0).mid(2);
    return modules.value(header);
}

// What one #include breaks, in words; empty if it is allowed.
QString violation(const Rules &rules, const QString &room, const QString &path, const QString &header, bool quoted)
{
    const Room own = rules.rooms[room];
    for (auto it = rules.headers.begin(); it != rules.headers.end(); ++it)
        for (const QString &beginning : it.value())
            if (header.section(u'/', -1).startsWith(beginning) || header.startsWith(beginning))
                return own.others.contains(it.key()) ? QString() : QStringLiteral("%1 must not know %2").arg(room, it.key());
    if (quoted) {
        if (header.endsWith(u".moc"))
            return {};
        const QString other = roomOfHeader(header, path);
        if (other.isEmpty())
            return QStringLiteral("%1 is not a file of the house").arg(header);
        return other == room || own.mayInclude.contains(other) ? QString() : QStringLiteral("%1 must not know %2").arg(room, other);
    }
    const QString module = moduleOfQtHeader(header);
    if (module.isEmpty() && header.startsWith(u'Q') && !header.contains(u'.'))
        return QStringLiteral("no module has %1").arg(header);
    return module.isEmpty() || own.qtModules.contains(module) ? QString() : QStringLiteral("%1 must not know Qt %2").arg(room, module);
}

QStringList violations(const Rules &rules, const QString &room, const QString &path, const QString &text)
{
    static const QRegularExpression include(QStringLiteral(R"re(^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">])re"),
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (auto it = include.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString what = violation(rules, room, path, match.captured(2), match.captured(1) == u"\"");
        if (!what.isEmpty())
            found += QStringLiteral("%1: %2 (%3)").arg(path.mid(sourceDir.size() + 1), what, match.captured(2));
    }
    return found;
}

QStringList sourcesIn(const QString &folder)
{
    QStringList files;
    QDirIterator it(folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.c")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files += it.next();
    return files;
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT

private:
    Rules m_rules = rulesFrom(contentOf(sourceDir + u"/tests/rules/layers.txt"_qs));

    QString folderOf(const QString &room) const
    {
        return sourceDir + (room == u"ui" || room == u"app" ? u"/"_qs : u"/models/"_qs) + room;
    }

private Q_SLOTS:
    void everyRoomStandsInTheTable()
    {
        for (const QString &room : QDir(sourceDir + u"/models"_qs).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(m_rules.rooms.contains(room), qPrintable(room));
    }

    void theTableHasNoWayBack()
    {
        // Peel off rooms that know only rooms already peeled off; a circle would leave some over.
        QStringList below;
        for (qsizetype before = -1; before != below.size();) {
            before = below.size();
            for (auto it = m_rules.rooms.begin(); it != m_rules.rooms.end(); ++it)
                if (!below.contains(it.key()) && std::ranges::all_of(it->mayInclude, [&](const QString &r) { return below.contains(r); }))
                    below += it.key();
        }
        QCOMPARE(below.size(), m_rules.rooms.size());
    }

    void everyIncludePointsDown_data()
    {
        QTest::addColumn<QString>("room");
        for (auto it = m_rules.rooms.begin(); it != m_rules.rooms.end(); ++it)
            if (QFileInfo(folderOf(it.key())).isDir())
                QTest::newRow(qPrintable(it.key())) << it.key();
    }

    void everyIncludePointsDown()
    {
        QFETCH(QString, room);
        QStringList found;
        for (const QString &path : sourcesIn(folderOf(room)))
            found += violations(m_rules, room, path, contentOf(path));
        for (const QString &what : found)
            qWarning("%s", qPrintable(what));
        QCOMPARE(found.size(), 0);
    }

    void cmakeDeclaresNothingElse()
    {
        const QString declared = contentOf(QStringLiteral(COUNTERSIGN_DECLARED));
        QVERIFY(!declared.isEmpty());
        for (const QString &line : declared.split(u'\n', Qt::SkipEmptyParts)) {
            const QString room = line.section(u": "_qs, 0, 0);
            const Room own = m_rules.rooms[room];
            QStringList allowed{QStringLiteral("countersign_warnings")};
            for (const QString &other : own.mayInclude)
                allowed += QStringLiteral("countersign::") + other;
            for (const QString &module : own.qtModules)
                allowed += QStringLiteral("Qt6::") + module;
            for (const QString &other : own.others)
                allowed += m_rules.targets[other];
            for (const QString &target : line.section(u": "_qs, 1).split(u';', Qt::SkipEmptyParts))
                QVERIFY2(allowed.contains(target), qPrintable(room + u" links "_qs + target));
        }
    }

    void everyUpwardIncludeIsFound_data()
    {
        QTest::addColumn<QString>("room");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("wrong");
        const auto row = [](const char *name, const QString &room, const QString &line, bool wrong) {
            QTest::newRow(name) << room << line << wrong;
        };
        row("a library of the same house, downwards", u"policy"_qs, u"#include \"core/ids.h\""_qs, false);
        row("upwards", u"core"_qs, u"#include \"ledger/hash.h\""_qs, true);
        row("beside", u"core"_qs, u"#include \"diff/hunks.h\""_qs, true);
        row("nobody sees the store", u"workflow"_qs, u"#include \"store/CMakeLists.txt\""_qs, true);
        row("around the corner", u"core"_qs, u"#include \"../ledger/hash.h\""_qs, true);
        row("indented", u"core"_qs, u"  #  include \"ledger/hash.h\""_qs, true);
        row("a house file that is not there", u"core"_qs, u"#include \"core/nowhere.h\""_qs, true);
        row("Qt Core", u"core"_qs, u"#include <QString>"_qs, false);
        row("Qt Gui in a model", u"items"_qs, u"#include <QColor>"_qs, true);
        row("a Qt module by its folder", u"core"_qs, u"#include <QtWidgets/QLabel>"_qs, true);
        row("SQL outside the store", u"workflow"_qs, u"#include <QSqlQuery>"_qs, true);
        row("SQL in the store", u"store"_qs, u"#include <QSqlQuery>"_qs, false);
        row("JSON outside exchange", u"store"_qs, u"#include <nlohmann/json.hpp>"_qs, true);
        row("Qt's JSON counts as well", u"app"_qs, u"#include <QJsonDocument>"_qs, true);
        row("cryptography outside ledger and sync", u"store"_qs, u"#include <sodium.h>"_qs, true);
        row("Qt's hashes count as well", u"exchange"_qs, u"#include <QCryptographicHash>"_qs, true);
        row("the standard library", u"core"_qs, u"#include <vector>"_qs, false);
    }

    void everyUpwardIncludeIsFound()
    {
        QFETCH(QString, room);
        QFETCH(QString, line);
        QFETCH(bool, wrong);
        QCOMPARE(!violations(m_rules, room, folderOf(room) + u"/made-up.cpp"_qs, line + u'\n').isEmpty(), wrong);
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
