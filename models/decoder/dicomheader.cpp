#include "decoder/dicomheader.h"

#include <QStringDecoder>

namespace countersign::decoder {

namespace {

constexpr qsizetype mostRows = 2'000;
constexpr qsizetype longestValue = 200;
constexpr Uint32 longestRead = 16'384; // bytes; more is not a value to read in a list

QString cut(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= longestValue ? line : line.first(longestValue - 1) + u'…';
}

bool isBinary(const DcmElement &element)
{
    switch (element.ident()) {
    case EVR_OB:
    case EVR_OW:
    case EVR_OF:
    case EVR_OD:
    case EVR_OL:
    case EVR_OV:
    case EVR_UN:
    case EVR_ox:
    case EVR_px:
    case EVR_PixelData:
    case EVR_OverlayData:
        return true;
    default:
        return false;
    }
}

QString valueOf(DcmElement &element)
{
    if (auto *sequence = dynamic_cast<DcmSequenceOfItems *>(&element); sequence && !isBinary(element))
        return QStringLiteral("[%1]").arg(sequence->card());
    const Uint32 length = element.getLengthField() == DCM_UndefinedLength ? 0 : element.getLength();
    if (isBinary(element) || length > longestRead)
        return QStringLiteral("(%1 B)").arg(length);
    OFString value;
    return element.getOFStringArray(value).good() ? cut(textOf(value)) : QString();
}

void addRows(DcmItem &item, int depth, QList<decoding::HeaderRow> &rows)
{
    for (unsigned long i = 0; i < item.card() && rows.size() < mostRows; ++i) {
        DcmElement *element = item.getElement(i);
        if (!element)
            continue;
        DcmTag tag = element->getTag();
        const QString number = QString::fromLatin1("(%1,%2)").arg(tag.getGTag(), 4, 16, QLatin1Char('0')).arg(tag.getETag(), 4, 16, QLatin1Char('0'));
        rows.append({QString(depth, u'›') + number, tag.isPrivate() ? QString() : QString::fromLatin1(tag.getTagName()), valueOf(*element)});
        if (auto *sequence = dynamic_cast<DcmSequenceOfItems *>(element); sequence && !isBinary(*element) && depth < 8) {
            for (unsigned long inner = 0; inner < sequence->card() && rows.size() < mostRows; ++inner)
                addRows(*sequence->getItem(inner), depth + 1, rows);
        }
    }
}

} // namespace

QString textOf(const OFString &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    return utf8.hasError() ? QString::fromLatin1(bytes.data(), qsizetype(bytes.size())) : text;
}

QString stringOf(DcmItem &item, const DcmTagKey &tag)
{
    OFString value;
    return item.findAndGetOFString(tag, value).good() ? textOf(value).trimmed() : QString();
}

QList<decoding::HeaderRow> headerOf(DcmFileFormat &file)
{
    QList<decoding::HeaderRow> rows;
    addRows(*file.getMetaInfo(), 0, rows);
    addRows(*file.getDataset(), 0, rows);
    return rows;
}

} // namespace countersign::decoder
