// A locked window: nothing of a case or of what was typed is in memory any more, and whoever unlocks it is back where they were.
#include "app/desk.h"
#include "support/memorysearch.h"
#include "ui/hands.h"
#include "ui/parts/chip.h"
#include "ui/review/editor/suggestioneditor.h"

#include <QLineEdit>

using namespace countersign;
using testsupport::Needle;
using testsupport::timesInMemory;
using uitest::find;
using uitest::patience;

namespace {

Needle wide(const QString &text)
{
    return Needle(QByteArrayView(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
}

} // namespace

class LockedWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingOfACaseIsInMemoryAfterTheLock();

private:
    ui::SuggestionEditor *editor() const
    {
        const QList<ui::SuggestionEditor *> all = m_desk->window()->findChildren<ui::SuggestionEditor *>();
        for (ui::SuggestionEditor *one : all)
            if (one->isVisible() && !one->text().isEmpty())
                return one;
        return nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<app::Desk> m_desk;
};

void LockedWindowTest::initTestCase()
{
    uitest::prepareApplication(m_folder);
    app::Settings settings;
    settings.dataFolder = m_folder.filePath(QStringLiteral("data"));
    settings.keyringFolder = m_folder.filePath(QStringLiteral("keys"));
    settings.keyCost = ledger::SealCost::floor();
    m_desk = std::make_unique<app::Desk>(settings);
}

void LockedWindowTest::nothingOfACaseIsInMemoryAfterTheLock()
{
    const app::DemoStore demo = app::demoIn(m_folder.filePath(QStringLiteral("demo")));
    QVERIFY(app::makeDemo(demo));
    QVERIFY(m_desk->openDemo(demo));
    QTRY_VERIFY_WITH_TIMEOUT(find<ui::Chip>(m_desk->window(), QStringLiteral("Queue 25")), patience);
    m_desk->window()->openCase(core::CaseId(QStringLiteral("D2N068")));
    QTRY_VERIFY_WITH_TIMEOUT(editor(), patience);
    editor()->setCaret(0);
    QTest::keyClicks(editor(), QString::fromUtf8(QByteArray::fromHex("63616e617279776f7264")) + u' ');
    const Needle typed = wide(editor()->text().left(10));
    const QList<Needle> needles{typed, wide(editor()->text().mid(40, 24)), Needle(editor()->text().mid(40, 24).toUtf8())};
    for (int i = 0; i < 2; ++i)
        QVERIFY2(timesInMemory(needles.at(i)) > 0, "the search does not find what is there");

    QTest::keyClick(m_desk->window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!editor());
    for (const Needle &needle : needles)
        QTRY_COMPARE_WITH_TIMEOUT(timesInMemory(needle), 0, 20'000);

    auto *secret = find<QLineEdit>(m_desk->window(), QStringLiteral("Passphrase"));
    QFile file(demo.secretFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    secret->setText(QString::fromUtf8(file.readAll()).trimmed());
    QTest::keyClick(secret, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(editor(), patience);
    QVERIFY(timesInMemory(typed) > 0); // the case is back, and the draft with it
    QCOMPARE(m_desk->window()->page(), ui::MainWindow::Page::Desk);
}

QTEST_MAIN(LockedWindowTest)
#include "tst_lockedwindow.moc"
