// What the decoding child makes of good and of hostile files, and what it cannot do.
#include "decoding/decoded.h"

#include <QBuffer>
#include <QDirIterator>
#include <QImage>
#include <QTemporaryDir>
#include <QtEndian>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace countersign::decoding;
using namespace countersign::decodingtest;

class DecodingTest : public QObject {
    Q_OBJECT

private:
    static Why whyOf(Kind kind, const QByteArray &bytes)
    {
        Asked asked(kind, bytes);
        const auto opened = asked.open();
        if (!opened)
            return opened.error().why;
        const auto picture = asked.picture(0, {100, 100});
        return picture ? Why::BadAnswer : picture.error().why;
    }
    static QString said(const Failure &failure) { return QString::number(int(failure.why)) + u' ' + failure.detail; }
    // The check sum of a PNG chunk, so that a lie in it is not taken for damage.
    static quint32 crcOf(const QByteArray &bytes)
    {
        quint32 crc = ~0u;
        for (const char byte : bytes) {
            crc ^= quint8(byte);
            for (int bit = 0; bit < 8; ++bit)
                crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
        }
        return ~crc;
    }
    static QByteArray png(QSize size)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(qRgb(10, 20, 30));
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    }

private Q_SLOTS:
    void initTestCase() { Child::setProgram(QStringLiteral(COUNTERSIGN_DECODER)); }

    void theFileThatIsHandedOverCannotBeChangedAnyMore()
    {
        const auto file = SharedFile::of("what was signed for");
        QVERIFY(file);
        const int handed = (*file)->descriptor();
        QCOMPARE(::pwrite(handed, "x", 1, 0), ssize_t(-1));
        QCOMPARE(::ftruncate(handed, 3), -1);
        QCOMPARE(::ftruncate(handed, 300), -1);
        const int writable = ::open(("/proc/self/fd/" + QByteArray::number(handed)).constData(), O_RDWR);
        QCOMPARE(::pwrite(writable, "x", 1, 0), ssize_t(-1)); // not by who opens it again either
        QCOMPARE(::ftruncate(writable, 3), -1);
        ::close(writable);
        char byte = 0;
        QCOMPARE(::pread(handed, &byte, 1, 0), ssize_t(1));
        QCOMPARE(byte, 'w');
        QVERIFY(::fcntl(handed, F_GETFD) & FD_CLOEXEC); // other programs that are started do not get it
    }

    void aFileTakesAsManyBytesAsItHasAndNoMore()
    {
        const auto file = SharedFile::ofSize(5);
        QVERIFY(file);
        QVERIFY((*file)->append("abc"));
        QVERIFY(!(*file)->isWhole());
        QVERIFY(!(*file)->append("def"));
        QVERIFY((*file)->append("de"));
        QVERIFY((*file)->isWhole());
        QVERIFY(!(*file)->append("f"));
        QVERIFY((*SharedFile::ofSize(0))->isWhole());
    }

    void aScanShowsTheFramesThatAreThereWhileTheOthersAreOnTheirWay()
    {
        Dicom dicom;
        dicom.rows = dicom.columns = 64;
        dicom.frames = "40";
        dicom.pixels = ramp(64 * 64, 40);
        const QByteArray bytes = dicom.file();
        const qsizetype frame = 64 * 64 * 2, first = bytes.size() - 40 * frame;
        const auto file = SharedFile::ofSize(bytes.size());
        QVERIFY(file);
        QVERIFY((*file)->append(QByteArrayView(bytes).first(first + frame)));
        Asked asked(Kind::Dicom, *file);
        const auto opened = asked.open();
        QVERIFY2(opened, opened ? "" : qPrintable(said(opened.error())));
        QCOMPARE(opened->parts.size(), 40);
        QVERIFY(asked.picture(0));

        std::optional<Answer<Picture>> last;
        asked.child.setPatience(20);
        asked.child.picture(&asked.context, 39, {}, [&](Answer<Picture> picture) { last = std::move(picture); });
        QTest::qWait(100); // five times its patience: what is on its way is no hanging child
        QVERIFY(!last);
        asked.child.setPatience(patience);
        QVERIFY((*file)->append(QByteArrayView(bytes).sliced(first + frame)));
        QTRY_VERIFY_WITH_TIMEOUT(last, patience);
        QVERIFY(*last);
        QCOMPARE((*last)->first, 39'000.0);
    }

    void aDocumentIsOpenedWhenAllOfItIsThere()
    {
        const QByteArray bytes = pdfOf({"All of it"});
        const auto file = SharedFile::ofSize(bytes.size());
        QVERIFY(file);
        Asked asked(Kind::Pdf, *file);
        std::optional<Answer<Opened>> opened;
        asked.child.open(&asked.context, [&](Answer<Opened> answer) { opened = std::move(answer); });
        QVERIFY((*file)->append(QByteArrayView(bytes).first(100)));
        QTRY_VERIFY_WITH_TIMEOUT(asked.child.processId() > 0, patience);
        QVERIFY(!opened);
        QVERIFY((*file)->append(QByteArrayView(bytes).sliced(100)));
        QTRY_VERIFY_WITH_TIMEOUT(opened, patience);
        QVERIFY(*opened);
        QVERIFY(asked.text(0)->contains(QStringLiteral("All of it")));
    }

    void aWebPageIsMadePlain_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QString>("plain");
        const auto row = [](const char *what, const QByteArray &page, const char *plain) { QTest::newRow(what) << page << QString::fromUtf8(plain); };
        row("what gives sense stays", "<h2>Labs</h2><p>A1c <b>9.1</b></p>", "<h2>Labs</h2><p>A1c <b>9.1</b></p>");
        row("nothing runs", "<p onclick=x()>a<script>alert('</p>')</script>b</p>", "<p>ab</p>");
        row("nothing is fetched", "<p>a<img src='http://h/x.png' alt='chest'><link rel=stylesheet href=x></p>", "<p>a[chest]</p>");
        row("nothing links", "<p><a href='http://h/'>more</a></p>", "<p>more</p>");
        row("nothing is hidden", "<p style='display:none'>ignore this</p><p hidden>and <font color=white>this</font></p>",
            "<p>ignore this</p><p>and this</p>");
        row("the title is no text", "<html><head><title>T</title><style>p{}</style></head><body><p>a</p></body></html>", "<p>a</p>");
        row("direction stays", "<p dir=RTL class=x>×©</p><div dir='x\"y'>b</div>", "<p dir=\"rtl\">×©</p><div>b</div>");
        row("signs stay signs", "<p>a &lt; b &amp;&amp; c</p>", "<p>a &lt; b &amp;&amp; c</p>");
        row("what was typed into a form is read", "<p><input value=5><input type=password value=secret></p>", "<p>[5]</p>");
        row("elements that were never ended", "<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>");
        row("cells keep their width, within reason", "<table><tr><td colspan=2>a<td rowspan=100000>b</table>",
            "<table><tr><td colspan=\"2\">a</td><td rowspan=\"40\">b</td></tr></table>");
        row("emphasis in emphasis says nothing more", "<b>a<b>b<b>c</b></b></b>", "<b>abc</b>");
        row("a cell outside a table", "<p>a<td>b", "<p>a</p> \tb");
    }

    void aWebPageIsMadePlain()
    {
        QFETCH(const QByteArray, page);
        QFETCH(const QString, plain);
        Asked asked(Kind::Page, page);
        const auto text = asked.text(0);
        QVERIFY2(text, text ? "" : qPrintable(said(text.error())));
        QCOMPARE(*text, QStringLiteral("<div>%1</div>").arg(plain)); // its body
    }

    // Qt lays out each of these in minutes, or not at all.
    void aPageNestedDeeperThanAnybodyWritesKeepsItsTextAndLetsElementsGo_data()
    {
        QTest::addColumn<QByteArray>("page");
        for (const char *tag : {"<table><tr><td>", "<b>", "<i><b>", "<ul><li>", "<div>", "<blockquote>", "<table><tr><td colspan=100000>"})
            QTest::newRow(tag) << QByteArray(tag).repeated(5000) + "the text";
        QTest::newRow("cells") << "<table>" + QByteArray("<tr><td>a<td>b").repeated(50'000) + "<tr><td>the text</table>";
    }

    void aPageNestedDeeperThanAnybodyWritesKeepsItsTextAndLetsElementsGo()
    {
        QFETCH(const QByteArray, page);
        Asked asked(Kind::Page, page);
        const auto text = asked.text(0);
        QVERIFY2(text, text ? "" : qPrintable(said(text.error())));
        QVERIFY(text->contains(QStringLiteral("the text")));
        int deep = 0, deepest = 0;
        for (qsizetype at = 0; (at = text->indexOf(u'<', at)) >= 0; ++at) {
            const bool ends = QStringView(*text).mid(at + 1).startsWith(u'/'), alone = QStringView(*text).mid(at, 5) == u"<br/>";
            deep += alone ? 0 : ends ? -1 : 1;
            deepest = std::max(deepest, deep);
        }
        QVERIFY(deepest > 0);
        QVERIFY2(deepest <= 30, qPrintable(QString::number(deepest)));
        QVERIFY(text->count(QStringLiteral("<td")) <= 4000);
    }

    void thePagesOfAPdfHaveSizePictureAndText()
    {
        Asked asked(Kind::Pdf, pdfOf({"First page", "Metformin 500 mg", "Last"}));
        const auto opened = asked.open();
        QVERIFY(opened);
        QCOMPARE(opened->parts, QList<QSizeF>(3, QSizeF(612, 792)));
        const auto picture = asked.picture(1, {306, 396});
        QVERIFY2(picture, picture ? "" : qPrintable(said(picture.error())));
        QCOMPARE(picture->levels.first().size, QSize(306, 396));
        const auto *pixels = reinterpret_cast<const QRgb *>(picture->bytes.constData() + picture->levels.first().offset);
        QVERIFY(std::any_of(pixels, pixels + 306 * 396, [](QRgb pixel) { return qGray(pixel) < 100; })); // letters
        const auto text = asked.text(1);
        QVERIFY(text && text->contains(u"Metformin 500 mg"));
        const auto places = asked.places(1, {{qint32(text->indexOf(u"500")), 3}});
        QVERIFY(places && places->size() == 1);
        QCOMPARE(places->first().text, QStringLiteral("500"));
        QVERIFY(QRectF(72, 60, 400, 40).contains(places->first().boxes.first()));
    }

    void samplesAndWindowsOfADicomArriveAsTheyAre()
    {
        Dicom dicom;
        dicom.frames = "3";
        dicom.pixels = ramp(16, 3);
        Asked asked(Kind::Dicom, dicom.file());
        const auto opened = asked.open();
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        QCOMPARE(opened->parts.size(), 3);
        QCOMPARE(opened->windows, (QList<Window>{{100, 200, QStringLiteral("WIDE")}, {500, 50, QStringLiteral("NARROW")}}));
        const HeaderRow name{QStringLiteral("(0010,0010)"), QStringLiteral("PatientName"), QStringLiteral("Doe^Jane")};
        QVERIFY(opened->header.contains(name));
        const auto picture = asked.picture(2);
        QVERIFY(picture);
        QCOMPARE(picture->layout, Picture::Layout::Samples16);
        QVERIFY(!picture->inverted);
        const auto *samples = reinterpret_cast<const quint16 *>(picture->bytes.constData() + picture->levels.first().offset);
        QCOMPARE(picture->first + picture->step * samples[0], 2000.0);
        QCOMPARE(picture->first + picture->step * samples[15], 2015.0);
        dicom.photometric = "MONOCHROME1";
        Asked dark(Kind::Dicom, dicom.file());
        QVERIFY(dark.open());
        QVERIFY(dark.picture(0)->inverted);
    }

    void picturesComeWithTheirHalves()
    {
        Asked asked(Kind::Image, png({2000, 1000}));
        const auto opened = asked.open();
        QVERIFY2(opened, opened ? "" : qPrintable(said(opened.error())));
        const auto picture = asked.picture(0);
        QVERIFY(picture);
        QCOMPARE(picture->levels.size(), 3);
        QCOMPARE(picture->levels[1].size, QSize(1000, 500));
        QCOMPARE(*reinterpret_cast<const QRgb *>(picture->bytes.constData() + picture->levels[2].offset), qRgb(10, 20, 30));
    }

    void hostileFilesAreRefusedByTheirReason_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Why>("why");
        const QByteArray pdf = pdfOf({"One", "Two"});
        QByteArray giant = png({4, 4});
        qToBigEndian<quint32>(100'000, giant.data() + 16);
        qToBigEndian<quint32>(100'000, giant.data() + 20);
        qToBigEndian<quint32>(crcOf(giant.sliced(12, 17)), giant.data() + 29);
        const auto dicom = [](auto change) {
            Dicom made;
            made.pixels = ramp(16, 1);
            change(made);
            return made.file();
        };
        QTest::newRow("an empty PDF") << Kind::Pdf << QByteArray() << Why::Empty;
        QTest::newRow("a PDF without pages") << Kind::Pdf << pdfOf({}) << Why::Damaged;
        QTest::newRow("a PDF that is a picture") << Kind::Pdf << png({4, 4}) << Why::WrongType;
        QTest::newRow("a PDF of its name alone") << Kind::Pdf << QByteArray("%PDF-1.7\n") << Why::Damaged;
        QTest::newRow("a PDF with a password") << Kind::Pdf << pdfOf({"Secret"}, "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
            + QByteArray(64, '1') + ">/U<" + QByteArray(64, '2') + ">>>") << Why::Password;
        QTest::newRow("a picture of 100 000 x 100 000") << Kind::Image << giant << Why::TooLarge;
        QTest::newRow("a picture cut in its head") << Kind::Image << png({4, 4}).first(20) << Why::Damaged;
        QTest::newRow("a picture that is none") << Kind::Image << QByteArray("GIF89a") << Why::WrongType;
        QTest::newRow("a DICOM file that is none") << Kind::Dicom << pdf << Why::WrongType;
        QTest::newRow("a DICOM file without transfer syntax") << Kind::Dicom << dicom([](Dicom &made) { made.syntax.clear(); }) << Why::NoSyntax;
        QTest::newRow("a DICOM file of 2^31 frames") << Kind::Dicom << dicom([](Dicom &made) { made.frames = "2147483648"; }) << Why::TooLarge;
        QTest::newRow("a DICOM file of more frames than it has") << Kind::Dicom << dicom([](Dicom &made) { made.frames = "900"; }) << Why::Damaged;
        QTest::newRow("a DICOM file of no frames") << Kind::Dicom << dicom([](Dicom &made) { made.frames = "0"; }) << Why::Empty;
        QTest::newRow("a DICOM file of 65 535 rows") << Kind::Dicom << dicom([](Dicom &made) { made.rows = 65'535; }) << Why::TooLarge;
        QTest::newRow("a DICOM file without a picture") << Kind::Dicom << dicom([](Dicom &made) { made.pixels.clear(); }) << Why::NoPixels;
        QTest::newRow("a DICOM file cut in its pixels") << Kind::Dicom << dicom([](Dicom &) {}).chopped(9) << Why::Damaged;
        QTest::newRow("a DICOM file in JPEG 2000") << Kind::Dicom << dicom([](Dicom &made) { made.syntax = "1.2.840.10008.1.2.4.90"; }) << Why::Syntax;
    }

    void hostileFilesAreRefusedByTheirReason()
    {
        QFETCH(Kind, kind);
        QFETCH(QByteArray, bytes);
        QFETCH(Why, why);
        QCOMPARE(int(whyOf(kind, bytes)), int(why));
    }

    void theChildCanOpenNeitherFileNorSocketNorProgram_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("pictures") << Kind::Image << png({4, 4});
        QTest::newRow("PDF") << Kind::Pdf << pdfOf({"x"});
        Dicom dicom;
        dicom.pixels = ramp(16, 1);
        QTest::newRow("DICOM") << Kind::Dicom << dicom.file();
    }

    void theChildCanOpenNeitherFileNorSocketNorProgram()
    {
        QFETCH(Kind, kind);
        QFETCH(QByteArray, bytes);
        Asked asked(kind, bytes);
        for (const Attempt attempt : {Attempt::OpenFile, Attempt::WriteFile, Attempt::OpenSocket, Attempt::Fork}) {
            const auto refused = asked.probe(attempt);
            QVERIFY(refused);
            QCOMPARE(*refused, QString::number(EPERM));
        }
        QCOMPARE(asked.probe(Attempt::Execute).error().why, Why::Crashed);
    }

    void aChildThatCrashesHangsOrEatsMemoryIsReplaced()
    {
        Asked asked(Kind::Pdf, pdfOf({"Still here"}));
        QVERIFY(asked.open());
        QCOMPARE(asked.probe(Attempt::Allocate).error().why, Why::OverLimit);
        QVERIFY(asked.picture(0, {50, 50})); // by another child, which opened the file again
        asked.child.setPatience(300);
        QCOMPARE(asked.probe(Attempt::Spin).error().why, Why::TimedOut);
        asked.child.setPatience(patience);
        QCOMPARE(*asked.text(0), QStringLiteral("Still here"));
        QCOMPARE(asked.probe(Attempt::Crash).error().why, Why::Crashed);
        QCOMPARE(asked.text(0).error().why, Why::Crashed); // three times are enough
    }

    void aChildKilledFromOutsideIsReplaced()
    {
        Asked asked(Kind::Pdf, pdfOf({"Again"}));
        QVERIFY(asked.open());
        const qint64 before = asked.child.processId();
        QVERIFY(before > 0);
        ::kill(pid_t(before), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(asked.child.processId(), 0, patience);
        QCOMPARE(*asked.text(0), QStringLiteral("Again"));
    }

    void withoutTheProgramTheReasonIsSaid()
    {
        Child::setProgram(QStringLiteral("/nonexistent/countersign-decode"));
        Asked asked(Kind::Pdf, pdfOf({"x"}));
        const auto opened = asked.open();
        Child::setProgram(QStringLiteral(COUNTERSIGN_DECODER));
        QCOMPARE(opened.error().why, Why::CannotStart);
    }

    void answersThatMakeNoSenseAreNotBelieved()
    {
        Opened opened;
        opened.parts = {{10, 10}};
        opened.windows = {{1, 2, QStringLiteral("w")}};
        QCOMPARE(readOpened(write(opened)), opened);
        for (qsizetype cut = 0; cut < write(opened).size(); ++cut)
            QVERIFY(!readOpened(write(opened).first(cut)));
        Picture picture;
        picture.levels = {{{2, 2}, 0}};
        picture.bytes = QByteArray(16, 'x');
        QVERIFY(readPicture(write(picture)));
        picture.levels = {{{100'000, 100'000}, 0}};
        QVERIFY(!readPicture(write(picture)));
        picture.levels = {{{2, 3}, 0}};
        QVERIFY(!readPicture(write(picture))); // fewer bytes than pixels
        QVERIFY(!headOf(frame(0, {}).replace(8, 8, QByteArray(8, '\x7f')), longestAnswer));
        QVERIFY(!headOf(QByteArray(16, 'x'), longestAnswer));
    }

    void samplesWhereNoneCanBeAreNotTakenForPixels()
    {
        Opened opened;
        opened.parts = {{20, 20}};
        Picture picture;
        picture.layout = Picture::Layout::Samples16;
        picture.levels = {{{20, 20}, 0}};
        picture.bytes = QByteArray(20 * 20 * 2, 'x');
        QTemporaryDir folder;
        const auto put = [&](const QString &name, const QByteArray &content) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        };
        put(QStringLiteral("answers"), frame(0, write(opened)) + frame(0, write(picture)));
        put(QStringLiteral("liar"), "#!/bin/sh\nexec /bin/cat '" + folder.filePath(QStringLiteral("answers")).toUtf8() + "'\n");
        Child::setProgram(folder.filePath(QStringLiteral("liar")));
        const auto ofScan = Asked(Kind::Dicom, "x").picture(0), ofImage = Asked(Kind::Image, "x").picture(0), ofPage = Asked(Kind::Pdf, "x").picture(0);
        Child::setProgram(QStringLiteral(COUNTERSIGN_DECODER));
        QVERIFY2(ofScan, ofScan ? "" : qPrintable(said(ofScan.error())));
        QCOMPARE(ofImage.error().why, Why::BadAnswer);
        QCOMPARE(ofPage.error().why, Why::BadAnswer);
    }

    void mutatedFilesNeverBringAnythingButAnAnswer()
    {
        const QByteArray pdf = pdfOf({"One", "Two"});
        Dicom dicom;
        dicom.pixels = ramp(16, 1);
        QList<std::pair<Kind, QByteArray>> seeds{{Kind::Pdf, pdf}, {Kind::Dicom, dicom.file()}, {Kind::Image, png({30, 20})}};
        for (const auto &[kind, folder] : {std::pair(Kind::Pdf, "gov-pdfs/pdf"), {Kind::Dicom, "dicom-burned-in-text/dicom"}, {Kind::Image, "sroie-receipts/images"}}) {
            QDirIterator it(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data/") + QString::fromLatin1(folder), QDir::Files);
            for (int taken = 0; taken < 4 && it.hasNext(); ++taken)
                seeds.append({kind, contentOf(it.next())});
        }
        quint32 state = 20'260;
        const auto random = [&](qsizetype below) { return qsizetype((state = state * 1664525u + 1013904223u) >> 8) % below; };
        for (int round = 0; round < (qEnvironmentVariableIsSet("COUNTERSIGN_FULL") ? 500 : 15); ++round) {
            auto [kind, bytes] = seeds[round % seeds.size()];
            for (int i = 0; i < 1 + random(12); ++i)
                bytes[random(bytes.size())] = char(random(256));
            Asked asked(kind, bytes.first(random(4) ? bytes.size() : random(bytes.size())));
            const auto opened = asked.open();
            const auto picture = opened ? asked.picture(0, {60, 80}) : cannot(opened.error().why);
            QVERIFY(picture || picture.error().why != Why::BadAnswer);
            QVERIFY(picture || picture.error().why != Why::CannotStart);
        }
    }

    void everyRealDocumentAndScanIsShownOrSaysWhyNot_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString &folder : {QStringLiteral("gov-pdfs/pdf"), QStringLiteral("dicom-burned-in-text/dicom")}) {
            QDirIterator it(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data/") + folder, QDir::Files);
            while (it.hasNext()) {
                const QString path = it.next();
                QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
            }
        }
        if (!QFileInfo::exists(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/../shared/data")))
            QTest::newRow("none") << QString();
    }

    void everyRealDocumentAndScanIsShownOrSaysWhyNot()
    {
        QFETCH(QString, path);
        if (path.isEmpty())
            QSKIP("../shared/data is not there");
        Asked asked(path.endsWith(u".pdf") ? Kind::Pdf : Kind::Dicom, contentOf(path));
        const auto opened = asked.open();
        if (path.endsWith(u"US1_J2KI.dcm")) {
            QCOMPARE(opened.error().why, Why::Syntax);
            QVERIFY(opened.error().detail.contains(u"JPEG 2000"));
            return;
        }
        QVERIFY2(opened, opened ? "" : qPrintable(said(opened.error())));
        if (path.endsWith(u"JLSL_08_07_0_1F.dcm")) { // 7 bits a sample in JPEG-LS, which Debian's decoder refuses
            QCOMPARE(asked.picture(0).error(), (Failure{Why::Undecodable, QStringLiteral("JPEG-LS Lossless")}));
            return;
        }
        for (int part = 0; part < opened->parts.size(); ++part) {
            const auto picture = asked.picture(part, {400, 500});
            QVERIFY2(picture, picture ? "" : qPrintable(said(picture.error())));
            if (opened->kind == Kind::Pdf)
                QVERIFY(asked.text(part));
        }
    }
};

QTEST_GUILESS_MAIN(DecodingTest)
#include "tst_decoding.moc"
