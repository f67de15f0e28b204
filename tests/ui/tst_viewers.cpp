// Documents and scans on the desk, by name and key.
#include "decoding/decoded.h"
#include "ui/review/evidence/frames/scanevidence.h"
#include "ui/review/evidence/pages/pdfevidence.h"
#include "ui/review/evidence/textevidence.h"
#include "ui/review/evidence/zooming.h"
#include "support/forging.h"
#include "ui/reviewdesk.h"

#include <QCryptographicHash>
#include <QPushButton>
#include <QSlider>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTextEdit>

using namespace countersign;
using namespace countersign::uitest;

class ViewersTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    // A case with one file as its evidence and one citation into it.
    static void lay(Desk &desk, const QByteArray &type, const QByteArray &content, const QByteArray &citedIn = "{\"exact\":\"x\"}")
    {
        const QByteArray name = "evidence." + type.split('/').last();
        QFile file(desk.ward.folder() + u'/' + QString::fromLatin1(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const QByteArray sha = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
        QVERIFY(desk.ward.importLines({"{\"schema\":\"countersign.case/1\",\"id\":\"file\",\"kind\":\"scan\",\"evidence\":[{\"id\":\"file\",\"title\":\"Letter\","
                                       "\"mediaType\":\"" + type + "\",\"file\":\"" + name + "\",\"sha256\":\"" + sha
                                       + "\"}],\"suggestion\":{\"text\":\"Takes 500 mg twice daily.\",\"citations\":[{\"at\":{\"exact\":\"500 mg\"},"
                                         "\"evidence\":\"file\",\"in\":" + citedIn + "}]}}"}));
        desk.open(QStringLiteral("file"));
    }
    template <typename View>
    static View *shown(Desk &desk)
    {
        View *view = nullptr;
        [&] { QTRY_VERIFY_WITH_TIMEOUT((view = desk.page->findChild<View *>()) && view->isVisible(), patience); }();
        return view;
    }
    static ui::PageCanvas *pagesOf(ui::PdfEvidence *view) { return qobject_cast<ui::PageCanvas *>(view->reader()); }

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_settings); }

    void aCaseThatIsOpenedAgainShowsItsEvidenceAsItWasLeft()
    {
        decodingtest::Dicom series;
        series.rows = series.columns = 16;
        series.frames = "5";
        series.pixels = decodingtest::ramp(16 * 16, 5);
        Desk desk({});
        lay(desk, "application/dicom", series.file());
        auto *view = shown<ui::ScanEvidence>(desk);
        QVERIFY(view);
        view->reader()->setFocus();
        for (const Qt::Key key : {Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_Plus, Qt::Key_Plus, Qt::Key_W})
            desk.press(key);
        QTRY_COMPARE_WITH_TIMEOUT(view->frame(), 2, patience);
        const QVariantMap left = view->place();
        QVERIFY(left.contains(QStringLiteral("zoom")));
        QPointer<ui::ScanEvidence> before = view;
        desk.page->closeCase();
        QTRY_VERIFY_WITH_TIMEOUT(!before, patience);
        desk.open(QStringLiteral("file"));
        view = shown<ui::ScanEvidence>(desk);
        QVERIFY(view);
        QTRY_COMPARE_WITH_TIMEOUT(view->frame(), 2, patience);
        QCOMPARE(view->place(), left);
    }

    void aTextThatIsOpenedAgainIsScrolledAsItWasLeft_data()
    {
        QTest::addColumn<bool>("inFile");
        QTest::newRow("in a file") << true;
        QTest::newRow("in the case") << false;
    }
    void aTextThatIsOpenedAgainIsScrolledAsItWasLeft()
    {
        QFETCH(const bool, inFile);
        Desk desk({});
        const QByteArray paragraph = "One paragraph of a long letter.";
        if (inFile) {
            lay(desk, "text/plain", (paragraph + '\n').repeated(400));
        } else {
            QVERIFY(desk.ward.importLines({"{\"schema\":\"countersign.case/1\",\"id\":\"file\",\"kind\":\"note\",\"evidence\":[{\"id\":\"file\","
                                           "\"mediaType\":\"text/plain\",\"text\":\"" + (paragraph + "\\n").repeated(400)
                                           + "\"}],\"suggestion\":{\"text\":\"Nothing.\"}}"}));
            desk.open(QStringLiteral("file"));
        }
        auto *view = shown<ui::TextEvidence>(desk);
        QVERIFY(view);
        view->reader()->setFocus();
        for (int i = 0; i < 3; ++i)
            desk.press(Qt::Key_PageDown);
        const QVariantMap left = view->place();
        QVERIFY(left.value(QStringLiteral("y")).toInt() > 0);
        QPointer<ui::TextEvidence> before = view;
        desk.page->closeCase();
        QTRY_VERIFY_WITH_TIMEOUT(!before, patience);
        desk.open(QStringLiteral("file"));
        view = shown<ui::TextEvidence>(desk);
        QVERIFY(view);
        QCOMPARE(view->place(), left);
    }

    void aDocumentThatIsOpenedAgainIsAtTheSamePage()
    {
        Desk desk({});
        lay(desk, "application/pdf", decodingtest::pdfOf({"First", "Second", "Third", "Fourth"}));
        auto *view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        pagesOf(view)->setFocus();
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Plus})
            desk.press(key);
        QCOMPARE(pagesOf(view)->currentPage(), 2);
        const double zoom = pagesOf(view)->zoom();
        QPointer<ui::PdfEvidence> before = view;
        desk.page->closeCase();
        QTRY_VERIFY_WITH_TIMEOUT(!before, patience);
        desk.open(QStringLiteral("file"));
        view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        QCOMPARE(pagesOf(view)->currentPage(), 2);
        QCOMPARE(pagesOf(view)->zoom(), zoom);
    }

    void aDocumentIsLeafedThroughByKeyAndByNumber()
    {
        Desk desk({});
        lay(desk, "application/pdf", decodingtest::pdfOf({"First", "Second", "Third", "Fourth"}));
        auto *view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        ui::PageCanvas *pages = pagesOf(view);
        QCOMPARE(pages->accessibleName(), QStringLiteral("Evidence: Letter"));
        QCOMPARE(pages->pageCount(), 4);
        QTRY_VERIFY_WITH_TIMEOUT(!pages->wanted(), patience); // what is in sight was drawn
        pages->setFocus();
        desk.press(Qt::Key_Right);
        QCOMPARE(pages->currentPage(), 1);
        desk.press(Qt::Key_Left);
        QCOMPARE(pages->currentPage(), 0);
        desk.button(QStringLiteral("Next page"))->click();
        QCOMPARE(pages->currentPage(), 1);
        desk.press(Qt::Key_End);
        QCOMPARE(pages->currentPage(), 3);
        auto *number = find<QLineEdit>(view, QStringLiteral("Page"));
        QCOMPARE(number->text(), QStringLiteral("4"));
        number->setFocus();
        number->selectAll();
        desk.words(QStringLiteral("3"));
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(pages->currentPage(), 2);
        QVERIFY(reads(desk.page.get(), QStringLiteral("of 4")));
        const double fitted = pages->zoom();
        desk.press(Qt::Key_Plus, Qt::AltModifier);
        QCOMPARE(pages->zoom(), fitted * ui::zoomStep);
        desk.press(Qt::Key_0, Qt::AltModifier);
        QCOMPARE(pages->zoom(), fitted);
        QCOMPARE(unnamed(desk.page.get()), QStringList());
    }

    void smallPagesBesideTheDocumentLeadThroughItByKey()
    {
        Desk desk({});
        QList<QByteArray> texts;
        for (int i = 1; i <= 60; ++i)
            texts.append("Page " + QByteArray::number(i));
        lay(desk, "application/pdf", decodingtest::pdfOf(texts));
        auto *view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        auto *strip = find<ui::PageStrip>(view, QStringLiteral("Pages"));
        pagesOf(view)->setFocus();
        if (!strip->isVisible())
            desk.press(Qt::Key_P);
        QTRY_VERIFY(strip->isVisible());
        strip->setFocus();
        QTRY_VERIFY_WITH_TIMEOUT(!strip->wanted() && strip->picture(0), patience);
        QVERIFY(!strip->picture(59)); // nobody has looked there
        QCOMPARE(strip->model()->index(59, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Page 60"));
        desk.press(Qt::Key_Down);
        QCOMPARE(pagesOf(view)->currentPage(), 1);
        desk.press(Qt::Key_End);
        QCOMPARE(strip->currentPage(), 59);
        QTRY_VERIFY_WITH_TIMEOUT(strip->picture(59), patience);
        desk.press(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), pagesOf(view));
        desk.press(Qt::Key_Home);
        QCOMPARE(strip->currentPage(), 0); // it follows
        QCOMPARE(unnamed(desk.page.get()), QStringList());
        desk.press(Qt::Key_P);
        desk.press(Qt::Key_P);
        QVERIFY(!strip->isVisible());
        QCOMPARE(QApplication::focusWidget(), pagesOf(view));
    }

    void wordsAreFoundAcrossPages()
    {
        Desk desk({});
        lay(desk, "application/pdf", decodingtest::pdfOf({"Metformin here", "nothing", "metformin there", "last"}));
        auto *view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        desk.press(Qt::Key_F, Qt::ControlModifier);
        desk.words(QStringLiteral("METFORMIN"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.text(QStringLiteral("Places found")), QStringLiteral("1 of 2"), patience);
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.text(QStringLiteral("Places found")), QStringLiteral("2 of 2"));
        QTRY_COMPARE_WITH_TIMEOUT(pagesOf(view)->currentPage(), 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(pagesOf(view)->marks(ui::PageCanvas::Mark::CurrentMatch).value(2).size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(pagesOf(view)->marks(ui::PageCanvas::Mark::Match).value(0).size(), 1, patience);
    }

    void aCitationLightsUpItsWordsOnItsPage()
    {
        Desk desk({});
        lay(desk, "application/pdf", decodingtest::pdfOf({"First", "Metformin 500 mg", "Last"}), "{\"page\":2,\"exact\":\"500 mg\"}");
        auto *view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        QTRY_COMPARE_WITH_TIMEOUT(pagesOf(view)->marks(ui::PageCanvas::Mark::Cited).value(1).size(), 1, patience);
        desk.press(Qt::Key_C, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(pagesOf(view)->marks(ui::PageCanvas::Mark::Lit).value(1).size(), 1, patience);
        QCOMPARE(pagesOf(view)->currentPage(), 1);
    }

    void textSelectedWithThePointerCanBeCopied()
    {
        Desk desk({});
        lay(desk, "application/pdf", decodingtest::pdfOf({"Metformin"}));
        auto *view = shown<ui::PdfEvidence>(desk);
        QVERIFY(view);
        ui::PageCanvas *pages = pagesOf(view);
        QTRY_VERIFY_WITH_TIMEOUT(!pages->wanted(), patience);
        Q_EMIT pages->selecting(0, {70, 84}, {400, 90});
        QTRY_VERIFY_WITH_TIMEOUT(view->selectedText().contains(u"Metformi"), patience);
    }

    void aScanIsLeafedThroughAndItsWindowMoved()
    {
        Desk desk({});
        decodingtest::Dicom dicom;
        dicom.rows = dicom.columns = 16;
        dicom.frames = "5";
        dicom.pixels = decodingtest::ramp(256, 5);
        lay(desk, "application/dicom", dicom.file());
        auto *view = shown<ui::ScanEvidence>(desk);
        QVERIFY(view);
        QVERIFY(reads(desk.page.get(), QStringLiteral("1 of 5 · level 100, width 200")));
        view->reader()->setFocus();
        desk.press(Qt::Key_PageDown);
        QCOMPARE(view->frame(), 1);
        desk.press(Qt::Key_End);
        QCOMPARE(view->frame(), 4);
        desk.press(Qt::Key_Home);
        QCOMPARE(view->frame(), 0);
        find<QSlider>(view, QStringLiteral("Picture of the series"))->setValue(3);
        QCOMPARE(view->frame(), 3);
        desk.press(Qt::Key_W);
        QCOMPARE(view->window().name, QStringLiteral("NARROW"));
        desk.press(Qt::Key_W, Qt::ShiftModifier);
        QCOMPARE(view->window().name, QStringLiteral("WIDE"));
        desk.press(Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(view->window().width > 200);
        desk.press(Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(view->window().center < 100);
        desk.press(Qt::Key_T);
        auto *head = find<QTableWidget>(view, QStringLiteral("What the file says about itself"));
        QVERIFY(head && head->isVisible());
        QVERIFY(!head->findItems(QStringLiteral("Doe^Jane"), Qt::MatchExactly).isEmpty());
        QCOMPARE(unnamed(desk.page.get()), QStringList());
    }

    void lengthsAreMeasuredByKeyAndPointerInMillimetresWhereTheFileKnowsThem()
    {
        Desk desk({});
        decodingtest::Dicom dicom;
        dicom.rows = dicom.columns = 64;
        dicom.spacing = "0.5\\2";
        dicom.pixels = decodingtest::ramp(64 * 64, 1);
        lay(desk, "application/dicom", dicom.file());
        auto *view = shown<ui::ScanEvidence>(desk);
        QVERIFY(view);
        auto *canvas = qobject_cast<ui::ImageCanvas *>(view->reader());
        auto *button = find<QPushButton>(view, QStringLiteral("Measure a length"));
        button->click();
        desk.press(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(button->accessibleDescription(), QStringLiteral("20.0 mm (10.0 pixels)"));
        desk.press(Qt::Key_Space);
        desk.press(Qt::Key_Up);
        desk.press(Qt::Key_Up);
        QCOMPARE(button->accessibleDescription(), QStringLiteral("1.0 mm (2.0 pixels)"));
        const QPoint from = canvas->rect().center(), to = from + QPoint(qRound(canvas->zoom() * 4), 0);
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas, to);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
        QVERIFY2(std::abs(canvas->measure().pixels() - 4) < 0.2, qPrintable(canvas->measure().words()));
        button->click();
        desk.press(Qt::Key_Right, Qt::ShiftModifier); // moves the grey values again
        QVERIFY(std::abs(canvas->measure().pixels() - 4) < 0.2);
        QCOMPARE(unnamed(desk.page.get()), QStringList());
        QCOMPARE(ui::Measure::pixelFrom(QStringLiteral("0.5\\0.25 ")), QSizeF(0.25, 0.5));
        for (const char *none : {"", "0.5", "0\\1", "-1\\1", "nan\\1", "a\\b"})
            QVERIFY2(ui::Measure::pixelFrom(QString::fromLatin1(none)).isEmpty(), none);
    }

    void withTheKeyboardOnTheCaseThePageKeysMoveTheEvidence()
    {
        Desk desk({});
        decodingtest::Dicom dicom;
        dicom.frames = "2";
        dicom.pixels = decodingtest::ramp(16, 2);
        lay(desk, "application/dicom", dicom.file());
        auto *view = shown<ui::ScanEvidence>(desk);
        QVERIFY(view);
        desk.page->setFocus();
        QTest::keyClick(desk.page.get(), Qt::Key_PageDown);
        QCOMPARE(view->frame(), 1);
    }

    void aPageMadeToBringTheWindowToAStandIsRead_data()
    {
        QTest::addColumn<QByteArray>("page");
        for (const char *tag : {"<table><tr><td>", "<table><tr><td colspan=100000>", "<i><b>", "<ul><li>", "<div>"})
            QTest::newRow(tag) << QByteArray(tag).repeated(20'000) + "Metformin";
        QTest::newRow("cells") << "<table>" + QByteArray("<tr><td>a<td>b").repeated(50'000) + "<tr><td>Metformin</table>";
    }

    void aPageMadeToBringTheWindowToAStandIsRead()
    {
        QFETCH(const QByteArray, page);
        Desk desk({});
        lay(desk, "text/html", page);
        QTextEdit *shown = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((shown = find<QTextEdit>(desk.page.get(), QStringLiteral("Evidence: Letter"))), patience);
        QVERIFY(shown->toPlainText().contains(QStringLiteral("Metformin")));
        shown->grab(); // laid out and painted
    }

    void aFileThatIsNotWhatWasSignedForIsNotLeftOnTheDesk()
    {
        decodingtest::Dicom series;
        series.rows = series.columns = 512;
        series.frames = "60"; // 31 MB: the first picture is there long before the last byte
        series.pixels = decodingtest::ramp(512 * 512, 60);
        Desk desk({});
        lay(desk, "application/dicom", series.file());
        QVERIFY(shown<ui::ScanEvidence>(desk));
        desk.page->closeCase();
        testsupport::forge(desk.ward.storePath(), {QStringLiteral("UPDATE blob SET content = CAST(substr(content, 1, length(content) - 1) || x'7f' AS BLOB) "
                                                                  "WHERE length(content) > 1000000")});
        desk.open(QStringLiteral("file"));
        QTRY_VERIFY_WITH_TIMEOUT(reads(desk.page.get(), QStringLiteral("The store is damaged")), patience);
        QVERIFY(!desk.page->findChild<ui::ScanEvidence *>() || !desk.page->findChild<ui::ScanEvidence *>()->isVisible());
        QVERIFY(desk.button(QStringLiteral("Save a copy…")));
    }

    void aFileThatCannotBeShownSaysWhyAndTheCaseGoesOn_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("sentence");
        const QByteArray pdf("application/pdf"), scan("application/dicom");
        decodingtest::Dicom dicom;
        QTest::newRow("a picture named PDF") << pdf << QByteArray("\x89PNG\r\n\x1a\n") << QStringLiteral("This is not a PDF document");
        QTest::newRow("a cut PDF") << pdf << QByteArray("%PDF-1.7\n") << QStringLiteral("This document is damaged or was cut short");
        QTest::newRow("a scan without a picture") << scan << dicom.file() << QStringLiteral("This DICOM file holds no picture");
        dicom.syntax.clear();
        QTest::newRow("a scan without transfer syntax") << scan << dicom.file() << QStringLiteral("does not say how its pictures are stored");
    }

    void aFileThatCannotBeShownSaysWhyAndTheCaseGoesOn()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, content);
        QFETCH(QString, sentence);
        Desk desk({});
        lay(desk, type, content);
        QTRY_VERIFY_WITH_TIMEOUT(reads(desk.page.get(), sentence), patience);
        QVERIFY(desk.button(QStringLiteral("Save a copy…")));
        QVERIFY(!desk.editor()->isReadOnly());
    }
};

QTEST_MAIN(ViewersTest)
#include "tst_viewers.moc"
