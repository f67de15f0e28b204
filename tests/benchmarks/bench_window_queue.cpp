// The queue of 100 000 cases in a real window: how soon its first page is painted, what blocks while scrolling to the end, memory.
// The store is made by this process, the window shown by a second one, so that making it does not count.
#include "app/composition.h"
#include "benchmarks/benchmark.h"
#include "benchmarks/realcases.h"
#include "benchmarks/windowtiming.h"
#include "items/queuemodel.h"
#include "support/ward.h"
#include "ui/mainwindow.h"
#include "ui/queue/queuepage.h"
#include "ui/theme.h"

#include <QProcess>
#include <QScrollBar>
#include <QTableView>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr int rounds = 9;
constexpr int scrollSteps = 400;
const int cases = qEnvironmentVariableIntValue("COUNTERSIGN_BENCH_CASES") > 0 ? qEnvironmentVariableIntValue("COUNTERSIGN_BENCH_CASES") : 100'000;

// A signed-in window on the queue.
class Queue {
public:
    Queue(const QString &storePath, const QString &keys)
        : m_address{app::StoreAddress::Kind::Embedded, storePath, {}},
          m_session(app::storeDoor(m_address), storePath, {keys, ledger::SealCost::floor()}), m_window(m_session)
    {
        m_window.resize(1400, 900);
        m_window.show();
        pump([&] { return m_window.findChild<ui::QueuePage *>() != nullptr; }, "the pages, made while the passphrase is typed");
        m_page = m_window.findChild<ui::QueuePage *>();
        for (QTableView *table : m_window.findChildren<QTableView *>())
            if (auto *model = qobject_cast<items::QueueModel *>(table->model())) {
                m_table = table;
                m_model = model;
            }
        m_paints = new PaintWatch(m_table->viewport());
    }

    // Seconds from the moment somebody is signed in to painted rows.
    double unlock()
    {
        bool in = false;
        double took = 0;
        QObject::connect(&m_session, &workflow::Session::signedInChanged, &m_window, [&] {
            in = true;
            m_timer.start();
        });
        m_session.signIn(core::PersonId(QStringLiteral("ada")), workflow::typedSecret(testsupport::Ward::passphrase(QStringLiteral("ada"))));
        pump([&] { return in; }, "sign-in");
        pump([&] { return showsRows(); }, "the queue");
        took = double(m_timer.nsecsElapsed()) / 1e9;
        pump([&] { return m_model->rowCount() == cases; }, "all keys");
        return took;
    }

    // Seconds from asking for the list anew to its first page, painted.
    double firstPage()
    {
        m_timer.start();
        m_page->restart();
        pump([&] { return m_model->rowCount() == 0 || !m_model->row(0); }, "an empty list");
        const int before = m_paints->count();
        pump([&] { return showsRows() && m_paints->count() > before; }, "the first page");
        const double took = double(m_timer.nsecsElapsed()) / 1e9;
        pump([&] { return m_model->rowCount() == cases; }, "all keys");
        return took;
    }

    // Milliseconds of the longest event while scrolling to the end, each stop waiting for its rows.
    double scrollToTheEnd()
    {
        auto &application = static_cast<TimedApplication &>(*qApp);
        QScrollBar *bar = m_table->verticalScrollBar();
        bar->setValue(0);
        pump([&] { return rowsInSight(); }, "the top");
        application.takeLongest();
        for (int step = 1; step <= scrollSteps; ++step) {
            QMetaObject::invokeMethod(bar, [&] { bar->setValue(bar->maximum() * step / scrollSteps); }, Qt::QueuedConnection);
            const int before = m_paints->count();
            pump([&] { return m_paints->count() > before && rowsInSight(); }, "scrolled rows");
        }
        return application.takeLongest();
    }

private:
    bool showsRows() const { return m_table->isVisible() && m_paints->count() > 0 && rowsInSight(); }
    bool rowsInSight() const
    {
        if (m_model->rowCount() == 0)
            return false;
        const int first = m_table->rowAt(0), last = m_table->rowAt(m_table->viewport()->height() - 1);
        return first >= 0 && m_model->row(first) && m_model->row(last < 0 ? m_model->rowCount() - 1 : last);
    }

    app::StoreAddress m_address;
    workflow::Session m_session;
    ui::MainWindow m_window;
    ui::QueuePage *m_page = nullptr;
    QTableView *m_table = nullptr;
    items::QueueModel *m_model = nullptr;
    PaintWatch *m_paints = nullptr;
    QElapsedTimer m_timer;
};

// Seconds that the store itself needs for the same first page.
double queryAlone(const QString &storePath)
{
    const auto open = app::openStore({app::StoreAddress::Kind::Embedded, storePath, {}}, app::Access::Write).value();
    core::QueueFilter filter;
    filter.teams = {core::TeamId(QStringLiteral("main"))};
    filter.states = {core::CaseState::Open, core::CaseState::Escalated, core::CaseState::Disputed};
    filter.asker = core::PersonId(QStringLiteral("ada"));
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round)
        times.push_back(seconds([&] {
            const auto keys = open->ports().cases.queueKeys(filter, 256).value();
            if (open->ports().cases.queueRows(keys.mid(0, items::QueueModel::pageRows), filter.asker).value().isEmpty())
                qFatal("no rows");
        }));
    return median(times);
}

int showWindow(int argc, char **argv)
{
    const QString storePath = QString::fromLocal8Bit(argv[2]), keys = QString::fromLocal8Bit(argv[3]);
    TimedApplication application(argc, argv);
    ui::theme::install(application);
    Queue queue(storePath, keys);
    report("queue after unlock", queue.unlock() * 1000, "ms", std::nullopt, "at most 150 ms");
    report("resident memory", residentMegabytes(), "MB", std::nullopt, "at most 150 MB with 100 000 cases queued");
    std::vector<double> first, longest;
    for (int round = 0; round < rounds; ++round)
        first.push_back(queue.firstPage());
    const double query = queryAlone(storePath);
    report("queue first page", (median(first) - query) * 1000, "ms", median(first) / query, "at most 50 ms over the query's own time");
    for (int round = 0; round < 3; ++round)
        longest.push_back(queue.scrollToTheEnd());
    report("queue scrolling, longest block", median(longest), "ms", std::nullopt, "at most 16 ms");
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4)
        return showWindow(argc, argv);
    const QCoreApplication application(argc, argv);
    testsupport::Ward ward;
    const QString path = ward.folder() + QStringLiteral("/cases.jsonl");
    writeCases(path, cases);
    if (const auto report = workflow::importCases(ward.ports(), ward.ada(), {path}, {}); !report || report->files.first().imported != cases)
        qFatal("import failed");
    return QProcess::execute(QCoreApplication::applicationFilePath(), {QStringLiteral("--window"), ward.storePath(), ward.keyring().folder});
}
