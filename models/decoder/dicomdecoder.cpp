#include "decoder/dicombytes.h"
#include "decoder/dicomheader.h"

#include <QImage>
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmimgle/dcmimage.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

namespace countersign::decoder {

using decoding::cannot;
using decoding::Why;

namespace {

constexpr Uint32 longestInMemory = 16'384; // of a value; longer ones are read when they are asked for

qint64 numberOf(DcmItem &item, const DcmTagKey &tag, qint64 otherwise)
{
    OFString text;
    if (item.findAndGetOFString(tag, text).bad() || text.empty())
        return otherwise;
    bool isNumber = false;
    const double value = QByteArray(text.c_str()).trimmed().toDouble(&isNumber);
    return isNumber && value >= -1e15 && value <= 1e15 ? qint64(value) : -1;
}

// The lowest and highest of the values, moved to 16 bits without loss where they fit.
template <typename T>
void takeSamples(const void *data, qsizetype count, Picture &picture)
{
    const auto *values = static_cast<const T *>(data);
    const auto [low, high] = std::minmax_element(values, values + count);
    const double range = double(*high) - double(*low);
    picture.first = double(*low);
    picture.step = range > 65'535 ? range / 65'535 : 1;
    picture.bytes.resize(count * 2);
    auto *samples = reinterpret_cast<quint16 *>(picture.bytes.data());
    for (qsizetype i = 0; i < count; ++i)
        samples[i] = quint16((double(values[i]) - picture.first) / picture.step + 0.5);
}

bool takeSamples(const DiPixel &pixels, qsizetype count, Picture &picture)
{
    const void *data = pixels.getData();
    if (!data || qsizetype(pixels.getCount()) < count)
        return false;
    switch (pixels.getRepresentation()) {
    case EPR_Uint8:
        takeSamples<Uint8>(data, count, picture);
        return true;
    case EPR_Sint8:
        takeSamples<Sint8>(data, count, picture);
        return true;
    case EPR_Uint16:
        takeSamples<Uint16>(data, count, picture);
        return true;
    case EPR_Sint16:
        takeSamples<Sint16>(data, count, picture);
        return true;
    case EPR_Uint32:
        takeSamples<Uint32>(data, count, picture);
        return true;
    case EPR_Sint32:
        takeSamples<Sint32>(data, count, picture);
        return true;
    }
    return false;
}

class DicomDecoder final : public Decoder {
public:
    Answer<bool> read(const ArrivingFile &file)
    {
        const bool marked = file.upTo(132).endsWith("DICM") && file.size() >= 132;
        DicomStream stream(file);
        m_file.transferInit();
        const OFCondition condition = m_file.read(stream, EXS_Unknown, EGL_noChange, longestInMemory);
        m_file.transferEnd();
        DcmDataset &set = *m_file.getDataset();
        if (!marked && (condition.bad() || !set.tagExistsWithValue(DCM_SOPClassUID)))
            return cannot(Why::WrongType);
        if (marked && !m_file.getMetaInfo()->tagExistsWithValue(DCM_TransferSyntaxUID))
            return cannot(Why::NoSyntax);
        if (const DcmXfer xfer(set.getOriginalXfer());
            xfer.isEncapsulated() && !DcmCodecList::canChangeCoding(set.getOriginalXfer(), EXS_LittleEndianExplicit))
            return cannot(Why::Syntax, QString::fromUtf8(xfer.getXferName()));
        if (condition.bad())
            return cannot(Why::Damaged, QString::fromUtf8(condition.text()));
        return judge(set);
    }

    const Opened &opened() const override { return m_opened; }

    Answer<Picture> picture(int part, QSize) override
    {
        DcmDataset &set = *m_file.getDataset();
        DicomImage image(&set, set.getOriginalXfer(), CIF_UsePartialAccessToPixelData, Uint32(part), 1);
        if (image.getStatus() != EIS_Normal)
            return cannot(DcmXfer(set.getOriginalXfer()).isEncapsulated() ? Why::Undecodable : Why::Damaged, m_opened.syntax);
        const QSize size(int(image.getWidth()), int(image.getHeight()));
        return image.isMonochrome() ? samples(image, size) : colours(image, size);
    }

private:
    Answer<bool> judge(DcmDataset &set)
    {
        const DcmXfer xfer(set.getOriginalXfer());
        m_opened.kind = decoding::Kind::Dicom;
        m_opened.syntax = QString::fromUtf8(xfer.getXferName());
        m_opened.header = headerOf(m_file);
        m_opened.modality = stringOf(set, DCM_Modality);
        if (!set.tagExists(DCM_PixelData))
            return cannot(Why::NoPixels);
        const qint64 rows = numberOf(set, DCM_Rows, 0), columns = numberOf(set, DCM_Columns, 0), frames = numberOf(set, DCM_NumberOfFrames, 1);
        if (rows <= 0 || columns <= 0 || frames < 0)
            return cannot(Why::Damaged);
        if (frames == 0)
            return cannot(Why::Empty);
        if (rows > decoding::longestSide || columns > decoding::longestSide || rows * columns > decoding::mostPixels)
            return cannot(Why::TooLarge, QStringLiteral("%1 × %2").arg(columns).arg(rows));
        if (frames > decoding::mostParts)
            return cannot(Why::TooLarge, QString::number(frames));
        if (!xfer.isEncapsulated() && !holds(set, rows * columns * frames))
            return cannot(Why::Damaged);
        m_opened.parts = QList<QSizeF>(frames, QSizeF(columns, rows));
        readWindows(set);
        return true;
    }

    // Whether there are as many bytes as the header speaks of.
    static bool holds(DcmDataset &set, qint64 pixels)
    {
        DcmElement *data = nullptr;
        if (set.findAndGetElement(DCM_PixelData, data).bad() || !data)
            return false;
        const qint64 bits = numberOf(set, DCM_BitsAllocated, 0), samples = numberOf(set, DCM_SamplesPerPixel, 1);
        // subsampled colour keeps two bytes for each pixel
        const qint64 perPixel = stringOf(set, DCM_PhotometricInterpretation).contains(u"422") ? bits * 2 : bits * samples;
        return perPixel > 0 && perPixel <= 512 && qint64(data->getLength()) >= pixels * perPixel / 8;
    }

    void readWindows(DcmDataset &set)
    {
        for (unsigned long i = 0; i < 32; ++i) {
            Float64 center = 0, width = 0;
            OFString name;
            if (set.findAndGetFloat64(DCM_WindowCenter, center, i).bad() || set.findAndGetFloat64(DCM_WindowWidth, width, i).bad())
                return;
            set.findAndGetOFString(DCM_WindowCenterWidthExplanation, name, i);
            if (width > 0 && width < 1e9 && std::abs(center) < 1e9)
                m_opened.windows.append({center, width, textOf(name)});
        }
    }

    static Answer<Picture> samples(DicomImage &image, QSize size)
    {
        Picture picture;
        picture.layout = Picture::Layout::Samples16;
        picture.inverted = image.getPhotometricInterpretation() == EPI_Monochrome1 || image.getPresentationLutShape() == ESP_Inverse;
        const DiPixel *pixels = image.getInterData();
        if (!pixels || !takeSamples(*pixels, qsizetype(size.width()) * size.height(), picture))
            return cannot(Why::Damaged);
        picture.levels = {{size, 0}};
        return picture;
    }

    static Answer<Picture> colours(DicomImage &image, QSize size)
    {
        const auto *bytes = static_cast<const uchar *>(image.getOutputData(8, 0, 0));
        if (!bytes || qint64(image.getOutputDataSize(8)) < qint64(size.width()) * size.height() * 3)
            return cannot(Why::Damaged);
        return pictureOf(QImage(bytes, size.width(), size.height(), qsizetype(size.width()) * 3, QImage::Format_RGB888), true);
    }

    DcmFileFormat m_file;
    Opened m_opened;
};

} // namespace

OpenedDecoder openDicom(const ArrivingFile &file)
{
    auto decoder = std::make_unique<DicomDecoder>();
    if (const auto read = decoder->read(file); !read)
        return tl::unexpected(read.error());
    return decoder;
}

void warmUpDicom()
{
    OFLog::configure(OFLogger::OFF_LOG_LEVEL); // it would write between the answers
    (void)dcmDataDict.isDictionaryLoaded();
    DJDecoderRegistration::registerCodecs();
    DJLSDecoderRegistration::registerCodecs();
    DcmRLEDecoderRegistration::registerCodecs();
}

} // namespace countersign::decoder
