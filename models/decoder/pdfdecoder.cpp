#include "decoder/decoders.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfDocument>
#include <QPdfSelection>
#include <QTransform>
#include <algorithm>

namespace countersign::decoder {

using decoding::cannot;
using decoding::Why;

namespace {

constexpr int mostPages = 10'000;
constexpr qsizetype longestPageText = 1'000'000;

Place placeOf(const QPdfSelection &selection)
{
    Place place{selection.text(), {}};
    for (const QPolygonF &polygon : selection.bounds())
        place.boxes.append(polygon.boundingRect());
    return place;
}

// The point itself, or the nearest one that has text under it: who drags past the end of a line means its end.
QPointF intoText(QPointF point, const QList<QPolygonF> &runs)
{
    QPointF nearest = point;
    double least = 1e12;
    for (const QPolygonF &run : runs) {
        const QRectF box = run.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5);
        if (!box.isValid())
            continue;
        const QPointF inside(std::clamp(point.x(), box.left(), box.right()), std::clamp(point.y(), box.top(), box.bottom()));
        const QPointF way = (inside - point) * QTransform::fromScale(1, 4); // a line of text is wide and low
        if (const double far = QPointF::dotProduct(way, way); far < least) {
            least = far;
            nearest = inside;
        }
    }
    return nearest;
}

class PdfDecoder final : public Decoder {
public:
    explicit PdfDecoder(const QByteArray &bytes)
    {
        m_buffer.setData(bytes);
        m_buffer.open(QIODevice::ReadOnly);
        m_document.load(&m_buffer);
    }

    Answer<bool> judge()
    {
        using Error = QPdfDocument::Error;
        if (m_document.error() == Error::IncorrectPassword || m_document.error() == Error::UnsupportedSecurityScheme)
            return cannot(Why::Password);
        if (m_document.status() != QPdfDocument::Status::Ready)
            return cannot(Why::Damaged);
        const int pages = m_document.pageCount();
        if (pages < 1)
            return cannot(Why::Empty);
        if (pages > mostPages)
            return cannot(Why::TooLarge, QString::number(pages));
        m_opened.kind = decoding::Kind::Pdf;
        for (int page = 0; page < pages; ++page) {
            const QSizeF size = m_document.pagePointSize(page);
            const bool usable = size.width() > 0 && size.height() > 0 && size.width() < 1e6 && size.height() < 1e6;
            m_opened.parts.append(usable ? size : QSizeF(595, 842)); // a page that cannot be read is shown as an empty sheet
        }
        return true;
    }

    const Opened &opened() const override { return m_opened; }

    Answer<Picture> picture(int part, QSize wanted) override
    {
        if (wanted.isEmpty() || qint64(wanted.width()) * wanted.height() > decoding::mostPagePixels)
            return cannot(Why::TooLarge, QStringLiteral("%1 × %2").arg(wanted.width()).arg(wanted.height()));
        const QImage page = m_document.render(part, wanted);
        QImage sheet(wanted, QImage::Format_RGB32);
        if (sheet.isNull())
            return cannot(Why::TooLarge);
        sheet.fill(Qt::white);
        if (!page.isNull())
            QPainter(&sheet).drawImage(0, 0, page);
        return pictureOf(sheet, false);
    }

    Answer<QString> text(int part) override { return m_document.getAllText(part).text().left(longestPageText); }

    // PDFium counts characters that its text leaves out; the stretch is then a little further on than the text says.
    Answer<QList<Place>> places(int part, const QList<Stretch> &stretches) override
    {
        constexpr int mostShift = 6;
        const QString all = m_document.getAllText(part).text();
        QList<Place> found;
        int shift = 0;
        for (const Stretch &stretch : stretches) {
            const QString wanted = all.mid(stretch.start, stretch.length);
            Place place;
            for (int step = 0; step <= mostShift && place.text.isEmpty(); ++step) {
                const QPdfSelection at = m_document.getSelectionAtIndex(part, stretch.start + shift + step, stretch.length);
                if (at.text() == wanted) {
                    place = placeOf(at);
                    shift += step;
                }
            }
            found.append(place);
        }
        return found;
    }

    Answer<QList<Place>> between(int part, QPointF from, QPointF to) override
    {
        const QList<QPolygonF> runs = m_document.getAllText(part).bounds();
        const QPdfSelection selection = m_document.getSelection(part, intoText(from, runs), intoText(to, runs));
        return QList<Place>{selection.isValid() ? placeOf(selection) : Place()};
    }

private:
    QBuffer m_buffer; // before the document, which reads from it
    QPdfDocument m_document;
    Opened m_opened;
};

} // namespace

OpenedDecoder openPdf(const QByteArray &bytes)
{
    if (!bytes.first(std::min<qsizetype>(bytes.size(), 1024)).contains("%PDF-"))
        return cannot(Why::WrongType);
    auto decoder = std::make_unique<PdfDecoder>(bytes);
    if (const auto judged = decoder->judge(); !judged)
        return tl::unexpected(judged.error());
    return decoder;
}

// A page with a word in a font that is not in the file: PDFium lists the system's fonts now.
void warmUpPdf()
{
    static const QByteArray page = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                   "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 50]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1"
                                   "/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 32>>stream\nBT /F1 12 Tf 5 5 Td (a) Tj ET   \nendstream endobj\n"
                                   "trailer<</Root 1 0 R>>\n";
    if (const auto opened = openPdf(page))
        (void)(*opened)->picture(0, {8, 8});
}

} // namespace countersign::decoder
