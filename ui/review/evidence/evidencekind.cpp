#include "ui/review/evidence/evidencekind.h"

#include "workflow/opencase.h"

namespace countersign::ui {

EvidenceKind kindOf(const core::EvidenceItem &item)
{
    const QString type = item.mediaType.section(u';', 0, 0).trimmed().toLower();
    if (type == u"text/markdown")
        return EvidenceKind::Markdown;
    if (type == u"text/html" || type == u"application/xhtml+xml")
        return EvidenceKind::Html;
    if (type == u"text/csv" || type == u"text/tab-separated-values")
        return EvidenceKind::Table;
    if (type == u"application/json" || type.endsWith(u"+json"))
        return EvidenceKind::Json;
    if (type == u"image/png" || type == u"image/jpeg")
        return EvidenceKind::Image;
    if (type == u"application/pdf")
        return EvidenceKind::Pdf;
    if (type == u"application/dicom")
        return EvidenceKind::Dicom;
    return type.startsWith(u"text/") || type == u"application/xml" || type.endsWith(u"+xml") ? EvidenceKind::Text : EvidenceKind::Unknown;
}

std::optional<decoding::Kind> decodedAs(EvidenceKind kind)
{
    switch (kind) {
    case EvidenceKind::Html:
        return decoding::Kind::Page;
    case EvidenceKind::Image:
        return decoding::Kind::Image;
    case EvidenceKind::Pdf:
        return decoding::Kind::Pdf;
    case EvidenceKind::Dicom:
        return decoding::Kind::Dicom;
    default:
        return std::nullopt;
    }
}

core::Result<std::shared_ptr<const decoding::SharedFile>> fileOf(const workflow::Ports &ports, const core::EvidenceItem &item)
{
    return (item.text ? core::Result<QByteArray>(item.text->toUtf8()) : workflow::loadEvidence(ports, item)).and_then([](const QByteArray &bytes) {
        return decoding::SharedFile::of(bytes);
    });
}

} // namespace countersign::ui
