#include "exchange/recordparts.h"

#include "exchange/casesource.h"
#include "exchange/decimal.h"
#include "exchange/fieldsize.h"
#include "exchange/sha256.h"

#include <QSet>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

bool isSha256(QStringView hex)
{
    return hex.size() == 64
           && std::all_of(hex.begin(), hex.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

QString readDeclaredHash(Reading &reading, JsonValue item)
{
    const JsonValue value = reading.optional(item, "sha256", JsonType::String);
    const QString hash = value.string().toLower();
    if (value.exists() && !isSha256(hash))
        reading.refuse(ErrorKind::BadValue, value, QStringLiteral("64 hex digits"));
    return hash;
}

void readTextOrFile(Reading &reading, JsonValue item, core::EvidenceItem &evidence)
{
    const JsonValue text = reading.optional(item, "text", JsonType::String);
    const JsonValue file = reading.optional(item, "file", JsonType::String);
    if (text.exists() && file.exists())
        return reading.refuse(ErrorKind::BadValue, file, QStringLiteral("text or file, not both"));
    if (!text.exists() && !file.exists())
        return reading.refuseMissing(item, "text", QStringLiteral("text or file"));
    if (text.exists()) {
        evidence.text = text.string();
        if (!evidence.sha256.isEmpty() && sha256Hex(evidence.text->toUtf8()) != evidence.sha256)
            reading.refuse(ErrorKind::BlobMismatch, item.find("sha256"), sha256Hex(evidence.text->toUtf8()));
        return;
    }
    evidence.file = plainName(file.string());
    if (file.string().isEmpty())
        reading.refuse(ErrorKind::BadValue, file, QStringLiteral("a file name"));
    else if (!isInsideName(evidence.file))
        reading.refuse(ErrorKind::PathEscapes, file, file.string());
}

core::EvidenceItem readItem(Reading &reading, JsonValue item, QByteArrayView mediaTypeKey)
{
    core::EvidenceItem evidence;
    if (!item.is(JsonType::Object)) {
        reading.refuseType(item, jsonTypeName(JsonType::Object));
        return evidence;
    }
    evidence.id = reading.requiredName(item, "id");
    evidence.title = reading.text(item, "title");
    if (evidence.title.trimmed().isEmpty())
        evidence.title = evidence.id;
    evidence.mediaType = reading.requiredName(item, mediaTypeKey);
    evidence.sha256 = readDeclaredHash(reading, item);
    readTextOrFile(reading, item, evidence);
    return evidence;
}

} // namespace

QList<core::EvidenceItem> readEvidence(Reading &reading, JsonValue root, QByteArrayView mediaTypeKey)
{
    const JsonValue list = reading.required(root, "evidence", JsonType::Array);
    QList<core::EvidenceItem> evidence;
    QSet<QString> ids;
    for (JsonValue item = list.first(); item.exists() && !reading.failed(); item = item.next()) {
        evidence.append(readItem(reading, item, mediaTypeKey));
        if (!reading.failed() && ids.contains(evidence.last().id))
            reading.refuse(ErrorKind::DuplicateId, item.find("id"), evidence.last().id);
        ids.insert(evidence.last().id);
    }
    return evidence;
}

core::Content readContent(Reading &reading, JsonValue suggestion)
{
    const JsonValue text = reading.optional(suggestion, "text", JsonType::String);
    JsonValue fields = text.exists() ? reading.given(suggestion, "fields") : suggestion.find("fields"); // alone, a null is a value
    if (text.exists() && fields.exists()) {
        reading.refuse(ErrorKind::BadValue, fields, QStringLiteral("text or fields, not both"));
        return {};
    }
    if (text.exists())
        return {core::Content::Form::Text, text.string(), {}};
    if (!fields.exists())
        reading.refuseMissing(suggestion, "text", QStringLiteral("text or fields"));
    else if (pointerBytes(fields) > maxPointerBytes)
        reading.refuse(ErrorKind::TooLarge, fields, QString::number(maxPointerBytes));
    return {core::Content::Form::Fields, {}, fields.slice().toByteArray()};
}

QByteArray readConfidence(Reading &reading, JsonValue suggestion)
{
    const JsonValue value = reading.optional(suggestion, "confidence", JsonType::Number);
    if (value.exists() && !isWithinOne(value.slice()))
        reading.refuse(ErrorKind::BadValue, value, QStringLiteral("0 to 1"));
    return value.slice().toByteArray();
}

} // namespace countersign::exchange
