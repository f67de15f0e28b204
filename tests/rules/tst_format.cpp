// What every file of the tree keeps to, so that nobody has to say it in review.
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

namespace {

const QString sourceDir = QStringLiteral(COUNTERSIGN_SOURCE_DIR);

constexpr qsizetype longestLine = 160;
constexpr qsizetype longestFile = 600;
constexpr qsizetype longestFunction = 60;

bool isCode(const QString &path)
{
    return path.endsWith(u".cpp") || path.endsWith(u".h") || path.endsWith(u".c");
}

bool isScript(const QString &path)
{
    const QString name = path.section(u'/', -1);
    const bool named = name == u"CMakeLists.txt" || path.endsWith(u".cmake") || path.endsWith(u".sh") || path.endsWith(u".py")
                       || path.endsWith(u".sql") || path.endsWith(u".json") || path.endsWith(u".qrc");
    const bool bare = !name.contains(u'.') && (path.startsWith(u"packaging/") || path.startsWith(u".ci/"));
    return named || bare;
}

bool isProse(const QString &path)
{
    return path.endsWith(u".md");
}

// The product's own files, by their path from the top. Sample and golden files are what they are, byte for byte.
QStringList ownFiles()
{
    QStringList files;
    const QStringList tops{QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("models"), QStringLiteral("resources"),
                           QStringLiteral("tests"), QStringLiteral("packaging"), QStringLiteral(".ci")};
    for (const QString &folder : tops) {
        QDirIterator it(sourceDir + u'/' + folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next().mid(sourceDir.size() + 1);
            const bool sample = path.startsWith(u"tests/data/") || path.startsWith(u"resources/samples/") || path.contains(u"/golden/");
            const bool seed = path.startsWith(u"tests/fuzz/") && path.count(u'/') > 2;
            if (!sample && !seed && (isCode(path) || isScript(path) || isProse(path)))
                files += path;
        }
    }
    for (const char *top : {"CMakeLists.txt", "CMakePresets.json", "README.md"})
        files += QString::fromLatin1(top);
    return files;
}

// How long a line is without what stands in quotation marks: a sentence is not broken for the sake of a column.
qsizetype lengthOf(QString line)
{
    static const QRegularExpression quoted(QStringLiteral(R"re("(?:[^"\\]|\\.)*")re"));
    return line.size() <= longestLine ? line.size() : line.remove(quoted).size();
}

QStringList wrongLines(const QString &path, const QStringList &lines)
{
    // Words that mark what is unfinished; written apart so that this file may hold them.
    static const QRegularExpression unfinished(QStringLiteral("\\b(TO" "DO|FIX" "ME|XX" "X|HA" "CK)\\b|\\bfor " "now\\b|not " "implemented"));
    static const QRegularExpression emptyName(QStringLiteral("^\\s*(?:class|struct|enum class) \\w*(Manager|Helper|Helpers|Utils|Handler|Data)\\b"));
    static const QRegularExpression hiddenMacro(QStringLiteral("\\S\\s*Q_OBJECT\\s*$"));
    QStringList wrong;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines[i];
        const auto say = [&](const QString &what) { wrong += QStringLiteral("%1:%2: %3").arg(path).arg(i + 1).arg(what); };
        if (line.contains(u'\t'))
            say(QStringLiteral("a tab"));
        if (line.endsWith(u' ') && !isProse(path))
            say(QStringLiteral("blanks at the end"));
        if (lengthOf(line) > longestLine && !isProse(path))
            say(QStringLiteral("%1 characters").arg(line.size()));
        if (const auto match = unfinished.match(line); match.hasMatch())
            say(QStringLiteral("\"%1\": finish it or leave it out").arg(match.captured()));
        if (const auto match = emptyName.match(line); isCode(path) && match.hasMatch())
            say(QStringLiteral("a name that says nothing (%1)").arg(match.captured(1)));
        if (isCode(path) && hiddenMacro.match(line).hasMatch())
            say(QStringLiteral("Q_OBJECT begins its own line"));
    }
    return wrong;
}

// Functions stand between a "{" and a "}" of their own at the beginning of a line. Tables of test data may be as long as they are.
QStringList longFunctions(const QString &path, const QStringList &lines)
{
    QStringList wrong;
    qsizetype begin = -1;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i] == u"{" && i > 0 && !lines[i - 1].endsWith(u"_data()"))
            begin = i;
        if (lines[i] == u"}" && begin >= 0 && i - begin - 1 > longestFunction)
            wrong += QStringLiteral("%1:%2: a function of %3 lines").arg(path).arg(begin).arg(i - begin - 1);
        if (lines[i].startsWith(u'}'))
            begin = -1;
    }
    return wrong;
}

QStringList wrongIn(const QString &path, const QByteArray &bytes)
{
    QStringList wrong;
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() != bytes || bytes.startsWith("\xef\xbb\xbf"))
        wrong += path + u": not plain UTF-8"_qs;
    if (bytes.contains('\r'))
        wrong += path + u": a carriage return"_qs;
    if (!bytes.endsWith('\n') || bytes.endsWith("\n\n"))
        wrong += path + u": one line end at the end, no more, no less"_qs;
    QStringList lines = text.split(u'\n');
    lines.removeLast();
    wrong += wrongLines(path, lines);
    if (!isCode(path))
        return wrong;
    if (lines.size() > longestFile)
        wrong += QStringLiteral("%1: %2 lines").arg(path).arg(lines.size());
    if (path.endsWith(u".h") && !lines.contains(u"#pragma once"_qs))
        wrong += path + u": no #pragma once"_qs;
    if (path.endsWith(u".h") && !text.startsWith(u"//"))
        wrong += path + u": a header begins with its purpose"_qs;
    return wrong + longFunctions(path, lines);
}

} // namespace

class TestFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTopLevelIsFixed()
    {
        const QStringList allowed{u"CMakeLists.txt"_qs, u"CMakePresets.json"_qs, u"CMakeUserPresets.json"_qs, u"LICENSE"_qs, u"README.md"_qs,
                                  u"app"_qs, u"ui"_qs, u"models"_qs, u"resources"_qs, u"translations"_qs, u"tests"_qs, u"packaging"_qs,
                                  u"build"_qs};
        for (const QString &entry : QDir(sourceDir).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
            QVERIFY2(allowed.contains(entry), qPrintable(entry));
    }

    void everyFileKeepsToTheHouseStyle()
    {
        QStringList wrong;
        const QStringList files = ownFiles();
        QVERIFY(files.size() > 100);
        for (const QString &path : files) {
            QFile file(sourceDir + u'/' + path);
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
            wrong += wrongIn(path, file.readAll());
        }
        for (const QString &what : wrong)
            qWarning("%s", qPrintable(what));
        QCOMPARE(wrong.size(), 0);
    }

    void everySlipIsFound_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qsizetype>("slips");
        const auto row = [](const char *name, const QString &path, const QByteArray &text, qsizetype slips) {
            QTest::newRow(name) << path << text << slips;
        };
        const QString cpp = u"models/core/a.cpp"_qs;
        row("nothing", cpp, "int a()\n{\n    return 1;\n}\n", 0);
        row("a tab", cpp, "\tint a;\n", 1);
        row("blanks at the end", cpp, "int a; \n", 1);
        row("carriage returns", cpp, "int a;\r\n", 1);
        row("no line end", cpp, "int a;", 1);
        row("an empty line at the end", cpp, "int a;\n\n", 1);
        row("a byte order mark", cpp, "\xef\xbb\xbfint a;\n", 1);
        row("not UTF-8", cpp, "// caf\xe9\n", 1);
        row("unfinished", cpp, "// TO" "DO later\n", 1);
        row("a name that says nothing", cpp, "class CaseManager {};\n", 1);
        row("Q_OBJECT behind something", cpp, "class A { Q_OBJECT\n", 1);
        row("a long line", cpp, "// " + QByteArray(200, 'x') + "\n", 1);
        row("a long sentence", cpp, "say(\"" + QByteArray(200, 'x') + "\");\n", 0);
        row("a long line of prose", u"README.md"_qs, QByteArray(200, 'x') + "\n", 0);
        row("a long function", cpp, "void a()\n{\n" + QByteArray("    b();\n").repeated(61) + "}\n", 1);
        row("a long file", cpp, QByteArray("int b();\n").repeated(601), 1);
        row("a header without its purpose", u"models/core/a.h"_qs, "#pragma once\n", 1);
        row("a header that may come twice", u"models/core/a.h"_qs, "// Purpose.\n", 1);
    }

    void everySlipIsFound()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, text);
        QFETCH(qsizetype, slips);
        QCOMPARE(wrongIn(path, text).size(), slips);
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
