// Every case of ../shared/data opened on the desk one after another, each of its items looked at, with nothing to warn of. A tenth of the texts
// unless COUNTERSIGN_FULL is set; all the files always.
#include "ui/reviewdesk.h"

#include "ui/review/evidence/evidencepane.h"
#include "workflow/importcases.h"
#include "workflow/opencase.h"

#include <QDir>
#include <QTemporaryDir>

using namespace countersign;
using uitest::Desk;

namespace {

const QString sharedData = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data");

QStringList &warnings()
{
    static QStringList said;
    return said;
}

void listen(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    // Of the platform without a screen; of the first font asked for letters that another one of the list then has.
    static const QStringList harmless{QStringLiteral("This plugin does not support propagateSizeHints"), QStringLiteral("  OpenType support missing for ")};
    if (type != QtDebugMsg && std::ranges::none_of(harmless, [&message](const QString &start) { return message.startsWith(start); }))
        warnings().append(message);
}

} // namespace

class RealCasesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_settings); }
    void everyCaseCanBeLookedAt_data();
    void everyCaseCanBeLookedAt();

private:
    static bool isOpening(const Desk &desk) { return uitest::reads(desk.page.get(), QStringLiteral("Opening…")); }

    QTemporaryDir m_settings;
};

void RealCasesTest::everyCaseCanBeLookedAt_data()
{
    QTest::addColumn<QString>("set");
    for (const QString &set : QDir(sharedData).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(qPrintable(set)) << set;
    if (!QDir(sharedData).exists())
        QTest::newRow("none") << QString();
}

void RealCasesTest::everyCaseCanBeLookedAt()
{
    QFETCH(const QString, set);
    if (set.isEmpty())
        QSKIP("../shared/data is not here");
    Desk desk({});
    const auto report = workflow::importCases(desk.ward.ports(), desk.ward.ada(), {sharedData + u'/' + set + QStringLiteral("/cases.jsonl")}, {});
    QVERIFY(report);
    core::QueueFilter all;
    all.teams = {core::TeamId(QStringLiteral("main"))};
    const auto keys = desk.ward.ports().cases.queueKeys(all);
    QVERIFY(keys && !keys->isEmpty());
    const auto rows = desk.ward.ports().cases.queueRows(*keys, desk.ward.ada().person.id);
    QVERIFY(rows);
    auto *evidence = desk.page->findChild<ui::EvidencePane *>();
    QVERIFY(evidence);
    warnings().clear();
    const QtMessageHandler before = qInstallMessageHandler(&listen);
    int number = 0;
    for (const core::QueueRow &row : *rows) {
        const auto laid = workflow::layCase(desk.ward.ports(), row.id, desk.ward.ada().person);
        QVERIFY(laid);
        const bool hasFiles = std::ranges::any_of(laid->record.evidence, [](const core::EvidenceItem &item) { return !item.text; });
        if (!hasFiles && number++ % 10 != 0 && !qEnvironmentVariableIsSet("COUNTERSIGN_FULL"))
            continue;
        desk.open(row.id.value);
        for (qsizetype item = 0; item < laid->record.evidence.size(); ++item, evidence->step(1))
            QTRY_VERIFY2_WITH_TIMEOUT(!isOpening(desk), qPrintable(row.id.value), uitest::patience);
        desk.page->closeCase();
    }
    qInstallMessageHandler(before);
    QVERIFY2(warnings().isEmpty(), qPrintable(warnings().join(u'\n')));
}

QTEST_MAIN(RealCasesTest)
#include "tst_realcases.moc"
