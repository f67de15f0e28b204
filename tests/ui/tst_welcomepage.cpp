// The first start: three steps by keyboard, with every rule said where it is broken.
#include "ui/hands.h"
#include "ui/welcome/welcomepage.h"

#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>

using namespace countersign;
using ui::WelcomePage;
using uitest::find;

namespace {

const QString goodSecret = QStringLiteral("seven herons cross the lake");

struct Made {
    QString place;
    workflow::NewStore request;
    std::function<void(core::Result<void>)> done;
};

ui::StoreMaker maker(QList<Made> &made)
{
    ui::StoreMaker it;
    it.suggestedPlace = QStringLiteral("/somewhere/store.countersign");
    it.check = [](const QString &place) -> core::Result<void> {
        if (place.contains(u"taken"))
            return core::fail(core::ErrorKind::StoreExists, place);
        return {};
    };
    it.make = [&made](const QString &place, const workflow::NewStore &request, std::function<void(core::Result<void>)> done) {
        made.append({place, request, std::move(done)});
    };
    return it;
}

QLineEdit *line(QWidget *page, const QString &name)
{
    return find<QLineEdit>(page, name);
}

void press(QWidget *page, const QString &button)
{
    auto *found = find<QAbstractButton>(page, button);
    QVERIFY2(found, qPrintable(button));
    found->click();
}

void introduce(QWidget *page, const QString &secret, const QString &again)
{
    line(page, QStringLiteral("Printed name, as under a signature"))->setText(QStringLiteral("Dr. Ada Mwangi"));
    line(page, QStringLiteral("Passphrase"))->setText(secret);
    line(page, QStringLiteral("Passphrase once more"))->setText(again);
}

} // namespace

class TestWelcomePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void goesThroughThreeStepsAndMakesTheStoreAskedFor()
    {
        QList<Made> made;
        WelcomePage page(maker(made));
        uitest::show(page);
        QSignalSpy finished(&page, &WelcomePage::finished);
        QCOMPARE(page.step(), 1);
        QTest::keyClicks(qApp->focusWidget(), QStringLiteral("North clinic"));
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
        QCOMPARE(page.step(), 2);
        introduce(&page, goodSecret, goodSecret);
        QCOMPARE(line(&page, QStringLiteral("Short id for signing in"))->text(), QStringLiteral("ada"));
        press(&page, QStringLiteral("Make the store"));
        QCOMPARE(made.size(), 1);
        QCOMPARE(made.first().place, QStringLiteral("/somewhere/store.countersign"));
        QCOMPARE(made.first().request.name, QStringLiteral("North clinic"));
        QCOMPARE(made.first().request.adminId.value, QStringLiteral("ada"));
        QCOMPARE(made.first().request.adminName, QStringLiteral("Dr. Ada Mwangi"));
        QCOMPARE(page.step(), 2);
        made.first().done({});
        QCOMPARE(page.step(), 3);
        QVERIFY2(line(&page, QStringLiteral("Passphrase"))->text().isEmpty(), "the passphrase does not stay in the field");
        press(&page, QStringLiteral("Start"));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.first().first().value<WelcomePage::Beginning>().with, WelcomePage::Beginning::With::Samples);
    }

    void takesTheFilesChosenToBeginWith()
    {
        QList<Made> made;
        uitest::LaidDownAnswers answers;
        answers.files = {QStringLiteral("/tmp/a.jsonl")};
        WelcomePage page(maker(made));
        uitest::show(page);
        QSignalSpy finished(&page, &WelcomePage::finished);
        press(&page, QStringLiteral("Continue"));
        introduce(&page, goodSecret, goodSecret);
        press(&page, QStringLiteral("Make the store"));
        made.first().done({});
        const QList<QRadioButton *> choices = page.findChildren<QRadioButton *>();
        for (QRadioButton *choice : choices)
            if (choice->text().startsWith(u"My own"))
                choice->click();
        press(&page, QStringLiteral("Start"));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.first().first().value<WelcomePage::Beginning>().files, answers.files);
    }

    void refusesAPlaceThatIsTaken()
    {
        QList<Made> made;
        WelcomePage page(maker(made));
        uitest::show(page);
        line(&page, QStringLiteral("Where it is kept"))->setText(QStringLiteral("/taken"));
        press(&page, QStringLiteral("Continue"));
        QCOMPARE(page.step(), 1);
        QVERIFY(uitest::reads(&page, QStringLiteral("already a store")));
    }

    void refusesAPassphraseThatIsTooShortOrNotTheSame_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("again");
        QTest::addColumn<QString>("said");
        QTest::newRow("too short") << QStringLiteral("short") << QStringLiteral("short") << QStringLiteral("At least 15 characters");
        QTest::newRow("not the same") << goodSecret << goodSecret + u'x' << QStringLiteral("differ");
        QTest::newRow("empty") << QString() << QString() << QStringLiteral("At least 15 characters");
    }

    void refusesAPassphraseThatIsTooShortOrNotTheSame()
    {
        QFETCH(QString, secret);
        QFETCH(QString, again);
        QFETCH(QString, said);
        QList<Made> made;
        WelcomePage page(maker(made));
        uitest::show(page);
        press(&page, QStringLiteral("Continue"));
        introduce(&page, secret, again);
        press(&page, QStringLiteral("Make the store"));
        QCOMPARE(made.size(), 0);
        QCOMPARE(page.step(), 2);
        QVERIFY(uitest::reads(&page, said));
    }

    void saysWhyTheStoreCouldNotBeMadeAndLetsOneTryAgain()
    {
        QList<Made> made;
        WelcomePage page(maker(made));
        uitest::show(page);
        press(&page, QStringLiteral("Continue"));
        introduce(&page, goodSecret, goodSecret);
        press(&page, QStringLiteral("Make the store"));
        QTest::keyClick(&page, Qt::Key_Return);
        QCOMPARE(made.size(), 1);
        made.first().done(core::fail(core::ErrorKind::DiskFull));
        QCOMPARE(page.step(), 2);
        QVERIFY(uitest::reads(&page, QStringLiteral("disk is full")));
        press(&page, QStringLiteral("Make the store"));
        QCOMPARE(made.size(), 2);
    }

    void everyControlHasAName()
    {
        QList<Made> made;
        WelcomePage page(maker(made));
        uitest::show(page);
        QCOMPARE(uitest::unnamed(&page).join(u'\n'), QString());
        press(&page, QStringLiteral("Continue"));
        QCOMPARE(uitest::unnamed(&page).join(u'\n'), QString());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestWelcomePage)
#include "tst_welcomepage.moc"
