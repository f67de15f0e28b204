// Masks over a picture as a reviewer uses them: by name and key, told apart without colour, and what happens when one cannot lie there.
#include "ui/reviewdesk.h"

#include "ui/review/evidence/evidencetabs.h"
#include "ui/review/evidence/imagecanvas.h"

#include <QBuffer>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTemporaryDir>

using namespace countersign;
using uitest::Desk;
using uitest::find;

namespace {

constexpr QSize pictureSize(200, 160);

QByteArray pngOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QImage maskOf(QSize size, const QRect &inside)
{
    QImage mask(size, QImage::Format_Grayscale8);
    mask.fill(0);
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        std::fill_n(mask.scanLine(y) + inside.left(), inside.width(), uchar(255));
    return mask;
}

void putFile(const QString &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder + u'/' + name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

// Masks as evidence, by name and file, over the one picture.
QByteArray maskCase(const QByteArray &id, const QList<std::pair<QByteArray, QByteArray>> &masks)
{
    QByteArray evidence = "{\"id\":\"scan\",\"title\":\"Ultrasound\",\"mediaType\":\"image/png\",\"file\":\"scan.png\"}";
    for (const auto &[name, file] : masks)
        evidence += ",{\"id\":\"" + name + "\",\"mediaType\":\"image/png; over=scan\",\"file\":\"" + file + "\"}";
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id + "\",\"kind\":\"image\",\"evidence\":[" + evidence + "],\"suggestion\":{\"text\":\"A lumen.\"}}";
}

QByteArray neutralCase(const QByteArray &id)
{
    return "{\"id\":\"" + id + "\",\"source\":\"s\",\"kind\":\"image\",\"evidence\":[{\"id\":\"scan\",\"title\":\"Ultrasound\",\"media_type\":\"image/png\","
        "\"file\":\"scan.png\"}],\"suggestion\":{\"fields\":{\"finding\":\"lumen\",\"mask_file\":\"ai.png\"},\"model\":\"m\",\"confidence\":null},"
        "\"reference\":{\"finding\":\"lumen\",\"mask_file\":\"expert.png\"}}";
}

} // namespace

class MasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }
    void masksLieOverTheirPictureUnderTheirNames();
    void eachIsSwitchedByItsKeyAndAllByOne();
    void howStronglyTheyAreFilledIsChosenByKeyAndTheLineStays();
    void theyAreToldApartWithoutColour();
    void aMaskThatCannotLieThereSaysWhyAndThePictureStays();
    void aSmallerMaskOfTheSameShapeIsScaledAndSaysSo();
    void moreThanCanBeToldApartAreItemsOfTheirOwn();
    void whatTheSuggestionMarksComesAfterOnesOwnAnswer();
    void whatWasSwitchedOffStaysOffOnTheCase();

private:
    // A desk whose folder holds the pictures; two masks over the picture of case "a".
    static std::unique_ptr<Desk> deskOf(const QList<QByteArray> &cases);
    static ui::ImageCanvas *canvas(const Desk &desk) { return find<ui::ImageCanvas>(desk.page.get(), QStringLiteral("Evidence: Ultrasound")); }
    static QAbstractButton *box(const Desk &desk, const QString &name) { return desk.button(QStringLiteral("Mask: ") + name); }
    // The screen's pixel over one of the picture's.
    static QRgb pixelAt(ui::ImageCanvas &canvas, QPointF point)
    {
        const QPointF middle = QRectF(canvas.rect()).center();
        const QPointF at = middle + (point - canvas.toPicture(middle)) * canvas.zoom();
        return canvas.grab().toImage().pixel(at.toPoint());
    }

    QTemporaryDir m_folder;
};

std::unique_ptr<Desk> MasksTest::deskOf(const QList<QByteArray> &cases)
{
    auto desk = std::make_unique<Desk>(QList<QByteArray>{uitest::noteCase("other")});
    QImage picture(pictureSize, QImage::Format_RGB32);
    picture.fill(qRgb(60, 60, 60));
    putFile(desk->ward.folder(), QStringLiteral("scan.png"), pngOf(picture));
    putFile(desk->ward.folder(), QStringLiteral("ai.png"), pngOf(maskOf(pictureSize, {20, 20, 80, 80})));
    putFile(desk->ward.folder(), QStringLiteral("expert.png"), pngOf(maskOf(pictureSize, {110, 40, 60, 60})));
    putFile(desk->ward.folder(), QStringLiteral("half.png"), pngOf(maskOf(pictureSize / 2, {10, 10, 40, 40})));
    putFile(desk->ward.folder(), QStringLiteral("square.png"), pngOf(maskOf({100, 100}, {10, 10, 40, 40})));
    putFile(desk->ward.folder(), QStringLiteral("cut.png"), pngOf(maskOf(pictureSize, {10, 10, 40, 40})).first(60));
    const auto report = desk->ward.importLines(cases);
    if (!report || report->files.first().imported != cases.size())
        qFatal("the cases did not go in");
    return desk;
}

void MasksTest::masksLieOverTheirPictureUnderTheirNames()
{
    const auto desk = deskOf({maskCase("a", {{"Model", "ai.png"}, {"Radiologist", "expert.png"}})});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Model")) && box(*desk, QStringLiteral("Model"))->isEnabled(), uitest::patience);
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Radiologist"))->isEnabled(), uitest::patience);
    QVERIFY(uitest::reads(desk->page.get(), QStringLiteral("20.0 % of the picture")));
    QVERIFY(!box(*desk, QStringLiteral("Model"))->accessibleDescription().isEmpty());
    QCOMPARE(uitest::unnamed(desk->page.get()), QStringList());
    ui::ImageCanvas *picture = canvas(*desk);
    const QRgb bare = pixelAt(*picture, {190, 150});
    QVERIFY(pixelAt(*picture, {60, 60}) != bare);  // the model's
    QVERIFY(pixelAt(*picture, {140, 70}) != bare); // the radiologist's
    QCOMPARE(pixelAt(*picture, {105, 130}), bare);
    picture->setFocus();
    const auto isThere = [&](QPointF inside, QPointF outside) { return pixelAt(*picture, inside) != bare && pixelAt(*picture, outside) == bare; };
    for (const Qt::Key key : {Qt::Key_Plus, Qt::Key_Right, Qt::Key_Down, Qt::Key_Left}) { // it moves and grows with the picture
        desk->press(key);
        QVERIFY(isThere({90.5, 80.5}, {104.5, 80.5}));
    }
    while (picture->zoom() < 32)
        desk->press(Qt::Key_Plus);
    QVERIFY(isThere({97.5, 80.5}, {103.5, 80.5})); // larger than is kept
}

void MasksTest::eachIsSwitchedByItsKeyAndAllByOne()
{
    const auto desk = deskOf({maskCase("a", {{"Model", "ai.png"}, {"Radiologist", "expert.png"}})});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Radiologist")) && box(*desk, QStringLiteral("Radiologist"))->isEnabled()
                                 && box(*desk, QStringLiteral("Model"))->isEnabled(),
                             uitest::patience);
    canvas(*desk)->setFocus();
    const QRgb bare = pixelAt(*canvas(*desk), {190, 150});
    desk->press(Qt::Key_2);
    QVERIFY(!box(*desk, QStringLiteral("Radiologist"))->isChecked());
    QCOMPARE(pixelAt(*canvas(*desk), {140, 70}), bare);
    QVERIFY(pixelAt(*canvas(*desk), {60, 60}) != bare);
    desk->press(Qt::Key_M);
    QVERIFY(!box(*desk, QStringLiteral("Model"))->isChecked());
    QCOMPARE(pixelAt(*canvas(*desk), {60, 60}), bare);
    desk->press(Qt::Key_M);
    QVERIFY(box(*desk, QStringLiteral("Model"))->isChecked() && box(*desk, QStringLiteral("Radiologist"))->isChecked());
}

void MasksTest::howStronglyTheyAreFilledIsChosenByKeyAndTheLineStays()
{
    const auto desk = deskOf({maskCase("a", {{"Model", "ai.png"}})});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Model")) && box(*desk, QStringLiteral("Model"))->isEnabled(), uitest::patience);
    ui::ImageCanvas *picture = canvas(*desk);
    picture->setFocus();
    auto *fill = find<QSlider>(desk->page.get(), QStringLiteral("How strongly the masks are filled"));
    const int before = fill->value();
    desk->press(Qt::Key_O);
    QVERIFY(fill->value() > before);
    const QRgb bare = pixelAt(*picture, {190, 150});
    for (int i = 0; i < 12; ++i)
        desk->press(Qt::Key_O, Qt::ShiftModifier);
    QCOMPARE(fill->value(), 0);
    QCOMPARE(pixelAt(*picture, {60, 60}), bare);
    QVERIFY(pixelAt(*picture, {20.2, 60}) != bare); // its line
}

void MasksTest::theyAreToldApartWithoutColour()
{
    QList<QImage> shapes;
    QStringList words;
    for (int i = 0; i < 12; ++i) {
        const QImage sample = ui::MaskLayer::sample(i, {60, 40}, 1, 0.4);
        QImage shape(sample.size(), QImage::Format_Grayscale8);
        for (int y = 0; y < sample.height(); ++y)
            for (int x = 0; x < sample.width(); ++x)
                shape.scanLine(y)[x] = uchar(qAlpha(sample.pixel(x, y)));
        QVERIFY(!shapes.contains(shape) && !words.contains(ui::Mask::styleWords(i)));
        shapes.append(shape);
        words.append(ui::Mask::styleWords(i));
    }
}

void MasksTest::aMaskThatCannotLieThereSaysWhyAndThePictureStays()
{
    const auto desk = deskOf({maskCase("a", {{"Model", "cut.png"}, {"Square", "square.png"}, {"Good", "expert.png"}})});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk->page.get(), QStringLiteral("This picture is damaged and cannot be shown.")), uitest::patience);
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk->page.get(), QStringLiteral("This mask has 100 × 100 pixels and the picture 200 × 160")), uitest::patience);
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Good"))->isEnabled(), uitest::patience);
    QVERIFY(!box(*desk, QStringLiteral("Model"))->isEnabled());
    QVERIFY(!box(*desk, QStringLiteral("Square"))->isEnabled());
    QVERIFY(uitest::reads(desk->page.get(), QStringLiteral("200 × 160 pixels")));
}

void MasksTest::aSmallerMaskOfTheSameShapeIsScaledAndSaysSo()
{
    const auto desk = deskOf({maskCase("a", {{"Model", "half.png"}})});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(uitest::reads(desk->page.get(), QStringLiteral("scaled from 100 × 80")), uitest::patience);
    const QRgb bare = pixelAt(*canvas(*desk), {190, 150});
    QVERIFY(pixelAt(*canvas(*desk), {90, 90}) != bare);
    QCOMPARE(pixelAt(*canvas(*desk), {110, 110}), bare);
}

void MasksTest::moreThanCanBeToldApartAreItemsOfTheirOwn()
{
    QList<std::pair<QByteArray, QByteArray>> masks;
    for (int i = 1; i <= 14; ++i)
        masks.append({"m" + QByteArray::number(i), "ai.png"});
    const auto desk = deskOf({maskCase("a", masks)});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("m12")) && box(*desk, QStringLiteral("m12"))->isEnabled(), uitest::patience);
    QVERIFY(!box(*desk, QStringLiteral("m13")));
    QCOMPARE(desk->page->findChild<ui::EvidenceTabs *>()->count(), 3);
}

void MasksTest::whatTheSuggestionMarksComesAfterOnesOwnAnswer()
{
    const auto desk = deskOf({});
    desk->ward.adoptPolicy("countersign.policy/v1\nversion 2\nrule own-answer\nreviewers one\nfirst-answer required\nsigning light\n");
    QCOMPARE(desk->ward.importLines({neutralCase("n")})->files.first().imported, 1);
    desk->open(QStringLiteral("n"));
    QTRY_VERIFY_WITH_TIMEOUT(canvas(*desk), uitest::patience);
    QVERIFY(!box(*desk, QStringLiteral("As suggested")));
    QVERIFY(!uitest::reads(desk->page.get(), QStringLiteral("suggestion-mask")));
    auto *answer = find<QPlainTextEdit>(desk->page.get(), QStringLiteral("Your own answer"));
    answer->setFocus();
    QTest::keyClicks(answer, QStringLiteral("a lumen"));
    QTest::keyClick(answer, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("As suggested")) && box(*desk, QStringLiteral("As suggested"))->isEnabled(), uitest::patience);
    QCOMPARE(pixelAt(*canvas(*desk), {140, 70}), pixelAt(*canvas(*desk), {190, 150})); // the reference's mask is nowhere
}

void MasksTest::whatWasSwitchedOffStaysOffOnTheCase()
{
    const auto desk = deskOf({maskCase("a", {{"Model", "ai.png"}})});
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Model")) && box(*desk, QStringLiteral("Model"))->isEnabled(), uitest::patience);
    canvas(*desk)->setFocus();
    desk->press(Qt::Key_1);
    desk->open(QStringLiteral("other"));
    desk->open(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(box(*desk, QStringLiteral("Model")) && box(*desk, QStringLiteral("Model"))->isEnabled(), uitest::patience);
    QVERIFY(!box(*desk, QStringLiteral("Model"))->isChecked());
    QCOMPARE(pixelAt(*canvas(*desk), {60, 60}), pixelAt(*canvas(*desk), {190, 150}));
}

QTEST_MAIN(MasksTest)
#include "tst_masks.moc"
