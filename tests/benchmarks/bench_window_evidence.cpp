// Opening what a case stands on: texts, documents and scans, from the call that opens the case to its picture on the screen; and the memory it
// takes to have seen many. Targets: text at most 50 ms and 10 ms in one piece; first picture at most 200 ms; memory after 500 cases within 10 %
// of after 50.
#include "benchmarks/benchmark.h"
#include "benchmarks/realcases.h"
#include "benchmarks/windowtiming.h"
#include "decoding/decoded.h"
#include "support/ward.h"
#include "ui/mainwindow.h"
#include "ui/review/evidence/frames/scanevidence.h"
#include "ui/review/evidence/pages/pagecanvas.h"
#include "ui/review/reviewpage.h"
#include "ui/theme.h"

using namespace countersign;
using namespace countersign::benchmark;

namespace {

QByteArray fileCase(const QString &folder, const QByteArray &id, const QByteArray &type, const QByteArray &content)
{
    const QByteArray name = id + '.' + type.split('/').last();
    QFile file(folder + u'/' + QString::fromLatin1(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name.constData());
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id + "\",\"kind\":\"scan\",\"evidence\":[{\"id\":\"file\",\"title\":\"Letter\",\"mediaType\":\"" + type
        + "\",\"file\":\"" + name + "\"}],\"suggestion\":{\"text\":\"Takes 500 mg twice daily.\"}}";
}

QByteArray seriesOf(quint16 side, int frames)
{
    decodingtest::Dicom series;
    series.rows = series.columns = side;
    series.frames = QByteArray::number(frames);
    series.pixels = decodingtest::ramp(side * side, frames);
    return series.file();
}

class Desk {
public:
    Desk(testsupport::Ward &ward, TimedApplication &application)
        : m_application(application), m_session(ward.door(), ward.storePath(), ward.keyring()), m_window(m_session)
    {
        m_window.resize(1400, 900);
        m_window.show();
        m_session.adopt(ward.ada());
        m_window.go(ui::MainWindow::Page::Desk);
        m_page = m_window.findChild<ui::ReviewPage *>();
    }

    // Milliseconds until the case lies there and has been painted, with `there` true.
    double open(const QString &id, const std::function<bool()> &there)
    {
        m_page->closeCase();
        pump([&] { return !m_page->hasCase(); }, "the empty desk");
        PaintWatch paints(m_page);
        m_application.takeLongest();
        QElapsedTimer timer;
        timer.start();
        m_page->openCase(core::CaseId(id));
        QElapsedTimer since; // looking for the view takes time itself: once a millisecond
        since.start();
        pump([&] {
            if (since.nsecsElapsed() < 1'000'000)
                return false;
            const bool lies = m_page->hasCase() && m_page->currentCase().value == id && there();
            since.start();
            return lies;
        }, "the case");
        const int before = paints.count();
        m_page->update();
        pump([&] { return paints.count() > before; }, "its picture");
        return double(timer.nsecsElapsed()) / 1e6;
    }

    template <typename View>
    double openFile(const QString &id)
    {
        return open(id, [this] {
            const View *view = m_page->findChild<View *>();
            return view && view->isVisible();
        });
    }
    double openPages(const QString &id)
    {
        return open(id, [this] {
            const auto *pages = m_page->findChild<ui::PageCanvas *>();
            return pages && pages->isVisible() && !pages->wanted();
        });
    }
    double openText(const QString &id)
    {
        return open(id, [] { return true; });
    }
    double takeLongest() { return m_application.takeLongest(); }

private:
    TimedApplication &m_application;
    workflow::Session m_session;
    ui::MainWindow m_window;
    ui::ReviewPage *m_page = nullptr;
};

void measureTexts(Desk &desk, int number)
{
    std::vector<double> times, pieces;
    for (int i = 0; i < number; ++i) {
        times.push_back(desk.openText(QStringLiteral("t%1").arg(i)));
        pieces.push_back(desk.takeLongest());
    }
    report("text case opened", median(times), "ms", std::nullopt, "at most 50 ms, median");
    report("longest piece of opening a text case", median(pieces), "ms", std::nullopt, "at most 10 ms, median over the cases");
}

void measureFiles(Desk &desk)
{
    std::vector<double> documents, series, large;
    for (int i = 0; i < 5; ++i) {
        documents.push_back(desk.openPages(QStringLiteral("document")));
        series.push_back(desk.openFile<ui::ScanEvidence>(QStringLiteral("series")));
        large.push_back(desk.openFile<ui::ScanEvidence>(QStringLiteral("large")));
    }
    report("first picture of a 16-page document", median(documents), "ms", std::nullopt, "at most 200 ms");
    report("first picture of 500 frames of 128 x 128", median(series), "ms", std::nullopt, "at most 200 ms");
    report("first picture of 500 frames of 512 x 512", median(large), "ms", std::nullopt, "at most 200 ms");
}

void measureMemory(Desk &desk, int texts)
{
    double early = 0;
    for (int i = 0; i < 500; ++i) {
        if (i % 10 == 3)
            desk.openPages(QStringLiteral("document"));
        else if (i % 10 == 7)
            desk.openFile<ui::ScanEvidence>(QStringLiteral("series"));
        else
            desk.openText(QStringLiteral("t%1").arg(i % texts));
        if (i == 49)
            early = residentMegabytes();
    }
    const double late = residentMegabytes();
    report("memory after 500 mixed cases", late, "MB", late / early, "after 50 of them; at most 1.1");
}

} // namespace

int main(int argc, char **argv)
{
    TimedApplication application(argc, argv);
    ui::theme::install(application);
    decoding::Child::setProgram(QStringLiteral(COUNTERSIGN_DECODER));
    testsupport::Ward ward;
    constexpr int texts = 80;
    QList<QByteArray> lines;
    const QList<QByteArray> notes = linesOf(QStringLiteral("aci-bench"));
    for (int i = 0; i < texts; ++i) {
        QByteArray line = notes.isEmpty() ? caseLine(i) : notes[i % notes.size()];
        const qsizetype at = line.indexOf("\"id\": \"") + 7;
        lines.append(line.replace(at, line.indexOf('"', at) - at, 't' + QByteArray::number(i)));
    }
    QList<QByteArray> pages;
    for (int i = 0; i < 16; ++i)
        pages.append("Page " + QByteArray::number(i + 1) + " of a letter");
    lines.append(fileCase(ward.folder(), "document", "application/pdf", decodingtest::pdfOf(pages)));
    lines.append(fileCase(ward.folder(), "series", "application/dicom", seriesOf(128, 500)));
    lines.append(fileCase(ward.folder(), "large", "application/dicom", seriesOf(512, 500)));
    if (const auto report = ward.importLines(lines); !report || report->files.first().imported != lines.size())
        qFatal("import failed");

    Desk desk(ward, application);
    measureTexts(desk, texts);
    measureFiles(desk);
    measureMemory(desk, texts);
    return 0;
}
