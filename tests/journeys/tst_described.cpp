// The manual page and the completions are made from the declarations: every verb and every option of the help is in them.
#include "journeys/program.h"

#include <QRegularExpression>

using namespace countersign::journeys;

namespace {

struct VerbOfHelp {
    QStringList path;    // "person", "add"
    QStringList options; // "--name"
};

// The lines of one section of a help text.
QStringList section(const QString &help, const QString &title)
{
    QStringList lines;
    bool inside = false;
    for (const QString &line : help.split(u'\n')) {
        if (!line.startsWith(u' '))
            inside = line == title;
        else if (inside)
            lines.append(line);
    }
    return lines;
}

} // namespace

class DescribedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyVerbAndOptionIsInTheManual();
    void everyVerbAndOptionIsInEveryCompletion();
    void theManualIsWellFormed();
    void bashCompletesVerbsOptionsAndWords_data();
    void bashCompletesVerbsOptionsAndWords();
    void whatIsInstalledIsWhatTheProgramSays();

private:
    void collect(const QStringList &path);

    Home m_home;
    QList<VerbOfHelp> m_verbs;
};

void DescribedTest::collect(const QStringList &path)
{
    const QString help = QString::fromUtf8(m_home.run(path + QStringList{QStringLiteral("--help")}).out);
    VerbOfHelp verb{path, {}};
    static const QRegularExpression longName(QStringLiteral("^ {2}(?:-\\w, )?(--[a-z-]+)"));
    for (const QString &title : {QStringLiteral("Options"), QStringLiteral("Options of every command, before or after its name")})
        for (const QString &line : section(help, title))
            if (const auto match = longName.match(line); match.hasMatch())
                verb.options.append(match.captured(1));
    m_verbs.append(verb);
    static const QRegularExpression name(QStringLiteral("^ {2}([a-z-]+)"));
    for (const QString &line : section(help, QStringLiteral("Commands")))
        if (const auto match = name.match(line); match.hasMatch())
            collect(path + QStringList{match.captured(1)});
}

void DescribedTest::initTestCase()
{
    collect({});
    QVERIFY(m_verbs.size() > 25);
    QVERIFY(m_verbs.first().options.contains(QStringLiteral("--secret-file")));
}

void DescribedTest::everyVerbAndOptionIsInTheManual()
{
    const Ended ended = m_home.run(words("manual"));
    QCOMPARE(ended.code, 0);
    const QString manual = QString::fromUtf8(ended.out).replace(QStringLiteral("\\-"), QStringLiteral("-"));
    for (const VerbOfHelp &verb : m_verbs) {
        const QString part = verb.path.isEmpty() ? manual : manual.section(QStringLiteral(".SS ") + verb.path.join(u' '), 1).section(QStringLiteral(".SS "), 0, 0);
        const bool isGroup = std::any_of(m_verbs.begin(), m_verbs.end(), [&](const VerbOfHelp &one) {
            return one.path.size() > verb.path.size() && one.path.first(verb.path.size()) == verb.path;
        });
        QVERIFY2(!part.isEmpty() || isGroup, qPrintable(verb.path.join(u' ')));
        for (const QString &option : verb.options)
            QVERIFY2(part.contains(option), qPrintable(verb.path.join(u' ') + u' ' + option));
    }
}

void DescribedTest::everyVerbAndOptionIsInEveryCompletion()
{
    for (const QString &shell : words("bash zsh fish")) {
        const Ended ended = m_home.run({QStringLiteral("completion"), QStringLiteral("--shell"), shell});
        QCOMPARE(ended.code, 0);
        const QString script = QString::fromUtf8(ended.out);
        for (const VerbOfHelp &verb : m_verbs) {
            QString path;
            for (const QString &level : verb.path)
                path += u'/' + level;
            QVERIFY2(script.contains(path), qPrintable(shell + path));
            for (const QString &option : verb.options)
                QVERIFY2(script.contains(shell == u"fish" ? QStringLiteral(" -l ") + option.mid(2) : option), qPrintable(shell + path + u' ' + option));
        }
    }
}

void DescribedTest::theManualIsWellFormed()
{
    const QByteArray manual = m_home.run(words("manual")).out;
    QVERIFY(manual.startsWith(".TH COUNTERSIGN 1 "));
    for (const char *title : {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"})
        QVERIFY2(manual.contains(QByteArray(".SH ") + title + '\n'), title);
    static const QRegularExpression request(QStringLiteral("^\\.(TH|SH|SS|TP|B|PP|nf|fi|I|RI)( .*)?$"));
    for (const QByteArray &line : manual.split('\n'))
        if (line.startsWith('.'))
            QVERIFY2(request.match(QString::fromUtf8(line)).hasMatch(), line.constData());
}

void DescribedTest::bashCompletesVerbsOptionsAndWords_data()
{
    QTest::addColumn<QStringList>("typed");
    QTest::addColumn<QString>("offered");  // among them
    QTest::addColumn<QString>("notOffered");
    const auto row = [](const char *typed, const QStringList &words, const char *offered, const char *notOffered) {
        QTest::newRow(typed) << words << QString::fromUtf8(offered) << QString::fromUtf8(notOffered);
    };
    row("a verb", {QStringLiteral("dec")}, "decide", "claim");
    row("a verb below", {QStringLiteral("person"), QStringLiteral("a")}, "add", "decide");
    row("an option", {QStringLiteral("cases"), QStringLiteral("--st")}, "--state", "--batch");
    row("an option of every verb", {QStringLiteral("person"), QStringLiteral("list"), QStringLiteral("--js")}, "--json", "--name");
    row("a word", {QStringLiteral("cases"), QStringLiteral("--risk"), QString()}, "medium", "--json");
    row("a person named as a verb", {QStringLiteral("--as"), QStringLiteral("person"), QStringLiteral("dec")}, "decide", "add");
    row("a file", {QStringLiteral("import"), QStringLiteral("ca")}, "cases.jsonl", "cases");
    row("nothing hidden", {QStringLiteral("man")}, "", "manual");
}

void DescribedTest::bashCompletesVerbsOptionsAndWords()
{
    QFETCH(QStringList, typed);
    QFETCH(QString, offered);
    QFETCH(QString, notOffered);
    m_home.write(QStringLiteral("cases.jsonl"), "\n");
    const QString script = m_home.write(QStringLiteral("completion.bash"), m_home.run(words("completion --shell bash")).out);
    QProcess bash;
    bash.setWorkingDirectory(m_home.path({}));
    bash.start(QStringLiteral("bash"), QStringList{QStringLiteral("--norc"), QStringLiteral("-c"),
                                                   QStringLiteral("set -u; . \"$1\" && shift && COMP_WORDS=(countersign \"$@\") COMP_CWORD=$# && _countersign && "
                                                                  "printf '%s\\n' \"${COMPREPLY[@]}\""),
                                                   QStringLiteral("bash"), script} + typed);
    QVERIFY(bash.waitForFinished(Home::patience));
    QVERIFY2(bash.exitCode() == 0 || offered.isEmpty(), bash.readAllStandardError().constData());
    const QStringList words = QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY2(offered.isEmpty() || words.contains(offered), qPrintable(words.join(u' ')));
    QVERIFY2(!words.contains(notOffered), qPrintable(words.join(u' ')));
}

void DescribedTest::whatIsInstalledIsWhatTheProgramSays()
{
    const QString folder = QFileInfo(QStringLiteral(COUNTERSIGN_PROGRAM)).absolutePath() + QStringLiteral("/../described/");
    for (const auto &[file, call] : {std::pair{"countersign.1", "manual"}, std::pair{"countersign.bash", "completion --shell bash"},
                                     std::pair{"countersign.zsh", "completion --shell zsh"}, std::pair{"countersign.fish", "completion --shell fish"}}) {
        QFile made(folder + QLatin1String(file));
        QVERIFY2(made.open(QIODevice::ReadOnly), file);
        QCOMPARE(made.readAll(), m_home.run(words(call)).out);
    }
}

QTEST_GUILESS_MAIN(DescribedTest)
#include "tst_described.moc"
