#include "workflow/masks.h"

#include "exchange/casesource.h"
#include "exchange/fields.h"

#include <QRegularExpression>
#include <algorithm>

namespace countersign::workflow {

namespace {

// The value of a parameter of a media type, without its quotes; empty where there is none.
QString parameter(const QString &mediaType, QStringView name)
{
    static const QRegularExpression form(QStringLiteral(R"form(;\s*([A-Za-z0-9!#$&^_.+-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*)))form"));
    static const QRegularExpression escaped(QStringLiteral(R"(\\(.))"));
    for (auto it = form.globalMatch(mediaType); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedView(1).compare(name, Qt::CaseInsensitive) == 0)
            return match.hasCaptured(2) ? match.captured(2).replace(escaped, QStringLiteral("\\1")) : match.captured(3);
    }
    return {};
}

QString quoted(QString text)
{
    return u'"' + text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"';
}

bool isPicture(const core::EvidenceItem &item)
{
    return !item.text && item.mediaType.startsWith(QStringLiteral("image/"), Qt::CaseInsensitive);
}

QString pictureType(const QString &file)
{
    if (file.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive))
        return QStringLiteral("image/png");
    const bool jpeg = file.endsWith(QStringLiteral(".jpg"), Qt::CaseInsensitive) || file.endsWith(QStringLiteral(".jpeg"), Qt::CaseInsensitive);
    return jpeg ? QStringLiteral("image/jpeg") : QString();
}

QString namedMask(const core::CaseRecord &record)
{
    const QByteArray &fields = record.suggestion.content.fields;
    if (!fields.contains("mask_file")) // most have none: spares reading them
        return {};
    const auto literal = exchange::literalAt(fields, QStringLiteral("/mask_file"));
    const auto rows = literal ? exchange::fieldRows(*literal) : tl::unexpected(literal.error());
    return rows && rows->first().type == exchange::JsonType::String ? rows->first().text : QString();
}

} // namespace

std::optional<MaskPlace> maskPlace(const core::EvidenceItem &item)
{
    const QString over = isPicture(item) ? parameter(item.mediaType, u"over") : QString();
    if (over.isEmpty() || over == item.id)
        return std::nullopt;
    return MaskPlace{over, parameter(item.mediaType, u"of") == u"suggestion"};
}

std::optional<core::EvidenceItem> suggestedMask(const core::CaseRecord &record)
{
    const QString file = namedMask(record), type = pictureType(file);
    const auto picture = std::ranges::find_if(record.evidence, [](const core::EvidenceItem &item) { return isPicture(item) && !maskPlace(item); });
    if (type.isEmpty() || !exchange::isInsideName(file) || picture == record.evidence.cend()
        || std::ranges::find(record.evidence, file, &core::EvidenceItem::file) != record.evidence.cend())
        return std::nullopt;
    core::EvidenceItem mask;
    mask.id = QStringLiteral("suggestion-mask");
    while (std::ranges::find(record.evidence, mask.id, &core::EvidenceItem::id) != record.evidence.cend())
        mask.id += u'-';
    mask.title = mask.id;
    mask.mediaType = QStringLiteral("%1; over=%2; of=suggestion").arg(type, quoted(picture->id));
    mask.file = file;
    return mask;
}

QList<core::EvidenceItem> withoutSuggested(QList<core::EvidenceItem> items)
{
    items.removeIf([](const core::EvidenceItem &item) {
        const auto mask = maskPlace(item);
        return mask && mask->suggested;
    });
    return items;
}

} // namespace countersign::workflow
