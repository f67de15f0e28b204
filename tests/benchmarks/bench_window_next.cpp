// From the keys that sign to the next case painted, over real clinical notes, median of all of them. Target: at most 100 ms.
#include "app/composition.h"
#include "benchmarks/benchmark.h"
#include "benchmarks/realcases.h"
#include "benchmarks/windowtiming.h"
#include "support/ward.h"
#include "ui/mainwindow.h"
#include "ui/review/reviewpage.h"
#include "ui/theme.h"

#include <QTest>

using namespace countersign;
using namespace countersign::benchmark;

int main(int argc, char **argv)
{
    TimedApplication application(argc, argv);
    ui::theme::install(application);
    testsupport::Ward ward;
    QList<QByteArray> lines = linesOf(QStringLiteral("aci-bench"));
    while (lines.size() < 80)
        lines.append(caseLine(lines.size()));
    if (const auto report = ward.importLines(lines); !report || report->files.first().imported != lines.size())
        qFatal("import failed");

    workflow::Session session(ward.door(), ward.storePath(), ward.keyring());
    ui::MainWindow window(session);
    window.resize(1400, 900);
    window.show();
    session.adopt(ward.ada());
    window.go(ui::MainWindow::Page::Desk);
    auto *desk = window.findChild<ui::ReviewPage *>();
    PaintWatch paints(desk);
    desk->openNext();
    pump([&] { return desk->hasCase() && paints.count() > 0; }, "the first case");

    std::vector<double> times;
    while (times.size() + 1 < size_t(lines.size())) {
        const core::CaseId current = desk->currentCase();
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : desk, Qt::Key_A, Qt::AltModifier);
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : desk, Qt::Key_Return, Qt::ControlModifier);
        pump([&] { return desk->hasCase() && desk->currentCase() != current; }, "the next case");
        const int before = paints.count();
        desk->update();
        pump([&] { return paints.count() > before; }, "its picture");
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    report("next case after signing", median(times), "ms", std::nullopt, "at most 100 ms, median over aci-bench");
    return 0;
}
