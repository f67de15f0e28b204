// The program's words: a sentence for every failure, no gaps, no placeholders left.
#include "exchange/caseline.h"
#include "ui/actions.h"
#include "ui/hands.h"
#include "ui/parts/keybutton.h"
#include "ui/speech.h"

#include <QSet>
#include <QTranslator>

using namespace countersign;
using core::ErrorKind;

namespace {
constexpr int kinds = int(ErrorKind::HistoryRewritten) + 1;
}

class TestSpeech : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void everyFailureHasItsOwnSentence()
    {
        QSet<QString> said;
        for (int i = 0; i < kinds; ++i) {
            const core::Error error{ErrorKind(i), QStringLiteral("a place"), QStringLiteral("a detail")};
            const QString sentence = ui::sentence(error);
            const QByteArray kind = core::kindName(error.kind).toUtf8();
            QVERIFY2(sentence.size() > 15, kind);
            QVERIFY2(sentence.endsWith(u'.'), kind);
            QVERIFY2(!sentence.contains(u'%'), kind);
            QVERIFY2(!said.contains(sentence), kind);
            said.insert(sentence);
        }
    }

    void sentencesStandWithoutPlaceAndDetail()
    {
        for (int i = 0; i < kinds; ++i) {
            const QString sentence = ui::sentence({ErrorKind(i), {}, {}});
            QVERIFY(sentence.size() > 15);
            QVERIFY2(!sentence.contains(u"()"), qPrintable(sentence));
        }
    }

    void aPlaceWithoutDetailLeavesNoGap()
    {
        for (int i = 0; i < kinds; ++i) {
            if (ErrorKind(i) == ErrorKind::HistoryRewritten) // always has both sizes
                continue;
            const QString sentence = ui::sentence({ErrorKind(i), QStringLiteral("a place"), {}});
            QVERIFY2(!sentence.contains(u"  "), qPrintable(sentence));
        }
    }

    void aTextThatCannotBeReadSaysWhatIsInIt()
    {
        const auto said = [](const char *line) {
            const auto read = exchange::readCaseLine(line);
            return read ? QString() : ui::sentence(read.error());
        };
        QVERIFY(said("{\"id\":\"a\\u0000b\"}").contains(u"NUL"));
        QVERIFY(said("{\"id\":\"a\\ud800b\"}").contains(u"half a character"));
        QVERIFY(said("{\"id\":\"a\xff\"}").contains(u"UTF-8"));
    }

    void everyNameHasWords()
    {
        for (int i = 0; i < core::caseStateCount; ++i)
            QVERIFY(!ui::words(core::CaseState(i)).isEmpty());
        for (int i = 0; i < core::roleCount; ++i)
            QVERIFY(!ui::words(core::Role(i)).isEmpty());
        for (const core::Verdict verdict : {core::Verdict::Approve, core::Verdict::Edit, core::Verdict::Reject, core::Verdict::Escalate})
            QVERIFY(!ui::words(verdict).isEmpty());
        QCOMPARE(ui::kindWords(QStringLiteral("clinical-note")), QStringLiteral("Clinical note"));
        QCOMPARE(ui::statementWords(QStringLiteral("case.imported")), QStringLiteral("Cases imported"));
        QCOMPARE(ui::statementWords(QStringLiteral("from.the.future")), QStringLiteral("from.the.future"));
    }

    void durationsReadLikeDurations_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown") << qint64(-1) << QStringLiteral("–");
        QTest::newRow("moment") << qint64(400) << QStringLiteral("under 1 s");
        QTest::newRow("seconds") << qint64(48'900) << QStringLiteral("48 s");
        QTest::newRow("whole minutes") << qint64(180'000) << QStringLiteral("3 min");
        QTest::newRow("minutes") << qint64(190'000) << QStringLiteral("3 min 10 s");
        QTest::newRow("hours") << qint64(7'500'000) << QStringLiteral("2 h 5 min");
        QTest::newRow("days") << qint64(5) * 86'400'000 << QStringLiteral("5 days");
    }

    void durationsReadLikeDurations()
    {
        QFETCH(qint64, milliseconds);
        QTEST(ui::duration(milliseconds), "words");
    }

    void whatIsOverdueSaysSo()
    {
        const QDateTime now(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);
        QVERIFY(ui::dueTime(now.addSecs(-60), now).startsWith(u"overdue"));
        QVERIFY(ui::dueTime(now.addSecs(60), now).startsWith(u"due"));
    }

    void everyCommandHasOneNameAndIsAskedForOnce()
    {
        QSet<QString> ids;
        for (int i = 0; i < ui::commandCount; ++i) {
            const ui::CommandInfo info = ui::commandInfo(ui::Command(i));
            QCOMPARE(int(info.command), i);
            QVERIFY(!info.text.isEmpty());
            QVERIFY(!info.group.isEmpty());
            QVERIFY2(!ids.contains(info.id), qPrintable(info.id));
            ids.insert(info.id);
        }
    }

    void everyBareLetterHasAWayWithAlt()
    {
        for (int i = 0; i < ui::commandCount; ++i) {
            const ui::CommandInfo info = ui::commandInfo(ui::Command(i));
            if (info.singleKey)
                QVERIFY2(info.keys.size() > 1, qPrintable(info.id));
        }
    }

    void bareLettersCanBeSwitchedOff()
    {
        QWidget owner;
        QAction *approve = ui::makeAction(ui::Command::Approve, &owner);
        QVERIFY(approve->shortcuts().contains(QKeySequence(Qt::Key_A)));
        ui::setSingleKeysOn(false);
        QVERIFY(!approve->shortcuts().contains(QKeySequence(Qt::Key_A)));
        QVERIFY(approve->shortcuts().contains(QKeySequence(Qt::ALT | Qt::Key_A)));
        ui::setSingleKeysOn(true);
        QVERIFY(approve->shortcuts().contains(QKeySequence(Qt::Key_A)));
    }

    void speaksGermanWhereItIsWanted()
    {
        QTranslator german;
        QVERIFY(german.load(QLocale(QLocale::German), QStringLiteral("countersign"), QStringLiteral("_"), QStringLiteral(":/i18n")));
        QCoreApplication::installTranslator(&german);
        QCOMPARE(ui::words(core::Verdict::Edit), QStringLiteral("Mit Änderungen gebilligt"));
        QCOMPARE(ui::sentence({ErrorKind::NotSignedIn, {}, {}}), QStringLiteral("Hier ist niemand angemeldet. Melden Sie sich zuerst an."));
        QCOMPARE(ui::commandInfo(ui::Command::TakeNext).text, QStringLiteral("Nächster Fall"));
        QCoreApplication::removeTranslator(&german);
        QCOMPARE(ui::words(core::Verdict::Edit), QStringLiteral("Approved with edits"));
    }

    void noTranslationIsHalfDone()
    {
        QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/translations/countersign_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("Warteschlange"));
        QVERIFY(!text.contains("unfinished"));
    }

    void onlyAnAdministratorManagesPeople()
    {
        core::Person person;
        person.roles = {{core::Role::Reviewer, core::TeamId(QStringLiteral("main"))}};
        QVERIFY(ui::mayUse(ui::Command::Approve, person));
        QVERIFY(!ui::mayUse(ui::Command::AddPerson, person));
        person.roles = {{core::Role::Administrator, core::TeamId(QStringLiteral("main"))}};
        QVERIFY(ui::mayUse(ui::Command::AddPerson, person));
        QVERIFY(!ui::mayUse(ui::Command::Approve, person));
    }

    void aButtonTellsItsKeyAndDoesWhatItsCommandDoes()
    {
        QWidget owner;
        QAction *approve = ui::makeAction(ui::Command::Approve, &owner);
        ui::KeyButton button(approve, ui::theme::Weight::Plain, &owner);
        int times = 0;
        connect(approve, &QAction::triggered, this, [&times] { ++times; });
        QCOMPARE(button.accessibleName(), QStringLiteral("Approve"));
        QVERIFY(button.accessibleDescription().contains(u'A'));
        QVERIFY(button.sizeHint().height() >= ui::theme::px(32));
        button.click();
        QCOMPARE(times, 1);
        approve->setEnabled(false);
        QVERIFY(!button.isEnabled());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestSpeech)
#include "tst_speech.moc"
