// A decoding child asked and waited for, and the bytes it is asked about.
#pragma once

#include "decoding/child.h"

#include <QFile>
#include <QTest>

namespace countersign::decodingtest {

constexpr int patience = 60'000;

struct Asked {
    decoding::Child child;
    QObject context;

    Asked(decoding::Kind kind, std::shared_ptr<const decoding::SharedFile> file) : child(kind, std::move(file)) { child.setPatience(patience); }
    Asked(decoding::Kind kind, const QByteArray &bytes) : Asked(kind, *decoding::SharedFile::of(bytes)) {}

    template <typename T, typename Ask>
    decoding::Answer<T> wait(Ask ask)
    {
        std::optional<decoding::Answer<T>> answer;
        ask([&](decoding::Answer<T> given) { answer = std::move(given); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, 2 * patience); }();
        return answer ? *answer : decoding::cannot(decoding::Why::TimedOut);
    }
    decoding::Answer<decoding::Opened> open()
    {
        return wait<decoding::Opened>([this](auto done) { child.open(&context, done); });
    }
    decoding::Answer<decoding::Picture> picture(int part, QSize wanted = {})
    {
        return wait<decoding::Picture>([&](auto done) { child.picture(&context, part, wanted, done); });
    }
    decoding::Answer<QString> text(int part)
    {
        return wait<QString>([&](auto done) { child.text(&context, part, done); });
    }
    decoding::Answer<QList<decoding::Place>> places(int part, const QList<decoding::Stretch> &stretches)
    {
        return wait<QList<decoding::Place>>([&](auto done) { child.places(&context, part, stretches, done); });
    }
    decoding::Answer<QString> probe(decoding::Attempt attempt)
    {
        return wait<QString>([&](auto done) { child.probe(&context, attempt, done); });
    }
};

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A page per text, with a true table of contents.
inline QByteArray pdfOf(const QList<QByteArray> &pages, const QByteArray &trailer = {})
{
    QByteArray kids;
    QList<QByteArray> objects{"<</Type/Catalog/Pages 2 0 R>>", {}, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
    for (const QByteArray &page : pages) {
        const QByteArray content = "BT /F1 24 Tf 72 700 Td (" + page + ") Tj ET";
        kids += QByteArray::number(objects.size() + 1) + " 0 R ";
        objects += "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents " + QByteArray::number(objects.size() + 2) + " 0 R>>";
        objects += "<</Length " + QByteArray::number(content.size()) + ">>stream\n" + content + "\nendstream";
    }
    objects[1] = "<</Type/Pages/Count " + QByteArray::number(pages.size()) + "/Kids[" + kids + "]>>";
    QByteArray file = "%PDF-1.4\n", table;
    for (qsizetype i = 0; i < objects.size(); ++i) {
        table += QByteArray::number(file.size()).rightJustified(10, '0') + " 00000 n \n";
        file += QByteArray::number(i + 1) + " 0 obj" + objects[i] + "endobj\n";
    }
    const QByteArray count = QByteArray::number(objects.size() + 1), at = QByteArray::number(file.size());
    return file + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count + "/Root 1 0 R" + trailer + ">>\nstartxref\n" + at
        + "\n%%EOF\n";
}

// Explicit VR, little endian, as a file with its head.
inline QByteArray element(quint16 group, quint16 number, const char *representation, QByteArray value)
{
    const QByteArray kind(representation);
    if (value.size() % 2)
        value += kind == "UI" ? '\0' : ' ';
    QByteArray bytes;
    const auto put = [&](quint64 what, int count) {
        for (int i = 0; i < count; ++i)
            bytes += char(what >> (8 * i) & 0xff);
    };
    put(group, 2);
    put(number, 2);
    bytes += kind;
    const bool isLong = kind == "OB" || kind == "OW" || kind == "SQ" || kind == "UN";
    if (isLong)
        put(0, 2);
    put(quint64(value.size()), isLong ? 4 : 2);
    return bytes + value;
}

inline QByteArray word(quint16 value)
{
    return QByteArray(1, char(value & 0xff)) + char(value >> 8);
}

struct Dicom {
    quint16 rows = 4;
    quint16 columns = 4;
    QByteArray frames = "1";
    QByteArray photometric = "MONOCHROME2";
    QByteArray pixels; // 16 bits each
    QByteArray syntax = "1.2.840.10008.1.2.1";
    QByteArray spacing; // "rows\\columns", in millimetres

    QByteArray file() const
    {
        QByteArray meta = element(2, 2, "UI", "1.2.840.10008.5.1.4.1.1.7") + element(2, 3, "UI", "1.2.3");
        if (!syntax.isEmpty())
            meta += element(2, 0x10, "UI", syntax);
        const QByteArray length = word(quint16(meta.size())) + word(0);
        QByteArray set = element(8, 0x16, "UI", "1.2.840.10008.5.1.4.1.1.7") + element(8, 0x60, "CS", "OT") + element(0x10, 0x10, "PN", "Doe^Jane")
            + element(0x28, 2, "US", word(1)) + element(0x28, 4, "CS", photometric) + element(0x28, 8, "IS", frames) + element(0x28, 0x10, "US", word(rows))
            + element(0x28, 0x11, "US", word(columns)) + (spacing.isEmpty() ? QByteArray() : element(0x28, 0x30, "DS", spacing))
            + element(0x28, 0x100, "US", word(16)) + element(0x28, 0x101, "US", word(16))
            + element(0x28, 0x102, "US", word(15)) + element(0x28, 0x103, "US", word(0)) + element(0x28, 0x1050, "DS", "100\\500")
            + element(0x28, 0x1051, "DS", "200\\50") + element(0x28, 0x1055, "LO", "WIDE\\NARROW");
        if (!pixels.isEmpty())
            set += element(0x7fe0, 0x10, "OW", pixels);
        return QByteArray(128, '\0') + "DICM" + element(2, 0, "UL", length) + meta + set;
    }
};

// Values 0, 1, 2 … in every frame, each frame 1000 higher than the one before.
inline QByteArray ramp(int pixels, int frames)
{
    QByteArray bytes;
    for (int frame = 0; frame < frames; ++frame)
        for (int i = 0; i < pixels; ++i)
            bytes += word(quint16(frame * 1000 + i));
    return bytes;
}

} // namespace countersign::decodingtest
